"""Skills: what builds on what, and what entries may say of them."""

from pathlib import Path

import pytest

from bot.advise.plans.hours import ANY_SKILL
from bot.advise.wording.terms import FRAMEWORK, TOPIC
from bot.catalogue import Catalogue, Skill, SkillGraph, load_catalogue, read_base, read_catalogue
from bot.catalogue.allowed_values import LEVELS, TOPICS, Level
from tests.support.knowledge_files import GOOD, write

SKILLS = """\
skills:
  - {id: sums, name: sums}
  - {id: algebra, name: algebra, builds_on: [sums]}
  - {id: networks, name: networks, builds_on: [algebra], helped_by: [art]}
  - {id: art, name: art}
  - {id: last, name: last}
"""
WRONG = {  # what stands in place of the last line, and what is said
    "itself": ("{id: last, name: last, helped_by: [last]}", "builds_on: it leads back to itself: last on last"),
    "unknown": ("{id: last, name: last, builds_on: [sum]}", "builds_on: no skill 'sum' (did you mean 'sums'?)"),
    "no name": ("{id: last}", "name: this field is required"),
    "twice": ("{id: sums, name: last}", "id: 'sums' is already in line 2"),
    "form": ("{id: Art, name: last}", "id: 'Art' does not have the form"),
    "field": ("{id: last, name: last, needs: [sums]}", "needs: no such field"),
    "topic": ("{id: last, name: last, topics: [llm, nlpp]}", "topics: 'nlpp' is not one of"),
    "level": ("{id: last, name: last, known_from: expert}", "known_from: 'expert' is not one of"),
    "one hour": ("{id: last, name: last, hours: 5}", "hours: expected a list; write [5, 5]"),
    "no hours": ("{id: last, name: last, hours: [0, 5]}", "hours: expected 'int' >= 1"),
    "hours": ("{id: last, name: last, hours: [5, 3]}", "hours: the lower number comes first"),
    "nothing to build": ("{id: last, name: last, build: ''}", "build: the text is empty; write one"),
    "a word": ("art", "skills: expected fields, found 'art'"),
}
SHAPES = ["skills: []\n", "- sums\n", "skills: {a: b}\n", f"{SKILLS}more: 1\n", "sums\n"]
ENTRIES = {  # what an entry says, and what is said of it
    "unknown required": ("requires: [algebar]", "requires: no skill 'algebar' (did you mean 'algebra'?)"),
    "unknown taught": ("teaches: [zzzz]", "teaches: no skill 'zzzz'"),
    "upside down": (
        "{requires: [networks], teaches: [algebra]}",
        "teaches: 'algebra' is what 'networks' builds on, which it requires",
    ),
    "far upside down": (
        "{requires: [art, networks], teaches: [networks, sums]}",
        "teaches: 'sums' is what 'networks' builds on, which it requires",
    ),
}
FINE = ["{requires: [networks], teaches: [networks]}", "{requires: [networks], teaches: [art]}", "teaches: [networks]"]


def base(folder: Path, facts: str, skills: str = SKILLS) -> Path:
    """A knowledge base whose one entry has these further facts."""
    (folder / "skills.yaml").write_text(skills)
    lines = facts.strip("{}").replace("], ", "]\n    ")
    return write(folder, f"{GOOD}    {lines}\n")


def said(path: Path) -> list[str]:
    return [f"{Path(problem.file).name}:{problem.line}: {problem.message}" for problem in read_catalogue(path)[1]]


def test_what_a_skill_builds_on_is_known_at_second_hand(tmp_path: Path) -> None:
    skills = load_catalogue(base(tmp_path, "teaches: [networks]")).skills
    assert skills.below("networks") == {"algebra", "sums"}
    assert skills.below("sums") == skills.below("zzzz") == frozenset()
    assert [skill.id for skill in skills] == ["sums", "algebra", "networks", "art", "last"]


@pytest.mark.parametrize(("line", "words"), WRONG.values(), ids=WRONG)
def test_a_wrong_skill_is_the_only_problem(tmp_path: Path, line: str, words: str) -> None:
    (found,) = said(base(tmp_path, "teaches: [networks]", SKILLS.replace("{id: last, name: last}", line)))
    assert words in found
    assert found.startswith("skills.yaml:6: ")


def test_a_problem_is_told_with_the_line_of_its_field(tmp_path: Path) -> None:
    last = "id: last\n    name: last\n    topics:\n      - nlp\n      - sums\n    hours: [5, 3000000]\n    build: [x]"
    found = said(base(tmp_path, "teaches: [networks]", SKILLS.replace("{id: last, name: last}", last)))
    assert [line.partition(" ")[0] for line in found] == ["skills.yaml:10:", "skills.yaml:11:", "skills.yaml:12:"]


def test_a_way_round_by_what_only_helps_is_a_cycle(tmp_path: Path) -> None:
    skills = SKILLS.replace("{id: art, name: art}", "{id: art, name: art, builds_on: [networks]}")
    (found,) = said(base(tmp_path, "teaches: [networks]", skills))
    assert "builds_on: it leads back to itself: " in found
    assert found.endswith(("networks on art on networks", "art on networks on art"))


def test_every_cycle_is_told(tmp_path: Path) -> None:
    steps = ["a b", "b a", "c d", "d e", "e c"]
    lines = [f"  - {{id: {step[0]}, name: x, builds_on: [{step[2]}]}}\n" for step in steps]
    found = said(base(tmp_path, "teaches: [a]", f"skills:\n{''.join(lines)}"))
    assert sorted(len(line.partition("itself: ")[2].split(" on ")) for line in found) == [3, 4]


@pytest.mark.parametrize("skills", SHAPES)
def test_a_file_of_another_shape_is_a_problem(tmp_path: Path, skills: str) -> None:
    assert any("the file must hold the field 'skills'" in line for line in said(base(tmp_path, "year: 2020", skills)))


def test_an_unreadable_file_of_skills_is_a_problem(tmp_path: Path) -> None:
    assert said(base(tmp_path, "year: 2020", "skills: [\n")) != []


@pytest.mark.parametrize(("facts", "words"), ENTRIES.values(), ids=ENTRIES)
def test_a_wrong_use_is_the_only_problem(tmp_path: Path, facts: str, words: str) -> None:
    line = 18 + facts.startswith("{")
    assert said(base(tmp_path, facts)) == [f"knowledge.yaml:{line}: {words}"]


@pytest.mark.parametrize("facts", FINE)
def test_deepening_and_what_only_helps_are_fine(tmp_path: Path, facts: str) -> None:
    assert said(base(tmp_path, facts)) == []


def test_a_flawed_skill_is_no_problem_of_those_who_name_it(tmp_path: Path) -> None:
    found = said(base(tmp_path, "teaches: [art]", SKILLS.replace("name: art", "nmae: art")))
    assert {line.partition(":")[0] for line in found} == {"skills.yaml"}


def test_a_draft_elsewhere_is_held_to_the_skills_that_are_given(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "skills.yaml").write_text(SKILLS)
    path = write(tmp_path, f"{GOOD}    teaches: [sum]\n")
    assert said(path) == []
    problems = read_base(path, tmp_path / "elsewhere" / "skills.yaml").problems
    assert [problem.message for problem in problems] == ["teaches: no skill 'sum' (did you mean 'sums'?)"]


# What is said of a skill


GRAPH = SkillGraph((
    Skill(id="sums", name="sums", known_from="beginner", topics=("math",)),
    Skill(id="nlp", name="words", known_from="advanced", topics=("llm",)),
    Skill(id="llm", name="large ones", topics=("llm", "nlp")),
))  # fmt: skip


def test_a_skill_that_no_file_has_goes_by_its_id() -> None:
    assert SkillGraph().skill("speech-audio") == Skill(id="speech-audio", name="speech audio")
    assert GRAPH.skill("nlp").name == "words"


@pytest.mark.parametrize(
    ("topic", "skills"), [("math", ("math", "sums")), ("nlp", ("nlp", "llm")), ("llm", ("llm", "nlp")), ("x", ("x",))]
)
def test_a_topic_means_the_skill_of_its_name_and_those_that_stand_for_it(topic: str, skills: tuple[str, ...]) -> None:
    assert GRAPH.of(topic) == skills


@pytest.mark.parametrize(
    ("level", "skills"),
    [(None, set()), ("beginner", {"sums"}), ("intermediate", {"sums"}), ("advanced", {"sums", "nlp"})],
)
def test_who_is_further_is_taken_to_know_more(level: Level | None, skills: set[str]) -> None:
    assert GRAPH.known_at(level) == skills


# The shipped skills


def test_tools_and_topics_are_called_as_the_skills_of_their_ids(catalogue: Catalogue) -> None:
    named = {skill.id: skill.name for skill in catalogue.skills}
    both = {id_: name for id_, name in (TOPIC | FRAMEWORK).items() if id_ in named}
    assert len(both) > 10
    assert both == {id_: named[id_] for id_ in both}


def test_with_each_skill_there_is_something_of_its_own_to_build(catalogue: Catalogue) -> None:
    ideas = [skill.build for skill in catalogue.skills]
    assert None not in ideas
    assert len(set(ideas)) == len(ideas)


def test_the_large_skills_say_how_long_they_take(catalogue: Catalogue) -> None:
    large = {skill.id: skill.hours for skill in catalogue.skills if skill.hours}
    assert set(large) == {
        "python-basics", "linear-algebra", "calculus", "probability", "statistics", "machine-learning-basics",
        "deep-learning-basics",
    }  # fmt: skip
    assert all(hours > ANY_SKILL for hours in large.values())


def test_every_topic_but_research_has_a_skill(catalogue: Catalogue) -> None:
    known = {skill.id for skill in catalogue.skills}
    assert {topic for topic in TOPICS if known.isdisjoint(catalogue.skills.of(topic))} == {"research"}


def test_who_is_taken_to_know_a_skill_is_taken_to_know_what_it_builds_on(catalogue: Catalogue) -> None:
    skills = catalogue.skills
    assert [len(skills.known_at(level)) for level in LEVELS] == [0, 5, 10]
    for level in LEVELS:
        assert {below for id_ in skills.known_at(level) for below in skills.below(id_)} <= skills.known_at(level)
