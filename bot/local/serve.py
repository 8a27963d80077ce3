"""The local page from its start to Ctrl-C."""

import asyncio
import contextlib
import sys
import time
from collections.abc import AsyncIterator, Coroutine

import simcord
from simcord import Env
from simcord.backend.errors import SetupError

from bot.advise import Guide
from bot.catalogue import Catalogue
from bot.discord_app import GuideClient
from bot.discord_app.core.observer import NOBODY
from bot.language import ENGLISH, Languages
from bot.local.browser import show
from bot.local.pages import LocalPage, Shared
from bot.local.server import Furnished, furnish, hint_once, let_moderators_know, say_hello
from bot.run.database import database_told
from bot.run.knowledge import Knowledge
from bot.run.model import model_writer
from bot.run.reload import following
from bot.run.settings import Settings
from bot.run.signals import ENDING, listen
from bot.store import Store
from bot.store.alone import alone_on_file
from bot.understand import Lexicon

LEAST_TURN = 0.001
"""Seconds for which the thread that reads the knowledge base may hold up the page."""


def serve(knowledge: Knowledge, settings: Settings, *, port: int, open_browser: bool) -> int:
    """Show the page until Ctrl-C, SIGTERM or its own "End preview session". Returns the exit code."""
    sys.setswitchinterval(LEAST_TURN)
    try:
        with alone_on_file(settings.database):
            asyncio.run(_serve(knowledge, settings, port=port, open_browser=open_browser))
    except BrokenPipeError:  # the reader of what is printed here went away: no fault of the port
        raise
    except (OSError, SetupError) as error:
        print(f"The page cannot be shown on port {port}: {error}. Choose another with --port.")
        return 2
    print(f"Ended. The votes are kept in {settings.database}.")
    return 0


async def _serve(knowledge: Knowledge, settings: Settings, *, port: int, open_browser: bool) -> None:
    told = database_told(settings.database)
    async with (
        Store.open(settings.database, time.time) as store,
        model_writer(settings, time.time, NOBODY) as writer,
    ):
        reading, shared = asyncio.create_task(asyncio.to_thread(knowledge.guide)), Shared()
        client = GuideClient(_knowing_nothing, store, Languages.shipped(), always_sync=True, writer=writer)
        async with simcord.run(client, check_errors=False) as env, following(knowledge, client.take_up):
            furnished = await furnish(env)
            await let_moderators_know(store, furnished)
            async with _pages(env, furnished, shared, port) as (page, direct):
                await say_hello(env, furnished, ENGLISH, direct.url)
                print(f"DL Guide is at {page.url}\nDirect messages with it: {direct.url}\n{told}.", flush=True)
                if open_browser:
                    show(page.url)
                await _until_stopped(_answering(client, reading, shared, page))


async def _knowing_nothing() -> Guide:
    """A guide that the bot begins with, so that its hello is there while the knowledge base is being read."""
    return Guide(Catalogue(()), Lexicon.shipped())


async def _answering(client: GuideClient, reading: asyncio.Task[Guide], shared: Shared, page: LocalPage) -> None:
    """Answer as soon as the knowledge base is read, until the page's own end. Raises what is wrong with the base."""
    try:
        await client.take_up(await reading)
    finally:
        shared.ready.set()
    print("Ctrl-C ends it.", flush=True)
    await page.wait_closed()


@contextlib.asynccontextmanager
async def _pages(
    env: Env, furnished: Furnished, shared: Shared, port: int
) -> AsyncIterator[tuple[LocalPage, LocalPage]]:
    """A page of the channel on this port, and one of the direct message between the first member and the bot."""
    user, unheard = furnished.members[0].user, hint_once(furnished)
    page = LocalPage(env, furnished.channel, furnished.members, shared, port=port, unheard=unheard)
    async with page, LocalPage(env, user.dm_channel, [user], shared) as direct:
        yield page, direct


async def _until_stopped(work: Coroutine[None, None, None]) -> None:
    """Do the work until its end or a signal to end, whichever comes first."""
    waiting = asyncio.ensure_future(work)
    listen(asyncio.get_running_loop(), ENDING, lambda _: waiting.cancel())
    with contextlib.suppress(asyncio.CancelledError):
        await waiting
