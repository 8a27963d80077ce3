"""What a server's members contributed, as files: entries for the curators, votes for a spreadsheet."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping, Set
from itertools import count
from typing import Any

import msgspec

from bot.advise.forms.proposals import proposed_id
from bot.catalogue import Catalogue, Resource
from bot.catalogue.allowed_values import CHOICES, Choice
from bot.catalogue.checks.same_address import same_address
from bot.catalogue.server_entries import is_own

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a cell begins with that a spreadsheet would take for a formula."""
LONGEST_SLUG = 54
"""The most characters of a title in an id, which may have six more."""
PROVENANCE = """\
# Suggestions of members that the moderators of a Discord server accepted, exported by DL Guide on {date}.
# Server {server}. No curator has looked at them: check each, and what it says under `verified`, before it goes in.
# What no moderator said, such as a level, is missing: `dlguide knowledge check` names it.
# This file can be named under `include:` of a knowledge file, or its items put at the end of one.
"""
KNOWN = "# Left out: {id} of this server, since {other} has its address already.\n"


def entries_as_yaml(own: Iterable[Resource], base: Catalogue, server: int, date: dt.date) -> str:
    """The server's own entries as a file of a knowledge base, with ids that are new to this base.

    Where the base or an earlier entry has the address already, only a comment names it. Empty where none is left.
    """
    from bot.catalogue.entry_text import entry_text  # only exports need it

    pages, ids = {same_address(entry.url): entry.id for entry in base}, {entry.id for entry in base}
    left_out, texts = [], []
    for entry in own:
        page = same_address(entry.url)
        if page in pages:
            left_out.append(KNOWN.format(id=entry.id, other=pages[page]))
            continue
        id_ = pages[page] = _new_id(entry.title, ids.union(base.redirects))
        ids.add(id_)
        texts.append(f"  # {entry.id} of this server\n{entry_text({**plain_values(entry), 'id': id_})}")
    head = PROVENANCE.format(date=date.isoformat(), server=server) + "".join(left_out)
    return f"{head}\nresources:\n" + "\n".join(texts) if texts else ""


def _new_id(title: str, taken: Set[str]) -> str:
    """An id for the curated list, made of the title."""
    slug = proposed_id(title, LONGEST_SLUG) or "suggested"
    slug = f"suggested-{slug}" if is_own(f"{slug}-2") else slug  # with any number, "c" is an id of a server's own
    names = (slug if number == 1 else f"{slug}-{number}" for number in count(1))
    return next(name for name in names if name not in taken and not is_own(name))


def plain_values(entry: Resource) -> dict[str, Any]:
    """The entry as plain values, without empty fields."""
    values: dict[str, Any] = _said(msgspec.to_builtins(entry, builtin_types=(dt.date,)))
    if values["language"] == "en":
        del values["language"]  # as entries of the list leave it out
    for facet in values.pop("unknown", ()):
        del values[facet]  # whoever takes it into the list has to say it
    return values


def _said(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _said(part) for name, part in value.items() if part is not None and part not in ((), [])}
    return [_said(part) for part in value] if isinstance(value, (list, tuple)) else value


def votes_as_csv(counts: Mapping[str, Mapping[Choice, int]], catalogue: Catalogue) -> str:
    """How many members chose what, for each entry."""
    file = io.StringIO()
    rows = csv.writer(file)
    rows.writerow(["resource", "title", *CHOICES])
    for id_, of_entry in sorted(counts.items()):
        entry = catalogue.get(id_)
        title = entry.title if entry else ""
        rows.writerow([_defused(id_), _defused(title), *(of_entry.get(choice, 0) for choice in CHOICES)])
    return file.getvalue()


def _defused(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text
