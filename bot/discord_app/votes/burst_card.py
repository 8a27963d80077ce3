"""Bursts of votes as moderators see them: what happened, and buttons to count the votes or drop them."""

import logging
import re
from collections.abc import Iterator
from typing import Any, Literal, Self, cast

import discord
from discord import ui

from bot.catalogue import Catalogue
from bot.catalogue.server_entries import is_own
from bot.discord_app.core.delivery import edit, tell, whisper
from bot.discord_app.core.dispatch import guarded
from bot.discord_app.core.interaction import Interaction
from bot.discord_app.moderation.moderators import NOT_A_MODERATOR, may_moderate
from bot.discord_app.questions.buttons import ID, is_private
from bot.discord_app.servers.views import ServerView
from bot.discord_app.ui.card import Card
from bot.discord_app.ui.text import label
from bot.language import ENGLISH, Language, mark
from bot.store import Flag, Store

log = logging.getLogger(__name__)

Outcome = Literal["counted", "dropped"]
ACTIONS: dict[Outcome, str] = {"counted": mark("Count them"), "dropped": mark("Drop them")}
OUTCOMES: dict[str, str] = {
    "counted": mark("**Counted** by {who}. These votes count now like all others."),
    "dropped": mark("**Dropped** by {who}. These votes are deleted; what was voted before the burst is as it was."),
}
WHAT_TO_DO = mark(
    "Until you decide, votes for it by members who had none before are kept but do not count, and the ranking stays "
    "as it was. Count them if these look like your members; drop them if they do not."
)
NOTHING_HELD = mark(
    "Most of them may not vote here, so nothing is held, and votes of those who may count as always. Either button "
    "puts this aside."
)
NOT_WAITING = mark("Those votes are no longer waiting for a decision.")
ALREADY = mark("{who} was first: that is decided already.")


class FlagButton(
    ui.DynamicItem[ui.Button[Any]], template=rf"flag:1:(?P<state>counted|dropped):(?P<id>{ID}):(?P<at>\d{{1,12}})"
):
    """Decides on the votes of a burst, for moderators of the server that it is pressed in."""

    def __init__(self, state: Outcome, resource_id: str, opened_at: int, say: Language = ENGLISH) -> None:
        style = discord.ButtonStyle.primary if state == "counted" else discord.ButtonStyle.danger
        custom_id = f"flag:1:{state}:{resource_id}:{opened_at}"
        super().__init__(ui.Button(label=say(ACTIONS[state]), style=style, custom_id=custom_id))
        self.state, self.resource_id, self.opened_at = state, resource_id, opened_at

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """The button that was pressed, read from its id alone."""
        return cls(cast("Outcome", match["state"]), match["id"], int(match["at"]))

    @guarded
    async def callback(self, interaction: Interaction) -> None:
        """Decide, unless somebody was first, and show on the card what was decided and by whom."""
        client = interaction.client
        replies = await client.replies(interaction, private=is_private(interaction))
        view, catalogue = replies.view, replies.guide.catalogue
        if view.id is None or not may_moderate(interaction, view.settings):
            await tell(interaction, NOT_A_MODERATOR)
            return
        known = catalogue.get(self.resource_id)
        id_ = known.id if known else self.resource_id  # a flag follows an entry that a curator renamed
        decision = await client.store.flags.decide(view.id, id_, self.opened_at, self.state, interaction.user.id)
        if decision is None:
            await tell(interaction, NOT_WAITING)
            return
        if decision.first:
            client.voting.bursts.settle(view.id, id_)
            client.servers.changed(view.id)
            log.info("The burst for %s in server %s is %s", id_, view.id, decision.flag.state)
        await edit(interaction, flag_card(decision.flag, catalogue, replies.say))
        if not decision.first:
            say = client.own_language(interaction)
            said = say(ALREADY, who=_who(decision.flag, say))
            await whisper(interaction, said)


FLAG_ITEMS: tuple[type[ui.DynamicItem[Any]], ...] = (FlagButton,)


async def flag_cards(store: Store, view: ServerView, say: Language = ENGLISH) -> list[Card]:
    """A card for each burst that waits for the moderators of this server, the oldest first.

    Each is a message of its own: a decision changes the message that its button is on. Raises `StoreUnavailable`.
    """
    waiting = await store.flags.waiting(view.id) if view.id is not None else []
    return [flag_card(flag, view.guide.catalogue, say) for flag in waiting]


def flag_card(flag: Flag, catalogue: Catalogue, say: Language = ENGLISH) -> Card:
    """A burst with what can be done about it, or with what was decided and by whom."""
    card = Card()
    card.text(f"## {say('Many votes at once')}", *_burst_lines(flag, catalogue, say))
    if flag.state == "open":
        card.text(say(WHAT_TO_DO if flag.holds else NOTHING_HELD))
        card.row([FlagButton(state, flag.resource_id, flag.opened_at, say) for state in ACTIONS])
    else:
        card.text(say(OUTCOMES[flag.state], who=_who(flag, say)))
    return card


def _who(flag: Flag, say: Language) -> str:
    """Who decided; nobody by name where they had themselves forgotten."""
    return f"<@{flag.decided_by}>" if flag.decided_by else say("a moderator")


def _burst_lines(flag: Flag, catalogue: Catalogue, say: Language) -> Iterator[str]:
    entry = catalogue.get(flag.resource_id)
    unlisted = say("A suggestion that waits for your decision") if is_own(flag.resource_id) else flag.resource_id
    yield f"**[{label(entry.title)}]({entry.url})**" if entry else f"**{unlisted}**"
    yield say.counted(
        "{members} members pressed to vote for it within {count} minute, which is unusual. I noticed it on {when}.",
        "{members} members pressed to vote for it within {count} minutes, which is unusual. I noticed it on {when}.",
        max((flag.opened_at - flag.since) // 60, 1),
        members=flag.attempts,
        when=f"<t:{flag.opened_at}:f>",
    )
    if flag.state == "open" or flag.votes:
        yield f"**{say('Votes held:')}** {flag.votes}"
