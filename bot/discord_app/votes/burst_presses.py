"""What moderators press about bursts of votes: decide, see how many there are by now, look up what was decided."""

import logging

from bot.discord_app.core.context import Context
from bot.discord_app.core.persistent import persistent
from bot.discord_app.moderation.access import NOT_A_MODERATOR, may_moderate, moderating
from bot.discord_app.moderation.posting import settle_posted
from bot.discord_app.servers.views import ServerView
from bot.discord_app.ui.card import Card
from bot.discord_app.votes.burst_card import decided_card, flag_card, who_decided
from bot.discord_app.votes.buttons import DECIDED, FLAG, FlagPress
from bot.language import Language, mark
from bot.store import Flag, Store
from bot.store.tables.bursts import Outcome

log = logging.getLogger(__name__)

ABOUT = "burst:{}"
"""What the messages about a burst are noted under, with the id of its entry."""
MOST_SHOWN = 8
NOT_WAITING = mark("Those votes are no longer waiting for a decision.")
ALREADY = mark("{who} was first: this is already decided.")
SOME_BY_NOW = mark("Votes have been held since this was shown. It shows them now: please choose again.")
OVERDUE = mark("Nobody had decided in time, so these votes already count.")


@persistent(FLAG)
async def press_on_burst(ctx: Context, press: FlagPress, id_: str, at: str) -> None:
    """Decide, unless somebody was first, and show on the card who decided what; or only show it as it is now."""
    view = await ctx.view()
    if view.id is None or not may_moderate(ctx, view.settings):
        await ctx.tell(NOT_A_MODERATOR)
        return
    known = view.guide.catalogue.get(id_)
    id_ = known.id if known else id_  # a flag moves with an entry that a curator renamed
    flag = await ctx.store.flags.find(view.id, id_, int(at))
    if flag is None:
        await ctx.tell(NOT_WAITING)
    elif press == "look" or (press == "closed" and flag.state == "open" and flag.votes):
        await ctx.edit(_card(flag, view, ctx.language_in(view)))
        if press == "closed":
            await ctx.tell(SOME_BY_NOW)
    else:
        await _decide(ctx, view, flag, "counted" if press == "closed" else press)


async def _decide(ctx: Context, view: ServerView, shown: Flag, outcome: Outcome) -> None:
    """Decide and show it wherever the burst is shown; who was not the first is told so."""
    server = view.id or 0
    decision = await ctx.store.flags.decide(server, shown.resource_id, shown.opened_at, outcome, ctx.member)
    if decision is None:
        await ctx.tell(NOT_WAITING)
        return
    flag = decision.flag
    if decision.first:
        ctx.services.bursts.settle(server, flag.resource_id)
        ctx.services.servers.changed(server)
        log.info("The burst for %s in server %s is %s", flag.resource_id, server, flag.state)
    await ctx.edit(_card(flag, view, ctx.language_in(view)))
    shared = ctx.services.shared_language(ctx.interaction, view.settings)
    await settle_posted(ctx, ABOUT.format(flag.resource_id), _card(flag, view, shared))
    if not decision.first:
        await ctx.tell(OVERDUE if flag.state == "expired" else ALREADY, who=who_decided(flag, ctx.say))


@persistent(DECIDED, reads=True)
async def decided(ctx: Context) -> None:
    """Show a moderator what was decided last on bursts of votes."""
    moderation = await moderating(ctx)
    if moderation is not None:
        flags = await ctx.store.flags.decided(moderation.server, MOST_SHOWN)
        await ctx.send(decided_card(flags, moderation.view.guide.catalogue, moderation.say), private=True)


async def flag_cards(store: Store, view: ServerView, say: Language) -> list[Card]:
    """A card for each burst that waits for the moderators of this server, the oldest first.

    Each is a message of its own: a decision changes the message that its button is on. Raises `StoreUnavailable`.
    """
    waiting = await store.flags.waiting(view.id) if view.id is not None else []
    return [_card(flag, view, say) for flag in waiting]


def _card(flag: Flag, view: ServerView, say: Language) -> Card:
    return flag_card(flag, view.guide.catalogue, say)


BURST_PARTS = (press_on_burst, decided)
