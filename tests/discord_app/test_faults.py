"""Faults: the member gets a sentence with a number, the log has the same number, and the bot goes on."""

import re
import sqlite3

import pytest
from simcord import Env, InteractionResult

from tests.support.simulated.posting import post_buttons
from tests.support.simulated.reading import PICKED, counted, reply, text, told, vote_labels
from tests.support.simulated.server import ClosableStore, Member

CHOLLET = "deep-learning-with-python"
NUMBER = re.compile(r"[0-9a-f]{8}")
INTERNALS = re.compile(
    r"Traceback|Error|Exception|Unavailable|sqlite|no such table|locked|closed|HTTP|injected", re.IGNORECASE
)


def number_in(sentence: str) -> str:
    """The number of a fault, in a sentence that shows nothing else of it."""
    assert not INTERNALS.search(sentence)
    found = NUMBER.search(sentence)
    assert found
    return found[0]


def faults_logged(caplog: pytest.LogCaptureFixture) -> list[str]:
    """The numbers of all faults in the log; each has its traceback beside it."""
    records = [
        record
        for record in caplog.records
        if record.name == "bot.discord_app.core.faults" and record.levelname == "ERROR"
    ]
    assert all(record.exc_info for record in records)
    return [NUMBER.findall(record.getMessage())[0] for record in records]


def drop_votes(opened: ClosableStore) -> None:
    """Make the file useless behind the bot's back."""
    with sqlite3.connect(opened.path) as other:
        other.execute("DROP TABLE vote")
    other.close()


async def press_a_vote(member: Member) -> InteractionResult:
    server = member.server
    message = await post_buttons(server.env, server.channel, f"vote:1:{CHOLLET}")
    return await member.actor.click(message, custom_id=f"vote:1:{CHOLLET}")


async def test_a_vote_that_cannot_be_saved_is_answered_and_logged(
    maya: Member, opened: ClosableStore, caplog: pytest.LogCaptureFixture
) -> None:
    await opened.closing.aclose()

    sentence = told(await press_a_vote(maya))

    assert sentence.startswith("I couldn't save that, so nothing was changed.")
    assert faults_logged(caplog) == [number_in(sentence)]


async def test_a_file_that_lost_its_tables_is_answered_and_logged(
    maya: Member, opened: ClosableStore, caplog: pytest.LogCaptureFixture
) -> None:
    drop_votes(opened)

    sentence = told(await press_a_vote(maya))

    assert sentence.startswith("I couldn't save that")
    assert faults_logged(caplog) == [number_in(sentence)]


async def test_a_file_that_another_program_locks_is_answered_and_works_once_it_is_free(
    maya: Member, opened: ClosableStore, caplog: pytest.LogCaptureFixture
) -> None:
    other = sqlite3.connect(opened.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    sentence = told(await press_a_vote(maya))

    assert sentence.startswith("I couldn't save that")
    assert faults_logged(caplog) == [number_in(sentence)]
    other.execute("ROLLBACK")
    other.close()
    assert counted(await press_a_vote(maya)) == ["Helpful · 1"]
    assert await opened.store.votes.count(maya.server.guild.id, CHOLLET) == 1


async def test_a_count_stays_as_it_was_when_the_vote_cannot_be_saved(maya: Member, opened: ClosableStore) -> None:
    card = reply(await maya.recommend("beginner math-light"))
    await opened.closing.aclose()

    await maya.vote(card, CHOLLET)

    assert vote_labels(card) == ["Helpful"] * 3


async def test_answers_come_without_votes_when_these_cannot_be_read(
    maya: Member, opened: ClosableStore, caplog: pytest.LogCaptureFixture
) -> None:
    await maya.vote(reply(await maya.recommend("beginner math-light")), CHOLLET)
    await opened.closing.aclose()

    picks = reply(await maya.recommend("beginner math-light"))
    verdict = reply(await maya.review("fast.ai"))

    assert vote_labels(picks) == ["Helpful"] * 3
    assert "Practical Deep Learning for Coders" in text(verdict)
    assert "Answers go without what servers have stored" in caplog.text


@pytest.mark.simcord(check_errors=False)
@pytest.mark.parametrize("command", ["help", "about"])
async def test_a_reply_that_discord_refuses_is_made_up_for_by_a_sentence(
    env: Env, maya: Member, command: str, caplog: pytest.LogCaptureFixture
) -> None:
    env.inject_error("POST", "/interactions/*/callback", status=400)

    sentence = told(await maya.run(command))

    assert sentence.startswith("My answer didn't get through to Discord.")
    assert faults_logged(caplog) == [number_in(sentence)]


@pytest.mark.simcord(check_errors=False)
async def test_a_refused_recommendation_is_made_up_for_by_a_sentence(
    env: Env, maya: Member, caplog: pytest.LogCaptureFixture
) -> None:
    env.inject_error("POST", "/interactions/*/callback", status=400)

    sentence = told(await maya.recommend("beginner math-light"))

    assert faults_logged(caplog) == [number_in(sentence)]
    assert "in recommend" in caplog.text


async def test_a_refused_answer_to_a_button_is_made_up_for_by_a_sentence(
    env: Env, maya: Member, caplog: pytest.LogCaptureFixture
) -> None:
    card = reply(await maya.recommend("beginner math-light"))
    env.inject_error("POST", "/interactions/*/callback", status=400)

    sentence = told(await maya.actor.click(card, label="More"))

    assert faults_logged(caplog) == [number_in(sentence)]
    assert "a button" in caplog.text


@pytest.mark.simcord(check_errors=False)
async def test_when_nothing_can_be_said_the_log_has_it_and_the_bot_goes_on(
    env: Env, maya: Member, caplog: pytest.LogCaptureFixture
) -> None:
    env.inject_error("POST", "/interactions/*/callback", status=400, times=2)

    lost = await maya.recommend("beginner math-light")

    assert not lost.acknowledged
    assert len(faults_logged(caplog)) == 1
    assert "The member could not be told" in caplog.text
    assert PICKED in text(reply(await maya.recommend("beginner math-light")))


async def test_an_old_button_that_cannot_be_answered_does_not_stop_the_bot(env: Env, maya: Member) -> None:
    message = await post_buttons(env, maya.server.channel, "garbage")
    env.inject_error("POST", "/interactions/*/callback", status=400)

    await maya.actor.click(message, custom_id="garbage")

    assert len(env.errors) <= 1
    assert PICKED in text(reply(await maya.recommend("beginner math-light")))
