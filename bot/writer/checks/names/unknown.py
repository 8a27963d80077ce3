"""Names that a reply was not given: of resources, makers, platforms, schools, people and products."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.writer.checks.counts.numbers import is_count
from bot.writer.checks.faults import Fault, Part
from bot.writer.checks.given import Given
from bot.writer.checks.lists import listed
from bot.writer.checks.names.ordinary import ordinary_names
from bot.writer.checks.names.places import everyday_names
from bot.writer.checks.names.runs import Token, runs, tokens
from bot.writer.checks.names.vocabulary import Vocabulary, folded

UNKNOWN = "is a name that does not stand in the notes or entries; leave it out, or say what it is"
UNCASED = frozenset({"zh", "ja", "ko", "ar", "fa", "ur", "he", "hi", "bn", "ta", "te", "th", "mr"})
"""Languages in scripts without capitals, in which every word in Latin letters is a name or a term."""
NOUNS_CAPITAL = frozenset({"de", "lb"})
"""Languages that write every noun with a capital."""
SHORT = 4
"""So few letters in lower case are a word of some language before they are somebody's name."""
MOST_TOGETHER = 7
_QUOTED = re.compile(
    r"“([^“”]{2,120})[”\"]|„([^„“”\"]{2,120})[“”\"]|\"([^\"]{2,120})\"|«([^«»]{2,120})»|»([^«»]{2,120})«"
    r"|(?<!\w)['‘‚]([^'‘’]{3,120})['’](?!\w)|「([^「」]{2,120})」"
)
_TITLED = re.compile(r"《([^《》]{1,120})》|『([^『』]{1,120})』|〈([^〈〉]{1,120})〉|【([^【】]{1,120})】")
_FIELD = re.compile(r"\w{3,}(?:ology|istics|ometry|ography|onomics|onomy|ometrics|matics|namics)$")
"""How fields of study end: "neurolinguistics"."""
_QUOTED_WORD = re.compile(r"(?:(\w+)\s)?[“„\"'‘‚«»]([^\W\d_]{3,})[”“\"'’‘«»](?:[\s-](\w+))?")


class Names:
    """Looks for names in texts, by the vocabulary of the base."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def faults(self, part: Part, given: Given, code: str, message: str) -> Iterator[Fault]:
        """The names in this part that do not stand in what was given. That the message has them is not enough."""
        found, everyday = tokens(part.text), everyday_names(code)
        for words in {words.casefold(): words for words in self._named(found, given, everyday, code)}.values():
            yield part.fault("name", words, UNKNOWN)
        for words in (*_in_quotes(part.text, given, message), *self._quoted_beside_nouns(part.text, given)):
            yield part.fault("name", words, "stands in quotation marks and is not from the notes or entries")

    def _named(self, found: Sequence[Token], given: Given, everyday: frozenset[str], code: str) -> Iterator[str]:
        yield from self._makers(found, given, code)
        if code in UNCASED:
            yield from self._in_latin(found, given, everyday)
        for run in runs(found):
            is_noun = code in NOUNS_CAPITAL and self._is_noun(run)
            if not is_noun and not self._is_known(run, given, everyday):
                yield " ".join(token.text for token in run)
        if code == "en":
            yield from self._beginning(found, given, everyday)
            yield from self._before_nouns(found, given)
        elif code in NOUNS_CAPITAL:
            yield from self._compounds(found, given, everyday)
        if code not in UNCASED:
            yield from ordinary_names(
                found, lambda token: self._is_known_word(token, given, everyday), self._vocabulary, code,
                german=code in NOUNS_CAPITAL,
            )  # fmt: skip

    def _quoted_beside_nouns(self, text: str, given: Given) -> Iterator[str]:
        """Single words in quotation marks beside "course" and the like: the course “Insight”."""
        for found in _QUOTED_WORD.finditer(text):
            word, near = found[2], {(found[1] or "").casefold(), (found[3] or "").casefold()}
            nouns = listed("names", "taught") | listed("names", "taught_elsewhere")
            if near & nouns and word not in given.written and folded(word) not in self._vocabulary.names:
                yield word

    def _is_known(self, run: Sequence[Token], given: Given, everyday: frozenset[str]) -> bool:
        """Whether words that are written like a name are made of names that were given or that anybody may use."""
        if len(run) == 1:
            return self._is_known_word(run[0], given, everyday)
        low = [token.low for token in run]
        ends = {0}
        for end in range(1, len(low) + 1):
            for start in range(max(end - MOST_TOGETHER, 0), end):
                if start in ends and self._is_piece(run[start:end], low[start:end], given, everyday):
                    ends.add(end)
                    break
        return len(low) in ends

    def _is_piece(self, run: Sequence[Token], low: Sequence[str], given: Given, everyday: frozenset[str]) -> bool:
        words = " ".join(low)
        if words in self._vocabulary.names or words in everyday:
            return True
        if len(run) > 1:
            return given.has(words)
        token = run[0]
        free = (
            words in listed("names", "parted")
            or words.isdigit()
            or is_count(words)
            or _is_loud(token, self._vocabulary)
        )
        is_maker = words in self._vocabulary.makers or words in self._vocabulary.surnames
        return free or ((token.telling or is_maker) and self._is_known_word(token, given, everyday))

    def _is_known_word(self, token: Token, given: Given, everyday: frozenset[str]) -> bool:
        low = token.low.replace("’", "'")
        if (
            (len(low) == 1 and low.isalpha())
            or token.text in given.written
            or low in self._vocabulary.names
            or low in everyday
            or low in listed("names", "parted")
        ):
            return True
        if token.telling and (low in given.low or is_count(low) or _is_loud(token, self._vocabulary)):
            return True
        stem = low.removesuffix("s")
        if stem != low and (
            stem in self._vocabulary.names or stem in everyday or (token.telling and stem in given.low)
        ):
            return True
        pieces = [piece for piece in re.split(r"[-.&+]", token.text) if piece]
        return len(pieces) > 1 and all(
            self._is_known_piece(Token(piece, token.begins and not place, False), given, everyday)
            for place, piece in enumerate(pieces)
        )

    def _is_known_piece(self, piece: Token, given: Given, everyday: frozenset[str]) -> bool:
        """Whether a part of a word with hyphens is known, or no more than a word at the beginning of a sentence."""
        if piece.text.islower() or (piece.begins and not piece.telling and self._vocabulary.knows(piece.text)):
            return True
        return not piece.text.isdigit() and self._is_known_word(piece, given, everyday)

    def _makers(self, found: Sequence[Token], given: Given, code: str) -> Iterator[str]:
        """Authors, publishers and platforms of the base, also in lower case, that were not given."""
        makers, low = self._vocabulary.makers, [token.low for token in found]
        for start in range(len(found)):
            for end in range(start + 1, min(start + MOST_TOGETHER, len(found)) + 1):
                words = " ".join(low[start:end])
                if words in makers and not given.has(words) and not self._is_ordinary(found[start:end], code):
                    yield words
        if code == "en":
            yield from (one for one in low if one in self._vocabulary.surnames and not given.has(one))

    def _is_ordinary(self, run: Sequence[Token], code: str) -> bool:
        """Whether words that are somebody's name too are plain words here: "full stack", German "mit"."""
        if code != "en" and len(run) == 1 and not run[0].telling and len(run[0].text) <= SHORT:
            return True
        return all(self._vocabulary.knows(token.low) and (token.begins or token.text.islower()) for token in run)

    def _beginning(self, found: Sequence[Token], given: Given, everyday: frozenset[str]) -> Iterator[str]:
        """Words at the beginning of sentences that are none of English, where something is said of what they name."""
        for token, after in zip(found, [*found[1:], None], strict=False):
            if token.begins and token.capital and not token.telling and len(token.text) > 1:
                said_of = (
                    after is None
                    or after.begins
                    or not after.joins
                    or after.low in listed("names", "said_of")
                    or after.low in listed("names", "taught")
                )
                if said_of and not self._is_english(token, given) and not self._is_known_word(token, given, everyday):
                    yield token.text

    def _is_english(self, token: Token, given: Given) -> bool:
        pieces = [piece for piece in token.low.split("-") if len(piece) > 1]
        is_field = bool(_FIELD.search(token.low))
        return (
            is_field
            or token.low in given.low
            or self._vocabulary.knows(token.low)
            or all(map(self._vocabulary.knows, pieces))
        )

    def _before_nouns(self, found: Sequence[Token], given: Given) -> Iterator[str]:
        """Unknown words before "course", "book" and the like: "the superlearn course"."""
        for before, noun in pairwise(found):
            if noun.low in listed("names", "taught") and noun.joins and before.text.islower() and before.low.isalpha():
                known = self._vocabulary.knows(before.low) or before.low in given.low
                if not known and before.low not in self._vocabulary.names:
                    yield f"{before.text} {noun.text}"

    def _in_latin(self, found: Sequence[Token], given: Given, everyday: frozenset[str]) -> Iterator[str]:
        """Words in Latin letters amid others, where they are neither given nor words of ours."""
        for token in found:
            text, low = token.text, token.low
            if not (text.isascii() and text.islower() and len(text) > 1) or is_count(text) or low in given.low:
                continue
            if not (self._vocabulary.knows(low) or self._is_known_word(token, given, everyday)):
                yield text

    def _is_noun(self, run: Sequence[Token]) -> bool:
        """Whether capitals are no more than those of nouns: one word, or two that are not both English ones."""
        if any(token.telling for token in run) or len(run) > 2:
            return False
        known = [self._vocabulary.knows(token.low) or token.low in listed("names", "taught_elsewhere") for token in run]
        return len(run) == 1 or not (all(known) or run[1].low in listed("names", "taught_elsewhere"))

    def _compounds(self, found: Sequence[Token], given: Given, everyday: frozenset[str]) -> Iterator[str]:
        """German words such as "Superlearn-Kurs" whose first part is no known name."""
        for token in found:
            first, _, last = token.text.rpartition("-")
            if (
                first
                and last.casefold() in listed("names", "taught_elsewhere")
                and first.casefold() not in listed("names", "compounded")
            ):
                pieces = first.casefold().split("-")
                if not all(
                    piece in given.low or piece in self._vocabulary.names or piece in everyday or piece.isdigit()
                    or self._vocabulary.knows(piece) for piece in pieces
                ):  # fmt: skip
                    yield token.text


def _is_loud(token: Token, vocabulary: Vocabulary) -> bool:
    """Whether an ordinary word is only written in capitals: "NOT"."""
    return token.text.isupper() and token.text.isalpha() and vocabulary.knows(token.low)


def _in_quotes(text: str, given: Given, message: str) -> Iterator[str]:
    """What stands in quotation marks, of more than one word, and neither in what was given nor in the message."""
    sources = (given.text.casefold(), message.casefold(), given.folded, f" {folded(message)} ")
    for pattern, fewest in ((_QUOTED, 2), (_TITLED, 1)):
        for found in pattern.finditer(text):
            words = next(filter(None, found.groups()), "").strip(" .,;:!?。，")
            long = len(words.split()) >= fewest or (not words.isascii() and len(words) > 2 * fewest)
            if long and not any(
                form in source for form in (words.casefold(), f" {folded(words)} ") for source in sources
            ):
                yield words
