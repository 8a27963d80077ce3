"""Whom an entry is not for: what its `not_for` says, held against what the asker told.

`not_for` is free text that people read. The words by which it names askers are few, so a table tells them.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from msgspec import Struct

from bot.advise.asker_conditions import known, lacked
from bot.catalogue import Resource
from bot.catalogue.allowed_values import LEVELS, MATHS
from bot.understand import ParsedQuery
from bot.understand.words.language import UNKNOWN


class Unfit(Struct, frozen=True):
    """Askers of whom something holds, and the words by which `not_for` names them."""

    told: Callable[[ParsedQuery], bool]
    words: re.Pattern[str]


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})", re.IGNORECASE)


TABLE = (
    Unfit(
        lambda query: "programming" in lacked(query),
        _words(
            r"(?:without|no|new to|not yet) (?:any )?(?:python|programming|code|coding)",
            r"cannot (?:yet )?(?:program|code)", r"non-programmers", r"new programmers",
            r"who have never (?:programmed|coded)", r"yet to learn python",
        ),
    ),
    Unfit(
        lambda query: "maths" in lacked(query) or query.math in ("none", "light"),
        _words(
            r"afraid of", r"shy away from (?:maths|formulas)", r"who (?:avoid|dislike|hate) (?:maths|formulas)",
            r"(?:without|no|rusty|little|weak) (?:\w+ )?(?:maths|calculus|linear algebra|algebra|mathematics)",
            r"maths is rusty", r"uneasy with maths", r"shaky in",
        ),
    ),
    Unfit(
        lambda query: query.level == "beginner" and "machine-learning" not in known(query) and not query.ids("done"),
        _words(
            r"(?:complete |absolute |total |first-time )?(?:beginners|newcomers)", r"(?:anyone|people|those) new to",
            r"first (?:contact|course|book|steps)", r"no (?:machine learning|deep learning) yet",
            r"without (?:a first )?(?:machine learning|deep learning|the basics)",
        ),
    ),
    Unfit(
        lambda query: query.level in ("intermediate", "advanced"),
        _words(
            r"(?:people|anyone|those|readers|learners) (?:already )?(?:past|beyond|who have finished)",
            r"advanced (?:readers|learners|students)", r"experts",
        ),
    ),
    Unfit(
        lambda query: query.math == "heavy" or "proofs" in query.told.aims,
        _words(
            r"who want (?:the )?(?:theory|proofs|derivations|maths|rigour)", r"looking for (?:proofs|theory|rigour)",
            r"want the (?:theory|maths|mathematics)",
        ),
    ),
    Unfit(
        lambda query: query.style == "hands-on",
        _words(r"who (?:only )?(?:want|learn best|like) (?:to )?(?:code|by coding|by doing|build)", r"want code"),
    ),
)  # fmt: skip
"""A row for each kind of asker."""
OTHER_THAN_PYTHON = {"tidymodels": "r", "tidyverse": "r", "tensorflow.js": "javascript"}
"""Tools of other programming languages, which who asks in general does not mean."""
CODE = frozenset({"python-basics", "python-data", "pytorch", "keras", "fastai", "scikit-learn"})
"""Skills that only who programs has."""


def unfit(query: ParsedQuery, resource: Resource) -> bool:
    """Whether the entry says that it is not for this asker."""
    return any(row.told(query) for row in _named_in(resource.not_for)) or _far_off(query, resource)


@lru_cache(maxsize=4096)
def _named_in(not_for: tuple[str, ...]) -> tuple[Unfit, ...]:
    """The kinds of askers that these lines name; looking for them in each anew took half the time of ranking."""
    return tuple(row for row in TABLE if any(row.words.search(line) for line in not_for))


def in_their_language(query: ParsedQuery, resource: Resource) -> bool:
    """Whether it is in English, or in a language that the asker wants or writes, which may not be known."""
    written = query.language.partition("-")[0]
    return resource.language in ("en", written, *query.told.languages) or query.language == UNKNOWN


def codes_otherwise(query: ParsedQuery, resource: Resource) -> bool:
    """Whether it teaches in a programming language other than Python that the asker speaks nothing of."""
    tools = [OTHER_THAN_PYTHON[tool.name] for tool in resource.frameworks[:1] if tool.name in OTHER_THAN_PYTHON]
    return bool(tools) and tools[0] not in (*query.told.knows, *query.frameworks, *query.keywords)


def asks_for_code(query: ParsedQuery, resource: Resource) -> bool:
    """Whether one has to program for it and the asker cannot.

    A hand-made list may name such a thing as what comes later; a ranking has no later.
    """
    hands_on = "no-code" in query.told.aims and resource.style == "hands-on" and resource.knows("style")
    return cannot_code(query) and (hands_on or not CODE.isdisjoint(resource.requires))


def cannot_code(query: ParsedQuery) -> bool:
    """Whether the asker does not program, or wants to do without."""
    return "no-code" in query.told.aims or "programming" in lacked(query)


def _far_off(query: ParsedQuery, resource: Resource) -> bool:
    """Whether it is for others by its facets: two levels away, or heavy in maths for who wants none or little."""
    if query.level and not query.ids("done") and resource.knows("level"):
        low, high = resource.level_span
        wanted = LEVELS.index(query.level)
        if max(low - wanted, wanted - high) >= 2:
            return True
    too_much = resource.math_rank == MATHS.index("heavy") and resource.knows("math")
    return query.math in ("none", "light") and too_much
