"""`python -m bot try` in the terminal: what it prints, and how it ends."""

import contextlib
import re
import signal
import socket
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.support.base import few_on_disk
from tests.support.local_page import START_SECONDS, LocalBot, cards, choose, opened, wait_until

REFUSED = {401, 403}


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="there is no such signal here")
def test_a_base_that_was_broken_meanwhile_is_told_on_sighup(start: Callable[..., LocalBot], tmp_path: Path) -> None:
    few_on_disk(tmp_path / "knowledge")
    (tmp_path / ".env").write_text("KNOWLEDGE_FILE=knowledge/resources.yaml\n")
    bot = start(base=None)
    assert bot.address
    (tmp_path / "knowledge" / "skills.yaml").write_text("skills: none\n")
    bot.process.send_signal(signal.SIGHUP)
    wait_until(lambda: "knowledge/skills.yaml:1: " in bot.printed)
    assert re.search(r"^Refused [0-9a-f]{8}: the knowledge base has problems", bot.printed, re.MULTILINE)
    assert bot.end() == 0


@pytest.mark.parametrize("number", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.trial)])
def test_it_ends_cleanly(start: Callable[..., LocalBot], number: signal.Signals) -> None:
    bot = start(base=None)
    assert bot.address.startswith("http://127.0.0.1:")

    assert bot.end(number) == 0

    assert bot.printed.endswith("Ended. The votes are kept in data/dlguide.db.\n")
    assert "Traceback" not in bot.printed


@pytest.mark.trial
def test_it_ends_cleanly_while_somebody_looks(browser: Browser, start: Callable[..., LocalBot]) -> None:
    bot = start()
    page = opened(browser, bot.address)
    choose(page, "help")
    page.keyboard.press("Enter")
    expect(cards(page)).to_contain_text("How to ask me")

    assert bot.end() == 0

    assert "Traceback" not in bot.printed
    page.close()


def test_a_page_of_the_web_reaches_nothing_here(start: Callable[..., LocalBot]) -> None:
    """Whatever name leads a browser to this machine, and whatever a page of another site sends."""
    bot = start()
    address = urlsplit(bot.address)

    def status(method: str, path: str, host: str, **headers: str) -> int:
        with contextlib.closing(HTTPConnection("127.0.0.1", address.port or 0)) as connection:
            connection.request(method, path, headers={"Host": host, **headers})
            return connection.getresponse().status

    secret = {"X-Simcord-Capability": address.fragment}
    assert status("GET", "/", f"localhost:{address.port}") == 200
    assert status("POST", "/api/pages", address.netloc, **secret) not in REFUSED
    for host in (f"rebound.example:{address.port}", "rebound.example", "127.0.0.1.rebound.example", "127.0.0.1:1", ""):
        assert {status("GET", path, host, **secret) for path in ("/", "/preview.css", "/api/state")} <= REFUSED
        assert {status("POST", path, host, **secret) for path in ("/api/pages", "/api/action")} <= REFUSED
    for path in ("/api/pages", "/api/action"):
        assert status("POST", path, address.netloc, Origin="https://rebound.example", **secret) in REFUSED
        assert status("POST", path, address.netloc) in REFUSED
    assert bot.end() == 0


def test_a_wanted_port_is_used(start: Callable[..., LocalBot]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    assert f":{port}" in start("--port", str(port)).address


def test_a_port_in_use_is_said_to_be_so(start: Callable[..., LocalBot]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        bot = start("--port", str(port))

        assert bot.process.wait(START_SECONDS) == 2

    assert f"port {port}" in bot.printed
    assert "--port" in bot.printed
    assert "Traceback" not in bot.printed
