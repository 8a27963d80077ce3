"""The operator's port: /healthz says whether the bot can answer, /metrics what it does."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from functools import partial

from aiohttp import web
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from bot.discord_app import GuideClient
from bot.discord_app.servers.gateway import is_connected, shards_of
from bot.monitor.health import Health, answers
from bot.monitor.metrics import Metrics
from bot.run.written import InvalidSettings

MOST_CONNECTIONS = 64
"""Few ask. Whoever leaves requests unfinished must not take the open files that Discord and the database need."""


@contextlib.asynccontextmanager
async def serving(client: GuideClient, metrics: Metrics, host: str, port: int) -> AsyncIterator[None]:
    """Within this block the port answers. Raises `InvalidSettings` where it cannot be opened."""
    metrics.watch(partial(shards_of, client), lambda: len(client.guilds))
    app = web.Application()
    app.router.add_get("/healthz", partial(_health, client))
    app.router.add_get("/metrics", partial(_metrics, metrics))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    try:
        listening = await _listen(runner, host, port)
    except OSError as error:
        await runner.cleanup()
        raise InvalidSettings(
            f"METRICS_PORT {port} cannot be opened on {host}: {error.strerror or error}. Choose another, or end what "
            "has it."
        ) from error
    try:
        yield
    finally:
        listening.close()
        await runner.cleanup()


async def _listen(runner: web.AppRunner, host: str, port: int) -> asyncio.Server:
    """Take connections at this port. The oldest ends for a new one where there are too many."""
    requests = runner.server
    assert requests is not None  # noqa: S101 - the runner is set up

    def admitted() -> asyncio.Protocol:
        for connection in requests.connections[:-MOST_CONNECTIONS]:
            connection.force_close()
        return requests()

    return await asyncio.get_running_loop().create_server(admitted, host, port)


async def health_of(client: GuideClient) -> Health:
    """How the bot is now. It does one read that every start does too: one row, found by its key."""
    database = await answers(lambda: client.store.synced_commands(client.application_id or 0))
    guide = getattr(client, "guide", None)  # which it has from the first knowledge base on
    reader = guide is None or guide.understanding.has_reader
    return Health(is_connected(client), database, knowledge=guide is not None, reader=reader)


async def _health(client: GuideClient, _: web.Request) -> web.Response:
    health = await health_of(client)
    return web.json_response(health.described(), status=health.status)


async def _metrics(metrics: Metrics, _: web.Request) -> web.Response:
    return web.Response(body=metrics.collected(), headers={"Content-Type": CONTENT_TYPE_PLAIN_0_0_4})
