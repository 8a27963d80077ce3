"""The bot takes up what becomes of its knowledge base while it runs, and refuses what is broken."""

import asyncio
import logging
import os
import shutil
import signal
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.advise import Guide
from bot.discord_app import GuideClient
from bot.run.knowledge import Knowledge
from bot.run.reload import Follower, following
from bot.store import Store
from bot.store.engines.sqlite import SqliteDatabase
from tests.support.base import languages
from tests.support.knowledge_files import GOOD, TWO
from tests.support.simulated.closer import id_of
from tests.support.simulated.reading import ids, reply, text, vote_labels
from tests.support.simulated.server import ClosableStore, Member

OLD, NEW, NEWER = "Learning from Scratch", "Learning by Doing", "Learning at Leisure"
BASE = GOOD.replace("title: One", f"title: {OLD}")
BROKEN = BASE.replace("math: light", "math: lite").replace("cost: free", "cost: gratis")
NEVER = 3600.0
OFTEN = 0.01


def named(title: str) -> str:
    """The knowledge base with its entry under this title."""
    return BASE.replace(OLD, title)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    folder = tmp_path / "knowledge"
    folder.mkdir()
    path = folder / "base.yaml"
    path.write_text(BASE)
    return path


@pytest.fixture
def knowledge(file: Path) -> Knowledge:
    return Knowledge(file)


@pytest.fixture
def simcord_bot(knowledge: Knowledge, store: Store) -> GuideClient:
    async def first_guide() -> Guide:
        return knowledge.guide()

    return GuideClient(first_guide, store, languages())


@pytest.fixture
def follower(knowledge: Knowledge, simcord_bot: GuideClient) -> Follower:
    return Follower(knowledge, simcord_bot.take_up)


@pytest.fixture
def refusals(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    """What was said at ERROR so far."""
    return lambda: [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


def write(file: Path, text: str) -> None:
    file.write_text(text)


def remove(file: Path) -> None:
    file.unlink()


async def settled(follower: Follower) -> None:
    """Two looks: at the first something is new, at the second it has stayed the same."""
    await follower.look()
    await follower.look()


async def title_shown_to(member: Member) -> str:
    shown = text(reply(await member.review("one")))
    return next(title for title in (OLD, NEW, NEWER) if title in shown)


async def until(is_so: Callable[[], bool]) -> None:
    for _ in range(3000):
        if is_so():
            return
        await asyncio.sleep(OFTEN)
    pytest.fail("it took too long")


async def test_a_change_is_taken_up_once_it_has_settled(maya: Member, follower: Follower, file: Path) -> None:
    assert await title_shown_to(maya) == OLD
    write(file, named(NEW))
    await follower.look()
    assert await title_shown_to(maya) == OLD
    await follower.look()
    assert await title_shown_to(maya) == NEW


async def test_everything_answers_from_the_new_list(maya: Member, follower: Follower, file: Path) -> None:
    before = reply(await maya.recommend("a book"))
    write(file, named(NEW) + TWO)
    await settled(follower)
    assert [choice["value"] for choice in await maya.choices("review", "name", "Learning by")] == ["one"]
    assert await maya.choices("review", "name", "from Scratch") == []
    assert ids(reply(await maya.recommend("a book")), "vote") == ["one", "two"]
    assert NEW in text(reply(await maya.run("browse")))
    form = await maya.press(before, id_of(before, "change"))
    assert NEW in text(reply(await maya.actor.submit_modal(form, {"level": ["beginner"]})))


async def test_a_broken_base_is_refused_and_told_once(
    maya: Member, follower: Follower, file: Path, refusals: Callable[[], list[str]]
) -> None:
    write(file, BROKEN)
    for _ in range(5):
        await follower.look()
    (said,) = refusals()
    assert said.splitlines()[0].startswith("Refused ")
    assert [line.split(": ")[:2] for line in said.splitlines()[1:]] == [[f"{file}:7", "math"], [f"{file}:9", "cost"]]
    assert await title_shown_to(maya) == OLD
    write(file, BROKEN.replace("gratis", "nothing"))
    await settled(follower)
    assert len(refusals()) == 2
    assert refusals()[0].splitlines()[0] != refusals()[1].splitlines()[0]  # each has a number of its own
    write(file, named(NEW))
    await settled(follower)
    assert await title_shown_to(maya) == NEW
    assert len(refusals()) == 2


async def test_a_file_that_is_being_written_is_left_alone(
    maya: Member, follower: Follower, file: Path, refusals: Callable[[], list[str]]
) -> None:
    whole = named(NEW)
    for end in range(len(BASE) // 2, len(whole), 40):
        write(file, whole[:end])
        await follower.look()
        assert await title_shown_to(maya) == OLD
    write(file, whole)
    await settled(follower)
    assert await title_shown_to(maya) == NEW
    assert refusals() == []


async def test_what_changes_while_it_is_read_is_read_again(
    maya: Member, follower: Follower, knowledge: Knowledge, file: Path
) -> None:
    write(file, named(NEW))
    reading = asyncio.create_task(follower.read())
    await until(knowledge.is_as_read)  # noted before anything is read
    write(file, named(NEWER))
    await reading
    assert await title_shown_to(maya) == OLD
    await settled(follower)
    assert await title_shown_to(maya) == NEWER


def replace(file: Path, text: str) -> None:
    """Write as editors do that keep the old file until the new one is whole, and the old time with it."""
    times, beside = file.stat(), file.with_name(".base.yaml.swp")
    beside.write_text(text)
    os.utime(beside, ns=(times.st_atime_ns, times.st_mtime_ns))
    beside.rename(file)


async def test_a_file_in_the_place_of_another_is_noticed(maya: Member, follower: Follower, file: Path) -> None:
    replace(file, BASE.replace(OLD, NEW.ljust(len(OLD))))  # of the same size and time
    await settled(follower)
    assert await title_shown_to(maya) == NEW


def test_a_folder_that_is_swapped_by_a_link_is_noticed(file: Path) -> None:
    """As Kubernetes mounts a ConfigMap: no file is written, and what a link leads to is another folder."""
    for name, title in (("..first", OLD), ("..second", NEW.ljust(len(OLD), "."))):
        (file.parent / name).mkdir()
        (file.parent / name / file.name).write_text(named(title))
        os.utime(file.parent / name / file.name, (1e9, 1e9))
    file.unlink()
    (file.parent / "..data").symlink_to("..first")
    file.symlink_to(f"..data/{file.name}")
    knowledge = Knowledge(file)
    assert [entry.title for entry in knowledge.guide().catalogue] == [OLD]
    (file.parent / "..new").symlink_to("..second")
    (file.parent / "..new").replace(file.parent / "..data")
    shutil.rmtree(file.parent / "..first")
    assert [knowledge.has_settled() for _ in range(2)] == [False, True]
    assert next(iter(knowledge.guide().catalogue)).title.startswith(NEW)


async def test_between_removal_and_renaming_the_old_list_answers(
    maya: Member, follower: Follower, file: Path, refusals: Callable[[], list[str]]
) -> None:
    remove(file)
    await follower.look()
    assert await title_shown_to(maya) == OLD
    write(file, named(NEW))
    await settled(follower)
    assert await title_shown_to(maya) == NEW
    assert refusals() == []


async def test_a_file_that_is_gone_is_a_broken_base(
    maya: Member, follower: Follower, file: Path, refusals: Callable[[], list[str]]
) -> None:
    shutil.rmtree(file.parent)
    await settled(follower)
    assert [said.splitlines()[1] for said in refusals()] == [f"{file}:1: there is no such file"]
    assert await title_shown_to(maya) == OLD


PAPERS = "how do I read papers?"
NOTE = f"""\
notes:
  - id: read-papers
    question: How do I read papers?
    kind: study
    answer: {OLD}, then.
    because: It asks for nothing.
    picks:
      - id: one
        why: Free, and short.
    verified: {{date: 2026-01-01, by: [{{shows: All of it., source: Its page}}]}}
"""


async def answer_to(member: Member, question: str) -> str:
    return text(reply(await member.actor.slash(member.server.channel, "ask", question=question)))


@pytest.fixture
def note(file: Path) -> Path:
    path = file.parent / "notes" / "begin.yaml"
    path.parent.mkdir()
    path.write_text(NOTE)
    return path


async def test_a_changed_note_is_taken_up_and_a_broken_one_refused(
    note: Path, maya: Member, follower: Follower, refusals: Callable[[], list[str]]
) -> None:
    assert f"{OLD}, then." in await answer_to(maya, PAPERS)
    write(note, NOTE.replace(OLD, NEW))
    await settled(follower)
    assert f"{NEW}, then." in await answer_to(maya, PAPERS)
    write(note, NOTE.replace(OLD, NEWER).replace("id: one", "id: onee").replace("kind: study", "kind: stduy"))
    await settled(follower)
    assert f"{NEW}, then." in await answer_to(maya, PAPERS)
    (said,) = refusals()
    assert said.splitlines()[1].startswith(f"{note}:4: kind: 'stduy' is not one of ")
    write(note, NOTE.replace(OLD, NEWER))
    await settled(follower)
    assert f"{NEWER}, then." in await answer_to(maya, PAPERS)
    assert len(refusals()) == 1


async def test_notes_come_and_go(note: Path, maya: Member, follower: Follower) -> None:
    more = note.with_name("more.yaml")
    remove(note)
    await settled(follower)
    assert f"{OLD}, then." not in await answer_to(maya, PAPERS)
    write(more, NOTE)
    await settled(follower)
    assert f"{OLD}, then." in await answer_to(maya, PAPERS)


async def test_wordings_are_none_of_its_business(
    note: Path, simcord_bot: GuideClient, maya: Member, follower: Follower, refusals: Callable[[], list[str]]
) -> None:
    before = simcord_bot.guide
    asks = note.parent.with_name("asks")
    asks.mkdir()
    (asks / "ann.yaml").write_text("nothing: good\n")
    await settled(follower)
    assert simcord_bot.guide is before
    assert refusals() == []


@pytest.mark.parametrize("name", ["more.yaml", "skills.yaml", "subjects.yaml", "routes.yaml", "notes/begin.yaml"])
async def test_a_change_in_any_file_counts(
    maya: Member, follower: Follower, file: Path, name: str, refusals: Callable[[], list[str]]
) -> None:
    more, skills = file.with_name("more.yaml"), file.with_name("skills.yaml")
    write(more, "resources:\n" + TWO)
    write(skills, "skills:\n  - id: python\n    name: Python\n")
    write(file, "include: [more.yaml]\n" + BASE)
    await settled(follower)
    assert "Two" in text(reply(await maya.review("two")))
    (file.parent / "notes").mkdir()
    write(file.parent / name, "nothing: good\n")
    await settled(follower)
    (said,) = refusals()
    assert {line.rpartition(":1: ")[0] for line in said.splitlines()[1:]} == {str(file.parent / name)}


async def test_votes_follow_an_entry_to_its_new_id(maya: Member, tom: Member, follower: Follower, file: Path) -> None:
    before = reply(await maya.review("one"))
    await maya.vote(before, "one")
    write(file, BASE.replace("id: one", "id: uno") + "redirects:\n  one: uno\n")
    await settled(follower)
    assert vote_labels(reply(await tom.review("uno"))) == ["Helpful · 1"]
    await tom.vote(before, "one")  # an old message, from before the change
    assert vote_labels(reply(await tom.review("uno"))) == ["Helpful · 2"]


async def test_a_reply_that_has_begun_keeps_the_list_it_began_with(
    maya: Member, tom: Member, follower: Follower, file: Path, store: Store
) -> None:
    disk_is_slow = threading.Event()
    assert isinstance(store._database, SqliteDatabase)
    await store._database._connection.create_function("wait", 0, disk_is_slow.wait)
    held_up = asyncio.ensure_future(store._database.rows("SELECT wait()"))
    begun = asyncio.create_task(title_shown_to(maya))
    for _ in range(50):
        await asyncio.sleep(0)
    write(file, named(NEW))
    await settled(follower)
    assert not begun.done()  # it waits for the votes
    disk_is_slow.set()
    await held_up
    assert await begun == OLD
    assert await title_shown_to(tom) == NEW


async def test_it_looks_by_itself(simcord_bot: GuideClient, maya: Member, knowledge: Knowledge, file: Path) -> None:
    first = simcord_bot.guide
    async with following(knowledge, simcord_bot.take_up, OFTEN):
        write(file, named(NEW))
        await until(lambda: simcord_bot.guide is not first)
        assert await title_shown_to(maya) == NEW
    write(file, named(NEWER))
    await asyncio.sleep(10 * OFTEN)
    assert await title_shown_to(maya) == NEW


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="there is no such signal here")
async def test_sighup_has_it_read_at_once(
    simcord_bot: GuideClient, maya: Member, knowledge: Knowledge, file: Path, refusals: Callable[[], list[str]]
) -> None:
    first = simcord_bot.guide
    async with following(knowledge, simcord_bot.take_up, NEVER):
        write(file, named(NEW))
        os.kill(os.getpid(), signal.SIGHUP)
        await until(lambda: simcord_bot.guide is not first)
        assert await title_shown_to(maya) == NEW
        write(file, BROKEN)
        os.kill(os.getpid(), signal.SIGHUP)
        await until(lambda: bool(refusals()))
        assert await title_shown_to(maya) == NEW


async def test_a_fault_is_told_and_the_next_change_is_taken_up(
    simcord_bot: GuideClient, maya: Member, knowledge: Knowledge, file: Path, refusals: Callable[[], list[str]]
) -> None:
    async def take_up(guide: Guide) -> None:
        if next(iter(guide.catalogue)).title == NEW:
            raise RuntimeError("something nobody thought of")
        await simcord_bot.take_up(guide)

    first = simcord_bot.guide
    async with following(knowledge, take_up, OFTEN):
        write(file, named(NEW))
        await until(lambda: bool(refusals()))
        assert await title_shown_to(maya) == OLD
        write(file, named(NEWER))
        await until(lambda: simcord_bot.guide is not first)
        assert await title_shown_to(maya) == NEWER
    (said,) = refusals()
    assert said.startswith("Fault ")


async def test_a_store_at_fault_does_not_hold_up_the_list(
    maya: Member, follower: Follower, file: Path, opened: ClosableStore, caplog: pytest.LogCaptureFixture
) -> None:
    await opened.closing.aclose()
    write(file, BASE.replace("id: one", "id: uno").replace(OLD, NEW) + "redirects:\n  one: uno\n")
    await settled(follower)
    assert await title_shown_to(maya) == NEW
    assert "What is stored under renamed ids could not be moved" in caplog.text
