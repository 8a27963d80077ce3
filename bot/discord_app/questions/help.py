"""/help and /about, and the buttons that show at a press what the bot can do."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from discord import app_commands, ui

from bot import __version__
from bot.discord_app.core.context import Context, Interaction
from bot.discord_app.core.persistent import persistent
from bot.discord_app.members.own_list import own_list
from bot.discord_app.members.progress import progress
from bot.discord_app.moderation.access import may_moderate
from bot.discord_app.moderation.settings import settings
from bot.discord_app.questions.cards import message_card
from bot.discord_app.questions.hello import EXAMPLES, try_buttons
from bot.discord_app.questions.replies import replies_to
from bot.discord_app.servers.views import ServerView
from bot.discord_app.ui.invite import invite
from bot.discord_app.ui.places import everywhere
from bot.discord_app.ui.text import plain
from bot.language import Language, mark

HELP = (
    mark("## How to ask me"),
    mark(
        "Say where you stand and what you want, in your own words: with `/ask`, a mention or a direct message. "
        "Mention me in a reply to my answer to go on."
    ),
    mark(
        "- `/recommend` picks for you, `/review` judges one, `/compare` two\n"
        "- `/path` makes a plan, `/next` goes on from what you've done\n"
        "- `/browse` has my whole list, `/top` what members found helpful\n"
        "- `/suggest` sends in what's missing"
    ),
    mark("-# `/my progress` shows your list, `/about` what I store."),
)
WHERE_FROM = mark(
    "**My list** has {count} resources. Curators checked the facts between {first} and {last}. Ratings and "
    "opinions name their reviewer; what this server's members added is marked as theirs."
)
WHAT_I_STORE = mark(
    "**What I store about you:** your votes, your list, your suggestions and reviews. I don't store your "
    "questions, I only count what is asked for, without names. `/my export` gives you all of it, `/my "
    "forget` deletes it."
)
WHAT_I_SEE = mark(
    "**What I can see:** commands, my buttons, messages that mention me, and direct messages to me. Nothing else."
)
WHAT_IS_WRONG = mark(
    "**Something missing?** Send it in with `/suggest`. **Something wrong?** Say so in a review, or tell this server's "
    "moderators: they can hide it."
)
WHERE_QUESTIONS_GO = mark(
    "**A language model** ({name}, {where}) writes my replies where moderators turned it on{direct}. It gets the "
    "question without mentions and ids, my last answer and my notes. I check what it writes before I show it."
)
ON_HERE, OFF_HERE = mark("In this server it is on."), mark("In this server it is off.")
ADD_ME = mark("-# DL Guide {version}. I need no permissions in a server.")

BUTTONS: Mapping[str, str] = {
    "ask": EXAMPLES["ask"].label,
    "list": mark("Your list"),
    "settings": mark("Server settings"),
}


def help_button(what: str, say: Language) -> ui.Button[Any]:
    """An example answer, one's own list or the server's settings, for the member who presses and nobody else."""
    return ui.Button(label=say(BUTTONS[what]), custom_id=f"help:1:{what}")


@persistent(rf"help:1:(?P<what>{'|'.join(BUTTONS)})", reads=True)
async def show(ctx: Context, what: str) -> None:
    """Do what the command of this button does, which itself asks who may."""
    doing: Mapping[str, Callable[..., Awaitable[None]]] = {
        "ask": _example, "list": progress.callback, "settings": settings.callback,
    }  # fmt: skip
    await doing[what](ctx.interaction)


async def _example(interaction: Interaction) -> None:
    ctx = Context.of(interaction)
    replies = await replies_to(ctx, private=True)
    await ctx.send(await replies.to_words(EXAMPLES["ask"].question, await own_list(ctx, private=True)), private=True)


@app_commands.command(name="help", description="How to ask me")
@everywhere
async def help_(interaction: Interaction) -> None:
    """Answer /help."""
    ctx = Context.of(interaction)
    say, view = ctx.say, await ctx.view()
    card = message_card(*(say(block) for block in HELP))
    card.row(try_buttons(say, "ask", "path", "compare"))
    moderates = view.id is not None and may_moderate(ctx, view.settings)
    suggest = try_buttons(say, "suggest") if view.id else []
    card.row([*suggest, *(help_button(what, say) for what in ("list", *(("settings",) if moderates else ())))])
    await ctx.send(card, private=True)


@app_commands.command(description="What I store, where my list comes from, and how to add me to a server")
@everywhere
async def about(interaction: Interaction) -> None:
    """Answer /about."""
    ctx = Context.of(interaction)
    say = ctx.say
    checked = [resource.verified.date for resource in ctx.services.servers.guide.catalogue]
    lines = (
        say(WHERE_FROM, count=len(checked), first=min(checked), last=max(checked)),
        *(say(text) for text in (WHAT_I_STORE, WHAT_I_SEE)),
        *_where_questions_go(ctx, await ctx.view()),
        say(WHAT_IS_WRONG),
        say(ADD_ME, version=__version__),
    )
    link = say("Add to server"), invite(ctx.bot.application_id or 0)
    await ctx.send(message_card(*lines, link=link), private=True)


def _where_questions_go(ctx: Context, view: ServerView) -> list[str]:
    """Which language model gets questions, and whether it does here; nothing where there is none."""
    writer, say = ctx.services.writer, ctx.say
    if writer is None:
        return []
    model, direct = writer.model, say(" and in direct messages") if writer.model.direct else ""
    where = say("on the bot's own machine") if model.is_local else say("at {host}", host=model.host)
    here = "" if view.id is None else say(ON_HERE if view.settings.model else OFF_HERE)
    return [f"{say(WHERE_QUESTIONS_GO, name=plain(model.name, 60), where=where, direct=direct)} {here}".strip()]


HELP_COMMANDS: tuple[app_commands.Command[Any, ..., None], ...] = (help_, about)
