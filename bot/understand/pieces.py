"""A message taken apart: its words, the phrases in it that count, what is said of them, and the names."""

from collections.abc import Sequence

from msgspec import Struct

from bot.catalogue.allowed_values import Intent
from bot.understand.facets.evidence import Evidence
from bot.understand.facets.formats import Formats
from bot.understand.facets.intents import intent_of
from bot.understand.names.naming import Names
from bot.understand.words.lexicon import Span
from bot.understand.words.scopes import SETTLED
from bot.understand.words.text import Word

NO_SUBJECT = frozenset({"math", "lack", "level", "feeling"})
"""Kinds of phrases in which a word names no subject: "light maths", "no Python"."""
_HIDDEN_BY = {
    "math": ("topic", "scope"),
    "level": ("scope",),
    "lack": ("topic", "framework", "scope", "format"),
    "cost": ("scope", "intent"),
    "topic": ("scope", "format", "intent"),
    "certificate": ("format", "intent"),
    "keyword": ("format", "intent"),
    "scope": ("format",),
    "idiom": ("format", "cost", "level", "style", "topic", "intent", "scope"),
}
"""Kinds of phrases inside which phrases of other kinds do not count, because the longer one says what is meant."""


class Pieces(Struct, frozen=True):
    """A message taken apart. `text` has titles for the links to entries, `marked` a mark for each of them.

    `spans` are the phrases that count outside of names, `states` the scope of each word; `evidence` and `formats` are
    what these tell of facets.
    """

    text: str
    marked: str
    message: tuple[Word, ...]
    spans: Sequence[Span]
    states: Sequence[str | None]
    names: Names
    evidence: Evidence
    formats: Formats
    language: str

    @property
    def intent(self) -> Intent:
        """What the rules take it to ask for."""
        return intent_of(
            self.message,
            self.spans,
            self.names.named,
            about_learning=bool(self.names.makers) or self.evidence.about_learning(),
            wants_format=bool(self.formats.wanted()),
            judged=self.names.judged,
        )

    @property
    def taken(self) -> list[tuple[int, int]]:
        """Where names, and phrases in which a word names no subject, begin and end."""
        silent = [(span.start, span.end) for span in self.spans if span.meaning.kind in NO_SUBJECT]
        return [(mention.start, mention.end) for mention in self.names.mentions] + silent


def visible(spans: Sequence[Span]) -> list[Span]:
    """The spans without those that are only a piece of a longer phrase with a meaning of its own.

    "no cost" negates nothing, and "bad at maths" is no wish to study maths.
    """
    covering: dict[int, list[Span]] = {}
    for span in spans:
        if span.meaning.kind in _HIDDEN_BY or span.meaning.kind == "intent":
            for place in range(span.start, span.end):
                covering.setdefault(place, []).append(span)
    return [span for span in spans if not any(_hides(other, span) for other in covering.get(span.start, ()))]


def _hides(other: Span, span: Span) -> bool:
    if other.meaning.kind == "intent" and span.meaning.value in SETTLED:
        return other.covers(span)  # "has anyone taken ..." is nothing that the asker has done
    longer = other.end - other.start > span.end - span.start
    return longer and other.covers(span) and span.meaning.kind in _HIDDEN_BY.get(other.meaning.kind, ())
