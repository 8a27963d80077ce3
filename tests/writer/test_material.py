"""What the model gets: everything that bears on the question, and nothing of anybody but its words."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.advise import Guide
from bot.advise.conversation.turn import Turn
from bot.advise.ranking.voice import Voice
from bot.catalogue import Catalogue
from bot.understand import Lexicon
from bot.understand.models.reader import Reader
from bot.writer.entries import MOST_ENTRIES, Asked
from bot.writer.material import MOST_MESSAGE, Material, material_for, without_ids

TODAY = date(2026, 11, 30)


@pytest.fixture(scope="module")
def trained(shipped: Catalogue) -> Guide:
    return Guide(shipped, Lexicon.shipped(), Reader.shipped())


def given_for(guide: Guide, text: str, voice: Voice | None = None, turn: Turn | None = None) -> Material:
    query = guide.parse(text)
    return material_for(guide, Asked(text, query, guide.answer(query), turn), voice or Voice(), "en", TODAY)


def test_the_nearest_note_is_there_whole_with_its_variants(trained: Guide) -> None:
    material = given_for(trained, "How much maths do I need before I start machine learning?")
    note = trained.catalogue.advice.notes[trained.parse(material.message).notes[0].label]
    for text in (note.question, note.answer, note.because, *(variant.answer or "" for variant in note.variants)):
        assert text in material.known


def test_entries_are_at_most_a_dozen_and_the_first_named_first(trained: Guide) -> None:
    material = given_for(trained, "free beginner courses on reinforcement learning")
    tiers = [one.entry.standing.tier if one.entry.standing else "niche" for one in material.facts]
    assert 6 <= len(material.facts) <= MOST_ENTRIES
    assert tiers == sorted(tiers, key=["core", "solid", "niche"].index)


@pytest.mark.parametrize(
    ("question", "id_", "why"),
    [
        ("I finished fast.ai, what next?", "fastai-practical-deep-learning", "has done it"),
        ("I don't want the deep learning book by goodfellow, another book?", "deep-learning-book", "does not want it"),
    ],
)
def test_what_may_not_be_picked_is_there_and_says_why(trained: Guide, question: str, id_: str, why: str) -> None:
    fact = given_for(trained, question).fact(id_)
    assert fact is not None
    assert why in fact.barred
    assert f"DO NOT PICK: {fact.barred}" in fact.text


def test_nothing_that_costs_is_given_to_who_wants_it_free(trained: Guide) -> None:
    material = given_for(trained, "free only: a beginner course on machine learning, I have no money at all")
    assert {one.entry.cost for one in material.facts if not one.barred} <= {"free", "freemium"}


def test_votes_and_weeks_at_the_askers_pace_are_told(trained: Guide) -> None:
    voice = Voice({"fastai-practical-deep-learning": {"helped": 7, "too-hard": 6}})
    material = given_for(trained, "is fast.ai any good? I have 4 hours a week", voice)
    fact = material.fact("fastai-practical-deep-learning")
    assert fact is not None
    assert "in this server: helped 7" in fact.text
    assert "too-hard for 6" in fact.text
    assert "weeks at the asker's pace" in fact.text


def test_a_pace_is_told_as_one_would_say_it(trained: Guide) -> None:
    material = given_for(trained, "I have 20 minutes a day, which book on deep learning?")
    assert "time: 2.5 hours a week" in material.read


def test_the_answer_before_is_there_with_its_picks(trained: Guide) -> None:
    before = trained.answer(trained.parse("Which book on deep learning with proofs?"))
    material = given_for(trained, "something shorter?", turn=Turn.of(before))
    shown = Turn.of(before).shown(trained.language)
    assert shown
    assert all(entry.title in material.before and material.fact(entry.id) for entry in shown)


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("<@123456789012345678> which book?", "(someone) which book?"),
        ("<@!123> and <@&456> say no", "(someone) and (someone) say no"),
        ("see <#987> or </ask:1234>", "see (someone) or (someone)"),
        ("@everyone help <:pain:12345678901234567>", "(someone) help (someone)"),
        ("write to me.too+ml@mail.example.org", "write to (an address)"),
        ("my id is 123456789012345678", "my id is (someone)"),
        ("is 1 < 2 > 0 in 2024?", "is 1 < 2 > 0 in 2024?"),
    ],
)
def test_no_id_and_no_address_is_sent(typed: str, sent: str) -> None:
    assert without_ids(typed) == sent


def test_a_long_message_keeps_its_beginning_and_its_end() -> None:
    sent = without_ids(f"first words {'x ' * 30_000} the question?")
    assert sent.startswith("first words")
    assert sent.endswith("the question?")
    assert len(sent) <= MOST_MESSAGE + len(" [...] ")


@given(st.text(), st.integers(10**15, 10**19))
def test_an_id_is_sent_in_no_surroundings(around: str, id_: int) -> None:
    for typed in (f"{around} <@{id_}> {around}", f"{around} {id_} {around}"):
        assert not re.search(rf"\b{id_}\b", without_ids(typed)) or str(id_) in around
