"""Every card that the shipped entries can lead to fits into what Discord accepts."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from discord import ui
from msgspec.structs import replace

from bot.advise import Advised, Guide, Recommendation
from bot.advise.answers import Near, Pick, Verdict, WhichOne
from bot.advise.mentor import noted
from bot.advise.plans.routed import routed
from bot.advise.ranking.recommend import NO_MORE
from bot.advise.ranking.voice import SILENCE
from bot.advise.wording.compose import Reply, reply_of
from bot.catalogue import Catalogue
from bot.catalogue.advice import Note
from bot.discord_app.questions.buttons import MOST_QUESTION, POST, controls, post_button
from bot.discord_app.questions.cards import TOLD_IN_ENGLISH, more_card, reply_card, which_card
from bot.discord_app.questions.presses import take_out
from bot.discord_app.ui.card import Card
from bot.discord_app.ui.text import shown
from bot.discord_app.verdicts.cards import verdict_card
from bot.discord_app.verdicts.details import Details, details_card
from bot.language import ENGLISH
from bot.understand import ParsedQuery
from tests.support.base import IDS, languages
from tests.support.made import voted
from tests.support.simulated.limits import assert_fits, sent
from tests.support.simulated.reading import TEXT, walk
from tests.support.simulated.server import Server

ENTRIES = IDS


@pytest.mark.parametrize("votable", [True, False])
async def test_the_verdict_on_each_of_all_entries_fits(whole: Guide, votable: bool) -> None:
    for entry in whole.catalogue:
        verdict = whole.review(entry.id)
        assert isinstance(verdict, Verdict)
        for card in (verdict_card(verdict, ENGLISH, votable=votable), details(verdict, votable=votable)):
            assert_fits(card.to_components())  # type: ignore[no-untyped-call]


def details(verdict: Verdict, *, votable: bool) -> Card:
    """Everything about an entry, with most buttons that there may be."""
    others = tuple(similar for similar in verdict.similar[:2] if similar.id != verdict.resource.id)
    return details_card(Details(verdict, (verdict.resource, *others), "doing", "", (), votable), ENGLISH)


@pytest.mark.parametrize("votable", [True, False])
@pytest.mark.parametrize("id_", ENTRIES)
async def test_every_verdict_fits(server: Server, guide: Guide, id_: str, votable: bool) -> None:
    verdict = guide.review(id_, voted({id_: 123_456}))
    assert isinstance(verdict, Verdict)

    for card in (verdict_card(verdict, ENGLISH, votable=votable), details(verdict, votable=votable)):
        components = await sent(server, card)

        assert_fits(components)
        assert ("Helpful · 123456" in str(components)) is votable
        assert "…" not in str(components), "something of the verdict was cut"


def all_text(components: list[dict[str, Any]]) -> str:
    """All text of a message."""
    return "\n".join(part["content"] for part in walk(components) if part["type"] == TEXT)


def extras(question: str, *picks: Pick) -> dict[str, Any]:
    """Everything that may stand around picks."""
    entries = [pick.resource for pick in picks]
    return {"buttons": controls(question, entries, ENGLISH, goes_on=999), "lead": "Same question, but free:"}


@pytest.mark.parametrize("votable", [True, False])
@pytest.mark.parametrize("start", range(0, len(ENTRIES), 3))
async def test_every_entry_fits_among_picks(server: Server, guide: Guide, start: int, votable: bool) -> None:
    found = guide.recommend(ParsedQuery(intent="recommend"), limit=0)
    picks = found.picks[start : start + 3]
    reply = replace(reply_of(found, say=ENGLISH), picks=picks)

    first = await sent(server, reply_card(reply, found.query, ENGLISH, votable=votable, **extras("l0.m1", *picks)))
    further = Recommendation(found.query, picks, 99)
    buttons = controls("l0.m1", [pick.resource for pick in picks], ENGLISH, goes_on=start + 3)
    later = await sent(server, more_card(further, ENGLISH, votable=votable, buttons=buttons))

    for components in (first, later):
        assert_fits(components)
        for pick in picks:
            assert f"]({pick.resource.url})**\n{shown(pick.line)}\n" in all_text(components)


async def test_a_page_of_further_picks_without_any_says_so(server: Server) -> None:
    components = await sent(
        server, more_card(Recommendation(ParsedQuery(), (), 3, message=NO_MORE), votable=True, say=ENGLISH)
    )

    assert all_text(components) == NO_MORE


async def test_the_longest_picks_fit(server: Server, catalogue: Catalogue) -> None:
    longest = sorted(catalogue, key=lambda entry: -len(entry.title + entry.url))[:3]
    picks = tuple(Pick(entry, 1.0, ("x" * 400,) * 4, ("y" * 400,) * 2, 99, "z" * 400) for entry in longest)
    near = tuple(Near(f"note-{number}" + "s" * 54, "q" * 300) for number in range(5))
    reply = Reply("a" * 600, "b" * 600, picks, "n" * 600, ("u" * 300,) * 3, near, "note", date(2026, 11, 1))

    parts_ = reply_card(
        reply, ParsedQuery(level="beginner"), ENGLISH, votable=True, **extras("l" * MOST_QUESTION, *picks)
    )
    components = await sent(server, parts_)

    assert_fits(components)
    assert all(f"]({entry.url})**" in all_text(components) for entry in longest)


@pytest.mark.parametrize("votable", [True, False])
async def test_what_each_note_says_to_anyone_fits(whole: Guide, votable: bool) -> None:
    for note in whole.catalogue.advice.notes.values():
        for version in versions(note):
            answer = noted(whole.catalogue, whole.index, version, ParsedQuery(), SILENCE, lambda *_: ())
            card = reply_card(
                replace(reply_of(answer, say=ENGLISH), picks=answer.picks), ParsedQuery(), votable=votable, say=ENGLISH
            )
            components = card.to_components()  # type: ignore[no-untyped-call]

            assert_fits(components)
            assert "…" not in all_text(components), f"something of {note.id} was cut"
            for text in (version.answer, version.because, version.next or "", *(pick.line for pick in answer.picks)):
                assert shown(text) in all_text(components)


def versions(note: Note) -> Iterator[Note]:
    """A note as it stands, and as it is for the askers whom each of its variants is for."""
    yield replace(note, variants=())
    for variant in note.variants:
        own = {part: said for part in ("answer", "because", "picks", "next") if (said := getattr(variant, part))}
        yield replace(note, variants=(), **own)


@pytest.mark.parametrize("votable", [True, False])
async def test_what_each_subject_and_route_says_fits(whole: Guide, votable: bool) -> None:
    advice = whole.catalogue.advice
    found = [whole.answer(ParsedQuery(intent=intent, subjects=(id_,)))
             for id_ in advice.subjects for intent in ("explain", "recommend")]  # fmt: skip
    found += [routed(route, ParsedQuery(intent="path", hours_per_week=5), whole.catalogue, whole.index, SILENCE, (),
                     ENGLISH) for route in advice.routes.values()]  # fmt: skip
    for answer in found:
        assert isinstance(answer, Advised)
        card = reply_card(
            replace(reply_of(answer, say=ENGLISH), picks=answer.picks), answer.query, votable=votable, say=ENGLISH
        )
        components = card.to_components()  # type: ignore[no-untyped-call]

        assert_fits(components)
        assert "…" not in all_text(components), f"something of {answer.source} was cut"


async def test_the_small_print_is_told_to_its_end(server: Server, catalogue: Catalogue) -> None:
    query = ParsedQuery(
        level="beginner", math="light", cost="free", formats=("course", "book"), style="hands-on",
        topics=("machine-learning", "math", "nlp"), frameworks=("pytorch",), hours_per_week=5, weeks=12,
    )  # fmt: skip
    pick = Pick(catalogue.resources[0], 1.0, (), (), line="Good.")
    reply = Reply("Yes.", "It is.", (pick,), "Begin.", ("a certificate", "in Spanish"), checked=date(2026, 11, 28))

    components = await sent(server, reply_card(reply, query, ENGLISH, votable=True, **extras("l0")))

    small = all_text(components).splitlines()[-1]
    assert small.startswith("-# Understood: ")
    assert small.endswith(
        "within 12 weeks. I couldn't match: a certificate, in Spanish. Last checked in November 2026."
    )


@pytest.mark.parametrize(("code", "told"), [("en", False), ("de", True)])
async def test_what_stays_in_english_is_told_to_other_readers(
    server: Server, catalogue: Catalogue, code: str, told: bool
) -> None:
    say = languages().of(code)
    picks = (Pick(catalogue.resources[0], 1.0, (), (), line="Good."),)
    for reply in (Reply("Begin.", note="where-start"), Reply("Begin.", picks=picks)):
        components = await sent(server, reply_card(reply, ParsedQuery(), say, votable=True))
        assert (say(TOLD_IN_ENGLISH) in all_text(components)) is told


async def test_long_small_print_leaves_no_message_over_its_limit(server: Server, catalogue: Catalogue) -> None:
    picks = tuple(Pick(entry, 1.0, (), (), line="z" * 400) for entry in catalogue.resources[:3])
    reply = Reply("a" * 1000, "b" * 1000, picks, "n" * 900, ("u" * 300,) * 9, checked=date(2026, 11, 28))

    components = await sent(server, reply_card(reply, ParsedQuery(level="beginner"), votable=True, say=ENGLISH))

    assert_fits(components)
    assert all_text(components).splitlines()[-1].startswith("-# Understood: ")


async def test_a_question_back_with_many_namesakes_fits(server: Server, catalogue: Catalogue) -> None:
    card = which_card(WhichOne("x" * 6000, catalogue.resources[:5]), say=ENGLISH)

    assert_fits(await sent(server, card))


@pytest.mark.parametrize("within", [False, True])
def test_a_row_of_nothing_but_the_button_that_posts_goes_with_it(within: bool) -> None:
    text, row = ui.TextDisplay[ui.LayoutView]("said"), ui.ActionRow[ui.LayoutView](post_button(ENGLISH))
    view = ui.LayoutView().add_item(ui.Container(text, row)) if within else ui.LayoutView().add_item(text).add_item(row)
    take_out(POST, row, view)
    sent_as = view.to_components()  # type: ignore[no-untyped-call]
    assert [part["type"] for part in walk(sent_as)] == ([17, TEXT] if within else [TEXT])
