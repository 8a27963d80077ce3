"""Bursts of votes as moderators see them: what happened, and buttons to count or discard the votes."""

import logging
from collections.abc import Iterator

from bot.catalogue import Catalogue
from bot.catalogue.server_entries import is_own
from bot.discord_app.core.context import Context
from bot.discord_app.core.persistent import persistent
from bot.discord_app.moderation.access import NOT_A_MODERATOR, may_moderate
from bot.discord_app.moderation.posting import settle_posted
from bot.discord_app.servers.views import ServerView
from bot.discord_app.ui.card import Card
from bot.discord_app.ui.text import label
from bot.discord_app.votes.buttons import ACTIONS, FLAG, Outcome, flag_button
from bot.language import Language, mark
from bot.store import Flag, Store

log = logging.getLogger(__name__)

ABOUT = "burst:{}"
"""What the messages about a burst are noted under, with the id of its entry."""
OUTCOMES: dict[str, str] = {
    "counted": mark("**Counted** by {who}. These votes now count like all others."),
    "dropped": mark("**Discarded** by {who}. These votes are deleted; earlier votes still count."),
}
WHAT_TO_DO = mark(
    "Until you decide, new votes for it are held and don't count, and the ranking stays as it was. Count them if "
    "these look like your members; discard them if they don't."
)
NOTHING_HELD = mark(
    "Most of them can't vote here, so nothing is held; votes of those who can count as always. Either button "
    "closes this."
)
NOT_WAITING = mark("Those votes are no longer waiting for a decision.")
ALREADY = mark("{who} was first: this is already decided.")


@persistent(FLAG)
async def decide_on_burst(ctx: Context, state: Outcome, id_: str, at: str) -> None:
    """Decide, unless somebody was first, and show on the card who decided what."""
    view = await ctx.view()
    catalogue = view.guide.catalogue
    if view.id is None or not may_moderate(ctx, view.settings):
        await ctx.tell(NOT_A_MODERATOR)
        return
    known = catalogue.get(id_)
    id_ = known.id if known else id_  # a flag moves with an entry that a curator renamed
    decision = await ctx.store.flags.decide(view.id, id_, int(at), state, ctx.member)
    if decision is None:
        await ctx.tell(NOT_WAITING)
        return
    if decision.first:
        ctx.services.bursts.settle(view.id, id_)
        ctx.services.servers.changed(view.id)
        log.info("The burst for %s in server %s is %s", id_, view.id, decision.flag.state)
    await ctx.edit(flag_card(decision.flag, catalogue, ctx.language_in(view)))
    shared = ctx.services.shared_language(ctx.interaction, view.settings)
    await settle_posted(ctx, ABOUT.format(id_), flag_card(decision.flag, catalogue, shared))
    if not decision.first:
        await ctx.tell(ALREADY, who=_who(decision.flag, ctx.say))


async def flag_cards(store: Store, view: ServerView, say: Language) -> list[Card]:
    """A card for each burst that waits for the moderators of this server, the oldest first.

    Each is a message of its own: a decision changes the message that its button is on. Raises `StoreUnavailable`.
    """
    waiting = await store.flags.waiting(view.id) if view.id is not None else []
    return [flag_card(flag, view.guide.catalogue, say) for flag in waiting]


def flag_card(flag: Flag, catalogue: Catalogue, say: Language) -> Card:
    """A burst with its buttons, or with who decided what."""
    card = Card()
    card.text(f"## {say('Many votes at once')}", *_burst_lines(flag, catalogue, say))
    if flag.state == "open":
        card.text(say(WHAT_TO_DO if flag.holds else NOTHING_HELD))
        card.row([flag_button(state, flag.resource_id, flag.opened_at, say) for state in ACTIONS])
    else:
        card.text(say(OUTCOMES[flag.state], who=_who(flag, say)))
    return card


def _who(flag: Flag, say: Language) -> str:
    """Who decided, without a name where they had themselves forgotten."""
    return f"<@{flag.decided_by}>" if flag.decided_by else say("a moderator")


def _burst_lines(flag: Flag, catalogue: Catalogue, say: Language) -> Iterator[str]:
    entry = catalogue.get(flag.resource_id)
    unlisted = say("A suggestion waiting for your decision") if is_own(flag.resource_id) else flag.resource_id
    yield f"**[{label(entry.title)}]({entry.url})**" if entry else f"**{unlisted}**"
    yield say.counted(
        "{members} members pressed its vote button within {count} minute, which is unusual. I noticed this on {when}.",
        "{members} members pressed its vote button within {count} minutes, which is unusual. I noticed this on {when}.",
        max((flag.opened_at - flag.since) // 60, 1),
        members=flag.attempts,
        when=f"<t:{flag.opened_at}:f>",
    )
    if flag.state == "open" or flag.votes:
        yield f"**{say('Votes held:')}** {flag.votes}"
