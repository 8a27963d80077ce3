"""The slash commands: each reads its options and hands them on."""

from dataclasses import replace
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice, Range

from bot import __version__
from bot.advise import Filters
from bot.advise.complete import Completion
from bot.catalogue.vocabulary import Cost, Format, Level, Math, Topic
from bot.discord_app.buttons import PostButton, send
from bot.discord_app.cards import message_card
from bot.discord_app.interaction import Interaction
from bot.discord_app.own import own_list
from bot.discord_app.places import everywhere

LONGEST_OPTION = 6000

HELP = (
    "## How to ask me",
    "**/recommend** takes your own words: where you stand, how much maths you like, what you want to learn, in "
    "which format, at what cost, and what you do not want. Typos are fine.",
    "- `/recommend beginner math-light`\n- `/recommend free course on computer vision with pytorch, no books`\n"
    "- `/recommend the maths behind deep learning, with proofs`",
    "The options level, math, format, cost and topic are strict; words are weighed. "
    "With `private` only you see the reply.",
    '**/ask** takes any question, such as "I finished fast.ai, what next?" or "fast.ai or the keras book?". '
    "You can also mention me, write to me directly, or choose **Answer this** from the Apps menu of a message.",
    "**/review** tells what we know about one resource: `/review fast.ai`, `/review the goodfellow book`.",
    "**/compare** puts two side by side: `/compare fast.ai` and `the keras book`.",
    "**/path** plans the way to a subject, a skill or a book in the weeks you have; **/browse** shows my whole list.",
    "**Helped me** beside a pick is your vote for it in this server. Press again to take it back. "
    "**More picks** shows you the next ones.",
    "**/next** says what comes after what you marked as done; **/my progress** is your list.",
    "**/about** says what I store and where my list comes from.",
)


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
    level: Level | None = None,
    math: Math | None = None,
    format: Format | None = None,  # noqa: A002 - the name that members see
    cost: Cost | None = None,
    topic: Topic | None = None,
    private: bool = False,
) -> None:
    """Answer /recommend."""
    client = interaction.client
    filters, server = Filters(level, math, format, cost, topic), client.server_of(interaction.guild_id)
    if filters == Filters():
        card = await client.replies.to_words(query, server, await own_list(interaction, private=private))
    else:
        card = await client.replies.recommend(client.guide.parse(query), filters, server)
    await send(interaction, card, private=private)


@recommend.autocomplete("query")
async def _complete_query(interaction: Interaction, current: str) -> list[Choice[str]]:
    return _choices(interaction.client.guide.complete_query(current))


@app_commands.command(
    description="The verdict on one resource: for whom, the maths, the cost, the gripe, its state today"
)
@everywhere
@app_commands.describe(name="A title, nickname or author, such as: fast.ai", private="Show the reply only to you")
async def review(interaction: Interaction, name: Range[str, 0, LONGEST_OPTION], private: bool = False) -> None:
    """Answer /review."""
    client = interaction.client
    progress = await own_list(interaction, private=private)
    card = await client.replies.review(name, client.server_of(interaction.guild_id), progress)
    await send(interaction, card, private=private)


@review.autocomplete("name")
async def _complete_name(interaction: Interaction, current: str) -> list[Choice[str]]:
    return _choices(interaction.client.guide.complete_name(current))


@app_commands.command(description="Two resources side by side, and for whom each is the one to choose")
@everywhere
@app_commands.describe(first="A title, nickname or author", second="Another one", private="Show the reply only to you")
async def compare(
    interaction: Interaction,
    first: Range[str, 0, LONGEST_OPTION],
    second: Range[str, 0, LONGEST_OPTION],
    private: bool = False,
) -> None:
    """Answer /compare."""
    client = interaction.client
    card = await client.replies.compare([first, second], client.server_of(interaction.guild_id))
    await send(interaction, card, private=private)


@compare.autocomplete("first")
@compare.autocomplete("second")
async def _complete_either(interaction: Interaction, current: str) -> list[Choice[str]]:
    return _choices(interaction.client.guide.complete_name(current))


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
    level: Level | None = None,
    math: Math | None = None,
    hours: Range[float, 0.5, 80.0] | None = None,
    weeks: Range[float, 1.0, 260.0] | None = None,
    cost: Cost | None = None,
    private: bool = False,
) -> None:
    """Answer /path: from what the member has marked as done to the goal."""
    client = interaction.client
    said = client.guide.parse(goal)
    query = replace(said, intent="path", hours_per_week=hours or said.hours_per_week, weeks=weeks or said.weeks)
    progress = await client.store.progress.of(interaction.user.id)
    filters, server = Filters(level, math, None, cost), client.server_of(interaction.guild_id)
    card = await client.replies.path(query, filters, progress, server)
    await send(interaction, card, private=private)


@app_commands.command(description="Any question on learning this, in your own words")
@everywhere
@app_commands.describe(
    question="Your history, fears and limits help, such as: I finished fast.ai, what next?",
    private="Show the reply only to you",
)
async def ask(interaction: Interaction, question: Range[str, 0, LONGEST_OPTION], private: bool = False) -> None:
    """Answer /ask."""
    client = interaction.client
    progress = await own_list(interaction, private=private)
    card = await client.replies.to_words(question, client.server_of(interaction.guild_id), progress)
    await send(interaction, card, private=private)


@app_commands.context_menu(name="Answer this")
@everywhere
async def answer_this(interaction: Interaction, message: discord.Message) -> None:
    """Answer the question in a message, first to the member who asked for it.

    Their list is left out: the answer may be posted for everyone, and the question is somebody else's.
    """
    client = interaction.client
    card = await client.replies.to_words(message.content, client.server_of(interaction.guild_id))
    card.row([PostButton()])
    await send(interaction, card, private=True)


@app_commands.command(name="help", description="How to ask well")
@everywhere
async def help_(interaction: Interaction) -> None:
    """Answer /help."""
    await send(interaction, message_card(*HELP), private=True)


@app_commands.command(description="What I am, what I store, and how to add me to a server")
@everywhere
async def about(interaction: Interaction) -> None:
    """Answer /about."""
    catalogue = interaction.client.guide.catalogue
    checked = [resource.verified.date for resource in catalogue]
    invite = discord.utils.oauth_url(
        interaction.client.application_id or 0, permissions=discord.Permissions.none(),
        scopes=("bot", "applications.commands"),
    )  # fmt: skip
    since = f"on {max(checked)}" if min(checked) == max(checked) else f"between {min(checked)} and {max(checked)}"
    lines = (
        f"## DL Guide {__version__}",
        f"I recommend from a curated list of {len(catalogue)} resources on learning deep learning, whose facts were "
        f"last checked {since}. Ratings and opinions carry their reviewer's name.",
        "**What I store:** for each vote the server, the resource, your user id and when you last pressed, so that "
        "one member has one vote, and what you mark as done. A vote taken back no longer counts. I store nothing of "
        "what you type. /my export shows all of it, /my forget deletes it.",
        "**What I can see:** the commands and buttons you use, messages that mention me, and what you write to me "
        "directly. I cannot read the other messages of a server.",
        "The link below adds me to a server. It asks for no permission at all.",
    )
    await send(interaction, message_card(*lines, link=("Add me to a server", invite)), private=True)


Command = app_commands.Command[Any, ..., None] | app_commands.ContextMenu
COMMANDS: tuple[Command, ...] = (ask, answer_this, recommend, review, compare, path, help_, about)


def _choices(completions: list[Completion]) -> list[Choice[str]]:
    return [Choice(name=completion.shown, value=completion.value) for completion in completions]
