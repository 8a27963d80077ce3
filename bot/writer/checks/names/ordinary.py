"""Names that were not given and are made of ordinary words: what stands beside them tells that they are names.

"Insight is a better course", "der Kurs Aufbruch", "bei Lichtblick", "the course called momentum". Everywhere else a
word with a capital at the beginning of a sentence, or a German noun, is only a word.
"""

from collections.abc import Callable, Iterator, Sequence

from bot.writer.checks.lists import listed
from bot.writer.checks.names.runs import Token
from bot.writer.checks.names.vocabulary import Vocabulary

IsKnown = Callable[[Token], bool]
COPULAS = {
    "en": ("is", "was", "are"), "de": ("ist", "war", "sind"), "fr": ("est",), "es": ("es",), "it": ("è",), "pt": ("é",),
    "nl": ("is", "was"),
}  # fmt: skip
MOST_BETWEEN = 4
"""So many words stand between "is" and what something is: "is a much better free course"."""
MOST_TOGETHER = 3
MADE_BY = frozenset({"by", "von"})
PLACED = frozenset({"von", "bei", "auf", "by"})
CALLED = frozenset({"called", "named", "titled", "entitled", "namens", "genannt", "heißt"})
MADE = frozenset(
    {"taught", "anything", "something", "everything", "nothing", "made", "done", "work", "advice", "material"}
)
"""Before "by", beside what ends like a participle or a plural."""
BARE_ENDINGS = (
    "en",
    "rn",
    "eln",
    "ung",
    "heit",
    "keit",
    "tik",
    "logik",
    "physik",
    "ion",
    "tät",
    "nis",
    "schaft",
    "isch",
    "ment",
)
"""Of German nouns that stand without an article as plurals or as what cannot be counted."""
DESCRIBING_ENDINGS = ("ed", "ing", "ful", "able", "ive", "al", "ous", "less", "ic", "ish", "er", "est", "ly")


def ordinary_names(
    found: Sequence[Token], is_known: IsKnown, vocabulary: Vocabulary, code: str, *, german: bool
) -> Iterator[str]:
    """The words that are such names in a text in the language with this code."""
    for place, token in enumerate(found):
        if token.text[0].isalpha() and not is_known(token):
            if token.begins and token.capital:
                yield from _beginning(token, found[place + 1 :], vocabulary, code, german=german)
            elif token.joins and (
                (_is_called(found, place) and not _is_term(found, place, vocabulary))
                or (german and token.capital and _is_placed(found, place))
            ):
                yield token.text


def _beginning(
    token: Token, after: Sequence[Token], vocabulary: Vocabulary, code: str, *, german: bool
) -> Iterator[str]:
    """A first word of a sentence that the words after it tell to be a name, with "course" where that follows."""
    if token.low in listed("names", "pronouns"):
        return
    is_plain = german and token.low.endswith(BARE_ENDINGS)
    if not is_plain and (_is_said_to_be(after, COPULAS.get(code, ())) or _is_made_by(token, after)):
        yield token.text
    elif code == "en" and after and _is_noun(after[0]) and after[0].joins and _is_bare(token.low, vocabulary):
        yield f"{token.text} {after[0].text}"


def _is_called(found: Sequence[Token], place: int) -> bool:
    """Whether "a course called" stands before this word."""
    return place > 1 and found[place - 1].low in CALLED and _is_noun(found[place - 2])


def _is_term(found: Sequence[Token], place: int, vocabulary: Vocabulary) -> bool:
    """Whether the words from here are what a subject or a term is called."""
    low = [token.low for token in found[place : place + MOST_TOGETHER]]
    return any(" ".join(low[:length]) in vocabulary.names for length in range(1, len(low) + 1))


def _is_noun(token: Token) -> bool:
    return token.low in listed("names", "taught") or token.low in listed("names", "taught_elsewhere")


def _is_said_to_be(after: Sequence[Token], copulas: Sequence[str]) -> bool:
    """Whether these words say of the one before that it is a course, a book or the like."""
    if len(after) < 3 or after[0].low not in copulas or not after[0].joins:
        return False
    words = after[1 : 2 + MOST_BETWEEN]
    if not any(word.low in listed("around", "articles") for word in words[:2]):
        return False
    for word in words:
        if word.begins:
            return False
        if _is_noun(word):
            return True
    return False


def _is_made_by(token: Token, after: Sequence[Token]) -> bool:
    """Whether a maker follows: "Momentum by Miller"."""
    if len(after) < 2 or after[0].low not in MADE_BY or not after[0].joins or not after[1].capital:
        return False
    return not (token.low in MADE or token.low.endswith(("s", "ed", "en", "er")) or _is_noun(token))


def _is_bare(word: str, vocabulary: Vocabulary) -> bool:
    """Whether a word of English does not describe a course where it stands before that word."""
    return vocabulary.knows(word) and word not in vocabulary.describing and not word.endswith(DESCRIBING_ENDINGS)


def _is_placed(found: Sequence[Token], place: int) -> bool:
    """Whether a German noun stands as only a name does: right behind "Kurs", or without an article behind "bei"."""
    low, before = found[place].low, found[place - 1]
    if low in listed("names", "idioms") or low in listed("names", "pronouns"):
        return False
    if _is_noun(before):
        return before.capital
    if before.low not in PLACED:
        return False
    of_noun = place > 1 and _is_noun(found[place - 2]) and before.joins
    return of_noun or not low.endswith(BARE_ENDINGS)
