"""What may be suggested, and how much of it."""

import pytest

from bot.catalogue.allowed_values import FORMATS
from bot.community import suggestion_rules as rules
from bot.community.suggestion_rules import Counts, crowded, suggestible, wrong_words


@pytest.mark.parametrize(
    ("counts", "why"),
    [
        (Counts(0, 0, 0), None),
        (Counts(4, 4, 49), None),
        (Counts(5, 0, 0), rules.WAITING),
        (Counts(0, 5, 0), rules.TODAY),
        (Counts(0, 0, 50), rules.FULL),
        (Counts(9, 9, 99), rules.WAITING),
    ],
)
def test_limits(counts: Counts, why: str | None) -> None:
    refusal = crowded(counts)

    assert (refusal and refusal[0]) == why
    assert refusal is None or refusal[0].format_map(refusal[1])


@pytest.mark.parametrize(
    ("setting", "formats"),
    [
        (None, FORMATS),
        ("", FORMATS),
        ("book", ("book",)),
        ("paper,book", ("book", "paper")),
        ("book,no-such", ("book",)),
        ("no-such", FORMATS),
    ],
)
def test_a_server_says_which_formats_may_be_suggested(setting: str | None, formats: tuple[str, ...]) -> None:
    assert suggestible(setting) == formats


@pytest.mark.parametrize(
    "text",
    [
        "see https://d2l.ai", "HTTP://d2l.ai", "h\u200bttps://d2l.ai", "https:\u200b//d2l.ai", "ｈttps://d2l.ai",
        "www.d2l.ai", "discord.gg/abc", "[click](http://d2l.ai)", "javascript://x", "d2l.ai/chapter",
        "me@d2l.example", "hxxp://d2l.ai", "d2l[.]ai/chapter",
    ],
)  # fmt: skip
def test_addresses_stay_out_of_texts(text: str) -> None:
    assert wrong_words("A title", text, "beginners") == rules.WITH_ADDRESS
    assert wrong_words(text, "It is good", "beginners") == rules.WITH_ADDRESS


@pytest.mark.parametrize("text", ["fast.ai", "Node.js and/or PyTorch 2.1/2.2", "e.g. the maths: calculus", "d2l.ai"])
def test_names_with_dots_are_no_addresses(text: str) -> None:
    assert wrong_words(text, "It is good", "beginners") is None


@pytest.mark.parametrize("text", ["", " ", "***", "\u200b\u200b\u200b", "?", "n/a", "TODO"])
def test_texts_need_words(text: str) -> None:
    assert wrong_words("A title", text, "beginners") == rules.EMPTY
