"""What a member sees of a message, and what went over the wire to make them see it."""

import re
from collections.abc import Iterator
from typing import Any

from simcord import Env, InteractionResult, ResponseMessage

TEXT, BUTTON, LINK = 10, 2, 5
PICKED = "**[Deep Learning with Python](https://"
"""What stands among the picks for a beginner, and for whoever wants a book, from the entries of these tests."""
CODE = re.compile(r"^```\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
"""What somebody typed, given back as code: nothing in it can format, link or ping, nor end the code."""


ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")
"""A sign that Discord shows as it is, and nothing else."""


def acting(shown: str) -> str:
    """A text with a dot for each sign that is escaped in it: only the others can format, link or ping."""
    return ESCAPED.sub("·", shown)


def as_read(shown: str) -> str:
    """A text as a reader sees it, as far as its signs are escaped."""
    return ESCAPED.sub(r"\1", shown)


def walk(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Every component in the order in which a member meets it."""
    for component in components:
        yield component
        yield from walk(component.get("components") or [])
        if accessory := component.get("accessory"):
            yield from walk([accessory])


def texts(message: ResponseMessage) -> list[str]:
    """The blocks of text of a message."""
    shown = [part["content"] for part in walk(message.components) if part["type"] == TEXT]
    return [message.content, *shown] if message.content else shown


def text(message: ResponseMessage) -> str:
    """All text of a message."""
    return "\n".join(texts(message))


def given_back(message: ResponseMessage) -> list[str]:
    """What a member gets back of what they wrote into a form that was not taken."""
    assert message.ephemeral
    return CODE.findall(text(message))


def buttons(message: ResponseMessage) -> list[dict[str, Any]]:
    """The buttons of a message, links included."""
    return [part for part in walk(message.components) if part["type"] == BUTTON]


def ids(message: ResponseMessage, kind: str) -> list[str]:
    """What the custom ids of one kind of button say after their version."""
    marks = [button.get("custom_id", "").split(":", 2) for button in buttons(message)]
    return [mark[2] for mark in marks if mark[0] == kind]


def vote_labels(message: ResponseMessage) -> list[str]:
    """What stands on the vote buttons of a message, top down."""
    return [button["label"] for button in buttons(message) if button.get("custom_id", "").startswith("vote:")]


def reply(result: InteractionResult) -> ResponseMessage:
    """The message that answered an interaction: there must be one."""
    assert result.acknowledged
    assert result.response is not None
    return result.response


def told(result: InteractionResult) -> str:
    """The one sentence that a press told only the member who pressed."""
    assert result.acknowledged
    private = [message for message in (result.response, *result.followups) if message and message.ephemeral]
    assert private
    return text(private[-1])


def counted(result: InteractionResult) -> list[str]:
    """What stands on the vote buttons of the message that a press changed: that was all it did."""
    assert not result.followups
    changed = reply(result)
    assert not changed.content or vote_labels(changed), "it told a sentence"
    return vote_labels(changed)


COUNTED = ""
"""What a vote tells in words where the new number on the card says it all."""


def said_of_vote(result: InteractionResult) -> str:
    """What a vote told in words, or `COUNTED`."""
    shown = [reply(result), *result.followups]
    return "\n".join(text(message) for message in shown if message.ephemeral and not vote_labels(message))


def replies_sent(env: Env) -> list[dict[str, Any]]:
    """What the bot sent to Discord in answer to commands and buttons, without autocompletion."""
    bodies = [request.json for request in env.http_requests if request.path.endswith("/callback")]
    return [body["data"] for body in bodies if body and body["type"] in (4, 7)]


def syncs(env: Env) -> int:
    """How often Discord was told of the commands."""
    return sum(request.method == "PUT" and request.path.endswith("/commands") for request in env.http_requests)
