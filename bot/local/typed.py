"""What is typed into the page's box and sent, read as Discord's own box reads it: commands on one line, and mentions.

The page's box runs a command only if it is chosen from the list first, and knows no mentions; otherwise the line
arrives as a message. Actions are simcord's own, as the page sends them; its catalogue says which commands there are.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

Action = Mapping[str, Any]
"""What a page asks for: its `kind`, and what that needs."""
_SEVERAL = re.compile(r"\s+(?:and|or|vs)\s+|\s*,\s*")
"""What stands between two names on one line: `/compare fast.ai and the keras book`."""


def as_discord_reads(action: Action, entries: Sequence[Mapping[str, Any]], name: str, user: int) -> Action:
    """The action as it is; where it sends a typed command, the action that runs it; and with mentions of `name`."""
    if action.get("kind") != "send_message" or not isinstance(line := action.get("content"), str):
        return action
    if command := _command_in(line, entries):
        return {**action, "kind": "run_command", **command}
    return {**action, "content": re.sub(rf"@{re.escape(name)}\b", f"<@{user}>", line, flags=re.IGNORECASE)}


def is_unheard(action: Action, user: int) -> bool:
    """Whether this sends a message to a channel of a server that a bot with this id does not get to read."""
    heard = action.get("reply_to_id") or f"<@{user}>" in str(action.get("content"))
    return action.get("kind") == "send_message" and not heard


def _command_in(line: str, entries: Sequence[Mapping[str, Any]]) -> Action | None:
    """How the page says that this command is to be run; None if the line is none, or needs more than words."""
    typed = [entry for entry in entries if f"{line} ".startswith(f"/{entry['invocation']} ")]
    if not typed:
        return None
    entry = max(typed, key=lambda entry: len(entry["invocation"]))
    required = [option for option in entry["options"] if option["required"]]
    if any(option["type"] != "string" for option in required):
        return None
    words = _words_for(len(required), line[len(entry["invocation"]) + 1 :].strip())
    return {
        "command_id": entry["commandId"],
        "path": entry["path"],
        "schema_fingerprint": entry["schemaFingerprint"],
        "options": dict(zip((option["name"] for option in required), words, strict=True)),
    }


def _words_for(count: int, rest: str) -> list[str]:
    """The rest of a line for so many options; those that nothing is left for are empty."""
    words = _SEVERAL.split(rest, maxsplit=count - 1) if count > 1 else [rest] * count
    return [*words, *[""] * (count - len(words))]
