"""The slash commands: each reads its options and passes them on."""

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from msgspec.structs import replace

from bot.advise import Filters
from bot.advise.forms.completions import Completion
from bot.discord_app.conversation.message_text import is_of_other, text_of
from bot.discord_app.core.context import Context, Interaction
from bot.discord_app.members.own_list import is_alone, list_of, own_list
from bot.discord_app.questions.buttons import post_button
from bot.discord_app.questions.replies import replies_to
from bot.discord_app.ui.options import CostOption, FormatOption, LevelOption, MathOption, TopicOption
from bot.discord_app.ui.places import everywhere
from bot.language import mark

LONGEST_OPTION = 6000
NO_TEXT = mark("There is no text in that message, and I can read nothing else.")


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
    alone = is_alone(ctx, private=replies.private)
    card = await replies.path_to(goal, query, Filters(level, math, None, cost), progress, alone=alone)
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

    The member's list is left out: the answer may be posted for everyone, and the question is somebody else's. So a
    model is only asked where it is their own.
    """
    ctx = Context.of(interaction)
    text = text_of(message)
    if not text.strip():
        await ctx.tell(NO_TEXT)
        return
    replies = await replies_to(ctx, private=True)
    card = await replies.to_words(text, of_other=is_of_other(message, ctx.member))
    card.row([post_button(replies.say)])
    await ctx.send(card, private=True)


Command = app_commands.Command[Any, ..., None] | app_commands.ContextMenu
COMMANDS: tuple[Command, ...] = (ask, answer_this, recommend, review, compare, path)


def _choices(completions: list[Completion]) -> list[Choice[str]]:
    return [Choice(name=completion.shown, value=completion.value) for completion in completions]
