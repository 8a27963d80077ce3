"""Opening a browser: one that blocks holds up neither the page nor its end, and without a display none is opened."""

import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from bot.local.browser import has_display
from tests.support.base import REPOSITORY
from tests.support.local_page import LocalBot, wait_until

BLOCKS = """#!/bin/sh
echo "$1" >> opened
exec sleep 15
"""


def tried(folder: Path, base: Path, browser: str, **display: str) -> LocalBot:
    """The command in a world with this browser, and with this display alone."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    around = kept | {"PYTHONPATH": str(REPOSITORY), "KNOWLEDGE_FILE": str(base), "BROWSER": browser, **display}
    printed = folder / "printed.txt"
    with printed.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "try"], cwd=folder, env=around, stdout=output, stderr=output
        )
    return LocalBot(process, printed)


@pytest.mark.parametrize("display", [{}, {"DISPLAY": ":99"}, {"WAYLAND_DISPLAY": "wayland-0"}])
@pytest.mark.parametrize("kind", ["blocks", "none"])
def test_the_page_answers_whatever_the_browser_does(
    tmp_path: Path, few_file: Path, kind: str, display: dict[str, str]
) -> None:
    browser = tmp_path / "browser"
    if kind == "blocks":
        browser.write_text(BLOCKS)
        browser.chmod(0o755)
    bot = tried(tmp_path, few_file, str(browser), **display)
    try:
        address = bot.address
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - our own page
            assert answer.status == 200
        opened = tmp_path / "opened"
        if display and kind == "blocks":
            wait_until(opened.exists)
            assert opened.read_text().strip() == address
        else:
            time.sleep(0.3)
            assert not opened.exists()
        assert bot.end() == 0
    finally:
        bot.process.kill()
        bot.process.wait()
    assert "Traceback" not in bot.printed


@pytest.mark.parametrize(
    ("environment", "platform", "expected"),
    [
        ({}, "linux", False), ({"DISPLAY": ""}, "linux", False), ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "freebsd14", True), ({}, "darwin", True), ({}, "win32", True),
        ({"TERM": "xterm", "BROWSER": "w3m"}, "linux", False),
    ],
)  # fmt: skip
def test_a_display_is_there_or_not(environment: dict[str, str], platform: str, expected: bool) -> None:
    assert has_display(environment, platform) == expected
