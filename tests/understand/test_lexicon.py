"""Phrases are found however they are written, and ordinary words are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understand import Lexicon
from bot.understand.words.text import MAX_WORDS, phrase, singular, words

LEXICON = Lexicon.shipped()


def meanings(text: str) -> set[tuple[str, str]]:
    return {(span.meaning.kind, span.meaning.value) for span in LEXICON.spans(words(text))}


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("math-light", "math", "light"),
        ("Math light", "math", "light"),
        ("MATHS-LIGHT", "math", "light"),
        ("begginer", "level", "beginner"),
        ("nueral netwroks", "topic", "foundations"),
        ("tenserflow", "framework", "tensorflow"),
        ("boook", "format", "book"),
        ("courses", "format", "course"),
        ("of course", "idiom", "none"),
        ("Convolutional Neural Networks", "topic", "computer-vision"),
        ("hands-on", "style", "hands-on"),
        ("don’t want", "scope", "negate"),
    ],
)
def test_finds_phrases_in_any_spelling(text: str, kind: str, value: str) -> None:
    assert (kind, value) in meanings(text)


@pytest.mark.parametrize("word", ["match", "source", "light bulb", "drive", "policy", "sample", "expect"])
def test_takes_no_ordinary_word_for_a_misspelling(word: str) -> None:
    for part in phrase(word):
        assert LEXICON.canonical(part) == part


def test_the_longest_phrase_of_a_kind_stays() -> None:
    topics = [span.meaning.value for span in LEXICON.spans(words("convolutional neural network"))
              if span.meaning.kind == "topic"]  # fmt: skip
    assert topics == ["computer-vision"]


def test_a_phrase_does_not_reach_over_a_comma() -> None:
    assert ("topic", "math") not in meanings("heavy math, book") or ("format", "book") in meanings("heavy math, book")


@pytest.mark.parametrize(
    ("plural", "expected"),
    [("books", "book"), ("studies", "study"), ("class", "class"), ("corpus", "corpus"), ("gans", "gan"), ("is", "is")],
)
def test_singular(plural: str, expected: str) -> None:
    assert singular(plural) == expected


def test_folds_accents_case_and_possessives() -> None:
    assert phrase("Aurélien Géron's BOOKS") == ("aurelien", "geron", "book")


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Łukasz Kukieła", "Lukasz kukiela"), ("Jørgen Smørås", "jorgen smoras"), ("Đorđe", "dorde"),
        ("machıne learnıng", "MACHİNE LEARNİNG"), ("Þór Æsir", "thor aesir"), ("Œuvre", "oeuvre"), ("Weiß", "WEISS"),
    ],
)  # fmt: skip
def test_letters_that_few_keyboards_have_are_those_they_are_typed_as(written: str, typed: str) -> None:
    assert phrase(written) == phrase(typed) == tuple(word.text for word in words(written))


@given(st.text(max_size=400))
def test_any_text_splits_into_at_most_so_many_words(text: str) -> None:
    found = words(text)
    assert len(found) <= MAX_WORDS
    assert all(word.text for word in found)
    assert [word.clause for word in found] == sorted(word.clause for word in found)
