"""What pictures can write of a title: their letters are those of Europe's languages."""

import pytest

from bot.discord_app.ui.lettering import drawable


@pytest.mark.parametrize(
    ("title", "drawn"),
    [
        ("C# in Depth: x < y, [sic] *2* ~1_2|$", "C# in Depth: x < y, [sic] *2* ~1_2|$"),
        ("Žluťoučký kůň, Ελληνικά, Привет, tiếng Việt", "Žluťoučký kůň, Ελληνικά, Привет, tiếng Việt"),
        ("Deep Learning 🤖 ☕ for all", "Deep Learning for all"),
        ("Deep Learning (深度学习)", "Deep Learning ( )"),
        ("深層学習", ""),
        ("کتاب\u200cهای یادگیری", ""),
        ("क्षेत्र AI", ""),
        ("", ""),
    ],
)
def test_what_has_no_letter_is_left_out_and_no_box_is_drawn(title: str, drawn: str) -> None:
    assert drawable(title) == drawn
