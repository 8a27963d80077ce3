"""A small knowledge base with a note, subjects, terms, a route, skills and wordings, whose lines are known."""

from pathlib import Path

from bot.catalogue import read_catalogue
from tests.support.knowledge_files import BOTH, ONE, changed, write

BY = "verified: {date: 2026-01-01, by: [{shows: All of it., source: Its page}]}"
RETIRED = changed(ONE.replace("id: one", "id: gone").replace("org/one", "org/gone"), status="status: retired")
NOTES = f"""\
notes:
  - id: where-to-start
    question: Where do I start?
    kind: start
    answer: Start with one.
    because: It asks for nothing.
    picks:
      - id: one
        why: Free, and short.
        for: those who hurry
    next: Read its first page.
    for:
      - when: {{level: [advanced]}}
        answer: Start with two.
        picks:
          - id: two
            why: Longer.
    see_also: [what-next]
    {BY}
  - id: what-next
    question: What comes next?
    kind: next
    answer: Two does.
    because: You have one behind you.
    for:
      - when: {{done: [one]}}
        next: Begin today.
    {BY}
"""
SUBJECTS = f"""\
subjects:
  - id: graphs
    name: graphs
    names: [graphs, networks]
    topic: graph
    says: A graph is points and lines.
    builds_on: [sums]
    shortlist:
      - id: one
        for: those who begin
        why: Free, and short.
    {BY}
  - id: trees
    name: trees
    names: [trees]
    topic: graph
    says: A tree is a graph without a circle.
    builds_on: [graphs]
    shortlist:
      - id: two
        why: Longer.
    {BY}
"""
TERMS = """\
terms:
  - id: node
    name: node
    names: [node, nodes]
    of: graphs
    means: A node is a point of a graph. A map of towns has one for each town.
  - id: leaf
    name: leaf
    names: [leaf, trees]
    of: graphs
    means: A leaf is a node with one neighbour.
"""
ROUTES = f"""\
routes:
  - id: to-graphs
    title: To graphs
    goals: [graphs, graph]
    when: {{who: [student], done: [one]}}
    stages:
      - reach: add
        skills: [sums]
        ways:
          - id: one
            for: those who hurry
            why: Free, and short.
        hours: [3, 9]
        project: Add two numbers.
        skip: You can add.
    {BY}
"""
FAQS = f"""\
faqs:
  - of: [one]
    answers:
      - ask: parts
        answer: Its first half.
        because: The second repeats it.
        picks: [{{id: two, why: Longer.}}]
        for:
          - when: {{level: [advanced]}}
            answer: Its second half.
      - ask: next
        answer: Two.
        because: It goes on from there.
    {BY}
  - of: [two, one]
    answers:
      - ask: which
        answer: One first.
        because: It is shorter.
    {BY}
"""
SKILLS = "skills: [{id: sums, name: sums}, {id: lines, name: lines}]\n"
FILES = {
    "notes/begin.yaml": NOTES,
    "subjects.yaml": SUBJECTS,
    "terms.yaml": TERMS,
    "routes.yaml": ROUTES,
    "faqs/all.yaml": FAQS,
    "skills.yaml": SKILLS,
}
BASE = BOTH + RETIRED + "    status_reason: It is gone.\n"


def advised(folder: Path, **replaced: str | None) -> Path:
    """The base in this folder, with these files (`notes`, `subjects`, `terms`, ...) replaced, or left out."""
    for name in ("notes", "faqs"):
        (folder / name).mkdir(exist_ok=True)
    for name, text in FILES.items():
        content = replaced.get(name.partition("/")[0].removesuffix(".yaml"), text)
        if content is not None:
            (folder / name).write_text(content, encoding="utf-8")
    return write(folder, replaced.get("base") or BASE)


def worded(folder: Path, **hands: str) -> None:
    """The files of wordings of these hands."""
    (folder / "asks").mkdir(exist_ok=True)
    for hand, text in hands.items():
        (folder / "asks" / f"{hand}.yaml").write_text(text, encoding="utf-8")


def said(path: Path) -> list[tuple[str, int, str]]:
    """File, line and message of each problem of a base, the file as a path below its folder."""
    catalogue, problems = read_catalogue(path)
    assert (catalogue is None) == bool(problems)
    return [
        (Path(problem.file).relative_to(path.parent).as_posix(), problem.line, problem.message) for problem in problems
    ]
