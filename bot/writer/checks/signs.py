"""The characters of a reply: letters, digits and the usual signs, and none that hides, imitates or runs over lines."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from bot.writer.checks.faults import Fault, Part

LONGEST_FORMULA = 2
"""So few letters may be a formula, with Greek ones among Latin: "Σk"."""
MOST_MARKS = 3
"""The most accents and the like on one letter: more only serve to run over the lines above and below."""
PLAIN_SIGNS = frozenset(
    " \n\u00a0\u202f!\"#%&'()+,-./:;<=>?@*_`~|\\[]{}^§°…‘’‚“”„‹›«»–—‐‑·•†¡¿×÷±−≈≠≤≥→∞√∑∂∇∈′″½¼¾²³ᵀªº‰"
    "、。，．！？：；（）［］【】《》〈〉「」『』〜～・ー\u3000،؛؟٪٫٬״׳־।॥๏"
)
"""Beside letters, digits and currency. What is markup is looked for by itself."""
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
"""Invisible characters that Unicode counts among letters and marks."""
_JOINERS = "\u200c\u200d"
JOINING = ("ARABIC", "DEVANAGARI", "BENGALI", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM", "GUJARATI", "GURMUKHI",
           "SINHALA", "SYRIAC")  # fmt: skip
"""Scripts in which letters are joined or kept apart by a sign that is not seen."""
SCRIPT_OF = {
    "ar": "ARABIC", "bg": "CYRILLIC", "bn": "BENGALI", "el": "GREEK", "fa": "ARABIC", "he": "HEBREW",
    "hi": "DEVANAGARI", "ja": "CJK", "ko": "HANGUL", "mr": "DEVANAGARI", "ru": "CYRILLIC", "sr": "CYRILLIC",
    "ta": "TAMIL", "te": "TELUGU", "th": "THAI", "uk": "CYRILLIC", "ur": "ARABIC", "zh": "CJK",
}  # fmt: skip
"""The script of a language that is not written in Latin letters."""
EAST_ASIAN = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "KATAKANA-HIRAGANA", "IDEOGRAPHIC"})
_WORD = re.compile(r"[^\W\d_]+")


def signs(part: Part, code: str, known: str) -> Iterator[Fault]:
    """Characters that no reply has, and words in letters that the language with this code does not use."""
    if not part.text.isascii() or not part.text.isprintable():
        yield from _characters(part)
        yield from _words(part, code, known)


def _characters(part: Part) -> Iterator[Fault]:
    text, marks = part.text, 0
    for place, char in enumerate(text):
        is_mark = unicodedata.category(char)[0] == "M"
        marks = marks + 1 if is_mark else 0
        lone = is_mark and (place == 0 or unicodedata.category(text[place - 1])[0] not in "LM")
        if marks > MOST_MARKS or lone or not (_is_allowed(char) or _joins(text, place)):
            yield Fault("signs", f"{part.name}: the character {_name(char)} may not stand there; write plain words")
            return


@lru_cache(maxsize=2_000)
def _is_allowed(char: str) -> bool:
    if char in PLAIN_SIGNS:
        return True
    if _BLANK.match(char):
        return False
    category = unicodedata.category(char)
    if category[0] == "L":  # what looks like a plain letter and is none: bold, circled, full width
        return char.isascii() or not unicodedata.normalize("NFKC", char).isascii()
    return category in ("Nd", "Sc", "Mn", "Mc")


def _joins(text: str, place: int) -> bool:
    """Whether an invisible joiner stands here as it does in scripts that have it."""
    around = text[place - 1 : place] + text[place + 1 : place + 2]
    return text[place] in _JOINERS and len(around) == 2 and all(script_of(char) in JOINING for char in around)


def _words(part: Part, code: str, known: str) -> Iterator[Fault]:
    for word in _WORD.findall(part.text):
        scripts = {script_of(char) for char in word} - {"", "MODIFIER"}
        mixed = len(scripts) > 1 and not scripts <= EAST_ASIAN and "CJK" not in scripts
        if (
            len(word) > LONGEST_FORMULA
            and mixed
            and "LATIN" in scripts
            and scripts & {"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC"}
        ):
            yield part.fault("signs", word, "mixes letters of several scripts")
        elif len(word) > LONGEST_FORMULA and not _fits(scripts, code) and word not in known:
            yield part.fault("signs", word, "is in letters that the language you write in does not use")


def _fits(scripts: set[str], code: str) -> bool:
    own = SCRIPT_OF.get(code, "LATIN")
    return scripts <= {own, "LATIN"} or (own in EAST_ASIAN and scripts <= EAST_ASIAN | {"LATIN"}) or code == "und"


@lru_cache(maxsize=2_000)
def script_of(char: str) -> str:
    """The script of a letter or mark, by its name in Unicode; empty where that says none."""
    return unicodedata.name(char, "").split(" ")[0].replace("COMBINING", "")


def _name(char: str) -> str:
    return f"U+{ord(char):04X} ({unicodedata.name(char, 'without a name').casefold()})"
