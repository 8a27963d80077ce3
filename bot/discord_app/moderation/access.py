"""What every command, button and menu of moderators begins with: whether this member may decide here, now."""

from msgspec import Struct

from bot.discord_app.core.context import Context
from bot.discord_app.core.refusals import refuse
from bot.discord_app.moderation.moderators import NOT_A_MODERATOR, may_moderate
from bot.discord_app.servers.views import ServerView
from bot.language import Language, mark

NEEDS_A_SERVER = mark("This is for the moderators of a server: use it in one that I am a member of.")


class Moderation(Struct, frozen=True):
    """What a moderator decides with: the id of the server, how it looks, and the moderator's language."""

    server: int
    view: ServerView
    say: Language


async def moderating(ctx: Context) -> Moderation | None:
    """The means to decide, for a moderator of this server. Anybody else has been told why they have none."""
    view = await ctx.view()
    if view.id is None:
        await refuse(ctx, NEEDS_A_SERVER)
        return None
    if not may_moderate(ctx, view.settings):
        await refuse(ctx, NOT_A_MODERATOR)
        return None
    return Moderation(view.id, view, ctx.say)


async def changed(ctx: Context, moderation: Moderation) -> Moderation:
    """How the server looks after a change."""
    ctx.services.servers.changed(moderation.server)
    return Moderation(moderation.server, await ctx.view(), moderation.say)
