"""What the asker says they know already: skills by their ids, or subjects that stand for several."""

from bisect import bisect_right
from collections.abc import Sequence

from bot.understand.words.lexicon import Span
from bot.understand.words.text import Word

BEHIND = frozenset({"known", "done"})
"""Scopes of what the asker brings along."""
NONE_OF = frozenset({"no", "zero"})
"""Words right before a skill that say there is none of it: "I know no Python"."""
REACH = 2
UNSURE = frozenset((
    "no", "not", "dont", "doesnt", "didnt", "never", "barely", "hardly", "cant", "isnt", "arent", "without", "to",
    "want", "should", "must", "need", "get", "become", "whether", "you", "who", "anyone", "be",
))  # fmt: skip
"""Words shortly before "know" and the like that make it a wish, a doubt or somebody else's."""
ASKING = frozenset(("can", "could", "will", "would", "do", "should", "may"))
"""Words before "I know" and the like that make it a question: "can I understand it?"."""
GRASP = frozenset(("know", "good", "strong", "solid", "decent", "comfortable"))
"""First words of phrases of maths, such as "good at math", that say it is known."""


def known_in(message: Sequence[Word], spans: Sequence[Span], states: Sequence[str | None]) -> tuple[str, ...]:
    """The skills that stand in the scope of a cue such as "I know", in order and each once."""
    cues = [span for span in spans if span.meaning.kind == "scope" and span.meaning.value in BEHIND]
    ends = [cue.end for cue in cues]
    grasps = [span for span in spans if span.meaning.kind == "math" and message[span.start].text in GRASP]
    grasped = {place: grasp.end for grasp in grasps if not _is_unsure(message, grasp)
               for place in range(grasp.start, grasp.end)}  # fmt: skip
    found = [
        span.meaning.value for span in spans
        if span.meaning.kind == "skill"
        and message[max(span.start - 1, 0)].text not in NONE_OF
        and (span.end <= grasped.get(span.start, 0)
             or (states[span.start] in BEHIND and _is_sure(message, cues[: bisect_right(ends, span.start)])))
    ]  # fmt: skip
    return tuple(dict.fromkeys(found))


def _is_sure(message: Sequence[Word], before: Sequence[Span]) -> bool:
    """Whether the last of the cues before a phrase, which governs it, is no wish, doubt or somebody else's."""
    return bool(before) and not _is_unsure(message, before[-1])


def _is_unsure(message: Sequence[Word], cue: Span) -> bool:
    before = message[max(cue.start - REACH, 0) : cue.start]
    first = message[cue.start]
    if first.text == "i" and before and before[-1].text in ASKING:
        return True
    return any(word.text in UNSURE and word.clause == first.clause for word in before)
