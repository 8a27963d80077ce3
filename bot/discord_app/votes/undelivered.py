"""What presses led to of which members could not be told: their next press then tells it, and takes nothing back."""

from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple

from bot.catalogue.vocabulary import Choice
from bot.store import Ballot

Press = tuple[int, str, int]
"""The server, what is voted for, and who presses."""
MOST = 1000
SECONDS = 600.0
"""How long whoever could not be told presses again to be told: later they mean what the button says."""


class _Led(NamedTuple):
    choice: Choice
    ballot: Ballot
    since: float


class Untold:
    """Remembers the latest of them for a while. `now` gives seconds since 1970."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._led: OrderedDict[Press, _Led] = OrderedDict()

    def keep(self, press: Press, choice: Choice, ballot: Ballot) -> None:
        """This member could not be told what came of their press."""
        self._led[press] = _Led(choice, ballot, self._now())
        while len(self._led) > MOST:
            self._led.popitem(last=False)

    def take(self, press: Press, choice: Choice) -> Ballot | None:
        """What came of this member's last press on the same, if they could not be told just now."""
        led = self._led.pop(press, None)
        if led is None or led.choice != choice:
            return None
        return led.ballot if self._now() - led.since < SECONDS else None
