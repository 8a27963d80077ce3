"""From a name to the verdict on what it means, or to a question back."""

from collections.abc import Sequence

from bot.advise.answers import Review, Verdict, WhichOne
from bot.advise.plans.readiness import NOBODY, Asker, readiness
from bot.advise.ranking.facets import facets
from bot.advise.ranking.index import RankIndex
from bot.advise.ranking.voice import Voice
from bot.catalogue import Catalogue, Resource
from bot.understand import Named, ParsedQuery, Resolution
from bot.understand.names.index import NameIndex

SIMILAR = 3


def review(
    catalogue: Catalogue,
    index: RankIndex,
    name: str,
    resolution: Resolution,
    voice: Voice,
    asker: Asker = NOBODY,
) -> Review:
    """The verdict on the resource that was named, or the resources that the name may mean."""
    resource = catalogue.get(resolution.id) if resolution.id else None
    if resource:
        return verdict(catalogue, index, resource, voice, asker)
    return which_one(catalogue, name, resolution)


def which_one(catalogue: Catalogue, name: str, resolution: Resolution) -> WhichOne:
    """The question back for a name that several entries have, or none."""
    ids = resolution.alternatives or resolution.near
    options = tuple(entry for id_ in ids if (entry := catalogue.get(id_)))
    return WhichOne(name, options, is_near=not resolution.alternatives and bool(options))


def asked_back(catalogue: Catalogue, named: Named) -> WhichOne:
    """The question back for a name that several entries have, as it was typed."""
    return which_one(catalogue, named.typed or named.title, Resolution(None, (named.id, *named.alternatives)))


def maker_of_much(
    catalogue: Catalogue, names: NameIndex, asked: Sequence[Named], resources: Sequence[Resource]
) -> WhichOne | None:
    """Which work is meant, where all that is compared are makers of several and known for different subjects."""
    works = [names.works_of(item.typed) for item in asked]
    if min(map(len, works)) < 2 or len({entry.topics[0] for entry in resources}) == 1:
        return None
    return which_one(catalogue, asked[0].typed, Resolution(None, works[0]))


def verdict(catalogue: Catalogue, index: RankIndex, resource: Resource, voice: Voice, asker: Asker = NOBODY) -> Verdict:
    """Everything known about this resource, and whether the asker is ready for it."""
    return Verdict(
        resource,
        voice.helped(resource.id),
        catalogue.get(resource.part_of) if resource.part_of else None,
        catalogue.parts_of(resource.id),
        similar(index, resource),
        readiness(catalogue, index, resource, asker),
        voice.misfits(resource.id),
    )


def similar(index: RankIndex, resource: Resource) -> tuple[Resource, ...]:
    """Entries that would do for who this one is for: same subject, level and maths; its family left out."""
    like = ParsedQuery(
        level=resource.level[0] if resource.knows("level") else None,
        math=resource.math if resource.knows("math") else None,
        style=resource.style if resource.knows("style") else None,
        topics=resource.topics[:2],
    )
    allowed = index.everything
    best = index.best(facets(like, index.weights), allowed, {}, SIMILAR + 12)
    kin = {resource.id, resource.part_of}
    others = (entry.resource for entry in best if entry.resource.status != "retired")
    outside = [entry for entry in others if entry.id not in kin and (entry.part_of or entry.id) not in kin]
    return tuple(entry for entry in outside if not entry.part_of or resource.part_of)[:SIMILAR]
