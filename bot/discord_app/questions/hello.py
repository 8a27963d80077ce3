"""How the bot says hello: what it is, how to ask, and four things to try at a press."""

from typing import Any, Literal

import discord
from discord import ui
from msgspec import Struct

from bot.discord_app.core.context import Context
from bot.discord_app.core.persistent import persistent
from bot.discord_app.members.own_list import own_list
from bot.discord_app.questions.replies import replies_to
from bot.discord_app.suggestions.suggest import open_suggestion
from bot.discord_app.ui.card import Card
from bot.language import Language, mark

Tried = Literal["ask", "compare", "path", "suggest"]
TRY = r"try:1:(?P<what>ask|compare|path|suggest)"
HELLO = mark(
    "**Hi, I'm DL Guide.** Ask me how to learn deep learning: you get an answer, up to three picks, and "
    "something to do today."
)
HOW_TO_ASK = mark(
    "Write {mention} and your question, reply to my answer to go on, or type **/** for everything I can do. "
    "Or try one of these:"
)
HOW_TO_WRITE = mark("Just write to me as you would to a friend, no mention or command needed. Or try one of these:")


class Example(Struct, frozen=True):
    """A question to try: what its button says, and the question in the words that are read best."""

    label: str
    question: str


EXAMPLES: dict[Tried, Example] = {
    "ask": Example(
        mark("I know Python, but no maths. Where do I start?"),
        "I know Python but no maths. Where do I start with deep learning?",
    ),
    "compare": Example(mark("fast.ai or the Keras book?"), "fast.ai or the keras book?"),
    "path": Example(mark("A plan for computer vision"), "a roadmap for computer vision"),
}
SUGGEST_SOMETHING = mark("Suggest something")


def try_buttons(say: Language, *tried: Tried) -> list[ui.Button[Any]]:
    """A button for each: it answers its question as if the member had asked, or opens the form of /suggest."""
    return [_button(one, say) for one in tried]


def hello_card(say: Language, *, mention: str, small: str, beside: ui.Button[Any] | None = None) -> Card:
    """The hello to a channel, where the bot is spoken to as `mention`; `small` is its last line.

    `beside` is one more button.
    """
    card = Card()
    card.text(say(HELLO))
    card.text(say(HOW_TO_ASK, mention=mention))
    card.row(try_buttons(say, "ask", "compare", "path", "suggest"))
    card.row([beside] if beside else [])
    card.foot(small)
    return card


def direct_hello_card(say: Language) -> Card:
    """The hello to one member alone, in a direct message."""
    card = Card()
    card.text(say(HELLO))
    card.text(say(HOW_TO_WRITE))
    card.row(try_buttons(say, "ask", "compare", "path"))
    return card


@persistent(TRY, reads=True)
async def try_one(ctx: Context, what: Tried) -> None:
    """Do what the button says, for all who see the button, unless the server keeps replies private."""
    if what == "suggest":
        await open_suggestion(ctx)
        return
    replies = await replies_to(ctx, private=True if ctx.is_private else None)
    progress = await own_list(ctx, private=replies.private)
    await ctx.send(await replies.to_words(EXAMPLES[what].question, progress), private=replies.private)


def _button(one: Tried, say: Language) -> ui.Button[Any]:
    label = say(EXAMPLES[one].label if one in EXAMPLES else SUGGEST_SOMETHING)
    style = discord.ButtonStyle.primary if one == "ask" else discord.ButtonStyle.secondary
    return ui.Button(label=label, style=style, custom_id=f"try:1:{one}")
