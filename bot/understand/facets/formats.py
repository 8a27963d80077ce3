"""Which formats a message asks for, and which only occur in what it tells."""

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from typing import cast

from bot.catalogue.allowed_values import FORMATS, Format
from bot.understand.words.lexicon import Span
from bot.understand.words.scopes import SETTLED
from bot.understand.words.text import Word

BRIEF = 15
"""A message of up to so many words is a list of wishes, as a rule; a longer one may tell a story."""
WISH_WEIGHT = 4.0
POINTING = frozenset(("thi", "that", "my", "the", "these", "those", "his", "her", "college", "school", "semester"))
"""Words before a format that point at one the asker has, and ask for none ("this" loses what looks like a plural)."""
OPEN = frozenset(("best", "top", "right", "perfect", "ideal", "good", "first", "next", "most", "easiest", "cheapest"))
OPEN |= {"a", "an", "any", "some", "which", "what", "one", "other", "another", "same"}
"""Words before a format that leave open which one, whatever stands before them: "the best online course"."""
LINKS = frozenset(("for", "on", "of", "with", "to", "and", "or", "in", "from", "by", "as", "is", "are", "at", "than"))
VERBS = frozenset(
    ("need", "want", "like", "love", "prefer", "suggest", "recommend", "get", "find", "take", "read", "has")
)
ENDS = OPEN | LINKS | VERBS
"""Words that end a phrase backwards, so that what stands before them does not belong to the format."""
POINTING_REACH = 4
"""How many words back the one that points may stand: "this great udemy course"."""
ATTRIBUTES = frozenset({"project", "exercises", "tool", "community"})
"""Formats that a book or a course may have, and that are wanted in themselves only where nothing else is."""
ATTRIBUTED_BY = frozenset(("with", "has", "have", "having", "include", "including"))
WORK_ON_PAPERS = frozenset(("read", "reading", "understand", "understanding", "follow", "write", "implement"))
CLOSE = 3
"""How many words before a format the ones may stand that say what it is to the asker."""
ARTICLES = frozenset(("a", "an", "any", "some", "one", "free", "good"))
OPENING = 3
"""How far from its beginning a sentence that is a wish may name the format: "A book that ...", "a free course on"."""
OPENERS = frozenset({"book", "course", "video", "tutorial", "blog", "paper", "podcast"})
"""The formats for which that holds; "workshop on Monday, ..." begins a story."""
FRAGMENT = 6
"""A sentence of up to so many words, after a story, names what is wanted."""
LIST = 3
"""A sentence that names so many formats lists what would do."""


class Formats:
    """The formats in a message, told apart by the words before them, their scopes and their sentences."""

    def __init__(self, message: Sequence[Word], spans: Iterable[Span], states: Sequence[str | None]) -> None:
        self._message = message
        self._states = states
        self._spans = list(spans)
        self._named = [span for span in self._spans if span.meaning.kind == "format"]
        self._wishing = self._wishing_sentences() if self._named else set()

    def wanted(self) -> tuple[Format, ...]:
        """The formats wanted, in the order of the vocabulary."""
        return _in_order({span.meaning.value for span in self._named if self._asks_for(span)} - self._negated())

    def rejected(self) -> tuple[Format, ...]:
        """The formats rejected, in the order of the vocabulary."""
        return _in_order(self._negated())

    def _negated(self) -> set[str]:
        return {span.meaning.value for span in self._named if self._state(span) == "negate"}

    def _state(self, span: Span) -> str | None:
        return self._states[span.end - 1]

    def _asks_for(self, span: Span) -> bool:
        if self._state(span) in {"negate", *SETTLED} and not (self._state(span) == "being" and self._is_form(span)):
            return False  # "as a course" is a form, and not what somebody is
        if self._pointed_at(span):
            return False
        if self._is_attribute(span) or self._is_goal(span):
            return False
        return len(self._message) <= BRIEF or self._sentence(span) in self._wishing

    def _pointed_at(self, span: Span) -> bool:
        """Whether it is one that the asker has in mind already: "the cs229 course", "this udemy course"."""
        for place in range(span.start - 1, max(span.start - 1 - POINTING_REACH, -1), -1):
            word = self._message[place]
            if word.clause != self._message[span.start].clause or word.text in ENDS:
                return False
            if word.text in POINTING:
                return True
        return False

    def _is_attribute(self, span: Span) -> bool:
        """Whether it only describes what else is wanted: "a course with real projects"."""
        if span.meaning.value not in ATTRIBUTES or not self._follows(span, ATTRIBUTED_BY):
            return False
        return any(
            other.meaning.value not in ATTRIBUTES and self._sentence(other) == self._sentence(span)
            for other in self._named
        )

    def _is_goal(self, span: Span) -> bool:
        """Whether it is what the asker wants to be able to do: "reading papers", "good for kaggle competitions"."""
        if span.meaning.value == "event":
            return self._follows(span, {"for"}) and not self._follows(span, OPEN & ARTICLES)
        return span.meaning.value == "paper" and self._follows(span, WORK_ON_PAPERS)

    def _follows(self, span: Span, words: Set[str]) -> bool:
        return any(word.text in words for word in self._message[max(span.start - CLOSE, 0) : span.start])

    def _sentence(self, span: Span) -> int:
        return self._message[span.start].sentence

    def _wishing_sentences(self) -> set[int]:
        """The sentences that ask for something to learn from."""
        asking = [span for span in self._spans if _is_wish(span)]
        asking += [span for span in self._named if self._is_form(span) or self._opens(span)]
        lengths = Counter(word.sentence for word in self._message)
        short = {sentence for sentence, length in lengths.items() if length <= FRAGMENT}
        return short | self._listing() | {self._sentence(span) for span in asking}

    def _listing(self) -> set[int]:
        kinds = {(self._sentence(span), span.meaning.value) for span in self._named}
        return {sentence for sentence, count in Counter(place for place, _ in kinds).items() if count >= LIST}

    def _is_form(self, span: Span) -> bool:
        """Whether it is the form that something should have: "classical methods, in a book"."""
        before = tuple(word.text for word in self._message[max(span.start - 2, 0) : span.start])
        return before == ("as", "a") or (before == ("in", "a") and span.meaning.value == "book")

    def _opens(self, span: Span) -> bool:
        """Whether a sentence begins with this format, or with an article and then soon this format."""
        if span.meaning.value not in OPENERS:
            return False
        start = span.start
        while 0 < start >= span.start - OPENING and self._message[start - 1].sentence == self._sentence(span):
            start -= 1
        return start == span.start or (span.start - start <= OPENING and self._message[start].text in ARTICLES)


def _is_wish(span: Span) -> bool:
    meaning = span.meaning
    recommend = meaning.kind == "intent" and meaning.value == "recommend" and meaning.weight >= WISH_WEIGHT
    return recommend or meaning.kind == "cost" or (meaning.kind == "scope" and meaning.value == "wish")


def _in_order(found: set[str]) -> tuple[Format, ...]:
    return cast("tuple[Format, ...]", tuple(word for word in FORMATS if word in found))
