"""What is wrong with notes, subjects, terms and routes is told with its line and in words that help."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue import Catalogue, load_catalogue, read_base
from bot.catalogue.advice.read import advice_paths
from tests.catalogue.test_any_file import values
from tests.support.advice_files import (
    BASE,
    BY,
    FAQS,
    FILES,
    NOTES,
    ROUTES,
    SKILLS,
    SUBJECTS,
    TERMS,
    advised,
    said,
    worded,
)
from tests.support.effort import examples
from tests.support.knowledge_files import GOOD, ONE, changed

WORDS = {most: " ".join(["word"] * (most + 1)) for most in (12, 20, 25, 30, 40, 50)}
LONG = "x" * 161
PICK = "{id: one, why: Short.}"
STAGES = ROUTES[ROUTES.index("    stages:") : ROUTES.index("    verified:")]
STAGE = "{reach: a, skills: [sums], ways: [{id: one, why: b}], hours: [1, 2], project: c}"
SECOND = f"    stages: [{STAGE}]\n    {BY}\n  - id: to-graphs\n    title: A\n    goals: [graph]\n    stages:"
NOTE = {  # what stands in the file, what stands there instead, in which line, and what is said
    "a long answer": ("answer: Start with one.", f"answer: {WORDS[40]}", 5, "answer: 41 words; 40 is the most"),
    "a long because": ("because: It asks", f"because: {WORDS[50]} It asks", 6, "because: 55 words; 50 is the most"),
    "a long next": ("next: Read", f"next: {WORDS[30]} Read", 11, "next: 35 words; 30 is the most"),
    "a long why": ("why: Free, and short.", f"why: {WORDS[25]}", 9, "picks: 26 words; 25 is the most"),
    "long for whom": ("for: those who hurry", f"for: {WORDS[12]}", 10, "picks: 13 words; 12 is the most"),
    "a variant's answer": ("answer: Start with two.", f"answer: {WORDS[40]}", 14, "for: 41 words; 40 is the most"),
    "a variant's why": ("why: Longer.", f"why: {WORDS[25]}", 17, "for: 26 words; 25 is the most"),
    "a variant's next": ("next: Begin today.", f"next: {WORDS[30]}", 27, "for: 31 words; 30 is the most"),
    "an unknown pick": ("- id: one", "- id: onee", 8, "picks: no entry 'onee' (did you mean 'one'?)"),
    "a variant's pick": ("- id: two", "- id: twoo", 16, "for: no entry 'twoo' (did you mean 'two'?)"),
    "a pick like nothing": ("- id: one", "- id: zzzz", 8, "picks: no entry 'zzzz'"),
    "a retired pick": ("- id: one", "- id: gone", 8, "picks: 'gone' is retired, so it cannot be recommended"),
    "no condition": ("when: {level: [advanced]}", "when: {}", 13, "for: it names no condition, so it would apply to"),
    "an empty condition": (
        "{level: [advanced]}",
        "{level: []}",
        13,
        "for: it names no condition, so it would apply to",
    ),
    "done with what": ("{done: [one]}", "{done: [two, onne]}", 26, "for: no entry 'onne' (did you mean 'one'?)"),
    "a level": (
        "level: [advanced]",
        "level: [advnced]",
        13,
        "'advnced' is not one of beginner, intermediate, advanced",
    ),
    "a cost": ("level: [advanced]", "cost: [fre]", 13, "cost: 'fre' is not one of free, freemium, paid"),
    "who": ("level: [advanced]", "who: [studnt]", 13, "(did you mean 'student'?)"),
    "knows": ("level: [advanced]", "knows: [pythn]", 13, "(did you mean 'python'?)"),
    "lacks": ("level: [advanced]", "lacks: [mony]", 13, "(did you mean 'money'?)"),
    "wants": ("level: [advanced]", "wants: [jobs]", 13, "(did you mean 'job'?)"),
    "hours": ("level: [advanced]", "hours_below: few", 13, "hours_below: expected a number, found 'few'"),
    "no hours": ("level: [advanced]", "hours_below: 0", 13, "hours_below: expected 'float' > 0"),
    "a condition of no kind": (
        "level: [advanced]",
        "levels: [advanced]",
        13,
        "levels: no such field (did you mean 'level'?)",
    ),
    "a phrase of nothing": ("level: [advanced]", "says: ['']", 13, "says: the text is empty; write one"),
    "see what": (
        "see_also: [what-next]",
        "see_also: [whatnext]",
        18,
        "see_also: no note 'whatnext' (did you mean 'what-next'?)",
    ),
    "a kind": ("kind: start", "kind: begin", 4, "kind: 'begin' is not one of prerequisites, order, choose"),
    "an intent": (
        "kind: start",
        "kind: start\n    intent: learn",
        5,
        "intent: 'learn' is not one of recommend, review",
    ),
    "a field": ("kind: start", "kind: start\n    becuase: No.", 5, "becuase: no such field (did you mean 'because'?)"),
    "no question": ("question: Where do I start?", "# gone", 2, "question: this field is required"),
    "a long question": ("Where do I start?", LONG, 3, "question: expected 'str' of length <= 160"),
    "an id": ("id: where-to-start", "id: Where", 2, "id: 'Where' does not have the form required here"),
    "an id twice": (
        "- id: where-to-start",
        "- id: what-next",
        20,
        "id: 'what-next' is already in {folder}/notes/begin.yaml:2",
    ),
    "four picks": (
        "picks:\n          - id: two\n            why: Longer.",
        f"picks: [{', '.join([PICK] * 4)}]",
        15,
        "picks: expected 'array' of length <= 3",
    ),
    "a pick without a reason": ("        why: Free, and short.\n", "", 8, "why: this field is required"),
    "a pick in a word": ("- id: two\n            why: Longer.", "- two", 16, "picks: expected fields, found 'two'"),
    "no evidence": ("by: [{shows: All of it., source: Its page}]", "by: []", 19, "by: expected 'array' of length >= 1"),
    "a date": ("date: 2026-01-01", "date: once", 19, "date: "),
}
SUBJECT = {
    "a long sentence": ("says: A graph", f"says: {WORDS[40]} A graph", 6, "says: 47 words; 40 is the most"),
    "a long next": ("builds_on: [sums]", f"next: {WORDS[30]}", 7, "next: 31 words; 30 is the most"),
    "a long why": ("why: Free, and short.", f"why: {WORDS[25]}", 11, "shortlist: 26 words; 25 is the most"),
    "long for whom": ("for: those who begin", f"for: {WORDS[12]}", 10, "shortlist: 13 words; 12 is the most"),
    "an unknown entry": ("- id: one", "- id: onee", 9, "shortlist: no entry 'onee' (did you mean 'one'?)"),
    "a retired entry": ("- id: one", "- id: gone", 9, "shortlist: 'gone' is retired, so it cannot be recommended"),
    "on what": ("[sums]", "[trees, sum]", 7, "builds_on: no subject or skill 'sum' (did you mean 'sums'?)"),
    "on what subject": ("[graphs]", "[graph]", 18, "builds_on: no subject or skill 'graph' (did you mean 'graphs'?)"),
    "a name of two": (
        "names: [trees]",
        "names: [trees, ' Networks']",
        15,
        "names: ' Networks' is a name of 'graphs' already",
    ),
    "a topic": ("topic: graph", "topic: graphs", 5, "(did you mean 'graph'?)"),
    "an id twice": ("- id: trees", "- id: graphs", 13, "id: 'graphs' is already in {folder}/subjects.yaml:2"),
    "no shortlist": (
        "      - id: two\n        why: Longer.\n",
        "",
        19,
        "shortlist: expected a list, such as [one, two]",
    ),
    "an empty one": (
        "shortlist:\n      - id: two\n        why: Longer.\n",
        "shortlist: []\n",
        19,
        "shortlist: expected 'array' of length >= 1",
    ),
    "a long one": (
        "shortlist:\n      - id: two\n        why: Longer.\n",
        f"shortlist: [{', '.join([PICK] * 7)}]\n",
        19,
        "shortlist: expected 'array' of length",
    ),
    "a long name": ("names: [trees]", f"names: [{'x' * 61}]", 15, "names: expected 'str' of length <= 60"),
}
TERM = {
    "a long meaning": ("means: A node", f"means: {WORDS[50]} A node", 6, "means: 68 words; 60 is the most"),
    "of what": ("of: graphs", "of: graph", 5, "of: no subject 'graph' (did you mean 'graphs'?)"),
    "a name of two": ("[leaf, trees]", "[leaf, Nodes]", 9, "names: 'Nodes' is a name of 'node' already"),
    "an id twice": ("- id: leaf", "- id: node", 7, "id: 'node' is already in {folder}/terms.yaml:2"),
}
FAQ = {
    "a long answer": ("answer: Its first", f"answer: {WORDS[40]} first", 5, "answers: 43 words; 40 is the most"),
    "a long why": ("why: Longer.", f"why: {WORDS[25]} on", 7, "answers: 27 words; 25 is the most"),
    "of what": ("of: [one]", "of: [onee]", 2, "of: no entry 'onee' (did you mean 'one'?)"),
    "a pick": ("id: two, why", "id: gone, why", 7, "answers: 'gone' is retired, so it cannot be recommended"),
    "an ask": ("ask: next", "ask: nextt", 11, "(did you mean 'next'?)"),
    "an ask twice": ("ask: next", "ask: parts", 11, "answers: 'parts' is answered above"),
    "which of one": ("ask: next", "ask: which", 11, "answers: 'which' needs two resources, every other question one"),
    "another ask of two": ("ask: which", "ask: worth", 17, "answers: 'which' needs two resources"),
    "no condition": ("{level: [advanced]}", "{}", 9, "answers: it names no condition"),
    "the same twice": ("of: [two, one]", "of: [one]", 15, "id: 'one' is already in {folder}/faqs/all.yaml:2"),
    "of three": ("of: [two, one]", "of: [two, one, gone]", 15, "of: expected 'array' of length <= 2"),
}
ROUTE = {
    "a long why": ("why: Free, and short.", f"why: {WORDS[25]}", 12, "stages: 26 words; 25 is the most"),
    "long for whom": ("for: those who hurry", f"for: {WORDS[12]}", 11, "stages: 13 words; 12 is the most"),
    "a long project": ("project: Add", f"project: {WORDS[30]} Add", 14, "stages: 34 words; 30 is the most"),
    "a long skip": ("skip: You can add.", f"skip: {WORDS[20]}", 15, "stages: 21 words; 20 is the most"),
    "an unknown way": ("- id: one", "- id: onee", 10, "stages: no entry 'onee' (did you mean 'one'?)"),
    "a retired way": ("- id: one", "- id: gone", 10, "stages: 'gone' is retired, so it cannot be recommended"),
    "a goal": (
        "goals: [graphs, graph]",
        "goals: [graphs, grapf]",
        4,
        "goals: no subject or topic 'grapf' (did you mean 'graph'?)",
    ),
    "a skill": ("skills: [sums]", "skills: [sum]", 8, "stages: no skill 'sum' (did you mean 'sums'?)"),
    "hours": ("hours: [3, 9]", "hours: [9, 3]", 13, "stages: the lower number comes first"),
    "an hour": ("hours: [3, 9]", "hours: [3]", 13, "hours: expected 'array' of length 2"),
    "no condition": (
        "{who: [student], done: [one]}",
        "{}",
        5,
        "when: it names no condition, so it would apply to everyone",
    ),
    "done with what": ("done: [one]", "done: [onne]", 5, "when: no entry 'onne' (did you mean 'one'?)"),
    "an id twice": ("    stages:", SECOND, 8, "id: 'to-graphs' is already in {folder}/routes.yaml:2"),
    "no goal": ("goals: [graphs, graph]", "goals: []", 4, "goals: expected 'array' of length >= 1"),
    "eleven stages": (
        STAGES,
        f"    stages: [{', '.join([STAGE] * 11)}]\n",
        6,
        "stages: expected 'array' of length <= 10",
    ),
    "no skills": ("        skills: [sums]\n", "", 7, "skills: this field is required"),
}
SHAPES = ["{name}: {{}}\n", "- one\n", "one\n", "{name}:\n", "resources: []\n", "{name}: []\nmore: 1\n"]


def only(folder: Path, found: list[tuple[str, int, str]], file: str, line: int, words: str) -> None:
    """Assert that this is the only problem."""
    (problem,) = found
    assert problem[:2] == (file, line), found
    assert words.format(folder=folder) in problem[2]


def test_the_small_base_is_good(tmp_path: Path) -> None:
    advice = load_catalogue(advised(tmp_path)).advice
    assert [list(of) for of in (advice.notes, advice.subjects, advice.terms, advice.routes, advice.faqs)] == [
        ["where-to-start", "what-next"], ["graphs", "trees"], ["node", "leaf"], ["to-graphs"], ["one", "one+two"],
    ]  # fmt: skip
    assert [variant.when.level for variant in advice.notes["where-to-start"].variants] == [("advanced",)]


def test_a_base_needs_no_advice(tmp_path: Path) -> None:
    advice = load_catalogue(advised(tmp_path, notes=None, subjects=None, terms=None, routes=None, faqs=None)).advice
    assert not advice.notes
    assert not advice.subjects
    assert not advice.terms
    assert not advice.routes
    assert not advice.faqs


@pytest.mark.parametrize(("old", "new", "line", "words"), NOTE.values(), ids=NOTE)
def test_a_wrong_note_is_the_only_problem(tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
    path = advised(tmp_path, notes=NOTES.replace(old, new, 1))
    only(tmp_path, said(path), "notes/begin.yaml", line, words)


@pytest.mark.parametrize(("old", "new", "line", "words"), SUBJECT.values(), ids=SUBJECT)
def test_a_wrong_subject_is_the_only_problem(tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
    only(tmp_path, said(advised(tmp_path, subjects=SUBJECTS.replace(old, new, 1))), "subjects.yaml", line, words)


@pytest.mark.parametrize(("old", "new", "line", "words"), TERM.values(), ids=TERM)
def test_a_wrong_term_is_the_only_problem(tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
    only(tmp_path, said(advised(tmp_path, terms=TERMS.replace(old, new, 1))), "terms.yaml", line, words)


@pytest.mark.parametrize(("old", "new", "line", "words"), FAQ.values(), ids=FAQ)
def test_a_wrong_answer_about_a_resource_is_found(tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
    file, at, message = said(advised(tmp_path, faqs=FAQS.replace(old, new, 1)))[0]
    assert (file, at) == ("faqs/all.yaml", line)
    assert words.format(folder=tmp_path) in message


def test_two_resources_are_one_pair_in_either_order(tmp_path: Path) -> None:
    advice = load_catalogue(advised(tmp_path)).advice
    told = [advice.asked_of(ids, "which") for ids in (["one", "two"], ["two", "one"])]
    assert [found and found[1].answer for found in told] == ["One first."] * 2
    assert advice.asked_of(["one"], "pace") is None
    assert advice.asked_of(["two"], "parts") is None


@pytest.mark.parametrize(("old", "new", "line", "words"), ROUTE.values(), ids=ROUTE)
def test_a_wrong_route_is_the_only_problem(tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
    only(tmp_path, said(advised(tmp_path, routes=ROUTES.replace(old, new, 1))), "routes.yaml", line, words)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", ["notes", "subjects", "terms", "routes"])
def test_a_file_of_another_shape_is_the_only_problem(tmp_path: Path, name: str, shape: str) -> None:
    others: dict[str, str | None] = {} if name != "subjects" else {"routes": None, "terms": None}
    path = advised(tmp_path, **{**others, name: shape.format(name=name)})
    file = "notes/begin.yaml" if name == "notes" else f"{name}.yaml"
    assert said(path) == [(file, 1, f"the file must hold the field '{name}' with a list of them, and nothing else")]


def test_a_note_in_two_files_names_the_first(tmp_path: Path) -> None:
    path = advised(tmp_path)
    (tmp_path / "notes" / "more.yaml").write_text(NOTES.replace("where-to-start", "how-to-start"))
    assert said(path) == [("notes/more.yaml", 20, f"id: 'what-next' is already in {tmp_path}/notes/begin.yaml:20")]


@pytest.mark.parametrize("name", ["notes", "subjects", "terms", "routes", "skills", "base"])
def test_what_names_something_of_an_unreadable_file_is_not_blamed(tmp_path: Path, name: str) -> None:
    found = said(advised(tmp_path, **{name: "resources: [\n"}))
    assert [message.partition(":")[0] for _, _, message in found] == ["not valid YAML"]


def test_what_names_something_of_a_missing_file_is_not_blamed(tmp_path: Path) -> None:
    found = said(advised(tmp_path, base=f"include: [two.yaml]\n{GOOD}"))
    only(tmp_path, found, "knowledge.yaml", 1, "include: there is no file 'two.yaml' beside this one")


FLAWED = {  # a flaw in what others name
    "an entry": ("base", BASE.replace("math: light", "math: much", 1)),
    "a note": ("notes", NOTES.replace("kind: next", "kind: nxt")),
    "a subject": ("subjects", SUBJECTS.replace("topic: graph", "topic: graf", 1)),
    "a skill": ("skills", SKILLS.replace("name: sums", "nmae: sums")),
}


@pytest.mark.parametrize(("name", "text"), FLAWED.values(), ids=FLAWED)
def test_a_flaw_is_no_problem_of_those_who_name_what_has_it(tmp_path: Path, name: str, text: str) -> None:
    assert len({file for file, _, _ in said(advised(tmp_path, **{name: text}))}) == 1


def test_without_skills_any_may_be_named(tmp_path: Path) -> None:
    assert said(advised(tmp_path, skills=None)) == []


def test_a_renamed_entry_may_be_named_as_before(tmp_path: Path) -> None:
    renamed = BASE.replace("id: one", "id: uno") + "redirects: {one: uno}\n"
    assert said(advised(tmp_path, base=renamed)) == []


def test_one_more_core_entry_than_five_is_told(tmp_path: Path) -> None:
    core = "    standing: {tier: core, why: Named first., by: Our own reading.}\n"
    entries = [ONE.replace("one", f"one-{number}") + core for number in range(6)]
    other = changed(ONE.replace("one", "else"), topics="topics: [nlp]") + core
    found = said(advised(tmp_path, base=BASE + "".join(entries) + other))
    assert [message for _, _, message in found] == [
        "standing: more than 5 entries are core for foundations at level beginner"
    ]


def test_the_files_are_bounded_together(tmp_path: Path) -> None:
    padding = "#" * 4_100_000
    found = said(advised(tmp_path, notes=f"{NOTES}{padding}", subjects=f"{SUBJECTS}{padding}", routes=None))
    assert found == [("subjects.yaml", 1, "with this file the advice is larger than 8,000,000 bytes")]


def test_wordings_are_not_read_with_the_base(tmp_path: Path) -> None:
    path = advised(tmp_path)
    worded(tmp_path, ann="nothing: good\n")
    assert said(path) == []
    assert not [file for file in advice_paths(tmp_path) if file.parent.name == "asks"]


def test_without_advice_a_part_is_checked_alone(tmp_path: Path) -> None:
    part = advised(tmp_path).with_name("part.yaml")
    part.write_text("resources:\n" + ONE.replace("one", "three"))
    assert len(read_base(part).problems) > 5
    assert read_base(part, with_advice=False).problems == []


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all examples, with nothing of other tests in it."""
    return tmp_path_factory.mktemp("advice")


@examples(50)
@given(st.data())
def test_no_values_raise(folder: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([name for name in FILES if name != "skills.yaml"]))
    plain = yaml.safe_load(FILES[name])
    (items,) = plain.values()
    where: Any = data.draw(st.sampled_from(list(_mappings(items[0]))))
    where[data.draw(st.sampled_from(list(where)))] = data.draw(values)
    changed_ = {name.partition("/")[0].removesuffix(".yaml"): yaml.safe_dump(plain, allow_unicode=True)}
    said(advised(folder, **changed_))


def _mappings(value: Any) -> list[dict[str, Any]]:
    """Every mapping within plain values."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    own = [value] if isinstance(value, dict) and value else []
    return own + [mapping for item in inner for mapping in _mappings(item)]


def test_the_shipped_base_has_what_is_promised(shipped: Catalogue) -> None:
    advice = shipped.advice
    assert len(advice.notes) >= 150
    assert len(advice.subjects) >= 200
    assert len(advice.terms) >= 150
    assert len(advice.routes) >= 12
