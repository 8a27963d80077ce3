"""What kind of answer a message asks for: a weighted sum of its cues."""

from collections.abc import Iterable, Sequence

from bot.catalogue.allowed_values import Intent
from bot.understand.facets.formats import POINTING, WISH_WEIGHT
from bot.understand.query import Named
from bot.understand.words.lexicon import Span
from bot.understand.words.text import Word

FIRST_SENTENCE = 1.5
"""A title or an opening question says most plainly what is asked."""
CLEAR = 3.0
BACKGROUND = 0.5
"""What a job or degree counts that is told of before the question."""
PLAIN = frozenset(("free", "good", "great"))
"""Words that make a resource no less a certain one, as "best" does."""
JUDGED = 2.0
ASKING_REACH = 5
CLEAR_OTHER = 4.0
READY = 8.0
"""The weight of a judgement that is asked of a resource alone: "am I ready for ..." a subject asks for a plan."""
ORDER: tuple[Intent, ...] = ("compare", "path", "review", "recommend", "other")
"""Of intents with equal evidence the more special one is meant."""


def intent_of(
    message: Sequence[Word],
    spans: Sequence[Span],
    named: Sequence[Named],
    *,
    about_learning: bool,
    wants_format: bool,
    judged: bool,
) -> Intent:
    """The intent with the most evidence; `none` where nothing points to learning this field.

    `judged` says whether words inside of names ask for a judgement as well ("is fast.ai any good").
    """
    sums = _cues(message, [span for span in spans if _speaks(span, named) and not _empty(message, span)])
    if not about_learning and not named:
        return "other" if sums["other"] >= CLEAR_OTHER else "none"
    for intent, weight in _structure(named, judged=judged):
        sums[intent] += weight
    if wants_format:
        sums["recommend"] += 2.0 + (2.0 if _asks_which(message, spans) else 0.0)
    if sums["compare"] < CLEAR or not (named or sums["compare"] > CLEAR * FIRST_SENTENCE):
        sums["compare"] = 0.0  # "or" alone, between two formats or subjects, compares nothing
    if not (sums["recommend"] or sums["path"]) and {item.role for item in named} == {"mentioned"}:
        sums["review" if len(named) == 1 else "compare"] += CLEAR
    return max(ORDER, key=lambda intent: sums[intent]) if any(sums.values()) else "recommend"


def judges(span: Span) -> bool:
    """Whether a phrase asks for a judgement; a mere "or" does not."""
    return span.meaning.value in ("review", "compare") and span.meaning.weight >= JUDGED


def _asks_which(message: Sequence[Word], spans: Iterable[Span]) -> bool:
    """Whether a format follows a "which", "what" or "any" shortly: "which other good book", "any GNN course"."""
    formats = {span.start for span in spans if span.meaning.kind == "format"}
    asking = [place for place, word in enumerate(message) if word.text in ("which", "what", "any", "some")]
    return any(not formats.isdisjoint(range(place + 1, place + ASKING_REACH + 1)) for place in asking)


def _empty(message: Sequence[Word], span: Span) -> bool:
    """Whether the word before it takes its meaning: "a laptop without GPU", or "the free book" that one has in mind."""
    before = message[span.start - 1].text if span.start else ""
    if span.meaning.value == "other":
        return before in ("without", "no", "not")
    return before in POINTING and span.meaning.value == "recommend" and message[span.start].text in PLAIN


def _speaks(span: Span, named: Sequence[Named]) -> bool:
    """Whether it says anything. A faint judgement says little where nothing is named: "which book is good for ..."."""
    if span.meaning.value != "review":
        return True
    if span.meaning.weight >= READY:
        return any(item.role in ("asked", "mentioned") for item in named)
    return bool(named) or span.meaning.weight > CLEAR


def _cues(message: Sequence[Word], spans: Sequence[Span]) -> dict[Intent, float]:
    sums: dict[Intent, float] = dict.fromkeys(ORDER, 0.0)
    seen: set[tuple[str, ...]] = set()
    asking = _last_asking(message, spans)
    for span in spans:
        spelled = tuple(word.text for word in message[span.start : span.end])
        if span.meaning.kind != "intent" or spelled in seen:
            continue
        opening = message[span.start].sentence == message[0].sentence
        weight = span.meaning.weight * (FIRST_SENTENCE if opening else 1.0)
        if span.meaning.value == "other" and message[span.start].sentence < asking:
            weight *= BACKGROUND
        sums[span.meaning.value] += weight  # type: ignore[index]
    return sums


def _last_asking(message: Sequence[Word], spans: Iterable[Span]) -> int:
    """The last sentence that plainly asks what to learn from: jobs and degrees in what goes before are background."""
    asking = (
        message[span.start].sentence
        for span in spans
        if span.meaning.value == "recommend" and span.meaning.weight >= WISH_WEIGHT
    )
    return max(asking, default=0)


def _structure(named: Sequence[Named], *, judged: bool) -> Iterable[tuple[Intent, float]]:
    """What the named resources alone point to."""
    roles = [item.role for item in named]
    if roles.count("asked") >= 2:
        yield "compare", 6.0
    elif roles.count("asked") == 1 and judged:
        yield "review", 2.0
    if "done" in roles:
        yield "path", 1.0
    if "avoid" in roles and "asked" not in roles:
        yield "recommend", 3.0
