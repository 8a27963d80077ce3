"""Entries side by side: every axis on the shipped entries, and choices that never claim a difference that is none."""

from collections.abc import Callable, Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.advise import Guide
from bot.advise.ranking.voice import SILENCE, Voice
from bot.advise.verdicts.compare import NO_EDGE, Comparison, compare
from bot.catalogue import Catalogue, Resource
from bot.catalogue.allowed_values import FORMATS, STYLES
from bot.catalogue.models import Framework, Successor
from bot.language import ENGLISH
from bot.understand import ParsedQuery
from tests.support.effort import examples
from tests.support.made import TOOLS, entries, queries, voted

FASTAI, GOODFELLOW = "fastai-practical-deep-learning", "deep-learning-book"
NIELSEN, NIELSENS_NAMESAKE = "neural-networks-and-deep-learning", "dls-neural-networks-and-deep-learning"
SPECIALIZATION, SEQUENCES = "deep-learning-specialization", "dls-sequence-models"
RETIRED, RASCHKA, GERON = "udacity-intro-to-deep-learning", "python-machine-learning", "hands-on-machine-learning"
NOTHING_ASKED = ParsedQuery(intent="compare")


def shipped(guide: Guide, *ids: str, asked: str = "", voice: Voice = SILENCE) -> Comparison:
    resources = [resource for id_ in ids if (resource := guide.catalogue.get(id_))]
    return compare(resources, voice, guide.parse(asked) if asked else NOTHING_ASKED, say=ENGLISH)


def values(comparison: Comparison, axis: str) -> tuple[str, ...]:
    return next(found.values for found in comparison.axes if found.name == axis)


def wishes(choice: str) -> str:
    """What is wanted by who should choose this, without the curator's notes and the warnings."""
    return choice.partition(" if you want ")[2].partition(";")[0].rstrip(".")


@pytest.mark.parametrize(
    ("axis", "fastai", "goodfellow"),
    [
        ("Level", "beginner to intermediate", "intermediate to advanced"),
        ("Maths", "light", "heavy"),
        ("Style", "hands-on", "for looking things up"),
        ("Format", "course", "book"),
        ("Hours", "14 to 94", "not known"),
        ("Cost", "free", "free"),
        ("Tools", "fastai, PyTorch, transformers and gradio", "none named"),
        ("Year", "2022", "2016"),
        ("Status", "current", "dated, successor: Deep Learning: Foundations and Concepts (2024)"),
        ("Rating", "4.5 out of 5 by Atul Acharya (2016 to 2018)", "4.5 out of 5 by Atul Acharya (2016 to 2018)"),
        ("Votes here", "0", "3"),
    ],
)
def test_each_axis_has_both_side_by_side(guide: Guide, axis: str, fastai: str, goodfellow: str) -> None:
    comparison = shipped(guide, FASTAI, GOODFELLOW, voice=voted({GOODFELLOW: 3}))
    assert values(comparison, axis) == (fastai, goodfellow)


@pytest.mark.parametrize(
    ("axis", "id_", "value"),
    [
        ("Level", SEQUENCES, "intermediate"),
        ("Style", NIELSEN, "practice and theory"),
        ("Style", "dls-structuring-machine-learning-projects", "theory"),
        ("Hours", "fastai-part-2", "30"),
        ("Cost", SEQUENCES, "needs a subscription"),
        ("Cost", GERON, "paid"),
        ("Rating", SEQUENCES, "none given"),
        ("Status", RETIRED, "no longer available, successor: Intro to TensorFlow for Deep Learning (Udacity ud187)"),
        ("Status", RASCHKA, "dated, successor: Machine Learning with PyTorch and Scikit-Learn (2022)"),
        ("Status", GERON, "current, successor: Hands-On Machine Learning with Scikit-Learn and PyTorch (2025)"),
    ],
)
def test_further_values(guide: Guide, axis: str, id_: str, value: str) -> None:
    assert values(shipped(guide, id_, FASTAI), axis)[0] == value


def test_the_axes_are_in_order_and_votes_only_where_there_are_any(guide: Guide) -> None:
    names = ["Level", "Maths", "Style", "Format", "Hours", "Cost", "Tools", "Year", "Status", "Rating"]
    assert [axis.name for axis in shipped(guide, FASTAI, GOODFELLOW).axes] == names
    with_votes = shipped(guide, FASTAI, GOODFELLOW, voice=voted({FASTAI: 1}))
    assert [axis.name for axis in with_votes.axes] == [*names, "Votes here"]
    assert with_votes.votes == (1, 0)


def test_an_axis_tells_whether_all_are_alike(guide: Guide) -> None:
    axes = {axis.name: axis.same for axis in shipped(guide, FASTAI, GOODFELLOW).axes}
    assert axes["Cost"]
    assert not axes["Maths"]


def test_many_tools_are_cut_short_and_an_unknown_year_said(guide: Guide, catalogue: Catalogue) -> None:
    tools = tuple(Framework(name) for name in ("pytorch", "keras", "jax", "numpy", "pandas"))
    entry = replace(catalogue.resources[0], frameworks=tools, year=None, editions=())
    comparison = compare([entry, catalogue.resources[1]], SILENCE, NOTHING_ASKED, say=ENGLISH)
    assert values(comparison, "Tools")[0] == "PyTorch, Keras, JAX, NumPy and others"
    assert values(comparison, "Year")[0] == "not known"


@pytest.mark.parametrize(
    ("ids", "asked", "choices"),
    [
        (
            (FASTAI, GOODFELLOW),
            "",
            (
                "Choose Practical Deep Learning for Coders if you want less maths and hands-on practice; it is good "
                "for developers who want working models in the first week.",
                "Choose Deep Learning if you want more maths and a reference to look things up in; it is good for "
                "people who look up one stubborn detail from first principles; note that it is dated.",
            ),
        ),
        (
            (NIELSEN, NIELSENS_NAMESAKE),
            "",
            (
                "Choose Neural Networks and Deep Learning (book, Nielsen) if you want something free and a book; it is "
                "good for beginners who want to know what happens inside a network; note that it is dated.",
                "Choose Neural Networks and Deep Learning (course, Ng) if you want something newer and a certificate; "
                "it is good for people who want a first understanding of how a network learns.",
            ),
        ),
    ],
)
def test_choices_in_full(guide: Guide, ids: tuple[str, ...], asked: str, choices: tuple[str, ...]) -> None:
    assert shipped(guide, *ids, asked=asked).choices == choices


@pytest.mark.parametrize(
    ("asked", "fastai", "specialization"),
    [
        ("", "less maths and something free", "more maths and practice balanced with theory"),
        ("free, light maths", "light maths at most and something free", "more maths"),
        ("with pytorch", "code in PyTorch and less maths", "code in TensorFlow"),
        ("hands-on", "hands-on practice", "practice balanced with theory"),
        ("with a certificate", "less maths", "a certificate"),
        ("about recommender systems", "something on recommender systems", "more maths"),
        ("about sequence models", "less maths", "something on sequence models"),
        ("5 hours a week", "something shorter and less maths", "more maths"),
        ("beginner", "less maths and something free", "more maths"),
        ("hands-on, light maths", "light maths at most and hands-on practice", "more maths and practice balanced"),
    ],
)
def test_what_was_asked_comes_first(guide: Guide, asked: str, fastai: str, specialization: str) -> None:
    comparison = shipped(guide, FASTAI, SPECIALIZATION, asked=asked)
    assert wishes(comparison.choices[0]).startswith(fastai)
    assert wishes(comparison.choices[1]).startswith(specialization)


@pytest.mark.parametrize(
    ("asked", "fastai", "goodfellow"),
    [
        ("beginner", "something for beginners", "something more advanced"),
        ("advanced", "an easier start", "something for advanced learners"),
        ("a book", "a course", "a book"),
        ("a hands-on course", "a course and hands-on practice", "a reference to look things up in"),
        ("heavy maths with proofs", "less maths", "a lot of maths"),
        ("no videos", "less maths", "more maths"),
    ],
)
def test_what_was_asked_of_level_maths_and_format(guide: Guide, asked: str, fastai: str, goodfellow: str) -> None:
    comparison = shipped(guide, FASTAI, GOODFELLOW, asked=asked)
    assert fastai in wishes(comparison.choices[0])
    assert goodfellow in wishes(comparison.choices[1])


def test_a_rejected_format_speaks_for_the_other(guide: Guide, catalogue: Catalogue) -> None:
    pair = [catalogue.get(FASTAI), catalogue.get(GOODFELLOW)]
    comparison = compare([entry for entry in pair if entry], SILENCE, ParsedQuery(not_formats=("course",)), say=ENGLISH)
    assert wishes(comparison.choices[1]).startswith("a book")


def test_fewer_hours_come_first_where_time_was_spoken_of(guide: Guide) -> None:
    comparison = shipped(guide, GERON, SPECIALIZATION, asked="5 hours a week")
    assert wishes(comparison.choices[0]).startswith("something shorter")


def test_a_part_and_its_whole_say_so(guide: Guide) -> None:
    whole, part = shipped(guide, SPECIALIZATION, SEQUENCES).choices
    assert "all of it rather than a part" in whole
    assert "just this part of Deep Learning Specialization" in part


def test_a_retired_entry_points_to_its_successor(guide: Guide) -> None:
    comparison = shipped(guide, RETIRED, FASTAI)
    assert comparison.choices[0] == (
        "Introduction to Deep Learning is no longer available; take Intro to TensorFlow for Deep Learning "
        "(Udacity ud187) instead."
    )


def made(catalogue: Catalogue, number: int, **changes: object) -> Resource:
    return replace(catalogue.resources[0], id=f"entry-{number}", title=f"Entry {number}", successor=None, **changes)


def heir(number: int) -> Successor:
    return Successor(title="Under another title", url="https://example.org", id=f"entry-{number}")


def test_a_successor_says_whom_it_follows(catalogue: Catalogue) -> None:
    old = replace(made(catalogue, 1, status="dated"), successor=heir(2))
    new = made(catalogue, 2, status="current", year=2024)
    first, second = compare([old, new], SILENCE, NOTHING_ASKED, say=ENGLISH).choices
    assert first.endswith("; note that it is dated and that its successor is Entry 2.")
    assert wishes(second) == "the successor of Entry 1 and something newer"


def test_a_retired_entry_beside_its_successor(catalogue: Catalogue) -> None:
    old = replace(made(catalogue, 1, status="retired"), successor=heir(2))
    assert (
        compare([old, made(catalogue, 2)], SILENCE, NOTHING_ASKED, say=ENGLISH).choices[0]
        == "Entry 1 is no longer available; take Entry 2 instead."
    )
    gone = made(catalogue, 2, status="retired")
    assert compare([old, gone], SILENCE, NOTHING_ASKED, say=ENGLISH).choices == (
        "Entry 1 is no longer available, and neither is its successor, Entry 2.",
        "Entry 2 is no longer available, and I know of no successor.",
    )


@pytest.mark.parametrize("count", [1, 2])
def test_what_is_alike_claims_nothing(catalogue: Catalogue, count: int) -> None:
    same = [made(catalogue, number, status="current", good_for=()) for number in range(count)]
    choices = compare(same, SILENCE, NOTHING_ASKED, say=ENGLISH).choices
    assert choices == tuple(f"Choose Entry {number} if {NO_EDGE}." for number in range(count))


def test_without_a_difference_the_curator_speaks(catalogue: Catalogue) -> None:
    pair = [made(catalogue, number, status="current", good_for=("ones", "twos")) for number in range(2)]
    choices = compare(pair, SILENCE, NOTHING_ASKED, say=ENGLISH).choices
    assert choices[0] == "Choose Entry 0 if you want something good for ones and for twos."


@pytest.mark.parametrize(
    ("first", "second", "shorter"),
    [((10, 20), (15, 30), True), ((10, 30), (15, 30), False), ((10, 40), (15, 30), False), ((10, 20), None, False)],
)
def test_fewer_hours_are_fewer_at_both_ends(
    catalogue: Catalogue, first: tuple[int, int], second: tuple[int, int] | None, shorter: bool
) -> None:
    pair = [made(catalogue, number, status="current", hours=span) for number, span in enumerate((first, second))]
    choice = compare(pair, SILENCE, NOTHING_ASKED, say=ENGLISH).choices[0]
    assert (wishes(choice) == "something shorter") is shorter


def test_every_shipped_pair_names_each_entry_at_the_start(catalogue: Catalogue) -> None:
    for pair in combinations(catalogue, 2):
        comparison = compare(pair, SILENCE, NOTHING_ASKED, say=ENGLISH)
        for name, choice in zip(comparison.names, comparison.choices, strict=True):
            assert choice.startswith((f"Choose {name} if ", f"{name} is no longer available"))
            assert choice.count(name) == 1


Claim = Callable[[Resource, Sequence[Resource]], bool]
CLAIMS: dict[str, Claim] = {
    "less maths": lambda own, others: all(own.math_rank < other.math_rank for other in others),
    "more maths": lambda own, others: all(own.math_rank > other.math_rank for other in others),
    "an easier start": lambda own, others: all(own.level_span[0] < other.level_span[0] for other in others),
    "something more advanced": lambda own, others: all(own.level_span[1] > other.level_span[1] for other in others),
    "something free": lambda own, others: own.cost == "free" and any(other.cost != "free" for other in others),
    "part of it free": lambda own, others: (
        own.cost == "freemium" and any(other.cost in ("paid", "subscription") for other in others)
    ),
    "something newer": lambda own, others: (
        own.status == "current" and all((own.year or 0) > (other.year or 9999) for other in others)
    ),
    "something shorter": lambda own, others: all(
        own.hours and other.hours and own.hours[0] < other.hours[0] and own.hours[1] < other.hours[1]
        for other in others
    ),
    "a free certificate": lambda own, others: own.cost == "free" and bool(own.certificate),
    "certificate": lambda own, others: bool(own.certificate) and not all(other.certificate for other in others),
    "code in PyTorch": lambda own, others: differs(own, others, lambda it: "pytorch" in tools(it)),
    "code in Keras": lambda own, others: differs(own, others, lambda it: "keras" in tools(it)),
    "something for beginners": lambda own, others: differs(own, others, lambda it: it.level_span[0] == 0),
    "something for advanced learners": lambda own, others: differs(own, others, lambda it: it.level_span[1] == 2),
    "no maths": lambda own, others: differs(own, others, lambda it: it.math == "none"),
    "light maths at most": lambda own, others: differs(own, others, lambda it: it.math_rank <= 1),
    "moderate maths at most": lambda own, others: differs(own, others, lambda it: it.math_rank <= 2),
    "a lot of maths": lambda own, others: differs(own, others, lambda it: it.math == "heavy"),
    "hands-on practice": lambda own, others: differs(own, others, lambda it: it.style == STYLES[0]),
    "practice balanced with theory": lambda own, others: differs(own, others, lambda it: it.style == STYLES[1]),
    "a reference to look things up in": lambda own, others: differs(own, others, lambda it: it.style == STYLES[3]),
    "something on deep learning": lambda own, others: differs(own, others, lambda it: "foundations" in it.topics),
    "something on computer vision": lambda own, others: differs(own, others, lambda it: "computer-vision" in it.topics),
} | {
    f"a {word}": lambda own, others, word=word: differs(own, others, lambda it: it.format == word)
    for word in FORMATS[:4]
}  # fmt: skip
"""What may stand in a choice, and when it is true."""


def differs(own: Resource, others: Sequence[Resource], has: Callable[[Resource], bool]) -> bool:
    return has(own) and not all(has(other) for other in others)


def tools(resource: Resource) -> set[str]:
    return {framework.name for framework in resource.frameworks}


hours = st.none() | st.tuples(st.integers(1, 50), st.integers(0, 50)).map(lambda pair: (pair[0], sum(pair)))


@st.composite
def compared(draw: st.DrawFn) -> list[Resource]:
    """Two to four made entries, some of them parts or successors of each other."""
    count = draw(st.integers(2, 4))
    return [draw(related(number, count)) for number in range(count)]


@st.composite
def related(draw: st.DrawFn, number: int, count: int) -> Resource:
    kin = st.none() | st.sampled_from([other for other in range(count) if other != number])
    whole, next_one = draw(kin), draw(kin)
    return replace(
        draw(entries(number)),
        hours=draw(hours),
        certificate=draw(st.sampled_from([None, True, False])),
        frameworks=tuple(Framework(name) for name in draw(st.lists(st.sampled_from(TOOLS), unique=True))),
        good_for=tuple(draw(st.lists(st.sampled_from(["readers", "tinkerers", "teachers"]), unique=True))),
        part_of=None if whole is None else f"entry-{whole}",
        successor=None if next_one is None else heir(next_one),
    )


tallies = st.dictionaries(st.sampled_from([f"entry-{number}" for number in range(4)]), st.integers(0, 99))


@examples(40)
@given(resources=compared(), tally=tallies, query=queries)
def test_everything_has_a_value_for_each_entry(
    resources: list[Resource], tally: dict[str, int], query: ParsedQuery
) -> None:
    comparison = compare(resources, voted(tally), query, say=ENGLISH)
    assert comparison.resources == tuple(resources)
    assert comparison.votes == tuple(tally.get(resource.id, 0) for resource in resources)
    for axis in comparison.axes:
        assert len(axis.values) == len(resources)
        assert all(axis.values)
    assert ("Votes here" in [axis.name for axis in comparison.axes]) is bool(tally)


@examples(40)
@given(resources=compared(), query=queries)
def test_no_choice_claims_what_is_not_so(resources: list[Resource], query: ParsedQuery) -> None:
    for own, choice in zip(resources, compare(resources, SILENCE, query, say=ENGLISH).choices, strict=True):
        others = [other for other in resources if other is not own]
        claimed = wishes(choice)
        assert [phrase for phrase, so in CLAIMS.items() if phrase in claimed and not so(own, others)] == []


@examples(40)
@given(resources=compared(), query=queries)
def test_each_choice_is_about_its_entry_and_honest_about_its_age(resources: list[Resource], query: ParsedQuery) -> None:
    for own, choice in zip(resources, compare(resources, SILENCE, query, say=ENGLISH).choices, strict=True):
        assert choice.count(own.title) == 1
        assert choice.startswith(
            f"{own.title} is no longer available" if own.status == "retired" else f"Choose {own.title} if "
        )
        assert ("note that it is dated" in choice) is (own.status == "dated")
        assert choice.endswith(".")


@examples(40)
@given(resources=compared(), query=queries)
def test_kinship_is_said_of_kin_only(resources: list[Resource], query: ParsedQuery) -> None:
    for own, choice in zip(resources, compare(resources, SILENCE, query, say=ENGLISH).choices, strict=True):
        whole = next((other.title for other in resources if other.id == own.part_of), "")
        assert ("just this part of" in choice) is bool(whole and own.status != "retired")
        assert f"just this part of {whole}" in choice or not whole or own.status == "retired"
        predecessors = [f"the successor of {other.title}" for other in resources if follows(own, other)]
        assert "the successor of" not in choice or any(phrase in choice for phrase in predecessors)


def follows(own: Resource, other: Resource) -> bool:
    return other.successor is not None and other.successor.id == own.id
