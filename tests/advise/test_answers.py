"""The kinds of answers, on the shipped catalogue."""

from itertools import pairwise

import pytest
from msgspec.structs import replace

from bot.advise import Comparison, Filters, Guide, Notice, Plan, Recommendation, Verdict, WhichOne
from bot.advise.unanswered import OUT_OF_SCOPE
from bot.advise.wording.reasons import caveats, rating_of, reasons
from bot.advise.wording.understood import understood
from bot.language import ENGLISH
from bot.understand import Named, ParsedQuery
from tests.support.made import voted


def recommended(guide: Guide, question: str, filters: Filters | None = None) -> list[str]:
    return [pick.resource.id for pick in guide.recommend(guide.parse(question), filters).picks]


def test_each_pick_says_why(guide: Guide) -> None:
    found = guide.recommend(guide.parse("free beginner book, light maths"))
    for pick in found.picks:
        assert "free" in pick.reasons
        assert "suits beginners" in pick.reasons
        assert not any("rated" in reason for reason in pick.reasons)


def test_under_each_pick_stands_what_people_come_to_it_for(guide: Guide) -> None:
    book = guide.catalogue.get("deep-learning-with-python")
    assert book
    assert book.standing
    unjudged = replace(book, id="unjudged", standing=None, summary=f"{'Good ' * 20}book. {'Really ' * 20}good.")
    found = {
        pick.resource.id: pick.line for pick in guide.with_entries([unjudged]).recommend(ParsedQuery(), limit=0).picks
    }
    assert found[book.id] == book.standing.why
    assert found["unjudged"] == f"{'Good ' * 20}book."


def test_caveats_name_what_does_not_fit_first(guide: Guide) -> None:
    book = guide.catalogue.get("deep-learning-book")
    assert book is not None
    found = caveats(guide.parse("beginner, no maths, a course"), book, say=ENGLISH)
    assert found == ("meant for learners past the basics", "heavy on maths")


def test_votes_are_a_reason(guide: Guide) -> None:
    book = guide.catalogue.get("deep-learning-with-python")
    assert book is not None
    assert "3 members here found it helpful" in reasons(guide.parse(""), book, 3, say=ENGLISH)


def test_a_rating_names_its_reviewer_and_is_no_reason(guide: Guide) -> None:
    book = guide.catalogue.get("deep-learning-with-python")
    assert book is not None
    assert rating_of(book, say=ENGLISH) == "5 out of 5 by Atul Acharya (2016 to 2018)"
    assert not any("of 5" in reason for reason in reasons(guide.parse(""), book, 0, say=ENGLISH))


def test_nothing_fits_says_what_to_give_up(guide: Guide) -> None:
    found = guide.recommend(guide.parse("recommender systems, a book"))
    assert not found.picks
    assert found.relaxations[0].condition == "about recommender systems"
    assert found.message == "Nothing in my list fits all of that. Drop one condition and it works:"


def test_filters_that_exclude_each_other_say_so(guide: Guide) -> None:
    found = guide.recommend(guide.parse("a book"), Filters(level="advanced", math="none", cost="free", topic="graph"))
    assert not found.picks
    assert found.message


def test_a_filter_wins_over_the_words(guide: Guide) -> None:
    ids = recommended(guide, "a course", Filters(format="book"))
    assert ids
    assert all(guide.catalogue.get(id_).format == "book" for id_ in ids)  # type: ignore[union-attr]


def test_finished_and_refused_entries_and_their_parts_stay_away(guide: Guide) -> None:
    ids = recommended(guide, "I finished the deep learning specialization, anything but fast.ai, want a course")
    assert not any(id_.startswith("dls-") for id_ in ids)
    assert not {"deep-learning-specialization", "fastai-practical-deep-learning"} & set(ids)


def test_a_whole_and_its_part_are_not_picked_together(guide: Guide) -> None:
    ids = recommended(guide, "convolutional networks course by andrew ng on coursera")
    assert not ("deep-learning-specialization" in ids and any(id_.startswith("dls-") for id_ in ids))


def test_without_a_format_the_picks_are_mixed(guide: Guide) -> None:
    picks = guide.recommend(guide.parse("beginner")).picks
    assert len({pick.resource.format for pick in picks}) > 1


def test_no_votes_or_few_hardly_matter(guide: Guide) -> None:
    query = guide.parse("beginner math-light")
    first = guide.recommend(query).picks[0].resource.id
    brigade = voted({"deep-learning-book": 10_000})
    assert guide.recommend(query, voice=brigade).picks[0].resource.id == first


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("beginner math-light", Recommendation),
        ("is fast.ai still worth it", Verdict),
        ("is Neural Networks and Deep Learning any good", WhichOne),
        ("which gpu should I buy", Notice),
        ("how to cook pasta", Notice),
        ("fast.ai or the goodfellow book?", Comparison),
        ("deep learning roadmap", Plan),
    ],
)
def test_the_intent_decides_the_kind_of_answer(guide: Guide, question: str, kind: type) -> None:
    assert isinstance(guide.answer(guide.parse(question)), kind)


def test_a_comparison_has_its_two(guide: Guide) -> None:
    answer = guide.answer(guide.parse("fast.ai or the Goodfellow book?"))
    assert isinstance(answer, Comparison)
    assert {entry.id for entry in answer.resources} == {"fastai-practical-deep-learning", "deep-learning-book"}


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("fast.ai", "the keras book", Comparison),
        ("fast.ai", "fastai", Verdict),
        ("fast.ai", "Neural Networks and Deep Learning", WhichOne),
        ("no such thing", "no other thing", WhichOne),
    ],
)
def test_comparing_by_name_asks_where_a_name_is_not_clear(guide: Guide, first: str, second: str, kind: type) -> None:
    assert isinstance(guide.compare([first, second]), kind)


def test_a_roadmap_is_a_plan(guide: Guide) -> None:
    answer = guide.answer(guide.parse("roadmap for computer vision, 5 hours a week for 6 months, I know the basics"))
    assert isinstance(answer, Plan)
    assert all(step.weeks and step.weeks[1] <= 27 for step in answer.steps)


def test_what_next_after_something_is_what_next_gives(guide: Guide) -> None:
    query = guide.parse("I finished the keras book, what next?")
    answer = guide.answer(query)
    assert isinstance(answer, Recommendation)
    assert answer.picks == guide.next({"deep-learning-with-python": "done"}).picks
    assert answer.message == "After Deep Learning with Python, this comes next."


def test_the_verdict_on_a_whole_has_its_parts_and_none_of_them_as_similar(guide: Guide) -> None:
    verdict = guide.review("deep learning specialization")
    assert isinstance(verdict, Verdict)
    assert len(verdict.parts) == 5
    assert not set(verdict.parts) & set(verdict.similar)
    assert all(entry.status != "retired" for entry in verdict.similar)


def test_a_retired_entry_answers_by_name_and_is_never_recommended(guide: Guide) -> None:
    verdict = guide.review("ud730")
    assert isinstance(verdict, Verdict)
    assert verdict.resource.status == "retired"
    assert verdict.resource.successor is not None
    everything = guide.recommend(guide.parse("deep learning course"), limit=0)
    assert "udacity-intro-to-deep-learning" not in [pick.resource.id for pick in everything.picks]


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("beginner math-light", "beginner, light maths"),
        ("no maths, free book", "no maths, free, a book"),
        ("anything but coursera", "Not: Coursera"),
        ("beginner, no videos", "beginner. Not: a video"),
        ("I know ml, pytorch and maths", "you know the basics of machine learning, PyTorch and maths"),
        ("", ""),
    ],
)
def test_says_what_was_understood(guide: Guide, question: str, line: str) -> None:
    assert understood(guide.parse(question), say=ENGLISH) == line


def test_the_next_part_follows_a_finished_one(guide: Guide) -> None:
    parts = [part.id for part in guide.catalogue.parts_of("deep-learning-specialization")]
    for finished, following in pairwise(parts):
        picks = guide.recommend(ParsedQuery(intent="path", named=(Named(finished, "done"),))).picks
        ids = [pick.resource.id for pick in picks]
        assert following in ids[:3], finished
        assert finished not in ids


@pytest.mark.parametrize("question", ["which gpu should I buy", "what salary does a machine learning engineer get"])
def test_what_is_out_of_scope_is_told_and_no_resource_stands_in_for_an_answer(
    guide: Guide, whole: Guide, question: str
) -> None:
    for own in (guide, whole):
        assert own.answer(own.parse(question)) == Notice(own.parse(question), OUT_OF_SCOPE)


@pytest.mark.parametrize("question", ["I have a question", "hm", "what about it?", "help"])
def test_what_is_not_understood_gets_no_resource(whole: Guide, question: str) -> None:
    assert isinstance(whole.answer(whole.parse(question)), Notice)


@pytest.mark.parametrize("question", ["how do I cook pasta", "he said the sum is white silver"])
def test_surnames_that_are_words_name_nobody(whole: Guide, question: str) -> None:
    assert whole.parse(question).named == ()


def test_such_a_surname_with_its_capital_does(whole: Guide) -> None:
    assert whole.parse("is the course by Silver any good?").ids("asked") == ("david-silver-rl-course",)
