"""Plans on cards: they fit whatever is in them, and the picture goes with words that say the same."""

from io import BytesIO
from typing import Any

import discord
import pytest
from msgspec.structs import replace
from PIL import Image

from bot.advise import Guide
from bot.advise.plans.planner import Dropped, Plan, Step, plan
from bot.discord_app.members.buttons import mark_menu
from bot.discord_app.questions.buttons import correction_menu, post_button
from bot.discord_app.questions.plan_card import PICTURE, path_card
from bot.discord_app.questions.plan_picture import timeline
from bot.language import ENGLISH
from bot.understand import ParsedQuery
from tests.support.made import knowing, voted
from tests.support.simulated.limits import assert_fits
from tests.support.simulated.reading import TEXT, walk
from tests.support.simulated.server import Server

GALLERY = 12
QUESTIONS = (
    "get me ready for the Goodfellow book, beginner, 6 hours a week for 40 weeks",
    "roadmap to computer vision, 5 hours a week, no heavy maths",
    "roadmap to computer vision, intermediate, 5 hours a week for 8 weeks, not fast.ai",
    "learn diffusion models step by step",
    "I finished fast.ai, plan for nlp in 8 weeks",
    "plan: learn computer vision, beginner, 3 hours a week in 4 weeks",
)


def planned(guide: Guide, question: str) -> Plan:
    return plan(guide.catalogue, guide.index, guide.parse(question), say=ENGLISH)


async def sent(server: Server, found: Plan) -> discord.Message:
    """The message as Discord has it, with the picture."""
    card = path_card(found, timeline(found, say=ENGLISH), say=ENGLISH)
    channel = server.env.bot.get_partial_messageable(server.channel.id)
    return await channel.send(view=card, files=card.files())


def parts(message: discord.Message) -> list[dict[str, Any]]:
    return [component.to_dict() for component in message.components]  # type: ignore[misc]


def shown(components: list[dict[str, Any]]) -> str:
    return "\n".join(part["content"] for part in walk(components) if part["type"] == TEXT)


@pytest.mark.parametrize("question", QUESTIONS)
async def test_a_plan_is_shown_with_its_picture(server: Server, guide: Guide, question: str) -> None:
    found = planned(guide, question)

    message = await sent(server, found)

    components = parts(message)
    assert_fits(components)
    assert [attachment.filename for attachment in message.attachments] == [PICTURE]
    (gallery,) = (part for part in walk(components) if part["type"] == GALLERY)
    assert gallery["items"][0]["description"] == timeline(found, say=ENGLISH)[1]
    assert shown(components).count("**Why here:**") == len(found.steps)
    assert shown(components).count("**Build:**") == len(found.steps)
    for number, step in enumerate(found.steps, 1):
        assert f"**{number}. [{step.resource.title[:60]}" in shown(components)
        assert step.resource.url in shown(components)


async def test_a_plan_reads_in_order(server: Server, guide: Guide) -> None:
    card = path_card(planned(guide, QUESTIONS[0]), None, say=ENGLISH)
    message = await server.env.bot.get_partial_messageable(server.channel.id).send(view=card)

    lines = shown(parts(message)).split("\n")
    assert lines[0] == '## Your plan for "Deep Learning"'
    assert lines[1] == "Understood: beginner, 6 hours a week, within 40 weeks."
    assert lines[2].startswith("**Learn elsewhere first:** Python basics, linear algebra, calculus and probability.")
    goal = [line for line in lines if line.startswith("**Takes:**")][-1]
    assert " hours, our estimate, in weeks " in goal
    assert goal.endswith("Note: Dated, but still worth it.")
    assert lines[-1].startswith("-# From a curated list.")
    assert not any(part["type"] == GALLERY for part in walk(parts(message)))


async def test_no_plan_says_so(server: Server, guide: Guide) -> None:
    card = path_card(planned(guide, "plan for graph neural networks, advanced"), None, say=ENGLISH)
    message = await server.env.bot.get_partial_messageable(server.channel.id).send(view=card)
    assert shown(parts(message)).startswith("## No plan for graph networks yet")


@pytest.mark.parametrize("count", [8, 12])
@pytest.mark.parametrize("address", ["https://a.example/", f"https://a.example/{'x' * 280}"])
async def test_the_longest_plan_fits(server: Server, guide: Guide, count: int, address: str) -> None:
    long = longest(guide, count, address)

    components = parts(await sent(server, long))

    assert_fits(components)
    assert "**8. " in shown(components)
    assert shown(components).count("**Why here:**") == 8
    assert shown(components).split("\n")[-1].startswith("-# From a curated list.")


def longest(guide: Guide, count: int, address: str) -> Plan:
    found = planned(guide, QUESTIONS[1])
    entry = replace(found.steps[0].resource, title="W" * 160, url=address)
    step = Step(entry, (0.0, 10.0), (4000, 5000), "w" * 600, "w" * 90, ("nlp",) * 9, "need", True, "w" * 300)
    dropped = (Dropped(entry, "w" * 200),) * 9
    query = replace(guide.parse("beginner, light maths, free, books, pytorch, nlp and vision"), weeks=1000.0)
    skills = knowing(*(f"a-rather-long-skill-{number}" for number in range(30)))
    return replace(found, query=query, goal_name="w" * 160, steps=(step,) * count, dropped=dropped,
                   missing_skills=skills, message="w " * 250)  # fmt: skip


@pytest.mark.parametrize("count", [1, 6, 7, 8, 12])
async def test_the_longest_plan_fits_with_votes_and_all_its_menus(server: Server, guide: Guide, count: int) -> None:
    long = longest(guide, count, f"https://a.example/{'x' * 280}")
    steps = tuple(
        replace(step, resource=replace(step.resource, id=f"entry-{number}")) for number, step in enumerate(long.steps)
    )
    card = path_card(replace(long, steps=steps), timeline(long, say=ENGLISH), voted({"entry-0": 123_456}), say=ENGLISH)
    card.row([correction_menu("x" * 94, ENGLISH, with_formats=False)])
    card.row([mark_menu((step.resource for step in steps), ENGLISH)])
    card.row([post_button(ENGLISH)])
    channel = server.env.bot.get_partial_messageable(server.channel.id)

    components = parts(await channel.send(view=card, files=card.files()))

    assert_fits(components)
    votes = [part["custom_id"] for part in walk(components) if part.get("custom_id", "").startswith("vote:")]
    assert votes == [f"vote:1:entry-{number}" for number in range(min(count, 8))]
    assert "Helped me · 123456" in str(components)
    assert shown(components).split("\n")[-1].startswith("-# From a curated list.")


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_picture_opens_and_its_words_name_every_step(guide: Guide, question: str) -> None:
    found = planned(guide, question)
    picture, alt = timeline(found, say=ENGLISH)
    image = Image.open(BytesIO(picture))
    image.load()
    assert image.format == "PNG"
    assert image.width == 800
    assert 270 <= image.height <= 1200
    assert len(picture) < 100_000
    assert len(alt) <= 1024
    assert all(step.resource.title in alt for step in found.steps)
    assert timeline(found, say=ENGLISH) == (picture, alt)


@pytest.mark.parametrize("count", [0, 1, 8, 12])
def test_the_picture_of_any_plan_stays_within_its_frame(guide: Guide, count: int) -> None:
    found = longest(guide, count, "https://a.example/")
    picture, alt = timeline(found, say=ENGLISH)
    image = Image.open(BytesIO(picture))
    assert image.size[1] <= 1200
    assert len(alt) <= 1024
    assert all(f" {number}. W" in alt for number in range(1, min(count, 8) + 1))
    edge = image.convert("RGB").crop((790, 0, 800, image.height)).getcolors()
    assert edge is not None
    assert len(edge) == 1, "something runs out of the picture"


def test_a_plan_without_time_shows_hours(guide: Guide) -> None:
    found = plan(guide.catalogue, guide.index, ParsedQuery(topics=("computer-vision",)), say=ENGLISH)
    assert " hours" in timeline(found, say=ENGLISH)[1]
    assert "week" not in timeline(found, say=ENGLISH)[1]
