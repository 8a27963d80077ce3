"""What counts as an address in what members write."""

import pytest

from bot.community.addresses import has_address


@pytest.mark.parametrize(
    "typed",
    [
        "http://evil.example", "HTTPS://evil.example", "hxxps://evil.example", "hxxp evil", "ftp: //evil.example",
        "www.evil.example", "discord.gg/abc", "discord . gg/abc", "discord.com/invite/abc", "dsc.gg/abc",
        "evil.example/x", "evil[.]example/x", "evil.example:80/x", "ht\u200btps://evil.example", "ｈｔｔｐｓ：／／evil",
        "x steam://run/1", "[x](https://evil.example)", "<https://evil.example>", "me@evil.example",
        "mailto:me@evil.example", "t.me/evil",
    ],
)  # fmt: skip
def test_an_address_is_found(typed: str) -> None:
    assert has_address(typed)
    assert has_address(f"It is good: {typed}, really")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "fast.ai is good",
        "Coursera.org or d2l.ai",
        "and/or 4.75/5",
        "e.g./i.e.",
        "PyTorch 1.x/2.x",
        "the 3rd ed.: ok",
    ],
)
def test_the_name_of_a_site_is_no_address(typed: str) -> None:
    assert not has_address(typed)
