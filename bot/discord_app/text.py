"""Text that is safe to show: nothing a member typed can ping, link or format."""

import re
import unicodedata

ELLIPSIS = "…"
LEAST_LINE = 40
_MARKUP = re.compile(r"[*_~`|<>\[\]()#\\@{}]|://")
_SPACES = re.compile(r"\s+")


def plain(typed: str, limit: int) -> str:
    """What a member typed, as one line without markup, mentions, addresses and invisible characters."""
    visible = "".join(char if unicodedata.category(char)[0] != "C" else " " for char in typed)
    return shorten(_SPACES.sub(" ", _MARKUP.sub(" ", visible)).strip(), limit)


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
    """The head as it is and the other lines cut evenly, the longest first, until all fit into so many characters."""
    kept = [line for line in lines if line]
    while kept and len(longest := max(kept, key=len)) > LEAST_LINE and (over := _size([head, *kept]) - room) > 0:
        kept[kept.index(longest)] = shorten(longest, max(len(longest) - min(over, LEAST_LINE), LEAST_LINE))
    return [head, *kept]


def _size(lines: list[str]) -> int:
    return sum(len(line) + 1 for line in lines)
