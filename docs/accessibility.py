"""What in a message of the bot shuts people out, on the local page: found by axe-core, and by where its parts stand."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator

OURS = {
    "button-name", "empty-heading", "heading-order", "image-alt", "image-redundant-alt", "input-button-name", "label",
    "link-name", "select-name", "order of reading", "picture without words",
}  # fmt: skip
"""Rules about what the bot sends: texts, labels and their order. Colours, sizes and markup are those of simcord's page,
as they are Discord's own on Discord.
"""
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
LEAST, GOOD = 24, 44
"""CSS pixels of a target's smaller side: what WCAG 2.2 asks for at AA, and at AAA."""
INSIDE = ":is(.message-content, .message-components)"
FORM = "[role=dialog]"
TARGETS = """inside => [...inside.querySelectorAll('button, [role=combobox], input, textarea')]
    .filter(target => target.checkVisibility())
    .map(target => target.getBoundingClientRect())
    .map(box => Math.round(Math.min(box.width, box.height)))"""
ORDER = """inside => [...inside.querySelectorAll('.text-display, .component-button, [role=combobox], img')]
    .filter(part => part.checkVisibility())
    .map(part => [(part.innerText || part.alt || '').trim().slice(0, 40), part.getBoundingClientRect()])
    .map(([text, box]) => [text, box.top, box.bottom])"""
PICTURES = "inside => [...inside.querySelectorAll('.component-container img')].map(picture => picture.alt)"


class Fault(NamedTuple):
    """What is wrong, by which rule."""

    rule: str
    what: str

    def __str__(self) -> str:
        return f"{'OURS' if self.rule in OURS else 'the page'}: {self.rule}: {self.what}"


def faults_in(shown: Locator) -> Iterator[Fault]:
    """What is wrong with a message or form."""
    id_ = shown.get_attribute("data-message-id")
    where = f'[role=log] [data-message-id="{id_}"] {INSIDE}' if id_ else FORM
    yield from _found_by_axe(shown, where)
    inside = shown.page.locator(where).first
    for side in inside.evaluate(TARGETS):
        if side < GOOD:
            yield Fault(f"target below {LEAST if side < LEAST else GOOD} px", f"{side} px")
    for (before, top, _), (after, _, bottom) in pairwise(inside.evaluate(ORDER)):
        if bottom <= top:
            yield Fault("order of reading", f"{after!r} stands above {before!r} and is read after it")
    for words in inside.evaluate(PICTURES):
        if len(words.split()) < 2:
            yield Fault("picture without words", repr(words))


def _found_by_axe(shown: Locator, where: str) -> Iterator[Fault]:
    for violation in Axe().run(shown.page, where, RULES).response["violations"]:
        for node in violation["nodes"]:
            yield Fault(violation["id"], f"{_reason(node)} at {_element(node['html'])}")


def _reason(node: Mapping[str, Any]) -> str:
    checks: Sequence[Mapping[str, str]] = [*node["any"], *node["all"], *node["none"]]
    return re.sub(r'="[^"]*"', "", "; ".join(check["message"] for check in checks))


def _element(html: str) -> str:
    found = re.match(r'<(\w+)(?:[^>]*?class="([^" ]+))?', html)
    return ".".join(filter(None, found.groups())) if found else html


def told(faults: Mapping[Fault, Sequence[str]]) -> Iterator[str]:
    """The faults line by line, with how often and in which kinds of reply."""
    for fault, kinds in sorted(faults.items(), key=str):
        yield f"{fault} ({len(kinds)} times, in {', '.join(dict.fromkeys(kinds))})"
