"""What tests of the writer share: a guide to the whole base that reads as the bot does, and materials from it."""

from collections.abc import Callable
from datetime import date
from functools import cache

import pytest

from bot.advise import Guide
from bot.advise.ranking.voice import SILENCE
from bot.catalogue import Catalogue
from bot.understand import Lexicon
from bot.understand.models.reader import Reader
from bot.understand.words.language import language_of
from bot.writer.entries import Asked
from bot.writer.material import Material, material_for
from bot.writer.verify import Verifier

TODAY = date(2026, 11, 30)
MaterialOf = Callable[..., Material]


@pytest.fixture(scope="session")
def reading(shipped: Catalogue) -> Guide:
    """A guide to the whole base with the trained models."""
    return Guide(shipped, Lexicon.shipped(), Reader.shipped())


@pytest.fixture(scope="session")
def verifier(reading: Guide) -> Verifier:
    return Verifier(reading)


@pytest.fixture(scope="session")
def material_of(reading: Guide) -> MaterialOf:
    """The material of a message, in its language or that with the code."""

    @cache
    def made(text: str, code: str | None = None) -> Material:
        query = reading.parse(text)
        asked = Asked(text, query, reading.answer(query))
        return material_for(reading, asked, SILENCE, code or language_of(text), TODAY)

    return made
