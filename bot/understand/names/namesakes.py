"""Resources meant by nothing but the name of another: "the course with the same name"."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.catalogue import Catalogue
from bot.understand.names.mentions import Mention
from bot.understand.words.text import Word

NAMES = frozenset(("name", "title"))


def namesakes(catalogue: Catalogue, message: Sequence[Word], mentions: Sequence[Mention]) -> Iterator[Mention]:
    """A mention for each entry that has the title of one mentioned, where the message speaks of the same name."""
    place = _place_of_same_name(message)
    if place is None:
        return
    known = {id_ for mention in mentions for id_ in mention.ids}
    titles = {entry.title.casefold() for id_ in known if (entry := catalogue.get(id_))}
    for entry in catalogue:
        if entry.title.casefold() in titles and entry.id not in known:
            yield Mention(place, place + 2, place, (entry.id,))


def _place_of_same_name(message: Sequence[Word]) -> int | None:
    return next(
        (at for at, (one, two) in enumerate(pairwise(message)) if one.text == "same" and two.text in NAMES), None
    )
