"""Buttons that are old, stale or forged: each press is answered, and changes nothing it must not change."""

from pathlib import Path

import discord
import msgspec
import pytest
import simcord
from simcord import Env

from bot.advise import Guide
from bot.catalogue import Catalogue
from bot.discord_app import GuideClient
from bot.store import Store
from bot.understand import Lexicon
from tests.support.base import languages
from tests.support.simulated.posting import post_buttons
from tests.support.simulated.reading import counted, told, vote_labels
from tests.support.simulated.server import Member, Server, given
from tests.support.store.tallies import helped

CHOLLET = "deep-learning-with-python"
OLD_BUTTON = "This button is from another version of me"
GONE = "no longer in my list"
LONG_ID = "x" * 90


async def posted(member: Member, *custom_ids: str) -> discord.Message:
    return await post_buttons(member.server.env, member.server.channel, *custom_ids)


@pytest.mark.parametrize(
    ("custom_id", "answer"),
    [
        ("vote:1:unknown-id", GONE),
        ("vote:1:../../etc", OLD_BUTTON),
        ("vote:1:", OLD_BUTTON),
        ("vote:1:Deep-Learning", OLD_BUTTON),
        (f"vote:1:{LONG_ID}", OLD_BUTTON),
        ("vote:0:x", OLD_BUTTON),
        ("vote:2:deep-learning-with-python", OLD_BUTTON),
        ("vote:1:deep-learning-with-python\n", OLD_BUTTON),
        ("more:1:3:l9.m9.t~", OLD_BUTTON),
        ("more:1:-3:l0", OLD_BUTTON),
        ("more:1:1000:l0", OLD_BUTTON),
        ("review:1:'; drop table vote; --", OLD_BUTTON),
        ("garbage", OLD_BUTTON),
        ("@everyone", OLD_BUTTON),
    ],
)
async def test_a_press_is_answered_in_private(maya: Member, custom_id: str, answer: str) -> None:
    message = await posted(maya, custom_id)

    press = await maya.actor.click(message, custom_id=custom_id)

    assert answer in told(press)


@pytest.mark.parametrize(
    "question", ["zzz", "l9.m9.t", "", "l.m.c", "n000000", "_l9._t", ".....", "kno-such-word", "l0l0l0"]
)
async def test_a_forged_question_gets_an_answer_or_a_sentence(maya: Member, question: str) -> None:
    custom_id = f"more:1:3:{question}"
    message = await posted(maya, custom_id)

    sentence = told(await maya.actor.click(message, custom_id=custom_id))

    assert sentence.strip()
    assert "something went wrong" not in sentence


@pytest.mark.parametrize("custom_id", ["more:1:999:zzz", "more:1:999:l0.m1", "more:1:100:"])
async def test_beyond_the_last_pick_it_says_that_there_are_no_more(maya: Member, custom_id: str) -> None:
    message = await posted(maya, custom_id)

    shown = told(await maya.actor.click(message, custom_id=custom_id))

    sentences = [line for line in shown.splitlines() if not line.startswith(("## ", "Understood: "))]
    assert any("no more" in line.casefold() or "all" in line.casefold() for line in sentences)


@pytest.mark.parametrize("custom_id", ["review:1:no-such", "review:1:---"])
async def test_the_verdict_on_an_entry_that_is_gone_says_so(maya: Member, custom_id: str) -> None:
    message = await posted(maya, custom_id)

    assert "Nothing in my list is called" in told(await maya.actor.click(message, custom_id=custom_id))


async def test_forged_votes_change_nothing(maya: Member, store: Store) -> None:
    forged = ("vote:1:unknown-id", "vote:1:../../etc", "vote:0:x", "vote:1:deep-learning-with-python-2")
    message = await posted(maya, *forged)

    for custom_id in forged:
        await maya.actor.click(message, custom_id=custom_id)

    assert await helped(store, maya.server.guild.id) == {}


async def test_a_forged_press_leaves_the_message_as_it_was(maya: Member) -> None:
    message = await posted(maya, "garbage", "vote:1:unknown-id")
    await maya.actor.click(message, custom_id="garbage")
    await maya.actor.click(message, custom_id="vote:1:unknown-id")

    kept = maya.server.channel.history()[0]

    assert [part.to_dict() for part in kept.components] == [part.to_dict() for part in message.components]


async def test_a_vote_in_a_plain_message_of_an_older_layout_counts(env: Env, maya: Member) -> None:
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label="Helped me · 7", custom_id=f"vote:1:{CHOLLET}"))
    view.stop()
    message = await env.bot.get_partial_messageable(maya.server.channel.id).send("An old answer", view=view)

    press = await maya.actor.click(message, custom_id=f"vote:1:{CHOLLET}")

    assert told(press) == "Thank you. Your vote counts in this server; press again to take it back."  # the 7 was old
    assert press.response is not None
    assert press.response.content == "An old answer"
    assert vote_labels(press.response) == ["Helpful · 1"]


def renamed(catalogue: Catalogue, old: str, new: str) -> Catalogue:
    """The same catalogue after a curator gave one entry another id."""
    entries = tuple(msgspec.structs.replace(entry, id=new) if entry.id == old else entry for entry in catalogue)
    return Catalogue(entries, {old: new})


async def test_a_button_with_an_id_from_before_a_renaming_votes_for_the_new_one(
    catalogue: Catalogue, database: Path, store: Store
) -> None:
    guide = Guide(renamed(catalogue, CHOLLET, "chollet-book"), Lexicon.shipped())
    async with simcord.run(GuideClient(given(guide), store, languages())) as env:
        maya = Server.on(env, "Deep Learners").member("maya")
        message = await posted(maya, f"vote:1:{CHOLLET}", f"review:1:{CHOLLET}")

        press = await maya.actor.click(message, custom_id=f"vote:1:{CHOLLET}")

        assert counted(press) == ["Helpful · 1"]
        assert await helped(store, maya.server.guild.id) == {"chollet-book": 1}
        assert "Deep Learning with Python" in told(await maya.actor.click(message, custom_id=f"review:1:{CHOLLET}"))


async def test_votes_from_before_a_renaming_count_for_the_new_id(
    env: Env, maya: Member, catalogue: Catalogue, store: Store
) -> None:
    message = await posted(maya, f"vote:1:{CHOLLET}")
    await maya.actor.click(message, custom_id=f"vote:1:{CHOLLET}")

    changed = renamed(catalogue, CHOLLET, "chollet-book")
    await store.follow_redirects(changed.redirects)
    await env.restart_bot(GuideClient(given(Guide(changed, Lexicon.shipped())), store, languages()))

    press = await maya.actor.click(message, custom_id=f"vote:1:{CHOLLET}")
    assert counted(press) == ["Helpful"]
