"""kill -9 of the whole bot while members vote: each vote whose press was answered is there, and none that was not sent.

    python -m trials.whole --engine sqlite --rounds 50 --seed 1

A stand-in for Discord's gateway and REST tells a real `dlguide run` of presses on vote buttons. A vote is acknowledged
once the answer to its press has arrived there. The bot is killed while more presses are on their way, and started
again on the same database.
"""

import asyncio
import contextlib
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from msgspec import Struct

from bot.store import Address
from tests.support.payloads import APPLICATION_ID
from tests.support.standin import StandIn, standing_in
from tests.support.store.behind import rows
from tests.support.store.server import WHY_NONE
from tests.support.store.tallies import recount, tallies
from trials.engines import Engine, engine_of
from trials.kill import LONGEST, VOTES
from trials.ledger import Ledger, Rows
from trials.report import Progress, options
from trials.sources import shipped_guide

SERVERS = (1 << 40, 2 << 40, 3 << 40)
MEMBERS, MOST_PRESSES = 24, 14
"""Members press at once, and each not so often in a round that they are told to wait."""
FIRST_MEMBER = 1000
UPDATED, PUT_OFF = 7, 6
"""The kinds of an answer to a press that is taken: the message with the new count, or that it comes later."""


class Presses:
    """What one member has pressed: the votes that were answered, and the one that is on its way."""

    def __init__(self, member: int) -> None:
        self.member = member
        self.ledger = Ledger()
        self.open: tuple[Any, ...] | None = None
        self.answered = self.refused = 0

    async def go_on(self, discord: StandIn, chance: Random, entries: list[str]) -> None:
        """Press one button after the other, each once the last was answered."""
        for _ in range(MOST_PRESSES):
            step = "vote", chance.choice(SERVERS), chance.choice(entries), self.member, "helped"
            self.open = step
            id_ = await discord.press(f"vote:1:{step[2]}", step[1], self.member)
            if not await _taken(discord, id_):
                self.refused += 1
                return  # with the step left open: nobody knows, and what comes next would hang on it
            self.ledger.apply(step)
            self.open, self.answered = None, self.answered + 1

    def settle(self, stored: Rows) -> str:
        """What is missing or too much of this member's votes. One that was on its way may have been cast."""
        if self.open and self.ledger.rows() != stored:
            self.ledger = self.ledger.after(self.open)
        self.open = None
        missing, phantom = self.ledger.rows() - stored, stored - self.ledger.rows()
        return f"member {self.member}: missing {missing}, phantom {phantom}" if missing or phantom else ""


async def _taken(discord: StandIn, id_: str) -> bool:
    """Wait until the message shows the new count, which the bot puts off where the database is slow. False where it
    says that the database failed.
    """
    answer = await discord.answer(id_)
    if answer["type"] == PUT_OFF:
        shown = f"PATCH /webhooks/{APPLICATION_ID}/t{id_}/messages/@original"
        await discord.until(lambda: shown in discord.asked)
    return bool(answer["type"] in (UPDATED, PUT_OFF))


class Round(Struct, frozen=True):
    """What came of a round."""

    answered: int
    open: int
    faults: list[str]


async def one_round(engine: Engine, members: list[Presses], entries: list[str], chance: Random) -> Round:
    """Start the bot, let members press, kill it, and compare."""
    before = sum(one.answered for one in members)
    async with standing_in() as discord:
        discord.guilds = set(SERVERS)
        place = engine.place if "://" in engine.place else f"sqlite:///{engine.place}"
        environment = StandIn.environment(DATABASE_URL=place, LOG_LEVEL="ERROR")
        bot = await asyncio.create_subprocess_exec(*discord.command("run"), env=environment)
        pressing: list[asyncio.Task[None]] = []
        try:
            await discord.until(lambda: discord.shards)
            for guild in SERVERS:
                await discord.send("GUILD_CREATE", guild_of(guild))
            pressing = [asyncio.create_task(one.go_on(discord, Random(chance.random()), entries)) for one in members]
            await discord.until(lambda: sum(one.answered for one in members) > before)
            await asyncio.sleep(chance.uniform(0, LONGEST))
        finally:
            bot.kill()
            await bot.wait()
        await asyncio.sleep(0.05)  # what the bot has sent is still read
        ended = [task for task in pressing if task.done()]
        for task in pressing:
            task.cancel()
        await asyncio.gather(*pressing, return_exceptions=True)
    found = [task.exception() for task in ended]
    faults = [repr(error) for error in found if error and not isinstance(error, OSError)]  # the bot was gone already
    left = sum(one.open is not None for one in members)
    with engine.after_kill() as address:
        faults += compared(address, members) + engine.faults(address)
    return Round(sum(one.answered for one in members) - before, left, faults)


def compared(address: Address, members: list[Presses]) -> list[str]:
    """What is missing, too much or miscounted. Whether a vote is held hangs on how quickly others came after it."""
    stored: dict[int, Rows] = {one.member: Counter() for one in members}
    for server, resource, voter, choice, _ in rows(address, VOTES):
        stored.setdefault(voter, Counter())[server, resource, voter, choice, False] += 1
    faults = [told for one in members if (told := one.settle(stored.pop(one.member)))]
    faults += [f"votes of {member}, who never pressed" for member in stored]
    return faults + ([] if recount(address) == tallies(address) else ["the tallies are not what a recount gives"])


def guild_of(id_: int) -> dict[str, Any]:
    """A server as the gateway tells of it."""
    return {
        "id": str(id_), "name": "A server", "owner_id": "5", "preferred_locale": "en-US", "features": [], "emojis": [],
        "stickers": [], "members": [], "member_count": 1, "threads": [], "presences": [], "voice_states": [],
        "channels": [{"id": "50", "type": 0, "name": "learning", "position": 0, "permission_overwrites": []}],
        "roles": [{"id": str(id_), "name": "@everyone", "permissions": "0", "position": 0, "color": 0, "hoist": False,
                   "managed": False, "mentionable": False}],
        "verification_level": 0, "default_message_notifications": 0, "explicit_content_filter": 0, "mfa_level": 0,
        "nsfw_level": 0, "premium_tier": 0, "system_channel_flags": 0, "stage_instances": [], "unavailable": False,
        "guild_scheduled_events": [], "soundboard_sounds": [], "large": False, "joined_at": "2020-01-01T00:00:00+00:00",
    }  # fmt: skip


async def whole(name: str, rounds: int, seed: str) -> int:
    """So many rounds; a fault ends them. Returns the exit code."""
    began, progress, done = time.monotonic(), Progress(f"whole {name}", rounds), list[Round]()
    print(f"whole {name}: {rounds} rounds, seed {seed}", flush=True)
    entries = [entry.id for entry in shipped_guide().catalogue]
    with prepared(name) as engine:
        members = [Presses(FIRST_MEMBER + number) for number in range(MEMBERS)]
        for number in range(rounds):
            done.append(await one_round(engine, members, entries, Random(f"{seed}/{number}")))
            progress.add(1)
            for fault in done[-1].faults:
                print(f"whole {name}: FAULT in round {number}: {fault}")
            if done[-1].faults:
                break
    failed, answered = any(one.faults for one in done), sum(one.answered for one in done)
    left, seconds = sum(one.open for one in done), time.monotonic() - began
    refused = sum(one.refused for one in members)
    print(
        f"whole {name}: {'FAILED' if failed else 'passed'}: {len(done)} rounds, {answered} votes answered, "
        f"{refused} refused, {left} under way when the bot was killed, seed {seed}, {seconds:.0f} s"
    )
    return 1 if failed else 0


@contextlib.contextmanager
def prepared(name: str) -> Iterator[Engine]:
    """A new database in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder, engine_of(name, Path(folder)) as engine:
        yield engine


def main(arguments: list[str] | None = None) -> int:
    """The command. Returns the exit code."""
    parser = options("trials.whole", __doc__)
    parser.add_argument("--engine", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--rounds", type=int, default=10)
    said = parser.parse_args(arguments)
    if said.engine == "postgres" and WHY_NONE:
        print(f"whole postgres: skipped: {WHY_NONE}")
        return 0
    return asyncio.run(whole(said.engine, said.rounds, said.seed))


if __name__ == "__main__":
    sys.exit(main())
