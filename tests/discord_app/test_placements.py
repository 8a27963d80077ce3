"""/server pin and hide: what moderators put first and take away, in their server only and for as long as they said."""

import asyncio
import re
from collections import Counter

import hypothesis
import pytest
from hypothesis import strategies as st
from simcord import Env

from bot.advise import Guide, Recommendation
from bot.discord_app import GuideClient
from bot.store import Placement, Store
from tests.support.base import languages
from tests.support.clock import Clock
from tests.support.effort import examples
from tests.support.simulated.closer import look_at
from tests.support.simulated.limits import assert_fits
from tests.support.simulated.moderators import NO_MODERATOR, choose_forged, demote, menus, moderator, run
from tests.support.simulated.reading import ids, reply, text, texts, told
from tests.support.simulated.server import Member, Server, given
from tests.support.simulated.typed import anything, names
from tests.support.simulated.watch import Watch, assert_harmless

ASKED = "beginner math-light"
DAY = 86_400
FASTAI = "fastai-practical-deep-learning"
PINNED = "pinned by this server's moderators"
VILE = "@everyone **free** <@1> [x](https://evil.example) `now`\n# big"


@pytest.fixture
def ada(server: Server) -> Member:
    return moderator(server)


@pytest.fixture
def lena(env: Env) -> Member:
    """A member of another server, where nothing is pinned or hidden."""
    return Server.on(env, "Another server").member("lena")


async def picks(member: Member, asked: str = ASKED) -> list[str]:
    return ids(reply(await member.recommend(asked)), "vote")


@pytest.fixture
def second(guide: Guide) -> str:
    """What fits as well as the first pick, but stands after it."""
    found = guide.answer(guide.parse(ASKED))
    assert isinstance(found, Recommendation)
    return found.picks[1].resource.id


async def test_what_is_pinned_comes_first_and_says_so(ada: Member, maya: Member, lena: Member, second: str) -> None:
    before = await picks(maya)
    card = reply(await run(ada, "pin", name=second, note="We read it together on Mondays"))

    assert card.ephemeral
    assert "It now comes first wherever it fits." in text(card)
    shown = reply(await maya.recommend(ASKED))
    assert ids(shown, "vote")[0] == second
    first, *others = (block.casefold() for block in texts(shown) if "**[" in block)
    assert f"{PINNED}: we read it together on mondays" in first
    assert PINNED not in "".join(others)
    verdict = text(reply(await maya.review(second)))
    assert "**Pinned by this server's moderators.** We read it together on Mondays." in verdict
    assert await picks(lena) == before
    assert "inned" not in text(reply(await lena.review(second)))


async def test_what_is_taken_off_in_the_settings_leaves_the_way_to_their_other_pages(ada: Member) -> None:
    await run(ada, "pin", name=FASTAI)
    card = reply(await run(ada, "settings"))
    card = reply(await ada.actor.click(card, label="Pinned and hidden"))

    card = reply(await ada.actor.select(card, [FASTAI], custom_id="lift:1:pinned"))

    assert "No longer pinned" in text(card)
    assert "Everyone sees my replies." in text(reply(await ada.actor.click(card, label="All settings")))


async def test_what_is_hidden_is_offered_to_moderators_alone(ada: Member, maya: Member, lena: Member) -> None:
    await run(ada, "hide", name="fast.ai")

    async def offered(member: Member, command: str, option: str = "name") -> list[str]:
        return [choice["value"] for choice in await member.choices(command, option, "practical deep lear")]

    assert FASTAI not in await offered(maya, "review")
    assert FASTAI not in await offered(maya, "compare", "second")
    assert FASTAI in await offered(ada, "server hide")
    assert FASTAI in await offered(lena, "review")
    assert "**Good for:**" in text(reply(await maya.review("fast.ai")))


async def test_a_pin_does_not_bring_what_does_not_fit(ada: Member, maya: Member, guide: Guide) -> None:
    books = {entry.id for entry in guide.catalogue if entry.format == "book"}
    video = next(entry.id for entry in guide.catalogue if entry.id not in books and entry.status == "current")
    await run(ada, "pin", name=video)

    assert set(await picks(maya, "a book for a beginner")) <= books


async def test_a_pin_without_a_note_says_just_that(ada: Member, maya: Member, second: str) -> None:
    await run(ada, "pin", name=second)

    shown = text(reply(await maya.recommend(ASKED))).casefold()
    assert PINNED in shown
    assert f"{PINNED}:" not in shown


async def test_what_is_hidden_is_suggested_nowhere_but_known_by_name(
    env: Env, ada: Member, maya: Member, lena: Member
) -> None:
    first = (await picks(maya))[0]
    title = next(entry.title for entry in env.bot.guide.catalogue if entry.id == first)  # type: ignore[attr-defined]
    before = await everything_suggested(maya, first)
    assert first in before
    card = reply(await run(ada, "hide", name=first, note="Out of print here"))

    assert "I no longer recommend it here" in text(card)
    assert first not in await everything_suggested(maya, first)
    verdict = reply(await maya.review(title))
    assert ids(verdict, "vote") == [first]
    assert "**Hidden by this server's moderators.** Out of print here." in text(verdict)
    assert await everything_suggested(lena, first) == before
    assert "idden" not in text(reply(await lena.review(first)))


async def everything_suggested(member: Member, id_: str) -> set[str]:
    """The ids that any command gives a member without a name: picks, more, browse, next, plans."""
    found: set[str] = set()
    card = reply(await member.recommend(ASKED))
    found |= set(ids(card, "vote"))
    more = reply(await member.actor.click(card, label="More"))
    found |= set(ids(more, "vote"))
    found |= set(ids(reply(await member.run("next")), "vote"))
    found |= await all_browsed(member)
    for goal in ("computer vision", "deep learning, beginner", "nlp"):
        plan = reply(await member.actor.slash(member.server.channel, "path", goal=goal))
        found |= set(ids(plan, "vote"))
    return found


async def all_browsed(member: Member) -> set[str]:
    page = reply(await member.actor.slash(member.server.channel, "browse"))
    found = set(ids(page, "review"))
    while True:
        after = [part for part in page.components[0]["components"] if part["type"] == 1][-1]["components"]
        following = next((button for button in after if button.get("label") == "Next"), None)
        if following is None or following.get("disabled"):
            return found
        await member.press(page, following["custom_id"])
        found |= set(ids(page, "review"))


async def test_counts_of_browse_and_conditions_leave_the_hidden_out(ada: Member, maya: Member, guide: Guide) -> None:
    kinds = Counter(entry.format for entry in guide.catalogue if entry.status != "retired")
    rare = min(kinds, key=lambda kind: kinds[kind])
    gone = [entry for entry in guide.catalogue if entry.format == rare and entry.status != "retired"]
    browsed = text(reply(await maya.actor.slash(maya.server.channel, "browse", format=rare)))
    for entry in gone:
        await run(ada, "hide", name=entry.id)

    empty = text(reply(await maya.actor.slash(maya.server.channel, "browse", format=rare)))

    assert f"Browse: {len(gone)} resource" in browsed
    assert "Browse: 0 resources" in empty


async def test_what_giving_up_a_condition_would_bring_leaves_the_hidden_out(ada: Member, maya: Member) -> None:
    async def offered() -> tuple[int, str]:
        card = reply(await maya.recommend("deep learning", level="beginner", format="podcast"))
        found = re.search(r'If you drop "a podcast", (\d+) resources fit, such as (.*)\.', text(card))
        assert found
        return int(found[1]), found[2]

    count, title = await offered()
    await run(ada, "hide", name=title)

    fewer, other = await offered()
    assert fewer == count - 1
    assert other != title


async def test_similar_entries_leave_the_hidden_out(ada: Member, maya: Member) -> None:
    before = text(await look_at(maya, reply(await maya.review("deep-learning-with-python"))))
    similar = before.split("**Similar:** ")[1].splitlines()[0].split("; ")[0].split(" (")[0]
    await run(ada, "hide", name=similar)

    after = text(await look_at(maya, reply(await maya.review("deep-learning-with-python"))))
    assert similar not in after.split("**Similar:** ")[1]


async def test_a_plan_to_something_hidden_says_that_moderators_hid_it(ada: Member, maya: Member) -> None:
    goal = "ready for the goodfellow book, beginner"
    before = reply(await maya.actor.slash(maya.server.channel, "path", goal=goal))
    await run(ada, "hide", name="the goodfellow book")

    after = reply(await maya.actor.slash(maya.server.channel, "path", goal=goal))

    assert "hidden it" not in text(before)
    assert "deep-learning-book" in ids(before, "vote")
    assert "this server's moderators have hidden it" in text(after)
    assert "deep-learning-book" not in ids(after, "vote")


async def test_words_that_name_it_are_answered(ada: Member, maya: Member) -> None:
    await run(ada, "hide", name="fast.ai")

    card = reply(await maya.actor.slash(maya.server.channel, "ask", question="is fast.ai worth it?"))

    assert "**Hidden by this server's moderators.**" in text(card)


@pytest.mark.parametrize("kind", ["pin", "hide"])
async def test_what_has_a_term_ends_with_it_without_a_restart(
    ada: Member, maya: Member, clock: Clock, second: str, kind: str
) -> None:
    before = await picks(maya)
    name = second if kind == "pin" else before[0]
    await run(ada, kind, name=name, days=2)

    clock.seconds += 2 * DAY - 1
    assert await picks(maya) != before
    clock.seconds += 2
    assert await picks(maya) == before
    shown = text(reply(await maya.review(name)))
    assert "by its moderators" not in shown
    assert "isn't pinned" in told(await run(ada, "pin", name=name, off=True))


async def test_what_is_over_is_deleted_with_the_next(ada: Member, clock: Clock, store: Store, second: str) -> None:
    await run(ada, "pin", name=second, days=1)
    clock.seconds += 2 * DAY
    await run(ada, "pin", name="fast.ai")

    assert await store._database.value("SELECT count(*) FROM placement") == 1


@pytest.mark.parametrize("kind", ["pin", "hide"])
async def test_off_takes_it_off(ada: Member, maya: Member, second: str, kind: str) -> None:
    before = await picks(maya)
    name = second if kind == "pin" else before[0]
    await run(ada, kind, name=name)
    other = "hide" if kind == "pin" else "pin"
    assert "nothing to undo" in told(await run(ada, other, name=name, off=True))
    assert await picks(maya) != before

    card = reply(await run(ada, kind, name=name, off=True))

    assert text(card).startswith("No longer ")
    assert "Nothing is pinned or hidden here yet." in text(card)
    assert await picks(maya) == before
    assert "nothing to undo" in told(await run(ada, kind, name=name, off=True))


async def test_the_hidden_can_be_found_to_take_it_off(ada: Member) -> None:
    await run(ada, "hide", name="fast.ai")

    offered = await ada.actor.autocomplete(ada.server.channel, "server hide", "name", "practical deep")
    assert "fastai-practical-deep-learning" in [choice["value"] for choice in offered]
    assert "No longer hidden" in text(reply(await run(ada, "hide", name="fast ai", off=True)))


async def test_hiding_takes_the_place_of_a_pin(ada: Member, maya: Member, second: str) -> None:
    await run(ada, "pin", name=second)
    card = reply(await run(ada, "hide", name=second))

    assert set(menus(card)) == {"lift:1:hidden"}
    assert second not in await picks(maya)


async def test_an_unclear_name_is_asked_about_and_an_unknown_one_said_to_be(ada: Member, store: Store) -> None:
    unclear = told(await run(ada, "pin", name="neural networks and deep learning"))
    unknown = told(await run(ada, "hide", name="best **pizza** @everyone"))

    assert unclear.startswith(
        '"neural networks and deep learning" fits several resources: Neural Networks and Deep Learning ('
    )
    assert unknown.startswith('Nothing in my list is called "best \\*\\*pizza\\*\\* \\@everyone".')
    assert await store.servers.placements(ada.server.guild.id) == []


@pytest.mark.parametrize("name", ["{}", "{0} or {name}", "{titles", "no such }"])
async def test_braces_in_a_name_are_said_as_typed(ada: Member, name: str) -> None:
    assert name in told(await run(ada, "pin", name=name))


async def test_a_note_is_cleaned_wherever_it_is_shown(env: Env, ada: Member, maya: Member, store: Store) -> None:
    seen = len(env.http_requests)
    await run(ada, "pin", name="fast.ai", note=VILE)
    (kept,) = await store.servers.placements(ada.server.guild.id)
    assert kept.note == VILE.replace("\n", " ")
    raw = Placement("fastai-practical-deep-learning", "pinned", VILE, None)  # as if an older version had kept it so
    await store.servers.place(ada.server.guild.id, raw, ada.actor.id)
    env.bot.services.servers.changed(ada.server.guild.id)  # type: ignore[attr-defined]

    await maya.review("fast.ai")
    await maya.recommend("hands-on course")
    await run(ada, "settings")

    for request in env.http_requests[seen:]:
        body = request.json or {}
        if "data" in body and "components" in body["data"]:
            assert_harmless(body["data"], ["@everyone", "<@1>", "](https://evil", "**free**", "://evil"])


async def test_the_card_lists_what_holds_and_takes_it_off(ada: Member, maya: Member, second: str) -> None:
    before = await picks(maya)
    await run(ada, "pin", name=second, note="First of all", days=7)
    await run(ada, "hide", name=before[0])
    card = reply(await run(ada, "settings"))
    await ada.press(card, "settings:1:3")
    assert ": First of all" in text(card)
    assert "(until <t:1800604800:D>)" in text(card)

    await ada.actor.select(card, [before[0]], custom_id="lift:1:hidden")
    assert text(card).startswith("No longer hidden: ")
    await ada.actor.select(card, [second], custom_id="lift:1:pinned")

    assert "Nothing is pinned or hidden here yet." in text(card)
    assert await picks(maya) == before


async def test_taking_off_is_for_moderators_at_every_press(env: Env, ada: Member, store: Store, guide: Guide) -> None:
    card = reply(await run(ada, "pin", name="fast.ai"))
    await env.restart_bot(GuideClient(given(guide), store, languages()))
    demote(ada)

    press = await ada.actor.select(card, ["fastai-practical-deep-learning"], custom_id="lift:1:pinned")

    assert NO_MODERATOR in told(press)
    assert len(await store.servers.placements(ada.server.guild.id)) == 1


async def test_only_what_is_placed_in_this_server_can_be_taken_off(env: Env, ada: Member, store: Store) -> None:
    elsewhere = Server.on(env, "Another server")
    other = moderator(elsewhere, "olga")
    await run(other, "pin", name="the goodfellow book")
    card = reply(await run(ada, "pin", name="fast.ai"))
    (theirs,) = await store.servers.placements(elsewhere.guild.id)

    forged = await choose_forged(ada.actor, card, "lift:1:pinned", [theirs.resource_id, "no-such", "'; --"])

    assert "already been undone" in text(reply(forged))
    assert await store.servers.placements(elsewhere.guild.id) == [theirs]
    assert len(await store.servers.placements(ada.server.guild.id)) == 1


async def test_two_moderators_taking_off_at_once_are_told_each(ada: Member) -> None:
    bob = moderator(ada.server, "bob")
    await run(ada, "pin", name="fast.ai")

    answers = await asyncio.gather(
        ada.server.env.bot.store.servers.lift(ada.server.guild.id, "fastai-practical-deep-learning", "pinned"),  # type: ignore[attr-defined]
        bob.server.env.bot.store.servers.lift(ada.server.guild.id, "fastai-practical-deep-learning", "pinned"),  # type: ignore[attr-defined]
    )

    assert sorted(answers) == [False, True]


@pytest.mark.parametrize("kind", ["pinned", "hidden"])
async def test_the_fullest_card_fits_and_no_more_is_taken(
    env: Env, ada: Member, store: Store, whole: Guide, kind: str
) -> None:
    await env.bot.take_up(whole)  # type: ignore[attr-defined]
    longest = sorted(whole.catalogue, key=lambda entry: -len(entry.title))
    for number, entry in enumerate(longest[:50]):
        placement = Placement(entry.id, "pinned" if number % 2 else "hidden", "n" * 200, 1_900_000_000)
        await store.servers.place(ada.server.guild.id, placement, ada.actor.id)
    for user in range(40):
        await store.servers.block(ada.server.guild.id, 10**18 + user, ada.actor.id)

    card = reply(await run(ada, "settings"))
    await ada.press(card, "settings:1:3")
    further = longest[60].id
    refused = told(await run(ada, "pin" if kind == "pinned" else "hide", name=further))

    assert_fits(card.components)
    assert text(card).count("\n- ") == 50
    assert text(card).count("(until <t:1900000000:D>)") == 50
    assert "20 more" in text(card)
    assert refused.startswith(f"25 resources are already {kind} here.")
    again = reply(await run(ada, "pin" if kind == "pinned" else "hide", name=placed_as(kind, longest)))
    assert again.ephemeral
    assert_fits(again.components)


def placed_as(kind: str, longest: list) -> str:  # type: ignore[type-arg]
    """One that is placed so already: it may be placed anew."""
    return str(longest[1 if kind == "pinned" else 0].id)


async def test_what_was_renamed_stays_hidden(store: Store) -> None:
    await store.servers.place(1, Placement("old", "hidden", "a", None), 1)
    await store.servers.place(1, Placement("new", "pinned", "b", None), 1)
    await store.servers.place(2, Placement("old", "hidden", "c", None), 1)

    for _ in range(2):
        await store.follow_redirects({"old": "new"})

    assert [(item.resource_id, item.kind) for item in await store.servers.placements(1)] == [("new", "pinned")]
    assert [(item.resource_id, item.kind) for item in await store.servers.placements(2)] == [("new", "hidden")]


@examples(25, shrink=False)
@hypothesis.given(name=names | anything, note=anything.map(lambda text: text[:200]), off=st.booleans())
async def test_any_name_and_note_is_answered(
    ada: Member, env: Env, clock: Clock, caplog: pytest.LogCaptureFixture, name: str, note: str, off: bool
) -> None:
    watch = Watch(env, ada.actor, caplog)
    clock.seconds += 120  # so that the next example is not too quick

    watch.checked(await run(ada, "pin", name=name[:6000], note=note, off=off))
    watch.checked(await ada.review("fast.ai"))
    watch.checked(await ada.recommend(ASKED))
