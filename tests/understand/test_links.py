"""Links in messages: which entry's page they lead to."""

import time

import pytest

from bot.advise import Guide
from bot.understand.names.links import Links

FASTAI = "fastai-practical-deep-learning"


@pytest.mark.parametrize(
    "text",
    [
        "https://course.fast.ai",
        "http://www.course.fast.ai/",
        "<https://course.fast.ai/>",
        "[fast.ai](https://course.fast.ai)",
        "[](<https://course.fast.ai/>)",
        '[here](https://course.fast.ai "the course")',
        "see https://course.fast.ai, please.",
        "**https://course.fast.ai/**",
    ],
)
def test_a_link_names_the_entry_of_its_page(whole: Guide, text: str) -> None:
    assert Links(whole.catalogue).entries(text) == (FASTAI,)
    assert whole.parse(f"is {text} any good?").ids("asked", "mentioned") == (FASTAI,)


@pytest.mark.parametrize(
    "text", ["https://example.org/x", "[x](https://[y)", "https://[", "course.fast.ai", "[x](y)", ""]
)
def test_any_other_link_names_nothing(whole: Guide, text: str) -> None:
    assert Links(whole.catalogue).entries(text) == ()


def test_every_entry_is_found_by_its_address(whole: Guide) -> None:
    links = Links(whole.catalogue)
    wrong = [entry.id for entry in whole.catalogue if links.entry(entry.url) != entry.id]
    assert len(wrong) <= len({entry.url for entry in whole.catalogue}) / 50, wrong


def test_a_link_is_told_by_the_title_of_its_entry(whole: Guide) -> None:
    titled = Links(whole.catalogue).titled("[this](https://course.fast.ai) or [that](https://example.org/x)?")
    assert titled == "Practical Deep Learning for Coders or that?"


@pytest.mark.parametrize("unit", ["[", "[x](https://a", "[x](https://a.b/(", "<https://", "https://a.b/((((", "]("])
def test_no_text_takes_long(whole: Guide, unit: str) -> None:
    links, began = Links(whole.catalogue), time.perf_counter()
    links.titled((unit * 6000)[:6000])
    assert time.perf_counter() - began < 1
