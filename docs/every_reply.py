"""Pictures and measures of every kind of reply, on a phone and on a desktop: `python docs/every_reply.py FOLDER`.

The pictures go to FOLDER, and the measures to FOLDER/measures.json. `--of` shows the bot of another checkout, and
`--against` sets the measures of an earlier run beside these. `--check` looks for what shuts people out.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from accessibility import Fault, faults_in, told
from kinds_of_reply import kinds_of_reply
from local_page import LOADED, REPOSITORY, chromium, local_page, open_page
from playwright.sync_api import Locator

PHONE, DESKTOP = 390, 1280
TALL = 3600
"""Pixels of the window's height, so that each message fits whole."""
WORDS = """shown => [...shown.querySelectorAll('.message-content, .message-components')]
    .map(part => part.innerText).join(' ') || shown.innerText"""
MEASURED = ("words", str(PHONE), str(DESKTOP))
Measures = dict[str, dict[str, int]]
"""By kind of reply: its words, and its height in pixels at each width."""


def main() -> int:
    """Take the pictures and print the measures. Returns the exit code: 1 if a kind of reply could not be had."""
    options = _options()
    options.folder.mkdir(parents=True, exist_ok=True)
    measures: Measures = {}
    faults: dict[Fault, list[str]] = {}
    with chromium() as browser:
        for width in (PHONE, DESKTOP):
            with local_page(options.of) as address:
                page = open_page(browser, address, width, TALL)
                for name, shown in kinds_of_reply(page):
                    found = measures.setdefault(name, {})
                    if shown is None:
                        continue
                    found |= measure(shown, width)
                    save(shown, options.folder / f"{name}-{width}.png")
                    for fault in faults_in(shown) if options.check and width == PHONE else ():
                        faults.setdefault(fault, []).append(name)
                page.close()
    (options.folder / "measures.json").write_text(json.dumps(measures, indent=1))
    earlier = json.loads(options.against.read_text()) if options.against else {}
    print("\n".join((*table(measures, earlier), *told(faults))))  # noqa: T201
    return int(not all(measures.values()))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split(":")[0])
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--of", type=Path, default=REPOSITORY, help="another checkout whose bot is to be shown")
    parser.add_argument("--against", type=Path, help="the measures.json of an earlier run")
    parser.add_argument("--check", action="store_true", help="look for what shuts people out")
    return parser.parse_args()


def measure(shown: Locator, width: int) -> dict[str, int]:
    """The words of a message or form that one sees, with those of its buttons, and its height at this width."""
    shown.page.wait_for_function(LOADED, arg=shown.element_handle())
    box = shown.bounding_box()
    return {"words": len(shown.evaluate(WORDS).split()), str(width): round(box["height"]) if box else 0}


def save(shown: Locator, path: Path) -> None:
    """A picture of a message or form."""
    shown.page.mouse.move(0, 0)
    shown.scroll_into_view_if_needed()
    shown.screenshot(path=path)


def table(measures: Mapping[str, Mapping[str, int]], earlier: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    """The measures line by line, with earlier ones before the arrow if there are any; "-" for what there is not."""
    yield f"{'kind':18}{'words':>14}{'px at 390':>16}{'px at 1280':>16}"
    for name in {**earlier, **measures}:
        before, now = ([str(of.get(name, {}).get(what, "-")) for what in MEASURED] for of in (earlier, measures))
        words, phone, desktop = map(" → ".join, zip(before, now, strict=True)) if earlier else now
        yield f"{name:18}{words:>14}{phone:>16}{desktop:>16}"


if __name__ == "__main__":
    sys.exit(main())
