"""Which entries the model gets: those that the asker's words, notes and subjects lead to, and none already outgrown."""

import pytest

from bot.advise import Guide
from bot.advise.ranking.voice import SILENCE
from bot.catalogue import Resource
from bot.understand import Lexicon
from bot.writer.entries import MOST_BRIEF, MOST_ENTRIES, Asked, Chosen, barred, entries_for, near_notes, subjects_of
from tests.writer.conftest import MaterialOf

LLM_INTERVIEW = (
    "I have an interview for an LLM internship next week. They want Python, NLP, PyTorch and RAG. I know Python and "
    "have used PyTorch, I only lack RAG. How do I prepare?"
)


def chosen(guide: Guide, text: str) -> Chosen:
    query = guide.parse(text)
    return entries_for(guide, Asked(text, query, guide.answer(query)), SILENCE)


def ids(found: Chosen) -> set[str]:
    return {entry.id for entry in (*found.full, *found.brief)}


def test_every_subject_named_gives_its_first_entry(reading: Guide) -> None:
    query = reading.parse(LLM_INTERVIEW)
    subjects = subjects_of(reading, Asked(LLM_INTERVIEW, query, reading.answer(query)))
    assert {"rag-systems", "pytorch", "language-processing"} <= set(subjects)
    found = ids(chosen(reading, LLM_INTERVIEW))
    for id_ in ("rag-systems", "language-processing"):
        assert not found.isdisjoint(choice.id for choice in reading.catalogue.advice.subjects[id_].shortlist)


def test_further_entries_come_in_a_line_each_and_none_twice(reading: Guide, material_of: MaterialOf) -> None:
    found = chosen(reading, LLM_INTERVIEW)
    assert len(found.full) == MOST_ENTRIES
    assert 0 < len(found.brief) <= MOST_BRIEF
    assert len(ids(found)) == len(found.full) + len(found.brief)
    facts = {one.entry.id: one.text for one in material_of(LLM_INTERVIEW).facts}
    assert facts.keys() == ids(found)
    assert all(len(facts[entry.id].splitlines()) == 2 for entry in found.brief)


def test_who_uses_the_tools_of_the_field_is_not_kept_from_what_is_not_for_beginners(reading: Guide) -> None:
    entry = reading.catalogue.get("torchleet")
    assert entry
    assert entry.not_for == ("beginners in PyTorch",)
    assert barred(reading, reading.parse("beginner exercises, I know nothing yet"), entry)
    assert not barred(reading, reading.parse("beginner exercises for RAG, I know PyTorch"), entry)


def test_what_teaches_only_what_they_know_is_left_out(reading: Guide) -> None:
    assert "cs50p" in ids(chosen(reading, "How do I learn Python from nothing?"))
    assert "cs50p" not in ids(chosen(reading, "I know Python, how do I learn machine learning?"))


@pytest.mark.parametrize(("word", "id_"), [("lagrange multipliers", "math"), ("zoomcamp", "zoomcamp")])
def test_a_telling_word_leads_to_the_entries_that_have_it(reading: Guide, word: str, id_: str) -> None:
    assert any(id_ in found for found in ids(chosen(reading, f"anything with {word}?")))


def test_what_is_named_first_on_the_topic_is_there_in_a_line(reading: Guide) -> None:
    text = "I'm new to computer vision. Where do I begin?"
    core = [
        entry.id for entry in reading.catalogue
        if entry.topics[:1] == ("computer-vision",) and entry.standing and entry.standing.tier == "core"
    ]  # fmt: skip
    found = ids(chosen(reading, text))
    assert len(found.intersection(core)) >= min(len(core), 3)


def test_rules_alone_will_do(reading: Guide) -> None:
    guide = Guide(reading.catalogue, Lexicon.shipped())
    assert chosen(guide, LLM_INTERVIEW).full


def test_what_the_nearest_note_picks_can_be_picked(reading: Guide) -> None:
    text = "How much maths do I need before I start machine learning?"
    note = near_notes(reading, reading.parse(text))[0]
    choices = (note.picks, *(variant.picks or () for variant in note.variants))
    wanted = {choice.id for some in choices for choice in some}
    fitting = {id_ for id_ in wanted if not barred(reading, reading.parse(text), one(reading, id_))}
    assert fitting
    assert fitting <= ids(chosen(reading, text))


def one(guide: Guide, id_: str) -> Resource:
    entry = guide.catalogue.get(id_)
    assert entry
    return entry
