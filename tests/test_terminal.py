"""Answers in a terminal: everything is shown, as it was written."""

import datetime as dt
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.console import Console

from bot.advise import Advised, Answer, Guide, Notice, Pick, Plan, Recommendation, Relaxation, Unsure, Verdict, WhichOne
from bot.advise.answers import Near
from bot.advise.forms.completions import titled
from bot.advise.wording.compose import UNKNOWN, UNSURE, WHICH, reply_of, small_print
from bot.advise.wording.terms import facts_of
from bot.catalogue import Catalogue, Resource
from bot.catalogue.models import Successor
from bot.language import ENGLISH
from bot.output.terminal import show_answer, show_catalogue
from bot.understand import ParsedQuery

HOSTILE = [
    "[red]alarm[/red]",
    "[/]",
    "[link=https://evil.example]x[/link]",
    "[bold",
    "]",
    "\\[red]",
    "[dim](x)",
]


def shown(answer: Answer, query: ParsedQuery | None = None, width: int = 300) -> str:
    """What stands on the screen, without colours."""
    console = Console(record=True, width=width, file=io.StringIO())
    show_answer(query or ParsedQuery(), answer, console)
    return console.export_text()


def pick(entry: Resource, line: str) -> Recommendation:
    return Recommendation(ParsedQuery(), (Pick(entry, 1.0, (), (), line=line),), 1)


def verdict(entry: Resource, *similar: Resource) -> Verdict:
    return Verdict(entry, 0, None, (), similar)


def full(catalogue: Catalogue) -> Resource:
    """An entry with a successor."""
    return next(entry for entry in catalogue if entry.successor)


def test_the_answer_comes_first_then_numbered_picks_then_what_was_understood(guide: Guide) -> None:
    query = guide.parse("beginner math-light")
    answer = guide.recommend(query)
    reply = reply_of(answer, say=ENGLISH)
    text = shown(answer, query)
    told = [reply.answer, reply.because]
    for number, chosen in enumerate(answer.picks, start=1):
        told += [
            f"{number}. {chosen.resource.title}",
            chosen.line,
            facts_of(chosen.resource, say=ENGLISH),
            chosen.resource.url,
        ]
    told += [f"Next: {reply.next}", *small_print(query, reply, say=ENGLISH)]
    places = [text.index(part) for part in told]
    assert places == sorted(places)
    assert text.startswith(reply.answer)
    assert "Understood: beginner, light maths." in text


def test_a_note_is_told_with_its_questions_and_what_was_not_used(catalogue: Catalogue) -> None:
    query = ParsedQuery(certificate=True)
    pick = Pick(replace(catalogue.resources[0], certificate=False), 1.0, ("why",), (), line="[red]to begin")
    near = (Near("other", "What of :bug:s?"),)
    found = Advised(query, "some-note", "Yes.", "So it is.", (pick,), "Begin.", near, dt.date(2026, 11, 3))
    text = shown(found, query)
    told = ["Yes.", "So it is.", "1. ", "[red]to begin", "Next: Begin.", "- What of :bug:s?", "a certificate", "2026"]
    places = [text.index(part) for part in told]
    assert places == sorted(places)


@pytest.mark.parametrize(("picks", "further", "count"), [(5, 0, 5), (3, 0, 3), (2, 3, 5), (2, 1, 2), (2, 0, 2)])
def test_more_than_three_are_shown_where_more_are_asked_for(
    catalogue: Catalogue, picks: int, further: int, count: int
) -> None:
    every = tuple(Pick(entry, 1.0, (), (), line="a line") for entry in catalogue.resources[: picks + further])
    note = Advised(ParsedQuery(), "n", "Yes.", "So.", every[:picks], "", (), dt.date(2026, 11, 3), every[picks:])
    assert shown(note).count("a line") == count
    assert shown(Recommendation(ParsedQuery(), every[:picks], picks)).count("a line") == picks


def test_what_may_be_meant_is_listed() -> None:
    text = shown(Unsure(ParsedQuery(), (Near("one", "Where do I start?"), Near("two", "What comes next?"))))
    assert text == f"{UNSURE}\n- Where do I start?\n- What comes next?\n"


def test_a_verdict_shows_everything_that_counts(guide: Guide, catalogue: Catalogue) -> None:
    entry = full(catalogue)
    found = guide.review(entry.id)
    assert isinstance(found, Verdict)
    assert entry.successor is not None
    text = " ".join(shown(found, width=3000).split())
    expected = [entry.title, entry.summary, entry.url, entry.status_reason, entry.gripe, entry.successor.title]
    expected += (*entry.good_for, *entry.not_for, *entry.strengths, *(other.title for other in found.similar))
    assert [line for line in expected if line and line not in text] == []
    assert "Rating: 4.5 out of 5 by Atul Acharya (2016 to 2018)" in text
    assert f"Status: {entry.status}, checked {entry.verified.date}" in text


def test_a_missing_rating_is_told(guide: Guide) -> None:
    found = guide.review("udacity-deep-learning-nanodegree")
    assert isinstance(found, Verdict)
    assert "Rating: none given" in shown(found)


def test_what_is_not_known_is_left_out(catalogue: Catalogue) -> None:
    text = shown(verdict(replace(full(catalogue), successor=None, gripe=None, good_for=(), cost_note=None)))
    assert [word for word in ("Successor", "The gripe", "Good for", "Similar", "None") if word in text] == []


def test_a_notice_is_its_sentence() -> None:
    assert shown(Notice(ParsedQuery(), "Ask me about courses.")) == "Ask me about courses.\n"


def test_a_question_back_lists_the_options_with_their_ids(catalogue: Catalogue) -> None:
    text = shown(WhichOne("name", catalogue.resources[:2]))
    assert text.startswith(f"{WHICH}\n")
    assert [f"({entry.id})" in text for entry in catalogue.resources[:3]] == [True, True, False]


def test_an_unknown_name_is_told() -> None:
    assert shown(WhichOne("zzz", ())) == f"{UNKNOWN}\n"


def test_what_relaxing_would_give_is_told(catalogue: Catalogue) -> None:
    entry = catalogue.resources[0]
    relaxed = Recommendation(ParsedQuery(), (), 0, (Relaxation("[free]", 2, entry),), "Nothing fits.")
    assert shown(relaxed) == f'Nothing fits.\nIf you drop "[free]", 2 resources fit, such as {entry.title}.\n'


def test_the_understood_line_is_left_out_where_nothing_was() -> None:
    assert "Understood" not in shown(Notice(ParsedQuery(), "Hello."))
    assert shown(Notice(ParsedQuery(), "Hello."), ParsedQuery(frameworks=("[red]",))) == (
        "Hello.\nUnderstood: with [red].\n"
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_an_entry_is_shown_and_not_obeyed(catalogue: Catalogue, text: str) -> None:
    entry = replace(
        full(catalogue),
        title=text,
        summary=text,
        gripe=text,
        good_for=(text,),
        status_reason=text,
        cost_note=text,
        authors=(),
        successor=Successor(title=text, url="https://example.org/"),
    )
    assert shown(verdict(entry, entry)).count(text) == 13
    assert shown(pick(entry, text)).count(text) == 3
    assert shown(Notice(ParsedQuery(), text)) == f"{text}\n"
    assert shown(WhichOne(text, (entry,))).count(f"- {text} (book") == 1


def test_a_backslash_at_the_end_stays_one() -> None:
    assert shown(Notice(ParsedQuery(), "end\\")) == "end\\\n"


def test_an_emoji_code_in_an_entry_stays_as_written(catalogue: Catalogue) -> None:
    text = shown(pick(replace(full(catalogue), title="The :bug: book"), "All about :bug: hunting"))
    assert "The :bug: book" in text
    assert "All about :bug: hunting" in text


sentences = st.text(st.characters(min_codepoint=32, max_codepoint=126, exclude_characters=":"), max_size=40)


@given(sentences.map(lambda text: text.strip(" \\")).filter(bool))
@example("[red]")
def test_any_printable_sentence_is_shown_as_it_is(text: str) -> None:
    assert shown(Notice(ParsedQuery(), text)) == f"{text}\n"


@pytest.mark.parametrize("width", [20, 40, 80])
def test_narrow_screens_are_not_exceeded(guide: Guide, width: int) -> None:
    query = guide.parse("beginner math-light")
    assert max(map(len, shown(guide.recommend(query), query, width).splitlines())) <= width


def test_the_catalogue_is_a_table_of_all_entries(catalogue: Catalogue) -> None:
    console = Console(record=True, width=300, file=io.StringIO())
    show_catalogue(catalogue, console)
    text = console.export_text()
    assert "16 entries" in text
    assert [entry.id for entry in catalogue if f" {entry.id} " not in text or entry.title not in text] == []


def test_markup_in_the_table_is_shown_and_not_obeyed(catalogue: Catalogue) -> None:
    console = Console(record=True, width=300, file=io.StringIO())
    show_catalogue(Catalogue((replace(catalogue.resources[0], title="[red]x[/]"),)), console)
    assert "[red]x[/]" in console.export_text()


def test_without_a_console_it_prints(capsys: pytest.CaptureFixture[str]) -> None:
    show_answer(ParsedQuery(), Notice(ParsedQuery(), "Hello."))
    assert capsys.readouterr().out == "Hello.\n"


def test_a_plan_shows_each_step_with_its_weeks(guide: Guide) -> None:
    question = "roadmap to computer vision, intermediate, 8 hours a week for 20 weeks"
    answer = guide.answer(guide.parse(question))
    assert isinstance(answer, Plan)

    screen = shown(answer)

    for number, step in enumerate(answer.steps, start=1):
        assert f"{number}. {titled(step.resource, say=ENGLISH)}" in screen
        assert step.resource.url in screen
        assert step.why in screen
    assert "week" in screen
