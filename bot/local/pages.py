"""Pages that several people can use at any pace, and that never lock.

simcord refuses an operation that begins during another one, and its page takes the refusal for a lost connection and
blocks all its buttons. It also refuses an action that was begun before the page had shown the last change, which a
person who types on while an answer arrives does all the time, and all actions after one that failed or took long. So
here each action waits for its turn, and is given once more where only that was the matter. simcord has no public
place for this, so the page's one entry for actions is overridden.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from simcord import ChannelHandle, Env, MemberActor, Preview
from simcord.builders import UserHandle
from simcord.preview._pages import _Page

from bot.local.look import LocalServer
from bot.local.typed import as_discord_reads, is_unheard

log = logging.getLogger(__name__)

LONGEST, SHORTEST, MARGIN = 60.0, 1.0, 3.0
"""Seconds that an answer may take, and by which it begins. simcord's own five are for tests, not for a slow machine."""
SENDS = frozenset({"click", "select", "modal_submit", "run_command", "send_message"})
"""The kinds of actions after which other pages may show something new."""
ASKS = SENDS | {"autocomplete_command"}
"""Those that the bot answers."""


class Shared:
    """What all pages of one Discord share: whose turn it is, whether the bot can answer yet, and the pages."""

    def __init__(self) -> None:
        self.turn = asyncio.Lock()
        self.ready = asyncio.Event()
        self.pages: list[LocalPage] = []


class LocalPage(Preview):
    """One channel of the simulated Discord, with a page for each browser that opens its address.

    `unheard`, if given, is called after each message that the bot does not get to read.
    """

    _PAGE_LEASE_SECONDS = 7 * 24 * 3600.0  # a browser may let a page that nobody looks at sleep for long
    _MAX_PAGES = 64

    def __init__(
        self,
        env: Env,
        channel: ChannelHandle,
        viewers: Sequence[MemberActor | UserHandle],
        shared: "Shared",
        *,
        port: int = 0,
        unheard: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        super().__init__(
            env, channel, tuple(viewers), layout="channel", display="responsive", width=960, height=720,
            locale="en-US", timezone="UTC", presentation_time=None, assets=None, port=port,
        )  # fmt: skip
        self._server = LocalServer(self, port)
        self._shared = shared
        self._unheard = unheard
        shared.pages.append(self)

    async def __aenter__(self) -> "LocalPage":
        self.env._preview = None  # noqa: SLF001 - simcord has one at a time; taking turns keeps ours apart
        await super().__aenter__()
        return self

    def _open_page(self, viewer_id: Any = None, target_id: Any = None) -> _Page:
        if self._python:  # new ones begin where this one looks: at the bot's last message, not at its first
            self._python.target_id = self._initial_target(self._python.viewer, self.channel.id)
            self._python.window_end_id = None
        return super()._open_page(viewer_id, target_id)

    async def _action(self, context_id: str | None, body: Mapping[str, Any]) -> dict[str, Any]:
        if isinstance(body, Mapping) and body.get("kind") in ASKS:
            await self._shared.ready.wait()
        async with self._shared.turn:
            self.env._preview = self  # noqa: SLF001 - it is told what its action changes
            page, user = self._get_page(context_id), self.env.bot.user
            if isinstance(body, Mapping) and user:
                body = as_discord_reads(body, page.command_catalog.get("entries", ()), user.name, user.id)
            try:
                result = await self._given(page, body)
            except Exception:
                log.exception("An action of the page failed")
                result = self._reject(
                    page, "internal-error", request_id=body.get("request_id"), sequence=body.get("sequence")
                )
            if not result["rejected"] and body["kind"] in SENDS:
                if self._unheard and user and is_unheard(body, user.id):
                    await self._unheard()
                    self._publish(page)
                self._show_elsewhere(page)
            return result

    async def _given(self, page: _Page, body: Mapping[str, Any]) -> dict[str, Any]:
        """Do an action, and leave the page so that it takes the next one."""
        self.env.settle_timeout = _seconds_for_an_answer(self.env)
        result = await super()._action(page.id, body)
        if any(found["code"] == "stale-revision" for found in result["diagnostics"]):
            result = await super()._action(page.id, {**body, "published_revision": page.revision})
        if page.status == "stale":
            with contextlib.suppress(TimeoutError):
                await self.env.settle()
            self._publish(page)
        return result

    def _show_elsewhere(self, acting: _Page) -> None:
        """Show what has happened to everybody else who has a page of this Discord open."""
        for shown in self._shared.pages:
            for page in shown.open_pages():
                if page is not acting:
                    shown.publish(page)

    def open_pages(self) -> list[_Page]:
        """One for each browser."""
        return [page for page in self._pages.values() if page is not self._python]

    def publish(self, page: _Page) -> None:
        """Let this browser know of what there is now."""
        self._publish(page)

    def _publish(self, page: _Page, **why: Any) -> None:
        """As simcord does, but not for the page that only its tests look at: with many messages it takes long."""
        if page is not self._python or not page.revision:
            self.capture_time = datetime.fromtimestamp(time.time(), UTC)  # for "2 minutes ago"; simcord's clock stands
            super()._publish(page, **why)


def _seconds_for_an_answer(env: Env) -> float:
    """How long to wait for an answer: until the next timer of the bot's that runs already, since simcord would wait
    for that too, if it goes off earlier.
    """
    now, timers = asyncio.get_running_loop().time(), (record.real_handle for record in env._work.callbacks)  # noqa: SLF001
    left = (timer.when() - now for timer in timers if timer and not timer.cancelled() and timer.when() > now)
    return max(SHORTEST, min([LONGEST, *left]) - MARGIN)
