"""The slash commands: each reads its options and hands them on."""

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from msgspec.structs import replace

from bot import __version__
from bot.advise import Filters
from bot.advise.forms.complete import Completion
from bot.discord_app.core.context import Context, Interaction
from bot.discord_app.members.own import list_of, own_list
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
        "which format, at what cost, and what you do not want. Typos are fine."
    ),
    mark(
        "- `/recommend beginner math-light`\n- `/recommend free course on computer vision with pytorch, no books`\n"
        "- `/recommend the maths behind deep learning, with proofs`"
    ),
    mark(
        "The options level, math, format, cost and topic are strict; words are weighed. "
        "With `private` only you see the reply."
    ),
    mark(
        '**/ask** takes any question, such as "I finished fast.ai, what next?" or "fast.ai or the keras book?". '
        "You can also mention me, write to me directly, or choose **Answer this** from the Apps menu of a message."
    ),
    mark("**/review** tells what we know about one resource: `/review fast.ai`, `/review the goodfellow book`."),
    mark("**/compare** puts two side by side: `/compare fast.ai` and `the keras book`."),
    mark(
        "**/path** plans the way to a subject, a skill or a book in the weeks you have; "
        "**/browse** shows my whole list."
    ),
    mark(
        "**Helped me** beside a pick is your vote for it in this server. Press again to take it back. "
        "**More picks** shows you the next ones. *Not for me* below says why something did not suit you; it only "
        "refines whom I recommend it to."
    ),
    mark(
        "**/top** shows what helped this server most, **/suggest** proposes what is missing to its moderators, and "
        "**Write a review** on a verdict tells the others what you found."
    ),
    mark("**/next** says what comes after what you marked as done; **/my progress** is your list."),
    mark("**/about** says what I store and where my list comes from."),
)
WHAT_I_KNOW = mark(
    "I recommend from a curated list of {count} resources on learning deep learning, whose facts were last checked "
    "between {first} and {last}. Ratings and opinions carry their reviewer's name."
)
WHAT_I_STORE = mark(
    "**What I store:** for each vote the server, the resource, your user id and when you last pressed; what you mark "
    "as done; suggestions and reviews that you send in; what moderators decide. Of what you ask I store no word, only "
    "how often which conditions were asked for in a server. /my export gives you all about you, /my forget deletes it."
)
HOW_LONG = mark(
    "**How long:** a draft a day, a vote taken back 30 days, a declined suggestion and the counts of what was asked "
    "12 months, and all of a server 30 days after it removes me. Everything else stays until you or moderators "
    "delete it."
)
WHAT_I_SEE = mark(
    "**What I can see:** the commands and buttons you use, messages that mention me, and what you write to me "
    "directly. I cannot read the other messages of a server."
)
RUNNING = mark("-# Schema {schema} of the database. I have been running since {since}.")
LINK = mark("The link below adds me to a server. It asks for no permission at all.")


@app_commands.command(description="Resources that fit you, with reasons: say your level, maths, subject, format, cost")
@everywhere
@app_commands.describe(
    query="In your own words, such as: beginner math-light",
    level="Where you stand",
    math="The most maths you want",
    format="What it should be",
    cost="The most you would pay",
    topic="What it should be about",
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
    description="The verdict on one resource: for whom, the maths, the cost, the gripe, its state today"
)
@everywhere
@app_commands.describe(name="A title, nickname or author, such as: fast.ai", private="Show the reply only to you")
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


@app_commands.command(description="Two resources side by side, and for whom each is the one to choose")
@everywhere
@app_commands.describe(first="A title, nickname or author", second="Another one", private="Show the reply only to you")
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


@app_commands.command(description="A plan in steps to a subject, a skill or a resource, with weeks and what to build")
@everywhere
@app_commands.describe(
    goal="Where to, such as: computer vision, or ready for the goodfellow book",
    level="Where you stand",
    math="The most maths you want",
    hours="Hours a week that you have",
    weeks="Weeks that you have",
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


@app_commands.command(description="Any question on learning this, in your own words")
@everywhere
@app_commands.describe(
    question="Your history, fears and limits help, such as: I finished fast.ai, what next?",
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

    Their list is left out: the answer may be posted for everyone, and the question is somebody else's.
    """
    ctx = Context.of(interaction)
    replies = await replies_to(ctx, private=True)
    card = await replies.to_words(message.content)
    card.row([post_button(replies.say)])
    await ctx.send(card, private=True)


@app_commands.command(name="help", description="How to ask well")
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
