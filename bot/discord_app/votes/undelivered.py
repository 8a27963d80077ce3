"""Results of presses that could not be delivered: the member's next press tells them, and takes nothing back."""

from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple

from bot.catalogue.allowed_values import Choice
from bot.store import Ballot

Press = tuple[int, str, int]
"""The server, what is voted for, and who presses."""
MOST = 1000
SECONDS = 600.0
"""Seconds in which a second press asks for the result; later it means what the button says."""


class _Result(NamedTuple):
    choice: Choice
    ballot: Ballot
    since: float


class Undelivered:
    """Remembers the latest results for a while. `now` gives seconds since 1970."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._results: OrderedDict[Press, _Result] = OrderedDict()

    def keep(self, press: Press, choice: Choice, ballot: Ballot) -> None:
        """This member could not be told the result of their press."""
        self._results[press] = _Result(choice, ballot, self._now())
        while len(self._results) > MOST:
            self._results.popitem(last=False)

    def take(self, press: Press, choice: Choice) -> Ballot | None:
        """The result of this member's last press on the same, if they could not be told a moment ago."""
        result = self._results.pop(press, None)
        if result is None or result.choice != choice:
            return None
        return result.ballot if self._now() - result.since < SECONDS else None
