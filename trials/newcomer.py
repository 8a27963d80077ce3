"""Paste what the README and docs/installing.md say into an empty folder: `python -m trials.newcomer`.

It clones what is committed, runs each command as it stands there, shows it with what it printed, votes on the local
page in a real browser, and goes through the operator's guide up to where a real token is needed. Needs Chromium, git
and the package index. It fails if a command ends otherwise than the guide says.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

REPOSITORY = Path(__file__).parent.parent
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
PATIENCE = 300.0
ENDS_WITH: Mapping[str, int] = {".venv/bin/dlguide run": 2, ".venv/bin/dlguide doctor": 1}
"""What ends with another code than 0 where there is no token yet."""
NOT_HERE = ("pipx", "/etc/", "systemctl")
"""What is for another machine: it would install into this one's system."""


def blocks(file: Path, section: str) -> Iterator[str]:
    """The commands in one section of a guide, block by block."""
    text = file.read_text(encoding="utf-8")
    found = re.search(rf"^## {re.escape(section)}.*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    if found is None:
        raise LookupError(f"{file.name} has no section {section}")
    yield from re.findall(r"^```sh\n(.*?)^```", found[0], re.MULTILINE | re.DOTALL)


def fresh() -> Mapping[str, str]:
    """The environment of somebody who has none of our settings. Of pip's warnings on its mirrors nothing is shown."""
    return {"PIP_QUIET": "3"} | {
        name: value for name, value in os.environ.items() if name in ("PATH", "HOME") or name.startswith("PIP_")
    }


def paste(command: str, folder: Path) -> None:
    """Run one block, and show it with what it printed."""
    print(f"\n$ {command.strip()}", flush=True)
    begun = time.monotonic()
    done = subprocess.run(
        command, shell=True, cwd=folder, env=fresh(), timeout=PATIENCE, text=True, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    print(done.stdout.rstrip())
    print(f"[{time.monotonic() - begun:.0f} s, exit code {done.returncode}]", flush=True)
    expected = ENDS_WITH.get(command.strip(), 0)
    if done.returncode != expected:
        raise SystemExit(f"That should have ended with {expected}.")


def page_of(process: subprocess.Popen[str]) -> str:
    """The address that the local page prints."""
    for line in process.stdout or ():
        print(line.rstrip(), flush=True)
        if found := re.search(r"http://\S+", line):
            return found[0]
    raise SystemExit("No page came up.")


def vote(page: Page, address: str) -> str:
    """Ask and vote as a member does. Returns what stands on the button afterwards."""
    page.goto(address)
    expect(page.get_by_role("status").first).to_have_text("Viewport updated")
    page.locator("#channel-composer-input").click()
    page.keyboard.type("/recommend beginner math-light")
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_enabled()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Helpful").first.click()
    counted = page.get_by_role("button", name="Helpful · 1").first
    expect(counted).to_be_visible()
    return counted.inner_text()


def try_it(command: str, folder: Path) -> None:
    """The README's first command: it opens a page, on which a newcomer votes."""
    print(f"\n$ {command.strip()}", flush=True)
    process = subprocess.Popen(
        command, shell=True, cwd=folder, env={**fresh(), "BROWSER": "true"}, text=True, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        address = page_of(process)
        with sync_playwright() as playwright:
            chromium = shutil.which("chromium") or shutil.which("google-chrome")
            browser = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
            print(f'[in the browser: /recommend beginner math-light, then "{vote(browser.new_page(), address)}"]')
            browser.close()
    finally:
        os.killpg(process.pid, signal.SIGINT)
    print(f"^C\n[exit code {process.wait(30)}]")


def main() -> int:
    """Go through both guides. Returns 0 if all went as they say."""
    expect.set_options(timeout=30_000)
    with tempfile.TemporaryDirectory() as empty:
        folder = Path(empty) / "dlguide"
        print("$ git clone -q ... dlguide && cd dlguide")
        subprocess.run(["git", "clone", "-q", REPOSITORY, folder], check=True)
        (first,) = blocks(folder / "README.md", "Try it")
        try_it(first, folder)
        shutil.rmtree(folder / ".venv")
        guide = folder / "docs" / "installing.md"
        for section in ("1. Install", "2. Settings", "3. Start", "4. Back up"):
            for command in blocks(guide, section):
                if any(word in command for word in NOT_HERE):
                    print(f"\n[left out, for it changes the machine itself:]\n$ {command.strip()}")
                else:
                    paste(command, folder)
    print("\nAll went as the guides say.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
