"""Whether somebody is ready for an entry: never claimed without a ground, and a bridge that really leads there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.advise import Guide, Verdict
from bot.advise.plans.readiness import Asker, Readiness, readiness
from bot.advise.ranking.index import RankIndex
from bot.advise.ranking.voice import SILENCE
from bot.advise.ranking.weights import Weights
from bot.advise.wording.readiness_words import told
from bot.catalogue import Catalogue, Resource
from bot.catalogue.allowed_values import LEVELS
from bot.language import ENGLISH
from bot.understand import ParsedQuery
from tests.advise.test_path import asked, skilled
from tests.support.effort import examples
from tests.support.made import knowing

PART_2, FAST, BOOK = "fastai-part-2", "fastai-practical-deep-learning", "deep-learning-book"
WHOLE, SEQUENCES = "deep-learning-specialization", "dls-sequence-models"


def of_list(guide: Guide, name: str, **progress: str) -> str:
    """What a verdict tells a member with this list; ids with underscores for hyphens."""
    found = guide.review(name, SILENCE, {id_.replace("_", "-"): state for id_, state in progress.items()})
    assert isinstance(found, Verdict)
    return told(found.readiness, found.resource, say=ENGLISH)


def of_words(guide: Guide, question: str) -> str:
    found = guide.answer(guide.parse(question))
    assert isinstance(found, Verdict)
    return told(found.readiness, found.resource, say=ENGLISH)


@pytest.mark.parametrize(
    ("name", "progress", "sentences"),
    [
        (PART_2, {}, ""),
        (PART_2, {WHOLE: "doing"}, ""),
        (PART_2, {FAST: "done"}, "You seem ready for it: your list covers what it builds on."),
        (PART_2, {PART_2: "done"}, "You've marked it as done."),
        (SEQUENCES, {WHOLE: "done"}, 'It is part of "Deep Learning Specialization", which you\'ve marked as done.'),
        ("ud730", {FAST: "done"}, ""),
        (PART_2, {WHOLE: "done", FAST: "doing"},
         "Going by your list, you still need: PyTorch and fastai. "
         "The shortest way there: Practical Deep Learning for Coders."),
        (BOOK, {FAST: "done"},
         "Going by your list, you still need: linear algebra, calculus and probability. "
         "I have nothing suitable for that, so learn it elsewhere first."),
        (SEQUENCES, {FAST: "done"},
         "Going by your list, you still need: linear algebra and tuning of networks. "
         "The shortest way there: Improving Deep Neural Networks. Learn this elsewhere "
         "first: linear algebra. I have nothing suitable for it."),
    ],
)  # fmt: skip
def test_a_list_tells_what_is_still_missing(guide: Guide, name: str, progress: dict[str, str], sentences: str) -> None:
    assert of_list(guide, name, **{id_.replace("-", "_"): state for id_, state in progress.items()}) == sentences


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("am I ready for the Goodfellow book? I finished the first course of the deep learning specialization",
         "Going by what you say, you still need: calculus and probability."),
        ("I am intermediate. Am I ready for the Goodfellow book?",
         "Going by what you say, you still need: probability."),
        ("advanced here, is the Goodfellow book worth it?", "You seem ready for it: from what you say,"),
        ("is fast.ai good for a beginner?", "Going by what you say, you still need: Python basics."),
        ("is fast.ai still worth it?", ""),
        ("am I ready for the Goodfellow book?", ""),
    ],
)  # fmt: skip
def test_words_tell_it_too(guide: Guide, question: str, begins: str) -> None:
    sentences = of_words(guide, question)
    assert sentences.startswith(begins)
    assert bool(sentences) is bool(begins)


def test_a_subject_one_may_be_ready_for_gets_no_verdict(guide: Guide) -> None:
    for question in ("am I ready for computer vision? I finished fast.ai", "am i ready for deep learning?"):
        assert not isinstance(guide.answer(guide.parse(question)), Verdict)


def test_the_words_of_a_name_say_nothing_of_the_asker(guide: Guide, catalogue: Catalogue) -> None:
    for entry in catalogue:
        for name in (entry.id, entry.title, *entry.aliases):
            found = guide.review(name)
            assert not isinstance(found, Verdict) or found.readiness is None, name


def test_a_name_may_come_with_what_was_done(guide: Guide) -> None:
    found = guide.review("the goodfellow book, I finished fast.ai")
    assert isinstance(found, Verdict)
    assert found.resource.id == BOOK
    assert found.readiness
    assert [skill.id for skill in found.readiness.missing] == ["linear-algebra", "calculus", "probability"]


def test_a_refused_or_dear_bridge_is_not_offered(guide: Guide) -> None:
    entry = guide.catalogue.get(PART_2)
    assert entry
    query = guide.parse("I finished the deep learning specialization. Free only, and not fast.ai")
    found = readiness(guide.catalogue, guide.index, entry, Asker(query, {}))
    assert found == Readiness(knowing("pytorch", "fastai"), (), knowing("pytorch", "fastai"))


def test_an_entry_above_the_level_that_was_said_is_not_called_fitting(guide: Guide) -> None:
    entry = guide.catalogue.get(BOOK)
    assert entry
    hard = replace(entry, requires=("python-basics",))
    query = replace(guide.parse("I finished fast.ai"), level="beginner")
    assert readiness(guide.catalogue, guide.index, hard, Asker(query, {})) is None


@examples(150)
@given(data=st.data())
def test_a_bridge_leads_to_the_entry_and_holds_nothing_spare(data: st.DataObject) -> None:
    catalogue = data.draw(skilled())
    query = data.draw(asked(catalogue))
    marks = st.sampled_from([None, "done", "doing"])
    progress = {entry.id: mark for entry in catalogue if (mark := data.draw(marks))}
    entry = data.draw(st.sampled_from(catalogue.resources))
    found = readiness(catalogue, RankIndex(catalogue, Weights()), entry, Asker(query, progress))
    if found is None or found.done:
        return
    finished = finished_in(query, progress)
    known = {skill for id_ in finished for skill in skills_of(catalogue, id_)}
    known |= catalogue.skills.known_at(query.level)
    assert {skill.id for skill in found.missing} == set(entry.requires) - known
    assert known.isdisjoint(skill.id for skill in found.bring)
    assert_leads_to(entry, found, known)
    assert finished.union(query.ids("avoid"), [entry.id]).isdisjoint(step.id for step in found.bridge)
    if not found.missing:
        assert not found.bridge
        assert not query.level or LEVELS.index(query.level) >= entry.level_span[0]


def finished_in(query: ParsedQuery, progress: dict[str, str]) -> set[str]:
    """What the words say is done, and what the list does of which the words say nothing."""
    named = {item.id for item in query.named}
    return {*query.ids("done"), *(id_ for id_, mark in progress.items() if mark == "done" and id_ not in named)}


def skills_of(catalogue: Catalogue, id_: str) -> set[str]:
    own = catalogue.get(id_)
    assert own
    return {skill for each in (own, *catalogue.parts_of(id_)) for skill in (*each.requires, *each.teaches)}


def assert_leads_to(entry: Resource, found: Readiness, known: set[str]) -> None:
    """Each step is possible in its turn, the last leads to the entry, and none could be left out."""
    start = known | {skill.id for skill in found.bring}
    state = set(start)
    for step in found.bridge:
        assert state.issuperset(step.requires)
        assert step.status != "retired"
        state.update(step.teaches)
    assert state.issuperset(entry.requires)
    for spare in found.bridge:
        rest = [step for step in found.bridge if step is not spare]
        taught = start.union(*(step.teaches for step in rest))
        assert not taught.issuperset({skill for step in (*rest, entry) for skill in step.requires})
