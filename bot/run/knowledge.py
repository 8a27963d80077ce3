"""The knowledge base in its folder: read into a guide, and watched for changes."""

import logging
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.advise import Guide
from bot.catalogue import load_catalogue
from bot.catalogue.advice.read import advice_paths
from bot.catalogue.reading.files import FILE_NAME
from bot.run.garbage import paused
from bot.understand import Lexicon, ReaderUnusable

if TYPE_CHECKING:
    from bot.understand.models.reader import Reader

log = logging.getLogger(__name__)

State = frozenset[tuple[str, int, int, int]]
"""What distinguishes one version of the files from another: name, inode, size and modification time of each."""


class Knowledge:
    """The knowledge base whose first file this is. Its methods read files, so a running bot calls them in a thread."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._read_as: State | None = None
        self._seen: State | None = None

    def guide(self) -> Guide:
        """A guide to what the files hold now. Raises `InvalidCatalogue` with all problems if there is any."""
        self._read_as = self._seen = self._state()
        return _guide_to(self._file.resolve(), self._read_as)

    def is_as_read(self) -> bool:
        """Whether the files are still those that were read last; if not, one may have been read half written."""
        return self._state() == self._read_as

    def has_settled(self) -> bool:
        """Whether the files differ from those read last, but not from the last look.

        Editors write in steps, and a change may span several files: it is complete once nothing moves any more.
        """
        last, self._seen = self._seen, self._state()
        return self._seen == last != self._read_as

    def _state(self) -> State:
        beside = (path for path in self._file.parent.glob("*.yaml") if FILE_NAME.fullmatch(path.name))
        return frozenset(map(_version, {self._file, *beside, *advice_paths(self._file.parent)}))


@lru_cache(maxsize=1)
def _guide_to(file: Path, _state: State) -> Guide:
    """A guide to the files in this state; a process reads the same ones once."""
    with paused():
        return Guide(load_catalogue(file), Lexicon.shipped(), _reader())


@cache
def _reader() -> "Reader | None":
    """The trained reader, or None where its weights cannot be used: then the rules answer alone.

    It comes with the program, not with the knowledge base: a process reads it once, and says once what is wrong.
    """
    from bot.understand.models.reader import Reader  # here, because numpy takes longer than a login may wait

    try:
        return Reader.shipped()
    except ReaderUnusable as error:
        log.error("Messages are read by rules alone, and answered less well: %s", error)  # noqa: TRY400 - that says it all
        return None


def _version(path: Path) -> tuple[str, int, int, int]:
    try:
        found = path.stat()
    except OSError:  # it went away, or cannot be read: reading it will say so
        return path.name, 0, 0, 0
    return path.name, found.st_ino, found.st_size, found.st_mtime_ns
