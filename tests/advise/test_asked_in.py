"""Who asks in another language is told in theirs that answers are in English."""

import pytest

from bot.advise.wording.asked_in import asked_in
from bot.language import ENGLISH, Language
from bot.language.in_english import IN_ENGLISH
from bot.understand.words.language import UNKNOWN, language_of
from tests.support.base import languages

LONGEST = 90
"""Characters: it stands on one line of a phone or two."""


@pytest.mark.parametrize("code", sorted(IN_ENGLISH))
def test_the_sentence_is_in_the_language_that_was_asked_in(code: str) -> None:
    said = asked_in(code, ENGLISH)
    assert language_of(said) == code
    assert len(said) <= LONGEST


def test_many_languages_have_one() -> None:
    assert len(IN_ENGLISH) >= 18
    assert len(set(IN_ENGLISH.values())) == len(IN_ENGLISH)


def test_english_needs_none() -> None:
    assert asked_in("en", ENGLISH) == asked_in("en", german()) == ""


def test_a_language_without_one_is_told_in_that_of_the_reply() -> None:
    assert asked_in(UNKNOWN, ENGLISH) == "So far I can only answer in English."
    assert language_of(asked_in(UNKNOWN, german())) == "de"


def test_who_is_answered_in_their_language_is_not_told() -> None:
    assert asked_in("de", german()) == ""
    assert asked_in("de", ENGLISH)
    assert language_of(asked_in("fr", german())) == "fr"


def german() -> Language:
    return languages().of("de")
