"""What is read from a message: a table of kinds, and properties that hold for any text."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import astuple, fields, replace

from bot.advise import Guide
from bot.catalogue.allowed_values import COSTS, FORMATS, LEVELS, MATHS, TOPICS
from bot.understand import ParsedQuery
from tests.support.effort import examples

FACETS: list[tuple[str, dict[str, Any]]] = [
    # the two examples of the design, and facets without any sentence
    ("beginner math-light", {"intent": "recommend", "level": "beginner", "math": "light"}),
    ("free book, no maths", {"cost": "free", "formats": ("book",), "math": "none"}),
    ("advanced, proofs, paper", {"level": "advanced", "math": "heavy", "formats": ("paper",)}),
    # maths in opposite directions
    ("I'm scared of equations", {"math": "light"}),
    ("I love proofs", {"math": "heavy"}),
    ("not afraid of maths", {"math": "moderate"}),
    ("without drowning in formulas", {"math": "light"}),
    ("a course with the maths first", {"math": "heavy"}),
    # negation and its scope
    ("no math no books", {"math": "none", "not_formats": ("book",)}),
    ("not a fan of videos", {"not_formats": ("video",), "formats": ()}),
    ("I don't want videos, podcasts or courses", {"not_formats": ("course", "video", "podcast")}),
    ("no videos, books please", {"not_formats": ("video",), "formats": ("book",)}),
    ("anything but coursera", {"not_providers": ("coursera",)}),
    ("pytorch, not tensorflow", {"frameworks": ("pytorch",), "not_frameworks": ("tensorflow",)}),
    # what the asker comes from is not what is asked
    ("I know python well, want computer vision", {"topics": ("computer-vision",)}),
    ("advanced java developer, new to deep learning", {"level": "beginner"}),
    ("I finished an advanced course, what now?", {"level": None}),
    # maths that one wants to learn is no skill in passing
    ("I know NLP. I want to learn calculus.", {"topics": ("math", "nlp")}),
    ("I have no coding experience, which ML course?", {"level": "beginner", "topics": ("machine-learning",)}),
    # turns of speech
    ("of course I want a book", {"formats": ("book",)}),
    ("feel free to suggest a paid course", {"cost": "paid"}),
    # a repeated no is no yes
    ("no podcasts and without paying", {"cost": "free"}),
    ("zero code, what can I read about neural nets", {"level": "beginner", "formats": ("book",)}),
    # the basics that one has
    ("I know the basics of neural networks", {"level": "intermediate"}),
    # a sentence that opens with a format asks for it, however long the story before
    (
        "I drive a bus in the mornings and I paint in the evenings, and now I write scripts. A book on neural nets.",
        {"formats": ("book",)},
    ),
    ("I drive a bus all day and paint at night. I saw a course once and forgot it. Neural nets.", {"formats": ()}),
    # what the asker has in mind already, and what a no in front of an activity says
    ("I want to do the cs229 course in spring but I am not sure whether I am ready. Best books for that?",
     {"formats": ("book",)}),
    ("I joined this great udemy course about networks and I am stuck in the third chapter of it", {"formats": ()}),
    ("so tired of doing courses about neural networks", {"not_formats": ("course",)}),
    # what a resource should have is wanted in itself only where no other format is
    ("resources with exercises on neural nets", {"formats": ("exercises",)}),
    ("a neural networks course with exercises", {"formats": ("course",)}),
    # time
    ("10 hours a week for 3 months", {"hours_per_week": 10.0, "weeks": 13.0}),
    ("2-4 hours per day", {"hours_per_week": 21.0}),
    ("eight hours weekly, two months", {"hours_per_week": 8.0, "weeks": 9.0}),
    # with a comma where English has a point, as most of Europe and South America write, and between thousands
    ("I have 2,5 hours a week", {"hours_per_week": 2.5}),
    ("0,5 hours a day for 1,5 months", {"hours_per_week": 3.5, "weeks": 7.0}),
    ("3-4,5h per week", {"hours_per_week": 3.75}),
    ("all in all 10,5 hours to learn about neural nets", {"hours": 10.5}),
    ("all in all 1,200 hours to learn about neural nets", {"hours": 1200.0}),
    ("I have Monday,5 hours a week, or 1, 2 or 3 hours a day", {"hours_per_week": 5.0}),
    ("45 minutes a day for three weeks", {"hours_per_week": 5.25, "weeks": 3.0, "hours": None}),
    ("15 hours till Monday to learn about neural nets", {"hours_per_week": None, "hours": 15.0}),
    ("I have watched 3 hours of lectures", {"hours": None}),
    ("I did one week of Python", {"weeks": None}),
    ("is it designed for people doing it 40 hours a week", {"hours_per_week": None}),
    ("I drive 10-11 hrs a day, 3 hours a week are left to learn", {"hours_per_week": 3.0}),
    # a no right before a cue denies it, and does not reach beyond what it is about
    ("not interested in keras", {"not_frameworks": ("keras",), "frameworks": ()}),
    ("neural nets for text, not images", {"not_topics": ("computer-vision",)}),
    ("no deep learning experience yet", {"not_topics": ()}),
    ("can I use MATLAB instead of Octave for a deep learning course?", {"not_formats": ()}),
    # who is asking
    ("Biologist here (sequences, images). Which way into neural nets?", {"topics": ("foundations",)}),
    ("my calculus is rusty, I want to learn NLP", {"topics": ("nlp",)}),
    ("I can code, deep learning newbie", {"level": "beginner"}),
    # maths between fear and quantity
    ("a book that does not drown me in notation", {"math": "light"}),
    ("derivations are welcome", {"math": "moderate"}),
    # a paper that proves something, and papers as a goal
    ("a deep learning course with a piece of paper at the end", {"certificate": True, "formats": ("course",)}),
    ("I want to be able to read deep learning papers in a year", {"formats": ()}),
    # what the texts of the entries say in one word
    ("a course where somebody looks at my projects", {"keywords": ("reviewed", "project")}),
    # certificates
    ("deep learning course with a certificate", {"certificate": True}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FACETS)
def test_reads_facets(guide: Guide, text: str, expected: dict[str, Any]) -> None:
    query = guide.parse(text)
    assert {name: getattr(query, name) for name in expected} == expected


ROLES = [
    ("I finished Andrew Ng's deep learning course, what next?", "deep-learning-specialization", "done"),
    ("halfway through the Goodfellow book", "deep-learning-book", "doing"),
    ("is fast.ai still worth it?", "fastai-practical-deep-learning", "asked"),
    ("a good course, Andrew Ng's course is an exception", "deep-learning-specialization", "avoid"),
    ("anything but fast.ai", "fastai-practical-deep-learning", "avoid"),
    ("like fast.ai but with more maths", "fastai-practical-deep-learning", "mentioned"),
    ("everyone says chollet. I don't want it", "deep-learning-with-python", "avoid"),
    ("I read the keras book cover to cover", "deep-learning-with-python", "done"),
    ("I'm through with Nielsen", "neural-networks-and-deep-learning", "done"),
    ("which course should I do after hands on machine learning", "hands-on-machine-learning", "done"),
    ("gave up on goodfellow, what else is there", "deep-learning-book", "avoid"),
]


@pytest.mark.parametrize(("text", "resource_id", "role"), ROLES)
def test_reads_the_role_of_a_named_resource(guide: Guide, text: str, resource_id: str, role: str) -> None:
    assert [(item.id, item.role) for item in guide.parse(text).named] == [(resource_id, role)]


@pytest.mark.parametrize(
    "text", ["looking for a deep learning book", "I want to learn deep learning with python", "machine learning course"]
)
def test_a_subject_is_no_name(guide: Guide, text: str) -> None:
    assert guide.parse(text).named == ()


@pytest.mark.parametrize(
    "text",
    [
        "barren plateaus, how bad are they?", "will you marry me", "is kaldi still used?", "do I need git and sql?",
        "ML ke liye maths kitni chahiye", "a gardener with a laptop", "matatu routes in Swahili and Sheng",
    ],
)  # fmt: skip
def test_a_word_that_is_nearly_an_author_s_name_is_no_name(whole: Guide, text: str) -> None:
    assert whole.parse(text).named == ()


@pytest.mark.parametrize(("text", "id_"), [("is the kwon paper worth it", "vllm-paper"), ("karpaty's course?", None)])
def test_a_paper_is_called_by_its_first_author_and_long_names_may_be_misspelled(
    whole: Guide, text: str, id_: str | None
) -> None:
    named = whole.parse(text).named
    assert named
    assert id_ is None or named[0].id == id_


def test_a_title_is_a_name_where_something_is_judged(guide: Guide) -> None:
    query = guide.parse("Deep Learning with Python: good for absolute beginners?")
    assert query.ids("asked") == ("deep-learning-with-python",)


def test_a_name_of_two_entries_keeps_both(guide: Guide) -> None:
    (named,) = guide.parse("Is Neural Networks and Deep Learning any good?").named
    assert {named.id, *named.alternatives} == {
        "neural-networks-and-deep-learning", "dls-neural-networks-and-deep-learning",
    }  # fmt: skip


INTENTS = [
    ("which book for a beginner?", "recommend"),
    ("is the deep learning specialization still relevant", "review"),
    ("fast.ai or the Goodfellow book?", "compare"),
    ("roadmap for deep learning", "path"),
    ("which gpu should I buy", "other"),
    ("will I get a job with this", "other"),
    ("how to cook pasta", "none"),
    ("best pasta recipe book", "none"),
    ("hello there", "none"),
    ("🤖🤖🤖", "none"),
    ("", "none"),
    ("كيف أتعلم", "none"),
]


@pytest.mark.parametrize(("text", "intent"), INTENTS)
def test_reads_the_intent(guide: Guide, text: str, intent: str) -> None:
    assert guide.parse(text).intent == intent


@examples(300)
@given(text=st.text(max_size=600))
def test_any_text_gives_words_of_the_vocabulary(guide: Guide, text: str) -> None:
    query = guide.parse(text)
    assert query.level in (None, *LEVELS)
    assert query.math in (None, *MATHS)
    assert query.cost in (None, *COSTS)
    assert set(query.formats) | set(query.not_formats) <= set(FORMATS)
    assert not set(query.formats) & set(query.not_formats)
    assert set(query.topics) <= set(TOPICS)
    assert all(guide.catalogue.get(item.id) for item in query.named)


WORDS = ["beginner", "no", "maths", "book", "fast.ai", "but", "free", "or", "finished", "Ng", "videos", "vs", ","]


@examples(300)
@given(parts=st.lists(st.sampled_from(WORDS), max_size=40))
def test_understanding_is_pure(guide: Guide, parts: list[str]) -> None:
    text = " ".join(parts)
    assert guide.parse(text) == guide.parse(text)


@pytest.mark.parametrize("padding", [0, 3000, 8000])
def test_reads_long_texts_up_to_the_limit(guide: Guide, padding: int) -> None:
    query = guide.parse("beginner math-light " + "x" * padding)
    assert (query.level, query.math) == ("beginner", "light")


def test_an_empty_query_says_nothing() -> None:
    query = ParsedQuery()
    said = {field.name for field in fields(ParsedQuery) if getattr(query, field.name)} - {
        "intent",
        "told",
        "language",
    }
    assert said == set()
    assert not any(astuple(query.told))
    assert replace(ParsedQuery(), level="beginner").level == "beginner"


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("I have 3 months to learn neural nets", 13.0),
        ("I have ~3 years of industry experience in vision", None),
        ("two years in the industry, now deep learning", None),
        ("stuck on backprop for 2 weeks", None),
        ("5 months in i built an LSTM", None),
        ("4 weeks in, and lost", None),
        ("placements in 8 months", 35.0),
        ("in 1.5 weeks", 1.5),
        ("I've been learning for about 6 months", None),
        ("calculus comes in 3 years at my school", None),
    ],
)
def test_time_that_is_behind_somebody_is_not_time_to_learn(guide: Guide, text: str, weeks: float | None) -> None:
    assert guide.parse(text).weeks == weeks


def test_hours_of_something_by_the_day_count(guide: Guide) -> None:
    assert guide.parse("max 1 hour screen per day").hours_per_week == 7.0


@pytest.mark.parametrize(
    "sign", ["<:fastai:1052030303>", "<a:karpathy:20>", "<@1234567890>", "<@!20>", "<@&2016>", "<#10>",
             "</free book:7>", "<t:1764547200:R>", "<id:customize>"],
)  # fmt: skip
def test_what_discord_writes_for_emojis_members_and_times_says_nothing(guide: Guide, sign: str) -> None:
    asked = "which course for computer vision, 5 hours a week"
    assert guide.parse(f"{sign} {asked}") == guide.parse(asked)
    assert guide.parse(f"hey {sign}, {asked}") == guide.parse(f"hey , {asked}")
    assert guide.parse(sign) == guide.parse("")
