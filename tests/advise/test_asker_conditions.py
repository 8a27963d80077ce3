"""For whom a variant or a route is meant: what each condition of `when` holds for, and what not."""

import pytest
from msgspec import UNSET
from msgspec.structs import asdict, replace

from bot.advise import Guide
from bot.advise.asker_conditions import KNOWN_BY_SKILL, holds, known, lacked, route_for, variant_for
from bot.catalogue import Catalogue
from bot.catalogue.advice import Route, Stage, Variant, When
from bot.catalogue.allowed_values import Level
from bot.understand import Named, ParsedQuery
from bot.understand.facets.asker import Told
from tests.support.made import knowing
from tests.support.notes import VERIFIED, choices, note

ANYBODY = ParsedQuery()
DONE = Named("fastai-part-2", "done")
CASES: list[tuple[When, ParsedQuery, ParsedQuery]] = [  # a condition, somebody for whom it holds, somebody else
    (When(level=("beginner", "advanced")), ParsedQuery(level="advanced"), ParsedQuery(level="intermediate")),
    (When(math=("none", "light")), ParsedQuery(math="light"), ParsedQuery(math="heavy")),
    (When(who=("teacher", "medic")), ParsedQuery(told=Told(who=("medic",))), ParsedQuery(told=Told(who=("student",)))),
    (When(knows=("python", "r")), ParsedQuery(told=Told(knows=("r",))), ParsedQuery(told=Told(lacks=("r",)))),
    (When(knows=("python",)), ParsedQuery(knows=knowing("python-basics")), ParsedQuery(knows=knowing("calculus"))),
    (When(lacks=("gpu",)), ParsedQuery(told=Told(lacks=("time", "gpu"))), ParsedQuery(told=Told(knows=("gpu",)))),
    (When(lacks=("money",)), ParsedQuery(cost="free"), ParsedQuery(cost="paid")),
    (When(lacks=("maths",)), ParsedQuery(math="none"), ParsedQuery(math="light")),
    (When(wants=("job",)), ParsedQuery(told=Told(aims=("job",))), ParsedQuery(told=Told(aims=("research",)))),
    (When(wants=("certificate",)), ParsedQuery(certificate=True), ParsedQuery(told=Told(aims=("job",)))),
    (When(cost=("free", "freemium")), ParsedQuery(cost="freemium"), ParsedQuery(cost="subscription")),
    (When(topics=("nlp",)), ParsedQuery(topics=("llm", "nlp")), ParsedQuery(topics=("llm", "agents-rag", "nlp"))),
    (When(done=("fastai-part-2",)), ParsedQuery(named=(DONE,)), ParsedQuery(named=(Named("fastai-part-2", "doing"),))),
    (When(hours_below=5.0), ParsedQuery(hours_per_week=4.5), ParsedQuery(hours_per_week=5.0)),
    (When(says=("spark", "big data")), ParsedQuery(words=("my", "big", "data")), ParsedQuery(words=("big", "my"))),
    (When(says=("in C++",)), ParsedQuery(words=("in", "c++")), ParsedQuery(words=("in", "c"))),
]  # fmt: skip


@pytest.mark.parametrize(("when", "meant", "other"), CASES)
def test_each_condition_holds_for_some_and_not_for_others(when: When, meant: ParsedQuery, other: ParsedQuery) -> None:
    assert holds(when, meant)
    assert not holds(when, other)
    assert not holds(when, ANYBODY)


def test_every_condition_is_tried() -> None:
    tried = {name for when, *_ in CASES for name, value in asdict(when).items() if value not in ((), None, UNSET)}
    assert tried == set(When.__struct_fields__)


def test_without_a_condition_it_is_meant_for_everybody() -> None:
    assert holds(When(), ANYBODY)


def test_all_that_is_given_must_hold() -> None:
    when = When(level=("beginner",), wants=("job",), hours_below=5)
    told = ParsedQuery(level="beginner", told=Told(aims=("job",)), hours_per_week=3)
    assert holds(when, told)
    for missing in (replace(told, level=None), replace(told, told=Told()), replace(told, hours_per_week=None)):
        assert not holds(when, missing)


def test_what_is_known_is_called_alike_however_it_was_told(shipped: Catalogue) -> None:
    taught = {skill for entry in shipped for skill in (*entry.teaches, *entry.requires)}
    assert {skill for skill in KNOWN_BY_SKILL if skill not in {*taught, "math"}} == set()
    assert known(ParsedQuery(told=Told(knows=("sql",)), knows=knowing("keras", "no-such-skill"))) == (
        "sql",
        "tensorflow",
    )
    assert lacked(ParsedQuery(told=Told(lacks=("gpu",)), cost="free", math="none")) == ("gpu", "money", "maths")


def test_the_first_variant_that_holds_is_the_one() -> None:
    mine, everybody = Variant(when=When(level=("beginner",))), Variant(when=When())
    own = note(variants=(mine, everybody))
    assert variant_for(own, ParsedQuery(level="beginner")) is mine
    assert variant_for(own, ANYBODY) is everybody
    assert variant_for(note(variants=(mine,)), ANYBODY) is None


@pytest.mark.parametrize(
    ("goals", "level", "id_"),
    [
        (["gans"], None, "open"),
        (["gans"], "beginner", "for-beginners"),
        (["gans"], "advanced", "open"),
        (["nlp", "gans"], None, "open"),
        (["nlp", "gans"], "advanced", "nlp-for-the-advanced"),
        (["gans", "nlp"], "advanced", "open"),
        (["speech"], None, None),
        ([], "beginner", None),
    ],
)
def test_a_route_leads_to_the_first_goal_that_one_for_the_asker_has(
    goals: list[str], level: Level | None, id_: str | None
) -> None:
    routes = [route("open", "gans"), route("for-beginners", "gans", When(level=("beginner",))),
              route("nlp-for-the-advanced", "nlp", When(level=("advanced",)))]  # fmt: skip
    found = route_for(routes, goals, ParsedQuery(level=level))
    assert (found.id if found else None) == id_


def route(id_: str, goal: str, when: When | None = None) -> Route:
    stage = Stage(reach="go on", skills=("tuning",), ways=choices("one"), hours=(1, 2), project="Do it.")
    return Route(id=id_, title=id_, goals=(goal,), stages=(stage,), verified=VERIFIED, when=when)


@pytest.mark.parametrize(
    ("message", "when"),
    [
        ("I am a nurse and want to learn ML", When(who=("medic",))),
        ("web developer here, I know javascript, no maths, no money", When(who=("web-developer",), lacks=("money",))),
        ("I know python, how do I get a job in ML?", When(knows=("python",), wants=("job",))),
        ("I have 3 hours a week for deep learning", When(hours_below=4)),
        ("I finished fast.ai part 2, what now?", When(done=("fastai-part-2",))),
        ("is Big-Data the same as machine learning?", When(says=("big data",))),
    ],
)
def test_messages_tell_it(whole: Guide, message: str, when: When) -> None:
    assert holds(when, whole.parse(message))
