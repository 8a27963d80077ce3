"""What a model wrote is checked against what it was given, before anybody sees it."""

from bot.advise.guide import Guide
from bot.understand import Lexicon
from bot.writer.checks.counts.numbers import numbers
from bot.writer.checks.echoes import echoes
from bot.writer.checks.faults import Fault, Reason, parts_of
from bot.writer.checks.given import Given
from bot.writer.checks.language import language
from bot.writer.checks.markup import markup
from bot.writer.checks.names.entries import Entries
from bot.writer.checks.names.unknown import Names
from bot.writer.checks.names.vocabulary import Vocabulary
from bot.writer.checks.orders import orders
from bot.writer.checks.said.claims import claims
from bot.writer.checks.said.extremes import extremes
from bot.writer.checks.said.sentences import sentences
from bot.writer.checks.said.sources import Sources
from bot.writer.checks.said.tools import tools
from bot.writer.checks.shape import is_boundless, lengths, picks
from bot.writer.checks.signs import signs
from bot.writer.draft import Draft
from bot.writer.material import Material

__all__ = ["Fault", "Reason", "Verifier"]


class Verifier:
    """Checks drafts against a guide's base. Made once for each guide; its checks change nothing."""

    def __init__(self, guide: Guide) -> None:
        lexicon = Lexicon.shipped()
        vocabulary = Vocabulary.of(guide.catalogue, lexicon.plain)
        self._names = Names(vocabulary)
        self._entries = Entries(guide.catalogue, guide.understanding.names, lexicon, vocabulary)

    def faults(self, draft: Draft, material: Material) -> list[Fault]:
        """All that is wrong with this draft of a reply from this material; where nothing is, it may be shown."""
        parts = list(parts_of(draft))
        found = [*lengths(draft, parts, material), *picks(draft, material)]
        if is_boundless(draft, parts):
            return found
        given = Given.of(material)
        for part in parts:
            found += markup(part, given.text)
            found += signs(part, material.code, given.text)
            found += self._entries.faults(part, given, material.code)
            found += self._names.faults(part, given, material.code, material.message)
            found += orders(part, given.text)
            found += echoes(part, material)
        likely = {pick.id for pick in draft.picks} | {item.id for item in material.query.named}
        sources = Sources(material, self._entries.spotter(given, likely, material.code))
        said = [(part, list(sentences(part, draft, sources.spots))) for part in parts]
        for check in (numbers, claims, tools, extremes):
            found += check(said, material, sources)
        found += language(parts, material)
        return list(dict.fromkeys(found))
