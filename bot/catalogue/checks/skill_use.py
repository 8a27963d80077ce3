"""Whether the entries name skills that there are, in an order that makes sense."""

from collections.abc import Sequence

from bot.catalogue.reading.found import Found
from bot.catalogue.reading.schema import suggestion
from bot.catalogue.skills import SkillGraph


def check_skills(found: Sequence[Found], graph: SkillGraph, known: Sequence[str]) -> None:
    """Report entries that name no skill of the graph, or teach what one they require builds on."""
    for entry in found:
        for field in ("requires", "teaches"):
            for index, skill in enumerate(getattr(entry.resource, field)):
                if skill not in known:
                    entry.report((field, index), f"no skill {skill!r}{suggestion(skill, known)}")
        _check_order(entry, graph)


def _check_order(entry: Found, graph: SkillGraph) -> None:
    above = {skill: required for required in entry.resource.requires for skill in graph.below(required)}
    for index, taught in enumerate(entry.resource.teaches):
        if taught in above:
            entry.report(("teaches", index), f"{taught!r} is what {above[taught]!r} builds on, which it requires")
