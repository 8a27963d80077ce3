"""Whether Discord would take what the bot sends, and whether a member could have put something harmful into it."""

import json
import re
import unicodedata
from typing import Any

from simcord.components import COMPONENTS_V2_FLAG, validate_components

from bot.language.in_english import IN_ENGLISH
from tests.support.simulated.limits import assert_fits
from tests.support.simulated.reading import CODE, TEXT, walk

LONGEST_CONTENT = 2000
HARMFUL = re.compile(
    r"@everyone|@here|<@!?1?(?:23)?>|<@&1>|<#1>|</top:1>|<t:0:R>|<a?:x:1>|<id:guide>|<script|://evil\.|```|~~"
)
"""What only a text of the trials can have put there: each stands in `trials.texts.PIECES`."""


def assert_sendable(components: list[dict[str, Any]], content: str = "") -> None:
    """Discord's limits hold, there is something to read, and nothing in it pings, links or hides for a member."""
    json.dumps(components).encode("ascii")
    assert len(content) <= LONGEST_CONTENT
    assert_fits(components)
    if components:
        validate_components(components, flags=COMPONENTS_V2_FLAG)
    shown = CODE.sub("", "\n".join([content, *texts(components)]))
    assert shown.strip(), "nothing is shown"
    assert not HARMFUL.search(shown), f"shows {HARMFUL.findall(shown)}"
    for notice in IN_ENGLISH.values():  # some of our own sentences are spelled with joiners: Persian, Telugu
        shown = shown.replace(notice, "")
    hidden = {char for char in shown if unicodedata.category(char)[0] == "C" and char != "\n"}
    assert not hidden, f"hides {sorted(map(ascii, hidden))}"


def texts(components: list[dict[str, Any]]) -> list[str]:
    """What a member reads: blocks of text, and what stands on buttons and in menus."""
    found = []
    for part in walk(components):
        found += [part["content"]] if part["type"] == TEXT else []
        found += [part[name] for name in ("label", "placeholder") if part.get(name)]
        found += [option["label"] for option in part.get("options") or []]
    return found
