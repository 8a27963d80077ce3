"""How people ask what notes and subjects answer: `asks/*.yaml` beside a knowledge file, a file for each hand.

Curators' commands and the training read them, never the running bot.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from bot.catalogue.reading.lines import Place
from bot.catalogue.reading.schema import suggestion
from bot.catalogue.reading.source import Problem, Source, problems_in

ASKS = "asks"
LONGEST = 1000
_WORD = re.compile(r"[\w+#]+")  # C, C++ and C# are three languages
_APOSTROPHES = str.maketrans("", "", "'’")


class Wording(Struct, frozen=True):
    """One way to ask, what it asks for (the id of a note or subject), and where it stands."""

    id: str
    text: str
    source: Source
    place: Place

    @property
    def hand(self) -> str:
        """Whoever wrote it, by the name of the file."""
        return Path(self.source.file).stem

    def report(self, message: str) -> None:
        """Note a problem of it."""
        self.source.report(self.place, f"asks: {message}")

    def warning(self, message: str) -> Problem:
        """A warning about it."""
        return Problem(self.source.file, self.line, f"asks: {message}", warning=True)

    @property
    def line(self) -> int:
        """Its line in the file."""
        return self.source.line_of(self.place)

    @property
    def where(self) -> str:
        """Its `file:line`."""
        return f"{self.source.file}:{self.line}"


class Asks(Struct, frozen=True):
    """What the files hold that is a text; every problem found so far is noted in `sources`."""

    sources: Sequence[Source] = ()
    wordings: Sequence[Wording] = ()

    @property
    def problems(self) -> list[Problem]:
        """Every problem, file by file and in the order of lines."""
        return problems_in(self.sources)

    def hands(self) -> Mapping[str, list[str]]:
        """For each id, who wrote each of its wordings."""
        hands: defaultdict[str, list[str]] = defaultdict(list)
        for wording in self.wordings:
            hands[wording.id].append(wording.hand)
        return hands


def read_asks(folder: Path) -> Asks:
    """All wordings beside a knowledge file in this folder, each file checked by itself; empty where it has none."""
    sources = [Source(path) for path in sorted((folder / ASKS).glob("*.yaml"))]
    return Asks(sources, [wording for source in sources for wording in _wordings(source)])


def check_asks(asks: Asks, known: Sequence[str]) -> None:
    """Report ids that are not known, and wordings that stand under two ids."""
    for source in asks.sources:
        for id_ in _lists(source):
            if id_ not in known:
                source.report((ASKS, id_), f"asks: no note or subject {id_!r}{suggestion(id_, known)}")
    first: dict[str, Wording] = {}
    for wording in asks.wordings:
        other = first.setdefault(folded(wording.text), wording)
        if other.id != wording.id:
            wording.report(f"{wording.text!r:.80} stands under {other.id!r} already, in {other.where}")


def folded(text: str) -> str:
    """What two ways of writing the same words have in common."""
    return " ".join(_WORD.findall(text.casefold().translate(_APOSTROPHES)))


def _wordings(source: Source) -> Iterator[Wording]:
    lists = _lists(source)
    if not source.problems and (not lists or len(source.value) > 1):
        source.report((), "the file must hold the field 'asks' with ids and the texts of each, and nothing else")
    for id_, texts in lists.items():
        if not isinstance(texts, list) or not texts:
            source.report((ASKS, id_), f"asks: expected a list of texts for {id_!r}")
            continue
        for index, text in enumerate(texts):
            place = (ASKS, id_, index)
            if wrong := _wrong(text):
                source.report(place, f"asks: {wrong}")
            else:
                yield Wording(id_, text, source, place)


def _lists(source: Source) -> dict[str, Any]:
    lists = source.value.get(ASKS) if isinstance(source.value, dict) else None
    return lists if isinstance(lists, dict) else {}


def _wrong(text: Any) -> str | None:
    if not isinstance(text, str):
        return f"expected a text, found {text!r:.60}; put it in quotes"
    if not folded(text):
        return "a text without a word"
    return f"{len(text):,} characters; {LONGEST:,} is the most" if len(text) > LONGEST else None
