"""What is let through of a draft: sentences on what was given, and nothing that was not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.advise import Guide
from bot.advise.ranking.voice import SILENCE
from bot.writer.draft import Draft, DraftPick
from bot.writer.material import Asked, Material, material_for
from bot.writer.verify import Verifier

HONEST = Draft(
    "Yes, start now: you know enough to train a first model this week.",
    "You already program, so begin with working models and take the maths when you miss it.",
    (DraftPick("deep-learning-with-python", "A calm book with code, for people who program."),),
    "Run the first example tonight, then change one thing and guess what happens.",
)
QUESTION = (
    "I can program in Python and finished fast.ai. Which book next, with 6 hours a week? SuperCourse says 99 dollars."
)


@pytest.fixture(scope="module")
def verifier(whole: Guide) -> Verifier:
    return Verifier(whole)


def material_of(guide: Guide, text: str, code: str = "en") -> Material:
    query = guide.parse(text)
    return material_for(guide, Asked(text, query, guide.answer(query)), SILENCE, code, date(2026, 11, 30))


@pytest.fixture(scope="module")
def material(whole: Guide) -> Material:
    return material_of(whole, QUESTION)


@pytest.fixture(scope="module")
def picked(material: Material) -> str:
    return next(one.entry.id for one in material.facts if not one.barred)


def reasons(verifier: Verifier, material: Material, draft: Draft) -> set[str]:
    return {fault.reason for fault in verifier.faults(draft, material)}


def test_an_honest_reply_is_let_through(verifier: Verifier, material: Material, picked: str) -> None:
    draft = replace(HONEST, picks=(DraftPick(picked, "It goes on from where you are."),))
    assert verifier.faults(draft, material) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("word " * 60, "length"),
        ("See https://example.org for more.", "markup"),
        ("See example.com for more.", "markup"),
        ("Ask @everyone about it.", "markup"),
        ("Take <@123> with you.", "markup"),
        ("Take it **now**.", "markup"),
        ("Read `this` first.", "markup"),
        ("# A heading", "markup"),
        ("Start today 🎉 and go on.", "signs"),
        ("Start to\u202eday.", "signs"),
        ("Start to\u200bday.", "signs"),
        ("It takes 77 hours.", "number"),
        ("It costs 1,234 dollars.", "number"),
        ("It was made in 1931.", "number"),
        ("You need thirteen weeks for it.", "number"),
        ("Take the Simplilearn Masters Program first.", "name"),
        ("Begin with CS999 today.", "name"),
        ("Take SuperCourse, it is the best.", "name"),
        ("Ask Zebediah about it first.", "name"),
    ],
)
def test_what_was_not_given_is_turned_down(verifier: Verifier, material: Material, text: str, reason: str) -> None:
    assert reason in reasons(verifier, material, replace(HONEST, answer=text, picks=()))


@pytest.mark.parametrize(
    ("ids", "reason"),
    [
        (("no-such-entry",), "id"),
        (("fastai-practical-deep-learning",), "barred"),
    ],
)
def test_a_pick_has_to_be_one_that_was_given(
    verifier: Verifier, material: Material, ids: tuple[str, ...], reason: str
) -> None:
    draft = replace(HONEST, picks=tuple(DraftPick(id_, "For you.") for id_ in ids))
    assert reason in reasons(verifier, material, draft)


def test_no_pick_comes_twice_and_three_are_most(verifier: Verifier, material: Material, picked: str) -> None:
    ids = [one.entry.id for one in material.facts if not one.barred]
    for chosen in ((picked, picked), ids[:4]):
        draft = replace(HONEST, picks=tuple(DraftPick(id_, "For you.") for id_ in chosen))
        assert "picks" in reasons(verifier, material, draft)


def test_what_the_message_tells_counts_as_known_but_names_do_not(verifier: Verifier, material: Material) -> None:
    told = replace(HONEST, picks=(), because="With your 6 hours a week you can finish one book.")
    assert "number" not in reasons(verifier, material, told)
    named = replace(HONEST, picks=(), because="After SuperCourse you can finish one book.")
    assert "name" in reasons(verifier, material, named)


def test_a_reply_in_the_language_asked_for_passes(verifier: Verifier, whole: Guide) -> None:
    german = material_of(whole, "Welches Buch soll ich als Anfänger lesen?", "de")
    draft = Draft("Fang heute an: du kannst schon genug, und die Mathematik lernst du nebenbei.", "", (), "")
    assert "language" not in reasons(verifier, german, draft)
    assert "language" in reasons(verifier, german, replace(HONEST, picks=()))


@given(st.text(max_size=300), st.text(max_size=100))
def test_no_text_raises_and_none_with_a_mention_passes(
    verifier: Verifier, material: Material, text: str, why: str
) -> None:
    draft = Draft(text, why, (DraftPick(text[:20], why),), text)
    assert all(fault.what for fault in verifier.faults(draft, material))
    assert verifier.faults(replace(draft, answer=f"{text} <@123>"), material)
