"""Whether a text contains a link: the rule for everything that members write for others."""

import re
import unicodedata

_ADDRESS = re.compile(
    r"""
    \w\s*:\s*//                                        # any scheme, also with spaces in it
    | \bhxxp | \bwww\.\w | \bmailto:
    | \S@[\w-]+\.\w                                    # of e-mail
    | \w\.[^\W\d_][\w-]+\.?(:\d+)?/[\w?\#~]            # of a page; names such as fast.ai are none
    | \b(discord|dsc)\W{0,3}gg\b | \bt\.me\b           # of groups
    """,
    re.IGNORECASE | re.VERBOSE,
)
_HIDDEN_DOT = re.compile(r"[\[({]\s*\.\s*[\])}]")
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u2800\u3164\uffa0")


def has_address(typed: str) -> bool:
    """Whether a text, as it was typed, contains a link or an invite, even a disguised one.

    Ask this before the text is made plain, which breaks addresses up. A site's name, such as fast.ai, is not a link.
    """
    letters = unicodedata.normalize("NFKC", typed)
    seen = "".join(char for char in letters if unicodedata.category(char) != "Cf" and char not in _BLANK)
    return _ADDRESS.search(_HIDDEN_DOT.sub(".", seen)) is not None
