"""Questions are read one at a time beside everything else, and no more of them wait than can be answered in time."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator

import pytest
import pytest_asyncio
from simcord import Env

from bot.discord_app.core.faults import SO_MANY
from bot.discord_app.questions.reading_queue import QueueFull, ReadingQueue
from tests.support.simulated.reading import PICKED, counted, ids, reply, text, told
from tests.support.simulated.server import Member

SECONDS = 5.0
"""How long a thread waits for what is to happen at once, so that a fault does not hang a test."""


@pytest_asyncio.fixture
async def queue() -> AsyncIterator[ReadingQueue]:
    made = ReadingQueue(most=2)
    yield made
    made.close()


def held() -> tuple[threading.Event, Callable[[], str]]:
    """Work that goes on until it is let go, which gives the name of the thread that did it."""
    go = threading.Event()

    def work() -> str:
        assert go.wait(SECONDS)
        return threading.current_thread().name

    return go, work


async def test_it_is_done_in_one_other_thread_and_in_order(queue: ReadingQueue) -> None:
    go, work = held()
    done: list[str] = []
    first, second = asyncio.create_task(queue.do(work)), asyncio.create_task(queue.do(done.append, "second"))
    await asyncio.sleep(0.02)
    assert not first.done()
    assert done == []

    go.set()

    assert (await first).startswith("reading")
    await second
    assert done == ["second"]


async def test_one_too_many_is_refused_until_there_is_room(queue: ReadingQueue) -> None:
    go, work = held()
    waiting = [asyncio.create_task(queue.do(work)) for _ in range(2)]
    await asyncio.sleep(0)

    with pytest.raises(QueueFull):
        await queue.do(str, 1)

    go.set()
    await asyncio.gather(*waiting)
    assert await queue.do(str, 1) == "1"


async def test_work_that_fails_says_so_and_makes_room(queue: ReadingQueue) -> None:
    for _ in range(5):
        with pytest.raises(ValueError, match="invalid literal"):
            await queue.do(int, "none")
    assert await queue.do(int, "7") == 7


async def test_nothing_is_taken_on_once_it_is_closed(queue: ReadingQueue) -> None:
    queue.close()
    with pytest.raises(RuntimeError):
        await queue.do(str, 1)


@pytest.fixture
def full(env: Env, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Lets too many questions wait from now on, until there is room again with the end of the patch."""
    queue = ReadingQueue(most=0)
    yield lambda: monkeypatch.setattr(env.bot.services, "reading_queue", queue)  # type: ignore[attr-defined]
    queue.close()


@pytest.mark.simcord(check_errors=False)
@pytest.mark.parametrize("command", ["ask", "recommend", "path"])
async def test_whoever_asks_while_too_many_wait_is_told_and_can_ask_again(
    maya: Member, full: Callable[[], None], command: str, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    full()
    option = {"ask": "question", "recommend": "query", "path": "goal"}[command]

    sentence = told(await maya.actor.slash(maya.server.channel, command, **{option: "beginner math-light"}))

    assert sentence == SO_MANY
    assert "too many questions wait" in caplog.text
    assert not [record for record in caplog.records if record.levelname == "ERROR" or record.exc_info]
    monkeypatch.undo()
    assert PICKED in text(reply(await maya.recommend("beginner math-light")))


async def test_so_is_whoever_mentions_the_bot(env: Env, maya: Member, full: Callable[[], None]) -> None:
    assert env.bot.user is not None
    full()
    await maya.actor.send(maya.server.channel, f"<@{env.bot.user.id}> a free book")
    last = maya.server.channel.last_message
    assert last is not None
    assert last.content == SO_MANY


async def test_what_needs_no_reading_is_answered_all_the_same(maya: Member, full: Callable[[], None]) -> None:
    card = reply(await maya.recommend("beginner math-light"))
    full()

    assert "Helpful · 1" in counted(await maya.vote(card, "deep-learning-with-python"))
    assert "**Good for:**" in text(reply(await maya.review("fast.ai")))
    assert ids(reply(await maya.actor.click(card, label="More")), "vote")
