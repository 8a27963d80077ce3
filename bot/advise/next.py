"""What comes after what a member has done."""

from collections.abc import Mapping

from bot.catalogue import Catalogue
from bot.catalogue.vocabulary import LEVELS, Role
from bot.understand import Named, ParsedQuery

NOTHING_DONE = (
    "I do not know yet what you have done. Under each answer a menu marks a resource as done or in progress; "
    "then /next says what comes after. Until then, this is where I would begin."
)
AFTER = "After what you have done, this comes next."


def next_query(catalogue: Catalogue, progress: Mapping[str, str]) -> ParsedQuery:
    """The question that a list of done and started resources asks. `progress` has "done" or "doing" by id."""
    roles: dict[str, Role] = {"done": "done", "doing": "doing"}
    known = [(entry, roles[state]) for id_, state in progress.items() if (entry := catalogue.get(id_))]
    reached = max((entry.level_span[1] for entry, role in known if role == "done"), default=0)
    return ParsedQuery(
        intent="path",
        level=LEVELS[reached] if known else "beginner",
        named=tuple(Named(entry.id, role) for entry, role in known),
    )
