"""What stands before all else on a card, in small print."""

from discord import ui

from bot.discord_app.ui.card import FOOT_BUDGET, HEAD_BUDGET, TEXT_BUDGET, Card


def texts(card: Card) -> list[str]:
    return [item.content for item in card.walk_children() if isinstance(item, ui.TextDisplay)]


def test_it_comes_first_and_the_foot_stays_last() -> None:
    card = Card()
    card.text("the answer")
    card.foot("the small print")
    card.head("before it")
    assert texts(card) == ["-# before it", "the answer", "-# the small print"]
    card.row([ui.Button(label="press", custom_id="x")])
    assert texts(card)[0] == "-# before it"
    assert texts(card)[-1] == "-# the small print"


def test_nothing_to_say_changes_nothing() -> None:
    card = Card()
    card.text("the answer")
    card.head("")
    assert texts(card) == ["the answer"]


def test_a_full_card_has_room_for_it() -> None:
    card = Card()
    card.text("x" * 5_000)
    card.foot("y" * 500)
    card.head("z" * 500)
    assert sum(map(len, texts(card))) <= TEXT_BUDGET + HEAD_BUDGET + FOOT_BUDGET <= 4_000
