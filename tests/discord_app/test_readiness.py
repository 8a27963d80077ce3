"""Whether a member is ready for an entry: told by what they say, and by their list where nobody else sees it."""

import sqlite3

import pytest
from simcord import Env

from bot.advise import Guide, Verdict
from bot.advise.wording.readiness_words import told
from bot.discord_app.verdicts.cards import verdict_card
from bot.language import ENGLISH
from bot.store import Store
from bot.understand import Named, ParsedQuery
from tests.support.simulated.closer import look_at
from tests.support.simulated.limits import assert_fits, sent
from tests.support.simulated.posting import post_buttons
from tests.support.simulated.reading import reply, text
from tests.support.simulated.server import ClosableStore, Member

PART_2, FAST = "fastai-part-2", "fastai-practical-deep-learning"
READY = "**For you:** You seem ready for it: your list covers what it builds on."


@pytest.fixture
async def done(maya: Member, store: Store) -> None:
    """Maya has done the course that the second part builds on."""
    await store.progress.mark(maya.actor.id, FAST, "done")


@pytest.mark.usefixtures("done")
async def test_a_private_verdict_goes_by_the_list(maya: Member, tom: Member) -> None:
    assert READY in text(reply(await maya.review("fastai part 2", private=True)))
    assert "For you:" not in text(reply(await tom.review("fastai part 2", private=True)))


@pytest.mark.usefixtures("done")
@pytest.mark.parametrize("name", ["fastai part 2", "fast.ai"])
async def test_a_public_verdict_tells_nobody_what_a_member_has_done(maya: Member, name: str) -> None:
    card = reply(await maya.review(name))
    assert not card.ephemeral
    assert "For you:" not in text(card)
    assert "your list" not in text(card)


@pytest.mark.usefixtures("done")
async def test_what_is_done_is_said_to_be_done(maya: Member) -> None:
    assert "**For you:** You've marked it as done." in text(reply(await maya.review("fast.ai", private=True)))


@pytest.mark.usefixtures("done")
async def test_in_a_direct_message_the_list_counts(maya: Member) -> None:
    await maya.actor.send_dm("is fastai part 2 still worth it?")
    last = maya.actor.user.dm_channel.last_message
    assert last is not None
    assert READY in str([component.to_dict() for component in last.components])


@pytest.mark.usefixtures("done")
async def test_a_command_in_a_chat_with_the_bot_is_private(maya: Member) -> None:
    shown = reply(await maya.actor.user.slash("review", name="fastai part 2"))
    assert READY in text(shown)


@pytest.mark.usefixtures("done")
@pytest.mark.parametrize("private", [True, False])
async def test_a_question_in_free_words(maya: Member, private: bool) -> None:
    question = "is fastai part 2 still worth it?"
    card = reply(await maya.actor.slash(maya.server.channel, "ask", question=question, private=private))
    assert (READY in text(card)) is private


async def test_words_are_enough_for_everyone_to_see(maya: Member) -> None:
    question = "am I ready for the Goodfellow book? I finished the first course of the deep learning specialization"
    card = reply(await maya.actor.slash(maya.server.channel, "ask", question=question))
    assert not card.ephemeral
    assert "**For you:** Going by what you say, you still need: calculus and probability." in text(card)


@pytest.mark.usefixtures("done")
async def test_a_mention_and_an_answer_to_another_leave_the_list_out(env: Env, maya: Member, tom: Member) -> None:
    assert env.bot.user is not None
    question = "is fastai part 2 still worth it?"
    await maya.actor.send(maya.server.channel, f"<@{env.bot.user.id}> {question}")
    last = maya.server.channel.last_message
    assert last is not None
    assert "For you" not in str([component.to_dict() for component in last.components])
    message = await tom.actor.send(tom.server.channel, question)
    assert "For you" not in text(reply(await maya.actor.context_menu(maya.server.channel, "Answer this", message)))


@pytest.mark.usefixtures("done")
async def test_pressing_one_of_several_goes_by_the_list_of_the_presser(maya: Member, tom: Member) -> None:
    message = await post_buttons(maya.server.env, maya.server.channel, f"review:1:{PART_2}")
    assert READY in text(reply(await maya.actor.click(message, custom_id=f"review:1:{PART_2}")))
    assert "For you" not in text(reply(await tom.actor.click(message, custom_id=f"review:1:{PART_2}")))


@pytest.mark.usefixtures("done")
async def test_a_list_that_cannot_be_read_leaves_the_verdict(maya: Member, opened: ClosableStore) -> None:
    with sqlite3.connect(opened.path) as other:
        other.execute("DROP TABLE progress")
    other.close()
    card = reply(await maya.review("fastai part 2", private=True))
    details = await look_at(maya, card)
    assert "part 2 is a good choice" in text(card)
    assert "**Status:**" in text(details)
    assert "For you:" not in text(card) + text(details)


async def test_the_longest_word_on_readiness_fits_on_every_verdict(maya: Member, guide: Guide) -> None:
    lists = [{}, *({entry.id: "done"} for entry in guide.catalogue)]
    for entry in guide.catalogue:
        query = ParsedQuery(intent="review", level="beginner", named=(Named(entry.id, "asked"),))
        verdicts = [verdict for own in lists if isinstance(verdict := guide.answer(query, progress=own), Verdict)]
        longest = max(verdicts, key=lambda verdict: len(told(verdict.readiness, entry, say=ENGLISH)))
        components = await sent(maya.server, verdict_card(longest, votable=True, say=ENGLISH))
        assert_fits(components)
        assert told(longest.readiness, entry, say=ENGLISH) in str(components).replace("\\'", "'")
        assert "…" not in str(components)
