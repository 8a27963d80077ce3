"""Whom an entry is not for: by what its `not_for` says, and by facets that are far off."""

import pytest
from msgspec.structs import replace

from bot.advise import Guide
from bot.advise.ranking.unfit import CODE, TABLE, asks_for_code, cannot_code, in_their_language, unfit
from bot.catalogue.allowed_values import Level, Math
from bot.understand import Named, ParsedQuery
from bot.understand.facets.asker import Told
from tests.support.made import knowing
from tests.support.notes import entry

ANYBODY = ParsedQuery()
NO_CODE = ParsedQuery(told=Told(lacks=("programming",)))
CODELESS = ParsedQuery(told=Told(aims=("no-code",)))
NO_MATHS = ParsedQuery(told=Told(lacks=("maths",)))
BEGINNER, ADVANCED = ParsedQuery(level="beginner"), ParsedQuery(level="advanced")
PROVER, MAKER = ParsedQuery(math="heavy"), ParsedQuery(style="hands-on")
FAST_AI = Named("fastai-practical-deep-learning", "done")
CASES: list[tuple[ParsedQuery, str, str]] = [  # who asks, what keeps an entry from them, what does not
    (NO_CODE, "people who have never programmed", "people who program for a living"),
    (NO_CODE, "anyone without Python", "people who know Python"),
    (NO_MATHS, "anyone afraid of formulas", "anyone who wants formulas"),
    (NO_MATHS, "those without any calculus", "those who love calculus"),
    (ParsedQuery(math="light"), "people with little maths", "people with much maths"),
    (ParsedQuery(math="none"), "those who avoid maths", "those who avoid videos"),
    (BEGINNER, "complete newcomers to machine learning", "people in a hurry"),
    (BEGINNER, "beginners", "people past the basics"),
    (BEGINNER, "anyone new to neural networks", "anyone with a new computer"),
    (ADVANCED, "people past the basics", "beginners"),
    (ParsedQuery(level="intermediate"), "advanced readers", "practitioners in a hurry"),
    (PROVER, "readers who want the maths first", "readers who want code"),
    (ParsedQuery(told=Told(aims=("proofs",))), "anyone looking for proofs", "anyone looking for a job"),
    (MAKER, "people who want code that runs as it is", "people who want proofs"),
]


@pytest.mark.parametrize(("query", "barring", "harmless"), CASES)
def test_who_is_named_is_kept_from_it(query: ParsedQuery, barring: str, harmless: str) -> None:
    """The second line stands first, so that each line is looked at."""
    assert unfit(query, entry("it", not_for=(harmless, barring)))
    assert not unfit(query, entry("it", not_for=(harmless,)))
    assert not unfit(query, entry("it"))
    assert not unfit(ANYBODY, entry("it", not_for=(barring,)))


def test_each_row_of_the_table_is_tried() -> None:
    tried = {place for query, line, _ in CASES for place, row in enumerate(TABLE)
             if row.told(query) and row.words.search(line)}  # fmt: skip
    assert tried == set(range(len(TABLE)))


def test_the_words_are_found_as_words_and_in_any_case() -> None:
    assert unfit(BEGINNER, entry("it", not_for=("Beginners",)))
    assert not unfit(NO_CODE, entry("it", not_for=("people with piano programming",)))


@pytest.mark.parametrize(
    "query",
    [
        replace(BEGINNER, told=Told(knows=("machine-learning",))),
        replace(BEGINNER, knows=knowing("scikit-learn")),
        replace(BEGINNER, named=(FAST_AI,)),
    ],
)
def test_a_beginner_who_has_some_of_it_behind_them_is_no_newcomer(query: ParsedQuery) -> None:
    assert unfit(BEGINNER, entry("it", not_for=("newcomers",)))
    assert not unfit(query, entry("it", not_for=("newcomers",)))


@pytest.mark.parametrize(
    ("wanted", "own", "kept_out"),
    [
        ("beginner", ("advanced", "advanced"), True),
        ("beginner", ("intermediate", "advanced"), False),
        ("advanced", ("beginner", "beginner"), True),
        ("advanced", ("beginner", "intermediate"), False),
        ("intermediate", ("advanced", "advanced"), False),
        (None, ("advanced", "advanced"), False),
    ],
)
def test_two_levels_away_is_too_far(wanted: Level | None, own: tuple[Level, Level], kept_out: bool) -> None:
    assert unfit(ParsedQuery(level=wanted), entry("it", level=own)) is kept_out
    assert not unfit(ParsedQuery(level=wanted, named=(FAST_AI,)), entry("it", level=own))


@pytest.mark.parametrize(
    ("wanted", "own", "kept_out"),
    [
        ("none", "heavy", True),
        ("light", "heavy", True),
        ("none", "moderate", False),
        ("moderate", "heavy", False),
        (None, "heavy", False),
        ("heavy", "none", False),
    ],
)
def test_heavy_maths_is_too_much_for_who_wants_little(wanted: Math | None, own: Math, kept_out: bool) -> None:
    assert unfit(ParsedQuery(math=wanted), entry("it", math=own)) is kept_out


@pytest.mark.parametrize(
    ("question", "id_", "kept_out"),
    [
        ("I have never programmed, which course?", "fastai-practical-deep-learning", True),
        ("I know python, which course?", "fastai-practical-deep-learning", False),
        ("hate maths, a book please", "deep-learning-book", True),
        ("a book with proofs", "deep-learning-with-python", True),
        ("a beginner book", "deep-learning-with-python", False),
        ("absolute beginner", "fastai-part-2", True),
        ("I finished fast.ai, what now?", "fastai-part-2", False),
    ],
)
def test_messages_tell_it(whole: Guide, question: str, id_: str, kept_out: bool) -> None:
    own = whole.catalogue.get(id_)
    assert own
    assert unfit(whole.parse(question), own) is kept_out


# Who does not program


@pytest.mark.parametrize("skill", sorted(CODE))
def test_what_asks_for_code_is_not_for_who_does_not_program(skill: str) -> None:
    needs = entry("it", requires=("linear-algebra", skill))
    assert asks_for_code(NO_CODE, needs)
    assert asks_for_code(CODELESS, needs)
    assert not asks_for_code(ANYBODY, needs)
    assert not asks_for_code(CODELESS, entry("it", requires=("linear-algebra",)))


def test_who_wants_no_code_gets_nothing_hands_on() -> None:
    made_of_tasks = entry("it", style="hands-on")
    assert asks_for_code(CODELESS, made_of_tasks)
    assert not asks_for_code(NO_CODE, made_of_tasks)  # it may be what teaches them to
    assert not asks_for_code(CODELESS, entry("it", style="theory"))


def test_the_skills_that_need_code_are_skills_of_the_base(whole: Guide) -> None:
    assert {skill for resource in whole.catalogue for skill in resource.requires} >= CODE


@pytest.mark.parametrize(
    ("text", "cannot"),
    [
        ("I'd like to understand it, not become a programmer", True),
        ("deep learning without coding", True),
        ("I don't want to learn to code, just to follow", True),
        ("no python yet", True),
        ("I don't write code", True),
        ("I want to become a programmer", False),
        ("I write code without tests", False),
        ("what is it?", False),
    ],
)
def test_who_does_not_program_is_read(whole: Guide, text: str, cannot: bool) -> None:
    assert cannot_code(whole.parse(text)) is cannot


# In which language


def test_what_is_in_a_language_nobody_spoke_of_is_for_others() -> None:
    korean = entry("it", language="ko")
    assert not in_their_language(ANYBODY, korean)
    assert in_their_language(ParsedQuery(told=Told(languages=("ko",))), korean)
    assert in_their_language(ParsedQuery(language="ko"), korean)
    assert not in_their_language(ParsedQuery(language="fr"), korean)
    assert in_their_language(ParsedQuery(language="und"), korean)  # it may be theirs
    assert in_their_language(ANYBODY, entry("it"))
