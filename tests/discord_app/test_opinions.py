"""Saying why an entry was not the right one: who sees what of it, and what it changes."""

import pytest
from simcord import Env, ResponseMessage

from bot.advise import Guide
from bot.discord_app import GuideClient
from bot.store import Store
from tests.discord_app.test_votes import CHOLLET, votes
from tests.support.base import languages
from tests.support.simulated.closer import look_at, reasons_against
from tests.support.simulated.posting import post_menu
from tests.support.simulated.reading import reply, text, told
from tests.support.simulated.server import Member, Server, given
from tests.support.simulated.watch import components_of, contents, usable

GOODFELLOW = "deep-learning-book"


async def asked(member: Member) -> ResponseMessage:
    return reply(await member.recommend("beginner math-light"))


async def choose(member: Member, card: ResponseMessage, choice: str, id_: str = CHOLLET) -> str:
    menu = await reasons_against(member, card, id_)
    return told(await member.actor.select(menu, [f"{choice}:{id_}"], custom_id="misfit:1"))


async def said_by(store: Store, server: Server, id_: str, **counts: int) -> None:
    """So many members of the server say so, under choices written with underscores."""
    voters = iter(range(1000))
    for choice, count in counts.items():
        for _ in range(count):
            await store.votes.toggle(server.guild.id, id_, next(voters), choice.replace("_", "-"))  # type: ignore[arg-type]
    server.env.bot.services.servers.changed(server.guild.id)  # type: ignore[attr-defined]


async def test_a_reason_is_noted_for_its_member_alone(maya: Member, store: Store) -> None:
    sentence = await choose(maya, await asked(maya), "too-hard")

    assert sentence.startswith("Thank you. This only changes who I recommend it to")
    assert await store.votes.counts(maya.server.guild.id) == {CHOLLET: {"too-hard": 1}}


async def test_the_same_again_takes_it_back(maya: Member, store: Store) -> None:
    card = await asked(maya)
    await choose(maya, card, "outdated")

    assert await choose(maya, card, "outdated") == "Your vote is taken back."
    assert await store.votes.counts(maya.server.guild.id) == {}


async def test_a_reason_is_one_request_with_a_sentence(env: Env, maya: Member) -> None:
    menu = await reasons_against(maya, await asked(maya), CHOLLET)
    before = len(env.http_requests)

    await maya.actor.select(menu, [f"too-hard:{CHOLLET}"], custom_id="misfit:1")

    assert len(env.http_requests) == before + 1


async def test_a_reason_takes_the_place_of_a_vote(maya: Member, tom: Member) -> None:
    card = await asked(maya)
    await maya.vote(card, CHOLLET)
    await tom.vote(card, CHOLLET)

    menu = await reasons_against(maya, card, CHOLLET)
    assert "You voted that it helped you. Each member has one vote" in "".join(contents(components_of(menu)))
    sentence = told(await maya.actor.select(menu, [f"not-my-style:{CHOLLET}"], custom_id="misfit:1"))
    assert sentence.startswith("Thank you. This takes the place of your vote that it helped, which no longer counts.")
    assert votes(await asked(tom)) == "Helpful · 1"
    assert "This only changes who" in "".join(contents(components_of(await reasons_against(maya, card, CHOLLET))))

    assert "in place of what you had said against it" in told(await maya.vote(card, CHOLLET))
    assert votes(await asked(tom)) == "Helpful · 2"


async def test_the_menu_offers_each_reason_for_the_entry_and_stays_after_a_choice(maya: Member) -> None:
    menu = await reasons_against(maya, await asked(maya), CHOLLET)
    before = usable(menu)["misfit:1"]

    await maya.actor.select(menu, [f"too-easy:{CHOLLET}"], custom_id="misfit:1")

    assert len(before["options"]) == 5
    assert "Too hard" in [option["label"] for option in before["options"]]
    assert usable(menu)["misfit:1"]["options"] == before["options"]


async def test_a_menu_below_an_old_answer_works(maya: Member, store: Store) -> None:
    message = await post_menu(maya.server.env, maya.server.channel, "misfit:1", f"outdated:{CHOLLET}")

    await maya.actor.select(message, [f"outdated:{CHOLLET}"], custom_id="misfit:1")

    assert await store.votes.counts(maya.server.guild.id) == {CHOLLET: {"outdated": 1}}


async def test_verdicts_and_comparisons_lead_there_too(maya: Member, store: Store) -> None:
    await choose(maya, reply(await maya.review("goodfellow")), "too-mathematical", GOODFELLOW)
    compared = await maya.actor.slash(maya.server.channel, "compare", first="goodfellow", second="the keras book")
    await choose(maya, reply(compared), "too-easy", CHOLLET)

    assert await store.votes.counts(maya.server.guild.id) == {
        GOODFELLOW: {"too-mathematical": 1},
        CHOLLET: {"too-easy": 1},
    }


async def test_outside_of_servers_nobody_is_asked_why(env: Env, server: Server) -> None:
    bob = env.create_user("bob")
    await bob.send_dm("beginner math-light")
    shown = bob.dm_channel.history()[-1]

    look = next(id_ for id_ in usable(shown) if id_.startswith("look:1:"))
    details = reply(await bob.click(shown, custom_id=look))
    assert [id_ for id_ in usable(details) if id_.startswith("mine:1:done:")]
    assert not [id_ for id_ in usable(details) if id_.startswith(("against:1:", "misfit:1", "write:1:", "share:1:"))]


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

    card = reply(await maya.review("goodfellow"))
    assert "Not right for everyone: 7 found it too hard, 5 found it outdated." in text(card)
    verdict = text(await look_at(maya, card))

    assert (
        "**Votes here:** 12 members here found it helpful. Not right for everyone: 7 found it too hard, "
        "5 found it outdated." in verdict
    )
    assert "too easy" not in verdict


async def test_one_vote_is_told_as_one(maya: Member, store: Store) -> None:
    await said_by(store, maya.server, GOODFELLOW, helped=1, too_hard=4)

    shown = text(await look_at(maya, reply(await maya.review("goodfellow"))))
    assert "**Votes here:** 1 member here found it helpful.\n" in shown


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

    assert votes(await asked(maya)) == "Helpful · 12"
