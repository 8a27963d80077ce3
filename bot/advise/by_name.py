"""What there is to say of the resources that somebody names: which they are, the verdict on one, several compared."""

from collections.abc import Callable, Iterable

from msgspec.structs import replace

from bot.advise.answers import Review, Verdict, WhichOne
from bot.advise.faq_choice import judged_in
from bot.advise.plans.readiness import Asker
from bot.advise.question import Question
from bot.advise.verdicts.compare import Comparison, compare
from bot.advise.verdicts.review import asked_back, maker_of_much, verdict
from bot.catalogue import Catalogue
from bot.understand import Named, ParsedQuery, Resolution
from bot.understand.names.index import NameIndex

MOST_COMPARED = 4


def meaning_of(name: str, catalogue: Catalogue, names: NameIndex) -> Resolution:
    """The id that a name means, or the ids to ask about. An id itself, also a renamed one, is always clear."""
    known = catalogue.get(name.strip().lower())
    return Resolution(known.id) if known else names.resolve(name)


def reviewed(asked: Question, named: Named) -> Review:
    """The verdict on the resource that a question names, or a question back."""
    if named.alternatives:
        return asked_back(asked.catalogue, named)
    resource = asked.catalogue.get(named.id)
    if resource is None:
        return WhichOne(named.id, ())
    return verdict(asked.catalogue, asked.index, resource, asked.voice, Asker(asked.query, asked.progress))


def compared(asked: Question) -> Comparison | WhichOne | None:
    """The resources that are to be compared side by side, a question back, or None for fewer than two."""
    catalogue, query = asked.catalogue, asked.query
    named = [item for item in query.named if item.role in ("asked", "mentioned")]
    entries = {entry.id: entry for item in named if (entry := catalogue.get(item.id))}
    if len(entries) < 2:
        return None
    if unclear := next((item for item in named if item.alternatives), None):
        return asked_back(catalogue, unclear)
    resources = list(entries.values())[:MOST_COMPARED]
    if unclear_maker := maker_of_much(catalogue, asked.names, named, resources):
        return unclear_maker
    return replace(compare(resources, asked.voice, query, asked.say), unknown=query.unknown)


def known_of(asked: Question) -> Comparison | Review | None:
    """What there is to say of the names that mean anything; None where none does."""
    if found := compared(asked):
        return found
    judged = judged_in(asked.query)
    if judged is None:
        return None
    review = reviewed(asked, judged)
    return replace(review, unknown=asked.query.unknown) if isinstance(review, Verdict) else review


def side_by_side(
    reviews: Iterable[tuple[str, Review]], asked: Callable[[ParsedQuery], Question]
) -> Comparison | Review:
    """Resources side by side, from each name and what it means; a question back for a name that is not clear.

    Where only some of them mean anything, what these mean, with the names that nothing here has. `asked` gives the
    question for a query.
    """
    named: list[Named] = []
    unknown: list[WhichOne] = []
    for name, found in reviews:
        if isinstance(found, Verdict):
            named.append(Named(found.resource.id, "asked", typed=name))
        elif found.options and not found.is_near:
            return found
        else:
            unknown.append(found)
    query = ParsedQuery(intent="compare", named=tuple(named), unknown=tuple(review.name for review in unknown))
    return known_of(asked(query)) or unknown[0]


def told_of_asker(query: ParsedQuery) -> Named | None:
    """The resource, where a name comes with what somebody knows or has done.

    The words of a name alone are never read so: "Introduction to ..." is a title, and no level.
    """
    judged = judged_in(query)
    return judged if judged and (query.level or query.ids("done")) else None
