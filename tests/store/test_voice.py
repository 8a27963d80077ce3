"""Whatever members, moderators and curators do in whatever order, no tally drifts from the votes, and each vote is in
one state: it counts, waits, was left out or was taken back.
"""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from bot.catalogue.allowed_values import CHOICES
from bot.community.bursts import DAY, HELD_SECONDS, KNOWN_AFTER
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
STATES = "SELECT guild_id, resource_id, choice, held, left_out FROM vote"
ORPHANS = """
SELECT count(*) FROM vote WHERE held = 1 AND left_out = 0 AND NOT EXISTS (
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
    | st.tuples(st.sampled_from(("flag", "counted", "dropped", "cleared", "two at once")), places)
    | st.tuples(st.just("merge"), st.sampled_from(GUILDS))
    | st.tuples(st.just("forget"), st.sampled_from(VOTERS))
    | st.tuples(st.just("wait"), st.sampled_from((1, 2 * WINDOW, KNOWN_AFTER, HELD_SECONDS)))
    | st.sampled_from([("redirect",), ("reopen",), ("overdue",)]),
    max_size=40,
)


@dataclass
class Vote:
    choice: str
    held: bool
    cast_at: int
    changed_at: int
    left_out: bool = False

    @property
    def worth(self) -> int:
        if self.choice == "withdrawn" or self.left_out:
            return 0
        return 1 + (self.choice == "helped") + 2 * (not self.held)

    @property
    def counts(self) -> bool:
        return not self.held and self.choice != "withdrawn"


@dataclass
class Open:
    """A flag that is open."""

    since: int
    at: int
    until: int


@dataclass
class Model:
    """What the store should remember, in plain Python."""

    now: int
    votes: dict[tuple[Place, int], Vote] = field(default_factory=dict)
    open: dict[Place, Open] = field(default_factory=dict)
    decided: dict[Place, list[tuple[int, int]]] = field(default_factory=dict)
    """When flags were opened and decided."""
    nobody: int = -1

    def press(self, place: Place, voter: int, choice: str) -> Ballot:
        vote, flag, known = self.votes.get((place, voter)), self.open.get(place), self.known(place[0], voter, self.now)
        before = vote.choice if vote and not vote.left_out else "withdrawn"
        if vote is None:
            vote = self.votes[place, voter] = Vote(choice, flag is not None and not known, self.now, self.now)
        else:
            again = vote.choice == "withdrawn" and flag is not None and vote.changed_at < flag.at
            vote.held = flag is not None and not known and (vote.held or again)
            vote.choice = "withdrawn" if before == choice else choice
            vote.cast_at = self.now if vote.left_out else vote.cast_at
            vote.left_out, vote.changed_at = False, self.now
        stands = vote.choice != "withdrawn"
        until = flag.until if flag and vote.held and stands else None
        return Ballot(stands, self.helped(place), until)

    def known(self, guild: int, voter: int, at: int) -> bool:
        own = (vote for (place, who), vote in self.votes.items() if (place[0], who) == (guild, voter))
        return any(vote.counts and vote.cast_at <= at - KNOWN_AFTER for vote in own)

    def take_back(self, place: Place, voter: int, choice: str) -> Ballot | None:
        vote = self.votes.get((place, voter))
        if vote is None or vote.choice != choice or vote.left_out:
            return None
        vote.choice, vote.changed_at = "withdrawn", self.now
        return Ballot(False, self.helped(place))

    def flag(self, place: Place) -> bool:
        if place in self.open:
            return False
        done = self.decided.get(place, [])
        since = max([self.now - WINDOW, *(decided + 1 for _, decided in done)])
        at = max([self.now, *(opened + 1 for opened, _ in done)])
        self.open[place] = Open(since, at, self.now + HELD_SECONDS)
        return True

    def waiting(self, place: Place) -> list[Vote]:
        return [vote for vote in self._of(place) if vote.held and not vote.left_out]

    def before(self, place: Place, flag: Open) -> list[Vote]:
        """The votes of a burst that counted before it was seen."""
        found = ((who, vote) for (where, who), vote in self.votes.items() if where == place and vote.counts)
        return [
            vote for who, vote in found
            if flag.since <= vote.cast_at <= flag.at and not self.known(place[0], who, flag.at)
        ]  # fmt: skip

    def decide(self, place: Place, state: str) -> int:
        """How many votes it was about."""
        if place not in self.open:
            return 0
        flag, waiting = self.open.pop(place), self.waiting(place)
        moved = waiting + (self.before(place, flag) if state == "cleared" else [])
        self.decided.setdefault(place, []).append((flag.at, self.now))
        count = sum(vote.choice != "withdrawn" for vote in moved)
        for vote in moved:
            vote.held = vote.left_out = state in ("dropped", "cleared")
        return count

    def overdue(self) -> None:
        for place, flag in list(self.open.items()):
            if flag.until <= self.now:
                self.decide(place, "expired")

    def move(self, guild: int) -> None:
        old, new = (guild, "old"), (guild, "new")
        for (place, voter), vote in list(self.votes.items()):
            if place == old:
                del self.votes[old, voter]
                kept = self.votes.setdefault((new, voter), vote)
                if vote.worth > kept.worth:
                    self.votes[new, voter] = vote
                    vote.changed_at = kept.changed_at
        self._move_flags(old, new)

    def _move_flags(self, old: Place, new: Place) -> None:
        there, taken = self.decided.setdefault(new, []), self.open.get(new)
        opened = {at for at, _ in there} | ({taken.at} if taken else set())
        done = self.decided.pop(old, [])
        there += [one for one in done if one[0] not in opened]
        if stayed := [one for one in done if one[0] in opened]:
            self.decided[old] = stayed
        if flag := self.open.pop(old, None):
            flag.at = max([flag.at, *(at + 1 for at, _ in there), *([taken.at + 1] if taken else [])])
            if taken:
                flag = Open(min(flag.since, taken.since), taken.at, max(flag.until, taken.until))
            self.open[new] = flag

    def forget(self, voter: int) -> None:
        for (place, somebody), vote in list(self.votes.items()):
            if somebody == voter:
                del self.votes[place, voter]
                if vote.choice != "withdrawn" and not vote.left_out:
                    self.nobody -= 1
                    self.votes[place, self.nobody] = vote
                    if vote.changed_at <= self.now - DAY:
                        vote.cast_at, vote.changed_at = vote.cast_at // DAY * DAY, vote.changed_at // DAY * DAY

    def helped(self, place: Place) -> int:
        return sum(vote.choice == "helped" and vote.counts for vote in self._of(place))

    def tally(self) -> dict[tuple[int, str, str], int]:
        return Counter((*place, vote.choice) for (place, _), vote in self.votes.items() if vote.counts)

    def states(self) -> dict[tuple[int, str, str, bool, bool], int]:
        """How many votes there are of each choice in each state."""
        return Counter((*place, vote.choice, vote.held, vote.left_out) for (place, _), vote in self.votes.items())

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
        case ("counted" | "dropped" | "cleared" as state, _):
            await decide(store, model, step[1], state)
        case ("two at once", _):
            await decide(store, model, step[1], "dropped", "counted")
        case ("overdue",):
            model.overdue()
            await store.flags.count_overdue()
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


async def decide(store: Store, model: Model, place: Place, *outcomes: Any) -> None:
    """One decision, or several at once, of which the first that comes through stands."""
    guild, resource = place
    for flag in [flag for flag in await store.flags.waiting(guild) if flag.resource_id == resource]:
        waiting, before = model.waiting(place), model.before(place, model.open[place])
        assert (flag.votes, flag.before) == (sum(vote.choice != "withdrawn" for vote in waiting), len(before))
        at = (guild, resource, flag.opened_at)
        found = await asyncio.gather(*(store.flags.decide(*at, outcome, 99) for outcome in outcomes))
        done = [decision.flag for decision in found if decision and decision.first]
        assert len(done) == 1
        assert all(decision and decision.flag == done[0] for decision in found)
        assert done[0].votes == model.decide(place, done[0].state)


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
                stored = Counter((*row[:3], bool(row[3]), bool(row[4])) for row in rows(address, STATES))
                assert stored == model.states()
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
@example(
    session=[
        ("press", OLD, 1, HELPED),
        ("flag", OLD),
        ("press", OLD, 2, HELPED),
        ("cleared", OLD),
        ("press", OLD, 1, HELPED),
        ("flag", OLD),
        ("press", OLD, 3, HELPED),
        ("reopen",),
        ("cleared", OLD),
    ]
)
@example(
    session=[
        ("press", NEW, 1, HELPED),
        ("wait", KNOWN_AFTER),
        ("flag", OLD),
        ("press", OLD, 1, HELPED),
        ("press", OLD, 2, HELPED),
        ("wait", HELD_SECONDS),
        ("overdue",),
    ]
)
@example(session=[("flag", OLD), ("press", OLD, 1, HELPED), ("press", OLD, 2, HELPED), ("two at once", OLD)])
@example(
    session=[
        ("press", OLD, 1, HELPED),
        ("press", OLD, 1, HELPED),
        ("wait", 1),
        ("flag", OLD),
        ("press", OLD, 1, HELPED),
        ("dropped", OLD),
        ("press", OLD, 1, TOO_HARD),
    ]
)
def test_no_sequence_makes_a_tally_drift(fresh: Fresh, session: list[Step]) -> None:
    with fresh() as address:
        asyncio.run(run_beside_the_model(address, session))
