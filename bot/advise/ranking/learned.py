"""What an entry would teach somebody anew, held against what they have finished."""

from collections.abc import Iterator

from bot.advise.ranking.facets import Facet
from bot.advise.ranking.weights import Weights
from bot.catalogue import Catalogue, Resource
from bot.understand import ParsedQuery

TIERS = 10
"""Shares are rounded to so many steps, so that the ranking has few groups to look at."""


def taught_before(catalogue: Catalogue, query: ParsedQuery) -> frozenset[str]:
    """The skills that what the question says is done has taught, with all its parts."""
    done = [entry for id_ in query.ids("done") if (entry := catalogue.get(id_))]
    return frozenset(
        skill for whole in done for entry in (whole, *catalogue.parts_of(whole.id)) for skill in entry.teaches
    )


def repetition_facets(taught: frozenset[str], weights: Weights) -> Iterator[Facet]:
    """The facet for how much of an entry is known already, where something is."""
    if taught:
        yield Facet("teaches", _teaches, lambda skills: weights.repetition * _share(skills, taught) ** 2)


def _teaches(resource: Resource) -> frozenset[str]:
    return frozenset(resource.teaches)


def _share(skills: frozenset[str], taught: frozenset[str]) -> float:
    """How much of these skills was taught, from 0 to 1; of an entry that names none nothing is known."""
    return round(len(skills & taught) / len(skills) * TIERS) / TIERS if skills else 0.0
