"""What is said where no entry fits: what the list lacks, or that the conditions do not go together."""

from collections.abc import Iterator, Sequence

from bot.advise.answers import Relaxation
from bot.advise.facets import GENERAL_TOPICS, Constraint
from bot.advise.rank import RankIndex
from bot.advise.wording import format_name, listed, topic_name
from bot.understand import ParsedQuery

TOGETHER = "Nothing in my list fits all of that."
GIVE_UP_ONE = "Giving up one condition would help:"
GIVE_UP_THAT = "Giving that up would help:"
GIVE_UP_MORE = "Nothing in my list fits, even with one condition less. Try fewer conditions."


def nothing_fits(
    index: RankIndex, query: ParsedQuery, conditions: Sequence[Constraint], relaxed: Sequence[Relaxation]
) -> str:
    """Why nothing fits. What no entry has is named, be it the only condition or one of several."""
    lacking = list(dict.fromkeys(_lacking(index, query, conditions)))
    if lacking:
        return " ".join([*lacking, *([GIVE_UP_THAT] if relaxed else [])])
    return f"{TOGETHER} {GIVE_UP_ONE}" if relaxed else GIVE_UP_MORE


def _lacking(index: RankIndex, query: ParsedQuery, conditions: Sequence[Constraint]) -> Iterator[str]:
    """A sentence for each condition that no entry at all meets, the subject first."""
    available, *others = conditions  # the first is that an entry is still there
    for condition in sorted(others, key=lambda condition: condition.name != "topics"):
        if not index.allowed([available, condition]):
            yield _sentence(query, condition)


def _sentence(query: ParsedQuery, condition: Constraint) -> str:
    if condition.name == "topics":
        special = [topic for topic in query.topics if topic not in GENERAL_TOPICS] or query.topics
        return f"I have nothing about {listed([topic_name(topic) for topic in special], 'or')} in my list yet."
    if condition.name == "format" and query.formats:
        bare = [format_name(word).split(" ", 1)[-1] for word in query.formats]
        return f"I have no {listed(bare, 'or')} in my list yet."
    return f'Nothing in my list fits "{condition.label}".'
