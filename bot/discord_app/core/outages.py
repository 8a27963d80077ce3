"""Reads that an answer can do without: a failure is logged once per outage, not at every question."""

import contextlib
import logging
from collections.abc import Iterator

from bot.store import StoreUnavailable

log = logging.getLogger(__name__)


class Outages:
    """Knows what cannot be read at the moment."""

    def __init__(self) -> None:
        self._failing: set[str] = set()

    @contextlib.contextmanager
    def suppressed(self, what: str) -> Iterator[None]:
        """Within this block, `StoreUnavailable` only ends it. `what` names what is read, as one of a few words."""
        try:
            yield
        except StoreUnavailable as fault:
            if what not in self._failing:
                self._failing.add(what)
                log.warning("Answers go without %s until it can be read again: %s", what, fault, exc_info=True)
        else:
            if what in self._failing:
                self._failing.remove(what)
                log.warning("Answers come with %s again", what)
