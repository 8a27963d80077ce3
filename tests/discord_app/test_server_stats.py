"""/server stats: what was asked, as counts that single nobody out and hold nothing that was typed."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from io import BytesIO
from typing import Any

import discord
import pytest
from PIL import Image
from simcord import Env, ResponseMessage

from bot.advise import Guide
from bot.catalogue.allowed_values import TOPICS
from bot.community.question_statistics import FLOOR, Common
from bot.discord_app import GuideClient
from bot.discord_app.moderation.statistics_picture import NUMBER, missed_chart
from bot.discord_app.ui.lettering import MARGIN, MOST_ALT, TALLEST, WIDTH
from bot.language import ENGLISH
from bot.store import Store
from tests.discord_app.test_languages import reading  # noqa: F401 - a fixture
from tests.support.base import languages
from tests.support.clock import Clock
from tests.support.simulated.limits import assert_fits
from tests.support.simulated.moderators import moderator, run
from tests.support.simulated.reading import reply, text, walk
from tests.support.simulated.server import ClosableStore, Member, Server, given

ASKED = "beginner math-light"
TELLING = (180, 83, 47)
"""The colour of the bars."""
MONTH, TOLD, NEXT_MONTH = "2027-01", "January 2027", 20 * 86_400


@pytest.fixture
def ada(server: Server) -> Member:
    return moderator(server)


def members(server: Server, count: int, name: str = "member") -> list[Member]:
    return [server.member(f"{name}{number}") for number in range(count)]


async def shown(ada: Member, **options: int) -> str:
    """The text of the card, and what its picture shows to those who do not see it."""
    card = reply(await run(ada, "stats", **options))
    assert card.ephemeral
    assert_fits(card.components)
    return "\n".join([text(card), *described(card)])


def described(card: ResponseMessage) -> list[str]:
    """The alt texts of the pictures."""
    return [item["description"] for part in walk(card.components) for item in part.get("items") or []]


def missed(stats: str) -> str:
    """What is told to be missing: by the picture, or in words where there is none."""
    if "but not found**" in stats:
        return stats.split("but not found**")[1].split("**Asked for and found")[0]
    return stats.split(f"Asked for in {TOLD}, and not found. ")[1]


def found(stats: str) -> str:
    return stats.split("for and found**")[1].split("**In this server")[0]


async def test_before_anything_was_asked_it_says_so(ada: Member) -> None:
    stats = await shown(ada)

    assert f"What was asked in {TOLD}" in stats
    assert stats.count("Nothing was asked for often enough to show.") == 2
    assert "votes: fewer than 5 · suggestions: fewer than 5" in stats
    assert "delete counts after 12 months" in stats


async def test_what_five_asked_is_shown_and_what_four_asked_is_not(ada: Member) -> None:
    five = members(ada.server, FLOOR)
    for number, member in enumerate(five):
        if number < FLOOR - 1:
            await member.recommend("advanced, heavy maths")
    assert "advanced" not in await shown(ada)
    for member in five:
        await member.recommend(ASKED)

    stats = await shown(ada)

    assert found(stats).strip() == "- beginner, light maths: 5 or more"
    assert "advanced" not in stats
    await five[4].recommend("computer vision")
    assert "- other questions: 5 or more" in found(await shown(ada))


async def test_plans_are_counted_and_what_follows_a_members_own_list_is_not(ada: Member) -> None:
    for member in members(ada.server, FLOOR):
        await member.run("next")
        await member.actor.slash(member.server.channel, "path", goal="computer vision", level="beginner")

    stats = await shown(ada)

    assert found(stats).strip() == "- beginner, about computer vision: 5 or more"
    assert missed(stats).strip().startswith("Nothing was asked for")


async def test_a_member_counts_once_a_day(ada: Member, maya: Member, clock: Clock) -> None:
    for _ in range(10):
        await maya.recommend(ASKED)
    assert "beginner" not in await shown(ada)

    for _ in range(FLOOR - 1):
        clock.seconds += 86_400
        await maya.recommend(ASKED)
    assert "- beginner, light maths: 5 or more" in found(await shown(ada))


async def test_what_was_not_found_is_told_apart_with_what_can_be_done(ada: Member) -> None:
    for member in members(ada.server, 6):
        await member.recommend("anything", format="podcast", level="advanced")

    stats = await shown(ada)

    assert missed(stats) == "Advanced, a podcast: 5 or more."
    assert "Members can add what is missing with /suggest" in stats
    assert "podcast" not in found(stats)


async def test_where_no_files_may_be_sent_words_say_it(ada: Member) -> None:
    guild = ada.server.guild
    for member in members(ada.server, 6):
        await member.recommend("anything", format="podcast", level="advanced")
    quiet = guild.create_text_channel(
        "quiet", overwrites={guild.default_role: discord.PermissionOverwrite(attach_files=False)}
    )

    card = reply(await ada.actor.slash(quiet, "server stats"))

    assert described(card) == []
    assert missed(text(card)).splitlines()[1] == "- advanced, a podcast: 5 or more"


def test_the_picture_has_a_bar_for_each_and_letters_to_read_on_a_phone() -> None:
    few = Common((("topic=nlp", 20), ("format=podcast level=advanced", 10)), 0)

    picture, alt = missed_chart(few, MONTH, ENGLISH)

    assert alt == (
        "Asked for in 2027-01, and not found. About language processing: 20 or more; Advanced, a podcast: 10 or more."
    )
    image = Image.open(BytesIO(picture)).convert("RGB")
    assert image.width == WIDTH
    columns = [[pixel == TELLING for pixel in row] for row in rows_of(image)]
    lengths = sorted({sum(row) for row in columns if any(row)})
    assert lengths[-1] == WIDTH - 2 * MARGIN - NUMBER + 1
    assert any(abs(length * 2 - lengths[-1]) < 4 for length in lengths)


@pytest.mark.parametrize("count", [1, 6, 50])
def test_the_picture_is_never_too_high_nor_its_alt_text_too_long(count: int) -> None:
    topics = [f"topic={topic} format=community level=intermediate" for topic in TOPICS[:count]]
    many = Common(tuple((one, 1000) for one in topics), 5)
    for code in languages().codes:
        picture, alt = missed_chart(many, MONTH, languages().of(code))

        assert Image.open(BytesIO(picture)).height <= TALLEST
        assert len(alt) <= MOST_ALT


def rows_of(image: Image.Image) -> Iterator[list[tuple[int, ...]]]:
    """The pixels of a picture, line by line."""
    pixels: Any = image.load()
    for y in range(image.height):
        yield [pixels[x, y] for x in range(image.width)]


async def test_every_way_of_asking_counts_but_only_in_servers(env: Env, ada: Member) -> None:
    one, two, three, four, five = members(ada.server, 5)
    channel = ada.server.channel
    assert env.bot.user is not None
    await one.actor.slash(channel, "ask", question=ASKED)
    await two.actor.send(channel, f"<@{env.bot.user.id}> {ASKED}")
    question = await one.actor.send(channel, ASKED)
    await three.actor.context_menu(channel, "Answer this", question)
    await four.recommend("hello", level="beginner", math="light")
    for word in (ASKED, "hello"):
        await five.actor.send_dm(word)
    await five.actor.user.slash("recommend", query=ASKED)
    assert "beginner" not in await shown(ada)

    await five.recommend(ASKED, private=True)

    assert found(await shown(ada)).strip() == "- beginner, light maths: 5 or more"


async def test_more_picks_reviews_and_next_are_no_questions(ada: Member, store: Store) -> None:
    for member in members(ada.server, FLOOR):
        card = reply(await member.recommend(ASKED))
        await member.actor.click(card, label="More")
        await member.run("next")
        await member.review("fast.ai")
        await member.actor.slash(ada.server.channel, "ask", question="is fast.ai worth it?")
        await member.actor.slash(ada.server.channel, "ask", question="will I get a job?")
    await shown(ada)

    assert await store.asked.of_month(ada.server.guild.id, MONTH, found=False) == {}
    kept = await store.asked.of_month(ada.server.guild.id, MONTH, found=True)
    assert kept == {"level=beginner math=light": FLOOR}


async def test_nothing_that_was_typed_is_stored_or_shown(ada: Member, opened: ClosableStore, guide: Guide) -> None:
    typed = "xylophone Ulrike 0170555"
    for member in members(ada.server, FLOOR):
        await member.recommend(f"{typed} beginner book with pytorch, I finished fast.ai, not coursera, 7 hours a week")
    stats = await shown(ada)

    assert "- beginner, about deep learning: 5 or more" in stats
    with closing(sqlite3.connect(opened.path)) as database:
        rows = database.execute("SELECT * FROM asked").fetchall()
    assert rows == [(ada.server.guild.id, MONTH, "topic=foundations level=beginner", 1, FLOOR)]
    for word in ("xylophone", "Ulrike", "0170555", "fast", "pytorch", "coursera"):
        assert word not in stats.casefold()


async def test_servers_see_their_own_counts_only(env: Env, ada: Member) -> None:
    elsewhere = Server.on(env, "Another server")
    olga = moderator(elsewhere, "olga")
    for member in members(elsewhere, FLOOR):
        await member.recommend(ASKED)

    assert "beginner" not in await shown(ada)
    assert "beginner" in await shown(olga)


async def test_months_are_shown_one_by_one(ada: Member, clock: Clock) -> None:
    for member in members(ada.server, FLOOR):
        await member.recommend(ASKED)
    clock.seconds += NEXT_MONTH

    assert "beginner" not in await shown(ada)
    assert "beginner" in await shown(ada, month=1)
    assert "beginner" not in await shown(ada, month=2)


async def test_counts_are_stored_after_a_minute_and_at_the_end(
    env: Env, ada: Member, store: Store, guide: Guide
) -> None:
    server, asked = ada.server.guild.id, "level=beginner math=light"
    await ada.recommend(ASKED)
    assert await store.asked.of_month(server, MONTH, found=True) == {}
    await env.advance_time(61)
    assert await store.asked.of_month(server, MONTH, found=True) == {asked: 1}

    await ada.server.member("zoe").recommend(ASKED)
    await env.restart_bot(GuideClient(given(guide), store, languages()))

    assert await store.asked.of_month(server, MONTH, found=True) == {asked: 2}


async def test_what_cannot_be_stored_is_kept_for_the_next_time(
    env: Env, ada: Member, opened: ClosableStore, caplog: pytest.LogCaptureFixture
) -> None:
    server = ada.server.guild.id
    await ada.recommend(ASKED)
    with closing(sqlite3.connect(opened.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        await env.advance_time(61)
        assert "could not be stored" in caplog.text
        other.execute("ROLLBACK")

    await ada.recommend("advanced, heavy maths")
    await env.advance_time(61)

    assert await opened.store.asked.of_month(server, MONTH, found=True) == {
        "level=beginner math=light": 1,
        "level=advanced math=heavy": 1,
    }


async def test_votes_are_counted_with_the_same_floor(ada: Member) -> None:
    voters = members(ada.server, 6)
    card = reply(await ada.recommend(ASKED))
    for voter in voters[:4]:
        await voter.vote(card, "deep-learning-with-python")
    assert "votes: fewer than 5" in await shown(ada)
    for voter in voters[4:]:
        await voter.vote(card, "deep-learning-with-python")

    assert "votes: 5 or more" in await shown(ada)


async def test_combinations_are_told_in_the_reader_s_language(ada: Member, reading: Callable[[str, str], None]) -> None:  # noqa: F811
    for member in members(ada.server, FLOOR):
        await member.recommend(ASKED)
    reading("de", "en-US")

    assert "- Einsteiger, wenig Mathematik: " in await shown(ada)


@pytest.mark.simcord(check_errors=False)
async def test_a_client_that_never_started_closes(guide: Guide, store: Store) -> None:
    async with GuideClient(given(guide), store, languages()) as client:
        pass

    assert client.is_closed()


async def test_what_was_counted_is_stored_when_the_bot_leaves(env: Env, ada: Member, store: Store) -> None:
    await ada.recommend(ASKED)

    await env.bot.close()

    assert await store.asked.of_month(ada.server.guild.id, MONTH, found=True) == {"level=beginner math=light": 1}
