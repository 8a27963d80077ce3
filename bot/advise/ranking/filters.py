"""What a member chose from a list, rather than wrote: it must hold."""

from msgspec import Struct
from msgspec.structs import replace

from bot.catalogue.allowed_values import Cost, Format, Level, Math, Topic
from bot.understand import ParsedQuery


class Filters(Struct, frozen=True):
    """The options of /recommend. `math` and `cost` are the most the member wants."""

    level: Level | None = None
    math: Math | None = None
    format: Format | None = None
    cost: Cost | None = None
    topic: Topic | None = None

    def applied_to(self, query: ParsedQuery) -> ParsedQuery:
        """The question with each filter in the place of what its words said of the same facet."""
        return replace(
            query,
            level=self.level or query.level,
            math=self.math or query.math,
            cost=self.cost or query.cost,
            formats=(self.format,) if self.format else query.formats,
            not_formats=tuple(word for word in query.not_formats if word != self.format),
            topics=(self.topic,) if self.topic else query.topics,
        )
