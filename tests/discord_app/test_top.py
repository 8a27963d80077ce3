"""/top, as members of a server see it."""

import re
from io import BytesIO
from typing import Any

import discord
import pytest
from msgspec.structs import replace
from PIL import Image
from simcord import Env, ResponseMessage

from bot.advise import Guide
from bot.catalogue import Catalogue
from bot.community.top import Helpful
from bot.discord_app import GuideClient
from bot.discord_app.questions.buttons import post_button
from bot.discord_app.ui.lettering import MARGIN
from bot.discord_app.votes.top import top_card
from bot.discord_app.votes.top_picture import ROW, TOP, chart
from bot.language import ENGLISH
from bot.store import Placement, Store
from tests.support.base import languages
from tests.support.clock import Clock
from tests.support.longest import longest_entry
from tests.support.simulated.limits import assert_fits
from tests.support.simulated.reading import TEXT, ids, reply, text, told, walk
from tests.support.simulated.server import ClosableStore, Member, Server

CHOLLET, FASTAI, GOODFELLOW = "deep-learning-with-python", "fastai-practical-deep-learning", "deep-learning-book"
GALLERY = 12
DAY = 86_400


async def top(member: Member, **options: Any) -> ResponseMessage:
    return reply(await member.actor.slash(member.server.channel, "top", **options))


async def voted(client: Any, server: Server, helped: dict[str, int]) -> None:
    """So many members of a server have voted for each."""
    for id_, members in helped.items():
        for member in range(1, members + 1):
            await client.store.votes.toggle(server.guild.id, id_, member)
    client.services.servers.changed(server.guild.id)


def pictures(message: ResponseMessage) -> list[dict[str, Any]]:
    return [item for part in walk(message.components) if part["type"] == GALLERY for item in part["items"]]


async def test_the_most_helpful_stands_first_with_its_number(env: Env, maya: Member) -> None:
    await voted(env.bot, maya.server, {CHOLLET: 2, FASTAI: 12})

    card = await top(maya)

    lines = text(card).splitlines()
    assert lines[:2] == ["## What members here found most helpful", "Since the first vote."]
    assert "**1. [Practical Deep Learning for Coders](https://course.fast.ai/)**" in lines
    assert "12 members here found it helpful." in lines
    assert "-# Beginner to intermediate · needs only light maths · free" in lines
    assert "2 members here found it helpful. Only a few have voted so far." in lines
    assert lines.index("12 members here found it helpful.") < lines.index(
        "2 members here found it helpful. Only a few have voted so far."
    )
    assert lines[-1].startswith("-# From a curated list.")
    assert ids(card, "review") == [FASTAI, CHOLLET]
    assert not card.ephemeral


async def test_a_picture_says_the_same_and_its_words_too(env: Env, maya: Member) -> None:
    await voted(env.bot, maya.server, {CHOLLET: 1, FASTAI: 4})

    card = await top(maya)

    assert [attached.filename for attached in card.attachments] == ["top.png"]
    (picture,) = pictures(card)
    assert "1. Practical Deep Learning for Coders: 4 members; 2. " in picture["description"]
    assert picture["description"].endswith(": 1 member.")


async def test_the_button_gives_the_verdict(env: Env, maya: Member, tom: Member) -> None:
    await voted(env.bot, maya.server, {FASTAI: 1})

    verdict = reply(await tom.press(await top(maya), f"review:1:{FASTAI}"))

    assert verdict.ephemeral
    assert text(verdict).startswith("Yes, Practical Deep Learning for Coders is ")
    assert ids(verdict, "vote") == [FASTAI]


async def test_a_vote_shows_at_once(maya: Member) -> None:
    assert "No votes here yet. Press **Helpful**" in text(await top(maya))

    await maya.vote(reply(await maya.review("fast.ai")), FASTAI)

    assert ids(await top(maya), "review") == [FASTAI]


async def test_a_period_has_the_votes_of_its_days(env: Env, maya: Member, clock: Clock) -> None:
    await voted(env.bot, maya.server, {CHOLLET: 3})
    clock.seconds += 8 * DAY
    await voted(env.bot, maya.server, {FASTAI: 1})

    week, month = await top(maya, period="week"), await top(maya, period="month")

    assert "In the last 7 days." in text(week)
    assert (ids(week, "review"), ids(month, "review")) == ([FASTAI], [CHOLLET, FASTAI])
    clock.seconds += 366 * DAY
    assert "No votes here yet" in text(await top(maya, period="year"))
    assert ids(await top(maya, period="all"), "review") == [CHOLLET, FASTAI]


async def test_a_topic_has_what_is_about_it(env: Env, maya: Member) -> None:
    await voted(env.bot, maya.server, {"dls-sequence-models": 2, "dls-convolutional-neural-networks": 1})

    card = await top(maya, topic="computer-vision")

    assert "Since the first vote, about computer vision." in text(card)
    assert ids(card, "review") == ["dls-convolutional-neural-networks"]


async def test_another_servers_votes_stay_there(env: Env, maya: Member) -> None:
    elsewhere = Server.on(env, "Another server")
    await voted(env.bot, elsewhere, {FASTAI: 3})

    for period in ("all", "week"):
        assert "No votes here yet" in text(await top(maya, period=period))
        assert ids(await top(elsewhere.member("lena"), period=period), "review") == [FASTAI]


async def test_what_moderators_hide_is_left_out_and_what_they_pin_is_said_to_be_pinned(
    env: Env, maya: Member, store: Store, simcord_bot: GuideClient
) -> None:
    await voted(env.bot, maya.server, {CHOLLET: 3, FASTAI: 3, GOODFELLOW: 4})
    guild = maya.server.guild.id
    await store.servers.place(guild, Placement(GOODFELLOW, "hidden", "", None), 1)
    await store.servers.place(guild, Placement(FASTAI, "pinned", "", None), 1)
    simcord_bot.services.servers.changed(guild)

    card = await top(maya)

    assert sorted(ids(card, "review")) == sorted([CHOLLET, FASTAI])
    assert text(card).count("Pinned by the moderators.") == 1
    pinned = next(part for part in text(card).split("**") if "Pinned" in part)
    assert pinned.startswith("\n3 members here")
    assert "course.fast.ai" in text(card).partition("Pinned")[0].rsplit("**", 2)[1]


async def test_a_private_reply_can_be_posted_with_its_picture(env: Env, maya: Member) -> None:
    await voted(env.bot, maya.server, {FASTAI: 1})
    card = await top(maya, private=True)
    assert card.ephemeral

    posted = reply(await maya.press(card, "post:1"))

    assert not posted.ephemeral
    assert ids(posted, "review") == [FASTAI]
    assert len(pictures(posted)) == len(posted.attachments) == 1


async def test_in_direct_messages_it_says_that_it_needs_a_server(env: Env) -> None:
    bob = env.create_user("bob")
    await bob.send_dm("hello")

    result = await bob.slash("top")

    assert told(result).startswith("/top shows what a server's members found helpful")


async def test_without_the_right_to_send_files_the_picture_is_left_out(env: Env, maya: Member) -> None:
    await voted(env.bot, maya.server, {FASTAI: 1})
    guild = maya.server.guild
    no_files = discord.PermissionOverwrite(attach_files=False)
    quiet = guild.create_text_channel("no files here", overwrites={guild.default_role: no_files})

    card = reply(await maya.actor.slash(quiet, "top"))

    assert not pictures(card)
    assert not card.attachments
    assert ids(card, "review") == [FASTAI]


@pytest.mark.simcord(check_errors=False)
@pytest.mark.parametrize("period", ["all", "month"])
async def test_votes_that_cannot_be_read_are_not_told_to_be_none(
    maya: Member, opened: ClosableStore, period: str
) -> None:
    await opened.closing.aclose()

    result = await maya.actor.slash(maya.server.channel, "top", period=period)

    assert "(Number " in told(result)


def helpful(catalogue: Catalogue, count: int) -> list[Helpful]:
    return [Helpful(entry, 5 * (count - place) + 1, place % 3, place > 7) for place, entry in enumerate(catalogue)][
        :count
    ]


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("count", [1, 3, 10])
def test_the_longest_entries_fit(count: int, language: str) -> None:
    say = languages().of(language)
    entries = [replace(longest_entry("words of a usual length "), id=f"entry-{place}") for place in range(count)]
    found = [Helpful(entry, 123_456, 99_999, True) for entry in entries]
    card = top_card(found, "w" * 100, chart(found, "w" * 100, say), frozenset(entry.id for entry in entries), say=say)
    card.row([post_button(say)])

    components = card.to_components()  # type: ignore[no-untyped-call]

    assert_fits(components)
    shown = "\n".join(part["content"] for part in walk(components) if part["type"] == TEXT)
    for number in range(1, count + 1):
        assert f"**{number}. " in shown
    assert shown.count("123456") == count
    assert shown.splitlines()[-1].startswith("-# ")
    linked = re.findall(r"^\*\*\d+\. \[.*\]\(https://a\.example/u{282}\)\*\*$", shown, re.MULTILINE)
    assert len(linked) == shown.count("](") >= (count if count < 10 else 1)


async def test_ten_of_the_list_keep_their_links(server: Server, whole: Guide) -> None:
    longest = sorted(whole.catalogue, key=lambda entry: -len(entry.url + entry.title))[:10]
    found = [Helpful(entry, 12, 2, False) for entry in longest]
    card = top_card(found, "Since the first vote.", chart(found, "Since the first vote.", say=ENGLISH), say=ENGLISH)
    channel = server.env.bot.get_partial_messageable(server.channel.id)

    sent = await channel.send(view=card, files=card.files())

    shown = str([component.to_dict() for component in sent.components])
    assert all(entry.url in shown for entry in longest)


@pytest.mark.parametrize("count", [1, 3, 10])
def test_the_picture_is_a_small_file_the_same_each_time(catalogue: Catalogue, count: int) -> None:
    found = helpful(catalogue, count)

    picture, alt = chart(found, "In the last 7 days.", say=ENGLISH)

    image = Image.open(BytesIO(picture))
    image.load()
    assert (image.format, image.width) == ("PNG", 800)
    assert image.height <= 1200
    assert len(picture) < 100_000
    assert (picture, alt) == chart(found, "In the last 7 days.", say=ENGLISH)
    assert alt.startswith("What members here found most helpful. In the last 7 days. 1. ")
    assert all(f"{number}. " in alt and f": {item.helped} member" in alt for number, item in enumerate(found, 1))


@pytest.mark.parametrize("title", ["W" * 160, "Donaudampfschifffahrtsgesellschaftskapitän " * 3, "深" * 160])
def test_the_longest_title_stays_within_the_picture(catalogue: Catalogue, title: str) -> None:
    found = [replace(item, resource=replace(item.resource, title=title)) for item in helpful(catalogue, 10)]
    found[0] = replace(found[0], helped=123_456)

    picture, alt = chart(found, "W" * 200, say=ENGLISH)

    image = Image.open(BytesIO(picture)).convert("RGB")
    edge = image.crop((790, 0, 800, image.height)).getcolors()
    assert edge is not None
    assert len(edge) == 1, "something runs out of the picture"
    assert len(alt) <= 1024


def test_a_bar_is_as_long_as_its_share_of_the_longest(catalogue: Catalogue) -> None:
    found = [Helpful(entry, helped, 0, False) for entry, helped in zip(catalogue, (10, 5, 0), strict=False)]

    image = Image.open(BytesIO(chart(found, "", say=ENGLISH)[0])).convert("RGB")

    middles = [TOP + place * ROW + 63 for place in range(3)]
    track, bar = image.getpixel((620, middles[1])), image.getpixel((MARGIN + 5, middles[0]))
    lengths = [[image.getpixel((x, y)) for x in range(image.width)].count(bar) for y in middles]
    assert track != bar
    assert lengths[0] > 500
    assert abs(lengths[1] - lengths[0] / 2) <= 1
    assert 0 < lengths[2] < 20
