"""Links, mentions, and what Discord would format: none of it stands in a reply."""

import re
import unicodedata
from collections.abc import Iterator

from bot.writer.checks.faults import Fault, Part

_NAMED_ADDRESS = re.compile(
    r"(?i)\b(?:https?|hxxps?)\b|\b(?:ftp|mailto|tel|file|data|javascript):(?=[^\s\d])|:\s?/\s?/|\bwww\b|discord\.gg"
)
_SPELLED_ADDRESS = re.compile(
    r"(?i)\w\s?(?:\(dot\)|\[dot\]|\bdot\b|\bpunkt\b)\s?(?:com|org|net|io|ai|de|gg|co|me|dev|app|xyz|info|ru|cn|edu|ly)\b"
    r"|\w\s?\.\s(?:com|org|net|io|gg|xyz|info|ly)\b|\w\s\.(?:com|org|io|ai|gg|co|dev|app|xyz|info|ly)\b"
)
_DOTTED = re.compile(r"[\w-]+(?:\.[\w-]+)+|[!-~]+(?:[\u3002\uff61][!-~]+)+")
_ABBREVIATIONS = frozenset({"ph.d", "vs", "a.k.a"})
_MENTION = re.compile(r"@|<\s?[#@/:a-zA-Z!][^<>]*>?|</|&(?:#\w+|\w+);")
_EMOJI_NAME = re.compile(r"(?<!\w):[a-z0-9_+-]{2,}:(?!\w)", re.IGNORECASE)
_SIGNS = re.compile(r"[*`\\\[\]{}|]|~~|~(?=\w+~)|__")
_UNDERLINED = re.compile(r"\S*_\S*")
_LINE_START = re.compile(r"^[^\S\n]*(?:[>#•-]|\d+[.)]\s.*\n[^\S\n]*\d+[.)])", re.MULTILINE)
_LINES = re.compile(r"\n\s*\n|\r|[\v\f\x1c-\x1e\x85\u2028\u2029]")


def markup(part: Part, known: str) -> Iterator[Fault]:
    """What is a link, a mention or markup in this part. `known` is all that comes from our base."""
    text = unicodedata.normalize("NFKC", part.text) if not part.text.isascii() else part.text
    for pattern, what in (
        (_NAMED_ADDRESS, "is a link; write none"),
        (_SPELLED_ADDRESS, "is an address; write none"),
        (_MENTION, "is a mention or HTML; write plain words"),
        (_EMOJI_NAME, "is an emoji; write plain words"),
        (_SIGNS, "is markup; write plain sentences"),
        (_LINE_START, "begins a line like a list, a heading or a quotation; write plain sentences"),
    ):
        if found := pattern.search(text):
            yield part.fault("markup", _around(text, found), what)
    if _LINES.search(part.text):
        yield Fault("markup", f"{part.name}: it has empty lines; write one paragraph")
    for word in _UNDERLINED.findall(text):
        if word.strip(".,;:!?()\"'") not in known:
            yield part.fault("markup", word, "has an underscore; write plain words")
    for dotted in _DOTTED.findall(text):
        if _is_address(dotted) and dotted.casefold() not in known.casefold():
            yield part.fault("markup", dotted, "looks like an address; write none, and a space after each full stop")


def _around(text: str, found: re.Match[str]) -> str:
    """What was found, with the word that it stands in."""
    start, end = text.rfind(" ", 0, found.start()) + 1, text.find(" ", found.end())
    return text[start : end if end >= 0 else len(text)]


def _is_address(dotted: str) -> bool:
    """Whether words with full stops between them may be an address: no abbreviation and no number."""
    pieces = re.split("[.\u3002\uff61]", dotted)
    if dotted.casefold() in _ABBREVIATIONS or all(len(piece) == 1 for piece in pieces):
        return False
    return not pieces[-1].isdigit() and any(char.isalpha() for char in pieces[-1])
