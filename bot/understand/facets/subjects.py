"""Which subjects a message names, which of them it asks about, and which terms it may ask the meaning of."""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from bot.catalogue.advice import Subject, Term
from bot.understand.words.lexicon import Lexicon, Span
from bot.understand.words.scopes import SETTLED
from bot.understand.words.text import Word, words

SETTLED_SHARE = 0.2
"""What a subject counts that the asker has behind them: "I know Python, how do I learn ..."."""
ASKED_SHARE, STORY_SHARE = 1.5, 0.5
"""What one counts that stands in a sentence that asks or in the title, and in a long message one that does not."""
LONGER = 0.25
"""For each further word of a name: "recurrent neural networks" says more than "neural networks"."""
WIDE_SHARE = 0.35
"""What one counts that others build on, or that is of any field, where one of these is named as well."""
WHOLE_FIELD = frozenset({"machine-learning", "deep-learning"})
"""The subjects that nearly everything here belongs to."""
LEAST = 0.5
MOST = 3
ASKING_MEANING = frozenset((
    "what", "whats", "explain", "eli5", "difference", "different", "differ", "vs", "versus", "mean", "meaning",
    "define", "definition", "understand", "confused", "why", "wtf", "wth",
))  # fmt: skip
"""Words of a sentence that asks what something is."""
ASKING_PLAINLY = frozenset(("what", "whats", "wtf", "wth", "explain", "eli5", "define", "mean", "meaning"))
NEAR_ASKING, FEW_OTHERS = 3, 6
"""A term is what a sentence asks about where it follows a plain asking word so soon, or little else is said in it."""
NO_TERMS: Mapping[str, Term] = MappingProxyType({})


class Named(Struct, frozen=True):
    """A subject that a message names, and how much it asks for it."""

    id: str
    weight: float


class SubjectNames:
    """Finds the names of subjects in messages, also misspelled or in the plural, and of terms."""

    def __init__(
        self, subjects: Mapping[str, Subject], terms: Mapping[str, Term] = NO_TERMS, plain: Collection[str] = ()
    ) -> None:
        """`plain` are words that are no misspelled names: "recommended" is no recommender."""
        self._subjects = subjects
        named: Mapping[str, Mapping[str, Subject | Term]] = {"subject": subjects, "term": terms}
        self._lexicons = {kind: _lexicon_of(kind, items, plain) for kind, items in named.items()}

    def found(
        self,
        message: tuple[Word, ...],
        states: Sequence[str | None],
        names: Sequence[tuple[int, int]] = (),
        asked: str | None = None,
    ) -> tuple[Named, ...]:
        """The subjects asked about, the main one first. `states` are the scopes of the words; within `names` of
        resources, which begin and end so, no subject is asked about, unless the name is no longer than the subject's.
        `asked` is what a long message asks; None: all of it.
        """
        weights: dict[str, float] = {}
        within = {place: name for name in names for place in range(*name)}
        asking, story = (_asking(message), 1.0) if asked is None else (_within(message, asked), STORY_SHARE)
        for span in self._spans(message, "subject"):
            around = within.get(span.start)
            inside = around is not None and span.end <= around[1] and around[1] - around[0] > span.end - span.start
            if inside or states[span.start] == "negate":
                continue
            weight = self._weight(span, states[span.start])
            weight *= ASKED_SHARE if message[span.start].sentence in asking else story
            weights[span.meaning.value] = max(weights.get(span.meaning.value, 0.0), weight)
        for id_ in self._below(weights) | self._of_any_field(weights):
            weights[id_] *= WIDE_SHARE
        ranked = sorted(weights, key=lambda id_: -weights[id_])
        return tuple(Named(id_, weights[id_]) for id_ in ranked[:MOST] if weights[id_] >= LEAST)

    def named_in(self, message: tuple[Word, ...]) -> tuple[str, ...]:
        """All subjects that a message names, those that build on most first: they say most of what is meant."""
        found = dict.fromkeys(span.meaning.value for span in self._spans(message, "subject"))
        return tuple(sorted(found, key=lambda id_: -len(self._all_below(id_))))

    def _all_below(self, id_: str) -> set[str]:
        found: set[str] = set()
        ahead = [id_]
        while ahead:
            subject = self._subjects.get(ahead.pop())  # it may build on a skill, which has nothing below it here
            new = set(subject.builds_on) - found if subject else set()
            found |= new
            ahead += new
        return found

    def phrases(self, message: tuple[Word, ...]) -> list[Span]:
        """The names of subjects and terms that have several words: who writes one names no resource by that alone."""
        spans = (span for lexicon in self._lexicons.values() for span in lexicon.spans(message))
        return [span for span in spans if span.end - span.start > 1]

    def refused(self, message: tuple[Word, ...], states: Sequence[str | None]) -> tuple[str, ...]:
        """The subjects that are said not to be wanted."""
        return tuple({span.meaning.value: None for span in self._spans(message, "subject")
                      if states[span.start] == "negate"})  # fmt: skip

    def terms(self, message: tuple[Word, ...]) -> tuple[str, ...]:
        """The terms named in sentences that ask for a meaning, in their order, without those within a longer name of a
        subject.
        """
        sentences = {word.sentence for word in message}
        asking = {word.sentence for word in message if word.text in ASKING_MEANING or len(sentences) == 1}
        longer = [span for span in self._spans(message, "subject") if span.end - span.start > 1]
        spans = self._spans(message, "term")
        return tuple({
            span.meaning.value: None for span in spans
            if message[span.start].sentence in asking and _is_what_is_asked(message, span, spans)
            and not any(other.covers(span) and other.end - other.start > span.end - span.start for other in longer)
        })[:MOST]  # fmt: skip

    def _spans(self, message: tuple[Word, ...], kind: str) -> list[Span]:
        return self._lexicons[kind].spans(message)

    def _weight(self, span: Span, state: str | None) -> float:
        weight = 1.0 + LONGER * (span.end - span.start - 1)
        return weight * (SETTLED_SHARE if state in SETTLED else 1.0)

    def _of_any_field(self, weights: Mapping[str, float]) -> set[str]:
        """What says less of a subject such as survey papers and a field: "a survey of RAG" is about RAG, but "machine
        learning surveys" are surveys.
        """
        of_any = {id_ for id_ in weights if self._subjects[id_].of_any_field}
        fields = {id_ for id_ in set(weights) - of_any - WHOLE_FIELD if weights[id_] >= LEAST}
        return of_any if fields else set(weights) & WHOLE_FIELD if of_any else set()

    def _below(self, weights: Mapping[str, float]) -> set[str]:
        """The subjects that a further one of these builds on, if it is asked for at least half as much."""
        return {
            below for id_ in weights for below in self._subjects[id_].builds_on
            if below in weights and weights[id_] >= max(LEAST, weights[below] / 2)
        }  # fmt: skip


def _is_what_is_asked(message: Sequence[Word], span: Span, terms: Sequence[Span]) -> bool:
    """Whether its sentence asks what this term means, rather than something in which it occurs."""
    before = [word.text for word in message[max(span.start - NEAR_ASKING, 0) : span.start]]
    if not ASKING_PLAINLY.isdisjoint(before):
        return True
    named = {place for term in terms for place in range(term.start, term.end)}
    others = (
        word for place, word in enumerate(message)
        if word.sentence == message[span.start].sentence and place not in named and word.text not in ASKING_MEANING
    )  # fmt: skip
    return sum(1 for _ in others) <= FEW_OTHERS


def _lexicon_of(kind: str, items: Mapping[str, Subject | Term], plain: Collection[str]) -> Lexicon:
    """What finds the names of these. Each kind has its own: of a longer and a shorter name only the longer counts."""
    phrases = {item.id: [*item.names, item.name] for item in items.values()}
    return Lexicon({
        "phrases": {kind: phrases}, "slots": {}, "fillers": [], "same_as": {}, "ordinary": sorted(plain), "common": [],
    })  # fmt: skip


def _asking(message: Sequence[Word]) -> set[int]:
    """The sentences that ask, and the first."""
    return {word.sentence for word in message if word.text in ASKING} | {0}


def _within(message: Sequence[Word], asked: str) -> set[int]:
    """The sentences of which every word is asked, in this order."""
    sentences: dict[int, list[str]] = {}
    for word in message:
        sentences.setdefault(word.sentence, []).append(word.text)
    whole = f" {' '.join(word.text for word in words(asked))} "
    return {number for number, texts in sentences.items() if f" {' '.join(texts)} " in whole}


ASKING = frozenset(("how", "what", "which", "where", "should", "recommend", "suggest", "want", "learn", "any", "need"))
