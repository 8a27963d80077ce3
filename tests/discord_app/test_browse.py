"""/browse: the catalogue by selects, page by page, on a simulated Discord."""

import re
from typing import Any

import pytest
from msgspec.structs import replace
from simcord import Env, InteractionResult, MemberActor, ResponseMessage, UserHandle

from bot.advise import Filters, Guide
from bot.advise.ranking.browse import NARROWING, PAGE, WORDS, changed, encode_filters, page, tier_of
from bot.catalogue import Catalogue, Resource
from bot.catalogue.allowed_values import COSTS, FORMATS, LEVELS, MATHS, TOPICS
from bot.discord_app import GuideClient
from bot.discord_app.questions.browse import browse_card
from bot.language import ENGLISH
from bot.store import Store
from bot.understand import Lexicon
from tests.support.base import languages
from tests.support.made import voted
from tests.support.simulated.limits import assert_fits, sent
from tests.support.simulated.posting import post_buttons, post_menu
from tests.support.simulated.reading import buttons, ids, reply, text, told, walk
from tests.support.simulated.server import ClosableStore, Member, Server, given

ROW, SELECT = 1, 3
TITLE = re.compile(r"\*\*(\d+)\. \[(.+)\]\(")


async def browsed(member: Member, **options: str | bool) -> ResponseMessage:
    return reply(await member.actor.slash(member.server.channel, "browse", **options))


def titles(message: ResponseMessage) -> list[str]:
    """The titles on a page, top down."""
    return [title for _, title in TITLE.findall(text(message))]


def numbers(message: ResponseMessage) -> list[int]:
    return [int(number) for number, _ in TITLE.findall(text(message))]


def selects(message: ResponseMessage) -> dict[str, dict[str, Any]]:
    """The selects of a page: that of topics, and that which narrows down."""
    found = [part for part in walk(message.components) if part["type"] == SELECT]
    return {part["custom_id"].split(":")[2]: part for part in found}


def chosen(message: ResponseMessage) -> dict[str, str]:
    """What both selects show as chosen, by what it filters."""
    (topic,) = [item["value"] for item in selects(message)["topic"]["options"] if item.get("default")]
    marked = [item["value"] for item in narrowing(message) if item.get("default")]
    assert len({value.split(":")[0] for value in marked}) == len(marked)
    return {"topic": topic} | dict(value.split(":") for value in marked)


def narrowing(message: ResponseMessage) -> list[dict[str, Any]]:
    options: list[dict[str, Any]] = selects(message)["narrow"]["options"]
    return options


def label_of(message: ResponseMessage, label: str) -> dict[str, Any]:
    return next(button for button in buttons(message) if button.get("label") == label)


def labels(message: ResponseMessage) -> list[str]:
    return [button["label"] for button in buttons(message)]


async def choose(actor: MemberActor | UserHandle, message: ResponseMessage, facet: str, word: str) -> InteractionResult:
    """Choose a topic, or one more thing to narrow down by; `any` takes that filter away again."""
    if facet == "topic":
        return await actor.select(message, [word], custom_id=selects(message)["topic"]["custom_id"])
    kept = [f"{other}:{value}" for other, value in chosen(message).items() if other not in ("topic", facet)]
    return await narrow(actor, message, *kept, *([] if word == "any" else [f"{facet}:{word}"]))


async def narrow(actor: MemberActor | UserHandle, message: ResponseMessage, *values: str) -> InteractionResult:
    return await actor.select(message, values, custom_id=selects(message)["narrow"]["custom_id"])


def available(catalogue: Catalogue) -> list[str]:
    return sorted(entry.title for entry in catalogue if entry.status != "retired")


def kept_in_memory(env: Env) -> list[object]:
    """The views that discord.py holds on to."""
    views = env.bot._connection._view_store
    return [*views._views.values(), *views._synced_message_views.values()]


async def test_walking_all_pages_shows_each_entry_once(env: Env, maya: Member, catalogue: Catalogue) -> None:
    shown = await browsed(maya)
    assert label_of(shown, "Previous").get("disabled")
    seen = titles(shown)
    while not label_of(shown, "Next").get("disabled"):
        last, shown = shown, reply(await maya.actor.click(shown, label="Next"))
        assert shown.id == last.id
        seen += titles(shown)

    assert sorted(seen) == available(catalogue)
    assert numbers(shown)[-1] == len(seen)
    assert len(maya.server.channel.history()) == 1
    assert kept_in_memory(env) == []


async def test_the_way_back_shows_the_same_page(maya: Member) -> None:
    shown = await browsed(maya)
    first = titles(shown)

    await maya.actor.click(shown, label="Next")
    assert titles(shown) != first
    await maya.actor.click(shown, label="Previous")

    assert titles(shown) == first


async def test_a_page_says_what_it_is_and_links_each_entry(maya: Member, catalogue: Catalogue) -> None:
    shown = await browsed(maya)

    assert f"## Browse: {len(available(catalogue))} resources\nPage 1 of" in text(shown)
    assert "From a curated list. Facts last checked in" in text(shown)
    assert "deep-learning-with-python" in ids(shown, "review")
    entry = catalogue.get("deep-learning-with-python")
    assert entry
    assert f"[{entry.title}]({entry.url})" in text(shown)
    assert "-# book · free · beginner to intermediate · light maths" in text(shown)


async def test_a_button_opens_the_details_in_private(maya: Member, tom: Member) -> None:
    shown = await browsed(maya)
    before = text(shown)
    assert labels(shown)[:PAGE] == ["Look closer"] * PAGE

    details = reply(await tom.press(shown, "review:1:deep-learning-with-python"))

    assert details.ephemeral
    assert "Deep Learning with Python" in text(details)
    assert text(shown) == before


async def test_there_are_two_menus_and_one_row_of_buttons(maya: Member) -> None:
    shown = await browsed(maya, private=True)

    assert list(selects(shown)) == ["topic", "narrow"]
    (row,) = [part for part in walk(shown.components) if part["type"] == ROW and len(part["components"]) > 1]
    assert [button["label"] for button in row["components"]] == ["Previous", "Next", "Post for everyone"]


async def test_choices_narrow_down_one_after_the_other(maya: Member) -> None:
    shown = await browsed(maya)
    assert chosen(shown) == {"topic": "any"}

    await choose(maya.actor, shown, "format", "book")
    assert len(titles(shown)) == 5
    assert len([line for line in text(shown).splitlines() if line.startswith("-# book · ")]) == 5

    await choose(maya.actor, shown, "cost", "free")
    assert chosen(shown) == {"topic": "any", "format": "book", "cost": "free"}
    assert "Chosen: Format: book · Cost: completely free." in text(shown)
    assert 0 < len(titles(shown)) < 5

    await choose(maya.actor, shown, "format", "any")
    assert "Chosen: Cost: completely free." in text(shown)
    await narrow(maya.actor, shown)
    assert chosen(shown) == {"topic": "any"}
    assert "Chosen:" not in text(shown)


async def test_several_may_be_chosen_at_once(maya: Member, guide: Guide) -> None:
    shown = await browsed(maya, topic="foundations")

    await narrow(maya.actor, shown, "level:beginner", "cost:free", "math:moderate")

    wanted = Filters("beginner", "moderate", None, "free", "foundations")
    assert titles(shown) == [entry.title for entry in page(guide.index, wanted, 1).entries]
    assert "Only one of each kind" not in text(shown)


async def test_of_two_of_a_kind_the_new_one_counts_and_it_says_so(maya: Member) -> None:
    shown = await browsed(maya, format="course")

    await narrow(maya.actor, shown, "format:book", "format:course")

    assert chosen(shown) == {"topic": "any", "format": "book"}
    assert "Chosen: Format: book. Only one of each kind counts." in text(shown)


@pytest.mark.parametrize("facet", sorted(WORDS))
async def test_each_option_shows_as_many_entries_as_it_says(maya: Member, facet: str) -> None:
    shown = await browsed(maya)
    options = selects(shown)["topic"]["options"] if facet == "topic" else narrowing(shown)
    words = {option["value"].split(":")[-1]: option["description"] for option in options if option["value"] != "any"}
    for word in [word for word in words if word in WORDS[facet]]:
        await choose(maya.actor, shown, facet, word)
        assert f"## Browse: {words[word]}" in text(shown)
        assert chosen(shown) == {"topic": "any"} | {facet: word}
        await choose(maya.actor, shown, facet, "any")


async def test_groups_are_named_where_they_begin(maya: Member, guide: Guide) -> None:
    whole = await browsed(maya)
    assert text(whole).count("Deep learning · first choices") == 1
    for tier, named in (("core", "First choices"), ("solid", "Also good"), ("niche", "For special cases")):
        entries = page(guide.index, Filters(topic="foundations"), 1).entries
        there = any(tier_of(entry) == tier for entry in entries)
        assert (f"-# {named}\n" in text(await browsed(maya, topic="foundations"))) == there


async def test_menus_of_before_there_were_two_set_their_filter(maya: Member) -> None:
    old = "browse:1:format:" + encode_filters(Filters(cost="free"))
    message = await post_menu(maya.server.env, maya.server.channel, old, "book", "course", "any")

    shown = reply(await maya.actor.select(message, ["course"], custom_id=old))
    assert chosen(shown) == {"topic": "any", "cost": "free", "format": "course"}
    shown = reply(await maya.actor.select(message, ["any"], custom_id=old))
    assert chosen(shown) == {"topic": "any", "cost": "free"}


async def test_a_choice_starts_at_the_first_page_and_turning_keeps_it(maya: Member) -> None:
    shown = await browsed(maya)
    await maya.actor.click(shown, label="Next")

    await choose(maya.actor, shown, "topic", "foundations")
    assert numbers(shown)[0] == 1
    await maya.actor.click(shown, label="Next")

    assert numbers(shown)[0] == PAGE + 1
    assert chosen(shown)["topic"] == "foundations"


async def test_the_command_takes_the_filters(maya: Member, guide: Guide) -> None:
    options = {"level": "beginner", "math": "moderate", "format": "course", "cost": "free", "topic": "foundations"}
    shown = await browsed(maya, **options)

    assert chosen(shown) == options
    wanted = Filters("beginner", "moderate", "course", "free", "foundations")
    assert titles(shown) == [entry.title for entry in page(guide.index, wanted, 1).entries]


async def test_where_nothing_fits_it_says_so_and_the_selects_lead_out(maya: Member) -> None:
    shown = await browsed(maya, format="podcast", cost="free")

    assert "## Browse: 0 resources" in text(shown)
    assert "Take something out in the menus below." in text(shown)
    assert label_of(shown, "Next").get("disabled")
    await choose(maya.actor, shown, "format", "any")
    assert titles(shown)


async def test_another_members_press_gives_them_a_page_of_their_own(env: Env, maya: Member, tom: Member) -> None:
    shown = await browsed(maya)
    before = shown.components

    own = reply(await tom.actor.click(shown, label="Next"))
    assert (own.ephemeral, own.id == shown.id, numbers(own)[0]) == (True, False, PAGE + 1)
    chosen_by_tom = reply(await choose(tom.actor, shown, "format", "book"))
    assert chosen_by_tom.ephemeral
    assert shown.components == before

    turned = reply(await tom.actor.click(own, label="Previous"))
    assert (turned.id, turned.ephemeral, numbers(turned)[0]) == (own.id, True, 1)
    assert kept_in_memory(env) == []


async def test_a_private_page_can_be_shared_and_then_turned_by_who_shared_it(maya: Member, tom: Member) -> None:
    private = await browsed(maya, private=True, format="course")
    assert private.ephemeral
    await maya.actor.click(private, label="Next")
    assert private.ephemeral

    shared = reply(await maya.press(private, "post:1"))
    assert not shared.ephemeral
    assert titles(shared) == titles(private)
    assert chosen(shared) == chosen(private)
    assert labels(shared) == [label for label in labels(private) if label != "Post for everyone"]

    await maya.actor.click(shared, label="Previous")
    assert numbers(shared)[0] == 1
    assert reply(await tom.actor.click(shared, label="Next")).ephemeral
    assert numbers(shared)[0] == 1


async def test_a_page_for_everyone_has_no_button_to_share_it(maya: Member) -> None:
    shown = await browsed(maya)
    await maya.actor.click(shown, label="Next")

    assert "Post for everyone" not in labels(shown)


async def test_pages_from_before_a_restart_work(
    env: Env, maya: Member, tom: Member, guide: Guide, store: Store
) -> None:
    shown = await browsed(maya, format="course")

    await env.restart_bot(GuideClient(given(guide), store, languages()))

    await maya.actor.click(shown, label="Next")
    assert numbers(shown)[0] == PAGE + 1
    await choose(maya.actor, shown, "cost", "free")
    assert chosen(shown)["cost"] == "free"
    assert chosen(shown)["format"] == "course"
    assert reply(await choose(tom.actor, shown, "format", "any")).ephemeral


async def test_a_page_that_is_gone_gives_the_last_one(
    env: Env, maya: Member, catalogue: Catalogue, store: Store
) -> None:
    shown = await browsed(maya)
    few = Catalogue(tuple(entry for entry in catalogue if entry.status != "retired")[:3])

    await env.restart_bot(GuideClient(given(Guide(few, Lexicon.shipped())), store, languages()))
    await maya.actor.click(shown, label="Next")

    assert "Page 1 of 1" in text(shown)
    assert numbers(shown) == [1, 2, 3]


async def test_in_direct_messages(env: Env, catalogue: Catalogue) -> None:
    bob = env.create_user("bob")
    shown = reply(await bob.slash("browse"))
    seen = titles(shown)
    await bob.click(shown, label="Next")

    assert len(seen) == PAGE
    assert numbers(shown)[0] == PAGE + 1
    assert not shown.ephemeral
    assert "vote" not in str(shown.components)
    await choose(bob, shown, "math", "light")
    assert chosen(shown)["math"] == "light"


async def test_votes_of_this_server_are_shown(maya: Member, tom: Member) -> None:
    card = reply(await maya.recommend("beginner math-light"))
    await tom.vote(card, "deep-learning-with-python")
    await maya.vote(card, "deep-learning-with-python")

    assert "**2 found it helpful**" in text(await browsed(maya))


async def test_without_the_store_there_are_pages(maya: Member, opened: ClosableStore) -> None:
    shown = await browsed(maya)
    await opened.closing.aclose()

    await maya.actor.click(shown, label="Next")

    assert numbers(shown)[0] == PAGE + 1


FORGED = [
    "browse:1:0:", "browse:1:999999:", "browse:1:2:zzz", "browse:1:1:_l9._m9._t~"[:-1], "browse:1:2:.....",
    "browse:1:2:n000000.kx", f"browse:1:1:{'_l0.' * 20}",
]  # fmt: skip


@pytest.mark.parametrize("custom_id", FORGED)
async def test_a_forged_id_gives_a_page_of_ones_own(maya: Member, custom_id: str) -> None:
    message = await post_buttons(maya.server.env, maya.server.channel, custom_id)

    press = await maya.actor.click(message, custom_id=custom_id)

    assert "## Browse:" in told(press)
    assert TITLE.search(told(press))


@pytest.mark.parametrize(
    "custom_id",
    [
        "browse:2:1:",
        "browse:1:-1:",
        "browse:1:1",
        "browse:1:1000000:",
        "browse:1:1:_l0\n",
        "browse:1:١:",
        "browse:1:x:",
    ],
)
async def test_an_id_of_no_version_is_answered(maya: Member, custom_id: str) -> None:
    message = await post_buttons(maya.server.env, maya.server.channel, custom_id)

    assert "is from another version of me" in told(await maya.actor.click(message, custom_id=custom_id))


async def test_a_button_with_the_id_of_a_select_gives_a_page(maya: Member) -> None:
    message = await post_buttons(maya.server.env, maya.server.channel, "browse:1:level:_fz")

    assert told(await maya.actor.click(message, custom_id="browse:1:level:_fz")).strip()


def assert_page_fits(components: list[dict[str, Any]]) -> None:
    assert_fits(components)
    marks = [part["custom_id"] for part in walk(components) if part.get("custom_id")]
    assert len(marks) == len(set(marks))
    assert max(map(len, marks)) <= 100
    for part in (part for part in walk(components) if part["type"] == SELECT):
        assert 1 <= len(part["options"]) <= 25
        assert all(len(option["label"]) <= 100 for option in part["options"])


def longest(entry: Resource, number: int) -> Resource:
    """The entry with everything that a page shows as long as the knowledge base allows."""
    return replace(
        entry, id=f"{number}{'x' * 59}", title="T" * 160, url="https://e.org/" + "u" * 286, authors=("A" * 160,) * 3,
        edition="E" * 160, level=("beginner", "advanced"), math="moderate", cost="subscription", format="exercises",
        status="current", topics=TOPICS[:6],
    )  # fmt: skip


async def test_the_longest_entries_fit_on_a_page(server: Server, catalogue: Catalogue) -> None:
    entries = tuple(longest(catalogue.resources[0], number) for number in range(3 * PAGE))
    index = Guide(Catalogue(entries), Lexicon.shipped()).index
    found = page(index, Filters("intermediate", "moderate", "exercises", "subscription", "machine-learning"), 2)
    votes = voted({entry.id: 123_456 for entry in entries})

    components = await sent(server, browse_card(found, votes, private=True, say=ENGLISH))

    assert_page_fits(components)
    shown = "\n".join(part.get("content") or "" for part in walk(components))
    assert len(TITLE.findall(shown)) == PAGE
    assert shown.count("**123456 found it helpful**") == PAGE
    assert "/review finds it by name." in shown


@pytest.mark.parametrize("facet", sorted(WORDS))
async def test_a_page_with_any_filter_fits(server: Server, guide: Guide, facet: str) -> None:
    for word in WORDS[facet]:
        found = page(guide.index, changed(Filters(), facet, word), 1)
        assert_page_fits(await sent(server, browse_card(found, private=True, say=ENGLISH)))


async def test_every_word_has_an_option_of_its_own(server: Server, catalogue: Catalogue) -> None:
    pattern = replace(
        catalogue.resources[0], status="current", level=("beginner", "advanced"), math="none", cost="free"
    )
    made = [{"format": word} for word in FORMATS] + [{"topics": (topic,)} for topic in TOPICS]
    entries = tuple(replace(pattern, id=f"entry-{number}", **fields) for number, fields in enumerate(made))
    found = page(Guide(Catalogue(entries), Lexicon.shipped()).index, Filters(), 1)

    components = await sent(server, browse_card(found, say=ENGLISH))

    assert_page_fits(components)
    topics, narrows = [part["options"] for part in walk(components) if part["type"] == SELECT]
    assert len({option["label"] for option in topics}) == 1 + len(TOPICS)
    assert len({option["label"] for option in narrows}) == sum(len(WORDS[facet]) for facet in NARROWING)
    assert {len(LEVELS), len(MATHS), len(COSTS)} == {3, 4}
