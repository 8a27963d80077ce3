"""What is asked about one resource, or about which of two, and when an answer to it is given."""

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from bot.advise import Advised, Comparison, Guide, Verdict
from bot.advise.faq_choice import ASKED, ASKED_IN_PASSING, CLEAR
from bot.catalogue import Catalogue, Resource
from bot.catalogue.advice import Advice, Variant
from bot.catalogue.allowed_values import Ask, Intent, Role
from bot.catalogue.models import Standing
from bot.understand import Lexicon, Named, ParsedQuery
from bot.understand.models.reading import Guess
from bot.understand.query import LONG
from tests.support.notes import BEGINNERS, LOOKED_UP, choices, entry, faq, note, said

ONE, TWO, PART = entry("one"), entry("two"), entry("part", part_of="one")
FOR_BEGINNERS = Variant(when=BEGINNERS, answer="You, all of it.", picks=choices("part"))
FAQS = (
    faq("one", parts=said("parts", "Its first half.", "two", variants=(FOR_BEGINNERS,)), price=said("price", "No.")),
    faq("two", worth=said("worth", "Yes.")),
    faq("two", "one", which=said("which", "One first.")),
)


def guide(*entries: Resource) -> Guide:
    return Guide(Catalogue(entries or (ONE, TWO, PART), advice=Advice([note("two")], faqs=FAQS)), Lexicon.shipped())


def asked(ask: Ask | None, *named: Named, intent: Intent = "review", chance: float = 0.9) -> ParsedQuery:
    return ParsedQuery(intent, named=named, ask=Guess(ask, chance) if ask else None)


def answer(query: ParsedQuery) -> str:
    found = guide().answer(query)
    return found.answer if isinstance(found, Advised) else type(found).__name__


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (asked("parts", Named("one", "asked")), "Its first half."),
        (asked("price", Named("one", "mentioned")), "No."),
        (asked("parts", Named("one", "doing"), intent="path"), "Its first half."),
        (replace(asked("parts", Named("one", "asked")), level="beginner"), "You, all of it."),
        (asked("parts", Named("part", "asked")), "Its first half."),
        (asked("parts", Named("two", "asked", ("one",))), "Its first half."),
        (asked("pace", Named("one", "asked")), "Verdict"),
        (asked("parts", Named("two", "asked")), "Verdict"),
        (asked(None, Named("two", "asked")), "Yes."),
        (asked("parts", Named("two", "asked"), chance=ASKED - 0.01), "Yes."),
        (asked(None, Named("two", "doing")), "Verdict"),
        (asked("parts", Named("one", "asked"), chance=ASKED - 0.01), "Verdict"),
        (asked(None, Named("one", "asked")), "Verdict"),
    ],
    ids=lambda value: None,
)  # fmt: skip
def test_what_is_asked_of_a_resource_is_answered_where_it_is_clear(query: ParsedQuery, expected: str) -> None:
    assert answer(query) == expected


@pytest.mark.parametrize(("margin", "expected"), [(0.8, "Its first half."), (0.95, "All: this.")])
def test_a_note_that_is_clearer_answers_instead(margin: float, expected: str) -> None:
    query = asked("parts", Named("one", "mentioned"), intent="path")
    assert answer(replace(query, notes=(Guess("some-note", margin),))) == expected


def test_of_several_the_one_that_is_asked_about_counts() -> None:
    roles: Sequence[Role] = ("done", "asked")
    for first, second in (roles, reversed(roles)):
        of = {Named("one", first), Named("part", second)}
        assert answer(asked("price", *of)) == "No."


@pytest.mark.parametrize("ids", [("one", "two"), ("two", "one")])
@pytest.mark.parametrize(("ask", "intent"), [("which", "path"), (None, "compare"), ("worth", "compare")])
def test_of_two_it_is_told_which_comes_first(ids: tuple[str, str], ask: Ask | None, intent: Intent) -> None:
    assert answer(asked(ask, *(Named(id_, "asked") for id_ in ids), intent=intent)) == "One first."


@pytest.mark.parametrize("role", ["mentioned", "doing", "done"])
def test_one_of_the_two_may_be_behind_somebody(role: Role) -> None:
    assert answer(asked("which", Named("one", role), Named("two", "asked"))) == "One first."


@pytest.mark.parametrize(("next_", "offered"), [(0.49 - CLEAR, []), (0.51 - CLEAR, ["some-note"])])
def test_a_clear_note_on_the_choice_between_two_is_no_further_question(next_: float, offered: list[str]) -> None:
    query = asked("which", Named("one", "asked"), Named("two", "asked"))
    found = guide().answer(replace(query, notes=(Guess("some-note", 0.5), Guess("another", next_))))
    assert isinstance(found, Advised)
    assert found.answer == "One first."
    assert [near.id for near in found.near] == offered


def test_two_of_which_nothing_is_told_are_compared() -> None:
    found = guide().answer(asked("which", Named("part", "asked"), Named("two", "asked"), intent="compare"))
    assert isinstance(found, Comparison)


def test_the_resource_comes_first_among_the_picks_unless_it_is_at_hand() -> None:
    why = "It is short."
    one = replace(ONE, standing=Standing(tier="core", why=why, by="Us."))
    priced = guide(one, TWO, PART).answer(asked("price", Named("one", "asked")))
    parts = guide(one, TWO, PART).answer(asked("parts", Named("one", "asked")))
    assert isinstance(priced, Advised)
    assert isinstance(parts, Advised)
    assert [(pick.resource.id, pick.line) for pick in priced.picks] == [("one", why)]
    assert [pick.resource.id for pick in parts.picks] == ["two"]
    assert (priced.source, priced.checked) == ("one:price", LOOKED_UP)


def test_without_answers_about_it_a_resource_gets_its_verdict() -> None:
    plain = Guide(Catalogue((ONE, TWO)), Lexicon.shipped())
    assert isinstance(plain.answer(asked("price", Named("one", "asked"))), Verdict)


LONG_POST = ("word",) * (LONG + 1)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (asked("parts", Named("one", "mentioned"), chance=ASKED_IN_PASSING + 0.01), "Its first half."),
        (asked("parts", Named("one", "mentioned"), chance=ASKED_IN_PASSING - 0.01), "Verdict"),
        (asked(None, Named("two", "asked")), "Verdict"),
        (asked(None, Named("one", "asked"), Named("two", "asked"), intent="compare"), "Comparison"),
        (asked("which", Named("one", "asked"), Named("two", "asked"), intent="compare"), "One first."),
    ],
)
def test_in_a_long_post_what_is_only_mentioned_must_be_asked_more_clearly(query: ParsedQuery, expected: str) -> None:
    assert answer(replace(query, words=LONG_POST)) == expected
