"""Metrics and their port, if a setting asks for them; if not, nothing is imported for them."""

import contextlib
from typing import TYPE_CHECKING

from bot.run.settings import Settings
from bot.run.written import InvalidSettings

if TYPE_CHECKING:
    from bot.discord_app import GuideClient
    from bot.monitor.metrics import Metrics

NO_METRICS = (
    "METRICS_PORT needs the extra 'metrics' ({missing} is missing): pip install 'dlguide[metrics]', or leave it empty"
)


def metrics_for(settings: Settings) -> "Metrics | None":
    """The metrics; None where no port is set for them. Raises `InvalidSettings` without the extra."""
    if settings.metrics_port is None:
        return None
    try:
        from bot.monitor.metrics import fresh
    except ModuleNotFoundError as error:
        raise InvalidSettings(NO_METRICS.format(missing=error.name)) from error
    return fresh()


def shown(
    client: "GuideClient", metrics: "Metrics | None", settings: Settings
) -> contextlib.AbstractAsyncContextManager[None]:
    """Within this block the metrics can be collected. Raises `InvalidSettings` if the port cannot be opened."""
    if metrics is None or settings.metrics_port is None:
        return contextlib.nullcontext()
    from bot.monitor.endpoint import serving

    return serving(client, metrics, settings.metrics_host, settings.metrics_port)
