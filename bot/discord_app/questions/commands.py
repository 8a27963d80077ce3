"""The slash commands: each reads its options and passes them on."""

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from msgspec.structs import replace

from bot import __version__
from bot.advise import Filters
from bot.advise.forms.completions import Completion
from bot.discord_app.core.context import Context, Interaction
from bot.discord_app.members.own_list import list_of, own_list
from bot.discord_app.questions.buttons import post_button
from bot.discord_app.questions.cards import message_card
from bot.discord_app.questions.replies import replies_to
from bot.discord_app.servers.retention import on_day
from bot.discord_app.ui.invite import invite
from bot.discord_app.ui.options import CostOption, FormatOption, LevelOption, MathOption, TopicOption
from bot.discord_app.ui.places import everywhere
from bot.language import mark

LONGEST_OPTION = 6000

HELP = (
    mark("## How to ask me"),
    mark(
        "**/recommend** takes your own words: where you stand, how much maths you like, what you want to learn, in "
        "which format, at what cost, and what you don't want. Typos are fine."
    ),
    mark(
        "- `/recommend beginner math-light`\n- `/recommend free course on computer vision with pytorch, no books`\n"
        "- `/recommend the maths behind deep learning, with proofs`"
    ),
    mark(
        "The options level, math, format, cost and topic are strict; your words are weighed. With `private`, only "
        "you see the reply."
    ),
    mark(
        '**/ask** takes any question, such as "I finished fast.ai, what next?" or "fast.ai or the keras book?". '
        "You can also mention me, message me directly, or choose **Answer this** from the Apps menu of a message."
    ),
    mark("**/review** gives you the verdict on one resource: `/review fast.ai`, `/review the goodfellow book`."),
    mark("**/compare** puts two side by side: `/compare fast.ai` and `the keras book`."),
    mark(
        "**/path** makes a plan for a subject, a skill or a book in the weeks you have; **/browse** shows my whole "
        "list."
    ),
    mark(
        "**Helped me** beside a pick is your vote for it in this server; press again to take it back. **More "
        "picks** shows you the next ones. *Not for me* below tells me why something didn't suit you; it only "
        "refines who I recommend it to."
    ),
    mark(
        "**/top** shows what helped this server most, **/suggest** sends its moderators what is missing, and "
        "**Write a review** on a verdict tells the others what you think."
    ),
    mark("**/next** shows what comes after what you've done; **/my progress** is your list."),
    mark("**/about** says what I store and where my list comes from."),
)
WHAT_I_KNOW = mark(
    "I recommend from a curated list of {count} resources for learning deep learning. Facts were last checked "
    "between {first} and {last}; ratings and opinions carry their reviewer's name."
)
WHAT_I_STORE = mark(
    "**What I store:** your votes (server, resource, your user id, when you last pressed); what you mark as done; "
    "suggestions and reviews you send in; what moderators decide. I don't store what you ask, only how often each "
    "combination of conditions was asked for in a server. /my export gives you everything about you, /my forget "
    "deletes it."
)
HOW_LONG = mark(
    "**How long:** drafts for a day, votes you took back for 30 days, declined suggestions and counts of what was "
    "asked for 12 months, and everything from a server for 30 days after it removes me. The rest stays until you "
    "or moderators delete it."
)
WHAT_I_SEE = mark(
    "**What I can see:** the commands and buttons you use, messages that mention me, and what you write to me "
    "directly. I can't read a server's other messages."
)
RUNNING = mark("-# Database schema {schema}, running since {since}.")
LINK = mark("The link below adds me to a server. I need no permissions at all.")


@app_commands.command(
    description="Resources that fit you, with reasons: tell me your level, maths, subject, format, cost"
)
@everywhere
@app_commands.describe(
    query="In your own words, for example: beginner math-light",
    level="Where you stand",
    math="The most maths you want",
    format="The format you want",
    cost="The most you would pay",
    topic="The topic you want",
    private="Show the reply only to you",
)
async def recommend(
    interaction: Interaction,
    query: Range[str, 0, LONGEST_OPTION],
    level: LevelOption | None = None,
    math: MathOption | None = None,
    format: FormatOption | None = None,  # noqa: A002 - the name that members see
    cost: CostOption | None = None,
    topic: TopicOption | None = None,
    private: bool | None = None,
) -> None:
    """Answer /recommend."""
    ctx = Context.of(interaction)
    replies = await replies_to(ctx, private=private)
    filters = Filters(level, math, format, cost, topic)
    if filters == Filters():
        card = await replies.to_words(query, await own_list(ctx, private=replies.private))
    else:
        card = await replies.recommend(await replies.read(query), filters)
    await ctx.send(card, private=replies.private)


@recommend.autocomplete("query")
async def _complete_query(interaction: Interaction, current: str) -> list[Choice[str]]:
    ctx = Context.of(interaction)
    return _choices((await ctx.view()).guide.speaking(ctx.say).complete_query(current))


@app_commands.command(
    description="The verdict on one resource: who it's for, maths, cost, the gripe, and whether it's still current"
)
@everywhere
@app_commands.describe(name="A title, nickname or author, for example: fast.ai", private="Show the reply only to you")
async def review(interaction: Interaction, name: Range[str, 0, LONGEST_OPTION], private: bool | None = None) -> None:
    """Answer /review."""
    ctx = Context.of(interaction)
    replies = await replies_to(ctx, private=private)
    card = await replies.review(name, await own_list(ctx, private=replies.private))
    await ctx.send(card, private=replies.private)


@review.autocomplete("name")
async def _complete_name(interaction: Interaction, current: str) -> list[Choice[str]]:
    ctx = Context.of(interaction)
    return _choices((await ctx.view()).guide.speaking(ctx.say).complete_name(current))


@app_commands.command(description="Two resources side by side, and who should choose which")
@everywhere
@app_commands.describe(
    first="A title, nickname or author",
    second="Another title, nickname or author",
    private="Show the reply only to you",
)
async def compare(
    interaction: Interaction,
    first: Range[str, 0, LONGEST_OPTION],
    second: Range[str, 0, LONGEST_OPTION],
    private: bool | None = None,
) -> None:
    """Answer /compare."""
    ctx = Context.of(interaction)
    replies = await replies_to(ctx, private=private)
    await ctx.send(await replies.compare([first, second]), private=replies.private)


@compare.autocomplete("first")
@compare.autocomplete("second")
async def _complete_either(interaction: Interaction, current: str) -> list[Choice[str]]:
    ctx = Context.of(interaction)
    return _choices((await ctx.view()).guide.speaking(ctx.say).complete_name(current))


@app_commands.command(
    description="A step-by-step plan for a subject, a skill or a resource, with weeks and what to build"
)
@everywhere
@app_commands.describe(
    goal="What you want to reach, for example: computer vision, or ready for the goodfellow book",
    level="Where you stand",
    math="The most maths you want",
    hours="How many hours a week you have",
    weeks="How many weeks you have",
    cost="The most you would pay",
    private="Show the reply only to you",
)
async def path(
    interaction: Interaction,
    goal: Range[str, 0, LONGEST_OPTION],
    level: LevelOption | None = None,
    math: MathOption | None = None,
    hours: Range[float, 0.5, 80.0] | None = None,
    weeks: Range[float, 1.0, 260.0] | None = None,
    cost: CostOption | None = None,
    private: bool | None = None,
) -> None:
    """Answer /path: from what the member has marked as done to the goal."""
    ctx = Context.of(interaction)
    replies = await replies_to(ctx, private=private)
    said = await replies.read(goal)
    query = replace(said, intent="path", hours_per_week=hours or said.hours_per_week, weeks=weeks or said.weeks)
    progress = await list_of(ctx.services, ctx.member)
    card = await replies.path(query, Filters(level, math, None, cost), progress)
    await ctx.send(card, private=replies.private)


@app_commands.command(description="Ask anything about learning machine learning, in your own words")
@everywhere
@app_commands.describe(
    question="Say what you know and what holds you back, for example: I finished fast.ai, what next?",
    private="Show the reply only to you",
)
async def ask(interaction: Interaction, question: Range[str, 0, LONGEST_OPTION], private: bool | None = None) -> None:
    """Answer /ask."""
    ctx = Context.of(interaction)
    replies = await replies_to(ctx, private=private)
    card = await replies.to_words(question, await own_list(ctx, private=replies.private))
    await ctx.send(card, private=replies.private)


@app_commands.context_menu(name="Answer this")
@everywhere
async def answer_this(interaction: Interaction, message: discord.Message) -> None:
    """Answer the question in a message, first to the member who asked for it.

    The member's list is left out: the answer may be posted for everyone, and the question is somebody else's.
    """
    ctx = Context.of(interaction)
    replies = await replies_to(ctx, private=True)
    card = await replies.to_words(message.content)
    card.row([post_button(replies.say)])
    await ctx.send(card, private=True)


@app_commands.command(name="help", description="How to ask me")
@everywhere
async def help_(interaction: Interaction) -> None:
    """Answer /help."""
    ctx = Context.of(interaction)
    say = ctx.say
    await ctx.send(message_card(*(say(block) for block in HELP)), private=True)


@app_commands.command(description="What I am, what I store, and how to add me to a server")
@everywhere
async def about(interaction: Interaction) -> None:
    """Answer /about."""
    ctx = Context.of(interaction)
    say, services = ctx.say, ctx.services
    checked = [resource.verified.date for resource in services.servers.guide.catalogue]
    lines = (
        f"## DL Guide {__version__}",
        say(RUNNING, schema=services.schema, since=on_day(int(services.began))),
        say(WHAT_I_KNOW, count=len(checked), first=min(checked), last=max(checked)),
        *(say(text) for text in (WHAT_I_STORE, HOW_LONG, WHAT_I_SEE, LINK)),
    )
    await ctx.send(
        message_card(*lines, link=(say("Add me to a server"), invite(ctx.bot.application_id or 0))),
        private=True,
    )


Command = app_commands.Command[Any, ..., None] | app_commands.ContextMenu
COMMANDS: tuple[Command, ...] = (ask, answer_this, recommend, review, compare, path, help_, about)


def _choices(completions: list[Completion]) -> list[Choice[str]]:
    return [Choice(name=completion.shown, value=completion.value) for completion in completions]
