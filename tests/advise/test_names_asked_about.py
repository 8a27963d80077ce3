"""Questions about names: misspelled, unknown, shared by several, with a year, as a link; over the whole base."""

import pytest
from msgspec.structs import replace

from bot.advise import Advised, Comparison, Guide, Notice, Verdict, WhichOne
from bot.advise.answers import Answer
from bot.advise.conversation.turn import Turn
from bot.advise.wording.understood import understood
from bot.language import ENGLISH
from bot.understand import ParsedQuery

FASTAI, DLS = "fastai-practical-deep-learning", "deep-learning-specialization"
GOODFELLOW, BISHOP, BISHOP_2024 = (
    "deep-learning-book", "pattern-recognition-and-machine-learning", "bishop-deep-learning-2024"
)  # fmt: skip
CS231N = "stanford-cs231n"


def about(answer: Answer) -> set[str]:
    """The ids of what an answer is about."""
    if isinstance(answer, Advised):
        return set(answer.source.partition(":")[0].split("+"))
    if isinstance(answer, Comparison):
        return {entry.id for entry in answer.resources}
    return {answer.resource.id} if isinstance(answer, Verdict) else set()


def answered(guide: Guide, question: str) -> Answer:
    return guide.answer(guide.parse(question))


@pytest.mark.parametrize(
    ("question", "both"),
    [
        ("andrw ng or fats.ai?", {FASTAI, DLS}),
        ("fats.ai or andrw ng", {FASTAI, DLS}),
        ("fats.ai vs cs229", {FASTAI, "stanford-cs229"}),
        ("compare goodfelow and bishop 2006", {GOODFELLOW, BISHOP}),
        ("szelisky vs cs231n", {"szeliski-computer-vision", CS231N}),
        ("cs231n vs szelisky", {"szeliski-computer-vision", CS231N}),
        ("prml 2006 vs esl 2nd edition", {BISHOP, "elements-of-statistical-learning"}),
        ("Deep Learning (2016) vs Deep Learning (2024)", {GOODFELLOW, BISHOP_2024}),
        ("[fast.ai](https://course.fast.ai) or [this](<https://d2l.ai>)?", {FASTAI, "dive-into-deep-learning"}),
    ],
)
def test_both_sides_are_compared(whole: Guide, question: str, both: set[str]) -> None:
    assert about(answered(whole, question)) == both


@pytest.mark.parametrize(
    ("question", "known", "unknown"),
    [
        ("fast.ai vs foobar", FASTAI, "foobar"),
        ("Zorblax vs fast.ai", FASTAI, "Zorblax"),
        ("goodfellow vs the zebra book", GOODFELLOW, "the zebra book"),
        ("the zebra book or goodfellow", GOODFELLOW, "the zebra book"),
        ("compare goodfellow and Zorblax's Handbook", GOODFELLOW, "Zorblax's Handbook"),
        ("what is the difference between fast.ai and quuxify?", FASTAI, "quuxify"),
        ("cs231n vs CS246", CS231N, "CS246"),
        ("which is better, cs231n or cs999?", CS231N, "cs999"),
        ("fast.ai oder Zorblax?", FASTAI, "Zorblax"),
        ("should I take fast.ai or the quux course?", FASTAI, "the quux course"),
    ],
)
def test_of_two_the_known_one_is_answered_and_the_other_said(
    whole: Guide, question: str, known: str, unknown: str
) -> None:
    answer = answered(whole, question)
    assert isinstance(answer, Verdict)
    assert (answer.resource.id, answer.unknown) == (known, (unknown,))


def test_of_three_the_known_two_are_compared_and_the_third_said(whole: Guide) -> None:
    answer = answered(whole, "goodfellow vs cs231n vs foobar")
    assert isinstance(answer, Comparison)
    assert about(answer) == {GOODFELLOW, CS231N}
    assert answer.unknown == ("foobar",)


@pytest.mark.parametrize("names", [("fast.ai", "foobar"), ("foobar", "fast.ai"), ("cs246", "fats.ai")])
def test_the_command_says_the_unknown_one_too(whole: Guide, names: tuple[str, str]) -> None:
    answer = whole.compare(names)
    assert isinstance(answer, Verdict)
    assert answer.resource.id == FASTAI
    assert set(answer.unknown) == set(names) - {"fast.ai", "fats.ai"}


@pytest.mark.parametrize(
    "question",
    ["fast.ai or a degree?", "goodfellow or a course?", "should I do fast.ai or get a job", "fast.ai or a free book",
     "fast.ai vs university", "I did fast.ai and the maths was hard, is a book or a video better next?"],
)  # fmt: skip
def test_words_of_any_talk_are_no_unknown_names(whole: Guide, question: str) -> None:
    assert whole.parse(question).unknown == ()


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        ("compare goodfellow and bishop", "bishop"),
        ("goodfelow vs bishp", "bishp"),
        ("is Bishop any good?", "Bishop"),
        ("what about Bishop's?", "Bishop"),
    ],
)
def test_a_name_of_several_is_asked_back_as_it_was_typed(whole: Guide, question: str, typed: str) -> None:
    answer = answered(whole, question)
    assert isinstance(answer, WhichOne)
    assert (answer.name, answer.is_near) == (typed, False)
    assert {entry.id for entry in answer.options} == {BISHOP, BISHOP_2024}


@pytest.mark.parametrize("question", ["3blue1brown or karpathy", "3blue1brown vs karpathy"])
def test_of_two_makers_known_for_different_subjects_it_is_asked_which_work_is_meant(
    whole: Guide, question: str
) -> None:
    for answer in (answered(whole, question), whole.compare(["3blue1brown", "karpathy"])):
        assert isinstance(answer, WhichOne)
        assert answer.name == "3blue1brown"
        assert "3blue1brown-neural-networks" in {entry.id for entry in answer.options}


@pytest.mark.parametrize(
    "question", ["I finished CS246, what next?", "is CS246 any good?", "CS246", "I'm in CS246 now"]
)
def test_a_code_that_nobody_knows_is_said_with_those_near(whole: Guide, question: str) -> None:
    answer = answered(whole, question)
    assert isinstance(answer, WhichOne)
    assert (answer.name, answer.is_near) == ("CS246", True)
    assert "stanford-cs236" in {entry.id for entry in answer.options}


def test_a_code_that_nobody_knows_does_not_keep_from_answering_the_rest(whole: Guide) -> None:
    answer = answered(whole, "I finished CS246 and know Python, which book for computer vision?")
    assert isinstance(answer, Advised)


def test_another_kind_of_thing_of_a_known_name_is_not_the_name(whole: Guide) -> None:
    answer = answered(whole, "fastai docs")
    assert isinstance(answer, WhichOne)
    assert answer.is_near


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("is Deep Learning (2016) any good?", GOODFELLOW),
        ("is Deep Learning (2024) any good?", BISHOP_2024),
        ("is geron 2025 any good?", "hands-on-ml-scikit-learn-pytorch"),
        ("is [this](https://www.deeplearningbook.org/) any good?", GOODFELLOW),
    ],
)
def test_a_year_or_a_link_tells_which_is_meant(whole: Guide, question: str, entry: str) -> None:
    assert about(answered(whole, question)) == {entry}


@pytest.mark.parametrize("goal", ["bake bread", "become a chef", "asdfgh", "42", "s", "win the lottery", "..."])
def test_what_we_know_no_way_to_is_no_goal(whole: Guide, goal: str) -> None:
    assert isinstance(whole.goal(goal, whole.parse(goal)), Notice)


@pytest.mark.parametrize(
    "goal",
    ["", "deep learning", "become a data scientist", "computer vision", "everything", "where do I start?", "phd",
     "pytorch", "ready for the goodfellow book", "mechanistic interpretability", "robotics", "get a job", "rag"],
)  # fmt: skip
def test_what_we_know_a_way_to_is_a_goal(whole: Guide, goal: str) -> None:
    query = whole.parse(goal)
    assert whole.goal(goal, query) == query


def test_a_misspelled_name_is_a_goal(whole: Guide) -> None:
    found = whole.goal("chollt", whole.parse("chollt"))
    assert isinstance(found, ParsedQuery)
    assert found.ids("asked") == ("deep-learning-with-python",)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("mechanistic interpretability", "mechanistic interpretability"),
        ("protein folding", "bioinformatics"),
        ("robotics", "robot learning"),
        ("computer vision", "computer vision"),
        ("deep learning", "deep learning"),
        ("ethics", "ethics"),
    ],
)
def test_a_subject_is_called_by_its_own_name(whole: Guide, typed: str, name: str) -> None:
    query = whole.parse(typed)
    read, plan = understood(query, ENGLISH).casefold(), whole.path(replace(query, intent="path"))
    assert name in read
    assert "ethics" not in read or typed == "ethics"
    if plan.goal.kind == "topic":
        assert name in plan.goal_name.casefold()


@pytest.mark.parametrize(
    "question", ["fast.ai vs foobar", "goodfellow vs cs231n vs foobar", "compare foobar and bishop"]
)
def test_nothing_that_was_typed_is_kept_with_an_answer(whole: Guide, question: str) -> None:
    kept = Turn.of(answered(whole, question))
    assert "foobar" not in str(kept)
