"""What the asker says they know already: skills by their ids, or subjects that stand for several."""

from collections.abc import Sequence

from bot.understand.lexicon import Span
from bot.understand.text import Word

BEHIND = frozenset({"known", "done"})
"""Scopes of what the asker brings along."""
REACH = 2
UNSURE = frozenset((
    "no", "not", "dont", "doesnt", "didnt", "never", "barely", "hardly", "cant", "isnt", "arent", "without", "to",
    "want", "should", "must", "need", "get", "become", "whether", "you", "who", "anyone", "be",
))  # fmt: skip
"""Words shortly before "know" and the like that make it a wish, a doubt or somebody else's."""
GRASP = frozenset(("know", "good", "strong", "solid", "decent", "comfortable"))
"""First words of phrases of maths, such as "good at math", that say it is known."""


def known_in(message: Sequence[Word], spans: Sequence[Span], states: Sequence[str | None]) -> tuple[str, ...]:
    """The skills that stand in the scope of a cue such as "I know", in order and each once."""
    cues = [span for span in spans if span.meaning.kind == "scope" and span.meaning.value in BEHIND]
    grasps = [span for span in spans if span.meaning.kind == "math" and message[span.start].text in GRASP]
    sure = [cue for cue in (*cues, *grasps) if not _is_unsure(message, cue)]
    said = [span for span in spans if span.meaning.kind == "skill"]
    found = [
        span.meaning.value for span in said
        if any(grasp in sure and grasp.covers(span) for grasp in grasps)
        or (states[span.start] in BEHIND and _governing(span, cues) in sure)
    ]  # fmt: skip
    return tuple(dict.fromkeys(found))


def _governing(span: Span, cues: Sequence[Span]) -> Span | None:
    """The last cue before this phrase."""
    return max((cue for cue in cues if cue.end <= span.start), key=lambda cue: cue.end, default=None)


def _is_unsure(message: Sequence[Word], cue: Span) -> bool:
    before = message[max(cue.start - REACH, 0) : cue.start]
    clause = message[cue.start].clause
    return any(word.text in UNSURE and word.clause == clause for word in before)
