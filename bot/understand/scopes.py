"""Which words of a message are negated, done already, known or wanted.

After NegEx (Chapman et al., "A simple algorithm for identifying negated findings", 2001): a cue governs the
words that follow it until a stop, the end of the sentence or the next cue; some cues govern what stands before.
"""

from collections.abc import Sequence

from bot.understand.lexicon import Span
from bot.understand.text import Word

SETTLED = frozenset({"done", "left", "doing", "known", "being"})
"""Scopes of what the asker has behind them or comes with, and does not ask for."""
MAX_REACH = 14
NEGATED_REACH = 7
BEFORE = "_before"
FORWARD = frozenset({"negate", "done", "left", "doing", "known", "being", "wanted", "stop"})
LIST_REACH = 4
LIST_WORDS = frozenset({"or", "nor"})


def scopes(message: Sequence[Word], spans: Sequence[Span]) -> list[str | None]:
    """For each word the scope it stands in: negate, done, doing, known, wanted or None."""
    states: list[str | None] = [None] * len(message)
    cues = [span for span in spans if span.meaning.kind == "scope" and span.meaning.value in FORWARD]
    for position, cue in enumerate(cues):
        if cue.meaning.value == "stop":
            continue
        if position and _refused(cue, cues[position - 1]):
            cue = Span(cue.start, cue.end, cues[position - 1].meaning)
        next_cue = next((other.start for other in cues[position + 1 :] if _ends(other, cue)), len(message))
        for place in range(cue.end, min(next_cue, _end_of_scope(message, cue))):
            states[place] = cue.meaning.value
    for cue in spans:
        if cue.meaning.kind == "scope" and cue.meaning.value.endswith(BEFORE):
            value = "negate" if cue.meaning.value == "avoid_before" else cue.meaning.value.removesuffix(BEFORE)
            for place in _clause_before(message, cue.start):
                states[place] = value
    return states


def _ends(other: Span, cue: Span) -> bool:
    """Whether the other cue ends this one's scope. A stop right behind it does not: "I know what an RNN is"."""
    return other.start >= cue.end + (other.meaning.value == "stop")


def _refused(cue: Span, before: Span) -> bool:
    """Whether an activity stands right behind a no: "tired of doing courses"."""
    return cue.meaning.value == "doing" and before.meaning.value == "negate" and before.end == cue.start


def _end_of_scope(message: Sequence[Word], cue: Span) -> int:
    """The first word that is out of this cue's reach."""
    reach = NEGATED_REACH if cue.meaning.value == "negate" else MAX_REACH
    last = min(len(message), cue.end + reach)
    governing = message[cue.end - 1]
    for place in range(cue.end, last):
        word = message[place]
        if word.sentence != governing.sentence:
            return place
        if cue.meaning.value == "negate" and word.clause != governing.clause and not _in_list(message, place):
            return place
    return last


def _in_list(message: Sequence[Word], place: int) -> bool:
    """Whether the clause at this place goes on with a list ("no videos, podcasts or courses")."""
    start = _clause_start(message, place)
    beginning = message[start : start + LIST_REACH]
    return any(word.text in LIST_WORDS and word.sentence == message[place].sentence for word in beginning)


def _clause_before(message: Sequence[Word], place: int) -> range:
    """The words before this place that stand in its clause, within reach."""
    return range(max(_clause_start(message, place), place - MAX_REACH), place)


def _clause_start(message: Sequence[Word], place: int) -> int:
    while place > 0 and message[place - 1].clause == message[place].clause:
        place -= 1
    return place
