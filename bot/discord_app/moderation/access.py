"""Who may decide for a server, asked as the first step of every command, button and menu for moderators."""

import discord
from msgspec import Struct

from bot.discord_app.core.context import Context
from bot.discord_app.core.refusals import refuse
from bot.discord_app.servers.views import ServerView
from bot.language import Language, mark
from bot.store import ServerSettings

NOT_A_MODERATOR = mark("Only moderators can do that: it takes Manage Server or the moderators' role.")
NEEDS_A_SERVER = mark("This is for a server's moderators: please use it in a server I'm in.")


class Moderation(Struct, frozen=True):
    """What a moderator needs to decide: the server's id and view, and the moderator's language."""

    server: int
    view: ServerView
    say: Language


def may_moderate(ctx: Context, settings: ServerSettings) -> bool:
    """Whether the member may decide now, by what Discord says of them with this very press."""
    interaction = ctx.interaction
    if interaction.guild_id is None or not isinstance(interaction.user, discord.Member):
        return False
    return interaction.permissions.manage_guild or settings.moderator_role in roles_of(interaction.user)


def roles_of(user: discord.User | discord.Member) -> frozenset[int]:
    """The ids of a member's roles as Discord sent them along. discord.py's `roles` has none where it does not know the
    server's yet, as after a start.
    """
    return frozenset(user._roles) if isinstance(user, discord.Member) else frozenset()  # noqa: SLF001 - no public way


async def moderating(ctx: Context) -> Moderation | None:
    """What a moderator of this server needs to decide. Anybody else has been told why they may not."""
    view = await ctx.view()
    if view.id is None:
        await refuse(ctx, NEEDS_A_SERVER)
        return None
    if not may_moderate(ctx, view.settings):
        await refuse(ctx, NOT_A_MODERATOR)
        return None
    return Moderation(view.id, view, ctx.say)


async def changed(ctx: Context, moderation: Moderation) -> Moderation:
    """The view of the server after a change."""
    ctx.services.servers.changed(moderation.server)
    return Moderation(moderation.server, await ctx.view(), moderation.say)
