"""How fair the rule on bursts is: five weeks of honest servers of all sizes, then raids on them.

    python -m trials.bursts --seed 1

Votes go through the rule and a store in a file, by a clock of their own; moderators count honest bursts and clear those
of raids, hours later. A post of the bot draws votes within ten minutes, most of them at once, more by day than by
night, from members of whom some are active and most are not; one in ten says why it is not for them. Each raid meets a
server as the honest weeks left it, but for patient ones, which come after five days with a raid of nine. Raiders have
never voted there. Beside it stands the rule before: ten members within ten minutes, and all of their votes are held.

It fails where more than one in twenty honest posts has votes held after the first week, or where less than half of a
raid of forty is in a server of up to a hundred members.
"""

import asyncio
import shutil
import sys
import tempfile
from collections.abc import Sequence
from itertools import accumulate, count
from pathlib import Path
from random import Random

from msgspec import Struct

from bench.table import aligned
from bot.catalogue.allowed_values import Choice
from bot.community.bursts import DAY, WINDOW, Bursts
from bot.discord_app.votes.burst_watch import burst_by
from bot.store import Store
from bot.store.tables.bursts import Outcome
from tests.support.clock import Clock
from trials.report import options

SERVER, RAIDER = 1, 10**9
DAYS, SETTLED = 35, 7
"""Days of honest votes, and those of them in which the server is new to the bot."""
HOURS = (2, 9, 13, 18, 21)
NIGHT, BY_NIGHT = 8, 0.2
OLD_LIMIT = 10


MAY_HOLD, MUST_HOLD, SMALL = 0.05, 0.5, 100


class Size(Struct, frozen=True):
    """A server: its members, how many posts a day, and how many votes one draws by day."""

    members: int
    posts: int
    least: int
    most: int


SIZES = (Size(10, 1, 3, 5), Size(100, 2, 3, 12), Size(1000, 3, 5, 30), Size(10_000, 4, 10, 60))
RAIDS, PATIENT, TIMES = (8, 15, 40), (9, 9, 9, 9, 9, 40), 10
FIRST, LATER = "honest, first week", "honest, later"
SIDES: dict[Choice, str] = {"helped": "for", "outdated": "against"}


class Seen(Struct, frozen=True):
    """What became of the votes of one post or raid: how many were cast, how many held, by the rule and before it."""

    day: int
    cast: int
    held: int
    held_before: int


class Line(Struct, frozen=True):
    """Posts or raids of one kind in a server."""

    size: Size
    what: str
    seen: Sequence[Seen]

    @property
    def held(self) -> float:
        """The share of the votes that were held."""
        return sum(one.held for one in self.seen) / sum(one.cast for one in self.seen)

    @property
    def touched(self) -> float:
        """The share of the posts that had any vote held."""
        return sum(one.held > 0 for one in self.seen) / len(self.seen)

    @property
    def cells(self) -> list[str]:
        """The line as it is printed."""
        cast, before = sum(one.cast for one in self.seen), [one.held_before for one in self.seen if one.held_before]
        shares = len(before) / len(self.seen), self.touched, sum(before) / cast, self.held
        return [f"{self.size.members:,}", self.what, str(len(self.seen)), *(f"{share:.0%}" for share in shares)]

    @property
    def fault(self) -> bool:
        """Whether the rule failed here."""
        if self.what == LATER:
            return self.touched > MAY_HOLD
        return self.what.startswith(f"raid of {RAIDS[-1]}") and self.size.members <= SMALL and self.held < MUST_HOLD


class Town:
    """A server, its members' habits, and the rule."""

    def __init__(self, size: Size, store: Store, clock: Clock, chance: Random) -> None:
        self._size, self._store, self._clock, self._chance = size, store, clock, chance
        self._active = list(accumulate(1 / (rank + 10) for rank in range(size.members)))
        self._bursts = Bursts()
        self._posts = count()
        self._start = clock.seconds // DAY * DAY

    async def honest(self) -> list[Seen]:
        """Five weeks of posts."""
        found = []
        for day in range(DAYS):
            for hour in sorted(self._chance.sample(HOURS, self._size.posts)):
                voters = self._voters(hour)
                choices: list[Choice] = ["too-hard" if self._chance.random() < 0.1 else "helped" for _ in voters]
                found.append(await self._post(day, hour, voters, choices, "counted"))
        return found

    async def raid(self, accounts: int, choice: Choice, day: int) -> Seen:
        """A raid of accounts of its own on one entry, at any hour of a day after the honest weeks."""
        raiders = [RAIDER + 1000 * day + number for number in range(accounts)]
        return await self._post(DAYS + day, self._chance.choice(HOURS), raiders, [choice] * accounts, "cleared")

    def _voters(self, hour: int) -> list[int]:
        drawn = self._chance.randint(self._size.least, self._size.most)
        wanted = max(1, round(drawn * (BY_NIGHT if hour < NIGHT else 1)))
        chosen: set[int] = set()
        while len(chosen) < wanted:
            chosen.update(self._chance.choices(range(1, self._size.members + 1), cum_weights=self._active))
        return list(chosen)

    async def _post(
        self, day: int, hour: int, voters: Sequence[int], choices: Sequence[Choice], outcome: Outcome
    ) -> Seen:
        entry, held = f"post-{next(self._posts)}", 0
        begun = max(self._start + day * DAY + hour * 3600, self._clock.seconds)
        moments = sorted(min(self._chance.expovariate(1 / 150), WINDOW - 1) for _ in voters)
        for moment, voter, choice in zip(moments, voters, choices, strict=True):
            self._clock.seconds = begun + moment
            held += await self._press(entry, voter, choice)
        self._clock.seconds = begun + 3 * 3600
        for flag in await self._store.flags.waiting(SERVER):
            await self._store.flags.decide(SERVER, flag.resource_id, flag.opened_at, outcome, 1)
            self._bursts.settle(SERVER, flag.resource_id)
        return Seen(day, len(voters), held, len(voters) if len(voters) >= OLD_LIMIT else 0)

    async def _press(self, entry: str, voter: int, choice: Choice) -> bool:
        burst = await burst_by(self._bursts, self._store, (SERVER, entry, voter), choice, admitted=True)
        if burst:
            await self._store.flags.open(SERVER, entry, burst.since, burst.members, holds=burst.holds)
        ballot = await self._store.votes.toggle(SERVER, entry, voter, choice)
        return ballot is not None and ballot.held_until is not None


async def run(size: Size, seed: str, folder: Path) -> list[Line]:
    """The lines of the table for a server of this size."""
    file, clock, chance = folder / f"{size.members}.db", Clock(), Random(f"{seed}/{size.members}")
    async with Store.open(file, clock) as store:
        posts = await Town(size, store, clock, chance).honest()
    lines = [
        Line(size, FIRST, [post for post in posts if post.day < SETTLED]),
        Line(size, LATER, [post for post in posts if post.day >= SETTLED]),
    ]
    for accounts in RAIDS:
        for choice, side in SIDES.items():
            done = [await _raid(size, file, chance, (accounts,), choice) for _ in range(TIMES)]
            lines.append(Line(size, f"raid of {accounts}, {side}", done))
    patient = [await _raid(size, file, chance, PATIENT, "helped") for _ in range(TIMES)]
    return [*lines, Line(size, f"patient raid of {PATIENT[-1]}, for", patient)]


async def _raid(size: Size, file: Path, chance: Random, accounts: Sequence[int], choice: Choice) -> Seen:
    """Raids on a copy of this server, day after day, of so many accounts. What became of the last."""
    copy, clock = file.with_suffix(".copy"), Clock()
    shutil.copy(file, copy)
    async with Store.open(copy, clock) as store:
        town = Town(size, store, clock, chance)
        return [await town.raid(number, choice, day) for day, number in enumerate(accounts)][-1]


HEAD = ("members", "what", "windows", "held before", "now", "votes held before", "now")


def main(arguments: list[str] | None = None) -> int:
    """The command. Returns the exit code."""
    parser = options("trials.bursts", __doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[size.members for size in SIZES], help="of servers")
    said = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        sizes = [size for size in SIZES if size.members in said.sizes]
        lines = [line for size in sizes for line in asyncio.run(run(size, said.seed, Path(folder)))]
    print(aligned([HEAD, *(line.cells for line in lines)]))
    failed = [f"{line.size.members:,}, {line.what}" for line in lines if line.fault]
    print(f"bursts: {'FAILED: ' + '; '.join(failed) if failed else 'passed'}, seed {said.seed}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
