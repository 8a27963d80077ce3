"""What was answered in the last half hour, so that a reply to an answer, or the next direct message, goes on from it.

It is kept in memory alone, by the ids of messages, up to a number of answers: what was understood and shown, and never
the words of anybody.
"""

from collections import OrderedDict
from collections.abc import Callable

from bot.advise.conversation.turn import Turn

SECONDS = 1800.0
MOST = 4000
"""So many answers are kept; of more the oldest are forgotten first."""


class Conversations:
    """The answers of the last half hour, by message, and the last one in each chat with one member."""

    def __init__(self, now: Callable[[], float], most: int = MOST) -> None:
        """`now` gives the seconds since 1970."""
        self._now, self._most = now, most
        self._turns: OrderedDict[int, tuple[float, Turn]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._turns)

    def keep(self, turn: Turn, *places: int | None) -> None:
        """Remember an answer under the ids of its message and, in a chat with one member, of its channel."""
        until = self._now() + SECONDS
        for place in filter(None, places):
            self._turns[place] = (until, turn)
            self._turns.move_to_end(place)
        while self._turns and (len(self._turns) > self._most or self._is_over(next(iter(self._turns)))):
            self._turns.popitem(last=False)

    def at(self, place: int) -> Turn | None:
        """The answer with this message id, or the last one in this channel, unless it is too long ago."""
        return None if place not in self._turns or self._is_over(place) else self._turns[place][1]

    def _is_over(self, place: int) -> bool:
        return self._turns[place][0] <= self._now()
