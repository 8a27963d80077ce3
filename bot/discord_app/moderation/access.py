"""The first step of every command, button and menu for moderators: whether this member may decide here now."""

from msgspec import Struct

from bot.discord_app.core.context import Context
from bot.discord_app.core.refusals import refuse
from bot.discord_app.moderation.moderators import NOT_A_MODERATOR, may_moderate
from bot.discord_app.servers.views import ServerView
from bot.language import Language, mark

NEEDS_A_SERVER = mark("This is for a server's moderators: please use it in a server I'm in.")


class Moderation(Struct, frozen=True):
    """What a moderator needs to decide: the server's id and view, and the moderator's language."""

    server: int
    view: ServerView
    say: Language


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
