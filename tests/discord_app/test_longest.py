"""Every kind of reply from a catalogue whose every field is as long as it may be, on a simulated Discord."""

import re
from typing import Any

import pytest
from simcord import Env, ResponseMessage

from bot.advise import Guide
from bot.advise.unanswered import NOT_ABOUT_LEARNING, OUT_OF_SCOPE
from bot.catalogue import Catalogue, Resource
from bot.catalogue.allowed_values import TOPICS
from bot.discord_app import GuideClient
from bot.store import Store
from bot.understand import Lexicon
from tests.support.longest import longest_entry, slug
from tests.support.simulated.reading import ids, text
from tests.support.simulated.server import Member
from tests.support.simulated.watch import Watch, usable

KINDS_OF_TEXT = (
    pytest.param("W", id="one word", marks=pytest.mark.trial),
    pytest.param("words of a usual length ", id="words"),
    pytest.param("a[b](c) *d* `e` <@1> @here ", id="markup", marks=pytest.mark.trial),
)
OWN = ("mercury", "venus", "hygiea", "saturn", "uranus", "neptune", "pluto", "ceres", "eris", "makemake")
"""A nickname for each entry, and how its title begins."""
SHARED = "the planets of our system"
LONGEST_TOPICS = tuple(sorted(TOPICS, key=len)[-6:])
LINKED = re.compile(r"^\*\*\[.*\]\(https://a\.example/u{282}\)\*\*$", re.MULTILINE)
FOOT = "From a curated list."
CHECKED = "Last checked in January 2026."
QUESTIONS = {
    "picks": "beginner, no maths, free, a course, about reinforcement learning, with pytorch, hands-on, a certificate",
    "next after much": "I finished mercury and venus, what next",
    "verdict": "is saturn any good?",
    "which one": f"is {SHARED} any good?",
    "two": "mercury vs venus?",
    "three": "compare mercury, venus and hygiea",
    "four": "compare mercury, venus, hygiea and saturn",
    "plan": "plan to get ready for makemake, beginner, 7 hours a week for 50 weeks",
    "out of scope": "which gpu should I buy",
    "not about this": "how do I cook pasta",
}
HEADINGS = {
    "picks": "**Next:**", "next after much": "this comes next", "verdict": "**Good for:**",
    "which one": "Which one do you mean?", "two": "**B: [", "three": "**C: [", "four": "**D: [",
    "plan": "Your plan for", "out of scope": OUT_OF_SCOPE, "not about this": NOT_ABOUT_LEARNING,
}  # fmt: skip
FEET = {
    "picks": CHECKED, "next after much": CHECKED, "verdict": FOOT, "two": FOOT, "three": FOOT, "four": FOOT,
    "plan": FOOT,
}  # fmt: skip
"""What the small print of a reply with entries says of when they were checked; other replies name none."""


def entry(place: int, text: str) -> Resource:
    """The entry at a place of a chain in which each builds on the one before, as long as can be."""
    name = OWN[place]
    base = longest_entry(text, topics=LONGEST_TOPICS, level=("beginner", "advanced"), math="light", cost="freemium")
    fields: dict[str, Any] = {
        "id": slug(f"{name}-{place}"), "title": (name + " " + base.title)[:160], "requires": _skills(place - 1, place),
        "teaches": _skills(place, place + 1), "aliases": (name, SHARED, *base.aliases), "part_of": None,
        "status": "dated", "format": "exercises" if place % 3 == 2 else "community",
    }  # fmt: skip
    return longest_entry(text, **{field: getattr(base, field) for field in base.__struct_fields__} | fields)


def _skills(first: int, end: int) -> tuple[str, ...]:
    return tuple(slug(f"skill-{number}") for number in range(max(first, 0), end))


@pytest.fixture(params=KINDS_OF_TEXT, scope="module")
def longest(request: pytest.FixtureRequest) -> Catalogue:
    return Catalogue(tuple(entry(place, request.param) for place in range(len(OWN))))


@pytest.fixture(scope="module")
def guide(longest: Catalogue) -> Guide:
    """What the bot in this module answers from."""
    return Guide(longest, Lexicon.shipped())


@pytest.fixture
def watch(env: Env, maya: Member, caplog: pytest.LogCaptureFixture) -> Watch:
    return Watch(env, maya.actor, caplog, markup=())


async def called(watch: Watch, member: Member, command: str, **options: Any) -> ResponseMessage:
    return watch.checked(await member.actor.slash(member.server.channel, command, **options))[0]


def first(values: list[str]) -> str:
    return values[0]


@pytest.mark.parametrize("kind", QUESTIONS)
async def test_every_kind_of_reply_fits(watch: Watch, maya: Member, kind: str) -> None:
    card = await called(watch, maya, "ask", question=QUESTIONS[kind])

    assert HEADINGS[kind] in text(card)
    assert [foot for foot in (FOOT, CHECKED) if foot in text(card)] == [foot for foot in (FEET.get(kind),) if foot]
    await watch.press_everything(card, first)


async def test_all_picks_page_by_page(watch: Watch, maya: Member) -> None:
    pages = [await called(watch, maya, "recommend", query="beginner, light maths")]
    while more := ids(pages[-1], "more"):
        pages += watch.checked(await maya.press(pages[-1], f"more:1:{more[0]}"))
    votable = [id_ for card in pages for id_ in ids(card, "vote")]

    assert len(votable) == len(set(votable)) == len(OWN)
    for card in pages:  # only now, since a vote may change the order among equals
        assert text(card).endswith(CHECKED)
        assert len(LINKED.findall(text(card))) == len(ids(card, "vote"))
        await watch.press_everything(card, first)


async def test_nothing_fits(watch: Watch, maya: Member) -> None:
    card = await called(watch, maya, "recommend", query="", level="advanced", math="none", format="book", cost="free")

    assert "Nothing in my list fits" in text(card)
    await watch.press_everything(card, first)


async def test_every_verdict(watch: Watch, maya: Member) -> None:
    for name in OWN:
        card = await called(watch, maya, "review", name=name)
        assert ids(card, "vote")
        assert text(card).splitlines()[-1].startswith(f"-# {FOOT}")
        await watch.press_everything(card, first)


async def test_every_verdict_with_the_longest_reviews(
    watch: Watch, maya: Member, store: Store, longest: Catalogue
) -> None:
    for number, written in enumerate(longest, 1):
        for author in range(4):
            await store.reviews.write(
                maya.server.guild.id, written.id, author, "W" * 500, "W" * 100, id_=10 * number + author
            )
    for name in OWN:
        card = await called(watch, maya, "review", name=name)
        assert ids(card, "write") == ids(card, "reviews") == ids(card, "vote")
        assert text(card).splitlines()[-1].startswith(f"-# {FOOT}")
        pages = await watch.press_everything(card, first)
        assert any(text(page).count("W" * 500) == 4 for page in pages)


async def test_the_longest_of_the_most_helpful(
    watch: Watch, maya: Member, store: Store, longest: Catalogue, simcord_bot: GuideClient
) -> None:
    for place, voted in enumerate(longest):
        for voter in range(place + 1):
            await store.votes.toggle(maya.server.guild.id, voted.id, voter)
    simcord_bot.services.servers.changed(maya.server.guild.id)

    card = await called(watch, maya, "top", private=True)

    assert len(ids(card, "review")) == len(OWN)
    assert text(card).count("found it helpful") == len(OWN)
    await watch.press_everything(card, first)


async def test_a_name_of_six_thousand_letters(watch: Watch, maya: Member) -> None:
    card = await called(watch, maya, "review", name="xyzzy " * 1000)

    assert "Nothing in my list is called" in text(card)


async def test_two_by_name(watch: Watch, maya: Member) -> None:
    card = await called(watch, maya, "compare", first="mercury", second="pluto")

    assert len(ids(card, "vote")) == 2


async def test_a_plan_that_does_not_fit(watch: Watch, maya: Member) -> None:
    card = await called(watch, maya, "path", goal="makemake", level="beginner", hours=1.0, weeks=2.0, cost="paid")

    assert "Your plan for" in text(card)
    assert FOOT in text(card)
    await watch.press_everything(card, first)


async def test_a_long_plan(watch: Watch, maya: Member) -> None:
    card = await called(watch, maya, "path", goal="makemake")

    assert "**8. " in text(card)
    assert FOOT in text(card)
    await watch.press_everything(card, first)


async def test_every_page_of_the_list(watch: Watch, maya: Member) -> None:
    card = await called(watch, maya, "browse", level="beginner", private=True)
    await watch.press_everything(card, first)
    chosen = {"level": "intermediate", "math": "moderate", "cost": "subscription", "topic": LONGEST_TOPICS[-1]}
    await watch.press_everything(await called(watch, maya, "browse", **chosen), first)


async def test_the_longest_list_of_what_is_done(watch: Watch, maya: Member, store: Store, longest: Catalogue) -> None:
    for number, marked in enumerate(longest):
        await store.progress.mark(maya.actor.id, marked.id, "done" if number % 2 else "doing")

    card = await called(watch, maya, "my progress")
    assert "Your list" in text(card)
    assert len(usable(card)["mark:1"]["options"]) == 25
    await watch.press_everything(await called(watch, maya, "next"), first)
    await called(watch, maya, "my export")
    await called(watch, maya, "path", goal="makemake")


async def test_suggestions_of_the_longest_names(maya: Member) -> None:
    for command, option in (("recommend", "query"), ("review", "name"), ("compare", "first")):
        for typed in ("", "mer", "words", "w"):
            choices = await maya.choices(command, option, typed)
            assert len(choices) <= 25
            assert all(1 <= len(choice[key]) <= 100 for choice in choices for key in ("name", "value"))
