"""Mentions wherever people talk, whatever the bot may do there; and what vanishes before it is answered."""

import datetime as dt
import logging
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any

import discord
import pytest
from simcord import ChannelHandle, Env

from bot.discord_app.core.rights import MOST_CLOSED, ClosedChannels, Rights, rights_in
from bot.discord_app.core.transport import is_gone
from tests.support.simulated.breaking import CHANNEL
from tests.support.simulated.reading import walk
from tests.support.simulated.server import Member, Server
from tests.support.simulated.suggesting import parts_of, place_of, suggest, words

pytestmark = pytest.mark.simcord(check_errors=False)

ASKED = "a free book for a beginner"
PLACES = ("text", "news", "voice", "stage", "thread", "forum post")
ARCHIVED = "archived thread"
"""discord.py does not know its channel, so nobody can look at rights; Discord first takes it out of the archive."""


@pytest.fixture
def me(env: Env) -> str:
    assert env.bot.user is not None
    return f"<@{env.bot.user.id}>"


def channel_of(server: Server, kind: str) -> ChannelHandle:
    """A channel of this kind, and for threads the thread."""
    guild, backend = server.guild, server.env.backend
    if kind in ("text", "news", "voice", "stage"):
        made: ChannelHandle = getattr(guild, f"create_{kind}_channel")(kind)
        return made
    parent = guild.create_forum_channel("forum") if kind == "forum post" else server.channel
    thread = backend.create_thread(parent.id, "post", guild.owner.id, broadcast=kind != "forum post")
    if kind == "forum post":
        backend.announce_thread_create(thread)
    if kind == ARCHIVED:
        backend.edit_channel(thread.id, {}, thread_metadata={"archived": True})
    return next(handle for handle in parent.threads if handle.id == thread.id)


async def deny(env: Env, channel: ChannelHandle, **denied: bool) -> None:
    """Take rights away from the bot, in a thread those of its channel."""
    found: Any = env.bot.get_channel(channel.id)
    place: Any = found.parent if isinstance(found, discord.Thread) else found
    await place.set_permissions(place.guild.me, overwrite=discord.PermissionOverwrite(**denied))


def sent(env: Env, since: int) -> list[dict[str, Any]]:
    """What the bot sent to channels since then, whatever became of it."""
    requests = env.http_requests[since:]
    return [request.json or {} for request in requests if request.method == "POST" and "/channels/" in request.path]


def answer_in(channel: ChannelHandle) -> discord.Message:
    last = channel.last_message
    assert last is not None
    assert last.author.bot, "the bot said nothing"
    return last


@pytest.mark.parametrize("kind", [*PLACES, ARCHIVED])
async def test_a_mention_is_answered_wherever_people_talk(env: Env, maya: Member, me: str, kind: str) -> None:
    channel = channel_of(maya.server, kind)
    asked = await maya.actor.send(channel, f"{me} {ASKED}")
    answer = answer_in(channel)
    assert "Deep Learning with Python" in words(answer)
    assert answer.reference is not None
    assert answer.reference.message_id == asked.id


@pytest.mark.parametrize("kind", PLACES)
async def test_where_the_history_is_hidden_an_answer_comes_without_its_reference(
    env: Env, maya: Member, me: str, kind: str
) -> None:
    channel = channel_of(maya.server, kind)
    await deny(env, channel, read_message_history=False)
    since = len(env.http_requests)
    await maya.actor.send(channel, f"{me} {ASKED}")
    (answer,) = [body for body in sent(env, since) if "components" in body]
    assert "message_reference" not in answer
    assert answer["allowed_mentions"]["parse"] == []
    assert "Deep Learning with Python" in words(answer_in(channel))


async def test_one_goes_on_from_an_answer_without_reference(env: Env, maya: Member, me: str) -> None:
    await deny(env, maya.server.channel, read_message_history=False)
    await maya.actor.send(maya.server.channel, f"{me} {ASKED}")
    first = answer_in(maya.server.channel)
    await maya.actor.send(maya.server.channel, "a course instead", reply_to=first)
    assert "Same question, but a course:" in words(answer_in(maya.server.channel))


@pytest.mark.parametrize(
    "denied", ["embed_links", "attach_files", "external_emojis", "external_stickers", "add_reactions"]
)
async def test_what_may_not_be_attached_is_left_out(env: Env, maya: Member, me: str, denied: str) -> None:
    await deny(env, maya.server.channel, **{denied: False})
    await maya.actor.send(maya.server.channel, f"{me} roadmap for computer vision in 10 weeks")
    answer = answer_in(maya.server.channel)
    assert "Your plan" in words(answer)
    has_picture = any(part["type"] == 12 for part in walk(parts_of(answer)))
    assert has_picture == (denied != "attach_files")


async def locked(env: Env, channel: ChannelHandle) -> None:
    env.backend.edit_channel(channel.id, {}, thread_metadata={"locked": True})
    role = env.backend.guilds[env.bot.guilds[0].id].members[env.bot.user.id].role_ids[0]  # type: ignore[union-attr]
    few = discord.Permissions(view_channel=True, send_messages_in_threads=True, read_message_history=True)
    env.backend.edit_role(env.bot.guilds[0].id, role, {"permissions": few.value})


async def timed_out(env: Env, channel: ChannelHandle) -> None:
    """As Discord tells the bot of itself, which simcord does only with the intent for members."""
    env.bot.guilds[0].me.timed_out_until = discord.utils.utcnow() + dt.timedelta(days=9)


async def unwritable(env: Env, channel: ChannelHandle) -> None:
    await deny(env, channel, send_messages=False, send_messages_in_threads=False)


Closing = Callable[[Env, ChannelHandle], Awaitable[None]]


@pytest.mark.parametrize(
    ("kind", "close"),
    [*((kind, unwritable) for kind in PLACES), ("thread", locked), ("text", timed_out), ("thread", timed_out)],
)
async def test_where_the_bot_may_not_write_it_asks_discord_for_nothing_and_logs_it_once(
    env: Env, maya: Member, me: str, kind: str, close: Closing, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    channel = channel_of(maya.server, kind)
    await close(env, channel)
    since = len(env.http_requests)
    for _ in range(3):
        await maya.actor.send(channel, f"{me} {ASKED}")
    assert not env.http_requests[since:]
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.INFO] == [
        f"Nothing can be written in channel {channel.id}: the bot lacks the permission"
    ]


async def test_a_channel_that_is_opened_again_is_answered_in(env: Env, maya: Member, me: str) -> None:
    channel = maya.server.channel
    await unwritable(env, channel)
    await maya.actor.send(channel, f"{me} {ASKED}")
    await deny(env, channel, send_messages=True)
    await maya.actor.send(channel, f"{me} {ASKED}")
    assert "Deep Learning with Python" in words(answer_in(channel))


def test_of_closed_channels_only_so_many_are_known(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot")
    closed = ClosedChannels()
    for number in range(MOST_CLOSED + 1):
        closed.note(number)
    closed.note(MOST_CLOSED)
    assert len(caplog.records) == MOST_CLOSED + 1
    closed.note(0)  # the oldest was forgotten
    assert len(caplog.records) == MOST_CLOSED + 2


def test_rights_that_are_not_known_are_taken_for_granted(env: Env, server: Server) -> None:
    assert rights_in(env.bot.get_partial_messageable(5, guild_id=server.guild.id)) == Rights()
    assert rights_in(object()) == Rights()


async def test_the_moderators_channel_is_not_asked_to_take_what_it_cannot(
    env: Env, server: Server, maya: Member, store: Any, caplog: pytest.LogCaptureFixture
) -> None:
    place = await place_of(server, store)
    await deny(env, place.staff, send_messages=False)
    since = len(env.http_requests)
    for number in range(2):
        await suggest(maya, title=f"Graph {number} Gossip", url=f"https://{number}.example/")
    assert not [request for request in env.http_requests[since:] if str(place.staff.id) in request.path]
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


VANISHED = {
    "message": (404, 10008, "Unknown Message"),
    "channel": (404, 10003, "Unknown Channel"),
    "server": (404, 10004, "Unknown Guild"),
    "hidden": (403, 50001, "Missing Access"),
    "refused": (403, 50013, "Missing Permissions"),
    "no messages": (403, 50007, "Cannot send messages to this user"),
    "archived": (400, 50083, "Thread is archived"),
    "locked": (400, 160005, "Thread is locked"),
    "no history": (400, 160002, "Cannot reply without permission to read message history"),
    "unnamed": (404, 0, "Not Found"),
}


@pytest.mark.parametrize("direct", [False, True])
@pytest.mark.parametrize(("status", "code", "words"), VANISHED.values(), ids=VANISHED)
async def test_what_vanishes_before_its_answer_is_one_line_and_no_second_request(
    env: Env, maya: Member, me: str, caplog: pytest.LogCaptureFixture, status: int, code: int, words: str, direct: bool
) -> None:
    caplog.set_level(logging.INFO, "bot")
    env.inject_error("POST", CHANNEL, status=status, code=code, message=words, times=None)
    since = len(env.http_requests)
    await (maya.actor.send_dm(ASKED) if direct else maya.actor.send(maya.server.channel, f"{me} {ASKED}"))
    assert len([body for body in sent(env, since) if body]) == 1
    (record,) = [record for record in caplog.records if record.levelno >= logging.INFO]
    assert (record.levelname, record.exc_info) == ("INFO", None)
    assert "its place is gone or closed" in record.getMessage()


@pytest.mark.parametrize(("field", "gone"), [("message_reference", True), ("components", False)])
def test_a_question_that_is_deleted_meanwhile_is_gone_and_a_wrong_form_is_not(field: str, gone: bool) -> None:
    """Discord says of a reply to what was deleted that its form is wrong."""
    errors = {field: {"_errors": [{"code": "REPLIES_UNKNOWN_MESSAGE", "message": "Unknown message"}]}}
    response: Any = SimpleNamespace(status=400, reason="Bad Request")
    refused = discord.HTTPException(response, {"code": 50035, "message": "Invalid Form Body", "errors": errors})
    assert is_gone(refused) is gone


@pytest.mark.parametrize(("status", "code", "words"), VANISHED.values(), ids=VANISHED)
async def test_a_command_whose_place_vanishes_is_one_line_too(
    env: Env, maya: Member, caplog: pytest.LogCaptureFixture, status: int, code: int, words: str
) -> None:
    caplog.set_level(logging.INFO, "bot")
    env.inject_error("POST", "/interactions/*/callback", status=status, code=code, message=words, times=None)
    since = len(env.http_requests)
    await maya.recommend(ASKED)
    assert len(env.http_requests[since:]) == 1
    (record,) = [record for record in caplog.records if record.levelno >= logging.INFO]
    assert (record.levelname, record.exc_info) == ("INFO", None)
