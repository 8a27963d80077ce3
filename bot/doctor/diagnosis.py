"""All checks in their order. Each part is looked at whatever the others gave."""

import asyncio
import datetime as dt
import importlib.util
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from bot import __version__
from bot.catalogue import read_base
from bot.doctor import database, machine, setting
from bot.doctor.finding import Finding, ok, problem
from bot.doctor.knowledge import knowledge
from bot.doctor.proxy import proxies
from bot.doctor.reader import reader
from bot.run.garbage import uncollected
from bot.run.proxy import DISCORD, PROXY_NAMES
from bot.run.settings import NAMES, Settings
from bot.run.written import InvalidSettings, in_file
from bot.store import Address, StoreUnusable
from bot.store.admin.examine import Examined, examine
from bot.store.opening import NEEDS_EXTRA

if TYPE_CHECKING:
    from bot.writer.model import Model

PACKAGE = "dlguide"
MOST_CHANNELS = 20
KNOWN = (*NAMES, *PROXY_NAMES, "ALL_PROXY", "all_proxy")
"""What is no slip for one of our settings."""


def diagnosis(environment: Mapping[str, str], env_file: Path, now: float, *, offline: bool) -> Iterator[Finding]:
    """Everything that was found, as it is found. With `offline`, nothing is asked of Discord or of a model."""
    yield ok("version", f"dlguide {__version__} on Python {sys.version.split()[0]}")
    yield from machine.libraries(_requirements(), _installed)
    yield machine.sqlite(sqlite3.sqlite_version)
    yield machine.terminal(sys.stdout.encoding if sys.stdout else None)
    yield reader(files("bot.understand"))
    try:
        yield from setting.names(in_file(env_file), environment, KNOWN)
        yield from setting.quoted(environment, KNOWN)
        yield from setting.readable(env_file)
        settings = Settings.from_environment(environment, env_file)
    except InvalidSettings as error:
        yield problem("settings", str(error), "Fix that first: everything that depends on the settings was skipped.")
        return
    token = setting.token(settings.discord_token)
    yield token
    proxied = list(proxies(settings))
    yield from proxied
    offline = offline or any(finding.state == "problem" for finding in proxied)  # nothing can be asked then
    extra = importlib.util.find_spec("prometheus_client") is not None
    yield machine.metrics(settings.metrics_host, settings.metrics_port, extra=extra)
    yield from knowledge(read_base(settings.knowledge_file), dt.datetime.fromtimestamp(now, dt.UTC).date())
    channels: dict[int, int] = {}
    yield from _database(settings.database, now, channels)
    if settings.model:
        yield from _model(settings.model, settings, offline=offline)
    if not offline and settings.discord_token and token.state == "ok":
        yield from _discord(settings, settings.discord_token, channels)


def _database(address: Address, now: float, channels: dict[int, int]) -> Iterator[Finding]:
    """What is found of the database; its moderators' channels are put into `channels`."""
    if isinstance(address, Path):
        yield ok("database", f"it is {address.absolute()}")
        if not _is_there(address):
            yield database.missing(address)
            return
    try:
        found = _examined(address)
        channels.update(found.channels)
        yield from database.content(found)
    except StoreUnusable as error:
        yield problem("database", str(error), "Fix that first: nothing can be saved until then.")
    if isinstance(address, Path) and _is_file(address):
        yield from database.surroundings(database.files_of(address, now, database.user()))


def _is_there(file: Path) -> bool:
    try:
        return file.exists()
    except OSError:  # one may not look there, or its name is too long: opening it says so
        return True


def _is_file(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError:
        return False


def _examined(address: Address) -> Examined:
    if isinstance(address, Path):
        return examine(address, MOST_CHANNELS)
    try:
        from bot.store.admin.examine_server import examine_server  # here, because asyncpg is an extra
    except ModuleNotFoundError as error:
        raise StoreUnusable(NEEDS_EXTRA.format(address=address, missing=error.name)) from error
    return asyncio.run(examine_server(address, MOST_CHANNELS))


def _model(model: "Model", settings: Settings, *, offline: bool) -> Iterator[Finding]:
    with uncollected():  # here, because most bots have no model
        from bot.doctor.model import asked, unencrypted
    yield from unencrypted(model)
    if not offline:
        yield from asyncio.run(asked(model, settings.proxies.of(model.url)))


def _discord(settings: Settings, token: str, channels: Mapping[int, int]) -> Iterator[Finding]:
    with uncollected():  # here, because importing discord takes longer than all the rest
        from bot.discord_app.command_names import address, command_names
        from bot.doctor.asking import Expected, asked
    expected = Expected(command_names(), settings.shards, channels)
    yield from asyncio.run(asked(address(), token, expected, settings.proxies.of(DISCORD)))


def _requirements() -> list[str] | None:
    try:
        return metadata.requires(PACKAGE)
    except metadata.PackageNotFoundError:
        return None


def _installed(library: str) -> str | None:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return None
