"""Answers that take long: Discord is told in time that they follow, and each arrives where it belongs, once."""

import asyncio
import contextlib
import logging
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from discord import app_commands
from simcord import Env, InteractionResult
from simcord.http.client import FakeWebhookAdapter

from bot.advise import Guide
from bot.discord_app import GuideClient
from bot.discord_app.core.delivery import Patience
from bot.store import Store
from tests.discord_app.test_votes import assert_further
from tests.support.base import languages
from tests.support.simulated.posting import post_buttons
from tests.support.simulated.reading import PICKED, counted, reply, text, told, vote_labels
from tests.support.simulated.server import ClosableStore, Member, given
from tests.support.simulated.suggesting import (
    TYPED,
    button_id,
    custom_ids,
    letter_to,
    place_of,
    suggest,
    suggestion_id,
    words,
)
from tests.support.simulated.suggesting import opened as open_form

PATIENCE, SLOW = 0.02, 0.25
"""Seconds: how long an answer may take here, and how long the database is held up."""
CHOLLET, FASTAI = "deep-learning-with-python", "fastai-practical-deep-learning"
REAL_SECONDS = time.monotonic
"""As it is before simcord puts its own in its place."""
MESSAGE, THINKING, LATER, EDITED, CHOICES, FORM = 4, 5, 6, 7, 8, 9
PRIVATE = 64
ASKED: dict[str, dict[str, Any]] = {
    "recommend": {"query": "beginner math-light"},
    "ask": {"question": "a free book?"},
    "review": {"name": "fast.ai"},
    "compare": {"first": "fast.ai", "second": "the keras book"},
    "path": {"goal": "computer vision"},
    "browse": {},
    "top": {},
}
"""What may be seen by everyone or by the member alone."""
OWN = ["next", "my progress", "my export"]


def really_later(seconds: float, do: Callable[[], object]) -> asyncio.TimerHandle:
    """What the loop's own `call_later` does: simcord's waits until the bot has nothing else to do, and within the bot
    the loop's clock is the one that simcord simulates.
    """
    loop: Any = asyncio.get_running_loop()
    handle: asyncio.TimerHandle = type(loop).call_at(loop, REAL_SECONDS() + seconds, do)
    return handle


@pytest_asyncio.fixture
async def opened(database: Path, clock: Callable[[], float]) -> AsyncIterator[ClosableStore]:
    async with AsyncExitStack() as closing:
        store = await closing.enter_async_context(Store.open(database, clock, busy_seconds=5))
        yield ClosableStore(store, database, closing)


@pytest.fixture
def store(opened: ClosableStore) -> Store:
    return opened.store


@pytest.fixture
def simcord_bot(guide: Guide, store: Store) -> GuideClient:
    return GuideClient(given(guide), store, languages())


@pytest.fixture
def slow(opened: ClosableStore, simcord_bot: GuideClient) -> "Slow":
    """Within this, patience is short and the database is slow: another program has locked the file, and a write that
    waits for it holds up whatever else the bot wants to read.
    """

    @contextlib.asynccontextmanager
    async def slowly(patience: float = PATIENCE, held_up: float = SLOW) -> AsyncIterator[None]:
        other = sqlite3.connect(opened.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        waiting = asyncio.create_task(opened.store.progress.mark(1, FASTAI, "done"))
        await asyncio.sleep(0)
        simcord_bot.services.patience = Patience(patience, really_later)
        asyncio.get_running_loop().call_later(held_up, other.execute, "ROLLBACK")
        yield
        simcord_bot.services.patience = Patience()
        await waiting
        other.close()

    return slowly


Slow = Callable[..., contextlib.AbstractAsyncContextManager[None]]


def callbacks(env: Env, since: int = 0) -> list[dict[str, Any]]:
    """What Discord was told first of each interaction."""
    return [request.json or {} for request in env.http_requests[since:] if request.path.endswith("/callback")]


def is_private(body: dict[str, Any]) -> bool:
    return bool(int((body.get("data") or {}).get("flags") or 0) & PRIVATE)


async def slowly_told(env: Env, slow: Slow, asked: Callable[[], Awaitable[InteractionResult]]) -> tuple[int, Any]:
    """The type of the only first answer to something that was asked while the database is slow, and the result."""
    before = len(env.http_requests)
    async with slow():
        result = await asked()
    (body,) = callbacks(env, before)
    return body["type"], result


@pytest.mark.parametrize("private", [True, False])
@pytest.mark.parametrize("command", ASKED)
async def test_a_slow_command_is_put_off_as_private_as_its_answer(
    env: Env, maya: Member, slow: Slow, command: str, private: bool
) -> None:
    options = {**ASKED[command], "private": private}
    kind, result = await slowly_told(env, slow, lambda: maya.actor.slash(maya.server.channel, command, **options))

    assert kind == THINKING
    assert reply(result).ephemeral == private
    assert len(text(reply(result))) > 50
    assert not result.deferred  # nothing shows that it thinks any more
    assert not result.followups


@pytest.mark.parametrize("command", OWN)
async def test_a_slow_command_for_oneself_is_put_off_privately(
    env: Env, maya: Member, slow: Slow, command: str
) -> None:
    kind, result = await slowly_told(env, slow, lambda: maya.run(command))

    assert kind == THINKING
    assert reply(result).ephemeral
    assert bool(reply(result).attachments) == (command == "my export")
    assert not result.deferred


async def test_where_it_is_not_known_yet_who_may_see_it_only_the_member_does(
    env: Env, maya: Member, slow: Slow, store: Store
) -> None:
    await store.servers.set(maya.server.guild.id, "private", True)
    _, result = await slowly_told(env, slow, lambda: maya.recommend("beginner math-light"))
    assert reply(result).ephemeral


async def test_where_it_is_known_the_moderators_choice_holds(env: Env, maya: Member, slow: Slow) -> None:
    await maya.recommend("beginner math-light")
    _, result = await slowly_told(
        env, slow, lambda: maya.actor.slash(maya.server.channel, "path", goal="computer vision")
    )
    assert not reply(result).ephemeral


async def test_every_command_that_may_be_public_is_asked_here(env: Env) -> None:
    tree: Any = env.bot.tree  # type: ignore[attr-defined]
    found = [command for command in tree.walk_commands() if isinstance(command, app_commands.Command)]
    assert {command.qualified_name for command in found if command.get_parameter("private")} == set(ASKED)


async def test_a_slow_vote_is_shown(env: Env, maya: Member, slow: Slow, store: Store) -> None:
    card = reply(await maya.recommend("beginner math-light"))

    kind, result = await slowly_told(env, slow, lambda: maya.vote(card, CHOLLET))

    assert kind == LATER
    assert not result.followups
    assert "Helpful · 1" in vote_labels(card)
    assert await store.votes.count(maya.server.guild.id, CHOLLET) == 1


async def test_slow_picks_from_a_button_come_apart(env: Env, maya: Member, slow: Slow) -> None:
    card = reply(await maya.recommend("beginner math-light"))
    maya.server.env.bot.services.servers.changed(maya.server.guild.id)  # type: ignore[attr-defined]
    before = text(card)

    kind, result = await slowly_told(env, slow, lambda: maya.actor.click(card, label="More"))

    assert kind == LATER
    (more,) = result.followups
    assert more.ephemeral
    assert_further(card, more)
    assert text(card) == before


async def test_a_slow_page_turns_in_its_place(env: Env, maya: Member, slow: Slow) -> None:
    page = reply(await maya.run("browse"))
    maya.server.env.bot.services.servers.changed(maya.server.guild.id)  # type: ignore[attr-defined]

    kind, result = await slowly_told(env, slow, lambda: maya.actor.click(page, label="Next"))

    assert kind == LATER
    assert not result.followups
    assert "Page 2 of" in text(page)


async def test_a_form_that_comes_too_late_is_not_opened_and_can_be_tried_again(
    env: Env, maya: Member, slow: Slow
) -> None:
    kind, result = await slowly_told(env, slow, lambda: maya.run("suggest"))
    assert kind == THINKING
    assert told(result).startswith("The form took too long to open. Please try again")
    assert (await maya.run("suggest")).modal

    verdict = reply(await maya.review(FASTAI))
    kind, result = await slowly_told(env, slow, lambda: maya.press(verdict, f"write:1:{FASTAI}"))
    assert kind == LATER
    assert told(result).startswith("The form took too long to open. Please try again")
    assert (await maya.press(verdict, f"write:1:{FASTAI}")).modal


async def test_a_decision_whose_form_comes_too_late_can_be_tried_again(
    env: Env, maya: Member, slow: Slow, server: Any, store: Store
) -> None:
    place = await place_of(server, store)
    await suggest(maya)
    nora = place.moderator("nora")

    for what in ("approve", "decline", "merge"):
        kind, result = await slowly_told(env, slow, lambda what=what: open_form(nora, place.posted, what))  # type: ignore[misc]
        assert kind == LATER
        assert told(result).startswith("The form took too long to open.")
        assert (await open_form(nora, place.posted, what)).modal


async def test_what_a_form_sends_is_taken_however_slowly(
    env: Env, maya: Member, slow: Slow, server: Any, store: Store
) -> None:
    place = await place_of(server, store, "public")
    form = await maya.run("suggest")

    kind, sent = await slowly_told(env, slow, lambda: maya.actor.submit_modal(form, TYPED))

    assert kind == THINKING
    thanks = reply(sent)
    assert thanks.ephemeral
    assert text(thanks).startswith("Thank you. Your suggestion is now")
    assert [message.ephemeral for message in sent.followups] == [False]
    assert "decide:1" in button_id(place.posted, "decide:1:approve")


async def test_a_slow_decision_shows_on_its_message_and_is_told(
    env: Env, maya: Member, slow: Slow, server: Any, store: Store
) -> None:
    place = await place_of(server, store)
    await suggest(maya)
    nora, number = place.moderator("nora"), suggestion_id(place.posted)
    form = await open_form(nora, place.posted, "decline")

    kind, result = await slowly_told(env, slow, lambda: nora.actor.submit_modal(form, {"reason": "too short"}))

    assert kind == LATER
    assert "declined" in told(result).lower()
    assert "Too short." in letter_to(env, maya)
    found = await store.suggestions.get(place.id, number)
    assert found
    assert found.state == "declined"
    assert "Declined by" in words(place.posted)
    assert not [id_ for id_ in custom_ids(place.posted) if id_.startswith("decide:")]


async def test_a_slow_completion_is_empty_and_no_error(
    maya: Member, slow: Slow, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    async with slow():
        assert await maya.choices("review", "name", "fast") == []
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert await maya.choices("review", "name", "fast")


@pytest.mark.simcord(check_errors=False)
async def test_a_fault_that_comes_late_is_told_to_the_member_alone(
    env: Env, maya: Member, slow: Slow, opened: ClosableStore, caplog: pytest.LogCaptureFixture
) -> None:
    with sqlite3.connect(opened.path) as other:
        other.execute("DROP TABLE vote")
    other.close()

    kind, result = await slowly_told(
        env, slow, lambda: maya.actor.slash(maya.server.channel, "top", period="week", private=False)
    )

    assert kind == THINKING
    assert text(reply(result)) == "I answered privately: only the member who asked can see it."
    assert told(result).startswith("I can't look that up right now.")
    assert "Fault" in caplog.text


async def test_an_answer_that_is_in_time_is_given_at_once(env: Env, maya: Member, slow: Slow) -> None:
    await maya.recommend("beginner math-light")
    before = len(env.http_requests)
    async with slow(patience=0.5, held_up=1.0):
        await maya.recommend("beginner math-light")  # nothing of the database has to be read for it
    (body,) = callbacks(env, before)
    assert body["type"] == MESSAGE


@pytest.mark.parametrize("patience", [0.0, 0.001, 0.004, 0.016])
@pytest.mark.parametrize("network", [0.0, 0.003])
async def test_whenever_patience_ends_each_answer_comes_once(
    env: Env, maya: Member, monkeypatch: pytest.MonkeyPatch, patience: float, network: float
) -> None:
    """Also where the answer is ready while Discord is just being told that it takes long."""
    request = FakeWebhookAdapter.request

    async def far_away(*values: Any, **named: Any) -> Any:
        await asyncio.sleep(network)
        return await request(*values, **named)

    monkeypatch.setattr(FakeWebhookAdapter, "request", far_away)
    env.bot.services.patience = Patience(patience, really_later)  # type: ignore[attr-defined]

    picks = await maya.actor.slash(maya.server.channel, "path", goal="computer vision", private=True)
    assert "Your plan for computer vision" in text(reply(picks))
    assert not picks.followups
    assert not picks.deferred
    message = await post_buttons(env, maya.server.channel, f"vote:1:{CHOLLET}")
    voted = await maya.actor.click(message, custom_id=f"vote:1:{CHOLLET}")
    assert counted(voted) == ["Helpful · 1"]


async def test_what_discord_was_told_before_is_no_fault(
    env: Env, maya: Member, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A callback that Discord takes but does not confirm is sent again by discord.py, and then refused."""
    request = FakeWebhookAdapter.request

    async def twice(*values: Any, **named: Any) -> Any:
        await request(*values, **named)
        return await request(*values, **named)

    monkeypatch.setattr(FakeWebhookAdapter, "request", twice)
    picks = await maya.recommend("beginner math-light")

    assert PICKED in text(reply(picks))
    assert not picks.followups
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_an_answer_arrives_also_where_its_putting_off_was_not_confirmed(
    env: Env, maya: Member, slow: Slow, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Discord shows that the bot thinks, though the network broke before it could say so: the answer ends that."""
    request, lost = FakeWebhookAdapter.request, [True]

    async def unconfirmed(*values: Any, **named: Any) -> Any:
        answer = await request(*values, **named)
        if lost and lost.pop():
            raise ConnectionResetError("the network is gone")
        return answer

    monkeypatch.setattr(FakeWebhookAdapter, "request", unconfirmed)
    async with slow():
        result = await maya.run("my export")

    assert reply(result).ephemeral
    assert [file.size > 50 for file in reply(result).attachments] == [True]
    assert not result.deferred
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
