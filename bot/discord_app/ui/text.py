"""Text that is safe to show: nothing a member typed can ping, link or format."""

import re
import unicodedata
from collections.abc import Iterator

import discord

ELLIPSIS = "…"
LEAST_LINE = 40
MOST_MARKS = 3
"""The most accents and the like on one letter: more only serve to run over the lines above and below."""
_MARKUP = re.compile(r"[*_~`|<>\[\]#\\@＠﹫{}]|:?//")
_BLANK = re.compile(r"[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u2800\u3164\uffa0]")
"""Invisible characters that Unicode counts among letters and signs."""
_SPACES = re.compile(r"\s+")
_LIST = re.compile(r"^(?:[-+](?:\s+|$))+|^(\d+)[.)](?=\s|$)")
_LINKED = re.compile(r"(\w\.[^\W\d_][\w-]+\.?(?::\d+)?)/|\b(www)\.(?=\w)", re.IGNORECASE)


def plain(typed: str, limit: int) -> str:
    """What a member typed, as one line that Discord shows as it is: without markup, mentions, addresses that could be
    followed, and what is invisible or runs over other lines. Doing it again changes nothing.
    """
    text = typed
    while (cleaned := _cleaned(text)) != text:  # removing one thing may join the parts of another
        text = cleaned
    return shorten(text, limit)


def shown(text: str) -> str:
    """A text of the knowledge base as it is: its signs (`*`, `_`, `<`) are not markup."""
    return discord.utils.escape_markdown(text)


def label(title: str) -> str:
    """A title as the text of a link, where square brackets would end it."""
    return title.replace("[", "(").replace("]", ")")


def shorten(text: str, limit: int) -> str:
    """The text, cut at a word with an ellipsis where it is longer than `limit` characters."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    whole_words = cut.rsplit(" ", 1)[0]
    return (whole_words if len(whole_words) > limit // 2 else cut).rstrip(" ,;:.") + ELLIPSIS


def sentence(text: str) -> str:
    """The text with a capital at its start and a full stop at its end."""
    text = text.strip()
    return (text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?", ELLIPSIS)) else ".")) if text else ""


def within(room: int, head: str, *lines: str) -> list[str]:
    """The head unchanged, and the other lines cut evenly, the longest first, until everything fits."""
    kept = [line for line in lines if line]
    while kept and len(longest := max(kept, key=len)) > LEAST_LINE and (over := _size([head, *kept]) - room) > 0:
        kept[kept.index(longest)] = shorten(longest, max(len(longest) - min(over, LEAST_LINE), LEAST_LINE))
    return [head, *kept]


def _size(lines: list[str]) -> int:
    return sum(len(line) + 1 for line in lines)


def _cleaned(text: str) -> str:
    """The text after one round of `plain`."""
    visible = "".join(_visible(_BLANK.sub(" ", _MARKUP.sub(" ", text))))
    one_line = _SPACES.sub(" ", _LINKED.sub(r"\1\2 ", visible)).strip()
    return _LIST.sub(r"\1", one_line)


def _visible(text: str) -> Iterator[str]:
    """The characters, with a space for each invisible one, and without stray or stacked marks."""
    marks = MOST_MARKS
    for char in text:
        category = unicodedata.category(char)
        is_mark = category in ("Mn", "Me")
        marks = marks + 1 if is_mark else MOST_MARKS if category[0] in "CZ" else 0
        if not is_mark or marks <= MOST_MARKS:
            yield " " if category[0] == "C" else char
