"""What one entry of the knowledge base holds. Fields without a default are required."""

import datetime as dt
from typing import Annotated, Literal

from msgspec import Meta, Struct

from bot.catalogue.allowed_values import COSTS, LEVELS, MATHS, Cost, Format, Level, Math, Status, Style, Tier, Topic

Slug = Annotated[str, Meta(pattern=r"\A[a-z0-9]+(-[a-z0-9]+)*\Z", max_length=60)]
Line = Annotated[str, Meta(min_length=1, max_length=160)]
Text = Annotated[str, Meta(min_length=1, max_length=400)]
Url = Annotated[str, Meta(pattern=r"\Ahttps?://((?![<>()\[\]])[!-~])+\Z", max_length=300)]
Year = Annotated[int, Meta(ge=1950, le=2100)]
Hours = Annotated[int, Meta(ge=1, le=5000)]
Rating = Annotated[float, Meta(ge=0, le=5)]
Judged = Literal["level", "math", "style", "cost"]
"""What somebody has to have looked at an entry to say."""


class Entry(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Shared rules: values never change once loaded, and an unknown field is an error."""


class Link(Entry, frozen=True):
    """A further address of the resource, and what is found there."""

    role: Line
    url: Url


class Edition(Entry, frozen=True):
    """One edition or version of the resource."""

    name: Line
    year: Year
    note: Text | None = None
    url: Url | None = None


class Successor(Entry, frozen=True):
    """What the resource's makers, or we, point to in its place."""

    title: Line
    url: Url
    id: Slug | None = None
    year: Year | None = None
    note: Text | None = None


class Framework(Entry, frozen=True):
    """A library that the resource teaches, in lower case, with the version it was made for."""

    name: Annotated[str, Meta(pattern=r"\A[a-z0-9][a-z0-9.+-]*\Z", max_length=40)]
    version: Line | None = None


class Review(Entry, frozen=True):
    """One reviewer's opinion, told in our words. `rating` is out of 5; none was given where it is missing."""

    reviewer: Line
    written: Line
    opinion: Text
    rating: Rating | None = None
    completed: bool | None = None
    disclosure: Text | None = None
    source: Line | None = None


class Evidence(Entry, frozen=True):
    """A fact about the resource and what showed it to us."""

    shows: Text
    source: Line


class Verified(Entry, frozen=True):
    """When the facts were last looked up, and by what."""

    date: dt.date
    by: Annotated[tuple[Evidence, ...], Meta(min_length=1)]


class Standing(Entry, frozen=True):
    """Whether practitioners name it first (`core`), gladly (`solid`) or for a few (`niche`).

    `why` says what people come to it for, in a line that stands under a pick; `by` what shows its tier.
    """

    tier: Tier
    why: Line
    by: Text


class Resource(Entry, frozen=True):
    """One entry: a book, course, community, event or other thing to learn from."""

    id: Slug
    title: Line
    format: Format
    url: Url
    level: tuple[Level, Level]
    math: Math
    style: Style
    cost: Cost
    topics: Annotated[tuple[Topic, ...], Meta(min_length=1, max_length=6)]
    summary: Text
    status: Status
    verified: Verified

    standing: Standing | None = None
    status_reason: Text | None = None
    authors: tuple[Line, ...] = ()
    aliases: tuple[Line, ...] = ()
    links: tuple[Link, ...] = ()
    publisher: Line | None = None
    platform: Line | None = None
    year: Year | None = None
    edition: Line | None = None
    editions: tuple[Edition, ...] = ()
    successor: Successor | None = None
    part_of: Slug | None = None
    programming: Line | None = None
    frameworks: tuple[Framework, ...] = ()
    requires: tuple[Slug, ...] = ()
    teaches: tuple[Slug, ...] = ()
    hours: tuple[Hours, Hours] | None = None
    hours_note: Text | None = None
    cost_note: Text | None = None
    certificate: bool | None = None
    language: Annotated[str, Meta(pattern=r"\A[a-z]{2,3}\Z")] = "en"
    good_for: tuple[Line, ...] = ()
    not_for: tuple[Line, ...] = ()
    strengths: tuple[Line, ...] = ()
    gripe: Text | None = None
    reviews: tuple[Review, ...] = ()

    def knows(self, facet: Judged) -> bool:
        """Whether this facet is known: of the curated list always, of a server's own entry what a moderator said."""
        return True

    @property
    def rating(self) -> float | None:
        """The mean of the reviewers' ratings out of 5, or None where nobody gave one."""
        ratings = [review.rating for review in self.reviews if review.rating is not None]
        return sum(ratings) / len(ratings) if ratings else None

    @property
    def level_span(self) -> tuple[int, int]:
        """Lowest and highest level as positions in `LEVELS`."""
        return LEVELS.index(self.level[0]), LEVELS.index(self.level[1])

    @property
    def math_rank(self) -> int:
        """The maths it demands as a position in `MATHS`."""
        return MATHS.index(self.math)

    @property
    def cost_rank(self) -> int:
        """Its cost as a position in `COSTS`."""
        return COSTS.index(self.cost)
