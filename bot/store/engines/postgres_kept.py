"""What the store relies on at a PostgreSQL server, asked of it once it is connected.

It is said at the start of each connection, where a pooler may leave it out without a word: PgBouncer has an option for
that, and keeps none of it in any case. What is left out is not seen until votes are lost.
"""

import re
from collections.abc import Mapping

import asyncpg

from bot.store.address import PostgresAddress
from bot.store.errors import StoreUnusable

STATEMENT_SHARE, LOCK_SHARE = 0.5, 0.15
"""Of the patience, how much may go by until the server gives up a statement, and until it gives up waiting for others'
changes: a deadlock would only be noticed after a second.
"""
ISOLATION, SAFETY, READ_ONLY = "default_transaction_isolation", "synchronous_commit", "transaction_read_only"
LIMITS = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
SAFE = ("on", "remote_apply")
"""Values with which what is acknowledged is on the server's disk."""
ASKED = "SELECT name, setting FROM pg_settings WHERE name = ANY($1)"
BACKEND = "SELECT pg_backend_pid()"
POOLERS: tuple[tuple[str, str], ...] = (
    (r"\.pooler\.supabase\.", "Supabase's pooler"),
    (r"\.proxy-[^.]*\..*\.rds\.amazonaws\.", "Amazon's RDS Proxy"),
    (r"-pooler\.[^,]*\.neon\.", "Neon's pooler"),
    (r":6432\b", "PgBouncer, by its port"),
    (r":9999\b", "Pgpool-II, by its port"),
)
"""Poolers that are known by how they are reached."""
ANY = "such as PgBouncer, Pgpool-II, RDS Proxy or Supabase's"
DIRECT = "Give the address of the server itself in DATABASE_URL (docs/operating.md, Poolers)."
NOT_KEPT = "what the bot relies on does not hold there: {wrong}. {between}"
BETWEEN = "A pooler is in between ({pooler}), which leaves that out. " + DIRECT
MAYBE_BETWEEN = "Where a pooler is in between ({pooler}), it leaves that out. " + DIRECT
TRANSACTIONS = (
    "a pooler is in between ({pooler}) that gives one session of the server to several clients, transaction by "
    "transaction. The bot needs sessions of its own. " + DIRECT
)
UNSUPPORTED = "a pooler is in between ({pooler}) that does not take what the bot needs ({said}). " + DIRECT
TAKEN_ILL = re.compile(r"startup (parameter|option)|command-line option|prepared statement .* (exist|already)")
"""What poolers say that do not take what a client says at the start, or that mix up the sessions of several."""
ONLY_READ = "it can only be read there: it is a replica, or its user or database is set so. Give the primary server."


def settings(patience: float) -> dict[str, str]:
    """The settings of each connection. A server that gives up by itself leaves no doubt whether something was
    changed.
    """
    return {
        "application_name": "dlguide",
        ISOLATION: "serializable",
        SAFETY: "on",
        "statement_timeout": str(int(patience * STATEMENT_SHARE * 1000)),
        "lock_timeout": str(int(patience * LOCK_SHARE * 1000)),
        "idle_in_transaction_session_timeout": str(int(patience * 5000)),
        "jit": "off",
    }


async def check(connection: asyncpg.Connection, wanted: Mapping[str, str], address: PostgresAddress) -> None:
    """Ask whether what was said at the start holds. Raises `StoreUnusable` that says what does not, and why."""
    names = [ISOLATION, SAFETY, READ_ONLY, *LIMITS]
    found = {row[0]: str(row[1]) for row in await connection.fetch(ASKED, names)}
    if wrong := not_kept(wanted, found):
        between = (BETWEEN if await is_pooled(connection) else MAYBE_BETWEEN).format(pooler=pooler(address))
        raise StoreUnusable(NOT_KEPT.format(wrong="; ".join(wrong), between=between))
    if found.get(READ_ONLY) == "on":
        raise StoreUnusable(ONLY_READ)


def not_kept(wanted: Mapping[str, str], found: Mapping[str, str]) -> list[str]:
    """Where the settings that a server has are not what was wanted: a limit may be shorter, but not longer or none."""
    fits = {ISOLATION: found.get(ISOLATION) == wanted[ISOLATION], SAFETY: found.get(SAFETY) in SAFE}
    fits |= {name: 0 < int(found.get(name, 0)) <= int(wanted[name]) for name in LIMITS}
    return [f"{name} is {found.get(name)} instead of {wanted[name]}" for name, fit in fits.items() if not fit]


async def is_pooled(connection: asyncpg.Connection) -> bool:
    """Whether somebody in between answered for the server: then it named another process than that of the session."""
    return bool(await connection.fetchval(BACKEND) != connection.get_server_pid())


async def check_own_sessions(one: asyncpg.Connection, other: asyncpg.Connection, address: PostgresAddress) -> None:
    """Check that two open connections have two sessions of the server. Raises `StoreUnusable` where they share one."""
    if await one.fetchval(BACKEND) == await other.fetchval(BACKEND):
        raise StoreUnusable(TRANSACTIONS.format(pooler=pooler(address)))


def of_a_pooler(said: str, address: PostgresAddress) -> str | None:
    """What to do where a fault is that of a pooler; None where it is none."""
    return UNSUPPORTED.format(pooler=pooler(address), said=said) if TAKEN_ILL.search(said) else None


def pooler(address: PostgresAddress) -> str:
    """Which pooler it may be, by the address."""
    return next((name for pattern, name in POOLERS if re.search(pattern, address.shown)), ANY)
