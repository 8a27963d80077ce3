"""`python -m bot try`, from the terminal and in a real browser, as somebody without a Discord server uses it."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.support.base import REPOSITORY, few_on_disk

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
CHOLLET, FASTAI = "Deep Learning with Python", "Practical Deep Learning for Coders"
START_SECONDS, END_SECONDS, SHOW_MILLISECONDS = 30.0, 10.0, 15_000


@dataclass
class LocalBot:
    """The command, running in a folder of its own."""

    process: subprocess.Popen[bytes]
    printed_to: Path

    @classmethod
    def start(cls, folder: Path, settings: Mapping[str, str], *options: str) -> "LocalBot":
        printed_to = folder / "printed.txt"
        kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "KNOWLEDGE_FILE")}
        with printed_to.open("wb") as output:
            process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-m", "bot", "try", "--no-browser", *options],
                cwd=folder,
                env={**kept, "PYTHONPATH": str(REPOSITORY), **settings},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        return cls(process, printed_to)

    @property
    def printed(self) -> str:
        return self.printed_to.read_text()

    @property
    def address(self) -> str:
        wait_until(lambda: "http" in self.printed or self.process.poll() is not None)
        found = re.search(r"http://\S+", self.printed)
        assert found, self.printed
        return found[0]

    def end(self, number: signal.Signals = signal.SIGINT) -> int:
        """End it as Ctrl-C does. Returns the exit code."""
        self.process.send_signal(number)
        return self.process.wait(END_SECONDS)


def wait_until(is_so: Callable[[], bool]) -> None:
    given_up_at = time.monotonic() + START_SECONDS
    while not is_so():
        assert time.monotonic() < given_up_at, "it took too long"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        reason = "no Chromium on this machine: the local page was not looked at"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def start(tmp_path: Path, few_file: Path) -> Iterator[Callable[..., LocalBot]]:
    """Starts the command in this test's folder, as often as the test likes; none outlives the test.

    It answers from the few entries, read in a moment, unless the test names another base or, with None, none.
    """
    started: list[LocalBot] = []

    def start_one(*options: str, base: Path | None = few_file) -> LocalBot:
        settings = {"KNOWLEDGE_FILE": str(base)} if base else {}
        started.append(LocalBot.start(tmp_path, settings, *options))
        return started[-1]

    yield start_one
    for bot in started:
        if bot.process.poll() is None:
            bot.process.kill()
            bot.process.wait()


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="there is no such signal here")
def test_a_base_that_was_broken_meanwhile_is_told_on_sighup(start: Callable[..., LocalBot], tmp_path: Path) -> None:
    few_on_disk(tmp_path / "knowledge")
    (tmp_path / ".env").write_text("KNOWLEDGE_FILE=knowledge/resources.yaml\n")
    bot = start(base=None)
    assert bot.address
    (tmp_path / "knowledge" / "skills.yaml").write_text("skills: none\n")
    bot.process.send_signal(signal.SIGHUP)
    wait_until(lambda: "knowledge/skills.yaml:1: " in bot.printed)
    assert re.search(r"^Refused [0-9a-f]{8}: the knowledge base has problems", bot.printed, re.MULTILINE)
    assert bot.end() == 0


@pytest.fixture
def page(browser: Browser, start: Callable[..., LocalBot]) -> Iterator[Page]:
    """The page of a bot that was just started, in a browser."""
    page = opened(browser, start().address)
    yield page
    page.close()


def opened(browser: Browser, address: str) -> Page:
    page = browser.new_page(viewport={"width": 1100, "height": 1000})
    page.set_default_timeout(SHOW_MILLISECONDS)
    expect.set_options(timeout=SHOW_MILLISECONDS)
    page.goto(address)
    expect(page.get_by_role("status").first).to_have_text("Viewport updated")  # from now on it listens
    return page


def write(page: Page, line: str) -> None:
    """Write a line and send it, without choosing from the list of commands, once the last one has left the box."""
    expect(page.locator("#channel-composer-input")).to_have_value("")
    page.locator("#channel-composer-input").click()
    page.keyboard.type(line)
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_enabled()
    page.keyboard.press("Enter")


def choose(page: Page, command: str) -> None:
    """Choose a command from the list that opens while one types it."""
    page.locator("#channel-composer-input").click()
    page.keyboard.type(f"/{command}")
    expect(page.get_by_role("option").filter(has_text=command)).to_be_visible()
    page.keyboard.press("Tab")


PACE_MILLISECONDS = 1_600
"""Between two lines, as somebody types who knows what to type."""
PATIENCE_MILLISECONDS = 90_000
TYPED = ("/review fast.ai", "/compare fast.ai and the keras book", "/path computer vision", "/recommend free book")


@pytest.mark.parametrize("lines", [3, pytest.param(20, marks=pytest.mark.trial)])
def test_commands_typed_one_after_another_are_all_answered(page: Page, lines: int) -> None:
    for number in range(lines):
        write(page, TYPED[number % len(TYPED)])
        page.wait_for_timeout(PACE_MILLISECONDS)
    expect(cards(page)).to_have_count(lines, timeout=PATIENCE_MILLISECONDS)  # a busy machine answers late, but all
    expect(page.get_by_role("status").first).not_to_contain_text("uncertain")


def conversation(page: Page) -> Locator:
    return page.get_by_role("log")


def cards(page: Page) -> Locator:
    return page.locator("article .component-container")


def vote_button(page: Page, title: str) -> Locator:
    """The vote button beside a pick of the newest card."""
    pick = cards(page).last.locator(".component-section").filter(has_text=title)
    return pick.get_by_role("button", name="Helped me")


def test_a_command_typed_as_one_line_is_answered_with_a_card_and_other_lines_stay_messages(page: Page) -> None:
    write(page, "hello /recommend")
    expect(conversation(page).get_by_role("article").filter(has_text="hello /recommend")).to_be_visible()

    write(page, "/recommend beginner math-light")
    expect(cards(page)).to_have_count(1)
    expect(cards(page)).to_contain_text("Understood: beginner, light maths.")
    expect(cards(page)).to_contain_text(CHOLLET)
    expect(page.locator("article").filter(has_text="/recommend beginner math-light")).to_have_count(1)  # the welcome

    write(page, "/recommend beginner, light maths, and a book or a course")
    expect(cards(page).last).to_contain_text("Understood: beginner, light maths, a book or a course.")


def test_a_press_counts_a_vote_and_another_takes_it_back(page: Page) -> None:
    write(page, "/recommend beginner math-light")
    button = vote_button(page, CHOLLET)
    expect(button).to_have_text("Helped me · 0")

    button.click()
    expect(button).to_have_text("Helped me · 1")
    expect(conversation(page).get_by_text("Thank you. Your vote counts in this server")).to_be_visible()

    button.click()
    expect(button).to_have_text("Helped me · 0")


@pytest.mark.trial
def test_another_member_votes_too(page: Page) -> None:
    write(page, "/recommend beginner math-light")
    vote_button(page, CHOLLET).click()
    expect(vote_button(page, CHOLLET)).to_have_text("Helped me · 1")

    page.get_by_label("Viewing as").select_option("tom")
    expect(conversation(page).get_by_text("Thank you. Your vote counts in this server")).to_be_hidden()
    vote_button(page, CHOLLET).click()

    expect(vote_button(page, CHOLLET)).to_have_text("Helped me · 2")


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

    expect(cards(page)).to_contain_text("Rating: 5 out of 5")


@pytest.mark.trial
def test_more_picks_and_the_question_back_work(page: Page) -> None:
    write(page, "/recommend beginner math-light")
    page.get_by_role("button", name="More picks").click()
    expect(cards(page)).to_have_count(2)
    expect(cards(page).last.get_by_role("button", name="Helped me")).to_have_count(3)
    expect(cards(page).last).not_to_contain_text(CHOLLET)

    write(page, "/review neural networks and deep learning")
    expect(cards(page).last).to_contain_text("Which one do you mean?")
    page.get_by_role("button", name="This one").first.click()
    expect(cards(page).last).to_contain_text("Rating:")


def view_as(page: Page, name: str) -> None:
    page.get_by_label("Viewing as").select_option(name)
    expect(page.get_by_role("status").first).to_have_text("Preview ready")


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
    expect(cards(page)).to_contain_text("Free talks for beginners , everyone")

    page.get_by_role("button", name="Approve").click()
    expect(conversation(page).get_by_text("Only moderators can do that")).to_be_visible()

    view_as(page, "rosa")
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_role("heading", name="Approve this suggestion")).to_be_visible()
    page.get_by_role("button", name="Submit").click()
    expect(cards(page)).to_contain_text("Approved by @rosa")

    view_as(page, "tom")
    write(page, "/review graph gossip")
    expect(cards(page).last).to_contain_text("suggested by this server's members")


@pytest.mark.trial
def test_a_form_asked_for_by_a_typed_line_is_explained(page: Page) -> None:
    page.locator("#channel-composer-input").click()
    page.keyboard.type("/suggest")
    expect(page.get_by_role("option").filter(has_text="suggest")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")

    expect(conversation(page).get_by_text("This command opens a form")).to_be_visible()


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
    expect(vote_button(page, FASTAI)).to_have_text("Helped me · 1")
    page.close()
    assert bot.end() == 0
    assert "The votes are kept in data/dlguide.db." in bot.printed

    page = opened(browser, start().address)
    write(page, "/recommend beginner math-light")

    expect(vote_button(page, FASTAI)).to_have_text("Helped me · 1")
    page.close()


@pytest.mark.parametrize("number", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.trial)])
def test_it_ends_cleanly(start: Callable[..., LocalBot], number: signal.Signals) -> None:
    bot = start(base=None)
    assert bot.address.startswith("http://127.0.0.1:")

    assert bot.end(number) == 0

    assert bot.printed.endswith("Ended. The votes are kept in data/dlguide.db.\n")
    assert "Traceback" not in bot.printed


@pytest.mark.trial
def test_it_ends_cleanly_while_somebody_looks(browser: Browser, start: Callable[..., LocalBot]) -> None:
    bot = start()
    page = opened(browser, bot.address)
    choose(page, "help")
    page.keyboard.press("Enter")
    expect(cards(page)).to_contain_text("How to ask me")

    assert bot.end() == 0

    assert "Traceback" not in bot.printed
    page.close()


def test_a_wanted_port_is_used(start: Callable[..., LocalBot]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    assert f":{port}" in start("--port", str(port)).address


def test_a_port_in_use_is_said_to_be_so(start: Callable[..., LocalBot]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        bot = start("--port", str(port))

        assert bot.process.wait(START_SECONDS) == 2

    assert f"port {port}" in bot.printed
    assert "--port" in bot.printed
    assert "Traceback" not in bot.printed
