"""The moderators' queue page by page, and that all its cards fit and are said in the reader's language."""

import datetime as dt
from typing import Any

import discord
import pytest
from simcord import Env

from bot.advise import Guide
from bot.catalogue.server_entries import own_id
from bot.community.duplicates import Near, near_duplicates
from bot.community.entry import Confirmed, entry_of
from bot.community.suggestion_rules import LONGEST_AUDIENCE, LONGEST_REASON, LONGEST_TITLE, LONGEST_WHY, Suggestion
from bot.discord_app.core.refusals import refused_card
from bot.discord_app.questions.replies import Replies
from bot.discord_app.servers.views import ServerView
from bot.discord_app.suggestions.cards import draft_card, own_suggestions, public_card
from bot.discord_app.suggestions.queue import queue_card, suggestion_card
from bot.discord_app.suggestions.suggest import suggest_form
from bot.language import ENGLISH
from bot.store import Store
from tests.discord_app.test_nothing_left_english import greek, in_greek, leaked  # noqa: F401 - a fixture
from tests.support.simulated.limits import assert_fits
from tests.support.simulated.reading import reply, text, told
from tests.support.simulated.server import Member, Server
from tests.support.simulated.suggesting import Place, custom_ids, decline, parts_of, place_of, suggest, words
from tests.support.suggestions import suggestion

LONG = {
    "title": "W" * LONGEST_TITLE,
    "url": "https://a.example/".ljust(300, "u"),
    "why": "w " * (LONGEST_WHY // 2 - 1) + "w",
    "audience": "w" * LONGEST_AUDIENCE,
}


@pytest.fixture
async def place(server: Server, store: Store) -> Place:
    return await place_of(server, store)


async def fill(store: Store, place: Place, count: int, **fields: Any) -> None:
    for number in range(1, count + 1):
        new = {"id": number, "title": f"Title {'abcdefgh'[number - 1] * 8}", "url": f"https://a.example/{number}"}
        await store.suggestions.add(suggestion(guild_id=place.id, **{**new, **fields}), lambda _: None)


async def posted(env: Env, place: Place, store: Store, after: int = 0) -> discord.Message:
    """What /server queue shows, posted for the moderators."""
    bot: Any = env.bot
    replies = Replies(await bot.services.servers.of(place.id), bot.services.languages.of("en"), store)
    card = await queue_card(replies, store, after)
    card.stop()
    return await env.bot.get_partial_messageable(place.staff.id).send(view=card)


async def test_an_empty_queue_says_so(env: Env, place: Place, store: Store) -> None:
    assert words(await posted(env, place, store)).strip() == "No suggestions are waiting for a decision."


async def test_all_that_waits_is_shown_page_by_page_the_oldest_first(env: Env, place: Place, store: Store) -> None:
    await fill(store, place, 7)
    nora = place.moderator("nora")

    first = await posted(env, place, store)
    second = reply(await nora.actor.click(first, label="Next"))
    third = reply(await nora.actor.click(second, label="Next"))

    assert "## 7 suggestions waiting" in words(first)
    shown = [custom_ids(first), custom_ids(second.message), custom_ids(third.message)]
    assert [[id_.rsplit(":", 1)[1] for id_ in page if "approve" in id_] for page in shown] == [
        ["1", "2", "3"], ["4", "5", "6"], ["7"],
    ]  # fmt: skip
    assert "queue:1" not in str(shown[2])
    assert second.ephemeral


async def test_a_decision_changes_its_own_place_on_the_page(env: Env, place: Place, store: Store) -> None:
    await fill(store, place, 2, user_id=None)
    nora, page = place.moderator("nora"), await posted(env, place, store)

    shown = await nora.actor.click(page, custom_id="decide:1:decline:1")
    await nora.actor.submit_modal(shown, {"reason": "Too short"})

    kept = place.staff.history()[-1]
    assert words(kept).count("Declined by") == 1
    assert [id_ for id_ in custom_ids(kept) if "decide" in id_] == [
        "decide:1:approve:2", "decide:1:decline:2", "decide:1:merge:2",
    ]  # fmt: skip
    assert len(parts_of(kept)[0]["components"]) == len(parts_of(page)[0]["components"])


async def test_next_is_for_moderators(env: Env, place: Place, store: Store, tom: Member) -> None:
    await fill(store, place, 4)
    nora, page = place.moderator("nora"), await posted(env, place, store)
    seen = await env.bot.get_partial_messageable(place.server.channel.id).send(
        view=discord.ui.LayoutView.from_message(page)
    )

    assert "Only moderators" in told(await tom.actor.click(seen, label="Next"))
    place.demote(nora)
    assert "Only moderators" in told(await nora.actor.click(page, label="Next"))


@pytest.mark.parametrize("after", ["9223372036854775808", "99999999999999999999"])
async def test_beyond_the_last_there_is_nothing(env: Env, place: Place, store: Store, after: str) -> None:
    await fill(store, place, 4)

    assert "No suggestions are waiting" in words(await posted(env, place, store, int(after)))


async def test_the_longest_suggestions_fit_also_once_they_are_decided(env: Env, place: Place, store: Store) -> None:
    await fill(store, place, 4, **LONG, public=True)
    nora, page = place.moderator("nora"), await posted(env, place, store)
    assert_fits(parts_of(page))
    assert words(page).count("`https://a.example/uuu") == 3

    for number in (1, 2, 3):
        shown = await nora.actor.click(page, custom_id=f"decide:1:decline:{number}")
        result = await nora.actor.submit_modal(shown, {"reason": "w" * LONGEST_REASON})
        assert_fits(parts_of(place.staff.history()[0]))
        assert len(told(result)) < 2000


async def test_the_longest_cards_fit(guide: Guide, store: Store) -> None:
    longest = suggestion(id=2**63 - 1, **LONG)
    near = tuple(Near(own_id(number), "W" * 160, "name", waits=number > 1) for number in range(3))
    replies = Replies(ServerView(1, guide), guide.language, store)
    for card in (
        draft_card(longest, near, say=ENGLISH),
        public_card(longest, say=ENGLISH),
        refused_card("w" * 200, ["w" * 160, "w " * 1000, "w" * 4000], say=ENGLISH),
        await suggestion_card(replies, store, longest),
    ):
        assert_fits(card.to_components())  # type: ignore[no-untyped-call]


def with_own(guide: Guide, made: Suggestion) -> Guide:
    """The guide with a suggestion as an entry."""
    said = Confirmed(("nlp",), ("beginner", "beginner"), "light", "free", "balanced")
    return guide.with_entries([entry_of(made, said, dt.date(2027, 1, 1))])


async def test_everything_is_said_in_the_language(greek: Guide, store: Store) -> None:  # noqa: F811 - the fixture
    say = greek.language
    gossip, good, everybody = map(in_greek, ("Gossip", "Good", "All"))
    made = suggestion(user_id=None, url="https://0/", title=gossip, why=good, audience=everybody)
    near = near_duplicates(made.title, greek.catalogue.resources[0].url, greek.catalogue, [])
    replies = Replies(ServerView(1, greek), say, store)
    own = Replies(ServerView(1, with_own(greek, made)), say, store)
    cards = [
        draft_card(made, (*near, Near("c-1", made.title, "name", waits=True)), say),
        public_card(made, say),
        refused_card(say("Not sent"), [made.title], say),
        await suggestion_card(replies, store, made),
        await queue_card(replies, store),
        await own.review("c-5"),
        await own.compare(["c-5", "deep-learning-book"]),
    ]
    address = "`https://0/`"
    assert [word for card in cards for word in leaked(card) if word != address and not word.startswith("<t:")] == []
    lines = own_suggestions([made], {1: "0"}, say)
    assert all("⟦" in line for line in lines)
    form: Any = suggest_form(("book",), say).to_dict()
    assert all(part["label"].startswith("⟦") for part in form["components"])


async def test_the_votes_of_a_public_one_are_told(env: Env, maya: Member, place: Place, store: Store) -> None:
    place = await place_of(place.server, store, "public")
    await suggest(maya)
    shown = place.server.channel.history()[-1]
    await maya.actor.click(shown, custom_id=custom_ids(shown)[0])

    page = await posted(env, place, store)

    assert "**Votes so far:** 1" in words(page)
    await decline(place.moderator("nora"), page, "Too short")
    assert "Graph Gossip" not in text(reply(await maya.recommend("podcast about graph networks")))
