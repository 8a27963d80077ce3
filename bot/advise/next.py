"""What comes after what a member has done."""

from collections.abc import Mapping
from dataclasses import replace

from bot.catalogue import Catalogue, Resource
from bot.catalogue.vocabulary import LEVELS, Role
from bot.understand import Named, ParsedQuery

NOTHING_DONE = (
    "I do not know yet what you have done. Under each answer a menu marks a resource as done or in progress; "
    "then /next says what comes after. Until then, this is where I would begin."
)
AFTER = "After what you have done, this comes next."


def next_query(catalogue: Catalogue, progress: Mapping[str, str]) -> ParsedQuery:
    """The question that a list of done and started resources asks. `progress` has "done" or "doing" by id."""
    known = _known(catalogue, progress)
    reached = max((entry.level_span[1] for entry, role in known if role == "done"), default=0)
    level = LEVELS[reached] if known else "beginner"
    return with_progress(catalogue, ParsedQuery(intent="path", level=level), progress)


def with_progress(catalogue: Catalogue, query: ParsedQuery, progress: Mapping[str, str]) -> ParsedQuery:
    """The question with what a member has marked; what the words say of an entry goes first."""
    said = {item.id for item in query.named}
    marked = (Named(entry.id, role) for entry, role in _known(catalogue, progress) if entry.id not in said)
    return replace(query, named=(*query.named, *marked))


def _known(catalogue: Catalogue, progress: Mapping[str, str]) -> list[tuple[Resource, Role]]:
    roles: dict[str, Role] = {"done": "done", "doing": "doing"}
    return [(entry, roles[state]) for id_, state in progress.items() if (entry := catalogue.get(id_))]
