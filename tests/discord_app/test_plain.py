"""Text of members as it is shown: judged by a parser of the markup, and by what Discord makes links and pings of."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.discord_app.ui.text import MOST_MARKS, plain
from tests.support.effort import examples
from tests.support.simulated.typed import WORDS

LONG = 10_000
PINGS_AND_LINKS = re.compile(r"@|＠|<[@#:/ait]|://|\bwww\.\w|\w\.[a-z]{2,}/|discord\.gg/|[\[\]]|\|\|", re.IGNORECASE)
MARKUP = MarkdownIt("js-default", {"linkify": True}).disable(["entity", "hr"])  # of which Discord has none
assert MARKUP.linkify is not None
MARKUP.linkify.set({"fuzzy_link": False, "fuzzy_email": False})  # as on Discord, which links nothing without a scheme
HARMLESS = {"paragraph_open", "inline", "paragraph_close", "text"}

PIECES = (
    "@", "everyone", "here", "<", ">", "123", "&", "!", "#", "/", ":", "://", "//", "http", "https", "www", ".", "com",
    "discord", "gg", "evil.example", "discord.gg/abc", "www.evil.example", "<@123>", "<@&1>", "<#1>", "</top:1>",
    "<t:0:R>", "<:x:1>", "<a:x:1>", "<id:guide>", "[", "]", "](", "(", ")", "*", "_", "~", "`", "|", "\\", "-", "+",
    "1.", "2)", "- ", "-# ", "# ", "> ", ">>> ", "```", "{x}", "\n", "\n\n", "\r", "\t", " ", "    ", "\u2028",
    "\u200b", "\u200d", "\u202e", "\u2066", "\ufeff", "\u00ad", "\x00", "\x1b[31m", "\u3164", "\u2800", "\u115f",
    "\u034f", "＠", "\u0301", "\u0301\u0302\u0303\u0304\u0305\u0306", "\u20e0", "\u0489", "a", "e", "é", "ش", "語",
    "🤖", "\ud800", "---", "===", "``", "mailto:a@b.co", "&lt;", "&#64;everyone",
)  # fmt: skip
"""What could be put together to something that formats, links, pings or hides."""
hostile = st.lists(st.sampled_from(PIECES) | st.sampled_from(WORDS) | st.text(max_size=5), max_size=25).map("".join)
anything = hostile | st.text(max_size=300)


def shown_as(text: str) -> set[str]:
    """The kinds of markup that a parser finds in a text."""
    blocks = MARKUP.parse(text)
    return {token.type for block in blocks for token in (block, *(block.children or ()))}


def test_the_parser_sees_what_it_is_asked_for() -> None:
    assert shown_as("just words, (really) 1.5 of 5") <= HARMLESS
    for text in (
        "- a",
        "1. a",
        "# a",
        "> a",
        "*a*",
        "`a`",
        "https://a.example",
        "[a](https://b.example)",
        "```\na\n```",
    ):
        assert not shown_as(text) <= HARMLESS, text


@examples(500)
@given(typed=anything)
def test_plain_text_neither_formats_nor_links_nor_pings(typed: str) -> None:
    shown = plain(typed, LONG)
    assert shown_as(shown) <= HARMLESS
    assert not PINGS_AND_LINKS.search(shown)


@examples(500)
@given(typed=anything)
def test_plain_text_hides_nothing_and_stays_on_its_line(typed: str) -> None:
    shown = plain(typed, LONG)
    assert not [char for char in shown if unicodedata.category(char)[0] == "C" or (char.isspace() and char != " ")]
    assert "  " not in shown
    categories = [unicodedata.category(char) for char in shown]
    assert "M" * (MOST_MARKS + 1) not in "".join("M" if category in ("Mn", "Me") else "." for category in categories)
    assert categories[:1] not in (["Mn"], ["Me"])  # it would sit on the sign before it


@examples(500)
@given(typed=anything, limit=st.integers(2, 120))
def test_plain_text_is_within_its_length_and_plain_already(typed: str, limit: int) -> None:
    shown = plain(typed, limit)
    assert len(shown) <= limit
    assert plain(shown, limit) == shown


@pytest.mark.parametrize(
    "typed",
    [
        "I liked it (really), 4.75 of 5; and/or the book?",
        "fast.ai, d2l.ai: Coursera's best!",
        "tiếng Việt, שָׁלוֹם, हिन्दी, ไม่รู้, 日本語",
        "No maths needed - just Python 3.12 & time…",
        '100% "hands-on", C++ and scikit-learn; ½ of it = 5 $',
    ],
)
def test_ordinary_text_stays_as_it_is(typed: str) -> None:
    assert plain(typed, LONG) == typed


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("@everyone", "everyone"),
        ("see https://evil.example/x", "see https evil.example x"),
        ("discord.gg/abc", "discord.gg abc"),
        ("WWW.evil.example", "WWW evil.example"),
        ("[click](https://evil.example)", "click (https evil.example)"),
        ("> quoted\n# big\n-# small", "quoted big - small"),
        ("- item", "item"),
        ("2. item", "2 item"),
        ("Z" + "\u0301" * 50, "Z" + "\u0301" * MOST_MARKS),
        ("a\n" * 4000, ("a " * 4000).strip()),
        ("\u3164\u200b\n", ""),
    ],
)
def test_what_is_taken_away(typed: str, shown: str) -> None:
    assert plain(typed, LONG) == shown


@examples(200)
@given(typed=anything)
def test_what_has_been_made_plain_has_no_scheme_and_no_path(typed: str) -> None:
    assert not re.search(r"\w://|\w\.[a-z]{2,}/", plain(typed, LONG), re.IGNORECASE)
