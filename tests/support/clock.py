"""Clocks that tests move."""


class Clock:
    """A clock that stands still until it is told to move."""

    def __init__(self) -> None:
        self.seconds = 1_800_000_000.0

    def __call__(self) -> float:
        return self.seconds


class HurryingClock(Clock):
    """A clock that is two minutes on whenever somebody looks, for tests that do more in a row than members may."""

    def __call__(self) -> float:
        self.seconds += 120
        return self.seconds
