"""What a message says about each facet, from the phrases found in it and the scopes they stand in."""

from collections.abc import Iterable, Sequence
from typing import cast

from bot.catalogue.allowed_values import LEVELS, MATHS, TOPICS, Cost, Level, Math, Style, Topic
from bot.understand.facets.formats import BRIEF, WISH_WEIGHT
from bot.understand.words.lexicon import Span
from bot.understand.words.scopes import SETTLED
from bot.understand.words.text import Word

FIRST_SENTENCE = 1.5
WANTED = 1.5
LEAST_TOPIC = 0.7
"""What a subject must weigh to be what is asked about, and not just what the asker comes from."""
PLAIN_LEVEL = 3.0
"""From this weight on a phrase says plainly where somebody stands: "newbie", but not "simple"."""
OPPOSITES = {"theory": "hands-on", "hands-on": "theory"}
"""The style that is wanted where one is refused."""
FELT = {"fear": ("light", "moderate"), "threat": ("light", "light"), "love": ("heavy", "light")}
"""The maths that a feeling asks for, and that its denial does."""
FEELING_WEIGHT = 2.0
FEELING_REACH = 5
"""How many words may stand between a feeling and the maths that it is about."""
BASICS = frozenset(("basic", "basics", "fundamental", "fundamentals", "intro", "introduction"))
NO = frozenset(("no", "not", "nor", "without", "nothing", "cant", "cannot", "zero"))
SUBJECT_BEFORE = frozenset({"about", "on", "learn", "learning", "study"})
"""Words right before the subject of a question."""
SETTLED_SHARE = 0.2
SKILLS = frozenset({"math", "python"})
"""Subjects that most askers bring along, more or less, on the way to another."""
WIDE = frozenset({"foundations", "machine-learning"})
"""Subjects that one may be without, and does not refuse: "no deep learning experience"."""
SKILL_SHARE = 0.4
PLAIN_TOPIC = 2.0
"""From this weight on a phrase says that its subject is to be learned: "maths for machine learning"."""
REPEATED = 0.5
TOPIC_SHARE = 0.4
MAX_TOPICS = 3


class Evidence:
    """The spans of a message with the scope of each, summed up facet by facet.

    `foreign` has the places of the words that the lexicon does not have.
    """

    def __init__(
        self,
        message: Sequence[Word],
        spans: Iterable[Span],
        states: Sequence[str | None],
        *,
        foreign: set[int],
    ) -> None:
        self._message = message
        self._foreign = foreign
        self._states = states
        self._spans = list(spans)

    def level(self) -> Level | None:
        """The level with the most evidence; of equal ones the lower. "Not another intro" is past the beginning."""
        sums: dict[str, float] = {}
        for span in (*self._of("level"), *self._of("lack")):
            value = span.meaning.value
            if self._is_past(span):
                continue  # "I know advanced Python" is no level in what is to be learned
            if value == "beginner" and (self._refused_right_before(span) or self._has_the_basics(span)):
                value = "intermediate"
            sums[value] = sums.get(value, 0.0) + span.meaning.weight
        return cast("Level | None", _strongest(sums, LEVELS))

    def _is_past(self, span: Span) -> bool:
        """Whether it is said of something else: "I know advanced Python" but not "I can code, deep learning newbie"."""
        state = self._state(span)
        if state == "known" and span.meaning.value == "beginner" and span.meaning.weight >= PLAIN_LEVEL:
            return False
        return state in SETTLED and state != "being" and span.end - span.start == 1

    def _refused_right_before(self, span: Span) -> bool:
        before = self._message[max(span.start - 2, 0) : span.start]
        return span.meaning.kind == "level" and any(
            word.text in ("not", "no", "non", "skip", "past", "beyond") for word in before
        )

    def _has_the_basics(self, span: Span) -> bool:
        """Whether the basics are what the asker has: "I know the basics of neural networks"."""
        said = {word.text for word in self._message[span.start : span.end]}
        return self._state(span) in {"known", "done"} and not said.isdisjoint(BASICS)

    def math(self) -> Math | None:
        """The maths wanted at most. A negated wish for much is a wish for little."""
        sums = self._feelings()
        for span in self._of("math"):
            value = span.meaning.value
            if self._state(span) in {"done", "left", "doing"} and value in ("moderate", "heavy"):
                continue  # what was too much before is no wish
            if self._state(span) == "being" and value in ("none", "light"):
                continue  # "I teach high school maths"
            if self._state(span) == "negate" and value in ("moderate", "heavy"):
                value = "light"
            sums[value] = sums.get(value, 0.0) + span.meaning.weight
        return cast("Math | None", _strongest(sums, MATHS))

    def _feelings(self) -> dict[str, float]:
        """What feelings near words of maths say: fear asks for light maths, love for heavy; no fear for some."""
        sums: dict[str, float] = {}
        words = list(self._of("maths"))
        for span in self._of("feeling"):
            if not any(self._near(span, word) for word in words):
                continue
            said, denied = FELT[span.meaning.value]
            value = denied if self._states[span.start] == "negate" else said
            sums[value] = sums.get(value, 0.0) + FEELING_WEIGHT
        return sums

    def _near(self, span: Span, other: Span) -> bool:
        same_sentence = self._message[span.start].sentence == self._message[other.start].sentence
        return same_sentence and max(span.start, other.start) - min(span.end, other.end) < FEELING_REACH

    def cost(self) -> Cost | None:
        """The most the asker would pay; the least of what was said."""
        said = {span.meaning.value for span in self._of("cost") if self._state(span) != "negate" or self._is_no(span)}
        if {"free", "paid"} <= said:
            return "paid"
        return cast("Cost | None", next((word for word in ("free", "freemium", "paid") if word in said), None))

    def _is_no(self, span: Span) -> bool:
        """Whether the phrase says no itself, so that a no before it repeats it: "without sums and without paying"."""
        return self._message[span.start].text in NO

    def style(self) -> Style | None:
        """The style wanted."""
        sums = self._sums("style", skip={"negate"})
        for refused in sorted(self._negated("style")):  # in any process the same one first
            if other := OPPOSITES.get(refused):
                sums[other] = sums.get(other, 0.0) + 1.0
        return cast("Style | None", max(sums, key=lambda value: sums[value], default=None))

    def topics(self) -> tuple[Topic, ...]:
        """The subjects wanted, the main one first."""
        scores: dict[str, float] = {}
        spans = list(self._of("topic"))
        has_subject = any(span.meaning.value not in SKILLS and self._topic_weight(span) for span in spans)
        for span in spans:
            score = self._topic_weight(span)
            if has_subject and self._is_skill(span):
                score *= SKILL_SHARE
            best, more = (
                max(score, scores.get(span.meaning.value, 0.0)),
                min(score, scores.get(span.meaning.value, 0.0)),
            )
            scores[span.meaning.value] = best + REPEATED * more
        ranked = sorted(scores, key=lambda value: -scores[value])
        least = max(LEAST_TOPIC, TOPIC_SHARE * scores[ranked[0]]) if ranked else 0.0
        kept = [value for value in ranked if scores[value] >= least]
        return cast("tuple[Topic, ...]", tuple(kept[:MAX_TOPICS]))

    def not_topics(self) -> tuple[Topic, ...]:
        """The special subjects that are refused, in the order of the vocabulary."""
        refused = self._negated("topic") - set(self.topics()) - WIDE - SKILLS
        return cast("tuple[Topic, ...]", tuple(word for word in TOPICS if word in refused))

    def wanted(self, kind: str) -> tuple[str, ...]:
        """The values of an open kind (framework, provider) that are wanted, in order of mention."""
        spans = [span for span in self._of(kind) if self._state(span) not in {"negate", *SETTLED}]
        negated = self._negated(kind)
        return tuple(dict.fromkeys(span.meaning.value for span in spans if span.meaning.value not in negated))

    def rejected(self, kind: str) -> tuple[str, ...]:
        """The values of an open kind that are rejected."""
        return tuple(sorted(self._negated(kind)))

    def certificate(self) -> bool:
        """Whether a certificate is wanted."""
        return any(self._state(span) != "negate" for span in self._of("certificate"))

    def about_learning(self) -> bool:
        """Whether the message is about learning this field.

        It is where it names a subject, tool, provider or maths of it. One that does not may still be ("a book for
        beginners"), unless it says another subject or, without a format or cost, holds any word from elsewhere.
        """
        if self._any("topic", "framework", "provider", "math"):
            return True
        if self._any("format", "cost", "style", "certificate"):
            return len(self._message) > BRIEF or not self._foreign & self._subject_places()
        strong = any(span.meaning.weight >= WISH_WEIGHT for span in self._of("intent"))
        return not self._foreign and (strong or self._any("level", "lack"))

    def _subject_places(self) -> set[int]:
        """The places where a question says its subject: "a course on ...", "learn ...", "a ... book"."""
        after = {place + 1 for place, word in enumerate(self._message) if word.text in SUBJECT_BEFORE}
        return after | {span.start - 1 for span in self._of("format")}

    def set_aside(self, place: int) -> bool:
        """Whether the word at this place is negated, or part of what the asker comes from."""
        return self._states[place] in {"negate", *SETTLED}

    def _any(self, *kinds: str) -> bool:
        return any(span.meaning.kind in kinds for span in self._spans)

    def _of(self, kind: str) -> Iterable[Span]:
        return (span for span in self._spans if span.meaning.kind == kind)

    def _state(self, span: Span) -> str | None:
        return self._states[span.end - 1]

    def _negated(self, kind: str) -> set[str]:
        return {span.meaning.value for span in self._of(kind) if self._state(span) == "negate"}

    def _sums(self, kind: str, skip: set[str]) -> dict[str, float]:
        sums: dict[str, float] = {}
        for span in self._of(kind):
            if self._state(span) not in skip:
                sums[span.meaning.value] = sums.get(span.meaning.value, 0.0) + span.meaning.weight
        return sums

    def _is_skill(self, span: Span) -> bool:
        """Whether it rather says what the asker can do than what is to be learned: "my calculus is fine"."""
        return span.meaning.value in SKILLS and span.meaning.weight < PLAIN_TOPIC and self._state(span) != "wanted"

    def _topic_weight(self, span: Span) -> float:
        weight = span.meaning.weight
        state = self._state(span)
        if state == "negate":
            return 0.0
        if state == "being":
            return weight * SETTLED_SHARE  # also in the first sentence, where one says who one is
        if state in SETTLED or state == "fine":
            weight *= SETTLED_SHARE
        elif state == "wanted":
            weight *= WANTED
        return weight * (FIRST_SENTENCE if self._message[span.start].sentence == self._message[0].sentence else 1.0)


def _strongest(sums: dict[str, float], order: Sequence[str]) -> str | None:
    known = [value for value in order if sums.get(value)]
    return max(known, key=lambda value: sums[value], default=None)
