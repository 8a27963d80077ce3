"""Whatever members, moderators and curators do in whatever order, no tally drifts from the votes."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from bot.catalogue.allowed_values import CHOICES
from bot.store import Address, Ballot, Store
from tests.store.conftest import Fresh
from tests.support.clock import Clock
from tests.support.effort import examples
from tests.support.store.behind import rows
from tests.support.store.merging import merge_ids

GUILDS, VOTERS = (1, 2), (1, 2, 3)
RESOURCES = ("old", "new")
WINDOW = 600
RECOUNT = """
SELECT guild_id, resource_id, choice, count(*) FROM vote WHERE held = 0 AND choice <> 'withdrawn' GROUP BY 1, 2, 3
"""
TALLY = "SELECT guild_id, resource_id, choice, votes FROM tally WHERE votes > 0"
ORPHANS = """
SELECT count(*) FROM vote WHERE held = 1 AND NOT EXISTS (
    SELECT 1 FROM flag WHERE flag.guild_id = vote.guild_id AND flag.resource_id = vote.resource_id AND state = 'open'
)
"""

Step = tuple[Any, ...]
Place = tuple[int, str]
places = st.tuples(st.sampled_from(GUILDS), st.sampled_from(RESOURCES))
votes = st.tuples(
    st.sampled_from(("press", "take back")), places, st.sampled_from(VOTERS), st.sampled_from(CHOICES[:3])
)
steps = st.lists(
    votes
    | votes
    | st.tuples(st.sampled_from(("flag", "counted", "dropped")), places)
    | st.tuples(st.just("merge"), st.sampled_from(GUILDS))
    | st.tuples(st.just("forget"), st.sampled_from(VOTERS))
    | st.tuples(st.just("wait"), st.sampled_from((1, 2 * WINDOW)))
    | st.sampled_from([("redirect",), ("reopen",)]),
    max_size=40,
)


@dataclass
class Vote:
    choice: str
    held: bool
    cast_at: int

    @property
    def worth(self) -> int:
        return (self.choice != "withdrawn") * (1 + (self.choice == "helped") + 2 * (not self.held))


@dataclass
class Model:
    """What the store should remember, in plain Python."""

    now: int
    votes: dict[tuple[Place, int], Vote] = field(default_factory=dict)
    open: dict[Place, int] = field(default_factory=dict)
    """The flags that are open, with the moment since which they hold votes."""
    counted: dict[Place, int] = field(default_factory=dict)
    nobody: int = -1

    def press(self, place: Place, voter: int, choice: str) -> Ballot:
        vote = self.votes.get((place, voter))
        if vote is None:
            vote = self.votes[place, voter] = Vote(choice, place in self.open, self.now)
        else:
            vote.choice = "withdrawn" if vote.choice == choice else choice
            vote.held = place in self.open and (vote.held or self.open[place] <= vote.cast_at)
        stands = vote.choice != "withdrawn"
        return Ballot(stands, self.helped(place), vote.held and stands)

    def take_back(self, place: Place, voter: int, choice: str) -> Ballot | None:
        vote = self.votes.get((place, voter))
        if vote is None or vote.choice != choice:
            return None
        vote.choice = "withdrawn"
        return Ballot(False, self.helped(place))

    def flag(self, place: Place) -> bool:
        if place in self.open:
            return False
        self.open[place] = max(self.now - WINDOW, self.counted.get(place, -1) + 1)
        for vote in self._of(place):
            vote.held |= vote.cast_at >= self.open[place]
        return True

    def decide(self, place: Place, state: str) -> int:
        """How many votes were held."""
        if self.open.pop(place, None) is None:
            return 0
        held = [key for key, vote in self.votes.items() if key[0] == place and vote.held]
        count = sum(self.votes[key].choice != "withdrawn" for key in held)
        if state == "counted":
            self.counted[place] = self.now
        for key in held:
            self.votes[key].held = False
            if state == "dropped":
                del self.votes[key]
        return count

    def move(self, guild: int) -> None:
        old, new = (guild, "old"), (guild, "new")
        for (place, voter), vote in list(self.votes.items()):
            if place == old:
                del self.votes[old, voter]
                kept = self.votes.setdefault((new, voter), vote)
                if vote.worth > kept.worth:
                    self.votes[new, voter] = vote
        if old in self.open:
            self.open[new] = min(self.open.pop(old), self.open.get(new, self.now))
        self.counted.pop(old, None)

    def forget(self, voter: int) -> None:
        for (place, somebody), vote in list(self.votes.items()):
            if somebody == voter:
                del self.votes[place, voter]
                if vote.choice != "withdrawn":  # it keeps its time for a day, which is longer than any of these stories
                    self.nobody -= 1
                    self.votes[place, self.nobody] = vote

    def helped(self, place: Place) -> int:
        return sum(vote.choice == "helped" and not vote.held for vote in self._of(place))

    def tally(self) -> dict[tuple[int, str, str], int]:
        counting = ((place, vote) for (place, _), vote in self.votes.items() if not vote.held)
        return Counter((*place, vote.choice) for place, vote in counting if vote.choice != "withdrawn")

    def _of(self, place: Place) -> list[Vote]:
        return [vote for (where, _), vote in self.votes.items() if where == place]


async def take(store: Store, model: Model, step: Step) -> None:
    """Do the same to both; what they say of it must agree."""
    match step:
        case ("press", (guild, resource), voter, choice):
            assert await store.votes.toggle(guild, resource, voter, choice) == model.press(step[1], voter, choice)
        case ("take back", (guild, resource), voter, choice):
            said = model.take_back(step[1], voter, choice)
            assert await store.votes.take_back(guild, resource, voter, choice) == said
        case ("flag", (guild, resource)):
            assert await store.flags.open(guild, resource, model.now - WINDOW, 10) == model.flag((guild, resource))
        case ("counted" | "dropped" as state, (guild, resource)):
            waiting = [flag for flag in await store.flags.waiting(guild) if flag.resource_id == resource]
            held = model.decide((guild, resource), state)
            for flag in waiting:
                decision = await store.flags.decide(guild, resource, flag.opened_at, state, 99)
                assert decision is not None
                assert (decision.first, decision.flag.votes, decision.flag.state) == (True, held, state)
        case ("merge", guild):
            await merge_ids(store, guild, "old", "new")
            model.move(guild)
        case ("redirect",):
            await store.follow_redirects({"old": "new"})
            for guild in GUILDS:
                model.move(guild)
        case ("forget", voter):
            await store.members.forget(voter)
            model.forget(voter)


async def run_beside_the_model(address: Address, session: list[Step]) -> None:
    clock = Clock()
    model = Model(int(clock.seconds))
    for part in parted(session):
        async with Store.open(address, clock) as store:
            for step in part:
                if step[0] == "wait":
                    clock.seconds += step[1]
                    model.now = int(clock.seconds)
                else:
                    await take(store, model, step)
                tallied = {tuple(row[:3]): row[3] for row in rows(address, TALLY)}
                assert tallied == {tuple(row[:3]): row[3] for row in rows(address, RECOUNT)}
                assert tallied == model.tally()
                assert rows(address, ORPHANS) == [(0,)]
            for guild in GUILDS:
                assert {flag.resource_id for flag in await store.flags.waiting(guild)} == {
                    resource for where, resource in model.open if where == guild
                }


def parted(session: list[Step]) -> list[list[Step]]:
    """The steps, parted where the store is closed and opened again."""
    sessions: list[list[Step]] = [[]]
    for step in session:
        if step == ("reopen",):
            sessions.append([])
        else:
            sessions[-1].append(step)
    return sessions


OLD, NEW = (1, "old"), (1, "new")
HELPED, TOO_HARD = "helped", "too-hard"
LATER = ("wait", 2 * WINDOW)


@examples(100)
@given(session=steps)
@example(session=[("press", OLD, 1, HELPED), ("press", OLD, 1, HELPED), ("press", NEW, 1, HELPED), ("redirect",)])
@example(session=[("press", OLD, 1, HELPED), ("flag", OLD), ("reopen",), ("merge", 1), ("counted", NEW)])
@example(session=[("flag", OLD), ("press", OLD, 1, HELPED), ("forget", 1), ("dropped", OLD)])
@example(session=[("flag", OLD), ("flag", NEW), ("press", OLD, 1, HELPED), ("merge", 1), ("counted", NEW)])
@example(session=[("press", OLD, 1, HELPED), ("flag", OLD), ("counted", OLD), ("flag", OLD), ("press", OLD, 2, HELPED)])
@example(session=[("press", OLD, 1, HELPED), LATER, *[("press", OLD, 1, HELPED)] * 2, ("flag", OLD), ("dropped", OLD)])
@example(
    session=[("press", NEW, 1, TOO_HARD), ("flag", OLD), ("press", OLD, 1, HELPED), ("merge", 1), ("dropped", NEW)]
)
@example(
    session=[("flag", OLD), ("counted", OLD), ("flag", OLD), ("press", OLD, 2, HELPED), ("press", OLD, 2, TOO_HARD)]
)
@example(session=[("flag", OLD), LATER, ("press", NEW, 1, HELPED), LATER, ("flag", NEW), ("merge", 1),
          ("press", NEW, 1, TOO_HARD)])  # fmt: skip
def test_no_sequence_makes_a_tally_drift(fresh: Fresh, session: list[Step]) -> None:
    with fresh() as address:
        asyncio.run(run_beside_the_model(address, session))
