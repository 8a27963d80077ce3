"""/server queue: what waits for the moderators' decision, of every kind, in one place."""

from collections.abc import Iterator, Sequence

from discord import app_commands

from bot.catalogue.server_entries import OwnEntry
from bot.discord_app.core.context import Context, Interaction
from bot.discord_app.moderation.access import moderating
from bot.discord_app.questions.cards import message_card
from bot.discord_app.questions.replies import Replies, replies_to
from bot.discord_app.reviews.judge import MOST_REPORTED, reported_card
from bot.discord_app.suggestions.complete import complete_menu, incomplete
from bot.discord_app.suggestions.queue import PAGE, queue_card
from bot.discord_app.ui.card import Card
from bot.discord_app.votes.burst_presses import flag_cards
from bot.discord_app.votes.buttons import decided_button
from bot.language import Language, mark
from bot.store import Store
from bot.store.tables.counts import Waiting

MOST_BURSTS = 3
NOTHING_WAITS = mark("Nothing is waiting. Suggestions, bursts of votes and reported reviews will show up here.")
NOT_ALL_KNOWN = mark("Approved here, but some facts are missing. Do you know them?")
FIRST_FEW = mark("Here are the first of each kind; the rest follow once these are decided.")


@app_commands.command(description="What is waiting for a decision: suggestions, bursts of votes, reported reviews")
async def queue(interaction: Interaction) -> None:
    """Answer /server queue: an overview, then a card for each of the first things, all to this moderator alone."""
    ctx = Context.of(interaction)
    moderation = await moderating(ctx)
    if moderation is None:
        return
    waiting = await ctx.store.counts.waiting(moderation.server)
    replies = await replies_to(ctx, private=True)
    cards = await first_cards(waiting, replies, ctx.store)
    shown = overview(waiting, incomplete(moderation.view.guide.catalogue), moderation.say)
    if await ctx.store.flags.decided(moderation.server, 1):
        shown.row([decided_button(moderation.say)])
    await ctx.send(shown, private=True)
    for card in cards:
        await ctx.send(card, private=True)


async def first_cards(waiting: Waiting, replies: Replies, store: Store) -> list[Card]:
    """The first things of each kind that wait, with the buttons that the moderators' channel gets too."""
    cards = [await queue_card(replies, store)] if waiting.suggestions else []
    cards += (await flag_cards(store, replies.view, replies.say))[:MOST_BURSTS]
    reported = await reported_card(store, replies.view, replies.say)
    return [*cards, reported] if reported else cards


def overview(waiting: Waiting, open_: Sequence[OwnEntry], say: Language) -> Card:
    """How much waits of each kind, and a menu of approved entries of which something is not known."""
    more = waiting.suggestions > PAGE or waiting.bursts > MOST_BURSTS or waiting.reports > MOST_REPORTED
    lines = "\n".join(_counts(waiting, say))
    card = message_card(
        f"## {say('Waiting for a decision')}", lines or say(NOTHING_WAITS), say(FIRST_FEW) if more else ""
    )
    if open_:
        card.text(say(NOT_ALL_KNOWN))
        card.row([complete_menu(open_, say)])
    return card


def _counts(waiting: Waiting, say: Language) -> Iterator[str]:
    if waiting.suggestions:
        yield say.counted("- {count} suggestion", "- {count} suggestions", waiting.suggestions)
    if waiting.bursts:
        yield say.counted("- {count} burst of votes", "- {count} bursts of votes", waiting.bursts)
    if waiting.reports:
        yield say.counted("- {count} reported review", "- {count} reported reviews", waiting.reports)
