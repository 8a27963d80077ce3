"""/server queue: what waits for the moderators' decision, of every kind, in one place."""

from collections.abc import Awaitable, Callable, Iterator, Sequence

import discord
from discord import app_commands

from bot.discord_app.buttons import send
from bot.discord_app.card import Card
from bot.discord_app.cards import message_card
from bot.discord_app.interaction import Interaction
from bot.discord_app.moderating import moderating
from bot.discord_app.replies import Replies
from bot.language import Language, mark
from bot.store import Store
from bot.store.counts import Waiting

Source = Callable[[Replies, Store], Awaitable[Sequence[Card]]]
"""Gives a card for each thing of one kind that waits in the server of the replies, the oldest first: the very card
that is posted to the moderators' channel, so that its buttons work here too."""
SOURCES: tuple[Source, ...] = ()
"""The kinds of things that wait, in the order in which they are shown."""
MOST_SHOWN = 5
NOTHING_WAITS = mark("Nothing waits. Suggestions, bursts of votes and reported reviews will be listed here.")
FIRST_FEW = mark("Below are the first {count}; the next ones follow once these are decided.")


@app_commands.command(description="What waits for a decision: suggestions, bursts of votes, reported reviews")
async def queue(interaction: Interaction) -> None:
    """Answer /server queue: an overview, then a card for each of the first things, all to this moderator alone."""
    moderation = await moderating(interaction)
    if moderation is None:
        return
    store = interaction.client.store
    waiting = await store.counts.waiting(moderation.server)
    replies = await interaction.client.replies(interaction, private=True)
    cards = await first_cards(SOURCES, replies, store)
    await send(interaction, overview(waiting, len(cards), moderation.say), private=True)
    for card in cards:
        await interaction.followup.send(
            view=card, files=card.files(), ephemeral=True, allowed_mentions=discord.AllowedMentions.none()
        )


async def first_cards(sources: Sequence[Source], replies: Replies, store: Store) -> list[Card]:
    """The cards of the first things that wait, of each kind in turn, so that none waits behind all of another."""
    lists = [list(await source(replies, store)) for source in sources]
    turns = [card for place in range(MOST_SHOWN) for cards in lists for card in cards[place : place + 1]]
    return turns[:MOST_SHOWN]


def overview(waiting: Waiting, shown: int, say: Language) -> Card:
    """How much waits of each kind. `shown` is how many cards follow."""
    lines = list(_counts(waiting, say))
    total = waiting.suggestions + waiting.bursts + waiting.reports
    note = say(FIRST_FEW, count=shown) if shown and shown < total else ""
    return message_card(f"## {say('What waits here')}", "\n".join(lines) or say(NOTHING_WAITS), note)


def _counts(waiting: Waiting, say: Language) -> Iterator[str]:
    if waiting.suggestions:
        yield say.counted("- {count} suggestion", "- {count} suggestions", waiting.suggestions)
    if waiting.bursts:
        yield say.counted("- {count} burst of votes", "- {count} bursts of votes", waiting.bursts)
    if waiting.reports:
        yield say.counted("- {count} reported review", "- {count} reported reviews", waiting.reports)
