"""What the tests of the local page share: a browser, the command, and its page."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.support.local_page import CHROMIUM, QUIET, LocalBot, opened


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


@pytest.fixture
def bot(start: Callable[..., LocalBot]) -> LocalBot:
    """A bot that was just started."""
    return start()


@pytest.fixture
def page(browser: Browser, bot: LocalBot) -> Iterator[Page]:
    """Its page in a browser."""
    page = opened(browser, bot.address)
    yield page
    page.close()
