"""The asked part of a message: its title and questions, without the story around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understand.words.asked_part import SHORT, asked_part

STORY = "I drive a bus in the mornings and paint in the evenings, and my brother has a dog that likes to swim."
MORE = "Last summer we went to the sea with him, and it was cold and wet there for all of the first week."
LONG = f"{STORY} {MORE}"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        # all of a short message, and of a long one in which nothing asks
        ("I drive a bus. Where do I start?", "I drive a bus. Where do I start?"),
        (LONG, LONG),
        # questions, wherever they stand
        (f"{LONG} Where do I start? And with which book?", "Where do I start? And with which book?"),
        (f"Where do I start? {LONG} Which book is it?", "Where do I start? Which book is it?"),
        (f"{STORY} Where do I start? {MORE} And with which book?", "Where do I start? And with which book?"),
        # one question is topped up with a wish, two are not
        (f"{LONG} I want to learn ML. Where do I start?", "I want to learn ML. Where do I start?"),
        (f"{LONG} I want it. Where? With which?", "Where? With which?"),
        # wishes alone, two of them at most
        (f"{LONG} I need a book. Please recommend one. Any advice helps.", "I need a book. Please recommend one."),
        (f"{LONG} Looking for a course.", "Looking for a course."),
        # a title, on a line of its own or before a dash
        (f"Where to start\n{LONG}", "Where to start"),
        (f"Best book -- {LONG} Is there one?", "Best book Is there one?"),
        (f"Where to start\n{LONG}\nI want to learn.\nPlease recommend a book.", "Where to start I want to learn."),
        # lines end sentences too
        (f"{LONG}\nwhich book?\nthank you", f"{STORY} which book?"),
    ],
)  # fmt: skip
def test_what_asks_is_taken_out(text: str, asked: str) -> None:
    assert asked_part(text) == asked


@pytest.mark.parametrize(("length", "whole"), [(100, True), (120, True), (121, False), (200, False)])
def test_a_message_of_two_lines_or_so_is_all_question(length: int, whole: bool) -> None:
    text = "Which book? ".ljust(length, "x")
    assert asked_part(text) == (text if whole else "Which book?")


def test_two_sentences_are_enough() -> None:
    """A third wish is story as a rule: what somebody needs stands in the first ones that say so."""
    wishes = [f"I need the {number} of them." for number in ("first", "second", "third")]
    assert asked_part(f"{LONG} {' '.join(wishes)}") == " ".join(wishes[:2])


@pytest.mark.parametrize(
    "wish",
    [
        "I want to learn it", "I need a way in", "looking for a way in", "please recommend something",
        "suggest a way in", "I would like advice", "I wonder about it", "should I begin", "how do I begin",
        "how can I begin", "tips are welcome", "help me begin", "I am not sure about it", "is it worth my while",
        "whether it is better", "does anyone know", "any idea",
    ],
)  # fmt: skip
def test_wishes_in_many_words(wish: str) -> None:
    assert asked_part(f"{LONG} {wish}.") == f"{wish}."


@given(st.text(max_size=600))
def test_it_holds_words_of_the_message_only(text: str) -> None:
    found = asked_part(text)
    assert set(found.split()) <= set(text.split())
    assert bool(found) is bool(text)
    assert len(text) > SHORT or found == text
