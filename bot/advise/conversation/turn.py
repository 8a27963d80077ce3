"""What is remembered of an answer, so that one may go on from it."""

from dataclasses import replace as put

from msgspec import Struct
from msgspec.structs import replace

from bot.advise.answers import Answer, Verdict, WhichOne
from bot.advise.ranking.filters import Filters
from bot.advise.verdicts.compare import Comparison
from bot.advise.wording.compose import reply_of
from bot.catalogue import Resource
from bot.language import Language
from bot.understand import Named, ParsedQuery


class Turn(Struct, frozen=True):
    """An answer that was given, as far as one may go on from it.

    `seen` are the entries of earlier turns on the same question, `focus` is the one spoken of last, if any. `filters`
    are the options of the command that was answered. `whole` is the answer with all that it says, where what was said
    before was left out; `named` is what was told since of entries, as done or refused.
    """

    answer: Answer
    filters: Filters = Filters()
    seen: tuple[Resource, ...] = ()
    focus: Resource | None = None
    whole: Answer | None = None
    named: tuple[Named, ...] = ()

    @classmethod
    def of(cls, answer: Answer, filters: Filters | None = None) -> "Turn":
        """What is remembered of an answer. The words of the question are left out: nobody's text is kept."""
        query = getattr(answer, "query", None)
        if isinstance(query, ParsedQuery) and query.words:
            named = tuple(put(item, typed="") for item in query.named)
            answer = replace(answer, query=replace(query, words=(), unknown=(), named=named))
        if isinstance(answer, Verdict | Comparison):
            answer = replace(answer, unknown=())
        return cls(answer, filters or Filters())

    def shown(self, say: Language) -> tuple[Resource, ...]:
        """The entries in the answer, in their order."""
        answer = self.answer
        if isinstance(answer, Verdict):
            return (answer.resource,)
        if isinstance(answer, WhichOne):
            return answer.options
        if isinstance(answer, Comparison):
            return answer.resources
        return tuple(pick.resource for pick in reply_of(answer, say).picks)

    @property
    def query(self) -> ParsedQuery:
        """The question that was answered; of a verdict or a comparison one for entries like what was judged."""
        told = {item.id for item in self.named}
        asked = self._asked()
        return replace(asked, named=(*(item for item in asked.named if item.id not in told), *self.named))

    def _asked(self) -> ParsedQuery:
        if isinstance(self.answer, Verdict):
            return _alike(self.answer.resource)
        if isinstance(self.answer, Comparison):
            return _alike(self.answer.resources[0])
        return ParsedQuery() if isinstance(self.answer, WhichOne) else self.answer.query


def _alike(entry: Resource) -> ParsedQuery:
    return ParsedQuery(
        intent="recommend",
        level=entry.level[0] if entry.knows("level") else None,
        topics=entry.topics[:2],
        named=(Named(entry.id, "mentioned", title=entry.title),),
    )
