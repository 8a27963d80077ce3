"""From a suggestion and what a moderator says of it to an entry."""

import datetime as dt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.advise.forms.proposals import proposals, suggested
from bot.catalogue import SkillGraph
from bot.catalogue.allowed_values import COSTS, FORMATS, LEVELS, MATHS, STYLES, TOPICS
from bot.catalogue.server_entries import OwnEntry
from bot.community.entry import Confirmed, chosen_for, confirmed, entry_of
from bot.community.suggestion_rules import LONGEST_AUDIENCE, LONGEST_TITLE, LONGEST_WHY
from tests.support.effort import examples
from tests.support.suggestions import suggestion

TODAY = dt.date(2027, 1, 15)
SAID = {"level": ["beginner"], "math": ["light"], "cost": ["free"], "topics": ["nlp"], "style": ["balanced"]}


def test_what_was_chosen_is_read() -> None:
    assert confirmed(SAID) == Confirmed(("nlp",), ("beginner", "beginner"), "light", "free", "balanced")


def test_what_was_left_open_is_not_known() -> None:
    said = confirmed({"topics": ["nlp"], "math": ["light"]})
    assert said is not None

    entry = entry_of(suggestion(), said, TODAY)

    assert entry.unknown == ("level", "style", "cost")
    assert [facet for facet in ("level", "math", "style", "cost") if entry.knows(facet)] == ["math"]


def test_two_levels_are_a_range_in_any_order() -> None:
    said = confirmed({**SAID, "level": ["advanced", "beginner"]})

    assert said is not None
    assert said.level == ("beginner", "advanced")


def test_topics_that_were_proposed_go_first() -> None:
    said = confirmed({**SAID, "topics": ["python", "nlp", "llm", "nlp"]}, ["llm", "mlops", "nlp"])

    assert said is not None
    assert said.topics == ("llm", "nlp", "python")


@pytest.mark.parametrize(
    "wrong",
    [
        {"level": list(LEVELS)},
        {"math": ["light", "heavy"]},
        {"cost": ["cheap"]},
        {"topics": []},
        {"topics": list(TOPICS[:7])},
        {"style": ["'; DROP TABLE suggestion; --"]},
    ],
)
def test_what_fits_no_form_is_not_taken(wrong: dict[str, list[str]]) -> None:
    assert confirmed({**SAID, **wrong}) is None
    assert confirmed({}) is None


def test_an_entry_says_whose_it_is_and_has_no_rating() -> None:
    said = confirmed(SAID)
    assert said is not None

    entry = entry_of(suggestion(), said, TODAY)

    assert (entry.id, entry.title, entry.format) == ("c-5", "Gradients for Gardeners", "course")
    assert (entry.summary, entry.good_for) == ("It explains backpropagation with plants.", ("people with a garden",))
    assert entry.rating is None
    assert entry.verified.date == TODAY
    assert "moderator" in entry.verified.by[0].shows


def some(words: tuple[str, ...], most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(words), min_size=words is TOPICS, max_size=most, unique=True)


@examples(100)
@given(
    title=st.text(min_size=1, max_size=LONGEST_TITLE),
    why=st.text(min_size=1, max_size=LONGEST_WHY),
    audience=st.text(min_size=1, max_size=LONGEST_AUDIENCE),
    format_=st.sampled_from(FORMATS),
    id_=st.integers(1, 2**63 - 1),
    values=st.fixed_dictionaries({
        "level": some(LEVELS, 2), "math": some(MATHS, 1), "cost": some(COSTS, 1), "topics": some(TOPICS, 6),
        "style": some(STYLES, 1),
    }),
)  # fmt: skip
def test_every_entry_is_valid_and_is_read_back_as_it_was(
    title: str, why: str, audience: str, format_: str, id_: int, values: dict[str, list[str]]
) -> None:
    said = confirmed(values)
    assert said is not None
    made = suggestion(id=id_, title=title, why=why, audience=audience, format=format_)

    entry = entry_of(made, said, TODAY)

    assert msgspec.json.decode(msgspec.json.encode(entry), type=OwnEntry) == entry
    assert confirmed(chosen_for(entry), entry.topics) == said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", {}),
        ("a great show about gardens", {}),
        (
            "free hands-on nlp for beginners",
            {"topics": ("nlp",), "level": ("beginner",), "cost": ("free",), "style": ("hands-on",)},
        ),
        ("advanced, heavy maths", {"level": ("advanced",), "math": ("heavy",)}),
    ],
)
def test_words_suggest_only_what_they_say(words: str, said: dict[str, tuple[str, ...]]) -> None:
    read = suggested("Leaves", words)

    assert {facet: word for facet, word in read.items() if word} == said
    assert set(read) == set(SAID)


@pytest.mark.parametrize(
    ("words", "url", "facet", "proposed"),
    [
        ("computer vision and ethics", "https://d2l.ai/", "topics", "computer-vision, ethics"),
        ("", "https://d2l.ai/", "topics", "foundations"),
        ("a book", "https://www.youtube.com/watch", "format", "book"),
        ("", "https://www.youtube.com/watch", "format", "video"),
        ("", "https://d2l.ai/", "format", "course"),
    ],
)
def test_what_is_proposed_is_what_the_words_say_or_else_the_address_or_else_the_usual(
    words: str, url: str, facet: str, proposed: str
) -> None:
    assert proposals("Untitled", words, url, SkillGraph())[facet] == proposed
