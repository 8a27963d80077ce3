"""What members typed, as it is kept: one line of what can be seen, with every sign that means something.

Whoever shows it on Discord escapes it (`bot.discord_app.ui.text.shown`); pictures, menus and files show it as it is.
"""

import re
import unicodedata
from collections.abc import Iterator

MOST_MARKS = 4
"""The most accents and the like on one letter: more only serve to run over the lines above and below."""
_SPACES = re.compile(r"\s+")
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters that are drawn as a blank."""
_UNSEEN = frozenset("\u034f\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f")
"""Marks that are not drawn at all."""
_JOINED = (
    r"\u0600-\u0dff\u0f00-\u109f\u1780-\u18af\u1900-\u1cff\ua800-\uabff\ufb50-\ufdff\ufe70-\ufefc\U00010a00-\U00011fff"
)
"""Letters and marks of scripts in which a joiner changes how its neighbours are drawn."""
_PICTURE = r"\u2190-\u21ff\u2300-\u2bff\u3030\u303d\U0001f000-\U0001faff"
_JOINER = re.compile(rf"(?<=[{_JOINED}])[\u200c\u200d](?=[{_JOINED}])|(?<=[\ufe0f{_PICTURE}])\u200d(?=[{_PICTURE}])")
"""A joiner between letters that it shapes, or between the parts of one emoji."""
_FLAG = re.compile(
    r"\U0001f3f4\U000e0067\U000e0062(?:\U000e0065\U000e006e\U000e0067|\U000e0073\U000e0063\U000e0074|\U000e0077\U000e006c\U000e0073)\U000e007f"
)
"""The flags of England, Scotland and Wales, which are spelled in letters that are seen nowhere else."""


def one_line(typed: str) -> str:
    """What a member typed as one line, without what is invisible or runs over other lines. All else stays, and doing
    it again changes nothing.
    """
    text = typed
    while (cleaned := _cleaned(text)) != text:  # what is left may stand in a new place
        text = cleaned
    return text


def _cleaned(text: str) -> str:
    kept = {found.start() for found in _JOINER.finditer(text)}
    kept.update(place for found in _FLAG.finditer(text) for place in range(*found.span()))
    return _SPACES.sub(" ", "".join(_seen(text, kept))).strip()


def _seen(text: str, kept: set[int]) -> Iterator[str]:
    """The characters that are seen or `kept` by their place, without stray or stacked marks."""
    marks = MOST_MARKS
    for place, char in enumerate(text):
        if place in kept:
            yield char
            continue
        category = unicodedata.category(char)
        if char.isspace() or char in _BLANK or category == "Cc":
            marks = MOST_MARKS
            yield " "
        elif category in ("Mn", "Me"):
            marks += char not in _UNSEEN
            if char not in _UNSEEN and marks <= MOST_MARKS:
                yield char
        elif category[0] != "C" or (category == "Cn" and "\U0001f000" <= char <= "\U0001faff"):  # newer than Python
            marks = 0
            yield char
