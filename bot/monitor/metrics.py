"""What the bot does, as metrics that Prometheus collects. docs/metrics.md explains each.

Imported only where a port is set for them. Every label has few values, and none is an id of a member; servers are told
apart only by the tokens that a language model took there.
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
MODEL_SECONDS = (0.1, 0.5, 1.0, 2.0, 3.0, 5.0, 8.0, 12.0, 20.0, 30.0, 60.0)
"""Buckets for what a language model takes: an operator gives it a minute at most."""
MOST_SERVERS = 200
"""So many servers are told apart by their tokens: a label for each of any number would fill Prometheus."""
QUICK_SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 2.5)
"""Buckets for the time the database takes."""


class Metrics:
    """Counts and times everything it is told about; an `Observer` for the client, and `stored` for the store."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._registry = registry
        self._count_requests(registry)
        self._stored = Histogram(
            "dlguide_database_seconds",
            "Seconds that the database took",
            ("operation", "outcome"),
            buckets=QUICK_SECONDS,
            registry=registry,
        )
        self._count_knowledge(registry)
        self._count_model(registry)
        Info("dlguide_build", "Versions", registry=registry).info(
            {"version": __version__, "python": platform.python_version()}
        )
        ProcessCollector(registry=registry)
        self._of = functools.cache(self._children)

    def _count_requests(self, registry: CollectorRegistry) -> None:
        """Set up what is told of what members ask."""
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

    def _count_knowledge(self, registry: CollectorRegistry) -> None:
        """Set up what is told of the knowledge base."""
        self._entries = Gauge("dlguide_knowledge_entries", "Entries of the knowledge base", registry=registry)
        self._loaded = Gauge(
            "dlguide_knowledge_loaded_timestamp_seconds", "When the knowledge base was taken up", registry=registry
        )
        self._loads = Counter(
            "dlguide_knowledge_loads", "Changed knowledge bases, by whether taken up", ("outcome",), registry=registry
        )

    def _count_model(self, registry: CollectorRegistry) -> None:
        """Set up what is told of the language model."""
        self._written = Histogram(
            "dlguide_model_seconds", "Seconds that questions to the model took, by what came of them", ("ended",),
            buckets=MODEL_SECONDS, registry=registry,
        )  # fmt: skip
        self._turned_down = Counter(
            "dlguide_model_turned_down", "Completions that were not let through, by reason", ("reason",),
            registry=registry,
        )  # fmt: skip
        self._tokens = Counter(
            "dlguide_model_tokens", "Tokens that the language model took, by server", ("server",), registry=registry
        )
        self._servers_seen: set[int] = set()

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

    def wrote(self, ended: str, seconds: float) -> None:
        """A question was meant for the language model, and this came of it."""
        self._written.labels(ended).observe(seconds)

    def turned_down(self, reason: str) -> None:
        """A completion of the model was not let through."""
        self._turned_down.labels(reason).inc()

    def spent(self, server: int | None, tokens: int) -> None:
        """A request to the model took so many tokens; beyond `MOST_SERVERS` servers count together."""
        if server is not None and len(self._servers_seen) < MOST_SERVERS:
            self._servers_seen.add(server)
        known = str(server) if server in self._servers_seen else "others"
        self._tokens.labels("direct" if server is None else known).inc(tokens)

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
