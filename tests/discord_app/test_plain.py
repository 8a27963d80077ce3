"""Text of members as it is shown: judged by a parser of the markup, and by what Discord makes links and pings of."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.discord_app.ui.text import kept, label, plain, shorten, shown
from bot.discord_app.ui.typed import MOST_MARKS, one_line
from tests.support.effort import examples
from tests.support.simulated.reading import acting
from tests.support.simulated.typed import WORDS

LONG = 100_000
PINGS_AND_LINKS = re.compile(r"[@<*_~`|\[\]]|://|\w\.[a-z]{2,}/|discord\.gg/", re.IGNORECASE)
"""What Discord acts on, in a text without what is escaped."""
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


def read(text: str) -> str:
    """What a reader sees of a text."""
    blocks = MARKUP.parse(text)
    return "".join(token.content for block in blocks for token in block.children or ())


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
@example(":////")
@example("evil.example//")
@given(typed=anything)
def test_what_was_typed_is_read_as_it_is_and_does_nothing(typed: str) -> None:
    safe = plain(typed, LONG)
    assert shown_as(safe) <= HARMLESS
    assert read(safe) == one_line(typed)
    assert not PINGS_AND_LINKS.search(acting(safe))


@examples(500)
@given(typed=anything, before=st.sampled_from(["", "**Why:** ", "> ", "- ", "-# For: "]))
def test_it_is_read_as_it_is_wherever_it_stands(typed: str, before: str) -> None:
    assert read(f"{before}x {plain(typed, LONG)}").endswith(f"x {one_line(typed)}".rstrip())


@examples(300)
@given(typed=anything)
def test_a_title_is_the_text_of_its_link(typed: str) -> None:
    title = one_line(typed)
    if not title:
        return
    (block,) = [block for block in MARKUP.parse(f"**[{label(title)}](https://d2l.ai/x_y)**") if block.children]
    kinds = [token.type for token in block.children or () if token.type != "text"]
    assert kinds == ["strong_open", "link_open", "link_close", "strong_close"]
    assert "".join(token.content for token in block.children or ()) in (title, title.translate({91: 40, 93: 41}))


@examples(500)
@given(typed=anything)
def test_what_is_kept_hides_nothing_and_stays_on_its_line(typed: str) -> None:
    line = one_line(typed)
    hidden = [
        char for char in line if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co") and char not in "\u200c\u200d"
    ]
    assert not hidden
    assert not [char for char in line if char.isspace() and char != " "]
    assert "  " not in line
    assert line == line.strip()
    categories = [unicodedata.category(char) for char in line]
    assert "M" * (MOST_MARKS + 1) not in "".join("M" if category in ("Mn", "Me") else "." for category in categories)
    assert categories[:1] not in (["Mn"], ["Me"])  # it would sit on the sign before it


@examples(500)
@given(typed=anything)
def test_every_sign_that_is_seen_is_kept(typed: str) -> None:
    def signs(text: str) -> list[str]:
        return [
            char
            for char in text
            if unicodedata.category(char)[0] in "LNPS" and char not in "\u115f\u1160\u2800\u3164\uffa0"
        ]

    assert signs(one_line(typed)) == signs(typed)


@examples(500)
@given(typed=anything, limit=st.integers(2, 120))
def test_what_is_kept_is_within_its_length_and_stays_as_it_is(typed: str, limit: int) -> None:
    line = kept(typed, limit)
    assert len(line) <= limit
    assert kept(line, limit) == line


@examples(300)
@given(typed=anything, limit=st.integers(10, 60))
def test_no_cut_goes_through_an_escape(typed: str, limit: int) -> None:
    assert shown_as(shorten(plain(typed, LONG), limit)) <= HARMLESS


SIGNS = (
    "Takes <10 hours", "C# in Depth", "x < y > z", "alpha_beta_gamma", "~2 hours, ~~not 3~~", "5 * 3 * 2", "[sic]",
    "C:\\temp\\*", "$x_1$ and $$y^2$$", "|x| + ||y||", "#1 of all", "# 1", "1. first", "12) twelfth", "- item",
    "+ plus",
    "-# small", "> quoted", ">>> all", "* star", "<t:1:R>", "<@1> <@&2> <#3> </top:4>", "@everyone @here", "<:x:1>",
    "discord.gg/abc", "https://evil.example/x", "www.evil.example", "[click](https://evil.example)", "`code` ```py```",
    "{title} {0} %s", "¯\\_(ツ)_/¯", "a__b__c **d** ***", "*_*", "__init__.py", "C++", "R", "D3", "&lt;b&gt; &#64;",
    "--- ===",    "\\", "\\\\*", "me@evil.example", "steam://run/1", "0.5 < p ≤ 1", "F♯, C♭",
)  # fmt: skip


@pytest.mark.parametrize("typed", SIGNS)
def test_signs_are_read_as_they_were_typed(typed: str) -> None:
    assert one_line(typed) == typed
    assert read(plain(typed, LONG)) == typed
    assert shown_as(plain(typed, LONG)) <= HARMLESS
    assert not PINGS_AND_LINKS.search(acting(plain(typed, LONG)))


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
    "typed",
    [
        "می\u200cخواهم یاد بگیرم",
        "کتاب\u200cهای خوب",
        "र\u094d\u200dय क\u094d\u200cष",
        "ക\u0d4d\u200dഷ, ශ\u0dca\u200dර\u0dd3, র\u200d\u09cdয",
        "👩\u200d💻 👨\u200d👩\u200d👧 🏳\ufe0f\u200d🌈 ❤\ufe0f\u200d🔥 🐻\u200d❄\ufe0f 🧑🏽\u200d🔬",
        "1\ufe0f\u20e3 ☕\ufe0e ✈\ufe0f 葛\U000e0100",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "क्षेत्र में कितना, தமிழ், বাংলা, తెలుగు, བོད་སྒྲུབས་",
        "e\u0301 Z\u0301\u0302, בְּרֵאשִׁ֖ית",
        "\U0001fae9",
    ],
)
def test_letters_and_emoji_of_many_signs_stay_whole(typed: str) -> None:
    assert one_line(typed) == typed
    assert read(plain(typed, LONG)) == typed


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("Deep\u00adLearn\u00ading", "DeepLearning"),
        ("safe\u202egnp.exe\u202c", "safegnp.exe"),
        ("\u2066a\u2069 \u200fb\u200e \ufeffc\u2060d", "a b cd"),
        ("ht\u200dtps ad\u200cmin \u200dx\u200c", "https admin x"),
        ("می\u200c\u200cخ \u200cم\u200c", "میخ م"),
        ("😀\U000e0041\u200d", "😀"),
        ("a\nb\tc\x00d\u2028e\u00a0f", "a b c d e f"),
        ("Z" + "\u0301" * 50, "Z" + "\u0301" * MOST_MARKS),
        ("a\n" * 4000, ("a " * 4000).strip()),
        ("\u3164\u200b\n\u034f", ""),
    ],
)
def test_what_is_taken_away(typed: str, line: str) -> None:
    assert one_line(typed) == line


@pytest.mark.parametrize(
    ("typed", "safe"),
    [
        ("<@1> @everyone", r"\<\@1> \@everyone"),
        ("see https://evil.example/x", r"see https:\//evil.example\/x"),
        ("- [sic]", r"\- \[sic\]"),
        ("1. C# in Depth", r"1\. C# in Depth"),
    ],
)
def test_signs_that_would_act_are_escaped(typed: str, safe: str) -> None:
    assert shown(typed) == safe
