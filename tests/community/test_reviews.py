"""What a review may say."""

import pytest

from bot.community.addresses import has_address
from bot.community.reviews import fault_of

GOOD = "It made backpropagation click for me."


@pytest.mark.parametrize(
    "text",
    [
        "see https://evil.example/x", "HTTP://EVIL", "hxxp://evil.example", "ftp : // evil", "www.evil.example",
        "mail me@evil.example", "mailto:me", "evil.example/free", "join discord.gg/abc", "my-own.site.io/?ref=1",
    ],
)  # fmt: skip
def test_an_address_is_found(text: str) -> None:
    assert has_address(text)
    assert has_address(f"It is good, {text}, and short.")


@pytest.mark.parametrize(
    "text",
    [
        "fast.ai is better", "deeplearning.ai and d2l.ai", "PyTorch 2.1, CS231n", "read/write, and/or", "e.g. maths",
        "1/2 of it: great", "Chapter 3.2/3.3", "C++ // Python", "well...then", "@maya was right", "Node.js",
    ],
)  # fmt: skip
def test_names_and_punctuation_are_no_address(text: str) -> None:
    assert not has_address(text)


@pytest.mark.parametrize(
    ("text", "audience", "fault"),
    [
        (GOOD, "beginners", None), ("Good.", "beginners", "short"), ("x" * 19, "all", "short"), ("x" * 20, "all", None),
        (GOOD, "", "nobody"), (f"{GOOD} www.evil.example", "all", "address"), (GOOD, "see evil.example/x", "address"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_review_is_told(text: str, audience: str, fault: str | None) -> None:
    assert fault_of(text, audience) == fault
