"""Which subjects a message names, and which of them it asks about."""

from collections.abc import Sequence

import pytest

from bot.advise import Guide
from bot.catalogue.advice import Subject
from bot.understand.facets.subjects import SubjectNames
from bot.understand.words.text import words
from tests.support.notes import subject, term

NAMES = {
    "graphs": ("graph", "directed graph"), "trees": ("tree",), "sums": ("sum", "adding up"), "gans": ("gan",),
    "nets": ("neural network", "deep neural network"),
}  # fmt: skip
BUILDS_ON = {"graphs": ("sums",), "trees": ("graphs",)}
SUBJECTS: dict[str, Subject] = {
    id_: subject("one", id=id_, name=id_, names=names, builds_on=BUILDS_ON.get(id_, ())) for id_, names in NAMES.items()
}
TERMS = {
    made.id: made
    for made in (term("node", "A point."), term("tree-depth", "How deep.", "depth"), term("gan", "Two networks."),
                 term("network", "Many nodes."), term("gan-loss", "What it costs.", "gan loss"))
}  # fmt: skip
NAMED = SubjectNames(SUBJECTS, TERMS)


def test_in_a_long_message_what_its_story_names_stands_back() -> None:
    text = "I drew trees for a year. My deep neural networks learned nothing. Should I draw graphs?"
    message = words(text)
    states = [None] * len(message)
    assert [named.id for named in NAMED.found(message, states)] == ["trees", "nets", "graphs"]
    asked = NAMED.found(message, states, asked="Should I draw graphs?")
    assert [named.id for named in asked] == ["graphs", "nets", "trees"]


def test_a_field_says_more_than_what_is_of_any_field_but_the_whole_field_less() -> None:
    made = [
        subject("one", id="surveys", name="surveys", names=("survey papers",), of_any_field=True),
        subject("one", id="gans", name="gans", names=("gan",)),
        subject("one", id="machine-learning", name="machine learning", names=("ml",)),
    ]
    named = SubjectNames({one.id: one for one in made})

    def order(text: str) -> list[str]:
        message = words(text)
        return [one.id for one in named.found(message, [None] * len(message))]

    assert order("survey papers on gans") == ["gans", "surveys"]
    assert order("machine learning survey papers") == ["surveys", "machine-learning"]
    assert order("survey papers") == ["surveys"]


def found(text: str, scope: str | None = None, of: str = "", names: Sequence[tuple[int, int]] = ()) -> list[str]:
    """The subjects of a text in which the words of `of` stand in this scope."""
    message, governed = words(text), {word.text for word in words(of)}
    states = [scope if word.text in governed else None for word in message]
    return [named.id for named in NAMED.found(message, states, names)]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("what is a graph?", ["graphs"]),
        ("GRAPHS", ["graphs"]),
        ("directed graphs", ["graphs"]),
        ("adding up", ["sums"]),
        ("photographs of treetops", []),
        ("", []),
        # of equals the first named is the main one
        ("trees and gans", ["trees", "gans"]),
        ("gans and trees", ["gans", "trees"]),
        # the longer name says more
        ("trees and neural networks", ["nets", "trees"]),
        ("neural networks, deep neural networks, and trees", ["nets", "trees"]),
        # what stands in the title or in a sentence that asks is asked about
        ("Hello there. My dog has trees. Recommend gans.", ["gans", "trees"]),
        ("Hello there. My dog has neural networks. Recommend trees.", ["trees", "nets"]),
        ("Trees. My dog has gans.", ["trees", "gans"]),
        # what others build on stands back, and out of what is not asked
        ("sums and graphs", ["graphs", "sums"]),
        ("Hello there. My dog has sums and graphs.", ["graphs"]),
        ("Hello there. My dog has sums.", ["sums"]),
        ("which sums and which trees?", ["sums", "trees"]),
        # no more than three
        ("gans, trees, sums and neural networks", ["nets", "gans", "trees"]),
    ],
)
def test_subjects_in_the_order_in_which_they_are_asked_for(text: str, ids: list[str]) -> None:
    assert found(text) == ids


@pytest.mark.parametrize("scope", ["known", "done", "doing", "left", "being"])
def test_what_somebody_has_behind_them_is_not_asked_about(scope: str) -> None:
    assert found("I know trees, how do I learn gans?", scope, of="trees") == ["gans"]
    assert found("I know trees", scope, of="trees") == []
    assert found("I know deep neural networks", scope, of="deep") == []


def test_what_is_refused_is_told_apart() -> None:
    message = words("gans, not trees, no trees, and no sums")
    states = ["negate" if word.text in ("tree", "sum") else None for word in message]
    assert [named.id for named in NAMED.found(message, states)] == ["gans"]
    assert NAMED.refused(message, states) == ("trees", "sums")


@pytest.mark.parametrize(
    ("names", "ids"),
    [((), ["nets"]), (((0, 3),), []), (((0, 2),), ["nets"]), (((1, 4),), ["nets"]), (((2, 4),), ["nets"])],
)
def test_a_word_of_a_longer_name_is_no_subject(names: Sequence[tuple[int, int]], ids: list[str]) -> None:
    """ "Neural networks illustrated" is a book; "neural networks" is a subject even if a resource is called so too."""
    assert found("neural networks illustrated today", names=names) == ids


@pytest.mark.parametrize(
    ("message", "ids"),
    [
        ("I know python, how do I learn machine learning?", ("machine-learning",)),
        ("what is a GAN?", ("gans",)),
        ("transformers, not RNNs", ("transformer-architecture",)),
        ("convolutional neural networks course", ("cnns",)),
        ("I did machine learning. Reinforcement learning next.", ("rl",)),
        ("difference between machine learning and deep learning", ("machine-learning", "deep-learning")),
        ("is the book Deep Learning with Python any good?", ()),
        ("I have no python, light maths please", ()),
        ("how do I cook pasta", ()),
    ],
)
def test_messages_name_them(whole: Guide, message: str, ids: tuple[str, ...]) -> None:
    assert whole.parse(message).subjects == ids


def test_misspelled_names_are_found_too(whole: Guide) -> None:
    assert whole.parse("reinforcment learning course").subjects == whole.parse("reinforcement learning course").subjects


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("what is a node?", ("node",)),
        ("difference between depth and a node", ("tree-depth", "node")),
        ("a node, what is a node?", ("node",)),
        # a term goes before the subject that has the same name, but not before a longer one
        ("what is a gan?", ("gan",)),
        ("what is a neural network?", ()),
        # the longer of two terms is meant, also where a subject has the name of the shorter
        ("what is gan loss?", ("gan-loss",)),
        # what is told before the question is not asked
        ("Hi all. My graph has nodes. What is depth?", ("tree-depth",)),
        ("Why does my game want it? It is some node. I need depth. Thanks.", ()),
        ("depth", ("tree-depth",)),
        # what a sentence asks about is near a plain asking word, or nearly all of it
        ("I need to understand how the depth of my old pool changes with rain", ()),
        ("what does the depth of my old pool have to do with rain and with my garden", ("tree-depth",)),
        ("why do they all have the same depth", ("tree-depth",)),
        ("what is a nod?", ()),
        ("what is a node, a gan, a network, depth?", ("node", "gan", "network")),
        ("", ()),
    ],
)
def test_terms_whose_meaning_is_asked(text: str, ids: tuple[str, ...]) -> None:
    assert NAMED.terms(words(text)) == ids
