"""The language of a message that is not in Latin letters, by its letters."""

import re

from bot.understand.words.common_words import UKRAINIAN

FEWEST_LETTERS = 2
"""A single letter is one of a formula or a name."""
SHARE = 0.3
"""So many of the letters tell of a language even where there are English words as well."""
SCRIPTS = (
    ("ko", re.compile(r"[가-힣ㄱ-ㅎㅏ-ㅣ]")),
    ("ja", re.compile(r"[ぁ-ヿ]")),
    ("zh", re.compile(r"[㐀-鿿]")),
    ("hi", re.compile(r"[ऀ-ॿ]")),
    ("bn", re.compile(r"[ঀ-৿]")),
    ("ta", re.compile(r"[஀-௿]")),
    ("te", re.compile(r"[ఀ-౿]")),
    ("th", re.compile(r"[ก-๿]")),
    ("he", re.compile(r"[א-ת]")),
    ("ar", re.compile(r"[ء-ۿ]")),
    ("ru", re.compile(r"[Ѐ-ӿ]")),
)
"""The likeliest language of each script. Of those in one message the first counts: Japanese has Chinese letters too."""
MORE_GREEK = re.compile(r"[ά-ώ]{3}")
"""Greek letters that stand together: alone each is one of a formula."""
OWN_LETTERS = (
    ("ru", "uk", re.compile("[іїєґ]", re.IGNORECASE)),
    ("ar", "ur", re.compile("[ٹڈڑںےھ]")),
    ("ar", "fa", re.compile("[پچگژکی]")),
)
"""Letters that only another language of a script has."""


def language_of_letters(text: str, *, in_english: bool) -> str | None:
    """The code of the language whose letters a text has; None where it is in Latin ones, as far as that tells.

    `in_english`: whether it has English words too, so that it may only speak of a word of that language.
    """
    if text.isascii():
        return None
    if MORE_GREEK.search(text):
        return "el"
    letters = sum(char.isalpha() for char in text)
    for code, letter in SCRIPTS:
        own = len(letter.findall(text))
        if own >= FEWEST_LETTERS and (not in_english or own >= SHARE * letters):
            return _of_script(code, text)
    return None


def _of_script(code: str, text: str) -> str:
    for script, other, letter in OWN_LETTERS:
        if script == code and letter.search(text):
            return other
    if code == "ru" and not re.search("[ыэъё]", text, re.IGNORECASE):
        return "uk" if set(re.findall(r"\w+", text.casefold())) & set(UKRAINIAN.split()) else "ru"
    return code
