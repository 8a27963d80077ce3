"""What comes after what a member has done."""

from collections.abc import Mapping

from msgspec.structs import replace

from bot.advise.wording.terms import short_title
from bot.catalogue import Catalogue, Resource
from bot.catalogue.allowed_values import LEVELS, Role
from bot.language import Language, mark
from bot.understand import Named, ParsedQuery

NOTHING_DONE = mark(
    "I don't know yet what you've done, so I would start here. When you've done one, press “Look closer” and "
    "“I did this”, and /next goes on from there."
)
MOST_TOLD = 3


def next_query(catalogue: Catalogue, progress: Mapping[str, str]) -> ParsedQuery:
    """The question that a list of done and started resources asks. `progress` has "done" or "doing" by id."""
    query = with_progress(catalogue, ParsedQuery(intent="path"), progress)
    return at_level_reached(catalogue, query) if query.named else replace(query, level="beginner")


def at_level_reached(catalogue: Catalogue, query: ParsedQuery) -> ParsedQuery:
    """The question with the level that what is done leads up to, where its words say none."""
    spans = [entry.level_span for entry in _named(catalogue, query, "done") if entry.knows("level")]
    reached = max((min(low + 1, high) for low, high in spans), default=0)  # what is for all levels leads up one
    return replace(query, level=query.level or LEVELS[reached])


def after(catalogue: Catalogue, query: ParsedQuery, say: Language) -> str:
    """A sentence that says what the picks follow on."""
    titles = [short_title(entry) for entry in _named(catalogue, query, "done", "doing")][:MOST_TOLD]
    return say("After {titles}, this comes next.", titles=say.all_of(titles)) if titles else ""


def _named(catalogue: Catalogue, query: ParsedQuery, *roles: Role) -> list[Resource]:
    return [entry for id_ in query.ids(*roles) if (entry := catalogue.get(id_))]


def with_progress(catalogue: Catalogue, query: ParsedQuery, progress: Mapping[str, str]) -> ParsedQuery:
    """The question with what a member has marked; what the words say of an entry goes first."""
    said = {item.id for item in query.named}
    marked = (
        Named(entry.id, role, title=entry.title) for entry, role in _known(catalogue, progress) if entry.id not in said
    )
    return replace(query, named=(*query.named, *marked))


def _known(catalogue: Catalogue, progress: Mapping[str, str]) -> list[tuple[Resource, Role]]:
    roles: dict[str, Role] = {"done": "done", "doing": "doing"}
    return [(entry, roles[state]) for id_, state in progress.items() if (entry := catalogue.get(id_))]
