"""Takes the pictures in docs/images from the local page, with a headless Chromium: `python docs/screenshots.py`.

Needs the extra `dev` and a Chromium on the PATH. The bot runs in a temporary folder, with an empty database.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

REPOSITORY = Path(__file__).parent.parent
IMAGES = Path(__file__).parent / "images"
WIDE, PHONE = {"width": 720, "height": 1600}, {"width": 390, "height": 844}
MOST_BYTES = 200_000
COLOURS = 96
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
MARGIN = 8
PICKS = "Understood: beginner, light maths."
"""What stands below the first picks, and not below more of them."""


def main() -> int:
    """Take all pictures. Returns the exit code: 1 if one is too large."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("No Chromium on the PATH.")
    IMAGES.mkdir(exist_ok=True)
    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        with local_page() as address:
            take_wide_pictures(browser, address)
        with local_page() as address:
            take_community_pictures(browser, address)
        with local_page() as address:
            take_phone_picture(browser, address)
        browser.close()
    return report()


def take_wide_pictures(browser: Browser, address: str) -> None:
    """The cards, each cropped to its message."""
    page = open_page(browser, address, WIDE)
    write(page, "/recommend beginner math-light")
    save(newest(page, PICKS), "recommend")
    last_pick = newest(page, PICKS).locator(".component-section").last
    last_pick.get_by_role("button", name="Helped me").click()
    expect(last_pick.get_by_role("button", name="Helped me · 1")).to_be_visible()
    save_from(last_pick, newest(page, "Thank you."), "vote")
    page.get_by_role("button", name="More picks").click()
    more = page.get_by_role("log").get_by_role("article").filter(has_not_text=PICKS, has_text="More picks").last
    expect(more).to_be_visible()
    save(more, "more")
    for line, shown, name in (
        ("/review fast.ai", "The gripe:", "review"),
        ("/review neural networks and deep learning", "Which one do you mean?", "which"),
        ("/compare fast.ai and the keras book", "Choose Deep Learning with Python if", "compare"),
        ("/path ready for the goodfellow book, I know Python and maths", "Your plan for", "path"),
        ("/recommend a community for time series", "I don't know of a community on that", "no-match"),
    ):
        write(page, line)
        save(newest(page, shown), name)
    for command, shown in (("help", "How to ask me"), ("about", "What I store:")):
        choose(page, command)
        save(newest(page, shown), command)
    page.close()


def take_community_pictures(browser: Browser, address: str) -> None:
    """What members say and moderators decide."""
    page = open_page(browser, address, WIDE)
    write(page, "/recommend beginner math-light")
    picks = newest(page, PICKS)
    for member, votes in (("tom", 2), ("lena", 1), ("maya", 3)):
        view_as(page, member)
        for button in picks.get_by_role("button", name="Helped me").all()[:votes]:
            said = button.inner_text()
            button.click()
            expect(button).not_to_have_text(said)
    write(page, "/top", listed=True)
    save(newest(page, "What helped this server most"), "top")
    choose(page, "suggest")
    for label, text in (
        ("Title", "Graph Gossip"),
        ("Link", "https://gossip.example/show?utm_source=letter"),
        ("Why it's good", "Short talks with people who work on graph networks, with notes to read along."),
        ("Who it's for", "people who commute and know the basics"),
    ):
        page.get_by_label(label).fill(text)
    page.get_by_role("combobox", name="What it is").click()
    page.get_by_role("option", name="podcast").click()
    page.get_by_role("dialog").screenshot(path=IMAGES / "suggest.png")
    page.get_by_role("button", name="Submit").click()
    save(newest(page, "A suggestion to decide on"), "decide")
    view_as(page, "rosa")
    write(page, "/server settings", listed=True)
    save(newest(page, "Moderators' channel"), "settings")
    page.close()


def take_phone_picture(browser: Browser, address: str) -> None:
    """The first picks on the screen of a phone."""
    page = open_page(browser, address, PHONE)
    write(page, "/recommend beginner math-light")
    message = newest(page, PICKS)
    message.evaluate("message => message.scrollIntoView({block: 'start'})")
    page.screenshot(path=IMAGES / "phone.png")
    page.close()


@contextmanager
def local_page() -> Iterator[str]:
    """The address of the local page of a bot that runs in a temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "KNOWLEDGE_FILE")}
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "try", "--no-browser"],
            cwd=folder,
            env={**kept, "PYTHONPATH": str(REPOSITORY)},
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


def open_page(browser: Browser, address: str, size: dict[str, int]) -> Page:
    """The local page, ready to be typed into."""
    page = browser.new_page(viewport={"width": size["width"], "height": size["height"]})
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
    page.locator("#channel-composer-input").click()
    page.keyboard.type(line)
    if listed:
        expect(page.get_by_role("option").filter(has_text=line.removeprefix("/")).first).to_be_visible()
        page.keyboard.press("Escape")
    expect(page.locator("#send-message")).to_be_enabled()
    page.keyboard.press("Enter")


def choose(page: Page, command: str) -> None:
    """Choose a command without options from the list, and send it."""
    page.locator("#channel-composer-input").click()
    page.keyboard.type(f"/{command}")
    expect(page.get_by_role("option").filter(has_text=command)).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def newest(page: Page, text: str) -> Locator:
    """The newest message with this text, once it is there."""
    message = page.get_by_role("log").get_by_role("article").filter(has_text=text).last
    expect(message).to_be_visible()
    return message


def save(message: Locator, name: str) -> None:
    """A picture of one message."""
    message.page.mouse.move(0, 0)
    message.scroll_into_view_if_needed()
    there = "message => [...message.querySelectorAll('img')].every(picture => picture.naturalWidth)"
    message.page.wait_for_function(there, arg=message.element_handle())
    message.screenshot(path=IMAGES / f"{name}.png")


def save_from(first: Locator, last: Locator, name: str) -> None:
    """A picture from the top of one element to the bottom of another below it."""
    last.page.mouse.move(0, 0)
    last.scroll_into_view_if_needed()
    top, bottom = first.bounding_box(), last.bounding_box()
    if top is None or bottom is None:
        sys.exit(f"{name}: nothing to be seen")
    above = top["y"] - MARGIN
    clip = {"x": bottom["x"], "y": above, "width": bottom["width"], "height": bottom["y"] + bottom["height"] - above}
    last.page.screenshot(path=IMAGES / f"{name}.png", clip=clip)  # type: ignore[arg-type]


def report() -> int:
    """Reduce the pictures to few colours and say how large they are. Returns 1 if one is too large."""
    for path in IMAGES.glob("*.png"):
        with Image.open(path) as picture:
            picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    sizes = {path.name: path.stat().st_size for path in sorted(IMAGES.glob("*.png"))}
    for name, size in sizes.items():
        print(f"{name}: {size / 1000:.0f} kB{'  TOO LARGE' if size > MOST_BYTES else ''}")  # noqa: T201
    return int(any(size > MOST_BYTES for size in sizes.values()))


if __name__ == "__main__":
    sys.exit(main())
