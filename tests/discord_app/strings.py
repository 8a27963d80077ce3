"""All texts that a catalogue must have: those of the code and of skills, and what Discord is told of the commands."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from discord import Locale, app_commands
from discord.app_commands import TranslationContextTypes, locale_str

from bot.discord_app.ui.translator import is_name
from tests.support.base import shipped

CODE = Path(__file__).parent.parent.parent / "bot"
SAYING = frozenset(("say", "mark", "language", "counted"))
"""The functions whose first texts are said."""
NAMES = frozenset(("PyTorch", "TensorFlow", "Keras", "JAX", "fastai", "scikit-learn"))
"""Skills that go by the name of a tool, which is the same in any language."""


class Text(NamedTuple):
    """A text, its plural if it goes with a number, and whether it is the name of a command or an option."""

    text: str
    plural: str = ""
    is_name: bool = False


def said_by_code() -> set[Text]:
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in sorted(CODE.rglob("*.py"))]
    return {text for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call) for text in _said(node)}


def said_of_skills() -> set[Text]:
    """The names of the shipped skills, and what to build with them."""
    texts = {text for skill in shipped().skills for text in (skill.name, skill.build or "")}
    return {Text(text) for text in texts - NAMES - {""}}


def _said(call: ast.Call) -> Iterator[Text]:
    function = call.func
    name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
    first = [part.value for part in call.args[:2] if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    if name in SAYING and first:
        yield Text(first[0], first[1] if name == "counted" else "")


class Recording(app_commands.Translator):
    """Notes what it is asked to translate."""

    def __init__(self) -> None:
        self.texts: set[Text] = set()

    async def translate(self, string: locale_str, locale: Locale, context: TranslationContextTypes) -> None:
        self.texts.add(Text(string.message, is_name=is_name(context)))


async def told_to_discord(tree: app_commands.CommandTree[Any]) -> set[Text]:
    recording = Recording()
    for command in tree.get_commands():
        await command.get_translated_payload(tree, recording)
    return recording.texts
