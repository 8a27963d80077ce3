"""In which language a message is: by its letters where they tell, else by the commonest words of each language.

On short messages full of English terms that it had not seen this noticed as many as py3langid did, and fastText, CLD2,
CLD3 and ELD took English for another language more often; those take 1 to 77 MB, this half of one.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from msgspec import Struct

from bot.understand.words import common_words
from bot.understand.words.scripts import language_of_letters
from bot.understand.words.text import bare

ENGLISH, UNKNOWN = "en", "und"
"""The codes of what is understood best, and of what is in some other language that is not known."""
MOST_TEXT = 1_000
"""So many characters tell the language; what comes after them is not read."""
ENOUGH = 1.0
"""One common word of a language, where no English one speaks against it."""
LEAST_LEAD = 0.1
"""So much more has to speak for another language than there are English words."""
PARTICLE, ACCENTED = 0.4, 0.6
"""How much a word of names counts, and that there is a word with an accent, beside a whole one."""
ACCENTED_WORDS = 2
"""So many words with accents tell of another language by themselves."""
LOANS = frozenset({"naïve", "café", "résumé", "résumés", "cliché", "clichés", "déjà"})
"""Words that English has with an accent."""
_WORD = re.compile(r"[^\W\d_]+")
_SPELLING = str.maketrans("İ", "i", "'’")
"""Apostrophes are within a word; the Turkish capital would become two characters."""


class Known(Struct, frozen=True):
    """Which languages have a word, and how much it tells."""

    codes: Sequence[str]
    weight: float


def language_of(text: str) -> str:
    """The ISO 639-1 code of the language of a message; English where nothing tells of another one.

    `hi-Latn` is Hindi in Latin letters, `und` what is not English and none of those known.
    """
    read = text[:MOST_TEXT]
    words = set(_WORD.findall(read.translate(_SPELLING).casefold()))
    english = words & _english()
    return language_of_letters(read, in_english=bool(english)) or _language_of_words(words, english, read)


def _language_of_words(words: set[str], english: set[str], text: str) -> str:
    accented = 0 if text.isascii() else sum(_has_accent(word) and word.capitalize() not in text for word in words)
    found = [known for word in sorted(words) if (known := _known(word))]
    if not found:
        return UNKNOWN if accented >= ACCENTED_WORDS and not english else ENGLISH
    likeliest, told = _likeliest(found)
    against = english.difference(common_words.AS_IN_ENGLISH.get(likeliest, "").split())
    return likeliest if told + ACCENTED * (accented > 0) >= max(ENOUGH, len(against) + LEAST_LEAD) else ENGLISH


def _likeliest(found: Sequence[Known]) -> tuple[str, float]:
    """The language with most of these words, and how much they tell; of equals the one that shares fewest of them."""
    told: defaultdict[str, float] = defaultdict(float)
    alone: defaultdict[str, float] = defaultdict(float)
    for known in found:
        for code in known.codes:
            told[code] += known.weight
            alone[code] += known.weight / len(known.codes)
    likeliest = max(told, key=lambda code: (told[code], alone[code]))
    return likeliest, told[likeliest]


def _has_accent(word: str) -> bool:
    return not word.isascii() and word not in LOANS and any("ß" <= char <= "ɏ" or "Ḁ" <= char <= "ỿ" for char in word)


def _known(word: str) -> Known | None:
    """What is known of a word, as it is spelled or without its accents."""
    return _words().get(word) or (None if word.isascii() else _words().get(bare(word)))


def _folded(word: str) -> str:
    return word if word.isascii() else bare(word)


@cache
def _english() -> frozenset[str]:
    return frozenset(common_words.ENGLISH.split())


@cache
def _words() -> Mapping[str, Known]:
    """All words of the other languages, with and without their accents, read when the first message comes."""
    particles, only_with = (set(some.split()) for some in (common_words.PARTICLES, common_words.ONLY_WITH_ACCENTS))
    codes: dict[str, list[str]] = {}
    for code, listed in common_words.COMMON.items():
        written = listed.translate(_SPELLING).casefold().split()
        for word in dict.fromkeys([*written, *(set(map(_folded, written)) - only_with)]):
            codes.setdefault(word, []).append(code)
    return {word: Known(tuple(of), PARTICLE if _folded(word) in particles else 1.0) for word, of in codes.items()}
