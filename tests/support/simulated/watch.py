"""Watching the bot while anything is typed and pressed: what it sends, what it logs, and that it always answers."""

import logging
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import discord
import pytest
from simcord import Env, InteractionResult, MemberActor, ResponseMessage, UserHandle

from bot.discord_app.core.faults import NOT_SHOWN, NOT_STORED, NOT_SURE, WENT_WRONG
from tests.support.simulated.limits import assert_fits
from tests.support.simulated.reading import BUTTON, CODE, TEXT, acting, reply, walk
from tests.support.simulated.typed import MARKUP

SELECT, MODAL = 3, 9
FAULTS = tuple(sentence[:20] for sentence in (WENT_WRONG, NOT_SHOWN, NOT_STORED, NOT_SURE))
TOO_QUICK = "That was quick."
QUOTED = re.compile(r'(?:The name|is called) "(.*?)"[ .]')
FORMATTING = set("*_~`|<[]\\@")
JOINERS = "\u200c\u200d"


@dataclass
class Watch:
    """One member's doings with the bot, in a server or in direct messages."""

    env: Env
    actor: MemberActor | UserHandle
    log: pytest.LogCaptureFixture
    markup: Sequence[str] = MARKUP
    """What the bot must not show, since only a member can have said it."""
    seen: int = field(default=0)

    async def press_everything(self, message: ResponseMessage | discord.Message, choose: Any) -> list[ResponseMessage]:
        """The replies to pressing every button and using every select; `choose` gives one of some options."""
        answers = []
        for mark in usable(message):
            if part := usable(message).get(mark):  # else a press before this one has changed the message
                answers += self.checked(await self._use(message, part, choose))
        return answers

    async def _use(
        self, message: ResponseMessage | discord.Message, part: dict[str, Any], choose: Any
    ) -> InteractionResult:
        if part["type"] == BUTTON:
            return await self.actor.click(message, custom_id=part["custom_id"])
        values = [option["value"] for option in part["options"]]
        return await self.actor.select(message, [choose(values)], custom_id=part["custom_id"])

    def checked(self, result: InteractionResult) -> list[ResponseMessage]:
        """The replies, once all is well with them and with everything else that was sent. A modal is none."""
        if not result.modal:
            reply(result)
        self.check()
        return [message for message in (result.response, *result.followups) if message]

    def check(self) -> None:
        """Everything sent since the last look fits, pings nobody and shows no markup; nothing failed."""
        requests = self.env.http_requests[self.seen :]
        self.seen += len(requests)
        for body in filter(None, (message_in(request.json) for request in requests)):
            assert_harmless(body, self.markup)
        assert not self.env.errors
        assert not [record for record in self.log.records if record.levelno >= logging.ERROR]


def message_in(body: Any) -> dict[str, Any] | None:
    """The message that a request carries: an answer to an interaction, or one of its own. A modal is none."""
    if isinstance(body, dict) and body.get("type") == MODAL:
        return None
    carried: Any = body.get("data") if isinstance(body, dict) and "type" in body else body
    return carried if isinstance(carried, dict) and ("components" in carried or "content" in carried) else None


def assert_harmless(body: dict[str, Any], markup: Sequence[str]) -> None:
    """The message fits into Discord's limits, pings nobody, and carries nothing that a member could have put in."""
    allowed = body.get("allowed_mentions") or {"parse": None}
    assert allowed["parse"] == []
    assert not allowed.get("users")
    assert not allowed.get("replied_user")
    assert_fits(body.get("components") or [])
    assert len(body.get("content") or "") <= 2000
    shown = "\n".join([body.get("content") or "", *contents(body.get("components") or [])])
    assert shown.strip()
    assert not [fault for fault in FAULTS if fault in shown]
    assert TOO_QUICK not in shown  # else there is nothing to be learned from it
    assert not [mark for mark in markup if mark in acting(CODE.sub("", shown))]
    assert not [char for name in QUOTED.findall(shown) for char in acting(name) if is_formatting(char)]


def is_formatting(char: str) -> bool:
    return char in FORMATTING or (unicodedata.category(char)[0] == "C" and char not in JOINERS)


def usable(message: ResponseMessage | discord.Message) -> dict[str, dict[str, Any]]:
    """What can be pressed or chosen from on a message, by its custom id."""
    parts = walk(components_of(message))
    return {part["custom_id"]: part for part in parts if part.get("custom_id") and not part.get("disabled")}


def contents(components: list[dict[str, Any]]) -> list[str]:
    return [part["content"] for part in walk(components) if part["type"] == TEXT]


def components_of(message: ResponseMessage | discord.Message) -> list[dict[str, Any]]:
    if isinstance(message, ResponseMessage):
        return message.components
    return [component.to_dict() for component in message.components]  # type: ignore[misc]
