"""Whatever members call it, an entry of a server's own takes nothing down and is found by its id."""

import datetime as dt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.advise import Guide, Recommendation, Verdict
from bot.community.entry import confirmed, entry_of
from bot.community.suggestion_rules import wrong_words
from bot.discord_app.ui.text import plain
from tests.support.effort import examples
from tests.support.suggestions import suggestion

SAID = {"level": ["beginner"], "math": ["light"], "cost": ["free"], "topics": ["nlp"], "style": ["balanced"]}
ODD = (
    ":", ":xy", "xy:", "3", "part", "1", ".", "-", "'", "&", "数学", "the", "a", "book", "fast.ai", "deep", "I", "?",
    "²", "٣", "learning", "course 2 of",
)  # fmt: skip
texts = st.one_of(
    st.text(min_size=1, max_size=60), st.lists(st.sampled_from(ODD), min_size=1, max_size=5).map(" ".join)
).map(lambda typed: plain(typed, 160))


@examples(30)
@given(title=texts, why=texts, audience=texts)
def test_every_text_that_is_taken_makes_an_entry_that_can_be_asked_for(
    guide: Guide, title: str, why: str, audience: str
) -> None:
    assume(wrong_words(title, why, audience) is None)
    said = confirmed(SAID)
    assert said is not None

    own = guide.with_entries([entry_of(suggestion(title=title, why=why, audience=audience), said, dt.date(2027, 1, 1))])

    verdict = own.review("c-5")
    assert isinstance(verdict, Verdict)
    assert verdict.resource.title == title
    for words in (title, f"is {title} any good", f"I finished {title}, free nlp for beginners next, {why}"):
        assert own.answer(own.parse(words)) is not None
    assert own.complete_name(title) is not None


@pytest.mark.parametrize("number", [4, 6, 50, 55])
def test_an_id_near_it_is_not_it(guide: Guide, number: int) -> None:
    said = confirmed(SAID)
    assert said is not None
    own = guide.with_entries([entry_of(suggestion(id=5), said, dt.date(2027, 1, 1))])

    assert not isinstance(own.review(f"c-{number}"), Verdict)


def test_it_is_recommended_with_what_it_is(guide: Guide) -> None:
    said = confirmed({**SAID, "topics": ["graph"]})
    assert said is not None
    made = suggestion(format="podcast", title="Graph Gossip")

    own = guide.with_entries([entry_of(made, said, dt.date(2027, 1, 1))])
    found = own.answer(own.parse("podcast about graph networks"))

    assert isinstance(found, Recommendation)
    assert found.picks[0].resource.id == "c-5"
    assert found.picks[0].caveats[0] == "not checked by a curator"
