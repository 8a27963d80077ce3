"""The proxies of the environment: for whom they are taken, what is said of them, and a bot that lives behind one."""

import base64
from pathlib import Path

import aiohttp
import pytest
from multidict import CIMultiDict, CIMultiDictProxy
from yarl import URL

from bot.curator.links import Manners, check_links
from bot.discord_app.core.observer import NOBODY
from bot.discord_app.exit_codes import explained
from bot.monitor.logs import Redaction
from bot.run.model import model_writer
from bot.run.proxy import DISCORD, Proxies, shown
from bot.run.settings import Settings
from bot.run.written import InvalidSettings
from bot.writer.completion import ModelFault
from tests.support.forwarder import forwarding
from tests.support.running import bot, tidy
from tests.support.standin import standing_in

PROXY = "http://me:s3cret@proxy.example:3128"
AUTHORIZED = f"Proxy-Authorization: Basic {base64.b64encode(b'me:s3cret').decode()}"


def proxies(**environment: str) -> Proxies:
    return Settings.from_environment(environment, Path("no.env")).proxies


@pytest.mark.parametrize(
    ("environment", "address", "expected"),
    [
        ({}, DISCORD, None),
        ({"HTTPS_PROXY": PROXY}, DISCORD, PROXY),
        ({"https_proxy": PROXY}, DISCORD, PROXY),
        ({"https_proxy": PROXY, "HTTPS_PROXY": "http://other:1"}, DISCORD, PROXY),
        ({"HTTPS_PROXY": " 'proxy.example:3128' "}, DISCORD, "http://proxy.example:3128"),
        ({"HTTPS_PROXY": "me:s3cret@proxy.example:3128"}, DISCORD, PROXY),
        ({"HTTPS_PROXY": "https://proxy.example"}, DISCORD, "https://proxy.example"),
        ({"HTTPS_PROXY": "http://[fd00::1]:3128/"}, DISCORD, "http://[fd00::1]:3128/"),
        ({"HTTP_PROXY": PROXY}, DISCORD, None),
        ({"ALL_PROXY": PROXY}, DISCORD, None),
        ({"HTTPS_PROXY": PROXY}, "http://models.example/v1", None),
        ({"HTTP_PROXY": PROXY}, "http://models.example/v1", PROXY),
        ({"http_proxy": PROXY}, "http://models.example/v1", PROXY),
        ({"HTTPS_PROXY": PROXY}, "https://models.example/v1", PROXY),
    ],
)
def test_an_address_is_reached_through_the_proxy_of_its_kind(
    environment: dict[str, str], address: str, expected: str | None
) -> None:
    assert proxies(**environment).of(address) == expected


@pytest.mark.parametrize(
    ("none_for", "address", "is_direct"),
    [
        ("", "http://localhost:11434/v1", True),
        ("", "http://127.0.0.1:11434/v1", True),
        ("", "https://127.8.8.8/v1", True),
        ("", "http://[::1]:11434/v1", True),
        ("", "http://10.0.0.2/v1", False),
        ("10.0.0.2", "http://10.0.0.2/v1", True),
        ("10.0.0.0/8", "http://10.0.0.2/v1", True),
        ("fd00::/8", "http://[fd00::7]/v1", True),
        ("192.168.0.0/16, 10.1.0.0/16", "http://10.0.0.2/v1", False),
        ("10.0.0.0/99,nonsense/7", "http://10.0.0.2/v1", False),
        ("*", DISCORD, True),
        ("discord.com", DISCORD, True),
        ("discord.com,discord.gg", DISCORD, True),
        (".com", DISCORD, True),
        ("notdiscord.com", DISCORD, False),
        ("discord.com:443", DISCORD, True),
        ("discord.com:80", DISCORD, False),
        ("one.example two.example", "https://models.two.example/v1", True),
        ("*.example", "https://models.example/v1", True),
        (".example:8080", "https://models.example/v1", False),
        ("[::2]:80,::2", "http://[::2]/v1", True),
        (",,", DISCORD, False),
        ("EXAMPLE", "https://models.example/v1", True),
        ("example.org", "https://models.example/v1", False),
    ],
)
def test_what_is_left_out_is_reached_directly(none_for: str, address: str, is_direct: bool) -> None:
    for name in ("NO_PROXY", "no_proxy"):
        found = proxies(HTTPS_PROXY=PROXY, HTTP_PROXY=PROXY, **{name: none_for}).of(address)
        assert (found is None) == is_direct


@pytest.mark.parametrize(
    "written",
    [
        "socks5://me:s3cret@host:1080",
        "socks5h://h:1",
        "ftp://host:21",
        "http://",
        "http://host:99999",
        "http://[::1",
        "s3cret@",
    ],
)
def test_a_proxy_that_cannot_be_used_is_told_once_it_is_needed(written: str) -> None:
    found = proxies(HTTPS_PROXY=written)
    with pytest.raises(InvalidSettings, match="HTTPS_PROXY is not the address of a proxy that can be used") as refused:
        found.of(DISCORD)
    assert "s3cret" not in str(refused.value)
    assert found.of("http://models.example/v1") is None


def test_the_password_of_a_proxy_is_shown_nowhere() -> None:
    settings = Settings.from_environment({"HTTPS_PROXY": "http://me:s3%20cret@proxy:3128"}, Path("no.env"))
    assert "cret" not in f"{settings!r} {settings} {settings.proxies!r}"
    assert settings.secrets == ["s3%20cret", "s3 cret"]
    assert shown(settings.proxies.of(DISCORD) or "") == "proxy:3128"
    told = Redaction(settings.secrets)(f"{settings.proxies.https} s3 cret {AUTHORIZED}")
    assert told == "http://me:[removed]@proxy:3128 [removed] Proxy-Authorization: Basic [removed]"


def refused(status: int) -> aiohttp.ClientHttpProxyError:
    """What aiohttp raises where a proxy does not lead to Discord."""
    info = aiohttp.RequestInfo(URL(DISCORD), "CONNECT", CIMultiDictProxy(CIMultiDict()), URL(PROXY))
    return aiohttp.ClientHttpProxyError(info, (), status=status, message="Not This Way")


@pytest.mark.parametrize(
    ("status", "code", "said"), [(407, 2, "Check the user and the password"), (502, 75, "it answers 502")]
)
def test_a_proxy_that_does_not_lead_to_discord_ends_the_run_with_a_sentence(status: int, code: int, said: str) -> None:
    found, sentence = explained(refused(status))
    assert found == code
    assert said in sentence
    assert "s3cret" not in sentence


async def test_the_bot_lives_behind_a_proxy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with standing_in() as discord, forwarding() as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://me:s3cret@{proxy.address}")
        monkeypatch.setenv("LOG_LEVEL", "DEBUG")
        async with bot(discord, tmp_path) as running:
            await discord.until(lambda: discord.shards)
            running.process.terminate()
            code, said = await running.ended()
    assert tidy((code, said))
    assert {URL(asked).path for asked in proxy.asked} >= {"/api/v10/users/@me", "/gateway/"}
    assert proxy.sent.count(AUTHORIZED) == len(proxy.asked)
    assert f"Discord is reached through the proxy {proxy.address}" in said
    assert "s3cret" not in said
    assert AUTHORIZED not in said


async def test_the_model_and_the_links_are_asked_through_it_too(tmp_path: Path) -> None:
    around = {"MODEL_URL": "http://models.example/v1", "MODEL_NAME": "m"}
    async with forwarding() as proxy:
        proxy.status = "502 Not This Way"
        settings = Settings.from_environment(around | {"http_proxy": proxy.address}, tmp_path / "no.env")
        async with model_writer(settings, lambda: 0.0, NOBODY) as writer:
            assert writer
            with pytest.raises(ModelFault):
                await writer._server.complete([{"role": "user", "content": "Hello"}], {}, 5.0)
        await check_links(["http://pages.example/x"], Manners(0, 5.0, proxies=settings.proxies))
    assert {"http://models.example/v1/chat/completions", "http://pages.example/x"} <= set(proxy.asked)
