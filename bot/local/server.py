"""The server on the page: its channel, the example members, and how the bot says hello there."""

import time
from collections.abc import Awaitable, Callable

import discord
from discord import ui
from msgspec import Struct
from simcord import ChannelHandle, Env, MemberActor

from bot.discord_app.questions.hello import direct_hello_card, hello_card
from bot.language import Language
from bot.store import Store

SERVER = "Deep Learners"
CHANNEL = "learning"
NAME = "DL Guide"
MEMBERS = ("maya", "tom", "lena")
MODERATOR = "rosa"
WHO = (
    'maya, tom, lena and the moderator rosa are examples: "Viewing as" above makes you one of them. Nothing leaves '
    "this machine."
)
UNHEARD = (
    f"DL Guide can't read that: on Discord it sees only what is written to it. Put **@{NAME}** in front, or reply to "
    "one of its answers."
)


class Furnished(Struct, frozen=True):
    """A server with one channel and its members, the last of them a moderator."""

    channel: ChannelHandle
    members: list[MemberActor]


async def furnish(env: Env) -> Furnished:
    """Make the server and its members.

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
    return Furnished(channel, [*members, host])


async def let_moderators_know(store: Store, furnished: Furnished) -> None:
    """Have what waits for moderators posted in the one channel of the page, unless they chose something else before."""
    server = furnished.members[-1].guild
    if (await store.servers.settings(server.id)).queue_channel is None:
        await store.servers.set(server.id, "queue_channel", furnished.channel.id)


async def say_hello(env: Env, furnished: Furnished, say: Language, direct: str) -> None:
    """Have the bot say hello in the channel, and to the first member in the direct message at the address `direct`."""
    member = furnished.members[0]
    channel = await env.bot.fetch_channel(furnished.channel.id)
    if isinstance(channel, discord.TextChannel):
        beside: ui.Button[ui.LayoutView] = ui.Button(label="Message me directly", url=direct)
        await channel.send(view=hello_card(say, mention=f"**@{NAME}**", small=WHO, beside=beside))
    await (await env.bot.fetch_user(member.id)).send(view=direct_hello_card(say))
    await env.settle()


def hint_once(furnished: Furnished) -> Callable[[], Awaitable[None]]:
    """Has the moderator say what the bot can read, the first time it is called."""
    hints = iter([UNHEARD])

    async def hint() -> None:
        for words in hints:
            await furnished.members[-1].send(furnished.channel, words)

    return hint
