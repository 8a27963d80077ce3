"""What a database on a PostgreSQL server looks like from outside, read without changing or making anything."""

import asyncpg

from bot.store.address import PostgresAddress
from bot.store.admin.examine import CHANNELS, VOICE, Examined
from bot.store.database import BUSY_SECONDS
from bot.store.engines.migrate import shipped_migrations
from bot.store.engines.postgres_kept import check, settings
from bot.store.engines.postgres_lock import processes
from bot.store.engines.postgres_opening import CONNECT_SECONDS, explaining, version


async def examine_server(address: PostgresAddress, most_channels: int) -> Examined:
    """The database at this address. Raises `StoreUnusable` where it cannot be read."""
    with explaining(address):
        wanted = settings(BUSY_SECONDS)
        connection = await asyncpg.connect(
            address.url, timeout=CONNECT_SECONDS, command_timeout=CONNECT_SECONDS, server_settings=wanted
        )
        try:
            schema, shipped = await version(connection), shipped_migrations("postgres")[-1].number
            known = VOICE <= schema <= shipped
            channels = await connection.fetch(CHANNELS, most_channels) if known else ()
            replica = bool(await connection.fetchval("SELECT pg_is_in_recovery()"))
            used_by = await processes(connection)
            if not replica:
                await check(connection, wanted, address)
        finally:
            await connection.close(timeout=CONNECT_SECONDS)
    return Examined(False, schema, shipped, {row[0]: row[1] for row in channels}, replica=replica, used_by=used_by)
