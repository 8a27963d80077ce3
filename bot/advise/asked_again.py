"""A question that comes back in the id of a button: the same answer for another asker, or more picks for it."""

from msgspec import Struct
from msgspec.structs import replace

from bot.advise.answers import Advised, Answer, Pick, Recommendation
from bot.advise.forms.question_ids import decode, source_in
from bot.advise.guide import PICKS, Guide
from bot.advise.question import says_wishes
from bot.advise.ranking.filters import Filters
from bot.advise.ranking.recommend import NO_MORE
from bot.advise.ranking.voice import SILENCE, Voice
from bot.understand import ParsedQuery


class Asked(Struct, frozen=True):
    """A question as an id has it. `source` is the id of the note or subject that answers; empty for picks alone."""

    query: ParsedQuery
    filters: Filters
    source: str = ""

    @property
    def is_plan(self) -> bool:
        """Whether a plan is asked for."""
        return self.query.intent == "path"

    @classmethod
    def read(cls, text: str, guide: Guide) -> "Asked":
        """The question of such a text; never raises."""
        return cls(*decode(text, guide.catalogue), source_in(text, guide.catalogue.advice))


def answered(asked: Asked, guide: Guide, voice: Voice = SILENCE) -> Answer:
    """The answer to it. Plans are made by `Guide.path`."""
    if not asked.source:
        return guide.recommend(asked.query, asked.filters, voice)
    return guide.by_source(asked.source, asked.filters.applied_to(asked.query), voice)


def more(asked: Asked, guide: Guide, voice: Voice, shown: int, count: int = PICKS) -> Recommendation:
    """The picks after the first `shown`."""
    if not asked.source:
        return guide.recommend(asked.query, asked.filters, voice, count, shown)
    answer = answered(asked, guide, voice)
    if not isinstance(answer, Advised):
        return Recommendation(asked.query, (), 0, message=guide.language(NO_MORE))
    return more_of(answer, guide, voice, shown, count)


def more_of(answer: Advised, guide: Guide, voice: Voice, shown: int, count: int = PICKS) -> Recommendation:
    """The picks after the first `shown` of an answer: its own, then what fits the question best, if it says anything
    to pick by. `total` counts as far as was looked.
    """
    picks = [*answer.picks, *_ranked(answer, guide, voice, shown + count + 1)]
    page = tuple(picks[shown : shown + count])
    return Recommendation(answer.query, page, len(picks), message="" if page else guide.language(NO_MORE))


def _ranked(answer: Advised, guide: Guide, voice: Voice, count: int) -> list[Pick]:
    query, own = answer.query, {pick.resource.id for pick in answer.picks}
    if answer.source in guide.catalogue.advice.subjects:
        query = replace(query, subjects=(answer.source,))
    if not own or not (query.subjects or says_wishes(query)):
        return []
    found = guide.recommend(query, None, voice, count)
    return [pick for pick in found.picks if pick.resource.id not in own]
