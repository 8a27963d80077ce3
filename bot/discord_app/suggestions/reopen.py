"""Moderators look again at what they approved: an entry of the server's own goes back to what waits."""

import logging

from bot.catalogue.server_entries import suggestion_of
from bot.discord_app.core.context import Context
from bot.discord_app.core.persistent import persistent
from bot.discord_app.moderation.access import moderating
from bot.discord_app.suggestions.buttons import REOPEN
from bot.language import mark

log = logging.getLogger(__name__)

WAITS_AGAIN = mark("{title} is taken out of the list. It waits in /server queue for another decision.")
NOT_AN_ENTRY = mark("That is no entry of this server any more.")


@persistent(REOPEN)
async def reopen(ctx: Context, id_: str) -> None:
    """Take the entry back, and say where it waits."""
    moderation = await moderating(ctx)
    if moderation is None:
        return
    suggestion = await ctx.store.suggestions.reopen(moderation.server, suggestion_of(id_) or 0)
    if suggestion is None:
        await ctx.tell(NOT_AN_ENTRY)
        return
    ctx.services.servers.changed(moderation.server, entries=True)
    log.info("Suggestion %s of server %s is to be decided on again", suggestion.id, moderation.server)
    await ctx.tell(WAITS_AGAIN, title=suggestion.title)
