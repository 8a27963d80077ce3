"""What people tell of themselves: who they are, what they know or lack, what they are after."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import yaml
from msgspec import Struct

from bot.understand.facets.known import REACH, UNSURE
from bot.understand.words.lexicon import Lexicon, Span
from bot.understand.words.text import Word

OTHER_LANGUAGES = frozenset({"java", "javascript", "cpp", "csharp", "matlab"})
KINDS = ("who", "knows", "lacks", "aims", "languages")


class Told(Struct, frozen=True):
    """What somebody told of themselves, in the words of `knowledge/notes` (`when`), each in order and once.

    `languages` are codes of languages in which resources are wanted, other than English.
    """

    who: tuple[str, ...] = ()
    knows: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    aims: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


class Askers:
    """Reads what people tell of themselves with the phrases of `askers.yaml`."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    @classmethod
    @cache
    def shipped(cls) -> "Askers":
        """The table that comes with the package, read once in a process."""
        text = files("bot.understand").joinpath("askers.yaml").read_text(encoding="utf-8")
        table = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
        return cls(Lexicon({**table, "fillers": [], "same_as": {}, "ordinary": [], "common": []}))

    def told(self, message: tuple[Word, ...], states: Sequence[str | None]) -> Told:
        """What the message tells. `states` are the scopes of its words: what is negated is not known."""
        spans = self._lexicon.spans(message)
        found = {kind: tuple(dict.fromkeys(_values(message, spans, kind, states))) for kind in KINDS}
        other = OTHER_LANGUAGES.intersection(found["knows"])  # new to Python, but not to programming
        lacks = tuple(lack for lack in found["lacks"] if not (lack == "programming" and other))
        known = tuple(skill for skill in found["knows"] if skill not in lacks)
        return Told(found["who"], known, lacks, found["aims"], found["languages"])


def _values(message: Sequence[Word], spans: Sequence[Span], kind: str, states: Sequence[str | None]) -> list[str]:
    return [span.meaning.value for span in spans
            if span.meaning.kind == kind and not _is_denied(message, span, states)]  # fmt: skip


def _is_denied(message: Sequence[Word], span: Span, states: Sequence[str | None]) -> bool:
    """Whether a phrase says the opposite, or of whom else: "don't know Python", "for people who know Python"."""
    if span.meaning.kind == "lacks":
        return False
    before = message[max(span.start - REACH, 0) : span.start]
    unsure = any(word.text in UNSURE and word.clause == message[span.start].clause for word in before)
    return states[span.start] == "negate" or (span.meaning.kind == "knows" and unsure)
