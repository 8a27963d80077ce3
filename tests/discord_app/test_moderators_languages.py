"""What moderators are shown is said in their language, all of it."""

import pytest
from simcord import ResponseMessage

from bot.advise import Guide
from bot.community.question_statistics import Asking
from bot.discord_app import GuideClient
from bot.discord_app.moderation.settings_words import OF_MODEL, SETTINGS
from bot.language import Language, Languages
from bot.store import Placement, Store
from tests.discord_app.test_nothing_left_english import (  # noqa: F401 - with a fixture
    LATIN,
    NAMED_BY_MAKERS,
    Bracketing,
    greek,
    outside_brackets,
)
from tests.support.simulated.moderators import moderator, run
from tests.support.simulated.reading import reply, walk
from tests.support.simulated.server import Member, Server, given
from tests.support.store.said import suggest


class Bracketed(Languages):
    """Whatever is asked for, the language that brackets what it says."""

    def of(self, locale: str) -> Language:
        return Language("el", Bracketing())


@pytest.fixture
def simcord_bot(greek: Guide, store: Store) -> GuideClient:  # noqa: F811
    return GuideClient(given(greek), store, Bracketed({}))


@pytest.fixture
def ada(server: Server) -> Member:
    return moderator(server)


def unsaid(message: ResponseMessage) -> list[str]:
    """The words of a message that are in no brackets."""
    parts = list(walk(message.components))
    texts = [part.get(field) or "" for part in parts for field in ("content", "label", "placeholder")]
    texts += [option["label"] for part in parts for option in part.get("options") or []]
    plain = (NAMED_BY_MAKERS.sub("", outside_brackets(text)) for text in [message.content, *texts])
    return [word for text in plain for word in text.split() if LATIN.search(word)]


async def test_every_card_of_moderators_is_said(ada: Member, maya: Member, greek: Guide, store: Store) -> None:  # noqa: F811
    guild, (first, second, third, *_) = ada.server.guild, greek.catalogue.resources
    seen = [reply(await run(ada, "settings")), reply(await run(ada, "queue")), reply(await run(ada, "stats"))]
    for name, value in {
        "account_days": 0, "member_days": 7, "language": "en", "private": 1, "suggestions": "public",
        "formats": "book,tool", "queue_channel": ada.server.channel.id, "voter_role": 5,
    }.items():  # fmt: skip
        await store.servers.set(guild.id, name, value)  # type: ignore[arg-type]
    for entry, kind in ((first, "pinned"), (second, "hidden")):
        await store.servers.place(guild.id, Placement(entry.id, kind, "νοτε", 1_900_000_000), 1)  # type: ignore[arg-type]
    await suggest(store, guild.id, 1, state="open")
    ada.server.env.bot.services.servers.changed(guild.id)  # type: ignore[attr-defined]
    for button in (None, "settings:1:3", *(f"setting:1:{name}" for name in SETTINGS if name != OF_MODEL)):
        card = reply(await run(ada, "settings"))
        if button:
            await ada.press(card, button)
        seen.append(card)
    await store.asked.add({Asking(guild.id, "2027-01", "topic=nlp cost=free", found): 9 for found in (True, False)})
    seen += [reply(await run(ada, command)) for command in ("queue", "stats", "export")]
    for off in (False, True, True):
        seen.append(reply(await run(ada, "hide", name=third.id, off=off)))
        seen.append(reply(await run(ada, "block", member=maya.actor, off=off)))
    seen.append(reply(await run(ada, "pin", name="qqqqqq")))
    seen.append(reply(await run(ada, "block", member=ada.actor)))

    for message in seen:
        assert unsaid(message) == [], message
