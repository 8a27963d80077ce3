"""The files of a knowledge base: the one it is entered by, and those beside it that this one names."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.catalogue.reading.lines import Place
from bot.catalogue.reading.schema import suggestion
from bot.catalogue.reading.source import MAX_BYTES, Source

ENTRY_FIELDS = ("include", "resources", "redirects")
PART_FIELDS = ("resources",)
MAX_FILES = 100
FILE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,80}\.yaml")


def read_files(path: Path) -> list[Source]:
    """The file at this path and those that its `include` names, in that order, with what is wrong in their shape."""
    entry = Source(path)
    sources = [entry]
    names = _included(entry)
    _check_fields(entry, ENTRY_FIELDS, needs_entries=not names)
    seen = {path.resolve()}
    for place, name in names:
        part = _beside(entry, path.parent, place, name, seen)
        if part is None:
            continue
        seen.add(part.resolve())
        sources.append(Source(part))
        _check_fields(sources[-1], PART_FIELDS, needs_entries=True)
        if sum(source.size for source in sources) > MAX_BYTES:
            entry.report(place, f"include: with {name!r} the files are larger than {MAX_BYTES:,} bytes together")
            break
    return sources


def entries_of(source: Source) -> Iterator[tuple[Place, Any]]:
    """Place and plain value of each entry that the file holds."""
    entries = source.value.get("resources") if isinstance(source.value, dict) else None
    for index, entry in enumerate(entries if isinstance(entries, list) else []):
        yield ("resources", index), entry


def ids_in(values: Iterable[tuple[Place, Any]]) -> list[str]:
    """The ids among these plain values, also of those that have other flaws."""
    return [value["id"] for _, value in values if isinstance(value, dict) and isinstance(value.get("id"), str)]


def all_read(sources: Sequence[Source]) -> bool:
    """Whether all that should be in these files is known; if not, what is missing may stand where it was not read."""
    unread = any(source.value is None for source in sources)
    return not unread and not any(problem.message.startswith("include:") for problem in sources[0].problems)


def _included(entry: Source) -> list[tuple[Place, str]]:
    names = entry.value.get("include", []) if isinstance(entry.value, dict) else []
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names) or len(names) >= MAX_FILES:
        entry.report(("include",), f"include: expected a list of fewer than {MAX_FILES} names of files")
        return []
    return [(("include", index), name) for index, name in enumerate(names)]


def _beside(entry: Source, folder: Path, place: Place, name: str, seen: set[Path]) -> Path | None:
    """The file of this name in the folder, or None once it is said why it is not read."""
    part = folder / name
    if not FILE_NAME.fullmatch(name):
        entry.report(place, f"include: {name!r:.80} is not the name of a .yaml file beside this one")
    elif not part.is_file():
        known = sorted(other.name for other in folder.glob("*.yaml"))
        entry.report(place, f"include: there is no file {name!r} beside this one{suggestion(name, known)}")
    elif not part.resolve().is_relative_to(folder.resolve()):
        entry.report(place, f"include: {name!r} leads out of this folder")
    elif part.resolve() in seen:
        entry.report(place, f"include: {name!r} is read already")
    else:
        return part
    return None


def _check_fields(source: Source, allowed: tuple[str, ...], *, needs_entries: bool) -> None:
    if not isinstance(source.value, dict):
        if not source.problems:
            source.report((), "the file must hold the field 'resources' with a list of entries")
        return
    for name in source.value.keys() - set(allowed):
        only = "only the file that includes others has this field" if name in ENTRY_FIELDS else "no such field"
        source.report((name,), f"{name}: {only}{suggestion(name, allowed)}")
    entries = source.value.get("resources", None if needs_entries else [])
    if not isinstance(entries, list) or (needs_entries and not entries):
        source.report(("resources",), "resources: expected a list of entries")
