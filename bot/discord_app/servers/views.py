"""How the bot looks from one server: its settings, its own entries, its pins and hidden entries, its votes."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from bot.advise import Guide
from bot.advise.ranking.voice import NOTHING_SAID, Voice
from bot.catalogue import Resource
from bot.catalogue.allowed_values import Choice
from bot.discord_app.core.outages import Outages
from bot.discord_app.servers.entries import decoded, guide_with
from bot.discord_app.ui.text import kept
from bot.store import Placement, ServerSettings, Store

MOST_KNOWN = 1000
"""The most servers whose choices are cached: a few kilobytes each."""
MOST_GUIDES = 16
"""The most guides with a server's own entries that are cached: a few megabytes each."""
SECONDS_AMONG_OTHERS = 60.0
"""Seconds for which a server is cached where other processes work on the same database."""
UNREAD = ServerSettings(private=True)
"""The settings where moderators' choices cannot be read: they may have made replies private."""

LONGEST_NOTE = 200


class Known(Struct, frozen=True):
    """What was read of a server, and when. `own` has its own entries; `counts` is None after new votes."""

    read_at: float
    settings: ServerSettings = ServerSettings()
    placements: tuple[Placement, ...] = ()
    blocked: frozenset[int] = frozenset()
    own: tuple[Resource, ...] = ()
    counts: Mapping[str, Mapping[Choice, int]] | None = NOTHING_SAID


class ServerView(Struct, frozen=True):
    """The bot in one server. `id` is None where there is no server whose votes count."""

    id: int | None
    guide: Guide
    voice: Voice = Voice()
    settings: ServerSettings = ServerSettings()
    placements: Mapping[str, Placement] = {}
    blocked: frozenset[int] = frozenset()

    @property
    def votable(self) -> bool:
        """Whether there is a server to vote in."""
        return self.id is not None


class ServerViews:
    """Makes the view of each server from the store, read once and cached until something changes.

    A server's interactions all come to one process, so nobody else changes what is kept here, but for two things: who
    writes `/my forget` in a direct message, which reaches the process with shard 0, changes servers of others too; and
    a shard that is moved may for a moment be in two processes. Where there are several, what was read is therefore kept
    for so many seconds at most, and then read again; `keep` is None where this process is alone.
    """

    def __init__(self, store: Store, now: Callable[[], float], outages: Outages, keep: float | None = None) -> None:
        self._store = store
        self._outages = outages
        self._now = now
        self._keep = keep
        self.guide: Guide
        self._known: OrderedDict[int, Known] = OrderedDict()
        self._guides: OrderedDict[int, tuple[tuple[Resource, ...], Guide]] = OrderedDict()
        self._reading: dict[int, object] = {}

    def take_up(self, guide: Guide) -> None:
        """Use this guide for views from now on."""
        self.guide = guide
        self._guides.clear()
        self._known.clear()  # what is stored under renamed ids has been moved
        self._reading.clear()

    def changed(self, server: int, *, entries: bool = False) -> None:
        """Read a server anew; with `entries`, its own entries have changed too."""
        self._known.pop(server, None)
        self._reading.pop(server, None)
        if entries:
            self._guides.pop(server, None)

    def voted(self, server: int) -> None:
        """Read the votes of a server anew; nothing else has changed."""
        self._reading.pop(server, None)
        if known := self._known.get(server):
            self._known[server] = replace(known, counts=None)

    def settings_known(self, server: int | None) -> ServerSettings | None:
        """The moderators' settings of this server, as far as they are in memory."""
        known = self._known.get(server or 0)
        return known.settings if known else None

    async def of(self, server: int | None, *, counts: bool = True) -> ServerView:
        """The view of this server; outside of servers, the plain guide. What cannot be read is as it was last read, or
        left out. Without `counts` the votes may be missing: who votes needs none.
        """
        guide = self.guide  # a guide taken up while the store is read is for later views
        if server is None:
            return ServerView(None, guide)
        known = self._kept(server)
        if known is None or (counts and known.counts is None):
            with self._outages.suppressed("what servers have stored"):
                known = await self._read(server, known)
        known = known or self._known.get(server)  # too old, but better than nothing
        if known is None:
            return ServerView(server, guide, settings=UNREAD)
        if server in self._known:
            self._known.move_to_end(server)
        placed = {item.resource_id: item for item in known.placements if not item.until or item.until > self._now()}
        hidden = [id_ for id_, item in placed.items() if item.kind == "hidden"]
        pinned = {id_: item.note for id_, item in placed.items() if item.kind == "pinned"}
        if known.own:
            guide = await self._with_own(server, guide, known.own)
        return ServerView(
            server,
            guide.without(hidden) if hidden else guide,
            Voice(known.counts or NOTHING_SAID, pinned),
            known.settings,
            placed,
            known.blocked,
        )

    def _kept(self, server: int) -> Known | None:
        known = self._known.get(server)
        too_old = known and self._keep is not None and not 0 <= self._now() - known.read_at < self._keep
        return None if too_old else known

    async def _read(self, server: int, kept: Known | None) -> Known:
        """Read what is not cached yet, and cache it unless something was stored meanwhile."""
        token = self._reading.setdefault(server, object())
        known = await (self._with_counts(server, kept) if kept else self._all_of(server))
        if self._reading.get(server) is token:
            self._known[server] = known
            del self._reading[server]
            while len(self._known) > MOST_KNOWN:
                self._known.popitem(last=False)
        return known

    async def _with_counts(self, server: int, kept: Known) -> Known:
        return replace(kept, counts=await self._store.votes.counts(server))

    async def _all_of(self, server: int) -> Known:
        store = self._store
        return Known(
            self._now(),
            await store.servers.settings(server),
            tuple(_safe(placement) for placement in await store.servers.placements(server)),
            await store.servers.blocked(server),
            tuple(decoded(server, await store.suggestions.entries(server))),
            await store.votes.counts(server),
        )

    async def _with_own(self, server: int, base: Guide, own: tuple[Resource, ...]) -> Guide:
        """The guide with a server's own entries, made in a thread so that nobody else waits for it."""
        if server not in self._guides or self._guides[server][0] != own:
            made = await asyncio.to_thread(guide_with, base, server, own)
            known = self._known.get(server)
            if base is not self.guide or known is None or known.own is not own:
                return made  # useful for this answer only
            self._guides[server] = own, made
            while len(self._guides) > MOST_GUIDES:
                self._guides.popitem(last=False)
        self._guides.move_to_end(server)
        return self._guides[server][1]


def _safe(placement: Placement) -> Placement:
    """The placement with a note that is one line, whatever was stored."""
    return replace(placement, note=kept(placement.note, LONGEST_NOTE))
