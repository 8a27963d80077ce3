"""An entry of a server's own that is broken takes nothing else of that server down."""

import datetime as dt
import logging

import msgspec
import pytest
from msgspec.structs import replace

from bot.advise import Guide
from bot.catalogue import Resource
from bot.community.entry import confirmed, entry_of
from bot.discord_app.servers.entries import guide_with
from bot.store import Store
from tests.support.simulated.reading import reply, text
from tests.support.simulated.server import Member
from tests.support.store.said import suggest
from tests.support.suggestions import suggestion

SAID = {"level": ["beginner"], "math": ["light"], "cost": ["free"], "topics": ["graph"], "style": ["balanced"]}
PRIVATE = "words of a member"


def entry(number: int, title: str = "Graph Gossip") -> Resource:
    said = confirmed(SAID)
    assert said is not None
    return entry_of(suggestion(id=number, title=title, format="podcast"), said, dt.date(2027, 1, 1))


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.mark.parametrize("broken", ["{", "{}", f'{{"id": "c-4", "title": "{PRIVATE}", "cost": "{PRIVATE}"}}', "[1]"])
async def test_one_that_cannot_be_read_is_left_out_and_logged(
    maya: Member, store: Store, caplog: pytest.LogCaptureFixture, broken: str
) -> None:
    whole = msgspec.json.encode(entry(5)).decode()
    await suggest(store, maya.server.guild.id, 5, state="approved", entry=whole)
    await suggest(store, maya.server.guild.id, 4, state="approved", entry=broken)

    shown = text(reply(await maya.recommend("free beginner podcast on graph networks")))

    assert "Graph Gossip" in shown
    assert errors(caplog) == [
        f"Left out entry c-4 of server {maya.server.guild.id}, which cannot be used: {fault(broken)}"
    ]
    assert PRIVATE not in caplog.text


def fault(broken: str) -> str:
    return "DecodeError" if broken == "{" else "ValidationError"


def test_one_that_fits_into_no_guide_is_left_out_and_logged(guide: Guide, caplog: pytest.LogCaptureFixture) -> None:
    good = [entry(number, f"Gossip {number}") for number in (1, 2, 4, 5)]
    broken = replace(entry(3), title=None, summary=PRIVATE)

    made = guide_with(guide, 7, (*good[:2], broken, *good[2:]))

    assert [made.catalogue.get(f"c-{number}") is not None for number in range(1, 6)] == [True, True, False, True, True]
    assert errors(caplog) == ["Left out entry c-3 of server 7, which cannot be used: AttributeError"]
    assert PRIVATE not in caplog.text
