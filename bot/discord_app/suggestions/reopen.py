"""Moderators reconsider what they approved: a server's own entry goes back to the queue."""

import logging

from bot.catalogue.server_entries import suggestion_of
from bot.discord_app.core.context import Context
from bot.discord_app.core.persistent import persistent
from bot.discord_app.moderation.access import moderating
from bot.discord_app.suggestions.buttons import REOPEN
from bot.discord_app.ui.text import shown
from bot.language import mark

log = logging.getLogger(__name__)

WAITS_AGAIN = mark("{title} is out of the list and back in /server queue for a new decision.")
NOT_AN_ENTRY = mark("That one is no longer in this server's list.")


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
    await ctx.tell(WAITS_AGAIN, title=shown(suggestion.title))
