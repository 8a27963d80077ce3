"""What the database can hold, read from the database itself, and a row of each kind for tests to put there."""

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

ME, OTHER, SERVER = 7_000_000_001, 7_000_000_002, 9_000_000_001
MEMBER_ENDINGS = ("user_id", "voter_id", "_by", "reporter_id")
NO_MEMBERS = {
    "account_days", "application_id", "applied_at", "attempts", "blocked_at", "cast_at", "changed_at", "created_at",
    "decided_at", "found", "guild_id", "held", "holds", "id", "left_at", "member_days", "moderator_role", "number",
    "opened_at", "placed_at", "private", "public", "queue_channel", "reported_at", "since", "times", "until",
    "voter_role", "votes", "written_at",
}  # fmt: skip
"""The columns with whole numbers that are no member's id. A new one has to be thought of: here, or in forgetting."""


class Row(Struct, frozen=True):
    """A row for a table. `:me`, `:other`, `:server` and `:now` stand for what `put` is given; what the table needs
    beside `values` is made up, so that tests need not know what they do not look at.
    """

    table: str
    values: Mapping[str, object]

    def but(self, **values: object) -> "Row":
        """The same with other values."""
        return Row(self.table, {**self.values, **values})


def row(table: str, **values: object) -> Row:
    """A row of a server."""
    return Row(table, {"guild_id": ":server", **values})


def suggestion(id: int, state: str, user: object = ":me", moderator: object = ":other") -> Row:  # noqa: A002 - column
    """A suggestion in this state."""
    return row(
        "suggestion", id=id, user_id=user, state=state, title="A title", url="https://a.example", format="book",
        why="my reasons", audience="beginners", entry='{"id": "c-1"}' if state == "approved" else None,
        merged_into="book" if state == "merged" else None, created_at=":now", decided_by=moderator, decided_at=":now",
    )  # fmt: skip


BOOK = "book"
VOTE = row("vote", resource_id=BOOK, voter_id=":me", choice="helped", cast_at=":now", changed_at=":now")
MARK = Row("progress", {"user_id": ":me", "resource_id": BOOK, "state": "done", "changed_at": ":now"})
FLAG = row("flag", resource_id=BOOK, opened_at=":now", state="counted", decided_by=":me", decided_at=":now")
REVIEW = row("review", resource_id=BOOK, user_id=":me", text="a text", audience="beginners", written_at=":now")
REPORT = row("report", resource_id=BOOK, user_id=":me", reporter_id=":other", reported_at=":now")
PLACEMENT = row("placement", resource_id=BOOK, kind="pinned", placed_by=":me", placed_at=":now")
BLOCK = row("block", user_id=":me", blocked_by=":other", blocked_at=":now")

ROWS = {
    ("vote", "voter_id"): VOTE,
    ("progress", "user_id"): MARK,
    ("suggestion", "user_id"): suggestion(1, "open"),
    ("suggestion", "decided_by"): suggestion(2, "declined", ":other", ":me"),
    ("flag", "decided_by"): FLAG,
    ("review", "user_id"): REVIEW,
    ("report", "user_id"): REPORT,
    ("report", "reporter_id"): REPORT.but(user_id=":other", reporter_id=":me"),
    ("placement", "placed_by"): PLACEMENT,
    ("block", "user_id"): BLOCK,
    ("block", "blocked_by"): BLOCK.but(user_id=":other", blocked_by=":me"),
}
"""For each place where a member's id can stand, a row with it there."""
REVIEWED = {("report", "user_id"): REVIEW}
"""What a row hangs on."""


def put(path: Path, *rows: Row, me: int = ME, other: int = OTHER, server: int = SERVER, now: float = 0) -> None:
    """Put rows past the store."""
    names = {":me": me, ":other": other, ":server": server, ":now": int(now)}
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        for row in rows:
            values = {name: names.get(str(value), value) for name, value in row.values.items()}
            values |= {name: made for name, made in _needed(database, row.table) if name not in values}
            places = ", ".join(f":{name}" for name in values)
            sql = f"INSERT INTO {row.table} ({', '.join(values)}) VALUES ({places})"  # noqa: S608 - from the schema
            database.execute(sql, values)


def _needed(database: sqlite3.Connection, table: str) -> Iterator[tuple[str, object]]:
    """What a row of this table cannot be without, made up: numbers that no other row has, and texts."""
    (count,) = database.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - from the schema
    for _, name, kind, needed, default, _ in database.execute(f"PRAGMA table_info({table})"):
        if needed and default is None:
            yield name, count + 1 if kind == "INTEGER" else "x"


def run(path: Path, statement: str) -> None:
    """Let another program change the database."""
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        database.execute(statement)


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
