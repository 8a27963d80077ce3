"""What the database can hold, read from the database itself, and a row of each kind for tests to put there."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from bot.store import Address
from tests.support.store.behind import columns, rows

ME, OTHER, SERVER = 7_000_000_001, 7_000_000_002, 9_000_000_001
MEMBER_ENDINGS = ("user_id", "voter_id", "_by", "reporter_id")
NO_MEMBERS = {
    "account_days", "application_id", "applied_at", "attempts", "blocked_at", "cast_at", "changed_at", "channel_id",
    "created_at", "decided_at", "found", "greeted_at", "guild_id", "held", "holds", "id", "left_at", "left_out",
    "member_days", "message_id", "moderator_role", "number", "opened_at", "placed_at", "posted_at", "private", "public",
    "queue_channel", "reported_at", "since", "times", "until", "voter_role", "votes", "written_at",
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
POSTED = row("posted", about="suggestion:5", posted_at=":now")
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


def put(address: Address, *made: Row, me: int = ME, other: int = OTHER, server: int = SERVER, now: float = 0) -> None:
    """Put rows past the store."""
    names = {":me": me, ":other": other, ":server": server, ":now": int(now)}
    for row in made:
        values = {name: names.get(str(value), value) for name, value in row.values.items()}
        values |= {name: needed for name, needed in _needed(address, row.table) if name not in values}
        places = ", ".join(f"${number}" for number in range(1, len(values) + 1))
        sql = f"INSERT INTO {row.table} ({', '.join(values)}) VALUES ({places})"  # noqa: S608 - from the schema
        rows(address, sql, *values.values())


def _needed(address: Address, table: str) -> Iterator[tuple[str, object]]:
    """What a row of this table cannot be without, made up: numbers that no other row has, and texts."""
    ((count,),) = rows(address, f"SELECT count(*) FROM {table}")  # noqa: S608 - from the schema
    for column in columns(address):
        if column.table == table and column.needed and not column.has_default:
            yield column.name, count + 1 if column.kind == "INTEGER" else "x"


def run(address: Address, statement: str) -> None:
    """Let another program change the database."""
    rows(address, statement)


def tables(address: Address) -> dict[str, list[tuple[str, str, int]]]:
    """The tables, each with the name, type and place in the key of its columns."""
    found: dict[str, list[tuple[str, str, int]]] = {}
    for column in columns(address):
        found.setdefault(column.table, []).append((column.name, column.kind, column.place))
    return found


def content(address: Address) -> dict[str, list[dict[str, Any]]]:
    """All that the database holds, by table."""
    return {
        table: [
            dict(zip((name for name, _, _ in fields), row, strict=True))
            for row in rows(address, f"SELECT * FROM {table}")  # noqa: S608 - from the schema
        ]
        for table, fields in tables(address).items()
    }


def places_of(address: Address, found: object) -> Iterator[tuple[str, str]]:
    """Where in the database a number or text stands, alone or within a text."""
    for table, stored in content(address).items():
        for row in stored:
            yield from ((table, column) for column, value in row.items() if value == found or str(found) in str(value))


def member_columns(address: Address) -> set[tuple[str, str]]:
    """Every column that can hold a member's id, by the name it has."""
    return {(column.table, column.name) for column in columns(address) if column.name.endswith(MEMBER_ENDINGS)}


def integer_columns(address: Address) -> set[tuple[str, str]]:
    """Every column of whole numbers that is not known to be something else than a member's id."""
    return {
        (column.table, column.name)
        for column in columns(address)
        if column.kind == "INTEGER" and column.name not in NO_MEMBERS
    }
