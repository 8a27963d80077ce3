"""From a name to the verdict on what it means, or to a question back."""

from bot.advise.answers import Review, Verdict, WhichOne
from bot.advise.plans.readiness import NOBODY, Asker, readiness
from bot.advise.ranking.facets import facets
from bot.advise.ranking.index import RankIndex
from bot.advise.ranking.voice import Voice
from bot.catalogue import Catalogue, Resource
from bot.understand import ParsedQuery, Resolution

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
    return WhichOne(name, tuple(entry for id_ in resolution.alternatives if (entry := catalogue.get(id_))))


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
