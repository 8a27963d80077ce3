"""A new entry as the text of a knowledge file, put at its end without touching what stands there."""

import os
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from bot.catalogue import Base, Problem, Resource
from bot.catalogue.entry_text import entry_text
from bot.catalogue.reading.files import entries_of
from bot.catalogue.reading.source import Source

LIST_MARK = re.compile(r" *(?=- )")


def files_with_entries(base: Base, only: Path | None = None) -> list[Source]:
    """The files of the base that hold entries; where a file is given, that one of them or none."""
    files = [source for source in base.sources if any(entries_of(source))]
    return [source for source in files if only is None or Path(source.file).resolve() == only.resolve()]


def unwritable(files: Sequence[Source]) -> list[str]:
    """Those of the files that whoever runs this must not write."""
    as_now = os.access in os.supports_effective_ids
    return [source.file for source in files if not os.access(source.file, os.W_OK, effective_ids=as_now)]


def fitting(files: Sequence[Source], base: Base, topic: str) -> Source:
    """The file that has most entries of this main topic; of equal ones, the last."""
    where = Counter(found.source.file for found in base.found if found.resource.topics[0] == topic)
    return max(reversed(files), key=lambda source: where[source.file])


def add_entry(base: Base, target: Source, entry: Mapping[str, Any], read_again: Callable[[], Base]) -> list[Problem]:
    """Put the entry at the end of this file of the base. If the base does not load with it, the file is as before.

    Returns what is wrong then. Text is only ever appended, and cut off again: what stands there is not written anew.
    """
    path = Path(target.file)
    before = path.read_bytes()
    kept = False
    try:
        with path.open("ab") as file:
            file.write(_addition(before, entry_text(entry, _indent(target, before))))
        after = read_again()
        problems = after.problems or _misplaced(base, after, target, entry)
        kept = not problems
    except OSError as error:  # the disk may be full, or the file no longer ours
        problems = [Problem(target.file, 1, f"the file cannot be written: {error.strerror}")]
    finally:
        if not kept and path.stat().st_size > len(before):
            os.truncate(path, len(before))
    return problems


def _addition(before: bytes, text: str) -> bytes:
    gap = "\n" if before.endswith(b"\n") else "\n\n"
    newline = "\r\n" if b"\r\n" in before else "\n"
    return (gap + text).replace("\n", newline).encode()


def _indent(target: Source, before: bytes) -> str:
    """What stands before the dashes of the list in this file."""
    lines = [target.line_of(place) for place, _ in entries_of(target)]
    text = before.decode().splitlines()[lines[-1] - 1] if lines else ""
    mark = LIST_MARK.match(text)
    return mark.group() if mark else "  "


def _misplaced(base: Base, after: Base, target: Source, entry: Mapping[str, Any]) -> list[Problem]:
    """A problem where what was appended reads as something else than the entry in its list."""
    expected = msgspec.convert(entry, Resource)
    new = [found.resource for found in after.found if found.resource.id == expected.id]
    if new == [expected] and len(after.found) == len(base.found) + 1:
        return []
    return [Problem(target.file, 1, "an entry at the end of this file is not read as one; it must end with its list")]
