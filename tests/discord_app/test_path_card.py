"""Plans on cards: they fit whatever is in them, and the picture goes with words that say the same."""

import re
from io import BytesIO
from typing import Any

import discord
import pytest
from msgspec.structs import replace
from PIL import Image, ImageColor
from PIL.ImageFont import FreeTypeFont
from PIL.ImageText import Text

from bot.advise import Guide
from bot.advise.plans.plan import Dropped, Passed, Plan, Step
from bot.advise.plans.planner import plan
from bot.discord_app.questions.buttons import MOST_QUESTION, controls, post_button
from bot.discord_app.questions.plan_card import PICTURE, path_card
from bot.discord_app.questions.plan_picture import HERE, trail
from bot.discord_app.ui import lettering
from bot.discord_app.ui.lettering import FAINT, INK, PAPER, SMALLEST, TALLEST, WIDTH, height, paragraph
from bot.discord_app.ui.trail import ACCENT, DONE, TITLE
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
    card = path_card(found, trail(found, ENGLISH), say=ENGLISH)
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
    pictures = trail(found, ENGLISH)
    names = [PICTURE.format(number=number) for number in range(1, len(pictures) + 1)]
    assert [attachment.filename for attachment in message.attachments] == names
    galleries = [part for part in walk(components) if part["type"] == GALLERY]
    assert [gallery["items"][0]["description"] for gallery in galleries] == [alt for _, alt in pictures]
    assert "Build:" not in shown(components), "the pictures say it"
    words = path_card(found, say=ENGLISH)
    without = await server.env.bot.get_partial_messageable(server.channel.id).send(view=words)
    assert shown(parts(without)).count("Build:") == sum(bool(step.build) for step in found.steps)
    for number, step in enumerate(found.steps, 1):
        assert f"**{number}. [{step.resource.title.partition(':')[0]}" in shown(components)
        assert step.resource.url in shown(components)


async def test_a_plan_reads_in_order(server: Server, guide: Guide) -> None:
    card = path_card(planned(guide, QUESTIONS[0]), say=ENGLISH)
    message = await server.env.bot.get_partial_messageable(server.channel.id).send(view=card)

    lines = shown(parts(message)).split("\n")
    assert re.fullmatch(r'\*\*Your plan for "Deep Learning": \d steps, about \d+ hours, \d+ weeks\.\*\*', lines[0])
    assert lines[1] == "Understood: beginner, 6 hours a week, within 40 weeks."
    assert lines[2].startswith("**Learn elsewhere first:** Python basics, linear algebra, calculus and probability.")
    goal = [line for line in lines if re.match(r"\*\*\d\. \[", line)][-1]
    assert goal.endswith(" hours, our estimate. Dated, but still worth it.")
    assert lines[-1].startswith("-# From a curated list.")
    assert not any(part["type"] == GALLERY for part in walk(parts(message)))


async def test_no_plan_says_so(server: Server, guide: Guide) -> None:
    card = path_card(planned(guide, "plan for graph neural networks, advanced"), say=ENGLISH)
    message = await server.env.bot.get_partial_messageable(server.channel.id).send(view=card)
    assert shown(parts(message)).startswith("**No plan for graph networks yet**")


@pytest.mark.parametrize("count", [8, 12])
@pytest.mark.parametrize("address", ["https://a.example/", f"https://a.example/{'x' * 280}"])
async def test_the_longest_plan_fits(server: Server, guide: Guide, count: int, address: str) -> None:
    long = longest(guide, count, address)

    components = parts(await sent(server, long))

    assert_fits(components)
    assert "**8. " in shown(components)
    assert shown(components).count("**8. ") == 1
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
async def test_the_longest_plan_fits_with_votes_and_all_its_buttons(server: Server, guide: Guide, count: int) -> None:
    long = longest(guide, count, f"https://a.example/{'x' * 280}")
    steps = tuple(
        replace(step, resource=replace(step.resource, id=f"entry-{number}")) for number, step in enumerate(long.steps)
    )
    card = path_card(replace(long, steps=steps), trail(long, ENGLISH), voted({"entry-0": 123_456}), say=ENGLISH)
    card.row(controls("x" * MOST_QUESTION, [step.resource for step in steps], ENGLISH, goes_on=999))
    card.row([post_button(ENGLISH)])
    channel = server.env.bot.get_partial_messageable(server.channel.id)

    components = parts(await channel.send(view=card, files=card.files()))

    assert_fits(components)
    votes = [part["custom_id"] for part in walk(components) if part.get("custom_id", "").startswith("vote:")]
    assert votes == [f"vote:1:entry-{number}" for number in range(min(count, 8))]
    assert "Helpful · 123456" in str(components)
    assert shown(components).split("\n")[-1].startswith("-# From a curated list.")


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_pictures_open_and_their_words_name_every_step(guide: Guide, question: str) -> None:
    found = planned(guide, question)
    pictures = trail(found, ENGLISH)
    told = " ".join(alt for _, alt in pictures)
    for picture, alt in pictures:
        image = Image.open(BytesIO(picture))
        image.load()
        assert image.format == "PNG"
        assert image.width == WIDTH
        assert len(picture) < 100_000
        assert len(alt) <= 1024
    for number, step in enumerate(found.steps, 1):
        assert re.search(rf"\b{number}\. {re.escape(step.reach)}", told, re.IGNORECASE)
        assert step.build.rstrip(".")[1:] in told
    assert told.count(HERE) == 1
    assert trail(found, ENGLISH) == pictures


@pytest.mark.parametrize("count", [1, 8, 12])
def test_the_pictures_of_any_plan_stay_within_their_frames(guide: Guide, count: int) -> None:
    found = longest(guide, count, "https://a.example/")
    steps = tuple(replace(step, reach="wide " * 19, build="many words " * 14) for step in found.steps)
    pictures = [*trail(replace(found, steps=steps), ENGLISH), *trail(found, ENGLISH)]
    for picture, alt in pictures:
        image = Image.open(BytesIO(picture)).convert("RGB")
        assert image.height <= TALLEST
        assert len(alt) <= 1024
        edge = image.crop((WIDTH - 20, 0, WIDTH, image.height)).getcolors()
        assert edge is not None
        assert len(edge) == 1, "something runs out of the picture"
    told = " ".join(alt for _, alt in pictures)
    assert all(f" {number}. {('wide ' * 19).strip().capitalize()}" in told for number in range(1, min(count, 8) + 1))


def test_letters_measure_twelve_css_pixels_where_a_picture_is_shown_smallest() -> None:
    """A phone shows it 260 wide and Discord on a computer at most 350 high; no picture is higher than fits both."""
    assert (lettering.SHOWN_WIDTH, lettering.SHOWN_HEIGHT) == (260, 350)
    least = min(260 / WIDTH, 350 / TALLEST)
    assert min(SMALLEST, TITLE) * least >= 12
    assert size_of(paragraph("Any words", 8, 600)) * least >= 12


def size_of(text: Text[str]) -> float:
    assert isinstance(text.font, FreeTypeFont)
    return text.font.size


def test_all_words_of_a_paragraph_are_there_and_within_their_room() -> None:
    words = "Wahrscheinlichkeitsrechnung und Aufmerksamkeitsmechanismen, " + "W" * 60
    text = paragraph(words, TITLE, 660, strong=True)
    lines = text.text.split("\n")
    assert isinstance(text.font, FreeTypeFont)
    assert "".join(text.text.split()) == "".join(words.split())
    assert max(map(text.font.getlength, lines)) <= 660
    assert height(text) >= len(lines) * TITLE


@pytest.mark.parametrize(("colour", "ground"), [(INK, PAPER), (FAINT, PAPER), (ACCENT, PAPER), (DONE, PAPER)])
def test_letters_and_signs_stand_out_from_the_page(guide: Guide, colour: str, ground: str) -> None:
    """By at least 4.5 to 1, and so do signs in the colour of the page on them; it has this ground in every theme."""
    lighter, darker = sorted((luminance(ground), luminance(colour)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5
    found = planned(guide, "I finished fast.ai, plan for nlp in 8 weeks")
    (picture, _), *_ = trail(replace(found, done=(Passed("Python"), Passed("maths", is_assumed=True))), ENGLISH)
    drawn = Image.open(BytesIO(picture)).convert("RGB").getcolors(1 << 20)
    assert drawn is not None
    assert any(distance(ImageColor.getrgb(colour), seen) < 12 for _, seen in drawn if isinstance(seen, tuple))


def luminance(colour: str) -> float:
    """As WCAG defines it."""
    shares = [value / 255 for value in ImageColor.getrgb(colour)[:3]]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def distance(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    return max(abs(first - second) for first, second in zip(one, other, strict=True))


def test_a_plan_without_time_shows_hours(guide: Guide) -> None:
    found = plan(guide.catalogue, guide.index, ParsedQuery(topics=("computer-vision",)), say=ENGLISH)
    told = " ".join(alt for _, alt in trail(found, ENGLISH))
    assert " hours" in told
    assert "week" not in told


async def test_what_is_done_is_ticked_and_said_in_one_line(server: Server, guide: Guide) -> None:
    found = planned(guide, "plan for nlp, intermediate, I know Python, I finished fast.ai")
    assert [passed.is_assumed for passed in found.done].count(False) == 2
    message = await sent(server, found)
    lines = shown(parts(message)).split("\n")
    (line,) = (line for line in lines if line.startswith("Done: "))
    told = trail(found, ENGLISH)[0][1]
    assert "Python basics" in line
    assert "Practical Deep Learning" in line
    assert "Done: Python basics." in told
    assert told.index("Done: ") < told.index(HERE)
    assert not any("you know" in other or "done:" in other for other in lines if other != line)
