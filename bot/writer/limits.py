"""What a model may cost in a day, and when its server is left alone for a while."""

from collections.abc import Callable, Sequence

DAY = 86_400.0
TRIAL_SECONDS = 60.0
"""So long a trial is waited for, as long as a reply may take: one that never ended does not keep the next away."""


class Budget:
    """The tokens of a day (UTC). `daily` is how many there are, 0 for no limit; `now` gives the seconds since 1970."""

    def __init__(self, daily: int, now: Callable[[], float]) -> None:
        self._daily, self._now = daily, now
        self._day, self._spent = -1, 0

    def left(self) -> float:
        """How many tokens are left today."""
        self._turn()
        return max(self._daily - self._spent, 0) if self._daily else float("inf")

    def spend(self, tokens: int) -> None:
        """Note that so many were spent."""
        self._turn()
        self._spent += tokens

    def _turn(self) -> None:
        today = int(self._now() // DAY)
        if today != self._day:
            self._day, self._spent = today, 0


class Breaker:
    """Lets nothing through for a while after faults in a row, then one trial at a time until one works.

    `after` so many faults it opens for the first of `pauses` (seconds), after each trial that fails for the next.
    """

    def __init__(self, now: Callable[[], float], after: int, pauses: Sequence[float]) -> None:
        self._now, self._after, self._pauses = now, after, pauses
        self._in_a_row = 0
        self._until: float | None = None
        """Until when nothing is let through; None where it is closed."""
        self._on_trial = False

    def allows(self) -> bool:
        """Whether a request may be made now. After a pause one may, and the next only once it is known how that ended,
        or after `TRIAL_SECONDS`.
        """
        if self._until is None:
            return True
        if self._now() < self._until:
            return False
        self._until, self._on_trial = self._now() + TRIAL_SECONDS, True
        return True

    def worked(self) -> None:
        """A request ended well."""
        self._in_a_row, self._until, self._on_trial = 0, None, False

    def failed(self, pause: float | None = None) -> None:
        """A request failed; with `pause`, nothing is let through for so many seconds in any case."""
        if self._until is None or self._on_trial:  # else it was under way when this opened, and tells nothing new
            self._in_a_row += 1
            opens = self._on_trial or self._in_a_row >= self._after
            self._until, self._on_trial = self._now() + self._pause() if opens else None, False
        if pause is not None:
            self._until = max(self._until or 0.0, self._now() + pause)

    def _pause(self) -> float:
        return self._pauses[min(max(self._in_a_row - self._after, 0), len(self._pauses) - 1)]
