"""Every answer in the anatomy of a reply: within its budgets, the verdict first, and honest about what was not used."""

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from msgspec.structs import replace

from bot.advise import Advised, Guide, Notice, Pick, Recommendation, Relaxation, Unsure, Verdict, WhichOne
from bot.advise.answers import Near
from bot.advise.mentor import noted
from bot.advise.ranking.voice import SILENCE
from bot.advise.verdicts.compare import compare
from bot.advise.wording.compose import NEXT, UNKNOWN, UNSURE, UNSURE_OF_ONE, WHICH, Reply, reply_of, small_print
from bot.advise.wording.terms import short_title
from bot.advise.wording.understood import unused
from bot.advise.wording.verdict_words import COMPARED_WORDS
from bot.catalogue import Catalogue, Resource
from bot.catalogue.advice import Note
from bot.catalogue.allowed_values import FORMATS, Intent, Status, Tier
from bot.catalogue.models import Framework, Successor, Verified
from bot.language import ENGLISH
from bot.understand import ParsedQuery
from bot.understand.facets.asker import Told
from tests.support.asked import asked
from tests.support.made import standing_of
from tests.support.notes import LOOKED_UP, VERIFIED, entry

BUDGET, ANSWER_WORDS, BECAUSE_WORDS = 170, 40, 50
"""Words of a whole reply, titles included, which is about a phone screen and a half, and of two of its parts."""
MOST_PICKS = 3
ANYBODY = ParsedQuery()
TWO = (Near("a", "Where?"), Near("b", "What?"))


def picked(*entries: Resource, line: str = "It is for this.") -> tuple[Pick, ...]:
    return tuple(Pick(own, 1.0, (), (), line=line) for own in entries)


def recommended(*entries: Resource, query: ParsedQuery = ANYBODY, **parts: Any) -> Recommendation:
    return Recommendation(query, picked(*entries), len(entries), **parts)


def advised(*entries: Resource, **parts: Any) -> Advised:
    """What a note says, in few words but for these parts."""
    plain: dict[str, Any] = {"answer": "Yes.", "because": "So it is.", "picks": picked(*entries), "next": "Begin.",
                             "near": (), "checked": LOOKED_UP}  # fmt: skip
    return Advised(ANYBODY, "some-note", **{**plain, **parts})


# Budgets


def in_each_variant(own: Note) -> Iterator[Note]:
    """The note as it is said to each of those whom it may be said to."""
    yield own
    for variant in own.variants:
        picks = own.picks if variant.picks is None else variant.picks
        yield replace(own, answer=variant.answer or own.answer, because=variant.because or own.because, picks=picks,
                      next=variant.next or own.next, variants=())  # fmt: skip


def beyond(replies: dict[str, Reply]) -> dict[str, tuple[int, int]]:
    """Words and picks of those that are too long."""
    sizes = {name: (reply.words, len(reply.picks)) for name, reply in replies.items()}
    return {name: size for name, size in sizes.items() if size[0] > BUDGET or size[1] > MOST_PICKS}


def test_no_note_says_too_much_to_anybody(shipped: Catalogue, whole: Guide) -> None:
    replies = {
        f"{own.id} {place}": reply_of(noted(shipped, whole.index, said, ANYBODY, SILENCE, lambda *_: []), ENGLISH)
        for own in shipped.advice.notes.values() for place, said in enumerate(in_each_variant(own))
    }  # fmt: skip
    assert beyond(replies) == {}
    assert all(reply.answer and reply.because for reply in replies.values())


@pytest.mark.parametrize("intent", ["recommend", "explain"])
def test_no_subject_says_too_much(shipped: Catalogue, whole: Guide, intent: Intent) -> None:
    replies = {
        id_: reply_of(whole.answer(ParsedQuery(intent, topics=(own.topic,), subjects=(id_,))), say=ENGLISH)
        for id_, own in shipped.advice.subjects.items()
    }
    assert beyond(replies) == {}
    assert all(reply.answer and reply.picks and reply.note == id_ for id_, reply in replies.items())


def test_no_verdict_says_too_much(shipped: Catalogue, whole: Guide) -> None:
    replies = {own.id: reply_of(whole.review(own.id), say=ENGLISH) for own in shipped}
    assert beyond(replies) == {}
    assert [id_ for id_, reply in replies.items() if len(reply.because.split()) > BECAUSE_WORDS] == []


def test_whatever_is_asked_picks_are_few_and_words_too(whole: Guide) -> None:
    """Plans, which show their steps in full, are another kind of reply."""
    answers = {question: whole.answer(whole.parse(question)) for question in asked()}
    replies = {question: reply_of(answer, say=ENGLISH) for question, answer in answers.items()
               if isinstance(answer, Advised | Recommendation)}  # fmt: skip
    assert len(replies) > 300
    assert beyond(replies) == {}


@pytest.mark.parametrize(("words", "picks"), [(90, 3), (150, 3), (151, 2), (250, 2)])
def test_a_third_pick_that_would_be_too_much_is_left_out(words: int, picks: int) -> None:
    """Up to 150 words, which leaves room for what numbers and links add."""
    three = picked(*(entry(id_, title="Title") for id_ in "abc"), line="one two")
    filling = words - 3 * 3 - 2  # the picks have three words each; the answer and the next step one
    reply = reply_of(advised(because="word " * filling, picks=three), say=ENGLISH)
    assert [pick.resource.id for pick in reply.picks] == ["a", "b", "c"][:picks]
    assert reply.words == words - 3 * (3 - picks)


def test_two_picks_stay_however_much_there_is_to_say() -> None:
    assert len(reply_of(advised(entry("a"), entry("b"), because="word " * 300), say=ENGLISH).picks) == 2


def test_more_than_three_picks_are_left_to_a_button() -> None:
    five = [entry(id_) for id_ in "abcde"]
    for answer in (recommended(*five), advised(*five)):
        assert [pick.resource.id for pick in reply_of(answer, say=ENGLISH).picks] == ["a", "b", "c"]


# The answer first


@pytest.mark.parametrize(
    ("status", "tier", "begins"),
    [
        ("current", "core", "Yes"),
        ("current", "solid", "Yes"),
        ("current", None, "Yes"),
        ("current", "niche", "Very Good Book"),
        ("dated", "core", "Very Good Book"),
        ("retired", "core", "No"),
    ],
)
def test_a_verdict_begins_with_the_verdict(status: Status, tier: Tier | None, begins: str) -> None:
    standing = standing_of(tier) if tier else None
    own = entry("it", title="Very Good Book: All", status=status, status_reason="It is old. " * 40, standing=standing,
                good_for=("all",), not_for=("nobody",), gripe="Long. " * 60,
                successor=Successor(title="Better Book", url="https://example.org/"))  # fmt: skip
    reply = reply_of(Verdict(own, 0, None, (), ()), say=ENGLISH)
    first = reply.answer.partition(".")[0]
    assert first.startswith(begins)
    assert "Very Good Book" in first
    assert ": All" not in first
    assert len(reply.answer.split()) <= ANSWER_WORDS
    assert len(reply.because.split()) <= BECAUSE_WORDS
    if status != "current":
        assert "Better Book" in reply.answer
    assert bool(reply.next) is (status != "retired")


def test_each_standing_has_a_verdict_of_its_own() -> None:
    tiers: tuple[Tier, ...] = ("core", "solid", "niche")
    said = [
        reply_of(Verdict(entry("it", standing=standing_of(tier)), 0, None, (), ()), say=ENGLISH).answer
        for tier in tiers
    ]
    assert len(set(said)) == 3
    assert all(text.endswith(standing_of("core").why) for text in said)


def test_a_comparison_begins_with_when_to_take_which() -> None:
    first = entry("first", title="First Book: a Start", math="light", good_for=("those who begin",))
    second = entry("second", title="Second Book of It", math="heavy")
    answer = reply_of(compare([first, second], SILENCE, ANYBODY, say=ENGLISH), say=ENGLISH).answer
    assert answer == "Take First Book: a Start if you want less maths, Second Book of It if you want more maths."


def test_where_nothing_sets_them_apart_a_comparison_says_whom_each_is_for() -> None:
    first = entry("first", title="First Book", good_for=("those who begin", "others"))
    second = entry("second", title="Second Book", good_for=("those who go on",))
    answer = reply_of(compare([first, second], SILENCE, ANYBODY, say=ENGLISH), say=ENGLISH).answer
    assert answer == (
        "Take First Book if you want something for those who begin, Second Book if you want something for those who "
        "go on."
    )


def test_any_two_are_compared_in_sixty_words(shipped: Catalogue) -> None:
    pairs = [*pairwise(shipped), *zip(shipped, list(shipped)[31:], strict=False)]
    replies = [reply_of(compare(pair, SILENCE, ANYBODY, say=ENGLISH), say=ENGLISH) for pair in pairs]
    assert [reply.words for reply in replies if reply.words > COMPARED_WORDS] == []


@pytest.mark.parametrize(
    ("easier", "harder"),
    [
        ({"level": ("beginner", "advanced")}, {"level": ("intermediate", "advanced"), "year": 2026}),
        ({"math": "light"}, {"math": "heavy", "cost": "free"}),
        ({"cost": "free"}, {"cost": "paid", "year": 2026}),
        ({"year": 2024}, {"year": 2020}),
    ],
)
def test_of_equals_a_comparison_begins_with_what_asks_less(easier: dict[str, Any], harder: dict[str, Any]) -> None:
    usual = {"level": ("beginner", "beginner"), "math": "light", "cost": "paid", "year": 2022}
    for order in (1, -1):
        both = [entry("one", **{**usual, **easier}), entry("other", **{**usual, **harder})][::order]
        reply = reply_of(compare(both, SILENCE, ANYBODY, say=ENGLISH), say=ENGLISH)
        assert reply.because == "They're equally good; I would start with One."


def test_of_two_that_are_gone_none_is_taken() -> None:
    gone = [entry(name, status="retired") for name in ("a", "b")]
    assert (
        reply_of(compare(gone, SILENCE, ANYBODY, say=ENGLISH), say=ENGLISH).answer
        == "A is no longer available. B is no longer available."
    )


def test_a_comparison_says_what_is_gone_rather_than_whom_it_was_for() -> None:
    gone = entry("gone", title="Gone Book", status="retired", good_for=("nobody",))
    reply = reply_of(
        compare([gone, entry("b", good_for=("those who begin",))], SILENCE, ANYBODY, say=ENGLISH), say=ENGLISH
    )
    assert reply.answer == "Gone Book is no longer available."
    assert reply.because == "I would take B."


def test_a_comparison_says_what_came_after_what_is_gone() -> None:
    next_one = Successor(title="Next Book", url="https://example.org/", id="next")
    gone = entry("gone", title="Gone Book", status="retired", successor=next_one)
    for other, said in (("b", "Gone Book is no longer available. Take Next Book instead."),
                        ("next", "Gone Book is no longer available.")):  # fmt: skip
        reply = reply_of(compare([gone, entry(other)], SILENCE, ANYBODY, say=ENGLISH), say=ENGLISH)
        assert reply.answer == said


@pytest.mark.parametrize(
    ("better", "worse", "query"),
    [
        ({"standing": standing_of("core")}, {"standing": standing_of("solid")}, ANYBODY),
        ({"standing": standing_of("solid")}, {"standing": standing_of("niche")}, ANYBODY),
        ({}, {"status": "dated"}, ANYBODY),
        ({"standing": standing_of("niche")}, {"standing": standing_of("core"), "not_for": ("beginners",)},
         ParsedQuery("compare", "beginner")),
    ],
)  # fmt: skip
def test_a_comparison_takes_a_side_where_one_is_better(
    better: dict[str, Any], worse: dict[str, Any], query: ParsedQuery
) -> None:
    for order in (1, -1):
        reply = reply_of(
            compare([entry("good", **better), entry("bad", **worse)][::order], SILENCE, query, say=ENGLISH), say=ENGLISH
        )
        assert f"{reply.answer} {reply.because}".partition("I would take ")[2].startswith("Good.")
    equal = reply_of(compare([entry("a"), entry("b")], SILENCE, query, say=ENGLISH), say=ENGLISH)
    assert "I would take" not in f"{equal.answer} {equal.because}"


def test_a_comparison_tells_alike_names_apart() -> None:
    first = entry("one", title="Deep Learning", good_for=("those who begin",))
    second = entry("two", title="Deep Learning: Concepts", good_for=("those who go on",))
    told = compare([first, second], SILENCE, ANYBODY, say=ENGLISH)
    assert told.names == ("Deep Learning", "Deep Learning: Concepts")
    assert "Concepts" in reply_of(told, say=ENGLISH).answer


# Each kind of answer


def test_picks_lead_with_the_first_and_end_with_a_step_for_it() -> None:
    query = ParsedQuery("recommend", "beginner", cost="free")
    first, second = (
        entry("a", title="Very Good Book: a Start", level=("beginner", "beginner")),
        entry("b", format="course"),
    )
    reply = reply_of(recommended(first, second, query=query), say=ENGLISH)
    assert "Very Good Book" in reply.answer
    assert "a Start" not in reply.answer
    assert not reply.because  # what it suits was asked for, and stands with what was understood
    assert reply.next == NEXT["book"]
    assert reply.note is None


def test_a_message_of_picks_stands_in_for_the_lead() -> None:
    reply = reply_of(
        recommended(entry("a"), query=ParsedQuery(level="beginner"), message="This comes next."), say=ENGLISH
    )
    assert (reply.answer, reply.because) == ("This comes next.", "")


def test_where_nothing_fits_what_to_give_up_is_the_reason() -> None:
    relaxed = (Relaxation("free", 4, entry("a", title="One")), Relaxation("a book", 1, entry("b", title="Two")))
    reply = reply_of(recommended(message="Nothing fits.", relaxations=relaxed), say=ENGLISH)
    assert reply.answer == "Nothing fits."
    assert [text in reply.because for text in ('"free"', "4 resources", "One", '"a book"', "1 resource", "Two")] == [
        True
    ] * 6
    assert (reply.picks, reply.next, reply.checked) == ((), "", None)


def test_a_subject_without_an_answer_names_its_first_pick() -> None:
    assert (
        "Very Good Book"
        in reply_of(advised(entry("a", title="Very Good Book: a Start"), answer=""), say=ENGLISH).answer
    )
    assert reply_of(advised(answer=""), say=ENGLISH).answer == ""


def test_a_note_is_told_with_its_parts_and_its_id() -> None:
    reply = reply_of(advised(entry("a"), near=(Near("other", "What else?"),)), say=ENGLISH)
    assert (reply.answer, reply.because, reply.next, reply.note) == ("Yes.", "So it is.", "Begin.", "some-note")
    assert reply.near == (Near("other", "What else?"),)


@pytest.mark.parametrize(
    ("answer", "reply"),
    [
        (WhichOne("n", (entry("a"),)), Reply(WHICH)),
        (WhichOne("n", ()), Reply(UNKNOWN)),
        (Unsure(ANYBODY, (Near("a", "Where?"),)), Reply(UNSURE_OF_ONE, near=(Near("a", "Where?"),))),
        (Unsure(ANYBODY, TWO), Reply(UNSURE, near=TWO)),
        (Notice(ANYBODY, "Sorry.", (Near("a", "Where?"),)), Reply("Sorry.", near=(Near("a", "Where?"),))),
    ],
)
def test_what_has_no_picks_is_a_sentence(answer: WhichOne | Unsure | Notice, reply: Reply) -> None:
    assert reply_of(answer, say=ENGLISH) == reply


def test_each_format_has_a_first_step() -> None:
    assert set(NEXT) == set(FORMATS)
    assert len(set(NEXT.values())) == len(FORMATS)
    assert all(len(step.split()) <= 30 for step in NEXT.values())


def test_it_was_last_checked_when_the_oldest_of_it_was() -> None:
    older, newer = (Verified(date=dt.date(2026, month, 1), by=VERIFIED.by) for month in (2, 12))
    for answer in (advised(entry("a", verified=newer), entry("b", verified=older)),
                   recommended(entry("a", verified=newer), entry("b", verified=older))):  # fmt: skip
        assert reply_of(answer, say=ENGLISH).checked == older.date
    assert reply_of(advised(entry("a", verified=newer)), say=ENGLISH).checked == LOOKED_UP
    assert reply_of(advised(), say=ENGLISH).checked == LOOKED_UP


A = entry("a")


# What was not used

KERAS = (Framework(name="keras"),)
UNUSED: list[tuple[ParsedQuery, Resource, str]] = [  # what was asked, who has it, and what is said where none has
    (ParsedQuery(formats=("course",)), entry("has", format="course"), "a course"),
    (ParsedQuery(cost="free"), entry("has", cost="free"), "free"),
    (ParsedQuery(certificate=True), entry("has", certificate=True), "a certificate"),
    (ParsedQuery(frameworks=("keras",)), entry("has", frameworks=KERAS), "with Keras"),
    (ParsedQuery(told=Told(languages=("es",))), entry("has", language="es"), "in Spanish"),
]
LACKS = entry("lacks", format="book", cost="paid", certificate=False, frameworks=(), language="en")


@pytest.mark.parametrize(("query", "has", "said"), UNUSED)
def test_what_no_pick_has_was_not_used(query: ParsedQuery, has: Resource, said: str) -> None:
    assert unused(query, picked(LACKS), say=ENGLISH) == (said,)
    assert unused(query, picked(LACKS, has), say=ENGLISH) == ()
    assert unused(ANYBODY, picked(LACKS), say=ENGLISH) == ()
    assert unused(query, (), say=ENGLISH) == ()


def test_of_several_wishes_those_are_told_that_were_not_used() -> None:
    query = ParsedQuery(formats=("course", "book"), cost="free", frameworks=("keras", "jax"))
    assert unused(query, picked(replace(LACKS, frameworks=KERAS)), say=ENGLISH) == ("a course", "free", "with JAX")


def test_what_only_a_pick_that_is_not_shown_has_was_not_used() -> None:
    query, free = ParsedQuery(cost="free"), entry("free", cost="free")
    dropped = replace(advised(LACKS, LACKS, free, because="word " * BUDGET), query=query)
    assert reply_of(dropped, say=ENGLISH).unused == ("free",)
    assert reply_of(recommended(LACKS, LACKS, LACKS, free, query=query), say=ENGLISH).unused == ("free",)


def test_the_small_print_is_what_was_understood_not_used_and_checked() -> None:
    query = ParsedQuery(level="beginner", cost="free")
    reply = reply_of(recommended(LACKS, query=query), say=ENGLISH)
    understood, not_used, checked = small_print(query, reply, say=ENGLISH)
    assert "beginner, free" in understood
    assert not_used.endswith(": free.")
    assert "November 2026" in checked
    assert list(small_print(ANYBODY, Reply("Hello."), say=ENGLISH)) == []


def test_a_short_title_ends_at_its_colon() -> None:
    assert short_title(entry("a", title="Very Good Book: a Start: really")) == "Very Good Book"


def test_a_list_on_a_subject_says_which_pick_is_for_whom() -> None:
    given = [(entry("a", title="The First of Two Books"), "Beginners who like pictures"), (entry("b"), ""),
             (entry("c", title="Third"), "PyTorch users"), (entry("d", title="Fourth"), "Python coders")]  # fmt: skip
    picks = tuple(Pick(own, 0.0, (), (), line="Short.", whom=whom) for own, whom in given[:3])
    said = replace(advised(), answer="", because="", picks=picks)
    assert (
        reply_of(said, say=ENGLISH).because
        == "The First of Two Books is for beginners who like pictures. Third is for PyTorch users."
    )
    two = tuple(Pick(own, 0.0, (), (), line="Short.", whom=whom) for own, whom in given[2:])
    assert (
        reply_of(replace(said, picks=two), say=ENGLISH).because
        == "Third is for PyTorch users. Fourth is for Python coders."
    )
    assert reply_of(replace(said, picks=two[:1]), say=ENGLISH).because == ""
    assert reply_of(replace(said, answer="Do this."), say=ENGLISH).because == ""


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Neural Networks: Zero to Hero", "Neural Networks: Zero to Hero"),
        ("Deep Learning Again: a Book", "Deep Learning Again"),
    ],
)
def test_a_title_is_cut_at_its_colon_where_that_still_names_it(title: str, said: str) -> None:
    assert short_title(entry("a", title=title)) == said
