"""The operator's language model, reached while the bot runs; where none is set, nothing is imported for it."""

import contextlib
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING

from bot.discord_app.core.observer import Observer
from bot.run.settings import Settings

if TYPE_CHECKING:
    from bot.writer.writer import Writer


@contextlib.asynccontextmanager
async def model_writer(
    settings: Settings, now: Callable[[], float], observer: Observer
) -> AsyncIterator["Writer | None"]:
    """What writes replies with the model within this block; None where no model is set."""
    if settings.model is None:
        yield None
        return
    from aiohttp import ClientSession

    from bot.writer.server import ModelServer
    from bot.writer.writer import Writer

    async with ClientSession(proxy=settings.proxies.of(settings.model.url)) as session:
        yield Writer(ModelServer(settings.model, session=session), settings.model, now, observer)
