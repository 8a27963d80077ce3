"""Look closer: the details of a pick, the others at a choice, and what one may do about each."""

import pytest
from simcord import Env

from bot.catalogue import Catalogue
from bot.discord_app.verdicts.details import GONE
from bot.store import Store
from tests.support.simulated.closer import id_of, look_at
from tests.support.simulated.posting import post_buttons, post_menu
from tests.support.simulated.reading import buttons, counted, ids, reply, text, told
from tests.support.simulated.server import Member, Server
from tests.support.simulated.watch import usable

CHOLLET = "deep-learning-with-python"


async def test_the_first_pick_is_shown_to_the_presser_alone(maya: Member, tom: Member, catalogue: Catalogue) -> None:
    card = reply(await maya.recommend("beginner math-light"))
    first = catalogue.get(ids(card, "vote")[0])
    assert first

    details = await look_at(tom, card)

    assert details.ephemeral
    assert text(details).startswith(f"**[{first.title}]({first.url})**")
    assert "**Level:**" in text(details)
    assert len(maya.server.channel.history(viewer=maya.actor)) == 1


async def test_a_choice_shows_another_pick_in_its_place(maya: Member, catalogue: Catalogue) -> None:
    card = reply(await maya.recommend("beginner math-light"))
    details = await look_at(maya, card)
    options = usable(details)[id_of(details, "closer")]["options"]
    assert [option["value"] for option in options] == ids(card, "vote")

    for id_ in reversed(ids(card, "vote")):
        entry = catalogue.get(id_)
        assert entry
        switched = reply(await maya.actor.select(details, [id_], custom_id=id_of(details, "closer")))
        assert switched.id == details.id
        assert text(details).startswith(f"**[{entry.title}]")
        assert ids(details, "vote") == [id_]


async def test_a_vote_in_the_details_counts_there(maya: Member) -> None:
    details = await look_at(maya, reply(await maya.recommend("beginner math-light")), CHOLLET)

    assert counted(await maya.vote(details, CHOLLET)) == ["Helpful · 1"]


async def test_below_an_answer_stands_one_row_and_no_menu(maya: Member) -> None:
    card = reply(await maya.recommend("beginner math-light"))

    assert [button["label"] for button in buttons(card)][3:] == ["More", "Change", "Look closer"]
    assert all(part["type"] == 2 for part in usable(card).values())


async def test_a_verdict_is_posted_without_what_concerns_the_member(maya: Member, store: Store) -> None:
    await store.progress.mark(maya.actor.id, CHOLLET, "done")
    details = await look_at(maya, reply(await maya.recommend("beginner math-light", private=True)), CHOLLET)
    assert "On your list: done." in text(details)

    posted = reply(await maya.press(details, f"share:1:{CHOLLET}"))

    assert not posted.ephemeral
    assert "**Good for:**" in text(posted)
    assert "your list" not in text(posted)
    assert "You've marked" not in text(posted)


async def test_what_is_gone_is_said_to_be_gone(env: Env, maya: Member) -> None:
    gone = ("look:1:000000", "mine:1:done:000000", "share:1:no-such", "against:1:no-such")
    message = await post_buttons(env, maya.server.channel, *gone)
    said = [text(reply(await maya.actor.click(message, custom_id=id_))) for id_ in gone]
    assert said[0] == GONE
    assert "no longer in my list" in said[1]
    assert "Nothing in my list is called" in said[2]
    assert "no longer in my list" in said[3]
    menu = await post_menu(env, maya.server.channel, "closer:1:000000,000001", "x")
    assert told(await maya.actor.select(menu, ["x"], custom_id="closer:1:000000,000001")) == GONE


@pytest.mark.parametrize("custom_id", ["look:1:", "look:1:xyz", "mine:1:stolen:000000", "mine:1:done:000000:there"])
async def test_forged_ids_are_of_another_version(env: Env, maya: Member, custom_id: str) -> None:
    message = await post_buttons(env, maya.server.channel, custom_id)

    assert told(await maya.actor.click(message, custom_id=custom_id)).startswith("This button is from another version")


async def test_why_not_needs_a_server(env: Env, server: Server) -> None:
    bob = env.create_user("bob")
    await bob.send_dm("hello")
    message = await post_buttons(env, bob.dm_channel, f"against:1:{CHOLLET}")

    assert told(await bob.click(message, custom_id=f"against:1:{CHOLLET}")).startswith("Votes belong to a server")
