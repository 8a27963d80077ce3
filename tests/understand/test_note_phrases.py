"""Notes have phrases of their own, which a message has or has not."""

import pytest

from bot.understand.facets.note_phrases import NotePhrases
from bot.understand.words.text import words
from tests.support.notes import note

NOTES = (
    note(id="descent", says=("double descent", "Belkin")), note(id="nan", says=("loss is NaN",)), note(id="silent"),
    note(id="both", says=("double descent",)),
)  # fmt: skip
PHRASES = NotePhrases({made.id: made for made in NOTES})


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("what is double descent?", {"descent", "both"}),
        ("Double Descents!", {"descent", "both"}),
        ("belkin", {"descent"}),
        ("my loss is nan since this morning", {"nan"}),
        ("my loss is not nan", set()),
        ("double the descent", set()),
        ("double", set()),
        ("", set()),
    ],
)
def test_a_phrase_is_found_word_by_word(text: str, ids: set[str]) -> None:
    assert PHRASES.notes(words(text)) == ids
