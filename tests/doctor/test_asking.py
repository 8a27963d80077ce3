"""What the doctor makes of what Discord answers."""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path

import discord
import pytest

from bot.discord_app.command_names import command_names
from bot.doctor.asking import MOST_CHANNELS, Expected, asked
from bot.doctor.diagnosis import diagnosis
from bot.doctor.finding import Finding
from bot.run.shards import Shards
from bot.store import Store
from tests.doctor.conftest import APPLICATION, ATTACH, BOT, CHANNEL, ROLE, SEND, SERVER, TOKEN, VIEW, Discord

ADMINISTRATOR = 1 << 3
EXPECTED = Expected(command_names(), Shards(), {SERVER: CHANNEL})


async def diagnosed(discord: Discord, expected: Expected = EXPECTED, token: str = TOKEN) -> Sequence[Finding]:
    found = await asked(discord.address, token, expected)
    for finding in found:
        assert TOKEN not in f"{finding.what} {finding.what_to_do}"
        assert (finding.state == "ok") == (not finding.what_to_do)
    return found


def wrong(found: Sequence[Finding]) -> list[tuple[str, str, str]]:
    return [(finding.state, finding.about, finding.what) for finding in found if finding.state != "ok"]


async def test_nothing_is_wrong_with_a_bot_that_is_set_up_well(there: Discord) -> None:
    found = await diagnosed(there)
    assert wrong(found) == []
    assert [finding.about for finding in found] == [
        "token", "intents", "commands", "shards", "starts", "moderators", "clock",
    ]  # fmt: skip
    assert all(asked.startswith("GET ") for asked in there.asked)


async def test_a_token_that_is_refused_is_told_once(there: Discord) -> None:
    (finding,) = [finding for finding in await diagnosed(there, token="no") if finding.about != "clock"]  # noqa: S106
    assert (finding.state, finding.what) == ("problem", "Discord refuses it")
    assert "Reset Token" in finding.what_to_do


async def test_a_discord_that_cannot_be_reached_is_told() -> None:
    (finding,) = await asked("http://127.0.0.1:1", TOKEN, EXPECTED)
    assert (finding.state, finding.about) == ("problem", "Discord")


async def test_a_discord_with_troubles_of_its_own_keeps_what_was_found(there: Discord) -> None:
    there.statuses["/gateway/bot"] = 503
    found = await diagnosed(there)
    assert wrong(found) == [("problem", "Discord", "it answers with status 503")]
    assert [finding.about for finding in found] == ["token", "intents", "commands", "Discord", "clock"]


@pytest.mark.parametrize(("ahead", "what"), [(60, "behind"), (-60, "ahead of"), (5, "behind")])
async def test_a_clock_that_is_off_is_told(there: Discord, ahead: float, what: str) -> None:
    there.seconds_ahead = ahead
    ((state, about, said),) = wrong(await diagnosed(there))
    assert (state, about) == ("problem", "clock")
    assert f"s {what} Discord's" in said


@pytest.mark.parametrize(
    ("setting", "value", "state", "what"),
    [
        ("interactions_endpoint_url", "https://example.org", "problem", "interactions endpoint URL"),
        ("bot_require_code_grant", True, "problem", "requires a code grant"),
        ("bot_public", False, "hint", "not public"),
        ("flags", 1 << 18, "hint", "Message Content"),
        ("flags", (1 << 19) | (1 << 12), "hint", "Presence, Message Content"),
        ("flags", 1 << 15, "hint", "Server Members"),
    ],
)
async def test_how_the_application_is_set_up_is_judged(
    there: Discord, setting: str, value: object, state: str, what: str
) -> None:
    there.answers["/applications/@me"][setting] = value
    ((found, _, said),) = wrong(await diagnosed(there))
    assert found == state
    assert what in said


@pytest.mark.parametrize(
    ("names", "state", "what"),
    [
        ((), "problem", "none is registered yet"),
        (("ask", "review"), "problem", "missing: Answer this, about, browse"),
        ((*command_names(), "old"), "hint", "gone: old"),
    ],
)
async def test_commands_are_held_against_ours(there: Discord, names: Sequence[str], state: str, what: str) -> None:
    there.answers[f"/applications/{APPLICATION}/commands"] = [{"name": name} for name in names]
    ((found, about, said),) = wrong(await diagnosed(there))
    assert (found, about) == (state, "commands")
    assert what in said


@pytest.mark.parametrize(
    ("shards", "recommended", "remaining", "expected"),
    [
        (Shards(), 3, 999, []),
        (Shards(4), 3, 999, []),
        (Shards(2), 3, 999, [("hint", "shards")]),
        (Shards(), 3, 2, [("problem", "starts")]),
        (Shards(8, (0, 1)), 3, 2, [("hint", "starts")]),
        (Shards(8, (0, 1)), 3, 1, [("problem", "starts")]),
        (Shards(), 1, 20, [("hint", "starts")]),
        (Shards(), 1, 21, []),
    ],
)
async def test_shards_and_starts_are_held_against_what_the_gateway_says(
    there: Discord, shards: Shards, recommended: int, remaining: int, expected: list[tuple[str, str]]
) -> None:
    told = there.answers["/gateway/bot"]
    told["shards"], told["session_start_limit"]["remaining"] = recommended, remaining
    found = await diagnosed(there, Expected(command_names(), shards, {}))
    assert [(state, about) for state, about, _ in wrong(found)] == expected


def overwrite(id_: int, allow: int = 0, deny: int = 0) -> dict[str, str]:
    return {"id": str(id_), "allow": str(allow), "deny": str(deny)}


@pytest.mark.parametrize(
    ("everybody", "role", "overwrites", "state", "what"),
    [
        (VIEW | SEND | ATTACH, 0, [], "ok", "can be written to"),
        (VIEW | SEND, 0, [], "hint", "may not attach"),
        (VIEW, SEND | ATTACH, [], "ok", "can be written to"),
        (SEND, 0, [], "problem", "may not see"),
        (VIEW, 0, [], "problem", "may not write"),
        (0, ADMINISTRATOR, [overwrite(SERVER, deny=VIEW)], "hint", "administrator"),
        (VIEW | SEND | ATTACH, 0, [overwrite(SERVER, deny=VIEW)], "problem", "may not see"),
        (VIEW | SEND | ATTACH, 0, [overwrite(SERVER, deny=VIEW), overwrite(ROLE, allow=VIEW)], "ok", "can be written"),
        (VIEW | SEND | ATTACH, 0, [overwrite(ROLE, deny=SEND), overwrite(BOT, allow=SEND)], "ok", "can be written"),
        (VIEW | SEND | ATTACH, 0, [overwrite(ROLE, allow=SEND), overwrite(BOT, deny=SEND)], "problem", "may not write"),
        (VIEW | SEND | ATTACH, 0, [overwrite(99, deny=VIEW)], "ok", "can be written to"),
    ],
)  # fmt: skip
async def test_moderators_channels_are_looked_at(
    there: Discord, everybody: int, role: int, overwrites: list[dict[str, str]], state: str, what: str
) -> None:
    there.answers[f"/guilds/{SERVER}/roles"] = [
        {"id": str(SERVER), "permissions": str(everybody)}, {"id": str(ROLE), "permissions": str(role)},
        {"id": "52", "permissions": str(ADMINISTRATOR)},
    ]  # fmt: skip
    there.answers[f"/guilds/{SERVER}/members/{BOT}"] = {"roles": [str(ROLE)]}
    there.answers[f"/channels/{CHANNEL}"]["permission_overwrites"] = overwrites
    (finding,) = [finding for finding in await diagnosed(there) if finding.about == "moderators"]
    assert finding.state == state
    assert what in finding.what


@pytest.mark.parametrize("status", [403, 404])
async def test_a_channel_that_is_not_shown_is_told(there: Discord, status: int) -> None:
    there.statuses[f"/channels/{CHANNEL}"] = status
    ((state, about, _),) = wrong(await diagnosed(there))
    assert (state, about) == ("problem", "moderators")


async def test_no_more_than_a_few_channels_are_looked_at(there: Discord) -> None:
    await diagnosed(there, Expected(command_names(), Shards(), dict.fromkeys(range(1, 100), CHANNEL)))
    assert sum(asked == f"GET /channels/{CHANNEL}" for asked in there.asked) == MOST_CHANNELS


async def test_the_whole_diagnosis_asks_discord_of_what_is_stored(
    there: Discord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discord.http.Route, "BASE", there.address)
    async with Store.open(tmp_path / "votes.db", time.time) as store:
        await store.servers.set(SERVER, "queue_channel", CHANNEL)
    there.answers["/gateway/bot"]["shards"] = 9
    settings = {"DISCORD_TOKEN": TOKEN, "DATABASE_URL": f"sqlite:///{tmp_path}/votes.db", "SHARD_COUNT": "8"}

    def whole(*, offline: bool) -> list[Finding]:
        return list(diagnosis(settings, tmp_path / ".env", time.time(), offline=offline))

    assert await asyncio.to_thread(whole, offline=True)
    assert there.asked == []
    found = await asyncio.to_thread(whole, offline=False)
    assert [finding.about for finding in found if finding.state == "ok"][-5:] == [
        "intents", "commands", "starts", "moderators", "clock",
    ]  # fmt: skip
    assert ("hint", "shards") in [(state, about) for state, about, _ in wrong(found)]
