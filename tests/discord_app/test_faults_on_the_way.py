"""Faults between the bot and Discord: whatever is stored is told or can be seen, nothing surprises, the bot goes on."""

from typing import Any

import discord
import pytest
from simcord import Env, InteractionResult

from bot.advise import Guide
from bot.discord_app import GuideClient
from bot.discord_app.votes.undelivered import SECONDS as UNDELIVERED_SECONDS
from bot.store import Store
from tests.discord_app.test_faults import faults_logged, number_in
from tests.discord_app.test_member_reviews import moderator_of, page, write
from tests.support.base import languages
from tests.support.clock import Clock
from tests.support.simulated.breaking import CALLBACK, CHANNEL, FAULTS, FOLLOW_UP, SOME, Fault, Way
from tests.support.simulated.closer import reasons_against
from tests.support.simulated.posting import post_buttons
from tests.support.simulated.reading import PICKED, counted, reply, syncs, text, told, vote_labels
from tests.support.simulated.server import Member, Server, given
from tests.support.simulated.suggesting import (
    TYPED,
    Place,
    letter_to,
    opened,
    place_of,
    suggest,
    suggestion_id,
    words,
)

pytestmark = pytest.mark.simcord(check_errors=False)

CHOLLET, FASTAI = "deep-learning-with-python", "fastai-practical-deep-learning"
NOT_SHOWN = "My answer didn't get through to Discord. Anything you changed is saved"
THANKS = "Thank you. Your vote counts in this server; press again to take it back."
THANKS_INSTEAD = (
    "Thank you. Your vote counts in this server, in place of what you had said against it; press again to take it back."
)
TOO_LATE = 10062


@pytest.fixture
def way(env: Env, monkeypatch: pytest.MonkeyPatch) -> Way:
    return Way(env, monkeypatch)


@pytest.fixture
async def place(server: Server, store: Store) -> Place:
    return await place_of(server, store)


@pytest.fixture
def nora(place: Place) -> Member:
    return place.moderator("nora")


@pytest.fixture
async def vote_card(maya: Member) -> discord.Message:
    return await post_buttons(maya.server.env, maya.server.channel, f"vote:1:{CHOLLET}")


async def press(member: Member, message: discord.Message) -> InteractionResult:
    return await member.actor.click(message, custom_id=f"vote:1:{CHOLLET}")


async def votes(member: Member, store: Store) -> int:
    return await store.votes.count(member.server.guild.id, CHOLLET)


@pytest.mark.parametrize("command", ["recommend", "path", "my export"])
async def test_an_answer_that_is_lost_is_made_up_for_by_a_sentence(
    maya: Member, way: Way, command: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Of words, with a picture and with a file."""
    options = {"recommend": {"query": "beginner"}, "path": {"goal": "computer vision"}}.get(command, {})
    for fault in FAULTS:
        way.breaks(CALLBACK, fault)

        sentence = told(await maya.actor.slash(maya.server.channel, command, **options))

        assert sentence.startswith(NOT_SHOWN)
        assert faults_logged(caplog) == [number_in(sentence)]
        way.is_mended()
        caplog.clear()
    assert PICKED in text(reply(await maya.recommend("beginner math-light")))


@pytest.mark.parametrize("fault", SOME)
async def test_where_nothing_gets_through_the_log_has_it_and_the_bot_goes_on(
    maya: Member, way: Way, fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    way.breaks(CALLBACK, fault, times=None)

    assert not (await maya.recommend("beginner math-light")).acknowledged

    (number,) = faults_logged(caplog)
    assert f"The member could not be told of fault {number}" in caplog.text
    way.is_mended()
    assert PICKED in text(reply(await maya.recommend("beginner math-light")))


@pytest.mark.parametrize("fault", SOME)
async def test_a_count_that_cannot_be_shown_keeps_no_vote_from_being_told(
    maya: Member, way: Way, fault: Fault, vote_card: discord.Message, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    way.breaks(CALLBACK, fault)

    assert told(await press(maya, vote_card)) == THANKS

    assert await votes(maya, store) == 1
    assert not faults_logged(caplog)
    assert told(await press(maya, vote_card)) == "Your vote is taken back."
    assert await votes(maya, store) == 0


@pytest.mark.parametrize("fault", SOME)
async def test_a_vote_that_could_not_be_told_is_not_taken_back_by_pressing_again(
    maya: Member, way: Way, fault: Fault, vote_card: discord.Message, store: Store
) -> None:
    way.breaks(CALLBACK, fault, times=2)
    assert told(await press(maya, vote_card)).startswith(NOT_SHOWN)

    assert told(await press(maya, vote_card)) == THANKS
    assert await votes(maya, store) == 1
    assert told(await press(maya, vote_card)) == "Your vote is taken back."
    assert await votes(maya, store) == 0


async def test_what_could_not_be_told_is_forgotten_soon(
    maya: Member, way: Way, vote_card: discord.Message, store: Store, clock: Clock
) -> None:
    way.breaks(CALLBACK, 500, times=2)
    await press(maya, vote_card)
    clock.seconds += UNDELIVERED_SECONDS

    assert told(await press(maya, vote_card)) == "Your vote is taken back."
    assert await votes(maya, store) == 0


async def test_what_could_not_be_told_is_about_that_choice_alone(
    maya: Member, tom: Member, way: Way, vote_card: discord.Message, store: Store
) -> None:
    menu = await reasons_against(maya, reply(await maya.review(CHOLLET)), CHOLLET)
    way.breaks(CALLBACK, 500, times=2)
    await press(maya, vote_card)

    assert counted(await press(tom, vote_card)) == ["Helpful · 2"]
    assert told(await maya.actor.select(menu, [f"too-hard:{CHOLLET}"], custom_id="misfit:1")).startswith("Thank you.")
    assert told(await press(maya, vote_card)) == THANKS_INSTEAD
    assert await votes(maya, store) == 2


async def test_whoever_had_themselves_forgotten_is_not_told_of_a_vote(
    maya: Member, way: Way, vote_card: discord.Message, store: Store
) -> None:
    way.breaks(CALLBACK, 500, times=2)
    await press(maya, vote_card)
    await store.members.forget(maya.actor.id)

    assert told(await press(maya, vote_card)).startswith("You can vote in this server again")


async def test_an_answer_for_which_discord_waits_no_more_is_one_line_of_the_log(
    maya: Member, way: Way, vote_card: discord.Message, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    way.breaks(CALLBACK, 404, times=None, code=TOO_LATE)

    await maya.recommend("beginner math-light")
    await press(maya, vote_card)

    late = [record for record in caplog.records if "Discord had waited its three seconds" in record.getMessage()]
    assert [(record.levelname, record.exc_info) for record in late] == [("WARNING", None)] * 2
    assert all(number_in(record.getMessage().partition(" in ")[0]) for record in late)
    assert not faults_logged(caplog)
    way.is_mended()
    assert told(await press(maya, vote_card)) == THANKS
    assert await votes(maya, store) == 1


@pytest.mark.parametrize("fault", SOME)
async def test_a_count_that_moves_against_the_press_and_whose_sentence_is_lost_is_told_by_the_next(
    maya: Member, tom: Member, way: Way, fault: Fault, store: Store
) -> None:
    card = reply(await maya.recommend("beginner math-light"))
    for member in (maya, tom):
        await member.vote(reply(await member.recommend("beginner math-light")), CHOLLET)
    way.breaks(FOLLOW_UP, fault)

    assert told(await maya.vote(card, CHOLLET)).startswith(NOT_SHOWN)  # taken back, while the number goes up

    assert "Helpful · 1" in vote_labels(card)
    assert told(await maya.vote(card, CHOLLET)) == "Your vote is taken back."
    assert await votes(maya, store) == 1


@pytest.mark.parametrize("fault", SOME)
async def test_a_suggestion_waits_also_where_moderators_could_not_be_told(
    maya: Member, nora: Member, way: Way, fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    form = await maya.run("suggest")
    way.breaks(CHANNEL, fault)

    sent = await maya.actor.submit_modal(form, TYPED)

    assert told(sent).startswith("Thank you. Your suggestion is now")
    assert not faults_logged(caplog)
    assert "Cannot post in the moderators' channel" in caplog.text
    waiting = await nora.actor.slash(nora.server.channel, "server queue")
    assert "Graph Gossip" in "\n".join(text(message) for message in waiting.followups)


async def test_moderators_are_told_of_a_suggestion_also_where_its_author_is_not(
    maya: Member, place: Place, way: Way
) -> None:
    form = await maya.run("suggest")
    way.breaks(CALLBACK, 500)

    said = told(await maya.actor.submit_modal(form, TYPED))

    assert said.startswith(NOT_SHOWN)  # it is not said that it was not sent: it was
    assert TYPED["why"] in said
    assert "Graph Gossip" in words(place.posted)


@pytest.mark.parametrize("fault", SOME)
async def test_a_decision_holds_also_where_its_author_could_not_be_told(
    env: Env, maya: Member, place: Place, nora: Member, way: Way, fault: Fault, store: Store
) -> None:
    await suggest(maya)
    message, number = place.posted, suggestion_id(place.posted)
    form = await opened(nora, message, "decline")
    way.breaks("/users/@me/channels", fault)

    said = told(await nora.actor.submit_modal(form, {"reason": "too short"}))

    assert "Declined by" in said
    assert "I couldn't message the member who suggested it; they'll see it in /my progress." in said
    found = await store.suggestions.get(place.id, number)
    assert found
    assert found.state == "declined"
    assert "Declined by" in words(place.posted)


@pytest.mark.parametrize("fault", SOME)
async def test_a_decision_is_told_also_where_its_message_cannot_be_shown_anew(
    env: Env, maya: Member, place: Place, nora: Member, way: Way, fault: Fault
) -> None:
    await suggest(maya)
    form = await opened(nora, place.posted, "decline")
    way.breaks(CALLBACK, fault)

    said = told(await nora.actor.submit_modal(form, {"reason": "too short"}))

    assert "Declined by" in said
    assert "I told the member who suggested it." in said
    assert "Too short." in letter_to(env, maya)


async def test_a_decision_on_a_message_that_is_deleted_meanwhile_is_told_to_everybody(
    env: Env, maya: Member, place: Place, nora: Member, way: Way, caplog: pytest.LogCaptureFixture
) -> None:
    await suggest(maya)
    form = await opened(nora, place.posted, "decline")
    way.breaks(CALLBACK, 404, code=10008)  # simcord itself sends no form once the message is gone

    said = told(await nora.actor.submit_modal(form, {"reason": "too short"}))

    assert "Declined by" in said
    assert "I told the member who suggested it." in said
    assert "Too short." in letter_to(env, maya)
    assert not faults_logged(caplog)


@pytest.mark.parametrize("fault", SOME)
async def test_a_review_is_removed_also_where_neither_message_nor_author_can_be_reached(
    maya: Member, tom: Member, server: Server, way: Way, fault: Fault, store: Store
) -> None:
    await write(maya)
    mo = moderator_of(server)
    shown = await page(mo)
    (found,) = await store.reviews.latest(server.guild.id, FASTAI, 5)
    way.breaks(CALLBACK, fault)
    way.breaks("/users/@me/channels", 500)

    said = told(await mo.press(shown, f"judge:1:take-down:{found.id}"))

    assert "removed it." in said
    assert not await store.reviews.latest(server.guild.id, FASTAI, 5)


@pytest.mark.parametrize("fault", SOME)
async def test_a_message_that_could_not_be_answered_gets_a_sentence(
    env: Env, maya: Member, way: Way, fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    assert env.bot.user
    asked = f"<@{env.bot.user.id}> a free book"
    way.breaks(CHANNEL, fault)
    await maya.actor.send(maya.server.channel, asked)

    last: Any = maya.server.channel.last_message
    assert last.content.startswith(NOT_SHOWN)
    assert faults_logged(caplog) == [number_in(last.content)]
    caplog.clear()

    way.breaks(CHANNEL, fault, times=2)
    await maya.actor.send(maya.server.channel, asked)
    (number,) = faults_logged(caplog)
    assert f"The member could not be told of fault {number}" in caplog.text


@pytest.mark.parametrize("fault", SOME)
async def test_a_start_goes_on_where_discord_does_not_take_changed_commands(
    env: Env, maya: Member, way: Way, fault: Fault, guide: Guide, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    application = env.bot.application_id or 0
    await store.note_synced_commands(application, "what an older version told")
    way.breaks("/applications/*/commands", fault, method="PUT")

    await env.restart_bot(GuideClient(given(guide), store, languages()))

    assert "Discord did not take the commands" in caplog.text
    assert PICKED in text(reply(await maya.recommend("beginner math-light")))
    before = syncs(env)
    await env.restart_bot(GuideClient(given(guide), store, languages()))
    assert syncs(env) == before + 1
    assert await store.synced_commands(application) != "what an older version told"


async def test_a_first_start_fails_where_discord_takes_no_commands(
    env: Env, way: Way, guide: Guide, database: Any, clock: Any, tmp_path: Any
) -> None:
    way.breaks("/applications/*/commands", 500, method="PUT")
    async with Store.open(tmp_path / "new.db", clock) as empty:
        with pytest.raises(discord.HTTPException):
            await env.restart_bot(GuideClient(given(guide), empty, languages()))


async def test_a_form_that_cannot_be_opened_says_so(maya: Member, way: Way, caplog: pytest.LogCaptureFixture) -> None:
    way.breaks(CALLBACK, 500)
    sentence = told(await maya.run("suggest"))
    assert sentence.startswith(NOT_SHOWN)
    assert faults_logged(caplog) == [number_in(sentence)]


async def test_approving_twice_since_the_first_answer_was_lost_is_told_as_decided(
    maya: Member, place: Place, nora: Member, way: Way, store: Store
) -> None:
    await suggest(maya)
    message = place.posted
    shown = await opened(nora, message, "decline")
    way.breaks(CALLBACK, 404, times=None, code=TOO_LATE)
    await nora.actor.submit_modal(shown, {"reason": "too short"})
    way.is_mended()

    again = await nora.actor.click(message, custom_id=f"decide:1:approve:{suggestion_id(message)}")
    assert "That's already decided." in told(again)
    assert not (await store.suggestions.entries(place.id))
