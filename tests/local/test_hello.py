"""The first minute on the local page: the hello, and everything that one may try after it."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.discord_app.questions.hello import EXAMPLES, SUGGEST_SOMETHING
from bot.local.server import UNHEARD, WHO
from tests.support.local_page import HELLO, LocalBot, answers, cards, conversation, opened, view_as, write

pytestmark = pytest.mark.trial


def hello(page: Page) -> Locator:
    return conversation(page).get_by_role("article").filter(has_text=HELLO)


def reply_to(page: Page, message: Locator, line: str) -> None:
    """Reply to a message with a line."""
    message.hover()
    message.get_by_role("button", name="Reply").click()
    write(page, line)


def test_the_bot_itself_says_hello_and_what_one_tries_is_done_for_all(page: Page) -> None:
    expect(page).to_have_title("DL Guide, on this machine")
    expect(conversation(page).get_by_role("article")).to_have_count(1)
    expect(hello(page).locator(".message-app-badge")).to_be_visible()
    expect(hello(page)).to_contain_text(WHO)
    assert len(hello(page).inner_text().split()) < 110  # with all its buttons

    hello(page).get_by_role("button", name=EXAMPLES["ask"].label).click()
    expect(cards(page)).to_have_count(1)
    view_as(page, "tom")
    expect(cards(page)).to_have_count(1)

    hello(page).get_by_role("button", name=SUGGEST_SOMETHING).click()
    expect(page.get_by_role("heading", name="Suggest a resource")).to_be_visible()


def test_the_other_two_are_answered_too(page: Page) -> None:
    hello(page).get_by_role("button", name=EXAMPLES["compare"].label).click()
    expect(cards(page).last).to_contain_text("Deep Learning with Python")
    hello(page).get_by_role("button", name=EXAMPLES["path"].label).click()
    expect(cards(page).last).to_contain_text("computer vision")


def test_a_mention_and_a_reply_are_answered_and_the_first_line_to_nobody_is_explained(page: Page) -> None:
    write(page, "where do I start?")
    expect(conversation(page).get_by_text(UNHEARD.replace("**", "")[:40])).to_be_visible()
    expect(cards(page)).to_have_count(0)

    write(page, "@dl guide a free book")
    expect(cards(page)).to_have_count(1)
    expect(conversation(page).get_by_text("@DL Guide a free book").first).to_be_visible()

    reply_to(page, answers(page), "where do I start with computer vision?")
    expect(cards(page)).to_have_count(2)

    write(page, "thanks all")
    expect(conversation(page).get_by_text("thanks all")).to_be_visible()
    expect(conversation(page).get_by_text(UNHEARD.replace("**", "")[:40])).to_have_count(1)


def test_one_can_write_to_the_bot_directly(page: Page) -> None:
    with page.context.expect_page() as opening:
        hello(page).get_by_role("link", name="Message me directly").click()
    direct = opening.value
    expect(direct.get_by_role("status").first).to_have_text("Viewport updated")
    expect(hello(direct)).to_be_visible()

    write(direct, "a free book, no maths")
    expect(cards(direct)).to_have_count(1)
    write(direct, "/review fast.ai")
    expect(cards(direct)).to_have_count(2)
    expect(cards(page)).to_have_count(0)
    direct.close()


def test_the_page_can_be_used_on_a_phone(browser: Browser, bot: LocalBot) -> None:
    page = opened(browser, bot.address, 390, 844)
    write(page, "/recommend beginner math-light")
    expect(cards(page)).to_have_count(1)
    reply_to(page, answers(page), "@DL Guide " + "and then? " * 9)
    expect(cards(page)).to_have_count(2)

    assert page.evaluate("document.documentElement.scrollWidth") == 390
    for needed in (page.get_by_role("button", name="Send", exact=True), page.get_by_label("Viewing as")):
        box = needed.bounding_box()
        assert box
        assert 0 <= box["x"] <= 390 - box["width"]
        assert 0 <= box["y"] <= 844 - box["height"]
    page.close()


def test_after_a_reload_the_last_answer_is_there(page: Page) -> None:
    write(page, "/recommend beginner math-light")
    expect(cards(page)).to_have_count(1)
    page.reload()
    expect(cards(page)).to_be_in_viewport()
