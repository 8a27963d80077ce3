"""The local page as somebody uses it: the command that shows it, and what one does in a browser."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.base import REPOSITORY

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
HELLO = "Hi, I'm DL Guide."
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
        wait_until(lambda: "Ctrl-C ends it." in self.printed or self.process.poll() is not None)
        found = re.search(r"http://\S+", self.printed)
        assert found, self.printed
        return found[0]

    def end(self, number: signal.Signals = signal.SIGINT) -> int:
        """End it as Ctrl-C does. Returns the exit code."""
        self.process.send_signal(number)
        return self.process.wait(END_SECONDS)


def wait_until(is_so: Callable[[], bool]) -> None:
    """Wait, but not for ever."""
    given_up_at = time.monotonic() + START_SECONDS
    while not is_so():
        assert time.monotonic() < given_up_at, "it took too long"
        time.sleep(0.05)


def opened(browser: Browser, address: str, width: int = 1100, height: int = 1000) -> Page:
    """The page, as soon as it listens."""
    page = browser.new_page(viewport={"width": width, "height": height})
    page.set_default_timeout(SHOW_MILLISECONDS)
    expect.set_options(timeout=SHOW_MILLISECONDS)
    page.goto(address)
    expect(page.get_by_role("status").first).to_have_text("Viewport updated")
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


def conversation(page: Page) -> Locator:
    """All messages."""
    return page.get_by_role("log")


def cards(page: Page) -> Locator:
    """What the bot answered, in cards, without its hello."""
    return page.locator("article .component-container").filter(has_not_text=HELLO)


def answers(page: Page) -> Locator:
    """The messages with what the bot answered, without its hello."""
    with_card = conversation(page).get_by_role("article").filter(has=page.locator(".component-container"))
    return with_card.filter(has_not_text=HELLO)


def view_as(page: Page, name: str) -> None:
    """Be another member."""
    page.get_by_label("Viewing as").select_option(name)
    expect(page.get_by_role("status").first).to_have_text("Preview ready")
