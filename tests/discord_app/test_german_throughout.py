"""In German no text of the frame is left in English: every command, and whatever its buttons, menus and forms lead to.

The entries are told in Greek letters, so that an English word can only be one of ours.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from simcord import Env, InteractionResult, ResponseMessage

from bot.advise import Guide
from bot.discord_app import GuideClient
from bot.language import Language, Languages
from bot.store import Store
from bot.understand.words.common_words import ENGLISH
from tests.discord_app.test_nothing_left_english import greek, in_greek  # noqa: F401 - a fixture
from tests.support.base import languages
from tests.support.clock import Clock
from tests.support.simulated.moderators import moderator, show_to
from tests.support.simulated.posting import post_buttons
from tests.support.simulated.reading import BUTTON, walk
from tests.support.simulated.server import ClosableStore, Member, Server, given

ASKED = (
    "free book, no maths", "fast.ai or the keras book?", "I finished fast.ai, what next?", "which gpu should I buy",
    "Neural Networks and Deep Learning", "free podcast on theano with a certificate",
)  # fmt: skip
COMMANDS: tuple[tuple[str, dict[str, Any]], ...] = (
    *(("ask", {"question": question}) for question in ASKED),
    ("recommend", {"query": "book", "level": "beginner", "math": "none", "cost": "free"}),
    ("review", {"name": "fast.ai"}), ("review", {"name": "qqqq"}),
    ("compare", {"first": "fast.ai", "second": "the keras book"}),
    ("path", {"goal": "speech recognition", "hours": 5.0}), ("path", {"goal": "ready for the goodfellow book"}),
    ("browse", {}), ("browse", {"level": "beginner", "topic": "nlp"}), ("top", {}), ("next", {}), ("help", {}),
    ("about", {}), ("my progress", {}), ("my export", {}), ("suggest", {}), ("my forget", {}),
)  # fmt: skip
FOR_MODERATORS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("server settings", {}), ("server queue", {}), ("server stats", {}), ("server export", {}),
    ("server pin", {"name": "fast.ai"}), ("server pin", {"name": "fast.ai", "off": True}),
    ("server hide", {"name": "goodfellow", "days": 3}), ("server hide", {"name": "qqqq"}),
)  # fmt: skip
STORED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("next", {}), ("top", {}), ("my progress", {}), ("my export", {}), ("suggest", {}), ("review", {"name": "fast.ai"}),
)  # fmt: skip
"""What tells of what is stored, or changes it."""
OLD = ("vote:1:unknown-id", "garbage", "more:1:999:l0", "details:1:unknown", "judge:1:9:keep")
SAME = frozenset({"am", "im", "an", "also", "in", "so", "was", "will", "not", "use", "like", "over", "time", "most"})
"""English words that are German ones too, or parts of what Discord and the names of courses are called."""
WORDS = (frozenset(ENGLISH.split()) - SAME) | {
    "your",
    "please",
    "server's",
    "member",
    "members",
    "course",
    "book",
    "free",
}
QUOTED = re.compile(r"„[^“]*“|`[^`]*`|https?://\S+|\]\([^)]*\)|<[^>]*>|\*\*\w+:1:\w*")
"""What was typed, commands and addresses."""
SHOWN = ("content", "label", "placeholder", "description", "title")
MOST_PRESSES = 2
"""A kind of button or menu is pressed so often, each time with the next of its choices."""
PAUSE = 60
"""Seconds after each press, so that none is one too many."""


class German(Languages):
    """Whatever is asked for, German."""

    def of(self, locale: str) -> Language:
        return languages().of("de")


@pytest.fixture
def simcord_bot(greek: Guide, store: Store) -> GuideClient:  # noqa: F811
    return GuideClient(given(greek), store, German({}))


def said(body: Any) -> Iterator[str]:
    """Everything in a request to Discord that people read."""
    if isinstance(body, list):
        for part in body:
            yield from said(part)
    elif isinstance(body, dict):
        yield from (value for field in SHOWN if isinstance(value := body.get(field), str))
        for field, value in body.items():
            if field not in ("attachments", "allowed_mentions"):
                yield from said(value)


def english(text: str) -> list[str]:
    """The English words in a text of ours."""
    return [word for word in re.findall(r"[\w']+", QUOTED.sub(" ", text)) if word.casefold() in WORDS]


def left_english(env: Env) -> dict[str, list[str]]:
    """The texts that the bot sent in which there is English, with its words; commands are told in all languages."""
    bodies = [one.json for one in env.http_requests if one.json and not one.path.endswith("/commands")]
    return {text: found for body in bodies for text in said(body) if (found := english(text))}


class Sweep:
    """Presses everything that a reply leads to, and what that leads to, until each kind of it was pressed enough."""

    def __init__(self, member: Member, clock: Clock) -> None:
        self.member = member
        self.clock = clock
        self.pressed: Counter[str] = Counter()
        self._messages: list[ResponseMessage] = []

    async def run(self, command: str, /, **options: Any) -> None:
        """Type a command, and follow its answer to the end."""
        await self.take(await self.member.actor.slash(self.member.server.channel, command, **options))
        while self._messages:
            message = self._messages.pop(0)
            while part := self.next_of(message):
                self.pressed[kind_of(part)] += 1
                await self.take(await self.use(message, part, self.pressed[kind_of(part)] - 1))

    def next_of(self, message: ResponseMessage) -> dict[str, Any] | None:
        """The first on a message, as it is by now, that was not pressed enough."""
        kinds = ((part, kind_of(part)) for part in walk(message.components))
        return next((part for part, kind in kinds if kind and self.pressed[kind] < MOST_PRESSES), None)

    async def take(self, result: InteractionResult) -> None:
        """Send the form that was shown, and keep the messages to be looked at."""
        self.clock.seconds += PAUSE
        if result.modal:
            fields = [part["component"] for part in walk(result.modal["components"]) if "component" in part]
            filled = {part["custom_id"]: typed(part) for part in fields}
            result = await self.member.actor.submit_modal(result, filled)
        self._messages += [message for message in (result.response, *result.followups) if message]

    async def use(self, message: ResponseMessage, part: dict[str, Any], turn: int) -> InteractionResult:
        """Press a button, or choose one of a menu's options."""
        if part["type"] == BUTTON:
            return await self.member.actor.click(message, custom_id=part["custom_id"])
        options = part["options"]
        chosen = options[turn % len(options)]["value"]
        return await self.member.actor.select(message, [chosen], custom_id=part["custom_id"])


def kind_of(part: dict[str, Any]) -> str:
    """What a button or menu is for; nothing where it cannot be used, or takes more than its own options."""
    usable = part["type"] == BUTTON or part.get("options")
    return (
        re.sub(r"\d{2,}.*", "", part["custom_id"])[:20]
        if part.get("custom_id") and usable and not part.get("disabled")
        else ""
    )


def typed(part: dict[str, Any]) -> Any:
    """Something that a field of a form takes."""
    if part.get("options"):
        return [part["options"][0]["value"]]
    written = {"url": "https://gossip.example/show", "hours": "5"}
    return written.get(part["custom_id"], in_greek("a long text that is good"))


async def test_whatever_members_press_leads_to_german(env: Env, maya: Member, clock: Clock) -> None:
    sweep = Sweep(maya, clock)
    for name, options in COMMANDS:
        await sweep.run(name, **options)
    await maya.actor.send(maya.server.channel, f"<@{env.bot.user.id}> free book")  # type: ignore[union-attr]
    assert len(sweep.pressed) > 15, sweep.pressed
    assert left_english(env) == {}


async def test_whatever_moderators_press_leads_to_german(env: Env, server: Server, clock: Clock) -> None:
    sweep = Sweep(moderator(server), clock)
    for name, options in (("suggest", {}), *FOR_MODERATORS, *FOR_MODERATORS):
        await sweep.run(name, **options)
    assert len(sweep.pressed) > 5, sweep.pressed
    assert left_english(env) == {}


async def test_what_is_refused_is_refused_in_german(env: Env, maya: Member, young: Clock) -> None:
    message = await post_buttons(env, maya.server.channel, *OLD)
    for custom_id in OLD:
        young.seconds += PAUSE
        await maya.actor.click(message, custom_id=custom_id)
    show_to(maya)
    newcomer = Sweep(maya.server.member("newcomer"), young)
    for name, options in (*FOR_MODERATORS, *COMMANDS[:3], ("suggest", {})):
        await (Sweep(maya, young) if name.startswith("server ") else newcomer).run(name, **options)
    for _ in range(20):
        await maya.run("browse")
    assert english_in_answers(env) == set()


@pytest.mark.simcord(check_errors=False)
async def test_what_the_database_keeps_from_being_done_is_told_in_german(
    env: Env, maya: Member, opened: ClosableStore, clock: Clock
) -> None:
    sweep = Sweep(maya, clock)
    await sweep.run("recommend", query="free book")
    await opened.closing.aclose()
    for name, options in STORED:
        await sweep.run(name, **options)
    assert english_in_answers(env) == set()


def english_in_answers(env: Env) -> set[str]:
    """The texts in which there is English, without the message whose buttons were pressed."""
    return {text for text in left_english(env) if not text.startswith(("Press ", "From long ago"))}


def test_an_english_text_is_found() -> None:
    assert english("Nimm das Buch. Members can add what is missing.") == ["Members", "can", "what", "is"]
    assert english("Nichts in meiner Liste heißt „what is this“. Mit `/help` und https://the.example/about") == []
