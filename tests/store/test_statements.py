"""No statement of the store reads through a table: its cost must not grow with what others have stored."""

import ast
import contextlib
import importlib
import itertools
import re
import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from types import ModuleType

import pytest

import bot.store.tables
from bot.store import Address, PostgresAddress, Store
from tests.support.clock import Clock
from tests.support.store.behind import Onlooker
from tests.support.store.databases import Databases

TABLES = sorted(file.stem for file in Path(str(bot.store.tables.__file__)).parent.glob("[!_]*.py"))
AT_WORK = ["bot.store.store", *(f"bot.store.tables.{name}" for name in TABLES)]
"""The modules with statements that run while the bot answers: all but those of the operator's commands."""
IS_SQL = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\s")
PLACES: Mapping[str, tuple[str, ...]] = {
    "name": ("language",),
    "number": ("1",),
    "where": ("state = 'open'", "state = 'approved'"),
    "change": ("state = 'open', public = $4", "state = 'approved', entry = $5, decided_by = $3, decided_at = $4"),
}
"""What can stand at a place of a text that is put together within a function."""
FOUND_IN_FULL = re.compile(r"SCAN (?!CONSTANT ROW|(?:found|earlier|moved)\b|json_each)(?P<table>\w+)")


def statements(module: ModuleType) -> Iterator[str]:
    """Every statement in a module: those in its tables, and those written within its functions."""
    yield from _within(vars(module))
    tree = ast.parse(Path(str(module.__file__)).read_text())
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            parts = {id(part) for node in ast.walk(function) if isinstance(node, ast.JoinedStr) for part in node.values}
            for node in ast.walk(function):
                if isinstance(node, ast.JoinedStr) and IS_SQL.match(_first(node)):
                    yield from _put_together(node, vars(module))
                elif isinstance(node, ast.Constant) and id(node) not in parts and isinstance(node.value, str):
                    yield from _within(node.value)


def _within(value: object) -> Iterator[str]:
    if isinstance(value, str) and IS_SQL.match(value):
        names = sorted(set(re.findall(r"{(\w+)}", value)))
        for choice in itertools.product(*(PLACES[name] for name in names)):
            yield value.format_map(dict(zip(names, choice, strict=True)))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if not (isinstance(key, str) and key.startswith("__")):
                yield from _within(key)
                yield from _within(inner)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from _within(inner)


def _first(node: ast.JoinedStr) -> str:
    start = node.values[0] if node.values else None
    return str(start.value) if isinstance(start, ast.Constant) else ""


def _put_together(node: ast.JoinedStr, known: Mapping[str, object]) -> Iterator[str]:
    choices: list[tuple[str, ...]] = []
    for part in node.values:
        if isinstance(part, ast.Constant):
            choices.append((str(part.value),))
            continue
        code = ast.unparse(part.value) if isinstance(part, ast.FormattedValue) else ""
        names = {name.id for name in ast.walk(part) if isinstance(name, ast.Name)}
        if code not in PLACES and not names.issubset(known):
            if {"table", "key", "due"} & names:
                return  # a part of the tables of the module, which are read above
            pytest.fail(f"say in PLACES what can stand at {{{code}}} in {ast.unparse(node)}")
        choices.append(PLACES[code] if code in PLACES else (str(eval(code, dict(known))),))  # noqa: S307 - our own code
    yield from map("".join, itertools.product(*choices))


EVERY = sorted({sql for name in AT_WORK for sql in statements(importlib.import_module(name))})


def read_in_full(database: sqlite3.Connection, sql: str) -> list[str]:
    """The tables that a statement reads from the first row to the last."""
    values = dict.fromkeys(re.findall(r"\$(\d+)", sql), 1)
    plan = database.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
    return [found["table"] for row in plan if (found := FOUND_IN_FULL.match(row[3]))]


@pytest.fixture
async def database(path: Path, clock: Clock) -> AsyncIterator[sqlite3.Connection]:
    async with Store.open(path, clock):
        pass
    with contextlib.closing(sqlite3.connect(path)) as opened:
        yield opened


def test_the_statements_are_found() -> None:
    text = "\n".join(EVERY)
    for table in ("vote", "progress", "suggestion", "server", "placement", "block", "forgotten", "command_sync"):
        assert re.search(rf"(FROM|INTO|UPDATE) {table}\b", text), table
    assert "{" not in text


def test_no_statement_reads_a_table_in_full(database: sqlite3.Connection) -> None:
    assert {sql: found for sql in EVERY if (found := read_in_full(database, sql))} == {}


SCANNED = re.compile(r"Seq Scan on (?P<table>\w+)")


def scanned_by_postgres(other: Onlooker, sql: str) -> list[str]:
    """The tables that PostgreSQL reads in full, whatever the values, where no index serves."""
    places = sorted(set(re.findall(r"\$(\d+)", sql)))  # of a text with choices from PLACES, maybe with gaps
    nothing = f"({', '.join('NULL' for _ in places)})" if places else ""
    without_gaps = re.sub(r"\$(\d+)", lambda place: f"${places.index(place[1]) + 1}", sql)
    other.script(f"PREPARE asked AS {without_gaps}")
    plan = other.rows(f"EXPLAIN EXECUTE asked{nothing}")
    other.script("DEALLOCATE asked")
    return [found["table"] for (line,) in plan if (found := SCANNED.search(line))]


def test_postgres_understands_every_statement_and_reads_no_table_in_full(databases: Databases) -> None:
    with databases.empty() as address, contextlib.closing(onlooker_of(address)) as other:
        other.script("SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan")
        assert {sql: found for sql in EVERY if (found := scanned_by_postgres(other, sql))} == {}
        assert scanned_by_postgres(other, "DELETE FROM suggestion WHERE title = 'x'") == ["suggestion"]


def onlooker_of(address: Address) -> Onlooker:
    assert isinstance(address, PostgresAddress)
    return Onlooker(address.url)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1 FROM vote WHERE choice = 'helped' LIMIT 1",
        "DELETE FROM suggestion WHERE title = 'x'",
        "SELECT count(*) FROM tally",
    ],
)
def test_a_statement_that_does_is_found(database: sqlite3.Connection, sql: str) -> None:
    assert read_in_full(database, sql)
