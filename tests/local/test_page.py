"""The local page in a real browser, as somebody without a Discord server uses it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.local_page import LocalBot, cards, choose, conversation, opened, view_as, write

pytestmark = pytest.mark.trial

CHOLLET, FASTAI = "Deep Learning with Python", "Practical Deep Learning for Coders"


def vote_button(page: Page, title: str) -> Locator:
    """The vote button beside a pick of the newest card."""
    pick = cards(page).last.locator(".component-section").filter(has_text=title)
    return pick.get_by_role("button", name="Helpful")


def test_a_command_typed_as_one_line_is_answered_with_a_card_and_other_lines_stay_messages(page: Page) -> None:
    write(page, "hello /recommend")
    expect(conversation(page).get_by_role("article").filter(has_text="hello /recommend")).to_be_visible()

    write(page, "/recommend beginner math-light")
    expect(cards(page)).to_have_count(1)
    expect(cards(page)).to_contain_text("Understood: beginner, light maths.")
    expect(cards(page)).to_contain_text(CHOLLET)
    expect(page.locator("article").filter(has_text="/recommend beginner math-light")).to_have_count(0)

    write(page, "/recommend beginner, light maths, and a book or a course")
    expect(cards(page).last).to_contain_text("Understood: beginner, light maths, a book or a course.")


def test_a_press_counts_a_vote_and_another_takes_it_back(page: Page) -> None:
    write(page, "/recommend beginner math-light")
    button = vote_button(page, CHOLLET)
    expect(button).to_have_text("Helpful")

    button.click()
    expect(button).to_have_text("Helpful · 1")

    button.click()
    expect(button).to_have_text("Helpful")


@pytest.mark.trial
def test_another_member_votes_too(page: Page) -> None:
    write(page, "/recommend beginner math-light")
    vote_button(page, CHOLLET).click()
    expect(vote_button(page, CHOLLET)).to_have_text("Helpful · 1")

    page.get_by_label("Viewing as").select_option("tom")
    vote_button(page, CHOLLET).click()

    expect(vote_button(page, CHOLLET)).to_have_text("Helpful · 2")


def test_a_command_chosen_from_the_list_is_answered(page: Page) -> None:
    choose(page, "recommend")
    page.keyboard.type("beginner math-light")
    # this one goes on from the whole text, so no later list will open after the Escape
    expect(page.get_by_role("option", name="beginner math-light course")).to_be_visible()
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_enabled()
    page.keyboard.press("Escape")  # closes the suggestions; else Enter would pick one
    page.keyboard.press("Enter")

    expect(cards(page)).to_contain_text("Understood: beginner, light maths.")


def test_a_suggestion_can_be_picked_and_sent(page: Page) -> None:
    choose(page, "review")
    page.keyboard.type("deep learning with")
    expect(page.get_by_role("option", name=f"{CHOLLET} (book, Chollet)")).to_be_visible()
    page.keyboard.press("Enter")  # picks it
    page.get_by_role("button", name="Send", exact=True).click()

    expect(cards(page)).to_contain_text("François Chollet")


@pytest.mark.trial
def test_more_picks_and_the_question_back_work(page: Page) -> None:
    write(page, "/recommend beginner math-light")
    cards(page).get_by_role("button", name="More").click()
    expect(cards(page)).to_have_count(2)
    expect(cards(page).last.get_by_role("button", name="Helpful")).to_have_count(3)
    expect(cards(page).last).not_to_contain_text(CHOLLET)

    write(page, "/review neural networks and deep learning")
    expect(cards(page).last).to_contain_text("Which one do you mean?")
    page.get_by_role("button", name="This one").first.click()
    expect(cards(page).last).not_to_contain_text("Which one do you mean?")


def test_a_member_suggests_and_a_moderator_decides(page: Page) -> None:
    choose(page, "suggest")
    page.keyboard.press("Enter")
    page.get_by_label("Title").fill("Graph Gossip")
    page.get_by_label("Link").fill("https://gossip.example/show?utm_source=letter")
    page.get_by_role("combobox", name="What it is").click()
    page.get_by_role("option", name="podcast").click()
    page.get_by_label("Why it's good").fill("Free talks for **beginners**, @everyone")
    page.get_by_label("Who it's for").fill("people who commute")
    page.get_by_role("button", name="Submit").click()
    expect(conversation(page).get_by_text("Thank you. Your suggestion is now")).to_be_visible()
    expect(cards(page)).to_contain_text("Free talks for **beginners**, @everyone")

    page.get_by_role("button", name="Approve").click()
    expect(conversation(page).get_by_text("Only moderators can do that")).to_be_visible()

    view_as(page, "rosa")
    page.get_by_role("button", name="Approve").click()
    heading = page.get_by_role("heading", name="Approve this suggestion")
    expect(heading).to_be_visible()
    page.get_by_role("combobox", name="Topics").click()
    page.get_by_role("listbox").get_by_role("option").first.click()
    heading.click()  # closes the menu
    page.get_by_role("button", name="Submit").click()
    expect(cards(page)).to_contain_text("Approved by @rosa")

    view_as(page, "tom")
    write(page, "/review graph gossip")
    expect(cards(page).last).to_contain_text("suggested by this server's members")


@pytest.mark.trial
def test_a_form_asked_for_by_a_typed_line_opens(page: Page) -> None:
    page.locator("#channel-composer-input").click()
    page.keyboard.type("/suggest")
    expect(page.get_by_role("option").filter(has_text="suggest")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Suggest a resource")).to_be_visible()


@pytest.mark.trial
def test_a_line_that_is_no_command_of_ours_stays_a_message(page: Page) -> None:
    line = "/nonsense at all"
    write(page, line)
    expect(conversation(page).get_by_role("article").filter(has_text=line)).to_be_visible()
    write(page, "/recommend beginner math-light")

    expect(cards(page)).to_have_count(1)
    expect(conversation(page).get_by_role("article").filter(has_text=line)).to_be_visible()


def test_votes_are_still_there_after_an_end_and_a_start(browser: Browser, start: Callable[..., LocalBot]) -> None:
    bot = start()
    page = opened(browser, bot.address)
    write(page, "/recommend beginner math-light")
    vote_button(page, FASTAI).click()
    expect(vote_button(page, FASTAI)).to_have_text("Helpful · 1")
    page.close()
    assert bot.end() == 0
    assert "The votes are kept in data/dlguide.db." in bot.printed

    page = opened(browser, start().address)
    write(page, "/recommend beginner math-light")

    expect(vote_button(page, FASTAI)).to_have_text("Helpful · 1")
    page.close()
