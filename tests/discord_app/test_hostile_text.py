"""Whatever a member types: an answer within Discord's limits, which pings nobody and shows no markup of theirs."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from simcord import Env

from tests.support.clock import HurryingClock
from tests.support.effort import examples
from tests.support.simulated.reading import acting, as_read, buttons, replies_sent, reply, text
from tests.support.simulated.server import Member

MOST_TEXT = 4000
LONGEST = 6000
RANDOM = examples(15)
typed_text = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(["beginner", "not", "no", "free", "maths", "fast.ai", "ng's", "book", "5h", ",", "@", "`"])
    ).map(" ".join),
)

HOSTILE = {
    "empty": "",
    "blank": " \t ",
    "long": "deep learning " * 428,
    "long word": "a" * LONGEST,
    "emoji": "🤖🔥👩‍💻🏳️‍🌈",
    "right to left": "كتاب عن التعلم العميق \u202egnp.exe",
    "code": "```py\nprint(1)\n``` `x`",
    "emphasis": "**bold** __under__ ~~gone~~ ||spoiler|| *x*",
    "link": "[click](http://evil.example) <https://evil.example>",
    "everyone": "@everyone @here",
    "mentions": "<@123> <@!123> <@&1> <#1> </ban:1> <t:0:R> <:x:1>",
    "zero width": "book\u200b\u200d\u2060\ufeff\u00ad free",
    "null": "book\x00 \x1b[31m free",
    "heading": "# huge\n## big\n> quote\n-# small\n- item",
    "surrogates": "\U0001f600\U000e0041",
    "sql": "'; DROP TABLE vote; --",
    "format": "{0} {name} %s %(x)s ${x}",
}
MARKUP = (
    "`",
    "**",
    "__",
    "~~",
    "||",
    "](",
    "<",
    "@everyone",
    "@here",
    "://",
    "\n",
    "\u202e",
    "\u200b",
    "\u2060",
    "\x00",
)


@pytest.fixture
def clock() -> HurryingClock:
    return HurryingClock()


def within_limits(env: Env) -> bool:
    """Whether all that was sent fits into one message and lets nobody be pinged."""
    return all(
        body["allowed_mentions"]["parse"] == [] and len(components_text(body["components"])) <= MOST_TEXT
        for body in replies_sent(env)
    )


def components_text(components: list[dict[str, Any]]) -> str:
    return "".join(part.get("content", "") + components_text(part.get("components") or []) for part in components)


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE.keys())
async def test_recommend_answers(env: Env, maya: Member, typed: str) -> None:
    card = reply(await maya.recommend(typed[:LONGEST]))

    assert text(card).strip()
    assert within_limits(env)


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE.keys())
async def test_review_answers(env: Env, maya: Member, typed: str) -> None:
    card = reply(await maya.review(typed[:LONGEST]))

    assert text(card).strip()
    assert within_limits(env)


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE.keys())
async def test_a_name_is_shown_without_its_markup(maya: Member, typed: str) -> None:
    card = reply(await maya.review(f"{typed} xyzzy"[:LONGEST]))
    _, said, after = text(card).partition('is called "')

    if not said:  # it has a name in it that we know
        assert buttons(card)
        return
    shown = after.partition('".')[0]
    assert not [mark for mark in MARKUP if mark in acting(shown)]
    assert len(as_read(shown)) <= 80


@RANDOM
@given(typed=typed_text)
async def test_recommend_never_fails(env: Env, maya: Member, typed: str) -> None:
    assert text(reply(await maya.recommend(typed))).strip()
    assert not env.errors


@RANDOM
@given(typed=typed_text)
async def test_review_never_fails(env: Env, maya: Member, typed: str) -> None:
    assert text(reply(await maya.review(typed))).strip()
    assert not env.errors


@RANDOM
@given(typed=typed_text)
async def test_suggestions_never_fail(env: Env, maya: Member, typed: str) -> None:
    for command, option in (("recommend", "query"), ("review", "name")):
        choices = await maya.choices(command, option, typed)
        assert len(choices) <= 25
        assert all(1 <= len(choice["name"]) <= 100 and 1 <= len(choice["value"]) <= 100 for choice in choices)
    assert await maya.choices("review", "name", "")  # it still answers
    assert not env.errors
