"""Whether Discord would take what the bot sends, and whether a member could have put something harmful into it."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any

from simcord.components import COMPONENTS_V2_FLAG, validate_components

from bot.discord_app.ui.typed import one_line
from bot.language.in_english import IN_ENGLISH
from tests.support.simulated.limits import assert_fits
from tests.support.simulated.reading import CODE, TEXT, acting, walk

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
    formatted = acting(CODE.sub("", "\n".join([content, *blocks(components)])))
    assert not HARMFUL.search(formatted), f"shows {HARMFUL.findall(formatted)}"
    shown = "\n".join([content, *blocks(components), *labels(components)])
    assert shown.strip(), "nothing is shown"
    for notice in IN_ENGLISH.values():  # some of our own sentences are spelled with joiners: Persian, Telugu
        shown = shown.replace(notice, "")
    hidden = {
        char for line in shown.splitlines() for char in Counter(line) - Counter(one_line(line)) if is_unseen(char)
    }
    assert not hidden, f"hides {sorted(map(ascii, hidden))}"


def is_unseen(char: str) -> bool:
    """Whether nothing is drawn for it by itself; some joiners and flags have a place within words and emojis."""
    return unicodedata.category(char)[0] == "C"


def blocks(components: list[dict[str, Any]]) -> list[str]:
    """The texts in which Discord formats, links and pings."""
    return [part["content"] for part in walk(components) if part["type"] == TEXT]


def labels(components: list[dict[str, Any]]) -> Iterator[str]:
    """What stands on buttons and in menus, where every sign is shown as it is."""
    for part in walk(components):
        yield from (part[name] for name in ("label", "placeholder") if part.get(name))
        yield from (option["label"] for option in part.get("options") or [])
