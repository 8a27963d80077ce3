"""From a press to a vote: what every vote goes through, whatever button or menu it came from.

A press is first checked for bursts, even where a gate then refuses it; taking a vote back is always allowed.
"""

import logging

from discord import ui
from msgspec import Struct
from msgspec.structs import replace

from bot.catalogue.allowed_values import Choice
from bot.catalogue.server_entries import is_own
from bot.community.who_may_vote import Refusal
from bot.discord_app.core.context import Context, Shown
from bot.discord_app.core.faults import in_passing
from bot.discord_app.core.observer import VoteOutcome
from bot.discord_app.core.persistent import persistent
from bot.discord_app.moderation.posting import post_to_moderators
from bot.discord_app.questions.buttons import VOTE, vote_id, vote_label
from bot.discord_app.servers.retention import may_vote_again
from bot.discord_app.servers.views import ServerView
from bot.discord_app.votes.burst_card import flag_card
from bot.discord_app.votes.burst_presses import ABOUT, BURST_PARTS
from bot.discord_app.votes.burst_watch import burst_by
from bot.discord_app.votes.buttons import MISFIT, REASONS
from bot.discord_app.votes.eligibility import refused_to, tell_refusal
from bot.discord_app.votes.undelivered import Press
from bot.language import Language, mark
from bot.store import Ballot

log = logging.getLogger(__name__)

HOUR, MOST_CARDS = 3600, 5
"""The most bursts of a server posted to its moderators within an hour."""
VOTES_NEED_A_SERVER = mark("Votes belong to a server: please press this button in a server I'm in.")
GONE = mark("That one is no longer in my list, so you can't vote for it. Please ask again with /recommend.")
THANKS = mark("Thank you. Your vote counts in this server; press again to take it back.")
THANKS_INSTEAD = mark(
    "Thank you. Your vote counts in this server, in place of what you had said against it; press again to take it back."
)
NOTED = mark("Thank you. This only changes who I recommend it to, not its rank; choose it again to take it back.")
NOTED_INSTEAD = mark(
    "Thank you. This takes the place of your vote that it helped, which no longer counts. To undo that, press its vote "
    "button."
)
HELD = mark(
    "Thank you. Many members who are new to voting here voted for this at once, so your vote is saved and waits for "
    "this server's moderators. If they count it, or haven't decided by {when}, it counts. If they leave it out, it "
    "doesn't, and you can vote again. Press again to take it back."
)
TAKEN_BACK = mark("Your vote is taken back.")


class Recount(Struct, frozen=True):
    """The message that was pressed on with the new count on its vote button, which has `moved` up (1) or down (-1).

    Not `changed` where there is none to show.
    """

    message: Shown | None = None
    changed: bool = False
    moved: int = 0


@persistent(VOTE)
async def helped(ctx: Context, id_: str) -> None:
    """Cast the vote "helped me", or take it back."""
    await press(ctx, id_, "helped")


@persistent(MISFIT)
async def not_for_me(ctx: Context) -> None:
    """Cast a reason why it did not fit, or take it back."""
    chosen, _, id_ = next(iter(ctx.chosen), "").partition(":")
    reason = next((choice for choice in REASONS if choice == chosen), None)
    await (press(ctx, id_, reason) if reason else ctx.tell(GONE))


async def press(ctx: Context, resource_id: str, choice: Choice) -> None:
    """Cast this choice or take it back, and answer with the new count on the message, or with a sentence."""
    view = await ctx.services.servers.of(ctx.server, counts=False)
    if view.id is None:
        await ctx.tell(VOTES_NEED_A_SERVER)
        return
    id_ = await _voted_for(ctx, view, resource_id)
    if id_ is None:
        ctx.services.observer.voted("gone")
        await ctx.tell(GONE)
    else:
        await _take(ctx, view, id_, resource_id, choice)


async def _take(ctx: Context, view: ServerView, id_: str, pressed: str, choice: Choice) -> None:
    server = view.id or 0
    refused, again = refused_to(ctx, view), await may_vote_again(ctx, server)
    flagged = await _watch(ctx, server, id_, choice, admitted=again and refused is None)
    untold = ctx.services.undelivered.take((server, id_, ctx.member), choice)
    ballot = (untold or await _cast(ctx, server, id_, choice, refused)) if again else None
    if not again:
        ctx.services.observer.voted("refused")
    try:
        if ballot:
            counts = choice == "helped" and untold is None  # what is told late is told in words: its count is old
            shown = _recounted(ctx, pressed, ballot, ctx.language_in(view)) if counts else Recount()
            await _tell(ctx, ballot, (server, id_, ctx.member), choice, shown)
    finally:
        if flagged:
            await _post(ctx, server, id_)


async def _tell(ctx: Context, ballot: Ballot, pressed: Press, choice: Choice, shown: Recount) -> None:
    """Tell the member what their press did: by the count on the card where it moves their way, else by a sentence.

    Whoever cannot be told will press again: that press then tells the result of this one, and takes nothing back.
    """
    try:
        counted = shown.changed and ballot.held_until is None and await ctx.edited(shown.message)
        if ballot.replaced or not (counted and shown.moved == (1 if ballot.stands else -1)):
            await ctx.tell(_outcome(ballot, choice), when=f"<t:{ballot.held_until}:f>")
    except BaseException:
        ctx.services.undelivered.keep(pressed, choice, ballot)
        raise


async def _voted_for(ctx: Context, view: ServerView, resource_id: str) -> str | None:
    """The id that a vote goes to, if there is one: an entry may have been renamed, and a suggestion merged."""
    if resource := view.guide.catalogue.get(resource_id):
        return resource.id
    found = await ctx.store.suggestions.voted_for(view.id or 0, resource_id)
    if found is None or is_own(found):
        return found
    merged = view.guide.catalogue.get(found)
    return merged.id if merged else None


async def _watch(ctx: Context, server: int, resource_id: str, choice: Choice, *, admitted: bool) -> bool:
    """Note the press. Returns whether it opened a flag: then votes of new voters are held from this press on."""
    press = (server, resource_id, ctx.member)
    burst = await burst_by(ctx.services.bursts, ctx.store, press, choice, admitted=admitted)
    if burst is None:
        return False
    if not await ctx.store.flags.open(server, resource_id, burst.since, burst.members, holds=burst.holds):
        return False
    log.warning("A burst of votes for %s in server %s: %s new voters", resource_id, server, burst.members)
    return True


async def _cast(ctx: Context, server: int, resource_id: str, choice: Choice, refused: Refusal | None) -> Ballot | None:
    """The result of the press; None where the member may not vote and has been told why."""
    before = await ctx.store.votes.choice_of(server, resource_id, ctx.member)
    cast = ctx.store.votes.take_back if refused else ctx.store.votes.toggle
    ballot = await cast(server, resource_id, ctx.member, choice)
    if ballot:
        ballot = replace(ballot, replaced=before if ballot.stands and before != choice else None)
        ctx.services.servers.voted(server)
        ctx.services.observer.voted(_kind(ballot))
        log.info("A vote for %s in server %s: %s now", resource_id, server, ballot.votes)
    elif refused:
        ctx.services.observer.voted("refused")
        await tell_refusal(ctx, refused)
    else:  # it was declined or merged while the press was on its way
        ctx.services.observer.voted("gone")
        await ctx.tell(GONE)
    return ballot


def _recounted(ctx: Context, resource_id: str, ballot: Ballot, say: Language) -> Recount:
    shown = ctx.shown()
    buttons = shown.walk_children() if shown is not None and ballot.votes is not None else ()
    for button in buttons:
        if isinstance(button, ui.Button) and button.custom_id == vote_id(resource_id):
            before, button.label = button.label or "", vote_label(ballot.votes or 0, say)
            counts = _count_on(before), ballot.votes or 0
            return Recount(shown, before != button.label, (counts[1] > counts[0]) - (counts[1] < counts[0]))
    return Recount()


def _count_on(label: str) -> int:
    """The count on the label of a vote button, also of an old one: "Helpful" has none."""
    digits = label.rpartition(" ")[2]
    return int(digits) if digits.isdecimal() else 0


def _kind(ballot: Ballot) -> VoteOutcome:
    if not ballot.stands:
        return "taken_back"
    return "cast" if ballot.held_until is None else "held"


def _outcome(ballot: Ballot, choice: Choice) -> str:
    if not ballot.stands:
        return TAKEN_BACK
    if ballot.held_until is not None:
        return HELD
    if choice == "helped":
        return THANKS_INSTEAD if ballot.replaced else THANKS
    return NOTED_INSTEAD if ballot.replaced == "helped" else NOTED


async def _post(ctx: Context, server: int, resource_id: str) -> None:
    """Tell the moderators about a burst, in their server's language. It waits in their queue as well, even without a
    channel, or where a brigade going from entry to entry would flood the channel.
    """
    with in_passing("telling moderators of a burst", server):
        if await ctx.store.flags.opened_since(server, ctx.now - HOUR) > MOST_CARDS:
            return
        view = await ctx.view()
        say = ctx.services.shared_language(ctx.interaction, view.settings)
        for flag in await ctx.store.flags.waiting(server):
            if flag.resource_id == resource_id:
                card = flag_card(flag, view.guide.catalogue, say)
                await post_to_moderators(ctx, view.settings, card, ABOUT.format(resource_id))


VOTE_PARTS = (helped, not_for_me, *BURST_PARTS)
