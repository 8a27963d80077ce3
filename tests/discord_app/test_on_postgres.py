"""The bot as members use it, with its memory on a PostgreSQL server."""

import asyncio
import time
from collections.abc import Iterator

import pytest
import simcord

from bot.advise import Guide
from bot.community.question_statistics import Asked
from bot.discord_app import GuideClient
from bot.discord_app.servers.question_counts import AskedRecorder
from bot.store import Address, PostgresAddress, Store, address_of
from tests.support.base import languages
from tests.support.simulated.reading import counted, ids, reply, text, vote_labels
from tests.support.simulated.server import Member, Server, given
from tests.support.store.behind import look_away_from_all
from tests.support.store.server import WHY_NONE
from tests.support.store.server import Server as PostgresServer
from tests.support.store.striking import slow_commits, struck_at_commit, until

pytestmark = pytest.mark.skipif(bool(WHY_NONE), reason=WHY_NONE or "")


@pytest.fixture
def database() -> Iterator[Address]:
    with PostgresServer.started() as server:
        yield address_of(server.create("guide"))
        look_away_from_all()


async def pressed_by_all(members: list[Member], resource_id: str) -> None:
    for votes, member in enumerate(members, 1):
        card = reply(await member.recommend("beginner math-light"))
        assert f"Helpful · {votes}" in counted(await member.vote(card, resource_id))


async def test_votes_count_are_ranked_and_outlast_a_restart(guide: Guide, database: Address) -> None:
    async with (
        Store.open(database, time.time) as before,
        Store.open(database, time.time) as after,
        simcord.run(GuideClient(given(guide), before, languages())) as env,
    ):
        server = Server.on(env, "Deep Learners")
        members = [server.member(name) for name in ("maya", "tom", "lena")]
        best = ids(reply(await members[0].recommend("beginner math-light")), "vote")[0]
        await pressed_by_all(members, best)
        ranked = reply(await members[0].run("top"))
        assert ids(ranked, "review") == [best]

        await env.restart_bot(GuideClient(given(guide), after, languages()))

        assert text(reply(await members[0].run("top"))) == text(ranked)
        assert vote_labels(reply(await members[1].recommend("beginner math-light")))[0] == "Helpful · 3"


async def test_counts_that_may_be_stored_are_not_stored_again(
    guide: Guide, database: Address, caplog: pytest.LogCaptureFixture
) -> None:
    assert isinstance(database, PostgresAddress)
    counted = Asked(time.time, b"key")
    async with Store.open(database, time.time) as store:
        slow_commits(database, "asked")
        assert counted.note(1, 1, guide.parse("beginner maths-light"), found=True)
        storing = asyncio.ensure_future(AskedRecorder(counted, store).store_now())
        await until(lambda: struck_at_commit(database))
        await storing
    assert "may be stored or not" in caplog.text
    assert counted.take() == {}
