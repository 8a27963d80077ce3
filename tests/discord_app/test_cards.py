"""Every card that the shipped entries can lead to fits into what Discord accepts."""

from typing import Any

import pytest

from bot.advise import Guide
from bot.advise.answers import Pick, Recommendation, Verdict, WhichOne
from bot.catalogue import Catalogue
from bot.discord_app.buttons import CorrectionSelect, MoreButton
from bot.discord_app.card import Card
from bot.discord_app.cards import recommendation_card, verdict_card, which_card
from bot.understand import ParsedQuery
from tests.advise.made import voted
from tests.discord_app.conftest import Server
from tests.discord_app.reading import BUTTON, walk
from tests.seed import IDS

ENTRIES = IDS
MOST_TEXT, MOST_COMPONENTS, MOST_OPTIONS, MOST_ALT = 4000, 40, 25, 1024
LONGEST_LABEL, LONGEST_ID, LONGEST_URL, LONGEST_PLACEHOLDER = 80, 100, 512, 150
SELECT = 3


async def sent(server: Server, card: Card) -> list[dict[str, Any]]:
    """The components as Discord has them, after it accepted the card."""
    message = await server.env.bot.get_partial_messageable(server.channel.id).send(view=card)
    return [component.to_dict() for component in message.components]  # type: ignore[misc]


def assert_fits(components: list[dict[str, Any]]) -> None:
    """All limits that Discord sets to the parts of one message, nested ones included."""
    parts = list(walk(components))
    pressed = [part for part in parts if part["type"] == BUTTON]
    assert sum(len(part.get("content") or "") for part in parts) <= MOST_TEXT
    assert len(parts) <= MOST_COMPONENTS
    assert all(1 <= len(button["label"]) <= LONGEST_LABEL for button in pressed)
    assert all(len(button.get("url") or "") <= LONGEST_URL for button in pressed)
    assert all(len(item.get("description") or "") <= MOST_ALT for part in parts for item in part.get("items") or [])
    marks = [part["custom_id"] for part in parts if part.get("custom_id")]
    assert len(marks) == len(set(marks))
    assert all(len(mark) <= LONGEST_ID for mark in marks)
    for select in (part for part in parts if part["type"] == SELECT):
        assert_select_fits(select)


def assert_select_fits(select: dict[str, Any]) -> None:
    options = select["options"]
    assert 1 <= len(options) <= MOST_OPTIONS
    assert len({option["value"] for option in options}) == len(options)
    assert all(1 <= len(option[name]) <= LONGEST_ID for option in options for name in ("label", "value"))
    assert all(len(option.get("description") or "") <= LONGEST_ID for option in options)
    assert len(select.get("placeholder") or "") <= LONGEST_PLACEHOLDER


@pytest.mark.parametrize("votable", [True, False])
async def test_the_verdict_on_each_of_all_entries_fits(whole: Guide, votable: bool) -> None:
    for entry in whole.catalogue:
        verdict = whole.review(entry.id)
        assert isinstance(verdict, Verdict)
        assert_fits(verdict_card(verdict, votable=votable).to_components())  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("votable", [True, False])
@pytest.mark.parametrize("id_", ENTRIES)
async def test_every_verdict_fits(server: Server, guide: Guide, id_: str, votable: bool) -> None:
    verdict = guide.review(id_, voted({id_: 123_456}))
    assert isinstance(verdict, Verdict)

    components = await sent(server, verdict_card(verdict, votable=votable))

    assert_fits(components)
    assert ("Helped me · 123456" in str(components)) is votable
    assert "…" not in str(components), "something of the verdict was cut"


def extras(question: str) -> dict[str, Any]:
    """Everything that may stand under picks."""
    return {"more": MoreButton(3, question), "correction": CorrectionSelect(question)}


@pytest.mark.parametrize("votable", [True, False])
@pytest.mark.parametrize("start", range(0, len(ENTRIES), 3))
async def test_every_entry_fits_among_picks(server: Server, guide: Guide, start: int, votable: bool) -> None:
    everything = guide.recommend(ParsedQuery(intent="recommend"), limit=0)
    picks = everything.picks[start : start + 3]
    found = Recommendation(everything.query, picks, everything.total)

    components = await sent(server, recommendation_card(found, votable=votable, shown=start, **extras("l0.m1")))

    assert_fits(components)
    for number, pick in enumerate(picks, start=start + 1):
        assert f"**{number}. [" in str(components)
        assert pick.resource.url in str(components)


async def test_the_longest_picks_fit(server: Server, catalogue: Catalogue) -> None:
    longest = sorted(catalogue, key=lambda entry: -len(entry.summary + entry.title + entry.url))[:3]
    picks = tuple(Pick(entry, 1.0, ("x" * 400,) * 4, ("y" * 400,) * 2, 99) for entry in longest)
    found = Recommendation(ParsedQuery(level="beginner"), picks, 16)

    components = await sent(server, recommendation_card(found, votable=True, **extras("l0")))

    assert_fits(components)
    assert "**3. [" in str(components)


async def test_a_question_back_with_many_namesakes_fits(server: Server, catalogue: Catalogue) -> None:
    card = which_card(WhichOne("x" * 6000, catalogue.resources[:5]))

    assert_fits(await sent(server, card))
