"""What people tell of themselves: who they are, what they know or lack, what they are after."""

from collections.abc import Sequence
from importlib.resources import files

import yaml
from msgspec import Struct

from bot.understand.lexicon import Lexicon, Span
from bot.understand.text import Word

KINDS = ("who", "knows", "lacks", "aims")


class Told(Struct, frozen=True):
    """What somebody told of themselves, in the words of `knowledge/notes` (`when`), each in order and once."""

    who: tuple[str, ...] = ()
    knows: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    aims: tuple[str, ...] = ()


class Askers:
    """Reads what people tell of themselves with the phrases of `askers.yaml`."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    @classmethod
    def shipped(cls) -> "Askers":
        """The table that comes with the package."""
        text = files("bot.understand").joinpath("askers.yaml").read_text(encoding="utf-8")
        table = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
        return cls(Lexicon({**table, "fillers": [], "same_as": {}, "ordinary": [], "common": []}))

    def told(self, message: tuple[Word, ...], states: Sequence[str | None]) -> Told:
        """What the message tells. `states` are the scopes of its words: what is negated is not known."""
        spans = self._lexicon.spans(message)
        found = {kind: tuple(dict.fromkeys(_values(spans, kind, states))) for kind in KINDS}
        known = tuple(skill for skill in found["knows"] if skill not in found["lacks"])
        return Told(found["who"], known, found["lacks"], found["aims"])


def _values(spans: Sequence[Span], kind: str, states: Sequence[str | None]) -> list[str]:
    denied = {"negate"} if kind in ("who", "knows", "aims") else set()
    return [
        span.meaning.value for span in spans
        if span.meaning.kind == kind and states[span.start] not in denied
    ]  # fmt: skip
