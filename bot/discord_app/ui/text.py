"""Text that is safe to show: nothing in it can ping, link or format, and every sign stays as it was written."""

import re

from bot.discord_app.ui.typed import one_line

ELLIPSIS = "…"
LEAST_LINE = 40
_SIGNS = re.compile(r"[\\*_~`|<\[\]@]")
_BEGINS = re.compile(r"^(\s*)(?=[-+#>])|^(\s*\d+)(?=[.)](?:\s|$))", re.MULTILINE)
"""What makes a list, a heading or a quotation of a line; the backslash goes behind it."""
_SLASHES = re.compile("/(?=/)")
_SITE = re.compile(r"\w\.[^\W\d_][\w-]+\.?(?::\d+)?(?=/)")
"""The name of a site with a path behind it, which Discord makes an invitation of at some."""
_HALF_ESCAPED = re.compile(r"(?<!\\)\\(?:\\\\)*$")
_BRACKETS = re.compile(r"(?:[^\[\]]|\[[^\[\]]*\])*")


def plain(typed: str, limit: int) -> str:
    """What somebody typed, as one line of so many characters that Discord shows as it is."""
    return shown(kept(typed, limit))


def kept(typed: str, limit: int) -> str:
    """What somebody typed as it is stored: one line of so many characters, not yet safe to show."""
    return shorten(one_line(typed), limit)


def shown(text: str) -> str:
    """A text so that Discord shows it as it is: its signs (`*`, `<`, `@`) neither format, link nor ping."""
    escaped = _BEGINS.sub(r"\g<0>\\", _SIGNS.sub(r"\\\g<0>", text))
    return _SITE.sub(r"\g<0>\\", _SLASHES.sub(r"\\/", escaped))


def label(title: str) -> str:
    """A title as the text of a link, which a square bracket without its other one would end."""
    return shown(title if _BRACKETS.fullmatch(title) else title.replace("[", "(").replace("]", ")"))


def shorten(text: str, limit: int) -> str:
    """The text, cut at a word with an ellipsis where it is longer than `limit` characters."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    whole_words = cut.rsplit(" ", 1)[0]
    short = (whole_words if len(whole_words) > limit // 2 else cut).rstrip(" ,;:.\u200c\u200d")
    return (short[:-1] if _HALF_ESCAPED.search(short) else short) + ELLIPSIS


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
