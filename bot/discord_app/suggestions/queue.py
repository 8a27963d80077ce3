"""What waits for a server's moderators to decide on: each suggestion with its buttons, page by page."""

from collections.abc import Iterator, Sequence
from typing import Any

from discord import ui

from bot.catalogue.server_entries import own_id
from bot.community.duplicates import near_duplicates
from bot.community.suggestion_rules import Suggestion
from bot.discord_app.core.context import Context
from bot.discord_app.core.persistent import persistent
from bot.discord_app.moderation.access import moderating
from bot.discord_app.questions.replies import Replies, replies_to
from bot.discord_app.suggestions.buttons import NEXT, decide_button, next_button
from bot.discord_app.suggestions.cards import fitted, suggestion_lines
from bot.discord_app.ui.card import Card
from bot.language import Language, mark
from bot.store import Store

PAGE = 3
FOR_OUTCOME = 200
"""Characters kept free for each decision."""
NOTHING_WAITS = mark("No suggestions are waiting for a decision.")


async def queue_card(replies: Replies, store: Store, after: int = 0) -> Card:
    """The suggestions that wait in the server of `replies`, the oldest first, from the first with an id above `after`.

    It does not check who sees it. Buttons change only their own rows of a message, so that a card may hold other things
    too.
    """
    waiting = await store.suggestions.waiting(replies.view.id or 0)
    shown = [suggestion for suggestion in waiting if suggestion.id > after]
    card = Card()
    if not shown:
        card.text(replies.say(NOTHING_WAITS))
        return card
    heading = replies.say.counted("{count} suggestion waiting", "{count} suggestions waiting", len(waiting))
    card.text(f"## {heading}")
    room = card.room // min(len(shown), PAGE) - FOR_OUTCOME
    for suggestion in shown[:PAGE]:
        card.line()
        _add(card, suggestion, waiting, replies, room)
    if len(shown) > PAGE:
        card.row([next_button(shown[PAGE - 1].id, replies.say)])
    return card


async def suggestion_card(replies: Replies, store: Store, suggestion: Suggestion) -> Card:
    """A suggestion for moderators to decide on."""
    waiting = await store.suggestions.waiting(suggestion.guild_id)
    card = Card()
    card.text(f"## {replies.say('A suggestion to decide on')}")
    _add(card, suggestion, waiting, replies, card.room - FOR_OUTCOME)
    return card


def _add(card: Card, suggestion: Suggestion, waiting: Sequence[Suggestion], replies: Replies, room: int) -> None:
    others = [other for other in waiting if other.id != suggestion.id]
    near = near_duplicates(suggestion.title, suggestion.url, replies.guide.catalogue, others)
    votes = replies.view.voice.helped(own_id(suggestion.id)) if suggestion.public else None
    card.text(*fitted(suggestion_lines(suggestion, near, votes, replies.say), room))
    card.row(_buttons(suggestion, replies.say))


def _buttons(suggestion: Suggestion, say: Language) -> Iterator[ui.Item[Any]]:
    yield from (decide_button(what, suggestion.id, say) for what in ("approve", "decline", "merge"))
    yield ui.Button(label=say("Open"), url=suggestion.url)


@persistent(NEXT, reads=True)
async def show_next(ctx: Context, after: str) -> None:
    """Show a moderator what waits after the suggestion with this id."""
    if await moderating(ctx) is not None:
        replies = await replies_to(ctx, private=True)
        await ctx.send(await queue_card(replies, ctx.store, int(after)), private=True)
