"""Whatever a command or button raises, its member is told and the log has it; nothing is left hanging."""

import asyncio
import logging
from functools import partial
from typing import Any

import discord
import pytest
from discord import app_commands
from simcord import Env, InteractionResult

from bot.advise import Guide
from bot.discord_app import GuideClient
from bot.discord_app.core.context import Context
from bot.discord_app.core.dispatch import handle
from bot.discord_app.core.persistent import persistent, taken
from bot.store import Store, StoreUnavailable
from tests.discord_app.test_faults import faults_logged, number_in
from tests.support.base import languages
from tests.support.simulated.posting import post_buttons
from tests.support.simulated.reading import PICKED, reply, text, told
from tests.support.simulated.server import Member, given

pytestmark = pytest.mark.simcord(check_errors=False)


def endless(depth: int = 0) -> int:
    return endless(depth + 1)


RAISED: dict[str, BaseException] = {
    "cancelled": asyncio.CancelledError(),
    "timeout": TimeoutError(),
    "recursion": RecursionError("maximum recursion depth exceeded"),
    "memory": MemoryError(),
    "key": KeyError("secret"),
    "assertion": AssertionError(),
    "end": StopAsyncIteration(),
    "store": StoreUnavailable("database is locked"),
}


def fail(kind: str) -> None:
    if kind == "recursion":
        endless()
    raise RAISED[kind]


@persistent(r"failing:1:(?P<kind>[a-z]+)")
async def failing_press(ctx: Context, kind: str) -> None:
    """Raises what its id says."""
    await asyncio.sleep(0)
    fail(kind)


class FailingClient(GuideClient):
    """The bot with a button that fails."""

    async def on_interaction(self, interaction: discord.Interaction[GuideClient]) -> None:
        ctx = Context.begin(interaction, self.services)
        if ctx.custom_id.startswith("failing:"):
            await handle(ctx, partial(_press, ctx))
        else:
            await super().on_interaction(interaction)


async def _press(ctx: Context) -> None:
    await taken(ctx, (failing_press,))


@app_commands.command(description="Raises what it is told to")
async def failing(interaction: discord.Interaction[Any], kind: str) -> None:
    await asyncio.sleep(0)
    fail(kind)


@pytest.fixture
def simcord_bot(guide: Guide, store: Store) -> GuideClient:
    bot = FailingClient(given(guide), store, languages())
    bot.tree.add_command(failing)
    return bot


def checked(result: InteractionResult, caplog: pytest.LogCaptureFixture) -> None:
    """One sentence with the number of one line of the log."""
    sentence = told(result)
    assert "secret" not in sentence
    assert faults_logged(caplog) == [number_in(sentence)]
    caplog.clear()


async def test_whatever_a_command_raises_is_told(maya: Member, caplog: pytest.LogCaptureFixture) -> None:
    for kind in RAISED:
        checked(await maya.actor.slash(maya.server.channel, "failing", kind=kind), caplog)
    assert PICKED in text(reply(await maya.recommend("beginner math-light")))


async def test_whatever_a_button_raises_is_told(env: Env, maya: Member, caplog: pytest.LogCaptureFixture) -> None:
    for kind in RAISED:
        message = await post_buttons(env, maya.server.channel, f"failing:1:{kind}")
        checked(await maya.actor.click(message, custom_id=f"failing:1:{kind}"), caplog)
    assert PICKED in text(reply(await maya.recommend("beginner math-light")))


async def test_the_log_names_the_kind_of_what_was_pressed(
    env: Env, maya: Member, caplog: pytest.LogCaptureFixture
) -> None:
    message = await post_buttons(env, maya.server.channel, "failing:1:key")
    await maya.actor.click(message, custom_id="failing:1:key")
    (record,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert "in a button (failing), server" in record.getMessage()
