"""Drives the local page with a headless Chromium, for the pictures and measures of docs/."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

REPOSITORY = Path(__file__).parent.parent
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
PATIENCE = 60_000
STILL = 400
"""Milliseconds without a change after which a reply is taken to be complete."""
SHOWN = """() => Object.fromEntries([...document.querySelectorAll('[role=log] article')]
    .filter(message => message.querySelector('.message-app-badge'))
    .map(message => [message.dataset.messageId, message.innerText]))"""
CHANGED = f"shown => {{ const now = ({SHOWN})(); return Object.keys(now).some(id => now[id] !== shown[id]) }}"
LOADED = "shown => [...shown.querySelectorAll('img')].every(picture => picture.complete && picture.naturalWidth)"


@contextmanager
def chromium() -> Iterator[Browser]:
    """A Chromium found on the PATH."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        sys.exit("No Chromium on the PATH.")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield browser
        browser.close()


@contextmanager
def local_page(repository: Path = REPOSITORY) -> Iterator[str]:
    """The address of the local page of this repository's bot, running in a temporary folder with an empty database."""
    with tempfile.TemporaryDirectory() as folder:
        kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "KNOWLEDGE_FILE")}
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "try", "--no-browser"],
            cwd=folder,
            env={**kept, "PYTHONPATH": str(repository)},
            stdout=subprocess.PIPE,
            text=True,
        )
        with process:
            assert process.stdout  # noqa: S101 - for the type checker
            found = re.search(r"http\S+", process.stdout.readline())
            if found is None:
                sys.exit("The local page did not start.")
            try:
                yield found[0]
            finally:
                process.send_signal(signal.SIGINT)


def open_page(browser: Browser, address: str, width: int, height: int) -> Page:
    """The local page, ready to be typed into."""
    page = browser.new_page(viewport={"width": width, "height": height})
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    expect(page.locator("#action-status")).to_have_text("Viewport updated")
    return page


def view_as(page: Page, member: str) -> None:
    """Be another member."""
    page.get_by_label("Viewing as").select_option(member)
    page.wait_for_timeout(500)  # until the page has begun
    expect(page.get_by_role("status").first).not_to_have_text(re.compile("…"))


def write(page: Page, line: str, *, listed: bool = False) -> None:
    """Write a command as one line and send it. `listed`: the list of commands still shows it, and is to be closed."""
    _begin(page)
    page.keyboard.type(line)
    if listed:
        expect(page.get_by_role("option").filter(has_text=line.removeprefix("/")).first).to_be_visible()
        page.keyboard.press("Escape")
    expect(page.locator("#send-message")).to_be_enabled()
    page.keyboard.press("Enter")


def answer(message: Locator, line: str) -> None:
    """Reply to a message."""
    message.hover()
    message.get_by_role("button", name="Reply", exact=True).click()
    write(message.page, line)


def choose(page: Page, command: str) -> None:
    """Choose a command without options from the list, and send it."""
    _begin(page)
    page.keyboard.type(f"/{command}")
    expect(page.get_by_role("option").filter(has_text=command).first).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def _begin(page: Page) -> None:
    """Go to the box and empty it: on a busy machine the page may put back the line that it has just sent."""
    box = page.locator("#channel-composer-input")
    box.click()
    box.fill("")


def newest(page: Page, text: str) -> Locator:
    """The newest message with this text, once it is there."""
    message = page.get_by_role("log").get_by_role("article").filter(has_text=text).last
    expect(message).to_be_visible()
    return message


def reply_to(page: Page, act: Callable[[], None]) -> Locator:
    """The message of the bot that came last after this act, or that it changed, once it stays as it is."""
    shown: dict[str, str] = page.evaluate(SHOWN)
    act()
    page.wait_for_function(CHANGED, arg=shown)
    now = _settled(page)
    came = [id_ for id_ in now if id_ not in shown] or [id_ for id_ in now if now[id_] != shown[id_]]
    message = page.get_by_role("log").locator(f'article[data-message-id="{came[-1]}"]')
    page.wait_for_function(LOADED, arg=message.element_handle())
    return message


def _settled(page: Page) -> dict[str, str]:
    expect(page.locator("#action-status")).not_to_have_text(re.compile("…"))  # what was pressed is still being answered
    shown, last = page.evaluate(SHOWN), {}
    while shown != last:
        page.wait_for_timeout(STILL)
        shown, last = page.evaluate(SHOWN), shown
    return last


def form_of(page: Page, act: Callable[[], None]) -> Locator:
    """The form that this act opens."""
    act()
    form = page.get_by_role("dialog")
    expect(form).to_be_visible()
    page.wait_for_timeout(STILL)
    return form
