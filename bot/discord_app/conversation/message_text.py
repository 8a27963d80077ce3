"""What a message says, wherever Discord keeps it: forwarded messages and polls stand beside the message's content."""

from collections.abc import Iterator

import discord


def text_of(message: discord.Message) -> str:
    """The words of a message, those of the message that it forwards, and what its poll asks; only where there are none
    what stands in its embeds, in which bots and feeds write. Empty for a picture.
    """
    return "\n".join(filter(None, _written(message))) or "\n".join(filter(None, _embedded(message)))


def is_of_other(message: discord.Message, member: int) -> bool:
    """Whether somebody else than this member wrote what a message says: who forwards something seldom did."""
    return message.author.id != member or bool(message.message_snapshots)


def _written(message: discord.Message) -> Iterator[str]:
    yield message.content
    yield from (forwarded.content for forwarded in message.message_snapshots)
    if message.poll:
        answers = (answer.text for answer in message.poll.answers)  # some are an emoji alone
        yield f"{message.poll.question} {' or '.join(filter(None, answers))}"


def _embedded(message: discord.Message) -> Iterator[str | None]:
    shown = [*message.embeds, *(embed for forwarded in message.message_snapshots for embed in forwarded.embeds)]
    for embed in shown:
        yield from (embed.title, embed.description)
