"""Marking what is done, /next, and /my: all of it seen by the member alone."""

import json
from typing import Any

from simcord import Env

from bot.advise import Guide
from bot.discord_app import GuideClient
from bot.store import Store
from tests.support.base import languages
from tests.support.simulated.reading import ids, reply, text, told
from tests.support.simulated.server import Member, given

BOOK = "deep-learning-with-python"


async def marked(member: Member, choice: str) -> str:
    card = reply(await member.recommend("beginner math-light"))
    return told(await member.actor.select(card.message, [choice], custom_id="mark:1"))


async def my(member: Member, command: str) -> Any:
    return await member.actor.slash(member.server.channel, f"my {command}")


async def test_a_pick_is_marked_and_listed(maya: Member) -> None:
    assert "as done: Deep Learning with Python" in await marked(maya, f"done:{BOOK}")

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
    sentence = told(await maya.actor.select(card.message, ["done:fastai-practical-deep-learning"], custom_id="mark:1"))

    assert "as done: Practical Deep Learning for Coders" in sentence


async def test_marks_work_after_a_restart(env: Env, maya: Member, guide: Guide, store: Store) -> None:
    card = reply(await maya.recommend("beginner math-light"))
    await env.restart_bot(GuideClient(given(guide), store, languages()))

    click = await maya.actor.select(card.message, [f"done:{BOOK}"], custom_id="mark:1")
    assert "as done" in told(click)


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
