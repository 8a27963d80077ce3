"""What is asked of the resources that a question names: what one is worth, or something that is answered on it."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import cast

from bot.catalogue import Catalogue
from bot.catalogue.advice import Faq, FaqAnswer
from bot.catalogue.allowed_values import Ask, Role
from bot.understand import Named, ParsedQuery
from bot.understand.models.reading import NONE
from bot.understand.query import LONG

CLEAR, NEARLY = 0.05, 0.005
"""By how much a note must be likelier than the next to answer, and to answer where a way is asked for. Set on labelled
real questions: in the clear band three of four are right (`python -m bench.advice`)."""
SURE_OF_STORY = 0.1
"""Below this margin the note that answers a long message is that of a neighbour more often than not: of 14 such replies
that others read 4 were right, of 15 above it 13. So it is told which question is answered.
"""
JUDGED_BELOW: Mapping[Role, float] = {
    "asked": 0.3, "mentioned": CLEAR, "doing": NEARLY, "done": CLEAR, "avoid": CLEAR,
}  # fmt: skip
"""Below which margin of a note a resource named in this role gets its verdict: who asks what it is worth wants one, who
is in the middle of it asks something else.
"""
ASKED, ASKED_IN_PASSING = 0.3, 0.5
"""From this chance on what is asked of a resource is answered: 86 % right and 68 % found, one hand left out; from the
second on where a long message only mentions it.
"""
BY_ROLE: Sequence[Role] = ("asked", "doing", "mentioned", "done", "avoid")
"""Of several resources named, the order in which they are looked at for what is asked."""


def judged_in(query: ParsedQuery) -> Named | None:
    """What a review is asked of: the resource asked about, else the first mentioned, else the only one named."""
    asked = [item for item in query.named if item.role in ("asked", "mentioned", "doing")]
    if not asked and len(query.named) == 1:
        return query.named[0]  # "what do people not like about it"
    return min(asked, key=lambda item: item.role != "asked", default=None)


def wants_verdict(judged: Named, query: ParsedQuery) -> bool:
    """Whether no note is clearer than that the verdict on this resource is wanted."""
    return query.margin < JUDGED_BELOW[judged.role]


def is_unclear(judged: Named, query: ParsedQuery) -> bool:
    """Whether it is to be asked which of several is meant, as the verdict on one is wanted that shares its name."""
    other = query.ask is not None and query.ask.label not in (NONE, "worth")
    return bool(judged.alternatives) and wants_verdict(judged, query) and not other and len(query.words) <= LONG


def faq_for(catalogue: Catalogue, query: ParsedQuery) -> tuple[Faq, FaqAnswer] | None:
    """What is said to the question about the resources named, where that is clearer than any note."""
    asked_of, ask, long = catalogue.advice.asked_of, query.ask, len(query.words) > LONG
    if (query.intent == "compare" and not long) or (ask and ask.label == "which" and ask.chance >= ASKED):
        pairs = combinations(query.ids("asked", "mentioned", "doing", "done"), 2)
        return next((found for pair in pairs if (found := asked_of(pair, "which"))), None)
    label = _asked(query)
    if label is None:
        return None
    for named in sorted(query.named, key=lambda named: BY_ROLE.index(named.role)):
        for id_ in (named.id, *named.alternatives):
            entry = catalogue.get(id_)
            for of in filter(None, (id_, entry.part_of if entry else None)):
                if found := asked_of([of], label):
                    return found
    return None


def _asked(query: ParsedQuery) -> Ask | None:
    """What is asked of one resource: what the models read where they are sure, else its worth where that is asked."""
    ask, long = query.ask, len(query.words) > LONG
    least = max(ASKED_IN_PASSING if long else ASKED, query.margin)
    if ask is not None and ask.label != NONE and ask.chance >= least:
        return cast("Ask", ask.label)
    judged = judged_in(query) if query.intent == "review" and not long else None
    is_worth = judged is not None and judged.role in ("asked", "mentioned") and wants_verdict(judged, query)
    return "worth" if is_worth else None
