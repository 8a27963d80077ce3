"""Buttons with a question that I can answer: what a press on one says, to whom, and where it leads on."""

import re

import pytest
from simcord import Env, InteractionResult, ResponseMessage

from bot.advise import Answer, Guide
from bot.advise.which_answer import NOTE_GONE
from bot.advise.wording.compose import LONG_WORDS, reply_of
from bot.catalogue.advice import Note
from bot.discord_app.questions.buttons import ID, MAX_LABEL, note_button
from bot.language import ENGLISH
from bot.store import Store
from tests.support.simulated.moderators import moderator, run
from tests.support.simulated.posting import post_buttons
from tests.support.simulated.reading import buttons, counted, ids, reply, text, told, vote_labels
from tests.support.simulated.server import Member, Server
from tests.support.store.tallies import helped


@pytest.fixture
def guide(whole: Guide) -> Guide:
    """The bot of these tests has the whole knowledge base, with its notes."""
    return whole


@pytest.fixture
def note(guide: Guide) -> Note:
    """A note with picks, short enough that it leads on to another."""
    notes = guide.catalogue.advice.notes.values()
    return next(note for note in notes if note.picks and note.see_also and _words(guide.note(note.id)) <= LONG_WORDS)


def _words(answer: Answer) -> int:
    return reply_of(answer, ENGLISH).words


async def press(member: Member, id_: str) -> InteractionResult:
    server, custom_id = member.server, f"note:1:{id_}"
    message = await post_buttons(server.env, server.channel, custom_id)
    return await member.actor.click(message, custom_id=custom_id)


async def asked(member: Member, id_: str) -> ResponseMessage:
    return reply(await press(member, id_))


async def test_a_press_is_answered_with_the_note_to_the_presser_alone(maya: Member, tom: Member, note: Note) -> None:
    before = len(maya.server.channel.history(viewer=tom.actor))
    card = await asked(maya, note.id)

    assert card.ephemeral
    assert len(maya.server.channel.history(viewer=tom.actor)) == before + 1  # the message with the button
    shown = text(card).replace("\\", "")
    assert shown.startswith(note.answer)
    assert note.because in shown
    assert ids(card, "vote") == [choice.id for choice in note.picks[:3]]
    assert "-# Last checked in " in shown


async def test_a_vote_on_it_counts(maya: Member, note: Note, store: Store) -> None:
    card = await asked(maya, note.id)
    first = note.picks[0].id

    assert "Helpful · 1" in counted(await maya.vote(card, first))

    assert await helped(store, maya.server.guild.id) == {first: 1}
    assert vote_labels(await asked(maya, note.id))[0] == "Helpful · 1"


async def test_the_questions_below_lead_on(maya: Member, note: Note, guide: Guide) -> None:
    card = await asked(maya, note.id)

    further = [button for button in buttons(card) if str(button.get("custom_id")).startswith("note:1:")]
    assert [button["custom_id"] for button in further] == [f"note:1:{note.see_also[0]}"]  # the answer is no guess
    other = guide.catalogue.advice.notes[note.see_also[0]]
    assert further[0]["label"].rstrip("…") in other.question
    shown = text(reply(await maya.press(card, further[0]["custom_id"])))
    assert shown.replace("\\", "").startswith(other.answer)


@pytest.mark.parametrize("id_", ["gone", "no-such-note", "0"])
async def test_a_note_that_is_gone_is_said_to_be_gone(maya: Member, id_: str) -> None:
    assert told(await press(maya, id_)) == NOTE_GONE


async def test_what_is_hidden_in_a_server_is_left_out(server: Server, maya: Member, note: Note) -> None:
    hidden = note.picks[0].id
    await run(moderator(server), "hide", name=hidden)

    assert hidden not in ids(await asked(maya, note.id), "vote")

    elsewhere = Server.on(server.env, "Another server").member("lena")
    assert hidden in ids(await asked(elsewhere, note.id), "vote")


async def test_in_a_direct_message_there_are_links_and_no_votes(env: Env, server: Server, note: Note) -> None:
    bob = env.create_user("bob")
    await bob.send_dm("hello")
    message = await post_buttons(env, bob.dm_channel, f"note:1:{note.id}")

    card = reply(await bob.click(message, custom_id=f"note:1:{note.id}"))

    assert not vote_labels(card)
    assert text(card).count("**[") == len(note.picks[:3])
    assert [button["label"] for button in buttons(card)][-2:] == ["Change", "Look closer"]


def test_the_button_of_every_note_is_one_that_discord_takes(guide: Guide) -> None:
    for note in guide.catalogue.advice.notes.values():
        button = note_button(note.id, note.question)
        assert re.fullmatch(f"note:1:{ID}", str(button.custom_id)), note.id
        assert 0 < len(str(button.label)) <= MAX_LABEL
