"""Every command, button, menu and form, while the database or Discord fails: a clear sentence or silence, and one line
of the log with its number. What only reads says that reading failed, all else that saving did.
"""

import logging
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import discord
import pytest
from discord import app_commands
from simcord import Env, InteractionResult

from bot.advise.forms.question_ids import encode_entries
from bot.discord_app.registry import ALL_COMMANDS, FORMS, ITEMS
from bot.store import Store
from tests.discord_app.test_faults import NUMBER, number_in
from tests.support.base import shipped
from tests.support.simulated.breaking import CALLBACK, FOLLOW_UP, Way
from tests.support.simulated.moderators import moderator
from tests.support.simulated.posting import post_buttons, post_menu
from tests.support.simulated.reading import CODE, text, told
from tests.support.simulated.server import ClosableStore, Member, Server
from tests.support.simulated.suggesting import KNOWN, TYPED, place_of, suggest, suggestion_id

pytestmark = pytest.mark.simcord(check_errors=False)

FASTAI = "fastai-practical-deep-learning"
LOOK = encode_entries([next(entry for entry in shipped() if entry.id == FASTAI)])
READING, SAVING = "I can't look that up right now.", "I couldn't save that, so nothing was changed."
COMMANDS: dict[str, dict[str, Any]] = {
    "ask": {"question": "I finished fast.ai, what next?"},
    "recommend": {"query": "beginner math-light"},
    "review": {"name": "fast.ai"},
    "compare": {"first": "fast.ai", "second": "the keras book"},
    "path": {"goal": "computer vision"},
    "help": {}, "about": {}, "browse": {}, "next": {}, "my progress": {}, "my export": {}, "my forget": {},
    "suggest": {}, "top": {}, "server settings": {}, "server queue": {}, "server stats": {}, "server export": {},
    "server pin": {"name": "fast.ai"}, "server hide": {"name": "fast.ai"}, "server block": {},
}  # fmt: skip
BUTTONS = (
    f"vote:1:{FASTAI}", f"flag:1:look:{FASTAI}:1", f"flag:1:counted:{FASTAI}:1", "bursts:1:decided", "more:1:3:l0",
    f"review:1:{FASTAI}", "note:1:start-from-zero", "post:1", "fix:1:l0", "change:1:l0", f"look:1:{LOOK}",
    f"mine:1:done:{LOOK}", f"against:1:{FASTAI}", f"share:1:{FASTAI}", "next:1", "forget:1", "browse:1:1:", "try:1:ask",
    "try:1:suggest", "draft:1:send:{}", "draft:1:drop:{}", "decide:1:approve:{}", "decide:1:decline:{}",
    "decide:1:merge:{}", "queue:1:1", "reopen:1:c-{}", f"write:1:{FASTAI}", f"reviews:1:{FASTAI}", "delete-review:1:7",
    "report:1:7", "judge:1:keep:7", "judge:1:take-down:7", "setting:1:language", "settings:1:1", "help:1:ask",
    "help:1:settings",
)  # fmt: skip
"""With the number of a suggestion at `{}`."""
MENUS = {
    "misfit:1": f"too-hard:{FASTAI}", f"closer:1:{LOOK}": FASTAI, "mark:1": f"done:{FASTAI}",
    "browse:1:level:": "beginner", "browse:1:narrow:": "level:beginner",
    "complete:1": "c-1", "set:1:language": "de", "lift:1:pinned": FASTAI,
}  # fmt: skip
"""With what is chosen."""
Doing = Callable[[], Awaitable[InteractionResult]]


def names(commands: Any, before: str = "") -> Iterator[str]:
    for command in commands:
        if isinstance(command, app_commands.Group):
            yield from names(command.commands, f"{before}{command.name} ")
        elif not isinstance(command, app_commands.ContextMenu):
            yield f"{before}{command.name}"


@pytest.fixture
async def nora(server: Server, store: Store) -> Member:
    """Who moderates, where something of each kind waits."""
    await place_of(server, store)
    return moderator(server, "nora")


@pytest.fixture
def way(env: Env, monkeypatch: pytest.MonkeyPatch) -> Way:
    return Way(env, monkeypatch)


async def doings(env: Env, nora: Member, maya: Member) -> dict[str, Doing]:
    """Everything one can do with the bot, by its name, each on a message of its own that is there already."""
    channel, actor = nora.server.channel, nora.actor
    await suggest(maya)
    place = [handle for name, handle in nora.server.guild.channels.items() if name == "staff"]
    number = suggestion_id(place[0].last_message)  # type: ignore[arg-type]
    options = {**COMMANDS, "server block": {"member": maya.actor}}
    done: dict[str, Doing] = {f"/{name}": _command(nora, name, given) for name, given in options.items()}
    for id_ in BUTTONS:
        custom_id = id_.format(number) if "{}" in id_ else id_
        done[id_] = _press(nora, await post_buttons(env, channel, custom_id, "browse:1:2:"), custom_id)
    for id_, value in MENUS.items():
        done[id_] = _choice(nora, await post_menu(env, channel, id_, value), id_, value)
    forms = {
        "suggest form": (await nora.run("suggest"), {**TYPED, "title": "Tensor Tales", "url": "https://x.example/"})
    }
    for what, values in (("approve", KNOWN), ("decline", {"reason": "too short"}), ("merge", {"name": "fast.ai"})):
        shown = await _press(
            nora, await post_buttons(env, channel, f"decide:1:{what}:{number}"), f"decide:1:{what}:{number}"
        )()
        forms[f"{what} form"] = (shown, values)
    message = await post_buttons(env, channel, f"write:1:{FASTAI}", "change:1:l0")
    forms["write form"] = (
        await actor.click(message, custom_id=f"write:1:{FASTAI}"),
        {"text": "It made backpropagation click for me.", "audience": "coders"},
    )
    forms["changed form"] = (await actor.click(message, custom_id="change:1:l0"), {})
    done |= {name: _form(nora, shown, values) for name, (shown, values) in forms.items()}
    return done


def _command(member: Member, name: str, options: dict[str, Any]) -> Doing:
    return lambda: member.actor.slash(member.server.channel, name, **options)


def _press(member: Member, message: discord.Message, id_: str) -> Doing:
    return lambda: member.actor.click(message, custom_id=id_)


def _choice(member: Member, message: discord.Message, id_: str, value: str) -> Doing:
    return lambda: member.actor.select(message, [value], custom_id=id_)


def _form(member: Member, shown: InteractionResult, values: dict[str, Any]) -> Doing:
    return lambda: member.actor.submit_modal(shown, values)


def test_nothing_is_left_out() -> None:
    assert set(COMMANDS) == set(names(ALL_COMMANDS))
    samples = [id_.format(1) if "{}" in id_ else id_ for id_ in (*BUTTONS, *MENUS)]
    assert [one.pattern.pattern for one in ITEMS if not any(map(one.pattern.fullmatch, samples))] == []
    assert len(FORMS) == 5  # suggest, decide, complete (as approve), write, change


def numbered(caplog: pytest.LogCaptureFixture) -> list[str]:
    """The numbers of all faults in the log, whatever their level."""
    lines = [record.getMessage() for record in caplog.records if record.name == "bot.discord_app.core.faults"]
    return [NUMBER.findall(line)[0] for line in lines if line.startswith("Fault ")]


def said(result: InteractionResult) -> str:
    shown = [message for message in (result.response, *result.followups) if message]
    return "\n".join(map(text, shown))


async def test_with_the_database_down_reading_and_saving_are_told_apart(
    env: Env, nora: Member, maya: Member, opened: ClosableStore, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    every = await doings(env, nora, maya)
    await opened.closing.aclose()
    wrong = {}
    told_of = {kind: set[str]() for kind in ("reading", "saving", "else")}
    for name, do in every.items():
        caplog.clear()
        result = await do()
        assert result.acknowledged, name
        sentence, faults = said(result), numbered(caplog)
        if not faults:
            assert result.modal or len(sentence) > 10, name
            continue
        if faults != [number_in(CODE.sub("", sentence))]:  # without what is given back
            wrong[name] = (faults, sentence)
        told_of["reading" if READING in sentence else "saving" if SAVING in sentence else "else"].add(name)
    assert not wrong
    assert not told_of["else"]
    assert told_of["saving"] >= {
        f"vote:1:{FASTAI}", f"mine:1:done:{LOOK}", "forget:1", "draft:1:send:{}", "draft:1:drop:{}", "misfit:1",
        "mark:1", "delete-review:1:7", "report:1:7", "judge:1:keep:7", "set:1:language", "lift:1:pinned",
        "suggest form", "write form", "/server pin", "/server hide", "/server block", "approve form", "decline form",
        "merge form", "reopen:1:c-{}",
    }  # fmt: skip
    assert told_of["reading"] >= {
        "/next", "/top", "/my progress", "/my export", "/server queue", "/server stats", "/server export", "next:1",
        f"reviews:1:{FASTAI}", "queue:1:1", "decide:1:approve:{}", "bursts:1:decided",
    }  # fmt: skip


async def test_what_is_said_to_read_changes_nothing(
    env: Env, nora: Member, maya: Member, opened: ClosableStore
) -> None:
    every = await doings(env, nora, maya)
    reading = [one for one in ITEMS if one.reads]
    other = sqlite3.connect(opened.path)

    def version() -> int:
        found: int = other.execute("PRAGMA data_version").fetchone()[0]
        return found

    for name, do in every.items():
        id_ = name.format(1) if "{}" in name else name
        reads = name == "changed form" or any(one.pattern.fullmatch(id_) for one in reading)
        if reads or (name.startswith("/") and name not in ("/server pin", "/server hide", "/server block")):
            before = version()
            await do()
            assert version() == before or name == "/server stats", name  # which stores the counts so far
    other.close()


@pytest.mark.parametrize(
    ("status", "code", "first_only"),
    [(403, 50013, True), (404, 10003, False), (429, 0, True), (500, 0, True), (503, 0, False)],
)
async def test_with_discord_failing_all_is_told_or_silent_with_one_line(
    env: Env,
    nora: Member,
    maya: Member,
    way: Way,
    caplog: pytest.LogCaptureFixture,
    status: int,
    code: int,
    first_only: bool,
) -> None:
    """Of all of it some ask more of Discord afterwards, as to tell an author: only the answer fails here."""
    caplog.set_level(logging.INFO, "bot")
    every = await doings(env, nora, maya)
    wrong = {}
    for name, do in every.items():
        caplog.clear()
        env.bot.services.cooldowns = type(env.bot.services.cooldowns)(lambda: 0.0)  # type: ignore[attr-defined]
        way.breaks(CALLBACK, status, times=1 if first_only else None, code=code)
        if not first_only:
            way.breaks(FOLLOW_UP, status, times=None, code=code)
        result = await do()
        way.is_mended()
        faults = numbered(caplog)
        sentence = said(result)
        loud = [record for record in caplog.records if record.levelno >= logging.ERROR]
        silent = status in (403, 404)
        if len(faults) > 1 or len(loud) > 1 or (silent and loud) or (not silent and first_only and not sentence):
            wrong[name] = (faults, sentence, [record.getMessage() for record in caplog.records])
    assert not wrong


async def test_a_locked_database_is_told_like_one_that_is_down(
    env: Env, nora: Member, maya: Member, opened: ClosableStore, caplog: pytest.LogCaptureFixture
) -> None:
    every = await doings(env, nora, maya)
    other = sqlite3.connect(opened.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    for name in (f"vote:1:{FASTAI}", f"mine:1:done:{LOOK}", "suggest form", "write form", "/server pin", "forget:1"):
        sentence = told(await every[name]())
        assert SAVING in sentence, name
    assert text((await every["/my progress"]()).response)  # type: ignore[arg-type]  # readers are not in a writer's way
    other.execute("ROLLBACK")
    other.close()
    await every[f"vote:1:{FASTAI}"]()
    assert await opened.store.votes.count(nora.server.guild.id, FASTAI) == 1


async def test_a_question_in_words_is_answered_without_the_database(
    env: Env, maya: Member, opened: ClosableStore, caplog: pytest.LogCaptureFixture
) -> None:
    await opened.closing.aclose()
    assert env.bot.user
    for words in ("a free book", "is fast.ai any good?", "fast.ai or the keras book?", "roadmap for vision"):
        await maya.actor.send(maya.server.channel, f"<@{env.bot.user.id}> {words}")
        await maya.actor.send_dm(words)
        for place in (maya.server.channel, maya.actor.user.dm_channel):
            last: Any = place.last_message
            assert last.author.bot
            assert not last.content
    assert not numbered(caplog)
