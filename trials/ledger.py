"""What a database must hold after a kill, worked out from what was acknowledged."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from copy import deepcopy
from itertools import groupby
from pathlib import Path
from typing import Any

from msgspec import Struct

from tests.support.store.tallies import Model
from trials.voting import OWN, Step

Rows = Counter[tuple[int, str, int, str, int]]
"""Votes by server, resource, voter, choice and state: 0 counts, 1 is held, 2 was left out. All that are nobody's have
the voter 0.
"""


class Noted(Struct, frozen=True):
    """What one actor did in a round: steps that were acknowledged, and the last if nobody knows what became of it."""

    actor: int
    done: tuple[Step, ...]
    refused: int
    open: Step | None


class Ledger(Model):
    """What one actor has left, in plain Python."""

    def __init__(self) -> None:
        super().__init__()
        self.left_out: set[tuple[int, str, int]] = set()

    def apply(self, step: Step) -> None:
        """Do what the store does for a step."""
        name, *values = step
        getattr(self, name)(*values)

    def vote(self, server: int, resource: str, member: int, choice: str) -> None:
        """Vote; what was left out is cast anew."""
        if (server, resource, member) in self.left_out:
            self._drop({(server, resource, member)}.__contains__)
            self.left_out.remove((server, resource, member))
        super().vote(server, resource, member, choice)

    def forget(self, member: int) -> None:
        """Make a member's votes nobody's, but for what was left out."""
        gone = {at for at in self.left_out if at[2] == member}
        self.left_out -= gone
        self._drop(gone.__contains__)
        super().forget(member)

    def take_back(self, server: int, resource: str, member: int, choice: str) -> None:
        """Take a vote back if it is this one."""
        at = (server, resource, member)
        if self.votes.get(at, ("", False))[0] == choice and at not in self.left_out:
            self.votes[at] = ("withdrawn", self.votes[at][1])

    def decide(self, server: int, resource: str, outcome: str) -> None:
        """Count what is held, or leave it out."""
        if (server, resource) not in self.flags:
            return
        self.flags.remove((server, resource))
        if outcome == "dropped":
            self.left_out |= {at for at, (_, held) in self.votes.items() if at[:2] == (server, resource) and held}
        else:
            self.hold(server, resource, 0)

    def rows(self) -> Rows:
        """The votes as the database has them."""
        return Counter(row(*at, choice, held + (at in self.left_out)) for at, (choice, held) in self.votes.items())

    def after(self, step: Step) -> "Ledger":
        """Another ledger, in which this is done too."""
        other = deepcopy(self)
        other.apply(step)
        return other


def row(server: int, resource: str, voter: int, choice: str, state: int) -> tuple[int, str, int, str, int]:
    """A vote as it is compared."""
    return server, resource, max(voter, 0), choice, state


def owner(server: int, voter: int) -> int:
    """The actor whose vote it is."""
    return server - OWN if server > OWN else voter


def noted(file: Path) -> list[Noted]:
    """What each actor noted. A last line that was cut off was not written."""
    text = file.read_text()
    lines = sorted(
        (line.split(" ", 1) for line in text[: text.rfind("\n") + 1].splitlines()), key=lambda line: int(line[0])
    )
    return [_of_one(int(actor), [said for _, said in own]) for actor, own in groupby(lines, key=lambda line: line[0])]


def _of_one(actor: int, lines: Sequence[str]) -> Noted:
    """Steps and how they ended stand one after the other."""
    ended = list(zip(lines[0::2], lines[1::2], strict=False))
    done = tuple(tuple(json.loads(step)) for step, how in ended if how == "+")
    left = [step for step, how in ended if how == "?"] + ([lines[-1]] if len(lines) % 2 else [])
    return Noted(actor, done, sum(how == "-" for _, how in ended), tuple(json.loads(left[-1])) if left else None)


class Books:
    """The ledgers of all actors, from round to round."""

    def __init__(self, actors: int) -> None:
        self._ledgers = {actor: Ledger() for actor in range(1, actors + 1)}

    def settle(self, notes: Iterable[Noted], stored: Iterable[tuple[Any, ...]]) -> list[str]:
        """Take what was noted and what is stored, and say what does not go together. Of a step that nobody knows the
        end of, it is taken for done if what is stored says so.
        """
        found = _by_owner(stored)
        wrong = [f"votes of nobody: {list(found[actor])[:5]}" for actor in found.keys() - self._ledgers.keys()]
        for note in notes:
            for step in note.done:
                self._ledgers[note.actor].apply(step)
            if note.open and self._ledgers[note.actor].rows() != found.get(note.actor, Counter()):
                self._ledgers[note.actor] = self._ledgers[note.actor].after(note.open)
        return wrong + [told for actor in self._ledgers if (told := self._difference(actor, found))]

    def _difference(self, actor: int, found: dict[int, Rows]) -> str:
        expected, stored = self._ledgers[actor].rows(), found.get(actor, Counter())
        missing, phantom = expected - stored, stored - expected
        return f"actor {actor}: missing {list(missing)[:5]}, phantom {list(phantom)[:5]}" if missing or phantom else ""


def _by_owner(stored: Iterable[tuple[Any, ...]]) -> dict[int, Rows]:
    found: dict[int, Rows] = {}
    for server, resource, voter, choice, state in stored:
        found.setdefault(owner(server, voter), Counter())[row(server, resource, voter, choice, state)] += 1
    return found
