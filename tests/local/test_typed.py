"""Lines typed into the page's box, read as Discord's own box reads them."""

from typing import Any

import pytest

from bot.local.typed import as_discord_reads, is_unheard

BOT = 77


def entry(invocation: str, *required: str, type_: str = "string") -> dict[str, Any]:
    options = [{"name": name, "required": True, "type": type_} for name in required]
    options.append({"name": "private", "required": False, "type": "boolean"})
    path = invocation.split()
    return {
        "invocation": invocation, "path": path, "commandId": "1", "schemaFingerprint": "sf", "options": options,
    }  # fmt: skip


COMMANDS = (
    entry("recommend", "query"), entry("compare", "first", "second"), entry("server", "what"),
    entry("server queue"), entry("server block", "member", type_="user"), entry("top"),
)  # fmt: skip


def read(line: str) -> dict[str, Any]:
    sent = {"kind": "send_message", "content": line, "sequence": 3}
    return dict(as_discord_reads(sent, COMMANDS, "DL Guide", BOT))


@pytest.mark.parametrize(
    ("line", "path", "options"),
    [
        ("/recommend free book, or a course", ["recommend"], {"query": "free book, or a course"}),
        ("/recommend", ["recommend"], {"query": ""}),
        ("/compare fast.ai and the keras book", ["compare"], {"first": "fast.ai", "second": "the keras book"}),
        ("/compare a vs b or c", ["compare"], {"first": "a", "second": "b or c"}),
        ("/compare fast.ai", ["compare"], {"first": "fast.ai", "second": ""}),
        ("/server queue", ["server", "queue"], {}),
        ("/top this month", ["top"], {}),
    ],
)
def test_a_typed_command_is_run_with_its_words(line: str, path: list[str], options: dict[str, str]) -> None:
    action = read(line)
    assert (action["kind"], action["path"], action["options"], action["sequence"]) == ("run_command", path, options, 3)


@pytest.mark.parametrize("line", ["/nonsense at all", "/recommended", "hello /recommend", "/server block tom", "/ top"])
def test_any_other_line_stays_a_message(line: str) -> None:
    assert read(line) == {"kind": "send_message", "content": line, "sequence": 3}


@pytest.mark.parametrize("line", ["@DL Guide hi", "hi @dl guide", "hi @DL GUIDE, and you?"])
def test_its_name_after_an_at_sign_is_a_mention(line: str) -> None:
    action = read(line)
    assert f"<@{BOT}>" in action["content"]
    assert "@dl" not in action["content"].lower()
    assert not is_unheard(action, BOT)


def test_a_line_to_nobody_is_unheard_and_a_reply_is_not() -> None:
    assert is_unheard(read("@DL Guides are fun"), BOT)
    assert not is_unheard({**read("cheaper?"), "reply_to_id": "5"}, BOT)
    assert not is_unheard(read("/top"), BOT)


def test_other_actions_are_left_alone() -> None:
    pressed = {"kind": "click", "content": "/top"}
    assert as_discord_reads(pressed, COMMANDS, "DL Guide", BOT) is pressed
