"""What people tell of themselves: who they are, what they know, what they lack and what they are after."""

from importlib.resources import files
from itertools import product
from typing import Any, get_args

import pytest
import yaml
from msgspec.structs import asdict

from bot.advise import Guide
from bot.catalogue.allowed_values import Aim, Known, Lack, Who
from bot.language import ENGLISH
from bot.understand.facets.asker import KINDS, Askers, Told
from bot.understand.words.text import words

TABLE: dict[str, Any] = yaml.safe_load(files("bot.understand").joinpath("askers.yaml").read_text("utf-8"))
ASKERS = Askers.shipped()
WORDS = dict(zip(KINDS[:4], map(get_args, (Who, Known, Lack, Aim)), strict=True))


def told(text: str, state: str | None = None) -> dict[str, tuple[str, ...]]:
    """What a text tells whose words all stand in this scope."""
    message = words(text)
    return asdict(ASKERS.told(message, [state] * len(message)))


def spelled_out(text: str) -> list[str]:
    """The phrase with each of the words that a slot of it may have."""
    pieces = text.replace(">", "<").split("<")
    return ["".join(some) for some in product(*(TABLE["slots"][piece] if place % 2 else [piece]
                                                for place, piece in enumerate(pieces)))]  # fmt: skip


@pytest.mark.parametrize("kind", WORDS)
def test_the_table_has_just_the_words_of_conditions(kind: str) -> None:
    assert set(TABLE["phrases"][kind]) == set(WORDS[kind])


def test_the_languages_of_the_table_have_names() -> None:
    assert [code for code in TABLE["phrases"]["languages"] if ENGLISH.name_of(code) == code] == []


def test_who_programs_in_another_language_lacks_no_programming() -> None:
    assert told("java developer, new to python")["lacks"] == ()
    assert told("new to python")["lacks"] == ("programming",)


def test_a_wish_for_another_language_is_read() -> None:
    assert told("any good book in Spanish or en français?")["languages"] == ("es", "fr")
    assert told("I speak Spanish and German")["languages"] == ()


@pytest.mark.parametrize("kind", KINDS)
def test_each_phrase_of_the_table_is_found(kind: str) -> None:
    phrases = {
        (value, text) for value, own in TABLE["phrases"][kind].items() for one in own for text in spelled_out(one)
    }
    assert [(value, text) for value, text in sorted(phrases) if value not in told(text)[kind]] == []


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("who", "web developer", "web-developer"),
        ("knows", "proficient in r", "r"),
        ("lacks", "no money", "money"),
        ("aims", "get hired", "job"),
    ],
)
def test_what_is_denied_is_not_told_but_for_what_is_missing(kind: str, text: str, value: str) -> None:
    assert value in told(text)[kind]
    assert (value in told(text, "negate")[kind]) is (kind == "lacks")


def test_each_thing_is_told_once_and_in_order() -> None:
    assert told("nurse, doctor, economist and physician")["who"] == ("medic", "economist")


def test_what_is_missing_is_not_known() -> None:
    assert told("linear algebra and calculus, but no math")["lacks"] == ("maths",)
    assert told("linear algebra and calculus, but no math")["knows"] == ()


MESSAGES = [
    ("I'm a nurse, where do I start with ML?", Told(who=("medic",))),
    ("Software engineer with 5 years of Python", Told(who=("developer",), knows=("programming", "python"))),
    ("I know R but no python", Told(knows=("r",), lacks=("programming",))),
    ("never learned calculus, hate maths", Told(lacks=("maths",))),
    ("My math is rusty and I have no money", Told(lacks=("maths", "money"))),
    ("I want to understand how it works", Told(aims=("understand",))),
    ("mechanical engineer, want to build a robot", Told(who=("engineer",), aims=("build",))),
    ("not for a job, just for research", Told(aims=("research",))),
    ("I live on a farm and like cheese", Told()),
    ("", Told()),
]


@pytest.mark.parametrize(("message", "expected"), MESSAGES)
def test_messages_tell_it(guide: Guide, message: str, expected: Told) -> None:
    assert guide.parse(message).told == expected


@pytest.mark.parametrize("message", ["I am not a developer", "I don't want a certificate", "do I need a gpu?"])
def test_what_is_said_not_to_be_so_is_not_told(guide: Guide, message: str) -> None:
    assert guide.parse(message).told == Told()


@pytest.mark.parametrize(
    "message",
    [
        "I don't know python",
        "do I need to know calculus?",
        "a course for people who know python",
        "I want to become an ML engineer",
    ],
)
def test_what_only_sounds_like_knowing_is_not_known(guide: Guide, message: str) -> None:
    assert guide.parse(message).told.knows == ()
