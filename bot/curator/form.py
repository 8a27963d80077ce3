"""What a curator is asked about a new entry, one thing after the other, until each answer holds."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from bot.advise.forms.proposals import proposals, proposed_id
from bot.catalogue import Base, Resource
from bot.catalogue.allowed_values import COSTS, FORMATS, LEVELS, MATHS, STYLES, TOPICS
from bot.catalogue.checks.addresses import what_is_wrong_with
from bot.catalogue.checks.consistency import says_nothing
from bot.catalogue.checks.same_address import same_address
from bot.catalogue.models import Evidence
from bot.catalogue.reading.schema import complaints, suggestion

NOTHING = "-"
LONGEST_ID = 60


@dataclass(frozen=True, slots=True)
class Question:
    """One field: how it is asked for, and how the answer is cut into values."""

    field: str
    text: str
    kind: Literal["text", "words", "names", "lines", "year"] = "text"
    needed: bool = False
    choice: Sequence[str] = ()


FIRST = (
    Question("title", "Title", needed=True),
    Question("url", "Address", needed=True),
    Question("id", "Id, for good", needed=True),
    Question("summary", "What it is, in two sentences of your own", needed=True),
)
THEN = (
    Question("format", "Format", needed=True, choice=FORMATS),
    Question("level", "Level, lowest and highest", "words", needed=True, choice=LEVELS),
    Question("math", "Maths it demands", needed=True, choice=MATHS),
    Question("style", "Style", needed=True, choice=STYLES),
    Question("cost", "Cost", needed=True, choice=COSTS),
    Question("topics", "Topics, the main one first", "words", needed=True, choice=TOPICS),
    Question("status", "Status", needed=True, choice=("current", "dated", "retired")),
    Question("status_reason", "Why it is not current", needed=True),
    Question("authors", "Authors, with commas between", "names"),
    Question("year", "Year", "year"),
    Question("aliases", "Names that people call it by, with commas between", "names"),
    Question("requires", "Skills it requires", "words"),
    Question("teaches", "Skills it teaches", "words"),
    Question("good_for", "Who it is good for, with ; between", "lines", needed=True),
    Question("not_for", "Who it is not for, with ; between", "lines", needed=True),
    Question("gripe", "What a fair critic would say, in one sentence", needed=True),
)


class Form:
    """Asks by `read`, which shows a prompt and gives the answer, and tells by `say` what does not hold."""

    def __init__(self, base: Base, read: Callable[[str], str], say: Callable[[str], None]) -> None:
        self._base = base
        self._read = read
        self._say = say
        self._known = [skill.id for skill in base.skills]
        self._pages = {same_address(entry.resource.url): entry.resource.id for entry in base.found}
        self._ids = {entry.resource.id for entry in base.found} | base.redirects.keys()

    def fill(self, today: dt.date) -> dict[str, Any]:
        """The answers, as the plain values of an entry."""
        entry: dict[str, Any] = {}
        for question in FIRST:
            default = proposed_id(entry["title"], LONGEST_ID) if question.field == "id" else ""
            entry[question.field] = self._ask(question, default)
        defaults = proposals(entry["title"], entry["summary"], entry["url"], self._base.skills)
        for question in THEN:
            if question.field != "status_reason" or entry["status"] != "current":
                entry[question.field] = self._ask(question, {"status": "current", **defaults}.get(question.field, ""))
        entry["verified"] = {"date": today, "by": self._evidence()}
        return {name: value for name, value in entry.items() if value}

    def _ask(self, question: Question, default: str) -> Any:
        choice = f" ({', '.join(question.choice)})" if question.choice else ""
        offered = f" [{default}]" if default else ""
        while True:
            answer = self._hear(f"{question.text}{choice}{offered}: ") or default
            if answer in ("", NOTHING) and not question.needed:
                return None
            value = _cut(answer, question)
            wrong = self._wrong(question.field, value) if answer else ["this is needed"]
            if not wrong:
                return value
            for message in wrong:
                self._say(f"  {message}")

    def _hear(self, prompt: str) -> str:
        return " ".join(self._read(prompt).split())  # what is pasted may hold any kind of space

    def _wrong(self, field: str, value: Any) -> list[str]:
        """Why this cannot be the field's value, or nothing."""
        if wrong := complaints(value, Resource, field):
            return wrong
        if field == "url" and (reason := what_is_wrong_with(value)):
            return [reason]
        if field == "url" and (twin := self._pages.get(same_address(value))):
            return [f"{twin!r} has this address already"]
        if field == "id" and value in self._ids:
            return [f"{value!r} is taken"]
        if field in ("requires", "teaches") and self._known:
            unknown = [word for word in value if word not in self._known]
            return [f"no skill {word!r}{suggestion(word, self._known)}" for word in unknown]
        return []

    def _evidence(self) -> list[dict[str, str]]:
        found: list[dict[str, str]] = []
        while True:
            more = "Another fact that you looked up (empty: no more)" if found else "A fact that you looked up"
            shows = self._told(more, "shows", needed=not found)
            if not shows:
                return found
            found.append({"shows": shows, "source": self._told("Where you read it", "source", needed=True)})

    def _told(self, text: str, field: str, *, needed: bool) -> str:
        while True:
            answer = self._hear(f"{text}: ")
            if not answer and not needed:
                return ""
            wrong = ["this says nothing"] if says_nothing(answer) else complaints(answer, Evidence, field)
            if not wrong:
                return answer
            self._say(f"  {wrong[0]}")


def _cut(answer: str, question: Question) -> Any:
    if question.field == "level":
        words = sorted(answer.replace(",", " ").split(), key=lambda word: (*LEVELS, word).index(word))
        return words * 2 if len(words) == 1 else words
    if question.kind == "words":
        return list(dict.fromkeys(answer.replace(",", " ").split()))
    if question.kind in ("names", "lines"):
        parts = answer.split("," if question.kind == "names" else ";")
        return [part.strip() for part in parts if part.strip()]
    return int(answer) if question.kind == "year" and answer.isdecimal() else answer
