"""What the bot does, as metrics that Prometheus collects. docs/metrics.md explains each.

Imported only where a port is set for them. Every label has few values, and none is an id of a member or server.
"""

import functools
import platform
import time
from collections.abc import Callable, Iterable, Iterator, Mapping

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    ProcessCollector,
    disable_created_metrics,
)
from prometheus_client.exposition import generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot import __version__
from bot.discord_app.servers.gateway import Shard

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 10.0)
"""Buckets for the time members wait: Discord gives an answer three seconds."""
QUICK_SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 2.5)
"""Buckets for the time the database takes."""


class Metrics:
    """Counts and times everything it is told about; an `Observer` for the client, and `stored` for the store."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._registry = registry
        asked = ("kind", "name")
        self._handled = Counter(
            "dlguide_interactions", "What was asked, by what came of it", (*asked, "outcome"), registry=registry
        )
        self._seconds = Histogram(
            "dlguide_handling_seconds", "Seconds of work on what was asked", asked, buckets=SECONDS, registry=registry
        )
        self._waited = Histogram(
            "dlguide_waiting_seconds",
            "Seconds from the member's asking until the bot was done",
            asked,
            buckets=SECONDS,
            registry=registry,
        )
        self._votes = Counter("dlguide_votes", "Uses of vote buttons and menus", ("outcome",), registry=registry)
        self._questions = Counter(
            "dlguide_questions",
            "Questions that want resources",
            ("found",),
            registry=registry,
        )
        self._stored = Histogram(
            "dlguide_database_seconds",
            "Seconds that the database took",
            ("operation", "outcome"),
            buckets=QUICK_SECONDS,
            registry=registry,
        )
        self._entries = Gauge("dlguide_knowledge_entries", "Entries of the knowledge base", registry=registry)
        self._loaded = Gauge(
            "dlguide_knowledge_loaded_timestamp_seconds", "When the knowledge base was taken up", registry=registry
        )
        self._loads = Counter(
            "dlguide_knowledge_loads", "Changed knowledge bases, by whether taken up", ("outcome",), registry=registry
        )
        Info("dlguide_build", "Versions", registry=registry).info(
            {"version": __version__, "python": platform.python_version()}
        )
        ProcessCollector(registry=registry)
        self._of = functools.cache(self._children)

    def _children(self, kind: str, name: str, outcome: str) -> tuple[Counter, Histogram, Histogram]:
        """The metric for this; looked up once, since that takes longer than counting."""
        return (
            self._handled.labels(kind, name, outcome),
            self._seconds.labels(kind, name),
            self._waited.labels(kind, name),
        )

    def handled(self, kind: str, name: str, outcome: str, seconds: float, waited: float) -> None:
        """Something was asked and answered."""
        count, worked, waiting = self._of(kind, name, outcome)
        count.inc()
        worked.observe(seconds)
        waiting.observe(waited)

    def voted(self, outcome: str) -> None:
        """A vote button or menu was used."""
        self._votes.labels(outcome).inc()

    def asked(self, *, found: bool) -> None:
        """A question for resources was answered, with some or with none."""
        self._questions.labels("yes" if found else "no").inc()

    def stored(self, operation: str, seconds: float, ok: bool) -> None:
        """The database was accessed."""
        self._stored.labels(operation, "ok" if ok else "failed").observe(seconds)

    def took_up(self, entries: int) -> None:
        """A knowledge base with this many entries answers from now on."""
        self._entries.set(entries)
        self._loaded.set(time.time())
        self._loads.labels("taken_up").inc()

    def refused(self) -> None:
        """A changed knowledge base had problems; the one before still answers."""
        self._loads.labels("refused").inc()

    def watch(self, shards: Callable[[], Mapping[int, Shard]], servers: Callable[[], int]) -> None:
        """Also show the client's shards and servers, as they are at each collection."""
        self._registry.register(Gateway(shards, servers))

    def collected(self) -> bytes:
        """All metrics as Prometheus reads them."""
        return generate_latest(self._registry)


class Gateway(Collector):
    """The connections to Discord, read at each collection."""

    def __init__(self, shards: Callable[[], Mapping[int, Shard]], servers: Callable[[], int]) -> None:
        self._shards = shards
        self._servers = servers

    def collect(self) -> Iterator[Metric]:
        """The current values."""
        latency = GaugeMetricFamily(
            "dlguide_gateway_latency_seconds", "From a heartbeat to Discord's answer", labels=("shard",)
        )
        connected = GaugeMetricFamily(
            "dlguide_gateway_connected", "1 if the shard is connected, else 0", labels=("shard",)
        )
        for number, shard in self._shards().items():
            connected.add_metric([str(number)], float(shard.connected))
            if shard.latency is not None:
                latency.add_metric([str(number)], shard.latency)
        yield latency
        yield connected
        yield GaugeMetricFamily("dlguide_servers", "Servers that the bot is in", value=self._servers())

    def describe(self) -> Iterable[Metric]:
        """Nothing: what there is becomes known only at work."""
        return ()


def fresh() -> Metrics:
    """Metrics of this process, without the times at which each figure began, which nobody collects."""
    disable_created_metrics()  # type: ignore[no-untyped-call]
    return Metrics(CollectorRegistry())
