"""/top: what the members of a server found most helpful."""

import asyncio
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from discord import app_commands
from discord.app_commands import Transform

from bot.advise.wording.terms import known_facts, topic_name
from bot.catalogue import Resource
from bot.catalogue.allowed_values import Choice, Topic
from bot.community.top import PERIODS, Helpful, Period, most_helpful, since
from bot.discord_app.core.context import Context, Interaction
from bot.discord_app.questions.buttons import post_button, verdict_button
from bot.discord_app.questions.cards import sources
from bot.discord_app.questions.replies import replies_to
from bot.discord_app.ui.card import Card
from bot.discord_app.ui.options import TopicOption, Word
from bot.discord_app.ui.places import everywhere
from bot.discord_app.ui.text import label, shorten, shown
from bot.discord_app.votes.top_picture import HEADING, chart
from bot.language import Language, mark
from bot.store import Store

if TYPE_CHECKING:
    PeriodOption: TypeAlias = Period
else:
    PeriodOption = Transform[Period, Word(PERIODS)]

PICTURE = "top.png"
TITLE, SHORT_TITLE = 80, 30
SPAN: Mapping[Period, str] = {
    "week": mark("In the last 7 days"),
    "month": mark("In the last 30 days"),
    "year": mark("In the last 365 days"),
    "all": mark("Since the first vote"),
}
ORDER = mark("A few votes count for little; on a tie, the curator's favourite comes first.")
NO_VOTES = mark("No votes here yet. Press **Helpful** beside any pick: that's your vote, and it counts in this server.")
NEEDS_A_SERVER = mark("/top shows what a server's members found helpful: please use it in a server I'm in.")


@app_commands.command(description="What this server's members found most helpful")
@everywhere
@app_commands.describe(period="Which period to show", topic="The topic you want", private="Show the reply only to you")
async def top(
    interaction: Interaction,
    period: PeriodOption = "all",
    topic: TopicOption | None = None,
    private: bool | None = None,
) -> None:
    """Answer /top."""
    ctx = Context.of(interaction)
    replies = await replies_to(ctx, private=private)
    view, say = replies.view, replies.say
    if view.id is None:
        await ctx.tell(NEEDS_A_SERVER)
        return
    votes = await votes_of(ctx.store, view.id, period, view.voice.counts)
    found = most_helpful(view.guide.index, votes, topic)
    scope = scope_of(period, topic, say)
    picture = await asyncio.to_thread(chart, found, scope, say) if found else None  # nobody else waits for it
    card = top_card(found, scope, picture, view.voice.pinned, say=say)
    card.row([post_button(say)] if replies.private and found else [])
    if not interaction.app_permissions.attach_files:
        card.drop_pictures(told=True)
    await ctx.send(card, private=replies.private)


async def votes_of(
    store: Store, server: int, period: Period, known: Mapping[str, Mapping[Choice, int]]
) -> Mapping[str, Mapping[Choice, int]]:
    """The votes of a server in a period. `known` has those of all time, as far as they could be read.

    Raises `StoreUnavailable` rather than claiming that nobody voted.
    """
    moment = since(period, store.now())
    if moment is None:
        return known or await store.votes.counts(server)
    return await store.rankings.since(server, moment)


def scope_of(period: Period, topic: Topic | None, say: Language) -> str:
    """Which votes are counted, as a sentence."""
    span = say(SPAN[period])
    return say("{span}, about {subject}.", span=span, subject=topic_name(topic, say)) if topic else f"{span}."


def top_card(
    found: Sequence[Helpful],
    scope: str,
    picture: tuple[bytes, str] | None,
    pinned: Collection[str] = (),
    *,
    say: Language,
) -> Card:
    """The entries with their numbers below the picture, each with a button that opens its verdict.

    `picture` is the file and its description; `pinned` has the ids of what moderators put first.
    """
    card = Card()
    card.text(f"## {say(HEADING)}", scope, f"-# {say(ORDER)}" if found else say(NO_VOTES))
    if picture:
        card.picture(PICTURE, *picture)
    for number, item in enumerate(found, 1):
        said = " ".join(_said(item, item.resource.id in pinned, say))
        lines = [said, _facts(item.resource, say)]
        room = card.room // (len(found) - number + 1) - sum(len(line) + 1 for line in lines)
        card.section(verdict_button(item.resource.id, say), _title(number, item.resource, room), *lines)
    if found:
        card.foot(sources((item.resource for item in found), say))
    return card


def _title(number: int, entry: Resource, room: int) -> str:
    """The title as a link, if its address leaves room; the verdict has it in any case."""
    left = room - len(f"**{number}. []({entry.url})**")
    title = label(shorten(entry.title, max(min(left, TITLE), SHORT_TITLE)))
    if len(title) > left:
        return f"**{number}. {shown(shorten(entry.title, TITLE))}**"
    return f"**{number}. [{title}]({entry.url})**"


def _said(item: Helpful, pinned: bool, say: Language) -> Iterator[str]:
    yield say.counted("{count} member here found it helpful.", "{count} members here found it helpful.", item.helped)
    if item.outdated:
        yield say.counted("{count} says it is outdated.", "{count} say it is outdated.", item.outdated)
    if item.few:
        yield say("Only a few have voted so far.")
    if pinned:
        yield say("Pinned by the moderators.")


def _facts(entry: Resource, say: Language) -> str:
    return f"-# {' · '.join(known_facts(entry, say))}" if known_facts(entry, say) else ""
