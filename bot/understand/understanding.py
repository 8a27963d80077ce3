"""From a message to a `ParsedQuery`: pure, offline, and the same for every way in."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.catalogue import Catalogue
from bot.catalogue.allowed_values import Format, Intent
from bot.understand.facets.asker import Askers
from bot.understand.facets.evidence import Evidence
from bot.understand.facets.formats import Formats
from bot.understand.facets.keywords import Keywords
from bot.understand.facets.known import known_in
from bot.understand.facets.note_phrases import NotePhrases
from bot.understand.facets.subjects import ASKING_MEANING, SubjectNames
from bot.understand.facets.time_budget import pace_of
from bot.understand.facets.time_elsewhere import pace_elsewhere
from bot.understand.models.reading import Reading
from bot.understand.models_and_rules import Decided, decided
from bot.understand.names.index import NameIndex
from bot.understand.names.mentions import Mention
from bot.understand.names.naming import Names, Naming
from bot.understand.names.scores import FORMAT_WORDS
from bot.understand.pieces import Pieces, visible
from bot.understand.query import LONG, Named, ParsedQuery, about
from bot.understand.words.as_typed import AsTyped
from bot.understand.words.asked_part import SHORT, asked_part
from bot.understand.words.language import ENGLISH, language_of
from bot.understand.words.lexicon import Lexicon, Span
from bot.understand.words.placeholders import without_placeholders
from bot.understand.words.scopes import scopes
from bot.understand.words.text import Word, words

if TYPE_CHECKING:
    from bot.understand.models.reader import Reader

MAX_TEXT = 6_000
"""The longest option that Discord lets a member send, in characters."""
MAX_KEYWORDS = 6
DONE_WITH: frozenset[Format] = frozenset({"project", "paper", "tool", "community", "event"})
"""Formats that who asks for a way speaks of as something to do, rather than as what to learn from."""
LISTED = frozenset({"level", "math", "format", "cost", "style", "topic", "framework", "provider", "certificate"})
"""Kinds of phrases that are wishes in themselves."""
ASKS = frozenset({
    "what", "whats", "how", "why", "explain", "difference", "should", "is", "are", "do", "does", "can",
    "vs", "versus",
})  # fmt: skip
"""Words with which more is asked than for a list: "what is overfitting"."""


class Understanding:
    """Reads messages with the words of a lexicon, the names of a catalogue and, where there is one, a trained reader.

    Without a reader it goes by rules alone.
    """

    def __init__(self, catalogue: Catalogue, lexicon: Lexicon, reader: "Reader | None" = None) -> None:
        self._reader = reader
        self._askers = Askers.shipped()
        self._subjects = SubjectNames(catalogue.advice.subjects, catalogue.advice.terms, lexicon.plain)
        self._said = NotePhrases(catalogue.advice.notes)
        self._catalogue = catalogue
        self.names = NameIndex(catalogue, lexicon.fillers, lexicon.same_as, lexicon.any_talk)
        self._lexicon = lexicon
        self._naming = Naming(catalogue, self.names, lexicon)
        self.keywords = Keywords(catalogue, lexicon)

    @property
    def has_reader(self) -> bool:
        """Whether messages are read by trained models too; if not, by rules alone."""
        return self._reader is not None

    def reading(self, text: str) -> Reading | None:
        """What the trained models say of a message, as far as `parse` asks them: None where rules read all of it."""
        return self._read(self._pieces(text))

    def parse(self, text: str, *, models: bool = True, wishing: bool = False) -> ParsedQuery:
        """What the message asks for. Never raises; nothing understood is an empty query of intent `none`.

        Without `models` only the rules read it, as is enough to complete what somebody types. `wishing`: whether it
        wishes for something whatever else it asks, as what follows an answer does: "podcasts only, I'm driving".
        """
        of = self._pieces(text)
        if not of.message:
            return ParsedQuery()
        said = self._decided(of, self._read(of) if models else None)
        return self._query(of, said, wishing=wishing)

    def subjects_named(self, text: str) -> tuple[str, ...]:
        """Every subject that a message names, whatever it says of it, in the order of their names in it."""
        return self._subjects.named_in(words(text[:MAX_TEXT]))

    def _pieces(self, text: str) -> Pieces:
        """The message taken apart."""
        text, marked = self._without_links(text)
        message = words(marked)
        spans = visible(self._lexicon.spans(message))
        states = scopes(message, spans)
        names = self._naming.names(message, spans, states, self._subjects.phrases(message))
        spans = names.outside(spans)
        foreign = {place for place, word in enumerate(message) if self._lexicon.is_foreign(word.text)}
        evidence = Evidence(message, spans, states, foreign=foreign)
        formats = Formats(message, spans, states)
        return Pieces(text, marked, message, spans, states, names, evidence, formats, language_of(text))

    def _decided(self, of: Pieces, reading: Reading | None) -> Decided:
        """What is asked, by what the rules and the models say."""
        advice, evidence = self._catalogue.advice, of.evidence
        asked = asked_part(of.text) if len(of.text) > SHORT else None
        subjects = self._subjects.found(of.message, of.states, of.taken, asked)
        return decided(
            reading,
            rules_intent=of.intent,
            rules_level=evidence.level(),
            rules_topics=evidence.topics(),
            subjects=[advice.subjects[subject.id] for subject in subjects],
            known_notes=advice.notes.keys(),
            said_notes=self._said.notes(of.message),
            is_english=of.language == ENGLISH,
            asks_meaning=len(of.message) <= LONG or any(word.text in ASKING_MEANING for word in of.message),
        )

    def _query(self, of: Pieces, said: Decided, *, wishing: bool) -> ParsedQuery:
        """What is asked, with every facet of it."""
        message, names, evidence, formats = of.message, of.names, of.evidence, of.formats
        typed = AsTyped(of.marked if names.named or names.unknown else "")
        pace = pace_of(of.text) if of.language == ENGLISH else pace_elsewhere(of.text)
        return ParsedQuery(
            intent=said.intent,
            level=said.level,
            math=evidence.math(),
            formats=_wanted(formats.wanted(), "recommend" if wishing else said.intent),
            not_formats=formats.rejected(),
            cost=evidence.cost(),
            style=evidence.style(),
            certificate=evidence.certificate(),
            keywords=self._keywords(message, names.mentions, evidence),
            topics=said.topics,
            about=about(self._catalogue.advice.subjects[id_] for id_ in said.subjects),
            not_topics=evidence.not_topics(),
            frameworks=evidence.wanted("framework"),
            not_frameworks=evidence.rejected("framework"),
            providers=(*evidence.wanted("provider"), *names.makers),
            not_providers=tuple(sorted({*evidence.rejected("provider"), *names.not_makers})),
            named=tuple(self._told(names, message, typed)),
            hours_per_week=pace.hours_per_week,
            weeks=pace.weeks,
            hours=pace.hours,
            knows=tuple(map(self._catalogue.skills.skill, known_in(message, of.spans, of.states))),
            subjects=said.subjects,
            terms=self._subjects.terms(message) if _asks_meaning(said.intent, names) else (),
            told=self._askers.told(message, of.states),
            notes=said.notes,
            ask=said.ask if names.named else None,
            unknown=tuple(typed.words(start, end) for start, end in names.unknown),
            words=tuple(word.text for word in message),
            language=of.language,
        )

    def _read(self, of: Pieces) -> Reading | None:
        if self._reader is None or self._is_list(of.message, of.spans):
            return None
        return self._reader.read(of.text)

    def _is_list(self, message: Sequence[Word], spans: Sequence[Span]) -> bool:
        """Whether the message only lists wishes ("beginner math-light"), so that rules read all of it."""
        told = {place for span in spans if span.meaning.kind in LISTED for place in range(span.start, span.end)}
        topics = {span.start for span in spans if span.meaning.kind == "topic"}
        return not any(word.text in ASKS for word in message) and all(
            place in told or word.text in self._lexicon.fillers or (word.text == "or" and place + 1 not in topics)
            for place, word in enumerate(message)
        )

    def _without_links(self, text: str) -> tuple[str, str]:
        """The text with titles for the links to entries, and with a mark for each of them."""
        text = without_placeholders(text[:MAX_TEXT])
        return self.names.links.titled(text), self.names.links.marked(text)

    def _told(self, names: Names, message: Sequence[Word], typed: AsTyped) -> Iterator[Named]:
        """The resources named, with their titles and how they were typed, without the small words around a name."""
        places = {mention.ids[0]: mention for mention in reversed(names.mentions)}
        small = self._lexicon.fillers - FORMAT_WORDS.keys()
        for named in names.named:
            entry, place = self._catalogue.get(named.id), places[named.id]
            said = [at for at in range(place.start, place.end) if message[at].text not in small] or [place.core]
            yield replace(named, title=entry.title if entry else "", typed=typed.words(said[0], said[-1] + 1))

    def _keywords(self, message: Sequence[Word], mentions: Sequence[Mention], evidence: Evidence) -> tuple[str, ...]:
        """The words outside of names that some entries have in their texts and most have not."""
        named = {place for mention in mentions for place in range(mention.start, mention.end)}
        places = (place for place in range(len(message)) if place not in named and not evidence.set_aside(place))
        folded = (self._lexicon.canonical(message[place].text) for place in places)
        words_left = (full for word in folded for full in self._lexicon.same_as.get(word, (word,)))
        said = (*evidence.wanted("keyword"), *words_left)
        return tuple(dict.fromkeys(word for word in said if word in self.keywords))[:MAX_KEYWORDS]


def _wanted(formats: tuple[Format, ...], intent: Intent) -> tuple[Format, ...]:
    """The formats, as far as such a question asks for any: who asks how to read papers wants no paper."""
    if intent in ("none", "other", "explain"):
        return ()
    return tuple(word for word in formats if word not in DONE_WITH) if intent == "path" else formats


def _asks_meaning(intent: Intent, names: Names) -> bool:
    """Whether the meaning of terms may be asked: what one is, or in what two differ."""
    return intent == "explain" or (intent == "compare" and not names.named)
