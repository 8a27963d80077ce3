"""What the asker has to do with the resources named, and whose works they ask for."""

import pytest

from bot.advise import Guide

NG, FASTAI, CHOLLET, GERON = (
    "deep-learning-specialization",
    "fastai-practical-deep-learning",
    "deep-learning-with-python",
    "hands-on-machine-learning",
)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        # an "instead of" offers a choice, or refuses
        ("should I take fast.ai instead of the deep learning specialization", {FASTAI: "asked", NG: "asked"}),
        ("what can I take instead of fast.ai", {FASTAI: "avoid"}),
        # pronouns
        ("Everyone says fast.ai. I did it last year, what now?", {FASTAI: "done"}),
        # what was done is said anywhere
        ("is there something like Chollet? I have read Chollet", {CHOLLET: "done"}),
        ("Read Chollet, now doing Géron. And then?", {CHOLLET: "done", GERON: "doing"}),
        ("what do I read after Chollet", {CHOLLET: "done"}),
        # what somebody read about it is no reading of it
        ("I have read fast.ai would be good, how do I start?", {FASTAI: "mentioned"}),
        ("I've read Chollet was great. Do I need it?", {CHOLLET: "mentioned"}),
    ],
)
def test_roles(guide: Guide, text: str, roles: dict[str, str]) -> None:
    assert {item.id: item.role for item in guide.parse(text).named} == roles


@pytest.mark.parametrize(
    ("text", "maker"),
    [
        ("anything else by Jeremy Howard?", "jeremy howard"),
        ("does Andrew Ng teach anything about speech", "andrew ng"),
        ("what has MIT Press published on deep learning", "mit press"),
    ],
)
def test_makers_asked_for(guide: Guide, text: str, maker: str) -> None:
    query = guide.parse(text)
    assert query.providers == (maker,)
    first = guide.recommend(query).picks[0].resource
    assert maker in (name.casefold() for name in [*first.authors, first.publisher or ""])
