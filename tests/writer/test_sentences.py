"""What is said in a sentence is said of the right names."""

import pytest

from bot.writer.checks.faults import Part
from bot.writer.checks.said.sentences import Ids, Sentence, Spot, sentences
from bot.writer.draft import Draft, DraftPick

NAMES = ("Alpha", "Beta", "Gamma")
DRAFT = Draft("", picks=(DraftPick("alpha", ""), DraftPick("beta", "")))


def spots(text: str) -> list[Spot]:
    found = ((text.find(name), name) for name in NAMES if name in text)
    return [Spot(place, place + len(name), frozenset({name.casefold()})) for place, name in sorted(found)]


def about(text: str, part: str = "") -> list[tuple[str, ...]]:
    """Of whom "free" is said in each sentence of a text that has it."""
    said = [one for one in sentences(Part("answer", text, part), DRAFT, spots) if "free" in one.text]
    return [names(one, one.text.find("free")) for one in said]


def names(sentence: Sentence, place: int) -> tuple[str, ...]:
    ids: tuple[Ids, ...] = sentence.about(place, place + 4)
    return tuple(sorted(id_ for one in ids for id_ in one))


@pytest.mark.parametrize(
    ("text", "said_of"),
    [
        ("Alpha is free.", [("alpha",)]),
        ("Alpha is paid, Beta is free.", [("beta",)]),
        ("Alpha is free, Beta is paid.", [("alpha",)]),
        ("A free start: Alpha, then Beta.", [("alpha",)]),
        ("Alpha and Beta are both free.", [("alpha", "beta")]),
        ("Both Alpha and Beta are free.", [("alpha", "beta")]),
        ("Both are free.", [("alpha", "beta")]),
        ("Alpha, Beta and Gamma: all three are free.", [("alpha", "beta", "gamma")]),
        ("Both help, but Gamma is free.", [("gamma",)]),
        ("Take Alpha. It is free.", [("alpha",)]),
        ("Take Alpha. It helps. It is free.", [("alpha",)]),
        ("Take Alpha. You are free.", [()]),
        ("Take Alpha and Beta. They are free.", [()]),
        ("Take Alpha and Beta. Both are free.", [("alpha", "beta")]),
        ("Alpha is paid. Beta is free! Gamma is free?", [("beta",), ("gamma",)]),
        ("Something is free.", [()]),
    ],
)
def test_what_is_said_is_of_the_nearest_name(text: str, said_of: list[tuple[str, ...]]) -> None:
    assert about(text) == said_of


def test_a_why_is_of_its_own_entry() -> None:
    assert about("Unlike Alpha. It is free.", "gamma") == [("gamma",)]
