"""The options that several commands share: a word of the vocabulary, chosen from a list in the reader's language."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import discord
from discord import app_commands
from discord.app_commands import Choice, Transform, locale_str

from bot.catalogue.allowed_values import COSTS, FORMATS, LEVELS, MATHS, TOPICS, Cost, Format, Level, Math, Topic


class Word(app_commands.Transformer):
    """One of these words. Discord shows each in the reader's language and sends the word itself."""

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__()
        self._words = words

    @property
    def choices(self) -> list[Choice[str | int | float]]:
        """What the member may choose from."""
        return [Choice(name=locale_str(word), value=word) for word in self._words]

    async def transform(self, interaction: discord.Interaction[Any], value: Any, /) -> Any:
        """The word as it is."""
        return value


if TYPE_CHECKING:
    LevelOption: TypeAlias = Level
    MathOption: TypeAlias = Math
    FormatOption: TypeAlias = Format
    CostOption: TypeAlias = Cost
    TopicOption: TypeAlias = Topic
else:
    LevelOption = Transform[Level, Word(LEVELS)]
    MathOption = Transform[Math, Word(MATHS)]
    FormatOption = Transform[Format, Word(FORMATS)]
    CostOption = Transform[Cost, Word(COSTS)]
    TopicOption = Transform[Topic, Word(TOPICS)]
