"""Numbered SQL files for each engine, each applied once, in one transaction with the note of it."""

import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Literal

from msgspec import Struct

from bot.store.errors import StoreUnusable

Engine = Literal["sqlite", "postgres"]
VERSION = "SELECT coalesce(max(number), 0) FROM migration"
_NAME = re.compile(r"(?P<number>\d{4})_\w+\.sql")


class Migration(Struct, frozen=True):
    """One step of the schema."""

    number: int
    sql: str


def shipped_migrations(engine: Engine) -> tuple[Migration, ...]:
    """The migrations for this engine that come with the package, in order."""
    return tuple(sorted(_read(engine), key=lambda migration: migration.number))


def _read(engine: Engine) -> Iterator[Migration]:
    for file in files("bot.store").joinpath("migrations", engine).iterdir():
        if found := _NAME.fullmatch(file.name):
            yield Migration(int(found["number"]), file.read_text(encoding="utf-8"))


def missing(migrations: tuple[Migration, ...], applied: int) -> list[Migration]:
    """The migrations after `applied`, a database's last one. Raises `StoreUnusable` for a newer database."""
    newest = migrations[-1].number
    if applied > newest:
        raise StoreUnusable(
            f"the database has schema {applied}, but this version of the bot knows only {newest}: install a newer bot"
        )
    return [migration for migration in migrations if migration.number > applied]
