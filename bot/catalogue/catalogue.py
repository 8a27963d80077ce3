"""The loaded knowledge base: an immutable, indexed set of resources."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from bot.catalogue.advice.models import Advice
from bot.catalogue.models import Resource
from bot.catalogue.skills import SkillGraph


class Catalogue:
    """All resources in file order, with lookup by id.

    `redirects` maps ids that were renamed to the ids that took their place, so that votes and buttons
    from before the change still find their resource. `skills` is the graph of what `requires` and `teaches` name,
    `advice` what a mentor says of recurring questions, subjects and routes.
    """

    def __init__(
        self,
        resources: tuple[Resource, ...],
        redirects: Mapping[str, str] | None = None,
        skills: SkillGraph | None = None,
        advice: Advice | None = None,
    ) -> None:
        self.resources = resources
        self.advice = advice or Advice()
        self.skills = skills or SkillGraph()
        self.redirects = MappingProxyType(dict(redirects or {}))
        self._by_id = {resource.id: resource for resource in resources}

    def get(self, resource_id: str) -> Resource | None:
        """The resource with this id, or the one that its id was renamed to, or None."""
        return self._by_id.get(self.redirects.get(resource_id, resource_id))

    def parts_of(self, resource_id: str) -> tuple[Resource, ...]:
        """The resources that are parts of this one, in file order."""
        return tuple(resource for resource in self.resources if resource.part_of == resource_id)

    def __len__(self) -> int:
        return len(self.resources)

    def __iter__(self) -> Iterator[Resource]:
        return iter(self.resources)
