"""The words people use, read from `lexicon.yaml`: phrases, and what each of them means."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from itertools import product
from typing import Any

import yaml
from msgspec import Struct

from bot.understand.words.spelling import Spellings
from bot.understand.words.text import Word, phrase

TYPO_LETTERS = 5
"""Shorter words are too near to other words to be taken for a misspelling."""
TYPO_LETTERS_FOR_TWO = 8
"""From this length on, a word may have two slips."""
SUBJECT_KINDS = frozenset({"topic", "framework", "subject"})
CUE_KINDS = frozenset({"scope", "level", "lack", "cost"})
FACET_KINDS = frozenset({"level", "lack", "math", "format", "cost", "style", "provider"})

_SLOT = re.compile(r"<(\w+)>")


class Meaning(Struct, frozen=True):
    """What a phrase says: `value` of a `kind` (a facet, an intent, a scope), with the weight of the evidence."""

    kind: str
    value: str
    weight: float


class Span(Struct, frozen=True):
    """A phrase found at the words `start` to `end` (exclusive) of a message."""

    start: int
    end: int
    meaning: Meaning

    def covers(self, other: "Span") -> bool:
        """Whether the other span lies within this one."""
        return self.start <= other.start and other.end <= self.end


class Lexicon:
    """Finds the phrases of the table in a message, also misspelled, in the plural or without a hyphen."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._phrases: dict[tuple[str, ...], tuple[Meaning, ...]] = {}
        for text, meaning in _entries(table["phrases"], table["slots"]):
            spelled = phrase(text)
            alike = self._phrases.get(spelled, ())
            if meaning not in alike:
                self._phrases[spelled] = (*alike, meaning)
        self._lengths = _lengths(self._phrases)
        self.fillers = frozenset(word for text in table["fillers"] for word in phrase(text))
        self.same_as = {word: phrase(text) for word, text in table["same_as"].items()}
        plain = (*table["ordinary"], *table["common"])
        self._ordinary = frozenset(word for text in plain for word in phrase(text)) | self.fillers
        self.plain = frozenset(table.get("plain", ()))
        self.any_talk = self._ordinary | self.plain
        self._vocabulary = frozenset(word for spelled in self._phrases for word in spelled)
        self._cues = frozenset(
            word for spelled, meanings in self._phrases.items()
            if any(meaning.kind in CUE_KINDS for meaning in meanings) for word in spelled
        )  # fmt: skip
        self._spellings = Spellings(self._telling_words())
        self.canonical = lru_cache(maxsize=20_000)(self._canonical)

    @classmethod
    @cache
    def shipped(cls) -> "Lexicon":
        """The lexicon that comes with the package, read once in a process: that takes 0.2 s."""
        folder = files("bot.understand")
        text = folder.joinpath("lexicon.yaml").read_text(encoding="utf-8")
        plain = folder.joinpath("plain_words.txt").read_text(encoding="utf-8").split()
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        table = yaml.load(text, Loader=loader)  # noqa: S506 - both are safe loaders
        return cls({**table, "plain": plain})

    def _telling_words(self) -> set[str]:
        """The words that are worth finding when misspelled: subjects, tools, and what alone says a facet."""
        return {
            word
            for spelled, meanings in self._phrases.items()
            for meaning in meanings
            if meaning.kind in SUBJECT_KINDS or (meaning.kind in FACET_KINDS and len(spelled) == 1)
            for word in spelled
        }

    def knows(self, word: str) -> bool:
        """Whether a folded word stands in the table, so that it is no name and no misspelling."""
        return word in self._vocabulary or word in self._ordinary

    def is_plain(self, word: str) -> bool:
        """Whether a folded word is one that people often write, so that it is no misspelled name: "check", "change"."""
        return word in self.plain

    def is_cue(self, word: str) -> bool:
        """Whether a folded word is used in asking, or is no more than a filler."""
        return word in self._cues or word in self._ordinary

    def is_ordinary(self, word: str) -> bool:
        """Whether a folded word is one of any talk."""
        return word in self._ordinary

    def is_foreign(self, word: str) -> bool:
        """Whether a folded word is none of the table's, not even misspelled, and no number."""
        return self.canonical(word) not in self._vocabulary and word not in self.fillers and not word.isdigit()

    def is_subject(self, words: tuple[str, ...]) -> bool:
        """Whether these words together are a subject of the table, such as "deep learning"."""
        return any(meaning.kind == "topic" for meaning in self._phrases.get(words, ()))

    def spans(self, message: tuple[Word, ...]) -> list[Span]:
        """The phrases in the message in order. Of those of one kind that overlap, the longest stays."""
        folded = [self.canonical(word.text) for word in message]
        found = [
            Span(start, start + length, meaning)
            for start, word in enumerate(folded)
            for length in self._lengths.get(word, ())
            for meaning in self._phrases.get(tuple(folded[start : start + length]), ())
            if start + length <= len(message) and message[start].clause == message[start + length - 1].clause
        ]
        return _without_overlaps(found)

    def _canonical(self, word: str) -> str:
        """The word of the vocabulary that this one is a likely misspelling of, or itself."""
        if self.knows(word):
            return word
        return self._corrected(word) if len(word) >= TYPO_LETTERS else word

    def _corrected(self, word: str) -> str:
        near = self._spellings.near(word, 1 if len(word) < TYPO_LETTERS_FOR_TWO else 2)
        return next((known for known, _ in near if len(known) >= TYPO_LETTERS - 1), word)


def _lengths(phrases: Iterable[tuple[str, ...]]) -> dict[str, tuple[int, ...]]:
    """For each word that begins a phrase, how many words such phrases have."""
    found: dict[str, set[int]] = {}
    for spelled in phrases:
        found.setdefault(spelled[0], set()).add(len(spelled))
    return {first: tuple(sorted(lengths)) for first, lengths in found.items()}


def _without_overlaps(found: list[Span]) -> list[Span]:
    taken: dict[str, set[int]] = {}
    kept: list[Span] = []
    places_kept: set[tuple[int, int]] = set()
    for span in sorted(found, key=lambda span: (span.start - span.end, span.start)):
        places = range(span.start, span.end)
        used = taken.setdefault(span.meaning.kind, set())
        if (span.start, span.end) in places_kept or used.isdisjoint(places):
            used.update(places)
            places_kept.add((span.start, span.end))
            kept.append(span)
    return sorted(kept, key=lambda span: (span.start, span.end))


def _entries(kinds: Mapping[str, Any], slots: Mapping[str, list[str]]) -> Iterator[tuple[str, Meaning]]:
    """Each spelled-out phrase of the table with its meaning."""
    for kind, values in kinds.items():
        for value, phrases in values.items():
            by_weight = phrases if isinstance(phrases, dict) else {1: phrases}
            for weight, texts in by_weight.items():
                meaning = Meaning(kind, value, float(weight))
                yield from ((spelled, meaning) for text in texts for spelled in _expanded(text, slots))


def _expanded(text: str, slots: Mapping[str, list[str]]) -> Iterator[str]:
    """The text with each `<slot>` in it replaced by each of the slot's words in turn."""
    pieces = _SLOT.split(text)  # literal, slot, literal, slot, ..., literal
    choices = [slots[piece] if index % 2 else [piece] for index, piece in enumerate(pieces)]
    yield from ("".join(filled) for filled in product(*choices))
