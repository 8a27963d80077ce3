"""One step of a conversation: what was answered, what is said to it, and the answers that can be made of both."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from bot.advise.answers import Advised, Answer, Notice, Recommendation
from bot.advise.conversation.comparing import Test
from bot.advise.conversation.turn import Turn
from bot.advise.plans.plan import Plan
from bot.advise.ranking.voice import Voice
from bot.catalogue import Resource
from bot.catalogue.allowed_values import Role
from bot.understand import Named, ParsedQuery
from bot.understand.follow_up import BEHIND, FollowUp

if TYPE_CHECKING:
    from bot.advise.guide import Guide

PICKS = 3
LOOKED_THROUGH = 80
"""So many of the best entries are looked through for others that are cheaper, shorter or newer."""


class Next(Struct, frozen=True):
    """The next answer, and from where one may go on after it."""

    answer: Answer
    turn: Turn


class Step(Struct, frozen=True):
    """All that the next answer is made from: `said` is what the message does, `read` what else it says."""

    guide: "Guide"
    turn: Turn
    shown: tuple[Resource, ...]
    said: FollowUp
    read: ParsedQuery
    voice: Voice

    def aside(self, answer: Answer, focus: Resource | None = None) -> Next:
        """An answer beside the question: one still goes on from the picks of before."""
        return Next(answer, replace(self.turn, focus=focus or self.turn.focus))

    def forth(self, answer: Answer, whole: Answer | None = None) -> Next:
        """An answer to the same question in another form: what was shown before is not shown again as new.

        `whole` is the answer with all that it says, where it differs.
        """
        if isinstance(answer, Notice):
            return self.aside(answer)
        return Next(
            answer, replace(Turn.of(answer, self.turn.filters), seen=(*self.turn.seen, *self.shown), whole=whole)
        )

    def meant(self) -> tuple[Resource, ...]:
        """The entries that the message means: by name, else by place, else by kind; empty where it means none."""
        shown, places = self.shown, self.said.places
        named = [entry for item in self.read.named if (entry := self._named(item))]
        if places:  # "read that paper" names nothing, whatever there is with these words in its title
            named = [entry for entry in named if entry in shown]
        placed = [entry for place in places if place.isdigit() for entry in shown[int(place) - 1 : int(place)]]
        placed += shown[-1:] if "last" in places else ()
        placed += shown if "all" in places or ("those" in places and self.said.move not in BEHIND) else ()
        kinds = [entry for place in places for entry in [one for one in shown if one.format == place][:1]]
        focus = [self.turn.focus] if self.turn.focus else shown if len(shown) == 1 else []
        found = named or placed or kinds or (focus if "that" in places else [])
        return tuple({entry.id: entry for entry in found}.values())

    def meant_or_focus(self) -> tuple[Resource, ...]:
        """The entries that the message means; else the one spoken of last, else all that were shown."""
        return self.meant() or ((self.turn.focus,) if self.turn.focus else self.shown)

    def _named(self, named: Named) -> Resource | None:
        """Of the entries with a name the one that was shown, or of which a part was."""
        ids = (named.id, *named.alternatives)
        shown = (entry for entry in self.shown if entry.id in ids or entry.part_of in ids)
        return next(shown, None) or self.guide.catalogue.get(named.id)

    def with_roles(self, entries: Sequence[Resource], role: Role) -> ParsedQuery:
        """The question of before, with these entries done or refused."""
        ids, before = {entry.id for entry in entries}, self.turn.query
        kept = (item for item in before.named if item.id not in ids)
        return replace(before, named=(*kept, *(Named(entry.id, role, title=entry.title) for entry in entries)))

    def others(
        self, query: ParsedQuery, tests: Sequence[Test], lead: str, nothing: str, *, seen_too: bool = False
    ) -> Answer:
        """The best entries for a question that pass the first test that any passes, or that there are none.

        What was shown before counts only for the tests after the first, unless `seen_too`.
        """
        known = {entry.id for entry in (*self.turn.seen, *self.shown)}
        asked = replace(query, intent="recommend", notes=(), ask=None)
        ranked = on_topic(asked, self.shown)
        found = self.guide.recommend(ranked, self.turn.filters, self.voice, LOOKED_THROUGH).picks
        unseen = [pick for pick in found if pick.resource.id not in known]
        for place, test in enumerate(tests):
            picks = tuple(pick for pick in (found if place or seen_too else unseen) if test(pick.resource))[:PICKS]
            if picks:
                return Recommendation(asked, picks, len(picks), message=lead)
        return Notice(query, nothing)

    def again(self, query: ParsedQuery) -> Answer:
        """The answer of the same kind to a changed question: the same note, a plan, or picks."""
        before, guide = self.turn.answer, self.guide
        if isinstance(before, Plan):
            return guide.path(query, self.turn.filters)
        # what is said of resources by name (a source with a colon) fits no others
        if isinstance(before, Advised) and query.topics == before.query.topics and ":" not in before.source:
            return guide.by_source(before.source, query, self.voice)
        if query.subjects:
            return guide.answer(replace(query, intent="recommend", notes=(), ask=None), self.voice)
        return guide.recommend(replace(query, intent="recommend"), self.turn.filters, self.voice)


def on_topic(query: ParsedQuery, entries: Sequence[Resource]) -> ParsedQuery:
    """The question, where it names no topic on those of the first of these entries."""
    return replace(query, topics=entries[0].topics[:2]) if entries and not query.topics else query
