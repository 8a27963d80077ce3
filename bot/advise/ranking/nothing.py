"""What is said where no entry fits: what the list lacks, or that the conditions do not go together."""

from collections.abc import Iterator, Sequence

from bot.advise.answers import Relaxation
from bot.advise.ranking.constraints import GENERAL_TOPICS, Constraint
from bot.advise.ranking.index import RankIndex
from bot.advise.wording.terms import KIND, topic_name
from bot.language import Language, mark
from bot.understand import ParsedQuery

TOGETHER = mark("Nothing in my list fits all of that. Drop one condition and it works:")
GIVE_UP_THAT = mark("Drop that and it works:")
GIVE_UP_MORE = mark("Nothing in my list fits all of that, even if you drop one condition. Try again with fewer.")


def nothing_fits(
    index: RankIndex,
    query: ParsedQuery,
    conditions: Sequence[Constraint],
    relaxed: Sequence[Relaxation],
    say: Language,
) -> str:
    """Why nothing fits. What no entry has is named, be it the only condition or one of several."""
    lacking = list(dict.fromkeys(_lacking(index, query, conditions, say)))
    if lacking:
        return " ".join([*lacking, *([say(GIVE_UP_THAT)] if relaxed else [])])
    return say(TOGETHER if relaxed else GIVE_UP_MORE)


def _lacking(index: RankIndex, query: ParsedQuery, conditions: Sequence[Constraint], say: Language) -> Iterator[str]:
    """A sentence for each condition that no entry at all meets, the subject first."""
    available, *others = conditions  # the first is that an entry is still there
    for condition in sorted(others, key=lambda condition: condition.name != "topics"):
        if not index.allowed([available, condition]):
            yield _sentence(query, condition, say)


def _sentence(query: ParsedQuery, condition: Constraint, say: Language) -> str:
    if condition.name == "topics":
        special = [topic for topic in query.topics if topic not in GENERAL_TOPICS] or query.topics
        subjects = say.any_of([topic_name(topic, say) for topic in special])
        return say("I have nothing on {subjects} in my list yet.", subjects=subjects)
    if condition.name == "format" and query.formats:
        kinds = say.any_of([say(KIND[word]) for word in query.formats])
        return say("I have no {kinds} in my list yet.", kinds=kinds)
    return say('Nothing in my list fits "{condition}".', condition=condition.label(say))
