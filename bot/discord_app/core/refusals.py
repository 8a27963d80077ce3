"""Refusing, to one member alone. What they wrote into a form is given back, so that it is not lost."""

import re
from collections.abc import Iterable

from bot.discord_app.core.context import Context
from bot.discord_app.ui.card import Card
from bot.discord_app.ui.forms import texts_of
from bot.discord_app.ui.text import shorten
from bot.discord_app.ui.typed import one_line
from bot.language import Language, mark

COPY = mark("Here is what you wrote, so you can copy it and try again:")
LONGEST = 2000
_FENCE = "```\n{}\n```"
_FENCES = re.compile("`{3,}")
"""What would end the code."""


async def refuse(ctx: Context, sentence: str, **values: object) -> None:
    """Say a sentence in the member's language, and give back what they wrote into a form, if it is one they sent."""
    await give_back(ctx, ctx.say(sentence, **values))


async def give_back(ctx: Context, why: str, *, is_sent: bool = False) -> None:
    """The same for a sentence already in their language, even where the interaction was answered before.

    `is_sent`: whether what they wrote may have been accepted anyway.
    """
    ctx.outcome = ctx.outcome or "refused"
    written = texts_of(ctx.interaction)
    if written:
        await ctx.send(refused_card(why, written, ctx.say, is_sent=is_sent), private=True)
    else:
        await ctx.whisper(why)


def refused_card(why: str, texts: Iterable[str], say: Language, *, is_sent: bool = False) -> Card:
    """Why a form was not taken, and each text that was written into it."""
    card = Card()
    card.text("" if is_sent else f"## {say('Not sent')}", why)
    written = [shown for text in texts if (shown := _as_code(text))]
    card.text(say(COPY) if written else "")
    for shown in written:
        card.text(_FENCE.format(shorten(shown, min(LONGEST, max(card.room - len(_FENCE), 1)))))
    return card


def _as_code(typed: str) -> str:
    """The text as it was typed, line by line, in code: nothing in it formats, links, pings or is invisible."""
    lines = filter(None, map(one_line, typed.splitlines()))
    return _FENCES.sub(lambda fence: "'" * len(fence[0]), "\n".join(lines))
