"""From a press to a vote: what every vote goes through, whichever button or menu it came from.

A press is watched for bursts first, also where a gate then refuses it; what a member takes back, they always may.
"""

import logging
from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

from discord import ui

from bot.catalogue.server_entries import is_own
from bot.catalogue.vocabulary import Choice
from bot.community.bursts import Bursts
from bot.community.gates import Refusal
from bot.discord_app.core.delivery import edited, tell
from bot.discord_app.core.faults import in_passing
from bot.discord_app.core.interaction import Interaction
from bot.discord_app.core.observer import VoteOutcome
from bot.discord_app.moderation.moderators import post_to_moderators
from bot.discord_app.questions.buttons import is_private, vote_id, vote_label
from bot.discord_app.servers.retention import may_vote_again
from bot.discord_app.servers.views import ServerView
from bot.discord_app.votes.burst_card import flag_card
from bot.discord_app.votes.eligibility import refused_to, tell_refusal
from bot.language import Language, mark
from bot.store import Ballot

if TYPE_CHECKING:
    from bot.discord_app.questions.replies import Replies

log = logging.getLogger(__name__)

Press = tuple[int, str, int]
"""The server, what is voted for, and who presses."""

MOST_UNTOLD = 1000
UNTOLD_SECONDS = 600.0
"""How long whoever could not be told presses again to be told: later they mean what the button says."""
HOUR, MOST_CARDS = 3600, 5
"""So many bursts of a server are posted to its moderators within an hour."""
VOTES_NEED_A_SERVER = mark("Votes belong to a server: press this button in one that I am a member of.")
GONE = mark("That entry is no longer in my list, so it cannot be voted for. Ask again with /recommend.")
THANKS = mark("Thank you. Your vote counts in this server; press again to take it back.")
NOTED = mark(
    "Thank you. This only refines whom I recommend it to and takes nothing from its standing; choose it again to take "
    "it back."
)
HELD = mark(
    "Thank you. Many votes for it came at once, so moderators of this server look at them first. Yours is kept and "
    "counts once they agree."
)
TAKEN_BACK = mark("Your vote is taken back.")


class Untold(NamedTuple):
    """What a press led to, of which the member could not be told then."""

    choice: Choice
    ballot: "Ballot"
    since: float


class Voting:
    """Takes the votes of all servers. `bursts` watches the presses."""

    def __init__(self, bursts: Bursts) -> None:
        self.bursts = bursts
        self._untold: OrderedDict[Press, Untold] = OrderedDict()

    async def press(
        self, interaction: Interaction, resource_id: str, choice: Choice, shown: ui.View | ui.LayoutView | None
    ) -> None:
        """Cast this choice or take it back, show the new count on the message and say to the member what happened.

        `shown` is the message that was pressed on, as discord.py made it anew.
        """
        if shown:
            shown.stop()  # so that it is not kept in memory: the next press finds its way by the id alone
        replies = await interaction.client.replies(interaction, private=is_private(interaction))
        if replies.view.id is None:
            await tell(interaction, VOTES_NEED_A_SERVER)
            return
        id_ = await self._voted_for(interaction, replies.view, resource_id)
        if id_ is None:
            interaction.client.observer.voted("gone")
            await tell(interaction, GONE)
        else:
            await self._take(interaction, replies, id_, resource_id, choice, shown)

    async def _take(
        self,
        interaction: Interaction,
        replies: "Replies",
        id_: str,
        pressed: str,
        choice: Choice,
        shown: ui.View | ui.LayoutView | None,
    ) -> None:
        server = replies.view.id or 0
        refused, again = refused_to(interaction, replies.view), await may_vote_again(interaction, server)
        flagged = await self._watch(interaction, server, id_, admitted=again and refused is None)
        untold = self._untold_of(interaction, server, id_, choice)
        ballot = (untold or await self._cast(interaction, server, id_, choice, refused)) if again else None
        if not again:
            interaction.client.observer.voted("refused")
        try:
            if ballot:
                show_count(shown, pressed, ballot.votes, replies.say)
                await self._tell(interaction, ballot, id_, choice, shown)
        finally:
            if flagged:
                await _post(interaction, server, id_)

    async def _tell(
        self,
        interaction: Interaction,
        ballot: Ballot,
        id_: str,
        choice: Choice,
        shown: ui.View | ui.LayoutView | None,
    ) -> None:
        """Show the new count, and say what the press led to. Whoever cannot be told will press again: that press then
        tells what became of this one, and takes nothing back.
        """
        try:
            await edited(interaction, shown)
            await tell(interaction, _outcome(ballot, choice))
        except BaseException:
            press = interaction.guild_id or 0, id_, interaction.user.id
            self._untold[press] = Untold(choice, ballot, interaction.client.store.now())
            while len(self._untold) > MOST_UNTOLD:
                self._untold.popitem(last=False)
            raise

    def _untold_of(self, interaction: Interaction, server: int, id_: str, choice: Choice) -> Ballot | None:
        """What became of this member's last press on the same, if they could not be told just now."""
        untold = self._untold.pop((server, id_, interaction.user.id), None)
        if untold is None or untold.choice != choice:
            return None
        return untold.ballot if interaction.client.store.now() - untold.since < UNTOLD_SECONDS else None

    @staticmethod
    async def _voted_for(interaction: Interaction, view: ServerView, resource_id: str) -> str | None:
        """The id that a vote goes to, if there is one: an entry may have been renamed, and a suggestion merged."""
        if resource := view.guide.catalogue.get(resource_id):
            return resource.id
        found = await interaction.client.store.suggestions.voted_for(view.id or 0, resource_id)
        if found is None or is_own(found):
            return found
        merged = view.guide.catalogue.get(found)
        return merged.id if merged else None

    async def _watch(self, interaction: Interaction, server: int, resource_id: str, *, admitted: bool) -> bool:
        """Take note of the press. Whether it opened a flag: then votes are held from this very press on, if those who
        may vote are enough for a burst themselves. Others cannot have votes held, or the gates would be of no use.
        """
        client, store = interaction.client, interaction.client.store
        burst = self.bursts.press(server, resource_id, interaction.user.id, store.now(), admitted=admitted)
        if burst is None:
            return False
        holds = burst.admitted >= self.bursts.limit.members
        if not await store.flags.open(server, resource_id, burst.since, burst.members, holds=holds):
            return False
        client.servers.changed(server)
        log.warning("A burst of votes for %s in server %s: %s members", resource_id, server, burst.members)
        return True

    @staticmethod
    async def _cast(
        interaction: Interaction, server: int, resource_id: str, choice: Choice, refused: Refusal | None
    ) -> Ballot | None:
        """What the press led to; None where the member may not vote and has been told why."""
        client, member = interaction.client, interaction.user.id
        cast = client.store.votes.take_back if refused else client.store.votes.toggle
        ballot = await cast(server, resource_id, member, choice)
        if ballot:
            client.servers.voted(server)
            client.observer.voted(_kind(ballot))
            log.info("A vote for %s in server %s: %s now", resource_id, server, ballot.votes)
        elif refused:
            client.observer.voted("refused")
            await tell_refusal(interaction, refused)
        else:  # it was declined or merged while the press was on its way
            client.observer.voted("gone")
            await tell(interaction, GONE)
        return ballot


def show_count(shown: ui.View | ui.LayoutView | None, resource_id: str, votes: int | None, say: Language) -> None:
    """Put a count, if it is known, on the vote button of an entry."""
    if shown is None or votes is None:
        return
    for child in shown.walk_children():
        button = child.item if isinstance(child, ui.DynamicItem) else child
        if isinstance(button, ui.Button) and button.custom_id == vote_id(resource_id):
            button.label = vote_label(votes, say)


def _kind(ballot: Ballot) -> VoteOutcome:
    if not ballot.stands:
        return "taken_back"
    return "held" if ballot.held else "cast"


def _outcome(ballot: Ballot, choice: Choice) -> str:
    if not ballot.stands:
        return TAKEN_BACK
    if ballot.held:
        return HELD
    return THANKS if choice == "helped" else NOTED


async def _post(interaction: Interaction, server: int, resource_id: str) -> None:
    """Tell the moderators of a burst, in their server's language. It waits in their queue as well: also without a
    channel, and where a brigade that goes from entry to entry would fill the channel.
    """
    client = interaction.client
    with in_passing("telling moderators of a burst", server):
        if await client.store.flags.opened_since(server, client.store.now() - HOUR) > MOST_CARDS:
            return
        replies = await client.replies(interaction, private=False)
        for flag in await client.store.flags.waiting(server):
            if flag.resource_id == resource_id:
                card = flag_card(flag, replies.guide.catalogue, replies.say)
                await post_to_moderators(client, replies.view.settings, card)
