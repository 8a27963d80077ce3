"""Saying why an entry was not the right one: who sees what of it, and what it changes."""

import pytest
from simcord import Env, ResponseMessage

from bot.advise import Guide
from bot.discord_app import GuideClient
from bot.store import Store
from tests.discord_app.test_votes import CHOLLET, votes
from tests.support.base import languages
from tests.support.simulated.posting import post_menu
from tests.support.simulated.reading import reply, text, told, vote_labels
from tests.support.simulated.server import Member, Server, given
from tests.support.simulated.watch import usable

GOODFELLOW = "deep-learning-book"


async def asked(member: Member) -> ResponseMessage:
    return reply(await member.recommend("beginner math-light"))


async def choose(member: Member, card: ResponseMessage, choice: str, id_: str = CHOLLET) -> str:
    return told(await member.actor.select(card, [f"{choice}:{id_}"], custom_id="misfit:1"))


async def said_by(store: Store, server: Server, id_: str, **counts: int) -> None:
    """So many members of the server say so, under choices written with underscores."""
    voters = iter(range(1000))
    for choice, count in counts.items():
        for _ in range(count):
            await store.votes.toggle(server.guild.id, id_, next(voters), choice.replace("_", "-"))  # type: ignore[arg-type]
    server.env.bot.services.servers.changed(server.guild.id)  # type: ignore[attr-defined]


async def test_a_reason_is_noted_for_its_member_alone(maya: Member, store: Store) -> None:
    sentence = await choose(maya, await asked(maya), "too-hard")

    assert sentence.startswith("Thank you. This only refines who I recommend it to")
    assert await store.votes.counts(maya.server.guild.id) == {CHOLLET: {"too-hard": 1}}


async def test_the_same_again_takes_it_back(maya: Member, store: Store) -> None:
    card = await asked(maya)
    await choose(maya, card, "outdated")

    assert await choose(maya, card, "outdated") == "Your vote is taken back."
    assert await store.votes.counts(maya.server.guild.id) == {}


async def test_a_reason_takes_the_place_of_a_vote_and_the_button_says_so(maya: Member, tom: Member) -> None:
    card = await asked(maya)
    await maya.vote(card, CHOLLET)
    await tom.vote(card, CHOLLET)

    await choose(maya, card, "not-my-style")
    assert votes(card) == "Helped me · 1"
    assert vote_labels(card).count("Helped me · 0") == 2

    await maya.vote(card, CHOLLET)
    assert votes(card) == "Helped me · 2"


async def test_the_menu_offers_each_reason_for_each_entry_and_stays_after_a_choice(maya: Member) -> None:
    card = await asked(maya)
    before = usable(card)["misfit:1"]

    await choose(maya, card, "too-easy")

    assert len(before["options"]) == 15
    assert "Deep Learning with Python: too hard" in [option["label"] for option in before["options"]]
    assert usable(card)["misfit:1"]["options"] == before["options"]


async def test_verdicts_and_comparisons_have_the_menu_too(maya: Member, store: Store) -> None:
    await choose(maya, reply(await maya.review("goodfellow")), "too-mathematical", GOODFELLOW)
    compared = await maya.actor.slash(maya.server.channel, "compare", first="goodfellow", second="the keras book")
    await choose(maya, reply(compared), "too-easy", CHOLLET)

    assert await store.votes.counts(maya.server.guild.id) == {
        GOODFELLOW: {"too-mathematical": 1},
        CHOLLET: {"too-easy": 1},
    }


async def test_outside_of_servers_there_is_no_menu(env: Env, server: Server) -> None:
    bob = env.create_user("bob")
    await bob.send_dm("beginner math-light")
    shown = bob.dm_channel.history()[-1]

    assert "mark:1" in usable(shown)
    assert "misfit:1" not in usable(shown)


async def test_the_menu_works_after_a_restart(env: Env, maya: Member, guide: Guide, store: Store) -> None:
    card = await asked(maya)
    await env.restart_bot(GuideClient(given(guide), store, languages()))

    assert (await choose(maya, card, "too-hard")).startswith("Thank you.")


@pytest.mark.parametrize("value", ["too-hard:unknown", f"helped:{CHOLLET}", f"withdrawn:{CHOLLET}", "nonsense", ":"])
async def test_a_forged_choice_changes_nothing(maya: Member, store: Store, value: str) -> None:
    server = maya.server
    message = await post_menu(server.env, server.channel, "misfit:1", value)

    sentence = told(await maya.actor.select(message, [value], custom_id="misfit:1"))

    assert "no longer in my list" in sentence
    assert await store.votes.counts(server.guild.id) == {}


async def test_a_verdict_tells_what_the_server_says_but_no_reason_of_fewer_than_five(
    maya: Member, store: Store
) -> None:
    assert "Votes here" not in text(reply(await maya.review("goodfellow")))
    await said_by(store, maya.server, GOODFELLOW, helped=12, too_hard=7, outdated=5, too_easy=4)

    verdict = text(reply(await maya.review("goodfellow")))

    assert (
        "**Votes here:** Helped 12 members of this server. Not right for everyone: 7 found it too hard, "
        "5 found it outdated." in verdict
    )
    assert "too easy" not in verdict


async def test_one_vote_is_told_as_one(maya: Member, store: Store) -> None:
    await said_by(store, maya.server, GOODFELLOW, helped=1, too_hard=4)

    assert "**Votes here:** Helped 1 member of this server.\n" in text(reply(await maya.review("goodfellow")))


@pytest.mark.parametrize(
    ("question", "reason", "members", "warned"),
    [
        ("beginner math-light", "too_hard", 5, "5 members here found it too hard"),
        ("beginner math-light", "too_hard", 4, None),
        ("beginner math-light", "too_easy", 9, None),
        ("beginner math-light", "too_mathematical", 6, "6 members here found it too mathematical"),
        ("beginner math-light", "not_my_style", 9, None),
        ("book with keras", "outdated", 8, "8 members here found it outdated"),
        ("book with keras", "too_hard", 8, None),
    ],
)
async def test_picks_warn_of_what_concerns_the_asker(
    maya: Member, store: Store, question: str, reason: str, members: int, warned: str | None
) -> None:
    await said_by(store, maya.server, CHOLLET, **{reason: members})

    shown = text(reply(await maya.recommend(question)))

    assert "Deep Learning with Python" in shown
    assert (warned in shown) if warned else ("members here found" not in shown)


async def test_picks_say_how_many_of_the_server_they_helped(maya: Member, store: Store) -> None:
    await said_by(store, maya.server, CHOLLET, helped=12)

    assert votes(await asked(maya)) == "Helped me · 12"
