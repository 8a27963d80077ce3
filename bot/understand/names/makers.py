"""Authors and publishers that a message wants something by, or nothing by."""

from collections.abc import Iterator, Sequence

from bot.catalogue import Catalogue, Resource
from bot.understand.names.mentions import Mention
from bot.understand.query import Named
from bot.understand.words.text import Word, bare, phrase

ANYTHING = frozenset(("anything", "something", "else", "more", "another", "other"))
"""Words near the name of a maker that ask for some work of theirs, and not for the one they are known for."""
BY = frozenset(("by", "from", "doe", "did", "ha", "have"))
"""Words right before it ("does" and "has" lose what looks like a plural)."""
REACH = 4


def avoided(
    catalogue: Catalogue, message: Sequence[Word], mentions: Sequence[Mention], named: Sequence[Named]
) -> Iterator[str]:
    """The publishers that are to be avoided because what was refused is their name, not a title ("not fast.ai")."""
    refused = {item.id for item in named if item.role == "avoid"}
    for mention in mentions:
        entry = catalogue.get(mention.ids[0])
        said = "".join(word.text for word in message[mention.start : mention.end])
        if entry and entry.publisher and entry.id in refused and "".join(phrase(entry.publisher)) in said:
            yield entry.publisher.casefold()


def wanted(catalogue: Catalogue, message: Sequence[Word], mentions: Sequence[Mention]) -> dict[Mention, str]:
    """The mentions that are no resource but an author asked for: "anything by ...", "does ... teach anything"."""
    return {
        mention: bare(author).casefold()
        for mention in mentions
        if (entry := catalogue.get(mention.ids[0])) and _asks_for_some(message, mention)
        if (author := _author(entry, message, mention))
    }


def _asks_for_some(message: Sequence[Word], mention: Mention) -> bool:
    if mention.core == 0 or message[mention.core - 1].text not in BY:
        return False
    near = message[max(mention.core - REACH, 0) : mention.end + REACH]
    return any(word.text in ANYTHING and word.sentence == message[mention.core].sentence for word in near)


def _author(entry: Resource, message: Sequence[Word], mention: Mention) -> str | None:
    """The author whose name the mention begins with."""
    first = message[mention.core].text
    return next((author for author in entry.authors if first in phrase(author)), None)
