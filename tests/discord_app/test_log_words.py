"""No word that a member types, and no token, is in the log at INFO and above, whatever they do and whatever fails."""

import io
import logging
import re
from collections.abc import Iterator
from typing import Any, NoReturn

import discord
import pytest
from simcord import Env

from bot.advise import Guide
from bot.discord_app import GuideClient
from bot.monitor.logs import LEFT_OUT, JsonLines, Redaction
from bot.store import Store
from bot.understand import Lexicon
from tests.discord_app.test_privacy import MARKER, QUESTIONS, options_of
from tests.support.clock import HurryingClock
from tests.support.simulated.moderators import moderator, run, show_to
from tests.support.simulated.reading import buttons, reply
from tests.support.simulated.server import ClosableStore, Member
from tests.support.simulated.suggesting import Place, decline, merge, place_of, suggest

FASTAI = "fastai-practical-deep-learning"
TOKENS = re.compile(r"/(?:webhooks|interactions)/\d+/([^/?]+)")


class Failing(Guide):
    """A guide that fails with what it was asked in the fault, as many libraries do."""

    def parse(self, text: str) -> NoReturn:
        raise ValueError(f"cannot read {text!r}") from KeyError(text)


@pytest.fixture
def clock() -> HurryingClock:
    return HurryingClock()


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[io.StringIO]:
    """What the log says at INFO, all loggers together."""
    caplog.set_level(logging.INFO)
    said, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(said)
    handler.setLevel(logging.INFO)
    handler.setFormatter(JsonLines(Redaction()))
    root.addHandler(handler)
    yield said
    root.removeHandler(handler)


@pytest.fixture
async def place(maya: Member, store: Store) -> Place:
    return await place_of(maya.server, store)


@pytest.fixture
def mo(place: Place) -> Member:
    found = moderator(place.server, "mo")
    show_to(found)
    return found


def typed(**fields: str) -> dict[str, str]:
    return {name: f"{value} {MARKER}" for name, value in fields.items()}


async def everything(env: Env, member: Member, moderates: Member, place: Place) -> None:
    """Let a member and a moderator type the word wherever there is something to type."""
    for question in QUESTIONS:
        await member.recommend(question)
        await member.actor.send_dm(question)
        await member.actor.send(member.server.channel, f"<@{env.bot.user.id}> {question}")  # type: ignore[union-attr]
        await member.choices("recommend", "query", question)
        await member.choices("review", "name", question)
    for name in moderates.actor.available_commands(member.server.channel):
        if name == "server block":
            await run(moderates, "block", member=member.actor)
            await run(moderates, "block", member=member.actor, off=True)
        elif name != "Answer this":
            for options in options_of(env, name):
                await moderates.actor.slash(member.server.channel, name, **options)
    asked = await member.actor.send(member.server.channel, f"which course on {MARKER}?")
    await member.actor.context_menu(member.server.channel, "Answer this", asked)
    await forms(member, moderates, place)


async def forms(member: Member, moderates: Member, place: Place) -> None:
    """The same for forms."""
    for number, decide in enumerate((decline, merge)):
        fields = typed(title=f"Show {number}", why="Good for beginners", audience="all")
        sent = await suggest(member, **fields, url=f"https://{MARKER}.example/{number}")
        for id_ in (id_ for id_ in map(id_of, buttons(reply(sent))) if id_.startswith("draft:1:send")):
            await member.press(reply(sent), id_)
        await decide(moderates, place.posted, f"{MARKER} is known")
    form = await member.press(reply(await member.review(FASTAI)), f"write:1:{FASTAI}")
    await member.actor.submit_modal(form, typed(text="It made backpropagation click.", audience="who codes"))


def id_of(button: dict[str, Any]) -> str:
    return str(button.get("custom_id", ""))


def tokens_of(env: Env) -> set[str]:
    return {match[1] for request in env.http_requests if (match := TOKENS.search(request.path))}


def check(env: Env, said: str) -> None:
    assert MARKER not in said
    assert [token for token in tokens_of(env) if token in said] == []
    assert len(tokens_of(env)) > 5


async def test_what_members_type_is_not_in_the_log(
    env: Env, maya: Member, mo: Member, place: Place, log: io.StringIO
) -> None:
    await everything(env, maya, mo, place)
    said = log.getvalue()
    assert " is declined" in said
    assert "A review of" in said
    check(env, said)


@pytest.mark.simcord(check_errors=False)
async def test_nor_where_the_database_fails(
    env: Env, maya: Member, mo: Member, place: Place, opened: ClosableStore, log: io.StringIO
) -> None:
    shown = reply(await maya.review(FASTAI))
    form = await maya.press(shown, f"write:1:{FASTAI}")
    await opened.closing.aclose()
    await maya.actor.submit_modal(form, typed(text="It made backpropagation click.", audience="who codes"))
    for question in QUESTIONS:
        await maya.recommend(question)
    await run(mo, "pin", name="fast.ai", note=MARKER)
    said = log.getvalue()
    assert "the store is closed" in said or "StoreUnavailable" in said
    check(env, said)


@pytest.mark.simcord(check_errors=False)
async def test_nor_where_a_fault_has_it_in_its_text(
    env: Env, maya: Member, mo: Member, place: Place, guide: Guide, log: io.StringIO
) -> None:
    assert isinstance(env.bot, GuideClient)
    await env.bot.take_up(Failing(guide.catalogue, Lexicon.shipped()))
    for question in QUESTIONS:
        await maya.recommend(question)
        await maya.actor.send_dm(question)
    said = log.getvalue()
    assert said.count(f"ValueError: {LEFT_OUT}") >= len(QUESTIONS)
    assert said.count(f"KeyError: {LEFT_OUT}") >= len(QUESTIONS)
    assert '"command": "recommend"' in said
    check(env, said)


@pytest.mark.simcord(check_errors=False)
async def test_nor_where_discord_refuses_an_answer(
    env: Env, maya: Member, mo: Member, place: Place, log: io.StringIO
) -> None:
    env.inject_error("POST", "/interactions/*/callback", status=500, times=40)
    for question in QUESTIONS:
        await maya.recommend(question)
        await maya.choices("recommend", "query", question)
    check(env, log.getvalue())


def test_the_word_would_be_seen(log: io.StringIO) -> None:
    logging.getLogger("discord.http").warning("it is %s", MARKER)
    assert MARKER in log.getvalue()
    assert discord.__name__ in log.getvalue()
