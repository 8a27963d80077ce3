"""What rules and models say, put together: how much the rules' word weighs, and where they decide alone."""

from typing import Any

import pytest

from bot.advise import Guide
from bot.catalogue import Catalogue
from bot.catalogue.allowed_values import Intent, Topic
from bot.understand import Lexicon
from bot.understand.models.reader import Reader
from bot.understand.models.reading import NONE, Guess, Reading
from bot.understand.models_and_rules import SAID, Decided, decided
from tests.support.asked import asked
from tests.support.notes import subject

Chances = dict[str, float]
SURE_OF_NOTHING: dict[str, Chances] = {
    "intent": {"recommend": 1.0}, "level": {NONE: 1.0}, "topic": {NONE: 1.0}, "note": {NONE: 1.0},
}  # fmt: skip
RULES: dict[str, Any] = {
    "rules_intent": "recommend", "rules_level": None, "rules_topics": (), "subjects": (),
    "known_notes": ("one", "two", "three", "four"),
}  # fmt: skip


def reading(heads: dict[str, Chances]) -> Reading:
    """Models that give these chances, and are sure of nothing else."""
    told = {**SURE_OF_NOTHING, **heads}
    return Reading({head: tuple(Guess(*guess) for guess in sorted(own.items(), key=lambda guess: -guess[1]))
                    for head, own in told.items()})  # fmt: skip


def decide(heads: dict[str, Chances], **rules: Any) -> Decided:
    """What both together say."""
    return decided(reading(heads), **{**RULES, **rules})


def without_models(**rules: Any) -> Decided:
    """What rules alone say."""
    return decided(None, **{**RULES, **rules})


def beside(label: str, rule: str, times: float) -> Chances:
    """The models' chances where they are so many times as sure of one label as of that of the rules."""
    return {label: times / (1 + times), rule: 1 / (1 + times)}


def on(*topics: Topic) -> list[Any]:
    """Subjects of these topics."""
    return [subject("one", id=f"on-{topic}", topic=topic) for topic in topics]


# How much the rules' word weighs: of 1, 1.6, 2.7, 7.4 and 20 times what reads most messages of the validation set right


@pytest.mark.parametrize(("times", "intent"), [(1.0, "path"), (2.5, "path"), (2.9, "explain"), (9.0, "explain")])
def test_models_overrule_the_intent_of_the_rules_where_they_are_nearly_three_times_surer(
    times: float, intent: Intent
) -> None:
    assert decide({"intent": beside("explain", "path", times)}, rules_intent="path").intent == intent


@pytest.mark.parametrize(("asks_meaning", "intent"), [(True, "explain"), (False, "path")])
def test_nothing_is_explained_where_no_meaning_is_asked(asks_meaning: bool, intent: Intent) -> None:
    heads = {"intent": {"explain": 0.7, "path": 0.3}}
    assert decide(heads, rules_intent="recommend", asks_meaning=asks_meaning).intent == intent


@pytest.mark.parametrize(("times", "level"), [(1.0, "beginner"), (3.8, "beginner"), (4.2, "advanced")])
def test_and_the_level(times: float, level: str) -> None:
    heads = {"level": beside("advanced", "beginner", times)}
    assert decide(heads, rules_level="beginner").level == level


@pytest.mark.parametrize(("times", "level"), [(3.8, None), (4.2, "advanced")])
def test_that_nothing_was_said_of_the_level_is_a_word_too(times: float, level: str | None) -> None:
    assert decide({"level": beside("advanced", NONE, times)}).level == level
    assert decide({"level": beside(NONE, "advanced", times)}, rules_level="advanced").level == (
        "advanced" if level is None else None
    )


@pytest.mark.parametrize(("times", "first"), [(1.0, "nlp"), (7.0, "nlp"), (7.8, "graph"), (20.0, "graph")])
def test_a_topic_that_was_named_weighs_more(times: float, first: Topic) -> None:
    """A subject that stands in the message is seldom not meant."""
    found = decide({"topic": beside("graph", "nlp", times)}, rules_topics=("nlp",))
    assert found.topics == (("nlp",) if first == "nlp" else ("graph", "nlp"))


def test_recommender_systems_have_to_be_named() -> None:
    heads = {"topic": {"recommender-systems": 0.7, "nlp": 0.2, NONE: 0.05}}
    assert decide(heads).topics == ("nlp",)
    assert decide(heads, rules_topics=("recommender-systems",)).topics == ("recommender-systems",)


def test_a_label_that_neither_rules_nor_models_have_first_stands_back() -> None:
    heads = {"intent": {"explain": 0.4, "review": 0.35, "path": 0.25}}
    assert decide(heads, rules_intent="path").intent == "path"
    assert decide(heads, rules_intent="recommend").intent == "explain"


# Topics and subjects


@pytest.mark.parametrize(
    ("topics", "subjects", "read", "expected"),
    [
        ((), (), NONE, ()),
        ((), (), "graph", ("graph",)),
        (("nlp",), (), NONE, ("nlp",)),
        ((), ("nlp",), "nlp", ("nlp",)),
        (("nlp", "llm"), ("graph", "nlp"), "nlp", ("nlp", "llm", "graph")),
        (("nlp", "llm", "graph", "math"), (), "nlp", ("nlp", "llm", "graph")),
        (("nlp", "llm", "graph"), (), "math", ("math", "nlp", "llm")),
    ],
)
def test_topics_are_those_of_models_rules_and_subjects_three_at_most(
    topics: tuple[Topic, ...], subjects: tuple[Topic, ...], read: str, expected: tuple[Topic, ...]
) -> None:
    found = decide({"topic": {read: 1.0}}, rules_topics=topics, subjects=on(*subjects))
    assert found.topics == expected
    assert found.subjects == tuple(f"on-{topic}" for topic in subjects)


# Where rules decide alone


def test_without_models_the_rules_decide() -> None:
    found = without_models(rules_intent="path", rules_level="advanced", rules_topics=("nlp", "llm"),
                           subjects=on("nlp", "graph", "math"))  # fmt: skip
    assert found == Decided("path", "advanced", ("nlp", "llm", "graph"), ("on-nlp", "on-graph", "on-math"))


# Notes


def test_notes_are_kept_in_order_without_none_and_without_those_that_the_base_has_not() -> None:
    heads = {"note": {"gone": 0.4, "one": 0.3, NONE: 0.2, "two": 0.1}}
    assert decide(heads).notes == (Guess("one", 0.3), Guess("two", 0.1))
    assert decide(heads, known_notes=()).notes == ()
    assert without_models().notes == ()


def test_a_guide_for_another_knowledge_base_answers_all_the_same(catalogue: Catalogue) -> None:
    """The shipped reader knows notes that this base has not: no answer may be looked for among these."""
    guide = Guide(catalogue, Lexicon.shipped(), Reader.shipped())
    assert not catalogue.advice.notes
    for question in asked()[::100]:
        query = guide.parse(question)
        assert query.notes == ()
        assert guide.answer(query)


def test_rules_have_no_word_where_the_message_is_not_english() -> None:
    heads = {"intent": {"path": 0.6, "explain": 0.4}, "level": {"beginner": 0.6, "advanced": 0.4}}
    rules: dict[str, Any] = {"rules_intent": "explain", "rules_level": "advanced"}
    assert (decide(heads, **rules).intent, decide(heads, **rules).level) == ("explain", "advanced")
    read = decide(heads, **rules, is_english=False)
    assert (read.intent, read.level) == ("path", "beginner")


def test_a_note_whose_own_phrase_is_said_becomes_likelier_as_far_as_the_models_keep_it_in_mind() -> None:
    heads = {"note": {NONE: 0.5, "one": 0.3, "two": 0.1}}
    said = decide(heads, said_notes=("two", "three")).notes
    assert [(guess.label, round(guess.chance, 3)) for guess in said] == [("two", 0.1 + SAID), ("one", 0.3)]
