"""A question in few enough characters for the id of a button, so that "more" works after a restart.

Facets are stored by their place in the vocabulary, which only ever grows at its end. Named resources are stored
as short digests of their ids. A letter in front of each part says what it is; an underscore marks a filter.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from math import isfinite
from typing import Any, get_args

from msgspec import Struct
from msgspec.structs import replace

from bot.advise.plans.plan import Goal
from bot.advise.ranking.filters import Filters
from bot.catalogue import Catalogue, Resource
from bot.catalogue.advice import Advice
from bot.catalogue.allowed_values import (
    COSTS,
    FORMATS,
    LEVELS,
    MATHS,
    STYLES,
    TOPICS,
    Aim,
    Intent,
    Known,
    Lack,
    Role,
    Who,
)
from bot.understand import Named, ParsedQuery
from bot.understand.facets.asker import Told
from bot.understand.query import about

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
PATTERN = r"[a-z0-9.,+'_-]*"
DIGEST = "[0-9a-f]{6}"
_SOURCE_BYTES = 4
"""There are thousands of notes, subjects, terms and answers: with three, two would soon be alike."""
_VOCABULARY: dict[str, Sequence[str]] = {
    "l": LEVELS, "m": MATHS, "c": COSTS, "s": STYLES, "f": FORMATS, "x": FORMATS, "t": TOPICS, "u": TOPICS,
}  # fmt: skip
_ROLES: dict[str, Role] = {"d": "done", "j": "doing", "n": "avoid"}
_TOLD: dict[str, tuple[str, Sequence[str]]] = {
    "w": ("who", get_args(Who)), "k": ("knows", get_args(Known)), "l": ("lacks", get_args(Lack)),
    "a": ("aims", get_args(Aim)),
}  # fmt: skip


def encode(query: ParsedQuery, filters: Filters, goal: Goal | None = None, source: str = "") -> str:
    """The question and the filters as a short text of the characters of `PATTERN`. With a goal, a plan is asked for;
    `source` is the id of the note or subject that answers.
    """
    return ".".join(_parts(query, filters, goal, source))


def encode_within(
    room: int, query: ParsedQuery, filters: Filters, goal: Goal | None = None, source: str = ""
) -> str | None:
    """The same in so many characters, if need be without what tells least: what the asker told of themselves and, where
    a note answers, further words. None where it is too long all the same.
    """
    bare = replace(query, told=Told())
    for kept in (query, bare, *([replace(bare, keywords=()), replace(bare, keywords=(), named=())] if source else [])):
        if len(text := encode(kept, filters, goal, source)) <= room:
            return text
    return None


def _parts(query: ParsedQuery, filters: Filters, goal: Goal | None, source: str) -> Iterator[str]:
    if goal:
        yield "g" + (digest(goal.value) if goal.kind == "entry" else "")
    if source:
        yield "a" + digest(source, _SOURCE_BYTES) + ("x" if query.intent == "explain" else "")
    for key, number in {"h": query.hours_per_week, "y": query.weeks, "e": query.hours}.items():
        if number is not None:
            yield key + f"{number:g}".replace(".", "_")
    placed = {
        "l": (query.level,), "m": (query.math,), "c": (query.cost,), "s": (query.style,),
        "f": query.formats, "x": query.not_formats, "t": query.topics, "u": query.not_topics,
        "_l": (filters.level,), "_m": (filters.math,), "_c": (filters.cost,), "_f": (filters.format,),
        "_t": (filters.topic,),
    }  # fmt: skip
    for key, values in placed.items():
        known = _VOCABULARY[key[-1]]
        if digits := "".join(DIGITS[known.index(value)] for value in values if value):
            yield key + digits
    named = {"w": query.frameworks, "v": query.not_frameworks, "p": query.providers, "q": query.not_providers}
    for key, names in named.items():
        if names:
            yield key + ",".join(name.replace(".", "_").replace(" ", "+") for name in names)
    if query.knows:
        yield "i" + ",".join(skill.id for skill in query.knows)
    if query.certificate:
        yield "z"
    if query.subjects:
        yield "b" + query.subjects[0]
    if query.keywords:
        yield "k" + ",".join(query.keywords)
    for key, role in _ROLES.items():
        if ids := query.ids(role):
            yield key + ",".join(digest(id_) for id_ in ids)
    if told := ",".join(_told_parts(query.told)):
        yield "o" + told


def _told_parts(told: Told) -> Iterator[str]:
    """What the asker told of themselves: a letter for the kind, then the places in its vocabulary."""
    for letter, (kind, known) in _TOLD.items():
        if digits := "".join(DIGITS[known.index(word)] for word in getattr(told, kind)):
            yield letter + digits


def _told(text: str) -> Told:
    found: dict[str, Any] = {}
    for part in text.split(",") if text else ():
        kind, known = _TOLD.get(part[:1], ("", ()))
        if kind:
            places = (DIGITS.find(digit) for digit in part[1:])
            found[kind] = tuple(known[place] for place in places if 0 <= place < len(known))
    return Told(**found)


def decode(text: str, catalogue: Catalogue) -> tuple[ParsedQuery, Filters]:
    """The question and the filters of such a text. What is not understood any more is left out; never raises."""
    parts = _Parts.of(text)
    return _query(parts, catalogue), _filters(parts)


class _Parts(Struct, frozen=True):
    """The parts of such a text by their letters, and what each of them says."""

    said: Mapping[str, str]

    @classmethod
    def of(cls, text: str) -> "_Parts":
        parts = ((1 + part.startswith("_"), part) for part in text.split(".") if part)
        return cls({part[:length]: part[length:] for length, part in parts})

    def words(self, key: str) -> tuple[Any, ...]:
        known = _VOCABULARY[key[-1]]
        places = (DIGITS.find(digit) for digit in self.said.get(key, ""))
        return tuple(known[place] for place in places if 0 <= place < len(known))

    def word(self, key: str) -> Any:
        return next(iter(self.words(key)), None)

    def names(self, key: str) -> tuple[str, ...]:
        return tuple(name.replace("_", ".").replace("+", " ") for name in self.said.get(key, "").split(",") if name)

    def number(self, key: str) -> float | None:
        return _number(self.said[key].replace("_", ".")) if key in self.said else None

    @property
    def intent(self) -> Intent:
        if "g" in self.said:
            return "path"
        return "explain" if self.said.get("a", "").endswith("x") else "recommend"


def _query(parts: _Parts, catalogue: Catalogue) -> ParsedQuery:
    return ParsedQuery(
        intent=parts.intent,
        hours_per_week=parts.number("h"),
        weeks=parts.number("y"),
        hours=parts.number("e"),
        level=parts.word("l"),
        math=parts.word("m"),
        cost=parts.word("c"),
        style=parts.word("s"),
        formats=parts.words("f"),
        not_formats=parts.words("x"),
        topics=parts.words("t"),
        not_topics=parts.words("u"),
        frameworks=parts.names("w"),
        not_frameworks=parts.names("v"),
        providers=parts.names("p"),
        not_providers=parts.names("q"),
        knows=tuple(map(catalogue.skills.skill, parts.names("i"))),
        certificate="z" in parts.said,
        keywords=parts.names("k"),
        subjects=parts.names("b"),
        about=about(filter(None, map(catalogue.advice.subjects.get, parts.names("b")))),
        named=tuple(_named(parts, catalogue)),
        told=_told(parts.said.get("o", "")),
    )


def _named(parts: _Parts, catalogue: Catalogue) -> Iterator[Named]:
    """The entries named that are still there, in the order of the catalogue."""
    roles: dict[str, Role] = {name: role for letter, role in _ROLES.items() for name in parts.names(letter)}
    roles.update(dict.fromkeys(parts.names("g"), "asked"))
    for entry in catalogue if roles else ():
        if role := roles.get(digest(entry.id)):
            yield Named(entry.id, role, title=entry.title)


def _filters(parts: _Parts) -> Filters:
    return Filters(parts.word("_l"), parts.word("_m"), parts.word("_f"), parts.word("_c"), parts.word("_t"))


def _number(text: str) -> float | None:
    """The number, if the text is one that may count hours or weeks."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if isfinite(number) and number >= 0 else None


def source_in(text: str, advice: Advice) -> str:
    """The id of the note, subject, term, route or answer about a resource that such a text says answers; empty where
    none does (any more).
    """
    wanted = next((part[1:].rstrip("x") for part in text.split(".") if part.startswith("a")), "")
    asks = (f"{faq.id}:{answer.ask}" for faq in advice.faqs.values() for answer in faq.answers)
    ids = chain(advice.notes, advice.subjects, advice.terms, advice.routes, asks) if wanted else ()
    return next((id_ for id_ in ids if digest(id_, _SOURCE_BYTES) == wanted), "")


def encode_entries(entries: Sequence[Resource]) -> str:
    """Entries in so few characters that several fit into the id of a button."""
    return ",".join(digest(entry.id) for entry in entries)


def decode_entries(text: str, catalogue: Catalogue) -> tuple[Resource, ...]:
    """The entries of such a text that are still there, in its order."""
    wanted = text.split(",")
    found = {own: entry for entry in catalogue if (own := digest(entry.id)) in wanted}
    return tuple(found[own] for own in wanted if own in found)


def digest(id_: str, size: int = 3) -> str:
    """An id in twice as many characters, by default six (`DIGEST`)."""
    return hashlib.blake2s(id_.encode(), digest_size=size).hexdigest()
