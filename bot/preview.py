"""The local page: the same bot on a simulated Discord, shown in a browser, with no token and no network.

simcord runs discord.py's real client against an in-memory Discord and serves a page that looks like it. The bot
is built exactly as `run` builds it; only its commands are told anew at each start, since that Discord forgets.
"""

import asyncio
import contextlib
import functools
import re
import signal
import time
import webbrowser
from collections.abc import Coroutine, Mapping, Sequence
from typing import Any

import discord
import simcord
from simcord import ChannelHandle, Env, GuildHandle, MemberActor, Preview
from simcord.backend.errors import SetupError

from bot.discord_app import GuideClient
from bot.language import Languages
from bot.run.knowledge import Knowledge
from bot.run.reload import following
from bot.run.settings import Settings
from bot.store import Store

SERVER = "Deep Learners"
CHANNEL = "learning"
NAME = "DL Guide"
MEMBERS = ("maya", "tom", "lena")
MODERATOR = "rosa"
WELCOME = (
    "Welcome! This is DL Guide on a Discord that exists only on your machine. Type one of these below:\n"
    "**/recommend** beginner math-light\n"
    "**/recommend** free course on computer vision, no heavy maths\n"
    "**/review** fast.ai\n"
    "**/compare** fast.ai and the keras book\n"
    "**/path** computer vision\n"
    "**/ask** I finished Andrew Ng's deep learning course, what next?\n"
    "**/suggest** opens a form, **/top** shows what helped members here, **/help** has the rest.\n"
    "If a list of suggestions is open, Escape closes it and Enter sends.\n"
    'Press *Helped me* beside a pick to vote. "Viewing as" above makes you another member.\n'
    "I'm a moderator: view as me to decide on suggestions, where they are posted here or in **/server queue**, and to "
    "look at **/server settings**. On Discord moderators have a channel of their own for it; this page shows only one."
)
NEEDS_THE_LIST = "This command opens a form: choose it from the list that opens while you type, with Tab or Enter."
_SEVERAL = re.compile(r"\s+(?:and|or|vs)\s+|\s*,\s*")
"""What stands between two names on one line: `/compare fast.ai and the keras book`."""


def serve(knowledge: Knowledge, settings: Settings, *, port: int, open_browser: bool) -> int:
    """Show the page until Ctrl-C, SIGTERM or its own "End preview session". Returns the exit code."""
    try:
        asyncio.run(_serve(knowledge, settings, port=port, open_browser=open_browser))
    except (OSError, SetupError) as error:
        print(f"The page cannot be shown on port {port}: {error}. Choose another with --port.")
        return 2
    print(f"Ended. The votes are kept in {settings.database}.")
    return 0


async def _serve(knowledge: Knowledge, settings: Settings, *, port: int, open_browser: bool) -> None:
    async with Store.open(settings.database, time.time) as store:
        guide = functools.partial(asyncio.to_thread, knowledge.guide)
        client = GuideClient(guide, store, Languages.shipped(), always_sync=True)
        async with simcord.run(client, check_errors=False) as env, following(knowledge, client.take_up):
            channel, members = await _furnish(env)
            await _let_moderators_know(store, members[-1].guild, channel)
            async with env.preview(channel, viewers=members, layout="channel", port=port) as page:
                alone = asyncio.Lock()
                commands = TypedCommands(env, channel, members, page, alone)
                act_through(page, commands, alone)
                typed = asyncio.create_task(commands.run())
                print(f"DL Guide is at {page.url}\nCtrl-C ends it.", flush=True)
                if open_browser:
                    webbrowser.open(page.url)
                await _until_stopped(page.wait_closed())
                typed.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await typed


async def _furnish(env: Env) -> tuple[ChannelHandle, list[MemberActor]]:
    """A server with a channel, a few members, the last of them a moderator, and the welcome.

    Ids hold the instant and the order of their making. All that votes hang on is made at one fixed instant of
    simcord's clock, so that the server and its members are the same at each start.
    """
    await env.advance_time(1)
    if env.bot.user:
        await env.bot.user.edit(username=NAME)
    server = env.create_guild(SERVER)
    channel = server.create_text_channel(CHANNEL)
    moderators = server.create_role("Moderators", permissions=discord.Permissions(manage_guild=True))
    host = server.add_member(env.create_user(MODERATOR), roles=[moderators])
    members = [server.add_member(env.create_user(name)) for name in MEMBERS]
    await env.advance_time(time.time() - env.now().timestamp())  # simcord's clock starts in the past
    await host.send(channel, WELCOME)
    return channel, [*members, host]


async def _let_moderators_know(store: Store, server: GuildHandle, channel: ChannelHandle) -> None:
    """Have what waits for moderators posted in the one channel of the page, unless they chose something else before."""
    if (await store.servers.settings(server.id)).queue_channel is None:
        await store.servers.set(server.id, "queue_channel", channel.id)


def act_through(page: Preview, typed: "TypedCommands", alone: asyncio.Lock) -> None:
    """Have each action of the page hold `alone`, and hand what was written there on to `typed`.

    simcord refuses an operation that begins during another one, and its page takes the refusal for a lost connection
    and blocks all its buttons. It also refuses an action that was begun before the page had shown the last change,
    which a person who types on while an answer arrives does all the time: such an action is given once more, now that
    nothing else runs. simcord has no public place for either, so its one entry for actions is wrapped.
    """
    act = page._action  # noqa: SLF001

    async def act_alone(context_id: str | None, body: Mapping[str, Any]) -> dict[str, Any]:
        async with alone:
            result = await act(context_id, body)
            if any(found["code"] == "stale-revision" for found in result["diagnostics"]):
                shown = page._get_page(context_id).revision  # noqa: SLF001
                result = await act(context_id, {**body, "published_revision": shown})
            typed.notice()
            return result

    page._action = act_alone  # type: ignore[method-assign]  # noqa: SLF001


async def _until_stopped(page_closed: Coroutine[None, None, None]) -> None:
    """Wait for the page's own end, SIGINT or SIGTERM, whichever comes first."""
    waiting = asyncio.ensure_future(page_closed)
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, waiting.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        await waiting


class TypedCommands:
    """Runs a command that was typed as one line and sent, as Discord's own message box does.

    The page's box runs a command only if it is chosen from the list first; otherwise the line arrives as a message.
    """

    def __init__(
        self, env: Env, channel: ChannelHandle, members: Sequence[MemberActor], page: Preview, alone: asyncio.Lock
    ) -> None:
        """`alone` is held by whatever else runs on this Discord (`act_through`)."""
        self._env = env
        self._channel = channel
        self._members = {member.id: member for member in members}
        self._host = members[-1]
        self._page = page
        self._alone = alone
        self._lines: asyncio.Queue[discord.Message] = asyncio.Queue()
        self._noticed = 0

    def notice(self) -> None:
        """Take the newest message for later, once, if a member typed a command. To be called after each action."""
        message = self._channel.last_message
        if message and message.id > self._noticed and message.author.id in self._members:
            self._noticed = message.id
            if message.content.startswith("/"):
                self._lines.put_nowait(message)

    async def run(self) -> None:
        """Run what was noticed, a line after the other, until cancelled."""
        while True:
            message = await self._lines.get()
            async with self._alone:
                await self._run(self._members[message.author.id], message)

    async def _run(self, member: MemberActor, message: discord.Message) -> None:
        line = message.content[1:]
        commands = [name for name in member.available_commands(self._channel) if f"{line} ".startswith(f"{name} ")]
        if not commands:
            return
        name = max(commands, key=len)
        required = self._required_options(name)
        rest = line[len(name) :].strip()
        words = _SEVERAL.split(rest, maxsplit=len(required) - 1) if len(required) > 1 else [rest]
        if len(required) > 1 and len(words) < len(required):
            return
        await member.delete(message)
        result = await member.slash(self._channel, name, **dict(zip(required, words, strict=False)))
        if result.modal:
            await self._host.send(self._channel, NEEDS_THE_LIST)
        await self._page.refresh()

    def _required_options(self, name: str) -> list[str]:
        """The options that a command cannot do without, in order."""
        first, *further = name.split()
        command: Any = self._env.bot.tree.get_command(first)  # type: ignore[attr-defined]
        for part in further:
            command = command.get_command(part)
        return [option.name for option in command.parameters if option.required]
