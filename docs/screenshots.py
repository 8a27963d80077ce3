"""Takes the pictures in docs/images from the local page, with a headless Chromium: `python docs/screenshots.py`.

Needs the extra `dev` and a Chromium on the PATH. The bot runs in a temporary folder, with an empty database.
"""

import sys
from pathlib import Path

from local_page import LOADED, choose, chromium, local_page, newest, open_page, view_as, write
from PIL import Image
from playwright.sync_api import Browser, Locator, expect

IMAGES = Path(__file__).parent / "images"
WIDE, PHONE = (720, 1600), (390, 844)
MOST_BYTES = 200_000
COLOURS = 96
MARGIN = 8
PICKS = "Understood: beginner, light maths."
"""What stands below the first picks, and not below more of them."""


def main() -> int:
    """Take all pictures. Returns the exit code: 1 if one is too large."""
    IMAGES.mkdir(exist_ok=True)
    with chromium() as browser:
        with local_page() as address:
            take_wide_pictures(browser, address)
        with local_page() as address:
            take_community_pictures(browser, address)
        with local_page() as address:
            take_phone_picture(browser, address)
    return report()


def take_wide_pictures(browser: Browser, address: str) -> None:
    """The cards, each cropped to its message."""
    page = open_page(browser, address, *WIDE)
    write(page, "/recommend beginner math-light")
    save(newest(page, PICKS), "recommend")
    last_pick = newest(page, PICKS).locator(".component-section").last
    last_pick.get_by_role("button", name="Helpful").click()
    expect(last_pick.get_by_role("button", name="Helpful · 1")).to_be_visible()
    save_from(last_pick, newest(page, PICKS), "vote")
    page.get_by_role("button", name="More").click()
    more = page.get_by_role("log").get_by_role("article").filter(has_not_text=PICKS, has_text="More").last
    expect(more).to_be_visible()
    save(more, "more")
    for line, shown, name in (
        ("/review fast.ai", "Not for:", "review"),
        ("/review neural networks and deep learning", "This one", "which"),
        ("/compare fast.ai and the keras book", "equally good", "compare"),
        ("/path ready for the goodfellow book, I know Python and maths", "Your plan for", "path"),
        ("/recommend a community for time series", "I don't know of a community on that", "no-match"),
    ):
        write(page, line)
        save(newest(page, shown), name)
    for command, shown in (("help", "How to ask me"), ("about", "What I store about you:")):
        choose(page, command)
        save(newest(page, shown), command)
    page.close()


def take_community_pictures(browser: Browser, address: str) -> None:
    """What members say and moderators decide."""
    page = open_page(browser, address, *WIDE)
    write(page, "/recommend beginner math-light")
    picks = newest(page, PICKS)
    for member, votes in (("tom", 2), ("lena", 1), ("maya", 3)):
        view_as(page, member)
        for button in picks.get_by_role("button", name="Helpful").all()[:votes]:
            said = button.inner_text()
            button.click()
            expect(button).not_to_have_text(said)
    write(page, "/top", listed=True)
    save(newest(page, "What members here found most helpful"), "top")
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
    save(newest(page, "Server settings"), "settings")
    page.close()


def take_phone_picture(browser: Browser, address: str) -> None:
    """The first picks on the screen of a phone."""
    page = open_page(browser, address, *PHONE)
    write(page, "/recommend beginner math-light")
    message = newest(page, PICKS)
    message.evaluate("message => message.scrollIntoView({block: 'start'})")
    page.screenshot(path=IMAGES / "phone.png")
    page.close()


def save(message: Locator, name: str) -> None:
    """A picture of one message."""
    message.page.mouse.move(0, 0)
    message.scroll_into_view_if_needed()
    message.page.wait_for_function(LOADED, arg=message.element_handle())
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
