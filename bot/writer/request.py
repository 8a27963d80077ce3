"""How the model is asked: what it is told to do, what it gets for this question, and what form the reply must have."""

from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

from bot.language import ENGLISH
from bot.writer.material import Material

Message = Mapping[str, str]
"""One message to the model: its `role` and its `content`."""
INSTRUCTIONS = "instructions.md"
END = '"""'
"""What the message of the asker stands between; taken out of it, so that it cannot end there."""


def instructions() -> str:
    """What every request begins with."""
    return files("bot.writer").joinpath(INSTRUCTIONS).read_text(encoding="utf-8").strip()


def request_for(material: Material, told: str) -> tuple[Message, ...]:
    """The messages that ask for a reply; `told` are the instructions."""
    return ({"role": "system", "content": told}, {"role": "user", "content": asked(material)})


def asked(material: Material) -> str:
    """What the model gets for one question."""
    parts = {
        "The message": f"{END}\n{material.message.replace(END, ' ')}\n{END}",
        "What was read from it by rules (may be wrong; the message decides)": "\n".join(material.read),
        "Your answer before, which the message goes on from": material.before,
        "Notes on questions near this one": "\n\n".join(material.notes),
        "Entries, by what experts name first": "\n\n".join(one.text for one in material.facts),
    }
    sections = [f"# {title}\n{text}" for title, text in parts.items() if text]
    return "\n\n".join([*sections, f"# Your reply\n{ending(material)}"])


def ending(material: Material) -> str:
    """With what every request ends."""
    return f"It is {ENGLISH.month(material.today)}. Write in {material.language}. One JSON object."


def repair_of(messages: Sequence[Message], completion: str, wrong: Sequence[str]) -> tuple[Message, ...]:
    """The request that follows a completion with these faults: the same reply without them."""
    listed = "\n".join(f"- {what}" for what in wrong)
    told = (
        f"That cannot be shown:\n{listed}\nWrite the whole JSON object again with this mended and nothing else changed."
    )
    return (*messages, {"role": "assistant", "content": completion}, {"role": "user", "content": told})


def schema_for(material: Material) -> dict[str, Any]:
    """The form of the reply as JSON Schema, for servers that hold a model to one: only ids that may be picked."""
    ids = [one.entry.id for one in material.facts if not one.barred]
    text = {"type": "string"}
    pick = _object({"id": {**text, "enum": ids} if ids else text, "why": text})
    return _object({
        "answer": text, "because": text, "picks": {"type": "array", "items": pick}, "next": text, "unsure": text,
    })  # fmt: skip


def _object(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}
