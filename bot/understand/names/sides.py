"""What a message holds against each other: "andrw ng or fats.ai", "fast.ai vs foobar", "the zebra book or goodfellow".

Beside a name that is known, the other side is a name too, so it is read as one: misspelled, or unknown.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from bot.understand.names.alike import is_code
from bot.understand.names.index import NameIndex
from bot.understand.names.mentions import Mention
from bot.understand.names.scores import FORMAT_WORDS
from bot.understand.words.lexicon import Lexicon
from bot.understand.words.text import Word

AGAINST = frozenset({"vs", "v", "versus", "gegen"})
CHOICE = frozenset({"or", "oder"})
TOGETHER = frozenset({"and", "und", "with", "mit", "to"})
"""Words between two sides, the last only after a word that asks to compare."""
COMPARING = frozenset({"compare", "comparing", "comparison", "difference", "differ", "between", "vergleich",
                       "vergleiche", "unterschied", "zwischen"})  # fmt: skip
LONGEST = 20
LONGEST_CHOICE = 12
"""In longer messages, which "or" often stands in, the sides are too hard to tell from other words."""
SHORT = 8
"""A message of so few words may be nothing but its sides, so that these are names even in words of any talk."""
MOST_WORDS = 6
NAMING = frozenset({"the", "that", "der", "die", "das"})


class Sides(Struct, frozen=True):
    """The names that stand beside known ones: `mentions` of entries, and where the `unknown` ones begin and end."""

    mentions: tuple[Mention, ...] = ()
    unknown: tuple[tuple[int, int], ...] = ()


def sides(message: Sequence[Word], mentions: Sequence[Mention], index: NameIndex, lexicon: Lexicon) -> Sides:
    """The names of which the mentions are the other side."""
    parts = _parts(message)
    named = [any(mention.start < end and start < mention.end for mention in mentions) for start, end in parts]
    if not any(named):
        return Sides()
    found: list[Mention] = []
    unknown: list[tuple[int, int]] = []
    bare = len(message) <= SHORT and (parts[0][0], parts[-1][1]) == (0, len(message))
    for side, is_named in zip(parts, named, strict=True):
        strange = None if is_named else _name_in(message, *side, lexicon)
        place = strange or (side if bare and not is_named else None)
        if place is None or place[1] - place[0] > MOST_WORDS:
            continue
        meant = index.resolve_words([word.text for word in message[slice(*place)]])
        if ids := ((meant.id,) if meant.id else meant.alternatives if strange else ()):
            found.append(Mention(*place, place[0], ids))
        elif strange:
            unknown.append(place)
    return Sides(tuple(found), tuple(unknown))


def _parts(message: Sequence[Word]) -> list[tuple[int, int]]:
    """Where the sides begin and end; none where nothing is held against anything."""
    between = list(_between(message))
    if not between:
        return []
    first, last = message[between[0]], message[between[-1]]
    start = next((at for at in range(between[0], 0, -1) if message[at - 1].clause != first.clause), 0)
    end = next((at for at in range(between[-1], len(message)) if message[at].clause != last.clause), len(message))
    start = max([start, *(at + 1 for at in range(start, between[0]) if message[at].text in COMPARING)])
    bounds = [start - 1, *between, end]
    return [(one + 1, other) for one, other in pairwise(bounds)]


def _between(message: Sequence[Word]) -> Iterator[int]:
    """The places of the words between sides, in the first sentence that has any."""
    sentence, compares = -1, False
    for place, word in enumerate(message[: LONGEST + 1]):
        compares = word.text in COMPARING or (compares and message[place - 1].sentence == word.sentence)
        against = word.text in AGAINST and len(message) <= LONGEST
        choice = word.text in CHOICE and len(message) <= LONGEST_CHOICE
        together = compares and word.text in TOGETHER and len(message) <= LONGEST
        if (against or choice or together) and sentence in (-1, word.sentence):
            sentence = word.sentence
            yield place


def _name_in(message: Sequence[Word], start: int, end: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """Where in a side a name stands that no talk has: a strange word with its neighbours, or "the zebra book"."""
    strange = [at for at in range(start, end) if _is_strange(message[at].text, lexicon)]
    if not strange:
        return None
    first, last = strange[0], strange[-1] + 1
    while last < end and _belongs(message[last]):
        last += 1
    while first > start and (_belongs(message[first - 1]) or message[first - 1].text in NAMING):
        first -= 1
    return first, last


def _is_strange(word: str, lexicon: Lexicon) -> bool:
    if any(map(str.isdigit, word)):
        return is_code(word) and not word.isdigit() and not lexicon.knows(word)
    return len(word) > 2 and not lexicon.knows(word) and not lexicon.is_plain(word)


def _belongs(word: Word) -> bool:
    return word.capital or word.text in FORMAT_WORDS or word.text.isdigit()
