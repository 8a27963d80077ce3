"""Catalogues of any size for measurements: the shipped entries first, then made-up ones, the same for every run."""

import random
from collections.abc import Iterator, Sequence
from itertools import product

from msgspec import convert, to_builtins
from msgspec.structs import replace

from bot.catalogue import Catalogue, Resource
from bot.catalogue.allowed_values import COSTS, FORMATS, LEVELS, MATHS, STYLES, TOPICS

SEED = 20_261
SYLLABLES = [first + second for first, second in product("bdfgklmnprstvz", "aeiou")]


def catalogue_of(size: int, shipped: Catalogue) -> Catalogue:
    """The first `size` entries, each valid and with a name of its own. A larger catalogue begins with a smaller one."""
    made = _made(shipped.resources, size - len(shipped)) if size > len(shipped) else ()
    return Catalogue((*shipped.resources[:size], *made))


def _made(shipped: Sequence[Resource], count: int) -> Iterator[Resource]:
    chance = random.Random(SEED)  # noqa: S311 - nothing here is secret
    surnames = ["".join(syllables) for syllables in product(SYLLABLES, repeat=3)]
    chance.shuffle(surnames)
    title_words = sorted({word for entry in shipped for word in entry.title.replace(":", "").split()} | {*TOPICS})
    text_words = sorted({word for entry in shipped for word in entry.summary.split()})
    for number in range(count):
        made = _entry(chance, number, surnames[number].title(), title_words, text_words)
        entry = replace(chance.choice(shipped), part_of=None, successor=None, **made)
        yield convert(to_builtins(entry), Resource)  # checks every limit of the model


def _entry(
    chance: random.Random, number: int, surname: str, title_words: Sequence[str], text_words: Sequence[str]
) -> dict[str, object]:
    """The fields in which a made-up entry differs from the shipped one that it is made from."""
    title = " ".join([*chance.sample(title_words, chance.randint(2, 5)), surname])
    low, high = sorted(chance.choices(range(len(LEVELS)), k=2))
    return {
        "id": f"made-{number}",
        "title": title,
        "aliases": (f"{surname} {chance.choice(TOPICS)}",),
        "authors": (f"Ada {surname}",),
        "format": chance.choice(FORMATS),
        "level": (LEVELS[low], LEVELS[high]),
        "math": chance.choice(MATHS),
        "cost": chance.choice(COSTS),
        "style": chance.choice(STYLES),
        "topics": tuple(chance.sample(TOPICS, chance.randint(1, 4))),
        "year": chance.randint(2010, 2026),
        "summary": " ".join(chance.sample(text_words, 15)),
    }
