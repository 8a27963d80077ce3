"""Marking what is done, /next, and /my: all of it seen by the member alone."""

import json
from typing import Any

from simcord import Env

from bot.advise import Guide
from bot.discord_app import GuideClient
from bot.store import Store
from tests.support.base import languages
from tests.support.simulated.closer import id_of, look_at
from tests.support.simulated.posting import post_menu
from tests.support.simulated.reading import ids, reply, text, told
from tests.support.simulated.server import Member, given

BOOK = "deep-learning-with-python"


async def marked(member: Member, choice: str) -> str:
    state, _, entry = choice.partition(":")
    details = await look_at(member, reply(await member.recommend("beginner math-light")), entry)
    await member.press(details, id_of(details, f"mine:1:{state}"))
    return text(details)


async def my(member: Member, command: str) -> Any:
    return await member.actor.slash(member.server.channel, f"my {command}")


async def test_a_pick_is_marked_and_listed(maya: Member) -> None:
    assert "On your list: done." in await marked(maya, f"done:{BOOK}")

    listed = reply(await my(maya, "progress"))
    assert listed.ephemeral
    assert "**Done**\n- Deep Learning with Python" in text(listed)


async def test_a_mark_belongs_to_its_member(maya: Member, tom: Member) -> None:
    await marked(maya, f"done:{BOOK}")

    assert "Your list is empty" in text(reply(await my(tom, "progress")))


async def test_a_mark_can_be_taken_off(maya: Member) -> None:
    await marked(maya, f"doing:{BOOK}")
    card = reply(await my(maya, "progress"))
    await maya.actor.select(card.message, [f"neither:{BOOK}"], custom_id="mark:1")

    assert "Your list is empty" in text(reply(await my(maya, "progress")))


async def test_next_says_how_to_begin_a_list(maya: Member) -> None:
    card = reply(await maya.run("next"))

    assert card.ephemeral
    assert "I don't know yet what you've done" in text(card)
    assert ids(card, "vote")


async def test_next_leaves_out_what_is_done(maya: Member) -> None:
    await marked(maya, f"done:{BOOK}")
    card = reply(await maya.run("next"))

    assert "After Deep Learning with Python, this comes next" in text(card)
    assert BOOK not in ids(card, "vote")


async def test_a_verdict_can_be_marked(maya: Member) -> None:
    card = reply(await maya.review("fast.ai"))
    before = text(card)

    marked_ = reply(await maya.press(card, id_of(card, "mine:1:done")))

    assert marked_.ephemeral
    assert "as done: Practical Deep Learning for Coders" in text(marked_)
    assert text(card) == before  # everyone sees it
    assert "After Practical Deep Learning for Coders" in text(reply(await maya.press(marked_, "next:1")))
    await maya.press(marked_, id_of(marked_, "mine:1:neither"))
    assert "Off your list" in text(marked_)
    assert "Your list is empty" in text(reply(await my(maya, "progress")))


async def test_what_is_done_shows_in_the_details_and_is_taken_back_there(maya: Member, store: Store) -> None:
    details = await look_at(maya, reply(await maya.recommend("beginner math-light")), BOOK)
    for state, shown in (("doing", "in progress."), ("done", "done. /next goes on"), ("neither", "")):
        await maya.press(details, id_of(details, f"mine:1:{state}"))
        assert ("On your list" in text(details)) is bool(shown)
        assert shown in text(details)
    assert await store.progress.of(maya.actor.id) == {}


async def test_a_menu_below_an_old_answer_marks(maya: Member, store: Store) -> None:
    message = await post_menu(maya.server.env, maya.server.channel, "mark:1", f"done:{BOOK}")

    assert "as done" in told(await maya.actor.select(message, [f"done:{BOOK}"], custom_id="mark:1"))
    assert await store.progress.of(maya.actor.id) == {BOOK: "done"}


async def test_marks_work_after_a_restart(env: Env, maya: Member, guide: Guide, store: Store) -> None:
    details = await look_at(maya, reply(await maya.recommend("beginner math-light")), BOOK)
    await env.restart_bot(GuideClient(given(guide), store, languages()))

    await maya.press(details, id_of(details, "mine:1:done"))
    assert "On your list: done." in text(details)


async def test_export_gives_everything_as_a_file(maya: Member) -> None:
    card = reply(await maya.recommend("beginner math-light"))
    await maya.vote(card, BOOK)
    await marked(maya, f"doing:{BOOK}")

    exported = reply(await my(maya, "export"))
    assert exported.ephemeral
    (file,) = exported.attachments
    stored = json.loads(await file.read())
    assert [vote["resource"] for vote in stored["votes"]] == [BOOK]
    assert [mark["state"] for mark in stored["progress"]] == ["doing"]


async def test_forget_asks_first_and_then_deletes(maya: Member, store: Store) -> None:
    await marked(maya, f"done:{BOOK}")
    asked = reply(await my(maya, "forget"))
    assert await store.progress.of(maya.actor.id)

    assert "is deleted" in told(await maya.press(asked, "forget:1"))
    assert not any((await store.members.all_about(maya.actor.id)).values())
