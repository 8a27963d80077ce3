"""What a note or a subject says to one asker: whose variant, which picks, what fills up, and what else may be meant."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from msgspec.structs import replace

from bot.advise import Advised, Comparison, Guide, Notice, Pick, Recommendation, Unsure, Verdict, Weights
from bot.advise.answers import Near
from bot.advise.faq_choice import CLEAR, NEARLY, SURE_OF_STORY
from bot.advise.mentor import LIKELY, MOST_NEAR, PICKS, noted, on_subject
from bot.advise.ranking.index import RankIndex
from bot.advise.ranking.voice import SILENCE, Voice
from bot.advise.unanswered import NEAREST
from bot.advise.which_answer import SURE
from bot.advise.wording.compose import NEXT, reply_of
from bot.catalogue import Catalogue, Resource
from bot.catalogue.advice import Advice, Choice, Note, Term, Variant, When
from bot.catalogue.allowed_values import Format, Intent, Role
from bot.language import ENGLISH
from bot.understand import Lexicon, Named, ParsedQuery
from bot.understand.facets.asker import Told
from bot.understand.models.reading import Guess
from bot.understand.query import LONG
from tests.support.made import voted
from tests.support.notes import LOOKED_UP, choices, entry, indexed, note, subject, term

ANYBODY = ParsedQuery()
BEGINNER, ADVANCED = ParsedQuery(level="beginner"), ParsedQuery(level="advanced")
FILLER = entry("filler")
Facets = Mapping[str, Any]


def says(
    own: Note,
    query: ParsedQuery,
    *entries: Resource,
    hidden: Sequence[str] = (),
    voice: Voice = SILENCE,
    notes: Sequence[Note] = (),
) -> Advised:
    """What the note says to who asks this, of these entries; where nothing is left, the filler fills up."""
    catalogue = Catalogue(entries, advice=Advice([own, *notes]))
    index = RankIndex(catalogue, Weights()).without(hidden)
    return noted(catalogue, index, own, query, voice, lambda _, count: [Pick(FILLER, 1, (), ())] * count)


def ids(answer: Advised | Recommendation) -> list[str]:
    return [pick.resource.id for pick in answer.picks]


A, B, C, D = (entry(id_) for id_ in "abcd")
FOR_BEGINNERS = When(level=("beginner",))
WHOLE: Facets = {"answer": "All: this.", "because": "All: for that.", "next": "All: begin.", "picks": ["a", "b"]}


# Whose variant


@pytest.mark.parametrize(
    ("variant", "replaced"),
    [
        ({"answer": "Mine: that."}, {"answer": "Mine: that."}),
        ({"because": "Mine: so."}, {"because": "Mine: so."}),
        ({"next": "Mine: go."}, {"next": "Mine: go."}),
        ({"picks": choices("c")}, {"picks": ["c"]}),
        ({"picks": ()}, {"picks": []}),
        ({}, {}),
        ({"answer": "Mine.", "picks": choices("b", "a")}, {"answer": "Mine.", "picks": ["b", "a"]}),
    ],
)
def test_a_variant_replaces_what_it_has_and_nothing_else(variant: Facets, replaced: Facets) -> None:
    own = note("a", "b", variants=(Variant(when=FOR_BEGINNERS, **variant),))
    for query, expected in ((BEGINNER, {**WHOLE, **replaced}), (ADVANCED, WHOLE)):
        found = says(own, query, A, B, C)
        assert {"answer": found.answer, "because": found.because, "next": found.next, "picks": ids(found)} == expected


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        (ParsedQuery(level="beginner", told=Told(lacks=("time",))), "For the busy."),
        (BEGINNER, "For beginners."),
        (ParsedQuery(told=Told(lacks=("time",))), "For the busy."),
        (ADVANCED, "All: this."),
    ],
)
def test_the_first_variant_that_holds_wins(query: ParsedQuery, answer: str) -> None:
    busy = Variant(when=When(lacks=("time",)), answer="For the busy.")
    beginners = Variant(when=FOR_BEGINNERS, answer="For beginners.")
    assert says(note(variants=(busy, beginners)), query).answer == answer


def test_a_note_says_whose_it_is_and_when_it_was_looked_up() -> None:
    found = says(note("a", next=None), BEGINNER, A)
    assert (found.source, found.checked, found.next, found.query) == ("some-note", LOOKED_UP, "", BEGINNER)


# Which picks

FREE, PAID = entry("free"), entry("paid", cost="paid")
BARRED: list[tuple[str, ParsedQuery, Facets]] = [
    ("it costs", ParsedQuery(cost="free"), {"cost": "paid"}),
    ("it has no certificate", ParsedQuery(certificate=True), {"certificate": False}),
    ("a format that is refused", ParsedQuery(not_formats=("course",)), {"format": "course"}),
    ("a course, as it is full of videos", ParsedQuery(not_formats=("video",)), {"format": "course"}),
    ("a maker who is refused", ParsedQuery(not_providers=("coursera",)), {"platform": "Coursera"}),
    ("it is done", ParsedQuery(named=(Named("barred", "done"),)), {}),
    ("it is begun", ParsedQuery(named=(Named("barred", "doing"),)), {}),
    ("it is refused", ParsedQuery(named=(Named("barred", "avoid"),)), {}),
    ("a part of what is done", ParsedQuery(named=(Named("whole", "done"),)), {"part_of": "whole"}),
    ("it says that it is not for them", BEGINNER, {"not_for": ("newcomers",)}),
    ("two levels away", BEGINNER, {"level": ("advanced", "advanced")}),
    ("heavy maths", ParsedQuery(math="light"), {"math": "heavy"}),
    ("another format, where one is right", ParsedQuery(formats=("book", "paper")), {"format": "video"}),
    ("it is gone", ANYBODY, {"status": "retired"}),
]
GOOD = entry("good", certificate=True)


@pytest.mark.parametrize(("query", "facets"), [case[1:] for case in BARRED], ids=[case[0] for case in BARRED])
def test_what_the_asker_ruled_out_is_taken_out(query: ParsedQuery, facets: Facets) -> None:
    plain = {"certificate": True, **facets}
    own = note("barred", "good")
    assert ids(says(own, query, entry("barred", **plain), GOOD)) == ["good"]
    assert ids(says(own, ANYBODY, entry("barred"), GOOD)) == ["barred", "good"]


def test_what_moderators_hide_and_what_is_not_in_the_list_is_taken_out() -> None:
    assert ids(says(note("a", "b", "unheard-of", "c"), ANYBODY, A, B, C, hidden=["b"])) == ["a", "c"]


@pytest.mark.parametrize(
    ("query", "only"),
    [
        (ParsedQuery(formats=("paper",)), entry("only", format="course")),
        (BEGINNER, entry("only", level=("intermediate", "advanced"))),
        (ParsedQuery(certificate=True), entry("only", certificate=False)),
        (ParsedQuery(topics=("nlp",)), entry("only", topics=("graph",))),
    ],
)
def test_a_wish_that_no_pick_meets_takes_none_out(query: ParsedQuery, only: Resource) -> None:
    """The reply says then what was not used."""
    assert ids(says(note("only"), query, only)) == ["only"]


def test_who_asks_for_nothing_to_pay_gets_a_free_one_instead() -> None:
    free = ParsedQuery(cost="free")
    assert ids(says(note("only"), free, entry("only", cost="paid"), A)) == ["filler"]
    assert ids(says(note("only", "a"), free, entry("only", cost="paid"), A)) == ["a"]


def test_picks_keep_their_order_and_there_are_three_at_most() -> None:
    assert PICKS == 3
    assert ids(says(note("d", "b", "a", "c"), ANYBODY, A, B, C, D)) == ["d", "b", "a"]


def test_a_pick_says_what_it_is_for_here_and_whom_it_helped() -> None:
    own = replace(note(), picks=(Choice(id="a", why="To begin.", whom="those in a hurry"),))
    assert says(own, ANYBODY, A, voice=voted({"a": 7})).picks == (
        Pick(A, 0.0, ("To begin.",), (), 7, "To begin.", "those in a hurry"),
    )


# What fills up


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (note("barred"), ["filler"]),
        (note("barred", "a"), ["a"]),
        (note(), []),
        (note("barred", variants=(Variant(when=When(), picks=()),)), []),
    ],
)
def test_one_is_filled_up_where_limits_leave_none_of_the_picks(own: Note, expected: list[str]) -> None:
    query = ParsedQuery(not_formats=("course",))
    assert ids(says(own, query, entry("barred", format="course"), A)) == expected


@pytest.mark.parametrize(
    ("format_", "expected"), [("book", ["a", "b", "filler"]), ("paper", ["a", "b", "c"]), ("course", ["a", "b", "c"])]
)
def test_the_last_gives_way_to_one_of_the_format_asked_for(format_: Format, expected: list[str]) -> None:
    """Where none of the note's has it; of the filler, which is a book, where it has it."""
    own = [entry(id_, format="course") for id_ in "abc"]
    assert ids(says(note("a", "b", "c"), ParsedQuery(formats=(format_,)), *own)) == expected


def test_in_the_guide_the_ranking_fills_up() -> None:
    course, book, dated = entry("course", format="course"), entry("good"), entry("worse", status="dated")
    own = note("course")
    guide = Guide(Catalogue((course, dated, book), advice=Advice([own])), Lexicon.shipped())
    found = guide.note("some-note", ParsedQuery(not_formats=("course",)))
    assert isinstance(found, Advised)
    assert ids(found) == ["good"]


# What else may be meant

OTHERS = [note(id=id_, question=f"What of {id_}?") for id_ in ("one", "two", "three")]


@pytest.mark.parametrize(
    ("guesses", "see_also", "expected"),
    [
        ({}, (), []),
        ({}, ("one", "two", "three"), ["one", "two"]),
        ({"two": LIKELY}, ("one",), ["two", "one"]),
        ({"two": LIKELY - 0.01}, ("one",), ["one"]),
        ({"three": 0.3, "two": 0.2, "one": 0.1}, (), ["three", "two"]),
        ({"some-note": 0.5, "two": 0.2}, ("two", "some-note"), ["two"]),
        ({"gone": 0.4, "one": 0.2}, ("unheard-of",), ["one"]),
    ],
)
def test_near_are_likely_notes_then_those_it_points_to(
    guesses: dict[str, float], see_also: tuple[str, ...], expected: list[str]
) -> None:
    query = ParsedQuery(notes=tuple(Guess(id_, chance) for id_, chance in guesses.items()))
    found = says(note(see_also=see_also), query, notes=OTHERS).near
    assert MOST_NEAR == 2
    assert found == tuple(Near(id_, f"What of {id_}?") for id_ in expected)


# Further picks


@pytest.mark.parametrize(
    ("limit", "picks", "further"),
    [(1, ["a", "b"], []), (3, ["a", "b"], []), (4, ["a", "b"], ["c", "d"]), (3, [], []), (5, [], [])],
)
def test_who_asks_for_more_than_three_gets_ranked_ones_after_those_of_the_note(
    limit: int, picks: list[str], further: list[str]
) -> None:
    catalogue, index = indexed(A, B, C, D)
    ranked = [Pick(own, 1, (), ()) for own in (B, C, A, D)]
    found = noted(catalogue, index, note(*picks), ANYBODY, SILENCE, lambda _, count: ranked[:count], limit)
    assert ids(found) == picks
    assert [pick.resource.id for pick in found.further] == further


# A subject


@pytest.mark.parametrize(
    ("intent", "found", "answer", "because", "picks"),
    [
        ("explain", "ab", "Two networks play against each other.", "", ["a"]),
        ("recommend", "ab", "", "", ["a", "b"]),
        ("recommend", "", "Two networks play against each other.", "", []),
    ],
)
def test_a_subject_is_explained_or_has_its_picks(
    intent: Intent, found: str, answer: str, because: str, picks: list[str]
) -> None:
    catalogue, _ = indexed(A, B)
    query = ParsedQuery(intent=intent)
    given = Recommendation(query, tuple(Pick(entry(id_), 1, (), ()) for id_ in found), 2)
    told = on_subject(catalogue, subject("a", next="Draw a digit."), given)
    assert (told.answer, told.because, ids(told)) == (answer, because, picks)
    assert (told.source, told.next, told.checked) == ("gans", "Draw a digit.", LOOKED_UP)


@pytest.mark.parametrize("told", [Told(lacks=("programming",)), Told(aims=("no-code",))])
def test_who_does_not_program_gets_the_step_of_the_first_pick(told: Told) -> None:
    """Those of subjects are to be programmed."""
    query = ParsedQuery(intent="recommend", told=told)
    given = Recommendation(query, (Pick(A, 1, (), ()),), 1)
    said = on_subject(indexed(A)[0], subject("a", next="Draw a digit."), given)
    assert reply_of(said, say=ENGLISH).next == NEXT["book"]


def test_who_asks_what_a_subject_is_is_told_how_it_works_too() -> None:
    catalogue, _ = indexed(A)
    query = ParsedQuery(intent="explain")
    gans, flows = subject("a", how="One forges, one finds out."), subject("a", id="flows", says="It flows.")
    given = Recommendation(query, (Pick(A, 1, (), ()),), 1)
    assert on_subject(catalogue, gans, given).because == "One forges, one finds out."
    between = replace(given, query=replace(query, words=("difference", "between")))
    assert on_subject(catalogue, gans, between, [flows]).because == "It flows."


def test_who_compares_two_subjects_is_told_what_each_is() -> None:
    catalogue, _ = indexed(A)
    gans, flows = subject("a", how="One forges, one finds out."), subject("a", id="flows", says="It flows.")
    given = Recommendation(ParsedQuery(intent="compare"), (Pick(A, 1, (), ()),), 1)
    both = on_subject(catalogue, gans, given, [flows])
    assert (both.answer, both.because) == (gans.says, "It flows.")
    assert on_subject(catalogue, gans, given).answer == ""
    guide = Guide(Catalogue((A,), advice=Advice(subjects=[gans, flows])), Lexicon.shipped())
    asked = guide.answer(ParsedQuery("compare", subjects=("gans", "flows")))
    assert isinstance(asked, Advised)
    assert asked.because == "It flows."


@pytest.mark.parametrize(
    ("words", "margin", "likeliest", "read_as"),
    [
        (LONG + 1, SURE_OF_STORY - 0.01, "some-note", "What now?"),
        (LONG + 1, SURE_OF_STORY + 0.01, "some-note", ""),
        (LONG, SURE_OF_STORY - 0.01, "some-note", ""),
        (LONG + 1, SURE_OF_STORY - 0.01, "one", ""),  # this one was chosen on a button
    ],
)
def test_a_guess_at_what_a_long_story_asks_is_told_as_one(
    words: int, margin: float, likeliest: str, read_as: str
) -> None:
    guide = Guide(Catalogue((A, B), advice=Advice([note("a"), *OTHERS])), Lexicon.shipped())
    found = guide.note("some-note", ParsedQuery("path", words=("so",) * words, notes=(Guess(likeliest, margin),)))
    assert isinstance(found, Advised)
    assert found.read_as == read_as
    told = "The closest question I can answer is “What now?” All: this." if read_as else "All: this."
    assert reply_of(found, ENGLISH).answer == told


# When a note answers


@pytest.mark.parametrize(
    ("margin", "query", "kind"),
    [
        (CLEAR + 0.01, ParsedQuery("recommend", "beginner"), Advised),
        (CLEAR + 0.01, ParsedQuery("none"), Unsure),
        (SURE - 0.01, ParsedQuery("none"), Unsure),
        (SURE + 0.01, ParsedQuery("none"), Advised),
        (CLEAR - 0.01, ParsedQuery("recommend", "beginner"), Recommendation),
        (CLEAR - 0.01, ParsedQuery("recommend"), Unsure),
        (CLEAR - 0.01, ParsedQuery("none"), Notice),
        (CLEAR - 0.01, ParsedQuery("path", "beginner"), Advised),
        (NEARLY + 0.01, ParsedQuery("path"), Advised),
        (NEARLY + 0.01, ParsedQuery("other"), Advised),
        (NEARLY - 0.001, ParsedQuery("path", "beginner"), Recommendation),
        (NEARLY - 0.001, ParsedQuery("path"), Unsure),
        (NEARLY - 0.001, ParsedQuery("other"), Unsure),
    ],
)
def test_a_clear_note_answers_and_a_near_one_where_no_picks_are_asked_for(
    margin: float, query: ParsedQuery, kind: type
) -> None:
    guide = Guide(Catalogue((A, B), advice=Advice([note("a"), *OTHERS])), Lexicon.shipped())
    assert isinstance(guide.answer(replace(query, notes=(Guess("some-note", 0.4 + margin), Guess("other", 0.4)))), kind)


@pytest.mark.parametrize("role", ["asked", "mentioned", "doing"])
def test_a_verdict_gives_way_to_a_note_the_sooner_the_less_it_is_asked_for(role: Role) -> None:
    guide = Guide(Catalogue((A, B), advice=Advice([note("a"), *OTHERS])), Lexicon.shipped())
    bound = {"asked": 0.3, "mentioned": CLEAR, "doing": NEARLY}[role]
    for beyond, kind in ((-0.001, Verdict), (0.001, Advised)):
        notes = (Guess("some-note", 0.4 + bound + beyond), Guess("one", 0.4))
        assert isinstance(guide.answer(ParsedQuery("review", named=(Named("a", role),), notes=notes)), kind)


def test_what_somebody_is_in_the_middle_of_is_not_compared() -> None:
    guide = Guide(Catalogue((A, B)), Lexicon.shipped())
    roles: tuple[Role, ...] = ("asked", "doing")
    named = [(Named("a", "asked"), Named("b", role)) for role in roles]
    answers = [guide.answer(ParsedQuery("compare", named=both)) for both in named]
    assert [isinstance(answer, Comparison) for answer in answers] == [True, False]


def test_a_note_for_messages_that_ask_nothing_answers_one() -> None:
    guide = Guide(Catalogue((A,), advice=Advice([note(intent="none")])), Lexicon.shipped())
    assert isinstance(guide.answer(ParsedQuery("none", notes=(Guess("some-note", CLEAR + 0.01),))), Advised)


def test_who_is_not_understood_is_offered_the_nearest_questions() -> None:
    guide = Guide(Catalogue((A,), advice=Advice([note("a"), *OTHERS])), Lexicon.shipped())
    chances = (("some-note", 0.194), ("one", 0.19), ("two", 0.18), ("three", 0.17))
    query = ParsedQuery("path", notes=tuple(Guess(*guess) for guess in chances))
    unsure = guide.answer(query)
    assert isinstance(unsure, Unsure)
    assert [near.id for near in unsure.near] == ["some-note", "one", "two"]
    assert len(unsure.near) == NEAREST


NOT_IN_ENGLISH = ParsedQuery("path", "beginner", language="es")


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        (replace(NOT_IN_ENGLISH, notes=(Guess("some-note", NEARLY + 0.01),)), Advised),
        (replace(NOT_IN_ENGLISH, notes=(Guess("some-note", NEARLY - 0.01),)), Notice),
        (NOT_IN_ENGLISH, Notice),
        (replace(NOT_IN_ENGLISH, intent="none", subjects=("gans",)), Advised),
        (replace(NOT_IN_ENGLISH, language="en"), Recommendation),
    ],
)
def test_another_language_is_answered_where_the_models_read_it(query: ParsedQuery, kind: type) -> None:
    guide = Guide(Catalogue((A, B), advice=Advice([note("a")], [subject("a")])), Lexicon.shipped())
    assert isinstance(guide.answer(query), kind)


@pytest.mark.parametrize("limit", [1, 4])
def test_another_language_gets_as_many_picks_on_a_topic_as_asked_for(limit: int) -> None:
    found = Guide(Catalogue((A, B, C, D)), Lexicon.shipped()).answer(
        replace(NOT_IN_ENGLISH, topics=("foundations",)), limit=limit
    )
    assert isinstance(found, Recommendation)
    assert len(found.picks) == limit


@pytest.mark.parametrize(("intent", "source"), [("path", "gans"), ("explain", "some-note")])
def test_what_a_subject_is_is_told_by_the_subject_unless_the_note_explains(intent: Intent, source: str) -> None:
    advice = Advice([note("a", intent=intent)], [subject("a")])
    guide = Guide(Catalogue((A,), advice=advice), Lexicon.shipped())
    found = guide.answer(ParsedQuery("explain", subjects=("gans",), notes=(Guess("some-note", 0.9),)))
    assert isinstance(found, Advised)
    assert found.source == source


NODE = term("node", "A node is a point. A map has one for each town.")
EDGE = term("edge", "An edge joins two. " + "A road is one. " * 27)
SHORT_EDGE = term("edge", "An edge joins two. A road is one.")


@pytest.mark.parametrize(
    ("terms", "because"),
    [
        ((NODE,), "A map has one for each town."),
        ((NODE, SHORT_EDGE), "A map has one for each town.\nAn edge joins two. A road is one."),
        ((NODE, EDGE), "A map has one for each town.\nAn edge joins two."),
    ],
)
def test_what_terms_mean_is_said_and_of_many_words_only_the_first_at_length(
    terms: tuple[Term, ...], because: str
) -> None:
    guide = Guide(Catalogue((A, B), advice=Advice([note("a")], [subject("b", "a")], terms=terms)), Lexicon.shipped())
    found = guide.answer(ParsedQuery("explain", terms=tuple(made.id for made in terms)))
    assert isinstance(found, Advised)
    assert (found.source, found.answer, found.because) == ("node", "A node is a point.", because)
    assert [pick.resource.id for pick in found.picks] == ["b"]
    assert found.checked == LOOKED_UP


@pytest.mark.parametrize(("intent", "source"), [("path", "node"), ("explain", "some-note")])
def test_what_a_term_means_is_told_unless_a_clear_note_explains(intent: Intent, source: str) -> None:
    advice = Advice([note("a", intent=intent)], [subject("a")], terms=[NODE])
    query = ParsedQuery("explain", terms=("node",), notes=(Guess("some-note", 0.9),))
    found = Guide(Catalogue((A,), advice=advice), Lexicon.shipped()).answer(query)
    assert isinstance(found, Advised)
    assert found.source == source


@pytest.mark.parametrize(("margin", "source"), [(NEARLY + 0.01, "some-note"), (NEARLY - 0.001, "gans")])
def test_a_verdict_on_no_resource_is_that_of_the_nearest_note(margin: float, source: str) -> None:
    advice = Advice([note("a", intent="review")], [subject("a")])
    query = ParsedQuery("review", subjects=("gans",), notes=(Guess("some-note", margin),))
    found = Guide(Catalogue((A,), advice=advice), Lexicon.shipped()).answer(query)
    assert isinstance(found, Advised)
    assert found.source == source


@pytest.mark.parametrize(("question", "kind"), [("Is the B worth it?", Advised), ("Is it worth it?", Verdict)])
def test_a_clear_note_on_the_very_thing_is_the_verdict(question: str, kind: type) -> None:
    guide = Guide(Catalogue((A, B), advice=Advice([note("a", question=question)])), Lexicon.shipped())
    query = ParsedQuery("review", named=(Named("b", "asked", title="B"),), notes=(Guess("some-note", CLEAR + 0.1),))
    assert isinstance(guide.answer(query), kind)


@pytest.mark.parametrize(
    ("role", "margin", "kind"),
    [("asked", CLEAR + 0.01, Verdict), ("mentioned", CLEAR - 0.01, Verdict), ("mentioned", CLEAR + 0.01, Advised)],
)
def test_what_is_only_mentioned_is_not_judged_where_a_note_answers(role: Role, margin: float, kind: type) -> None:
    guide = Guide(Catalogue((A, B), advice=Advice([note("a")])), Lexicon.shipped())
    query = ParsedQuery("review", named=(Named("b", role),), notes=(Guess("some-note", margin),))
    assert isinstance(guide.answer(query), kind)


def test_a_note_that_is_gone_says_so() -> None:
    guide = Guide(Catalogue((A,), advice=Advice([note("a")])), Lexicon.shipped())
    assert isinstance(guide.note("some-note"), Advised)
    assert isinstance(guide.note("gone"), Notice)


@pytest.mark.parametrize(("intent", "source"), [("explain", "some-note"), ("recommend", "gans")])
def test_an_explanation_answers_no_wish_for_resources(intent: Intent, source: str) -> None:
    advice = Advice([note("a", intent="explain")], [subject("a")])
    query = ParsedQuery(intent, subjects=("gans",), notes=(Guess("some-note", CLEAR + 0.01),))
    found = Guide(Catalogue((A,), advice=advice), Lexicon.shipped()).answer(query)
    assert isinstance(found, Advised)
    assert found.source == source


def test_who_names_a_subject_is_told_of_it_rather_than_asked_back() -> None:
    advice = Advice([note("a"), *OTHERS], [subject("a")])
    query = ParsedQuery("path", subjects=("gans",), notes=(Guess("some-note", NEARLY - 0.001),))
    found = Guide(Catalogue((A,), advice=advice), Lexicon.shipped()).answer(query)
    assert isinstance(found, Advised)
    assert found.source == "gans"
