"""/suggest: from the modal to the moderators' queue, or to why not."""

from typing import Any

import pytest
from simcord import Env

from bot.advise import Guide
from bot.catalogue.allowed_values import FORMATS
from bot.community.suggestion_rules import MOST_WAITING
from bot.discord_app import GuideClient
from bot.store import Store
from bot.store.tables.suggestions import DAY
from tests.discord_app.test_hostile_text import HOSTILE
from tests.support.base import languages
from tests.support.clock import Clock
from tests.support.simulated.posting import post_buttons
from tests.support.simulated.reading import CODE, given_back, reply, text, told
from tests.support.simulated.server import Member, Server, given
from tests.support.simulated.suggesting import (
    TYPED,
    Place,
    button_id,
    custom_ids,
    place_of,
    suggest,
    suggestion_id,
    words,
)
from tests.support.simulated.typed import MARKUP
from tests.support.simulated.watch import Watch
from tests.support.store.tallies import helped

WRITTEN = [TYPED[field] for field in ("title", "url", "why", "audience")]
NEAR_TITLE = "deep lerning with pyhton"
THANKS = "is now with this server's moderators"


@pytest.fixture
async def place(server: Server, store: Store) -> Place:
    return await place_of(server, store)


async def waiting(store: Store, place: Place) -> list[str]:
    return [found.title for found in await store.suggestions.waiting(place.id)]


async def test_what_was_sent_waits_for_the_moderators(env: Env, maya: Member, place: Place, store: Store) -> None:
    sent = reply(await suggest(maya))

    assert sent.ephemeral
    assert THANKS in text(sent)
    (kept,) = await store.suggestions.waiting(place.id)
    assert (kept.title, kept.url, kept.format) == ("Graph Gossip", "https://gossip.example/show", "podcast")
    shown = words(place.posted)
    assert "`https://gossip.example/show`" in shown
    assert f"suggested by <@{maya.actor.id}>" in shown
    assert "**Who it's for:** people who commute" in shown
    (sent_to_staff,) = [one for one in env.http_requests if one.path == f"/channels/{place.staff.id}/messages"]
    assert (sent_to_staff.json or {})["allowed_mentions"]["parse"] == []


async def test_without_a_channel_it_waits_all_the_same(maya: Member, store: Store) -> None:
    assert THANKS in text(reply(await suggest(maya)))
    assert len(await store.suggestions.waiting(maya.server.guild.id)) == 1


async def test_a_channel_that_is_gone_loses_nothing(env: Env, maya: Member, place: Place, store: Store) -> None:
    env.inject_error("POST", f"/channels/{place.staff.id}/messages", status=404, code=10003)

    assert THANKS in text(reply(await suggest(maya)))
    assert await waiting(store, place) == ["Graph Gossip"]


async def test_in_direct_messages_it_says_that_it_needs_a_server(env: Env, server: Server) -> None:
    assert "belong to a server" in text(reply(await env.create_user("bob").slash("suggest")))


async def test_a_server_may_switch_it_off_also_while_somebody_writes(maya: Member, place: Place, store: Store) -> None:
    shown = await maya.run("suggest")
    await place_of(place.server, store, "off")

    assert told(await maya.run("suggest")) == "This server doesn't take suggestions."
    refused = reply(await maya.actor.submit_modal(shown, TYPED))
    assert "This server doesn't take suggestions." in text(refused)
    assert given_back(refused) == WRITTEN
    assert await waiting(store, place) == []


async def test_who_is_blocked_may_not_suggest(env: Env, maya: Member, place: Place, store: Store) -> None:
    shown, draft = await maya.run("suggest"), reply(await suggest(maya, title=NEAR_TITLE))
    await store.servers.block(place.id, maya.actor.id, 1)
    env.bot.services.servers.changed(place.id)  # type: ignore[attr-defined]

    assert "blocked you" in told(await maya.run("suggest"))
    assert "blocked you" in told(await maya.actor.submit_modal(shown, TYPED))
    assert "blocked you" in told(await maya.actor.click(draft, label="Send it anyway"))
    assert await waiting(store, place) == []


async def test_only_the_formats_of_the_server_are_offered_and_taken(env: Env, maya: Member, store: Store) -> None:
    before = await maya.run("suggest")
    await store.servers.set(maya.server.guild.id, "formats", "book,paper")
    env.bot.services.servers.changed(maya.server.guild.id)  # type: ignore[attr-defined]
    after = await maya.run("suggest")

    assert offered(before.modal) == list(FORMATS)
    assert offered(after.modal) == ["book", "paper"]
    assert "doesn't take suggestions in that format" in told(await maya.actor.submit_modal(before, TYPED))


def offered(modal: Any) -> list[str]:
    (menu,) = [part["component"] for part in modal["components"] if part["component"].get("options")]
    return [option["value"] for option in menu["options"]]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"url": "https://mega.nz/x"}, "Anyone can upload files to mega.nz"),
        ({"url": "javascript:alert(1)"}, "begins with http"),
        ({"url": "https://bit.ly/x"}, "bit.ly only forwards"),
        ({"url": "@everyone"}, "I can't read that link"),
        ({"url": "https://`*here*`.x/"}, r"can reach \`\*here\*\`.x"),
        ({"why": "All of it is on https://evil.example/x now"}, "keep links out"),
        ({"title": "**"}, "Please fill in"),
        ({"audience": "\u200b"}, "Please fill in"),
    ],
)
async def test_what_was_written_is_given_back_with_the_reason(
    maya: Member, place: Place, store: Store, fields: dict[str, str], why: str
) -> None:
    refused = reply(await suggest(maya, **fields))

    assert why in CODE.sub("", text(refused))
    typed = {**TYPED, **fields}
    expected = [typed[field].strip("\u200b") for field in ("title", "url", "why", "audience")]
    assert given_back(refused) == [text for text in expected if text]
    assert await waiting(store, place) == []


async def test_a_member_has_few_that_wait_and_loses_no_words(maya: Member, tom: Member, place: Place) -> None:
    for number in range(MOST_WAITING):
        sent = await suggest(maya, title=f"{'abcde'[number] * 9} gossip", url=f"https://gossip.example/{number}")
        assert THANKS in text(reply(sent))

    refused = text(reply(await suggest(maya, title="One more")))

    assert "You already have 5 suggestions waiting" in refused
    assert "One more" in refused
    assert THANKS in text(reply(await suggest(tom)))


async def test_a_member_sends_few_within_a_day(maya: Member, place: Place, store: Store, clock: Clock) -> None:
    for number in range(MOST_WAITING):
        await suggest(maya, title=f"{'abcde'[number] * 9} gossip", url=f"https://gossip.example/{number}")
        (kept,) = await store.suggestions.waiting(place.id)
        await store.suggestions.decline(place.id, kept.id, 1, "no")

    assert "You can send 5 suggestions a day" in text(reply(await suggest(maya)))
    clock.seconds += DAY
    assert THANKS in text(reply(await suggest(maya)))


async def test_something_like_it_is_shown_before_it_is_sent(maya: Member, place: Place, store: Store) -> None:
    card = reply(await suggest(maya, title=NEAR_TITLE))

    assert card.ephemeral
    assert "**Deep Learning with Python**\nsimilar name" in text(card)
    assert await waiting(store, place) == []
    verdict = reply(await maya.actor.click(card, label="Look closer"))
    assert "Deep Learning with Python is one of the first I would recommend" in text(verdict)

    sent = reply(await maya.actor.click(card, label="Send it anyway"))

    assert THANKS in text(sent)
    assert custom_ids(sent.message) == []
    assert await waiting(store, place) == [NEAR_TITLE]
    assert "Deep Learning with Python (similar name)" in words(place.posted)


async def test_a_draft_can_be_dropped(maya: Member, place: Place, store: Store) -> None:
    card = reply(await suggest(maya, title=NEAR_TITLE))

    dropped = reply(await maya.actor.click(card, label="Discard it"))

    assert "Discarded" in text(dropped)
    assert await store.suggestions.waiting(place.id, drafts_of=maya.actor.id) == []


async def test_what_somebody_else_suggested_already_is_shown(maya: Member, tom: Member, place: Place) -> None:
    await suggest(tom)

    card = reply(await suggest(maya, title="Another name", url="http://www.gossip.example/show/"))

    assert "**Graph Gossip**\nsame link; already suggested, waiting" in text(card)
    assert [id_.split(":")[0] for id_ in custom_ids(card.message)] == ["draft", "draft"]


async def test_a_draft_survives_a_restart(env: Env, maya: Member, place: Place, guide: Guide, store: Store) -> None:
    card = reply(await suggest(maya, title=NEAR_TITLE))
    await env.restart_bot(GuideClient(given(guide), store, languages()))

    assert THANKS in text(reply(await maya.actor.click(card, label="Send it anyway")))


@pytest.mark.parametrize("what", ["send", "drop"])
async def test_a_draft_of_somebody_else_cannot_be_touched(
    env: Env, maya: Member, tom: Member, place: Place, store: Store, what: str
) -> None:
    card = reply(await suggest(maya, title=NEAR_TITLE))
    id_ = button_id(card.message, f"draft:1:{what}")
    forged = await post_buttons(env, place.server.channel, id_)
    elsewhere = Server.on(env, "Another server")
    maya_there = Member(elsewhere, elsewhere.guild.add_member(maya.actor.user))
    forged_there = await post_buttons(env, elsewhere.channel, id_)

    assert "That draft is gone" in told(await tom.actor.click(forged, custom_id=id_))
    assert "That draft is gone" in told(await maya_there.actor.click(forged_there, custom_id=id_))
    (draft,) = await store.suggestions.waiting(place.id, drafts_of=maya.actor.id)
    assert draft.state == "draft"


@pytest.mark.parametrize(
    "id_", ["draft:1:send:1", "draft:1:drop:99999999999999999999", "draft:1:send:9223372036854775808", "draft:1:send:0"]
)
async def test_forged_drafts_lead_nowhere(env: Env, maya: Member, id_: str) -> None:
    message = await post_buttons(env, maya.server.channel, id_)

    assert "That draft is gone" in told(await maya.actor.click(message, custom_id=id_))


async def test_a_public_one_collects_votes_before_the_decision(
    env: Env, maya: Member, tom: Member, place: Place, store: Store
) -> None:
    await place_of(place.server, store, "public")
    place = await place_of(place.server, store, "public")
    result = await suggest(maya)
    shown = place.server.channel.history()[-1]

    assert told(result).startswith("Thank you")
    assert "Suggested here" in words(shown)
    assert "`https://gossip.example/show`" in words(shown)
    vote = button_id(shown, "vote:1:c-")
    await tom.actor.click(shown, custom_id=vote)
    assert await helped(store, place.id) == {vote.removeprefix("vote:1:"): 1}
    await tom.actor.click(shown, custom_id=vote)
    assert await helped(store, place.id) == {}


async def test_a_draft_goes_public_once_it_is_sent(maya: Member, place: Place, store: Store) -> None:
    place = await place_of(place.server, store, "public")
    card = reply(await suggest(maya, title=NEAR_TITLE))
    assert place.server.channel.history() == [] or "Suggested here" not in words(place.server.channel.history()[-1])

    await maya.actor.click(card, label="Send it anyway")

    shown = place.server.channel.history()[-1]
    assert "Suggested here" in words(shown)
    assert button_id(shown, "vote:1:c-") == f"vote:1:c-{suggestion_id(place.posted)}"


async def test_nobody_votes_for_what_is_not_public(env: Env, maya: Member, tom: Member, place: Place) -> None:
    await suggest(maya)
    id_ = f"vote:1:c-{suggestion_id(place.posted)}"
    message = await post_buttons(env, place.server.channel, id_, "vote:1:c-99999999999999999999")

    assert "no longer in my list" in told(await tom.actor.click(message, custom_id=id_))
    assert "no longer" in told(await tom.actor.click(message, custom_id="vote:1:c-99999999999999999999"))


async def test_another_server_cannot_vote_for_it(env: Env, maya: Member, place: Place, store: Store) -> None:
    place = await place_of(place.server, store, "public")
    await suggest(maya)
    id_ = f"vote:1:c-{suggestion_id(place.posted)}"
    elsewhere = Server.on(env, "Another server")
    message = await post_buttons(env, elsewhere.channel, id_)

    assert "no longer" in told(await elsewhere.member("lena").actor.click(message, custom_id=id_))
    assert await helped(store, elsewhere.guild.id) == {}


HOSTILE_TEXTS = [*HOSTILE.values(), *MARKUP, " ".join(mark for mark in MARKUP if "://" not in mark)]


@pytest.mark.parametrize("mode", ["queue", "public"])
@pytest.mark.parametrize("field", ["title", "why", "audience", "url"])
async def test_hostile_texts_show_nothing_of_their_own(
    env: Env, maya: Member, store: Store, clock: Clock, caplog: pytest.LogCaptureFixture, field: str, mode: str
) -> None:
    place = await place_of(maya.server, store, mode)
    shown_as_it_is = "://" if field == "url" else "an address in a text"
    watch = Watch(env, maya.actor, caplog, [mark for mark in MARKUP if shown_as_it_is not in mark])
    limits = {"title": 160, "why": 400, "audience": 160, "url": 2000}
    for typed in HOSTILE_TEXTS:
        value = f"{typed} xy"[-limits[field] :] if field != "url" else typed[: limits[field]] or "x"
        shown = await maya.run("suggest")
        watch.seen = len(env.http_requests)  # a form is no message
        watch.checked(await maya.actor.submit_modal(shown, {**TYPED, field: value}))
        clock.seconds += DAY
        for kept in await store.suggestions.waiting(place.id):
            await store.suggestions.decline(place.id, kept.id, 1, "no")
