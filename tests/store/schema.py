"""What the database can hold, read from the database itself, and a row of each kind for tests to put there."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ME, OTHER, SERVER = 7_000_000_001, 7_000_000_002, 9_000_000_001
MEMBER_ENDINGS = ("user_id", "voter_id", "_by", "reporter_id")
NO_MEMBERS = {
    "account_days", "applied_at", "application_id", "attempts", "blocked_at", "changed_at", "created_at", "decided_at",
    "found", "guild_id", "held", "id", "left_at", "member_days", "moderator_role", "number", "opened_at", "placed_at",
    "private", "public", "queue_channel", "reported_at", "since", "times", "until", "voter_role", "votes",
    "written_at",
}  # fmt: skip
"""The columns with whole numbers that are no member's id. A new one has to be thought of: here, or in forgetting."""
SUGGESTION = """
INSERT INTO suggestion (id, guild_id, user_id, title, url, format, why, audience, state, entry, merged_into, created_at,
    decided_by, decided_at)
VALUES ({id}, :server, {user}, 'A title', 'https://a.example', 'book', 'my reasons', 'beginners', '{state}', {entry},
    {merged}, :now, {moderator}, :now)
"""


def suggestion(id: int, state: str, user: str = ":me", moderator: str = ":other") -> str:  # noqa: A002 - the column
    """A suggestion in this state."""
    entry = '\'{"id": "c-1"}\'' if state == "approved" else "NULL"
    merged = "'book'" if state == "merged" else "NULL"
    return SUGGESTION.format(id=id, user=user, state=state, entry=entry, merged=merged, moderator=moderator)


ROWS = {
    ("vote", "voter_id"): "INSERT INTO vote VALUES (:server, 'book', :me, 'helped', 0, :now)",
    ("progress", "user_id"): "INSERT INTO progress VALUES (:me, 'book', 'done', :now)",
    ("suggestion", "user_id"): suggestion(1, "open"),
    ("suggestion", "decided_by"): suggestion(2, "declined", ":other", ":me"),
    ("flag", "decided_by"): "INSERT INTO flag VALUES (:server, 'book', :now, :now, 20, 'counted', :me, :now)",
    ("review", "user_id"): "INSERT INTO review VALUES (:server, 'book', :me, 'a text', 'beginners', 'shown', :now)",
    ("report", "user_id"): "INSERT INTO report VALUES (:server, 'book', :me, :other, :now)",
    ("report", "reporter_id"): "INSERT INTO report VALUES (:server, 'book', :other, :me, :now)",
    ("placement", "placed_by"): "INSERT INTO placement VALUES (:server, 'book', 'pinned', 'a note', NULL, :me, :now)",
    ("block", "user_id"): "INSERT INTO block VALUES (:server, :me, :other, :now)",
    ("block", "blocked_by"): "INSERT INTO block VALUES (:server, :other, :me, :now)",
}
"""For each place where a member's id can stand, a row with it there."""
REVIEWED = {("report", "user_id"): ROWS["review", "user_id"]}
"""What a row hangs on."""


def put(path: Path, *statements: str, me: int = ME, other: int = OTHER, server: int = SERVER, now: float = 0) -> None:
    """Put rows past the store."""
    values = {"me": me, "other": other, "server": server, "now": int(now)}
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        for statement in statements:
            database.execute(statement, values)


def tables(path: Path) -> dict[str, list[tuple[str, str, int]]]:
    """The tables, each with the name, type and place in the key of its columns."""
    with contextlib.closing(sqlite3.connect(path)) as database:
        names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: [(row[1], row[2], row[5]) for row in database.execute(f"PRAGMA table_info({name})")] for name in names
        }


def content(path: Path) -> dict[str, list[dict[str, Any]]]:
    """All that the database holds, by table."""
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.row_factory = sqlite3.Row
        return {
            name: [dict(row) for row in database.execute(f"SELECT * FROM {name}")]  # noqa: S608 - from the schema
            for name in tables(path)
        }


def places_of(path: Path, found: object) -> Iterator[tuple[str, str]]:
    """Where in the database a number or text stands, alone or within a text."""
    for table, rows in content(path).items():
        for row in rows:
            yield from ((table, column) for column, value in row.items() if value == found or str(found) in str(value))


def member_columns(path: Path) -> set[tuple[str, str]]:
    """Every column that can hold a member's id, by the name it has."""
    return {
        (table, column)
        for table, columns in tables(path).items()
        for column, _, _ in columns
        if column.endswith(MEMBER_ENDINGS)
    }


def integer_columns(path: Path) -> set[tuple[str, str]]:
    """Every column of whole numbers that is not known to be something else than a member's id."""
    return {
        (table, column)
        for table, columns in tables(path).items()
        for column, kind, _ in columns
        if kind == "INTEGER" and column not in NO_MEMBERS
    }
