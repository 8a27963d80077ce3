"""Moderators decide: a suggestion becomes an entry, or not, and everybody is told; nothing leaks between servers."""

from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path
from sqlite3 import connect
from typing import Any

import pytest
import simcord
from simcord import Env, InteractionResult

from bot.advise import Guide
from bot.catalogue import Catalogue
from bot.community.entry import CHOICES
from bot.discord_app import GuideClient
from bot.store import Store
from bot.understand import Lexicon
from tests.support.base import languages
from tests.support.clock import Clock
from tests.support.simulated.closer import look_at
from tests.support.simulated.posting import post_buttons
from tests.support.simulated.reading import as_read, counted, ids, reply, text, told, vote_labels
from tests.support.simulated.server import Member, Server, given
from tests.support.simulated.suggesting import (
    KNOWN,
    QUESTION,
    TYPED,
    Place,
    approve,
    button_id,
    chosen,
    custom_ids,
    decline,
    letter_to,
    merge,
    opened,
    place_of,
    suggest,
    suggestion_id,
    words,
)
from tests.support.simulated.typed import MARKUP
from tests.support.simulated.watch import Watch
from tests.support.store.tallies import helped

BOOK, OTHER_BOOK = "deep-learning-with-python", "deep-learning-book"
NOT_A_MODERATOR = "Only moderators can do that"
SUGGESTED_HERE = "suggested by this server's members"
FACTS = "**Level:** {}. **Maths:** {}. **Style:** {}.\n**Cost:** {}"
NOT_HERE = "That suggestion no longer exists"


@pytest.fixture
async def place(server: Server, store: Store) -> Place:
    return await place_of(server, store)


@pytest.fixture
def nora(place: Place) -> Member:
    return place.moderator("nora")


@pytest.fixture
def omar(place: Place) -> Member:
    return place.moderator("omar")


async def progress_of(member: Member) -> str:
    return text(reply(await member.run("my progress")))


async def test_from_the_modal_to_the_recommendation_and_into_no_other_server(
    env: Env, maya: Member, place: Place, nora: Member, store: Store
) -> None:
    elsewhere = Server.on(env, "Another server")
    other = await place_of(elsewhere, store)
    lena, their_moderator = elsewhere.member("lena"), other.moderator("vera")
    await suggest(maya)
    await suggest(lena, title="Tensor Tales", url="https://tales.example/", why="Free podcast about graph networks.")
    here, there = suggestion_id(place.posted), suggestion_id(other.posted)

    done = await approve(nora, place.posted)
    await approve(their_moderator, other.posted)

    assert "Approved by" in told(done)
    for member, own, foreign, title in (
        (maya, here, there, "Tensor Tales"),
        (lena, there, here, "Graph Gossip"),
    ):
        picks = reply(await member.recommend(QUESTION))
        assert ids(picks, "vote")[0] == f"c-{own}"
        assert f"c-{foreign}" not in str(picks.components)
        assert title not in text(picks)
        assert "Nothing in my list is called" in text(reply(await member.review(f"c-{foreign}")))
        assert "Nothing in my list is called" in text(reply(await member.review(title)))
        assert title not in text(reply(await member.actor.slash(member.server.channel, "browse", format="podcast")))
        assert title not in str(await member.choices("review", "name", title[:6]))
    vote, verdict = f"vote:1:c-{here}", f"review:1:c-{here}"
    forged = await post_buttons(env, elsewhere.channel, vote, verdict)
    assert "no longer in my list" in told(await lena.actor.click(forged, custom_id=vote))
    assert "Nothing in my list" in told(await lena.actor.click(forged, custom_id=verdict))
    assert await helped(store, other.id) == {}


async def test_an_approved_entry_is_marked_as_the_communitys_wherever_it_is_shown(
    maya: Member, place: Place, nora: Member
) -> None:
    await suggest(maya)
    await approve(nora, place.posted)

    channel = maya.server.channel
    picks = text(reply(await maya.recommend(QUESTION)))
    verdict = text(await look_at(maya, reply(await maya.review("graph gossip"))))
    listed = text(reply(await maya.actor.slash(channel, "browse", format="podcast")))
    beside = text(reply(await maya.actor.slash(channel, "compare", first="graph gossip", second="fast.ai")))

    (choice,) = await maya.choices("review", "name", "graph gossip")

    assert choice["name"] == "Graph Gossip (podcast, suggested here)"
    for shown in (picks, verdict, listed, beside):
        assert SUGGESTED_HERE in shown
        assert "From a curated list." not in shown
    assert f"-# {SUGGESTED_HERE} · podcast · free" in picks
    assert "not checked by a curator" in picks
    assert "**Status:** Approved by this server's moderators, not checked by a curator." in verdict
    assert "**Rating:** none given" in verdict
    assert "From a curated list and this server's members." in beside


async def test_each_further_one_is_there_at_once(maya: Member, place: Place, nora: Member) -> None:
    for title in ("Graph Gossip", "Tensor Tales"):
        await suggest(maya, title=title, url=f"https://{title[:5]}.example/")
        await approve(nora, place.posted)

        assert f"[{title}]" in text(reply(await maya.review(title)))


async def test_votes_for_it_count_like_any_other(maya: Member, tom: Member, place: Place, nora: Member) -> None:
    await suggest(maya)
    await approve(nora, place.posted)
    picks = reply(await maya.recommend(QUESTION))

    await tom.vote(picks, ids(picks, "vote")[0])

    assert vote_labels(reply(await maya.recommend(QUESTION)))[0] == "Helpful · 1"


async def test_votes_from_before_the_decision_stay(maya: Member, tom: Member, place: Place, store: Store) -> None:
    place = await place_of(place.server, store, "public")
    await suggest(maya)
    shown = place.server.channel.history()[-1]
    await tom.actor.click(shown, custom_id=button_id(shown, "vote"))

    await approve(place.moderator("nora"), place.posted)

    assert vote_labels(reply(await maya.recommend(QUESTION)))[0] == "Helpful · 1"
    assert counted(await tom.actor.click(shown, custom_id=button_id(shown, "vote")))[0] == "Helpful"


async def test_the_form_begins_empty_and_takes_what_is_chosen(maya: Member, place: Place, nora: Member) -> None:
    await suggest(maya)
    shown = await opened(nora, place.posted, "approve")
    assert chosen(shown) == {facet: [] for facet in CHOICES}
    assert hints(shown) == {
        "topics": "What it teaches. I can't recommend it without one. The description suggests: graph networks",
        "level": "Who it suits, from lowest to highest. The description suggests: beginner",
        "math": "How much you need for it. The description suggests: needs no maths",
        "cost": "What the whole of it costs. The description suggests: free",
        "style": "How it teaches.",
    }

    await nora.actor.submit_modal(shown, {"topics": ["ethics", "research"], "level": ["advanced"], "math": ["heavy"]})

    assert FACTS.format("advanced", "heavy on maths", "not known", "Not known.") in await facts_told(maya)


async def test_what_no_moderator_said_is_not_known(maya: Member, place: Place, nora: Member) -> None:
    """Neither the cards nor the ranking take the suggestion's words, or anything usual, for it."""
    await suggest(maya)

    await approve(nora, place.posted, {"topics": ["graph"]})

    assert FACTS.format("not known", "not known", "not known", "Not known.") in await facts_told(maya)
    found = text(reply(await maya.recommend(QUESTION)))
    assert "Graph Gossip" in found
    assert "podcast · cost not known" in found
    channel = maya.server.channel
    assert "Graph Gossip" in text(reply(await maya.actor.slash(channel, "browse", format="podcast")))
    for option in ({"level": "beginner"}, {"math": "heavy"}, {"cost": "subscription"}):
        strict = reply(await maya.actor.slash(channel, "recommend", query="graph networks", **option))
        assert not [id_ for id_ in ids(strict, "vote") if id_.startswith("c-")], option


def hints(modal: InteractionResult) -> dict[str, str]:
    """What stands below the name of each menu of a form."""
    return {part["component"]["custom_id"]: part["description"] for part in (modal.modal or {})["components"]}


async def facts_told(member: Member) -> str:
    return text(await look_at(member, reply(await member.review("graph gossip"))))


async def test_who_comes_second_is_told_who_decided_what(
    maya: Member, place: Place, nora: Member, omar: Member, store: Store
) -> None:
    await suggest(maya)
    posted = place.posted
    first, second = await opened(nora, posted, "approve"), await opened(omar, posted, "decline")
    await nora.actor.submit_modal(first, KNOWN)

    late = await omar.actor.submit_modal(second, {"reason": "Too short"})

    assert f"That's already decided. Approved by <@{nora.actor.id}>." in told(late)
    assert len(await store.suggestions.entries(place.id)) == 1
    assert "approved" in await progress_of(maya)


async def test_of_two_moderators_at_the_same_moment_one_wins(
    env: Env, maya: Member, place: Place, nora: Member, omar: Member, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first form is sent and not waited for, so that the bot works on both at once."""
    await suggest(maya)
    posted = place.posted
    first, second = await opened(nora, posted, "decline"), await opened(omar, posted, "decline")

    async def not_yet(**_: Any) -> None:
        return

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(env, "_settle_internal", not_yet)
        one = await nora.actor.submit_modal(first, {"reason": "Too short"})
        assert not one.acknowledged
    other = await omar.actor.submit_modal(second, {"reason": "Too long"})

    (decided,) = await store.suggestions.of_member(maya.actor.id, 8)
    sentences = [told(one), told(other)]
    assert sum("That's already decided" in sentence for sentence in sentences) == 1
    assert all(f"<@{decided.decided_by}>: {decided.reason}" in sentence for sentence in sentences)
    assert letter_to(env, maya).endswith(f"Their reason: {decided.reason}.")


async def test_declined_with_a_reason(env: Env, maya: Member, place: Place, nora: Member) -> None:
    await suggest(maya)

    done = await decline(nora, place.posted, "It is **too short** for @everyone")

    decision = f"Declined by <@{nora.actor.id}>: It is **too short** for @everyone. I told the member"
    assert decision in as_read(told(done))
    assert custom_ids(place.posted) == []
    assert r"It is \*\*too short\*\* for \@everyone." in words(place.posted)
    assert as_read(letter_to(env, maya)) == (
        'From Deep Learners: moderators declined your suggestion "Graph Gossip". '
        "Their reason: It is **too short** for @everyone."
    )
    fate = "- Graph Gossip (Deep Learners): declined: It is **too short** for @everyone"
    assert fate in as_read(await progress_of(maya))
    assert "Graph Gossip" not in text(reply(await maya.recommend(QUESTION)))


async def test_a_reason_needs_words(maya: Member, place: Place, nora: Member, store: Store) -> None:
    await suggest(maya)

    assert "Please give a reason in words" in told(await decline(nora, place.posted, "***"))
    assert len(await store.suggestions.waiting(place.id)) == 1


async def test_declining_deletes_votes(maya: Member, tom: Member, place: Place, store: Store) -> None:
    place = await place_of(place.server, store, "public")
    await suggest(maya)
    shown = place.server.channel.history()[-1]
    vote = button_id(shown, "vote")
    await tom.actor.click(shown, custom_id=vote)
    assert "**Votes so far:** 0" in words(place.posted)

    await decline(place.moderator("nora"), place.posted, "Too short")

    assert await helped(store, place.id) == {}
    old = await post_buttons(place.server.env, place.server.channel, vote)  # as one that could not be settled
    assert "no longer in my list" in told(await tom.actor.click(old, custom_id=vote))
    assert await helped(store, place.id) == {}


async def test_whoever_takes_no_messages_finds_the_outcome_in_their_list(
    env: Env, maya: Member, place: Place, nora: Member
) -> None:
    await suggest(maya)
    chat = maya.actor.user.dm_channel
    env.inject_error("POST", f"/channels/{chat.id}/messages", status=403, code=50007)

    done = await decline(nora, place.posted, "Too short")

    assert "I couldn't message the member who suggested it" in told(done)
    assert "declined: Too short" in await progress_of(maya)


async def test_an_author_who_left_the_server_is_told_if_that_can_be(
    env: Env, maya: Member, place: Place, nora: Member
) -> None:
    await suggest(maya)
    place.server.guild.remove_member(maya.actor)
    env.inject_error("POST", "/users/@me/channels", status=404, code=10013)

    done = await approve(nora, place.posted)

    assert "I couldn't message the member who suggested it" in told(done)
    assert "Graph Gossip" in text(reply(await nora.recommend(QUESTION)))


async def test_an_author_who_is_forgotten_has_no_name(maya: Member, place: Place, nora: Member, store: Store) -> None:
    await suggest(maya)
    await store._database.rows("UPDATE suggestion SET user_id = NULL")

    done = await decline(nora, place.posted, "Too short")

    assert "I couldn't message the member who suggested it" in told(done)


async def test_a_merge_moves_votes_and_keeps_one_of_each_member(
    env: Env, maya: Member, tom: Member, place: Place, store: Store
) -> None:
    place = await place_of(place.server, store, "public")
    await suggest(maya)
    shown = place.server.channel.history()[-1]
    vote = button_id(shown, "vote")
    for member in (maya, tom):
        await member.actor.click(shown, custom_id=vote)
    await tom.vote(reply(await tom.review("the keras book")), BOOK)

    done = await merge(place.moderator("nora"), place.posted, "the keras book")

    assert "Merged into Deep Learning with Python by" in told(done)
    assert await helped(store, place.id) == {BOOK: 2}
    assert 'already in my list, as "Deep Learning with Python"' in letter_to(env, maya)
    assert "merged with it" in await progress_of(maya)
    old = await post_buttons(env, place.server.channel, vote)  # as one that could not be settled
    assert told(await tom.actor.click(old, custom_id=vote)) == "Your vote is taken back."
    assert await helped(store, place.id) == {BOOK: 1}


async def test_votes_follow_a_merge_into_an_entry_that_was_renamed_since(
    env: Env, maya: Member, tom: Member, place: Place, guide: Guide, store: Store
) -> None:
    place = await place_of(place.server, store, "public")
    await suggest(maya)
    vote = button_id(place.server.channel.history()[-1], "vote")
    await merge(place.moderator("nora"), place.posted, "the keras book")
    old = await post_buttons(env, place.server.channel, vote)  # as one that could not be settled
    kept = tuple(entry for entry in guide.catalogue if entry.id != BOOK)
    renamed = Guide(Catalogue(kept, {BOOK: OTHER_BOOK}), Lexicon.shipped())
    await env.restart_bot(GuideClient(given(renamed), store, languages()))

    await tom.actor.click(old, custom_id=vote)

    assert await helped(store, place.id) == {OTHER_BOOK: 1}


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("neural networks and deep learning", "could be Neural Networks and Deep Learning"),
        ("zzyzx @everyone", 'Nothing in my list is called "zzyzx \\@everyone"'),
        ("c-1", "Nothing in my list"),
    ],
)
async def test_a_name_that_is_not_clear_decides_nothing(
    maya: Member, place: Place, nora: Member, store: Store, name: str, answer: str
) -> None:
    await suggest(maya)

    assert answer in told(await merge(nora, place.posted, name))
    assert len(await store.suggestions.waiting(place.id)) == 1
    assert "decide:1:merge" in str(custom_ids(place.posted))


async def test_who_is_no_moderator_decides_nothing(maya: Member, tom: Member, place: Place, store: Store) -> None:
    await suggest(maya)
    posted = await post_buttons(maya.server.env, place.server.channel, *custom_ids(place.posted))

    for id_ in custom_ids(posted):
        assert NOT_A_MODERATOR in told(await tom.actor.click(posted, custom_id=id_))
    assert len(await store.suggestions.waiting(place.id)) == 1


@pytest.mark.parametrize("what", ["approve", "decline", "merge"])
async def test_permissions_are_asked_at_each_press_and_when_a_form_is_sent(
    maya: Member, place: Place, nora: Member, store: Store, what: str
) -> None:
    await suggest(maya)
    posted = place.posted
    shown = await opened(nora, posted, what)
    place.demote(nora)

    values: Any = {"decline": {"reason": "Too short"}, "merge": {"name": BOOK}}.get(what) or KNOWN
    assert NOT_A_MODERATOR in told(await nora.actor.submit_modal(shown, values))
    assert NOT_A_MODERATOR in told(await opened(nora, posted, what))
    assert len(await store.suggestions.waiting(place.id)) == 1


async def test_the_moderators_role_may_decide(env: Env, maya: Member, place: Place, store: Store) -> None:
    role = place.server.guild.create_role("helpers")
    helper = Member(place.server, place.server.guild.add_member(env.create_user("hal"), roles=[role]))
    await suggest(maya)
    assert NOT_A_MODERATOR in told(await opened(helper, place.posted, "decline"))
    await store.servers.set(place.id, "moderator_role", role.id)
    env.bot.services.servers.changed(place.id)  # type: ignore[attr-defined]

    assert "Declined by" in told(await decline(helper, place.posted, "Too short"))


async def test_a_moderator_of_one_server_reaches_no_suggestion_of_another(
    env: Env, maya: Member, place: Place, store: Store
) -> None:
    other = await place_of(Server.on(env, "Another server"), store)
    vera = other.moderator("vera")
    await suggest(maya)
    forged = await post_buttons(env, other.staff, *custom_ids(place.posted))

    for id_ in custom_ids(forged):
        assert NOT_HERE in told(await vera.actor.click(forged, custom_id=id_))
    assert len(await store.suggestions.waiting(place.id)) == 1


@pytest.mark.parametrize("id_", ["1", "0", "9223372036854775807", "9223372036854775808", "99999999999999999999"])
async def test_forged_ids_lead_nowhere(env: Env, place: Place, nora: Member, id_: str) -> None:
    custom_ids_ = [f"decide:1:{what}:{id_}" for what in ("approve", "decline", "merge")]
    forged = await post_buttons(env, place.staff, *custom_ids_)

    for custom_id in custom_ids_:
        assert NOT_HERE in told(await nora.actor.click(forged, custom_id=custom_id))


async def test_a_draft_cannot_be_decided_on(env: Env, maya: Member, place: Place, nora: Member, store: Store) -> None:
    card = reply(await suggest(maya, title="deep lerning with pyhton"))
    draft = button_id(card.message, "draft:1:send").rsplit(":", 1)[1]
    forged = await post_buttons(env, place.staff, f"decide:1:approve:{draft}")

    assert NOT_HERE in told(await nora.actor.click(forged, custom_id=f"decide:1:approve:{draft}"))


async def test_an_old_card_says_what_was_decided_and_loses_its_buttons(
    env: Env, maya: Member, place: Place, nora: Member, omar: Member
) -> None:
    await suggest(maya)
    old = await post_buttons(env, place.staff, *custom_ids(place.posted))
    card = place.staff.history()[0]
    await decline(nora, card, "Too short")

    press = await omar.actor.click(old, custom_id=custom_ids(old)[0])

    assert f"already decided. Declined by <@{nora.actor.id}>: Too short" in told(press)


async def test_all_goes_on_after_a_restart(guide: Guide, database: Path, clock: Clock) -> None:
    """The bot and its store are closed with a suggestion open and a form on a moderator's screen."""
    async with AsyncExitStack() as before:
        store = await before.enter_async_context(Store.open(database, clock))
        env = await before.enter_async_context(simcord.run(bot_with(guide, store)))
        server = Server.on(env, "Deep Learners")
        place, maya = await place_of(server, store), server.member("maya")
        nora = place.moderator("nora")
        await suggest(maya)
        draft = reply(await suggest(maya, title="deep lerning with pyhton", url="https://other.example/"))
        posted = place.posted
        shown = await opened(nora, posted, "approve")
        await store._database.close()
        async with Store.open(database, clock) as reopened:
            await env.restart_bot(bot_with(guide, reopened))

            assert "Approved by" in told(await nora.actor.submit_modal(shown, KNOWN))
            assert "Graph Gossip" in text(reply(await maya.recommend(QUESTION)))
            assert custom_ids(place.staff.history()[0]) == []
            assert "is now with" in text(reply(await maya.actor.click(draft, label="Send it anyway")))
            await decline(nora, place.posted, "We have it")
            assert "We have it" in letter_to(env, maya)


def bot_with(guide: Guide, store: Store) -> GuideClient:
    return GuideClient(given(guide), store, languages(), always_sync=True)


async def test_a_decision_that_cannot_be_saved_is_told_and_changes_nothing(
    maya: Member, place: Place, nora: Member, store: Store, break_store: Callable[[], None]
) -> None:
    await suggest(maya)
    shown = await opened(nora, place.posted, "decline")
    break_store()

    assert "I couldn't save that" in told(await nora.actor.submit_modal(shown, {"reason": "Too short"}))
    assert len(custom_ids(place.posted)) == 3


@pytest.fixture
def break_store(database: Path) -> Callable[[], None]:
    def broken() -> None:
        with connect(database) as other:
            other.execute("DROP TABLE flag")
        other.close()

    return broken


@pytest.mark.parametrize("mark", MARKUP)
async def test_an_entry_of_hostile_texts_shows_nothing_of_their_own(
    env: Env, maya: Member, place: Place, nora: Member, caplog: pytest.LogCaptureFixture, mark: str
) -> None:
    typed = f"Graph Gossip {mark}" if "://" not in mark else "Graph Gossip"
    why = TYPED["why"] if "://" in mark else f"{mark} {TYPED['why']} {mark}"
    sent = await suggest(maya, title=typed, why=why, audience=f"{typed}, {typed}")
    assert "is now with" in text(reply(sent))
    await approve(nora, place.posted)

    watch = Watch(env, maya.actor, caplog, markup=MARKUP, seen=len(env.http_requests))
    for command, options in (
        ("recommend", {"query": QUESTION}),
        ("review", {"name": "graph gossip"}),
        ("browse", {"format": "podcast"}),
        ("compare", {"first": "graph gossip", "second": "fast.ai"}),
        ("my progress", {}),
    ):
        (shown,) = watch.checked(await maya.actor.slash(maya.server.channel, command, **options))
        assert "Graph Gossip" in text(shown)
