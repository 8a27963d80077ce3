"""Which words of a message are negated, done already, known or wanted.

After NegEx (Chapman et al., "A simple algorithm for identifying negated findings", 2001): a cue governs the
words that follow it until a stop, the end of the sentence or the next cue; some cues govern what stands before.
"""

from collections.abc import Sequence

from bot.understand.words.lexicon import Span
from bot.understand.words.text import Word

SETTLED = frozenset({"done", "left", "doing", "known", "being"})
"""Scopes of what the asker has behind them or comes with, and does not ask for."""
NEGATING = frozenset({"negate", "instead"})
MAX_REACH = 14
NEGATED_REACH = 7
BEFORE = "_before"
FORWARD = frozenset({"negate", "done", "left", "doing", "known", "being", "wanted", "instead", "stop"})
OFFERED = frozenset(("should", "can", "could", "better", "ok", "okay"))
OPEN = frozenset(("what", "which", "where", "something", "anything", "want", "need", "prefer", "rather"))
"""Words before an "instead of" that offer what to take, and words that leave it open."""
OPENING = "done_opening"
INTRODUCTION = 12
"""How far into a message the asker may say who is "here"."""
LIST_REACH = 4
LIST_WORDS = frozenset({"or", "nor"})


def scopes(message: Sequence[Word], spans: Sequence[Span]) -> list[str | None]:
    """For each word the scope it stands in: negate, compared, done, left, doing, known, being, wanted or None."""
    states: list[str | None] = [None] * len(message)
    cues = [span for span in spans if _is_forward(message, span)]
    for position, cue in enumerate(cues):
        if cue.meaning.value == "stop":
            continue
        value = _value(message, cue, cues[position - 1] if position else None)
        next_cue = next((other.start for other in cues[position + 1 :] if _ends(other, cue)), len(message))
        for place in range(cue.end, min(next_cue, _end_of_scope(message, cue))):
            states[place] = value
    for cue in spans:
        if cue.meaning.kind == "scope" and cue.meaning.value.endswith(BEFORE):
            value = "negate" if cue.meaning.value == "avoid_before" else cue.meaning.value.removesuffix(BEFORE)
            for place in _clause_before(message, cue.start):
                states[place] = (states[place] or value) if value == "fine" else value
    for place in _introduction(message, [cue.start for cue in cues]):
        states[place] = states[place] or "being"
    return states


def _introduction(message: Sequence[Word], cues: Sequence[int]) -> range:
    """The places of a first sentence that says who is asking, such as "Data analyst here (SQL, some R)"."""
    places = range(min(INTRODUCTION, len(message)))
    here = next((place for place in places if message[place].text == "here" and _ends_clause(message, place)), None)
    if here is None:
        return range(0)
    end = next((cue for cue in cues if cue > here), len(message))
    sentence = message[here].sentence
    own = [place for place in range(end) if message[place].sentence == sentence]
    return range(own[0], own[-1] + 1)


def _ends_clause(message: Sequence[Word], place: int) -> bool:
    return place + 1 == len(message) or message[place + 1].clause != message[place].clause


def _is_forward(message: Sequence[Word], span: Span) -> bool:
    """Whether it is a cue that governs what follows. Some are only where they open a sentence: "Read Chollet."."""
    if span.meaning.kind != "scope":
        return False
    opens = span.start == 0 or message[span.start - 1].sentence != message[span.start].sentence
    return span.meaning.value in FORWARD or (span.meaning.value == OPENING and opens)


def _ends(other: Span, cue: Span) -> bool:
    """Whether the other cue ends this one's scope. A stop right behind it does not: "I know what an RNN is"."""
    return other.start >= cue.end + (other.meaning.value == "stop")


def _value(message: Sequence[Word], cue: Span, before: Span | None) -> str:
    """The scope that a cue opens, which a no right before it denies."""
    value = cue.meaning.value
    if before and before.meaning.value == "negate" and _is_denied(message, cue, before):
        return "negate"
    if value == OPENING:
        return "done"
    if value == "instead":
        return "compared" if _is_choice(message, cue) else "negate"
    return value


def _is_denied(message: Sequence[Word], cue: Span, no: Span) -> bool:
    """Whether a no denies this cue: "tired of doing courses", "not interested in", "do not need to know why"."""
    between = [word.text for word in message[no.end : cue.start]]
    if message[cue.start].clause != message[no.start].clause:
        return False
    return between == ["to"] or (not between and cue.meaning.value in ("doing", "wanted"))


def _is_choice(message: Sequence[Word], cue: Span) -> bool:
    """Whether it asks for one of two, as "should I take X instead of Y" does and "what can I take instead" does not."""
    sentence = message[cue.start].sentence
    before = {word.text for word in message[: cue.start] if word.sentence == sentence}
    return not before.isdisjoint(OFFERED) and before.isdisjoint(OPEN)


def _end_of_scope(message: Sequence[Word], cue: Span) -> int:
    """The first word that is out of this cue's reach."""
    reach = NEGATED_REACH if cue.meaning.value in NEGATING else MAX_REACH
    last = min(len(message), cue.end + reach)
    governing = message[cue.end - 1]
    for place in range(cue.end, last):
        word = message[place]
        if word.sentence != governing.sentence:
            return place
        if cue.meaning.value in NEGATING and word.clause != governing.clause and not _in_list(message, place):
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
