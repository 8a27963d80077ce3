"""`dlguide knowledge links`, against a site of our own that answers as badly as sites do."""

import asyncio
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from email.utils import formatdate
from pathlib import Path

import pytest
from aiohttp import web

from bot.cli import main
from bot.curator.links import Manners, Outcome, check_links
from tests.curator.conftest import CARED
from tests.support.knowledge_files import changed

Output = pytest.CaptureFixture[str]
QUICK = Manners(pause=0, seconds=0.3)


@dataclass
class Site:
    """What was asked of the site: method and path, when, by whom, and how many at once at most."""

    url: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    now: Counter[str] = field(default_factory=Counter)
    most: Counter[str] = field(default_factory=Counter)
    both: asyncio.Barrier = field(default_factory=lambda: asyncio.Barrier(2))

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """One answer, as the path asks for."""
        host = request.host.partition(":")[0]
        self.asked.append((request.method, request.path))
        self.times.append(asyncio.get_running_loop().time())
        self.agents.add(request.headers["User-Agent"])
        self.now[host] += 1
        self.most[host] = max(self.most[host], self.now[host])
        try:
            return await self._answer(request)
        finally:
            self.now[host] -= 1

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        name = request.path.strip("/")
        head = request.method == "HEAD"
        times = self.asked.count((request.method, request.path))
        if name in MOVED:
            status, location = MOVED[name]
            return web.Response(status=status, headers={"Location": location})
        if name == "slow":
            await asyncio.sleep(5)
        if name == "reset" and request.transport:
            request.transport.abort()
        if name.startswith("together"):
            await self.both.wait()
        if name.startswith("busy"):
            return self._busy(name, times if not head else 0)
        if name.startswith("status"):
            return web.Response(status=int(name[-3:]))
        refused = {"no-head": head, "lying-head": head, "once-down": head or times == 1}
        status = {"no-head": 405, "lying-head": 404, "once-down": 503}.get(name, 200)
        return web.Response(status=status if refused.get(name) else 200)

    def _busy(self, name: str, gets: int) -> web.Response:
        """Too many requests, with so long to wait, and then fine."""
        _, status, asked, often = name.split("-")
        told = asked if asked.isdecimal() else formatdate(time.time() + 2, usegmt=True)
        headers = {"Retry-After": told} if asked != "none" else {}
        return web.Response(status=200 if gets > int(often) else int(status), headers=headers)


MOVED = {
    "moved": (301, "/here"),
    "moved-twice": (308, "/moved"),
    "for-now": (302, "/here"),
    "for-now-then-moved": (307, "/moved"),
    "moved-then-for-now": (301, "/for-now"),
    "moved-to-nothing": (301, "/status-404"),
    "circle": (302, "/circle"),
    "to-mail": (302, "mailto:a@example.org"),
    "to-nonsense": (302, "http://["),
}
OUTCOMES = {  # path: status, whether it is dead, where it has moved to, and what was asked for it
    "here": ("200", False, None, ["HEAD"]),
    "no-head": ("200", False, None, ["HEAD", "GET"]),
    "lying-head": ("200", False, None, ["HEAD", "GET"]),
    "once-down": ("200", False, None, ["HEAD", "GET", "GET"]),
    "status-404": ("404", True, None, ["HEAD", "GET"]),
    "status-410": ("410", True, None, ["HEAD", "GET"]),
    "status-500": ("500", True, None, ["HEAD", "GET", "GET"]),
    "status-403": ("403", False, None, ["HEAD", "GET"]),
    "status-429": ("429", False, None, ["HEAD", "GET", "GET"]),
    "slow": ("no answer in time", True, None, ["HEAD", "GET", "GET"]),
    "reset": ("breaks off", True, None, None),  # aiohttp's client asks once more by itself where a connection was old
    "moved": ("200", False, "/here", ["HEAD"]),
    "moved-twice": ("200", False, "/here", ["HEAD"]),
    "for-now": ("200", False, None, ["HEAD"]),
    "for-now-then-moved": ("200", False, None, ["HEAD"]),
    "moved-then-for-now": ("200", False, "/for-now", ["HEAD"]),
    "moved-to-nothing": ("404", True, "/status-404", ["HEAD"]),
    "circle": ("redirects without end", True, None, ["HEAD"] * 8),
    "to-mail": ("302 to a bad address", True, None, ["HEAD"]),
    "to-nonsense": ("302 to a bad address", True, None, ["HEAD"]),
}


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    """A running site; `localhost` and `127.0.0.1` are two hosts to who asks it."""
    site = Site()
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", site.answer)
    runner = web.AppRunner(application, handler_cancellation=True)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    site.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield site
    await runner.cleanup()


@pytest.mark.parametrize("path", OUTCOMES)
async def test_what_comes_of_an_address(site: Site, path: str) -> None:
    status, dead, moved_to, asked = OUTCOMES[path]
    url = f"{site.url}/{path}"
    outcome = (await check_links([url], QUICK))[url]
    assert outcome == Outcome(url, status, dead, moved_to and site.url + moved_to)
    assert asked is None or [method for method, at in site.asked if at == f"/{path}"] == asked


async def test_nobody_at_the_address(site: Site, unused_tcp_port: int) -> None:
    url = f"http://127.0.0.1:{unused_tcp_port}/"
    assert (await check_links([url], QUICK))[url] == Outcome(url, "cannot be reached", dead=True)


async def test_no_such_host() -> None:
    url = "http://nowhere.invalid/"
    assert (await check_links([url], QUICK))[url].dead


async def test_a_host_is_asked_for_one_thing_at_a_time(site: Site) -> None:
    outcomes = await check_links([f"{site.url}/page-{number}" for number in range(8)], QUICK)
    assert all(outcome.fine for outcome in outcomes.values())
    assert (site.most["127.0.0.1"], len(site.asked)) == (1, 8)


async def test_a_host_is_left_alone_between_two_requests(site: Site) -> None:
    await check_links([f"{site.url}/{path}" for path in ("moved", "no-head")], Manners(pause=0.1, seconds=1))
    assert len(site.times) == 4
    assert min(later - sooner for sooner, later in zip(site.times, site.times[1:], strict=False)) > 0.09


@pytest.mark.parametrize(
    ("path", "status", "asked", "least"),
    [
        ("busy-429-1-0", "200", 2, 0.9), ("busy-503-1-0", "200", 2, 0.9), ("busy-429-date-0", "200", 2, 0.9),
        ("busy-429-0-0", "200", 2, 0.0), ("busy-429-none-9", "429", 3, 0.0), ("busy-503-none-9", "503", 3, 0.0),
        ("busy-429-0-9", "429", 3, 0.0), ("busy-429-3600-9", "429", 1, 0.0), ("busy-503-3600-0", "200", 2, 0.0),
    ],
)  # fmt: skip
async def test_a_host_that_asks_to_wait_is_waited_for_or_left_alone(
    site: Site, path: str, status: str, asked: int, least: float
) -> None:
    outcome = (await check_links([f"{site.url}/{path}"], QUICK))[f"{site.url}/{path}"]
    assert (outcome.status, len(site.asked)) == (status, asked)
    assert site.times[-1] - site.times[0] >= least


@pytest.mark.parametrize(("seconds", "most"), [(3600, 1), (0, 3)])
async def test_a_host_that_has_had_enough_is_asked_nothing_more(site: Site, seconds: int, most: int) -> None:
    urls = [f"{site.url}/busy-429-{seconds}-{number}" for number in range(10, 20)]
    elsewhere = f"{site.url.replace('127.0.0.1', 'localhost')}/here"
    outcomes = await check_links([*urls, elsewhere], QUICK)
    assert len([path for _, path in site.asked if path != "/here"]) == most
    assert {outcomes[url].status for url in urls} == {"429"}
    assert not any(outcomes[url].dead or outcomes[url].fine for url in urls)
    assert outcomes[elsewhere].fine


async def test_several_hosts_are_asked_at_once(site: Site) -> None:
    urls = [f"{site.url}/together", f"{site.url.replace('127.0.0.1', 'localhost')}/together"]
    outcomes = await check_links(urls, Manners(pause=0, seconds=5))
    assert [outcome.status for outcome in outcomes.values()] == ["200", "200"]  # each waits for the other


async def test_an_address_that_stands_twice_is_asked_once(site: Site) -> None:
    done: list[Outcome] = []
    await check_links([f"{site.url}/here"] * 3, QUICK, done.append)
    assert (len(site.asked), len(done)) == (1, 1)


async def test_sites_are_told_who_asks(site: Site) -> None:
    await check_links([f"{site.url}/here"], Manners(pause=0, contact="curator@example.org"))
    (agent,) = site.agents
    assert agent.startswith("DLGuide/")
    assert agent.endswith("; curator@example.org)")


async def links(output: Output, *arguments: str) -> tuple[int, list[str]]:
    """Exit code and lines of the command, which has an event loop of its own."""
    code = await asyncio.to_thread(main, ["knowledge", "links", "--pause", "0", "--seconds", "1", *arguments])
    shown = output.readouterr()
    assert shown.err == ""
    return code, shown.out.splitlines()


async def test_a_list_whose_addresses_hold(capsys: Output, home: Path, site: Site) -> None:
    (home / "base.yaml").write_text(changed(CARED, url=f"url: {site.url}/here"))
    assert await links(capsys) == (0, ["1 address, none dead"])


async def test_each_place_of_a_bad_address_is_a_line(capsys: Output, home: Path, site: Site) -> None:
    paths = ["here", "moved", "status-403", "status-404"]
    lines = "".join(f"      - {{role: code, url: '{site.url}/{path}'}}\n" for path in paths)
    (home / "list.yaml").write_text(f"{changed(CARED, url=f'url: {site.url}/status-404')}    links:\n{lines}")
    assert await links(capsys, "list.yaml") == (
        1,
        [
            f"list.yaml:5: 404 {site.url}/status-404",
            f"list.yaml:22: 200 {site.url}/moved has moved to {site.url}/here",
            f"list.yaml:23: 403 {site.url}/status-403 (refused to a script; check by hand)",
            f"list.yaml:24: 404 {site.url}/status-404",
            "4 addresses, 1 dead",
        ],
    )


async def test_a_base_with_problems_is_not_asked_about(capsys: Output, home: Path) -> None:
    (home / "base.yaml").write_text(changed(CARED, math="math: much"))
    assert main(["knowledge", "links"]) == 2
    assert "base.yaml:7: math: " in capsys.readouterr().err


@pytest.mark.parametrize("pause", ["-1", "nan", "soon", "4000"])
def test_a_wrong_pause_is_refused(capsys: Output, pause: str) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["knowledge", "links", f"--pause={pause}"])
    assert "is not a time: use seconds from 0 to 3600" in capsys.readouterr().err


def heed_interrupts() -> None:
    """What a terminal does: whatever is started in the background ignores interrupts, and hands that on."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_it_can_be_stopped(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(30)
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        (home / "base.yaml").write_text(changed(CARED, url=f"url: {url}"))
        command = [sys.executable, "-m", "bot", "knowledge", "links"]
        pipe, heeding = subprocess.PIPE, heed_interrupts
        with subprocess.Popen(command, stdout=pipe, stderr=pipe, preexec_fn=heeding) as process:  # noqa: S603 - ours
            connection, _ = silent.accept()
            process.send_signal(signal.SIGINT)
            printed, told = process.communicate(timeout=30)
            assert printed == b""
            assert told.endswith(b"Stopped.\n"), told  # before it, whatever the interrupted connection had to say
            connection.close()
        assert process.returncode == 2
