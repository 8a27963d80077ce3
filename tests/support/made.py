"""Catalogues made by hypothesis: real entries with other facets."""

from typing import get_args

from hypothesis import strategies as st
from msgspec.structs import replace

from bot.advise import Filters
from bot.advise.ranking.voice import Voice
from bot.catalogue import Catalogue, Resource, Skill
from bot.catalogue.allowed_values import CHOICES, COSTS, FORMATS, LEVELS, MATHS, STYLES, TOPICS, Tier
from bot.catalogue.models import Standing
from bot.understand import ParsedQuery
from tests.support.base import shipped

PATTERN = shipped().resources[0]
SOME_TOPICS = TOPICS[:6]
TOOLS = ("pytorch", "keras")
TIERS: tuple[Tier, ...] = get_args(Tier)


def voted(helped: dict[str, int]) -> Voice:
    """The voice of a server where so many members were helped by each entry."""
    return Voice({id_: {"helped": votes} for id_, votes in helped.items()})


def standing_of(tier: Tier) -> Standing:
    """Such a standing of any entry."""
    return Standing(tier=tier, why="People come to it for this.", by="Somebody looked.")


def knowing(*ids: str) -> tuple[Skill, ...]:
    """These skills as a question has them that tells of them."""
    return tuple(map(shipped().skills.skill, ids))


ids = st.integers(0, 40).map(lambda number: f"entry-{number}")
voices = st.builds(
    Voice,
    st.dictionaries(ids, st.dictionaries(st.sampled_from(CHOICES), st.integers(0, 500)), max_size=10),
    st.dictionaries(ids, st.just("a note"), max_size=2),
)

levels = st.sampled_from([(LEVELS[low], LEVELS[high]) for low in range(3) for high in range(low, 3)])


@st.composite
def entries(draw: st.DrawFn, number: int) -> Resource:
    """An entry with any facets."""
    rating = draw(st.sampled_from([None, 3.0, 4.0, 4.5, 5.0]))
    return replace(
        PATTERN,
        id=f"entry-{number}",
        title=f"Entry {number}",
        level=draw(levels),
        math=draw(st.sampled_from(MATHS)),
        format=draw(st.sampled_from(FORMATS[:4])),
        cost=draw(st.sampled_from(COSTS)),
        style=draw(st.sampled_from(STYLES)),
        topics=tuple(draw(st.lists(st.sampled_from(SOME_TOPICS), min_size=1, max_size=3, unique=True))),
        status=draw(st.sampled_from(["current", "current", "dated", "retired"])),
        year=draw(st.integers(2010, 2026)),
        reviews=(replace(PATTERN.reviews[0], rating=rating),),
        standing=draw(st.none() | st.sampled_from(TIERS).map(standing_of)),
    )


@st.composite
def catalogues(draw: st.DrawFn) -> Catalogue:
    """A catalogue of up to thirty entries."""
    count = draw(st.integers(1, 30))
    return Catalogue(tuple(draw(entries(number)) for number in range(count)))


def maybe(values: tuple[str, ...]) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from(values)


queries = st.builds(
    ParsedQuery,
    intent=st.just("recommend"),
    level=maybe(LEVELS),
    math=maybe(MATHS),
    cost=maybe(COSTS),
    style=maybe(STYLES),
    certificate=st.booleans(),
    formats=st.lists(st.sampled_from(FORMATS[:4]), max_size=2, unique=True).map(tuple),
    not_formats=st.lists(st.sampled_from(FORMATS[:4]), max_size=1).map(tuple),
    topics=st.lists(st.sampled_from(SOME_TOPICS), max_size=2, unique=True).map(tuple),
    frameworks=st.lists(st.sampled_from(TOOLS), max_size=1).map(tuple),
)
filters = st.builds(
    Filters,
    level=maybe(LEVELS),
    math=maybe(MATHS),
    format=maybe(FORMATS[:4]),
    cost=maybe(COSTS),
    topic=maybe(SOME_TOPICS),
)
