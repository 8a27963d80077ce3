"""What a reply may hold: how many words, and which entries."""

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.writer.checks.faults import Fault, Part
from bot.writer.draft import Draft
from bot.writer.material import Material

MOST_WORDS = {"answer": 40, "because": 50, "why": 25, "next": 30, "unsure": 25}
TOLERANCE = 1.2
MOST_IN_ALL = 150
"""So many words have all parts but `unsure`, with the titles of the picks."""
MOST_CHARACTERS = 1_000
"""A part that is longer is too long however few words it has: German ones of 60 words take half of that."""
MOST_PICKS = 3
CHARACTERS_A_WORD = 1.7
"""In scripts without spaces."""
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese."""


def length_of(text: str) -> int:
    """How many words a text has."""
    unspaced = len(_UNSPACED.findall(text))
    return len(_UNSPACED.sub(" ", text).split()) + round(unspaced / CHARACTERS_A_WORD)


def is_boundless(draft: Draft, parts: Sequence[Part]) -> bool:
    """Whether a draft is so long that nothing else has to be looked at, which would take long."""
    return len(draft.picks) > 2 * MOST_PICKS or any(len(part.text) > MOST_CHARACTERS for part in parts)


def lengths(draft: Draft, parts: Iterable[Part], material: Material) -> Iterator[Fault]:
    """No answer, and what is too long."""
    if not draft.answer.strip():
        yield Fault("empty", "answer: it is empty")
    in_all = 0
    for part in parts:
        most = MOST_WORDS.get(part.name, MOST_WORDS["why"])
        length = length_of(part.text)
        in_all += length if part.name != "unsure" else 0
        if length > most * TOLERANCE or len(part.text) > MOST_CHARACTERS:
            yield Fault("length", f"{part.name}: {length} words, at most {most} are allowed")
    titles = (fact.entry.title for pick in draft.picks if (fact := material.fact(pick.id)))
    in_all += sum(map(length_of, titles))
    if in_all > MOST_IN_ALL:
        yield Fault("length", f"All together has {in_all} words with the titles of the picks, at most 130 are allowed")


def picks(draft: Draft, material: Material) -> Iterator[Fault]:
    """Picks that are too many, told twice, of no entry that was given, or of one that may not be picked."""
    ids = [pick.id for pick in draft.picks]
    if len(ids) > MOST_PICKS:
        yield Fault("picks", f"picks: {len(ids)} of them, at most {MOST_PICKS} are allowed")
    for id_ in dict.fromkeys(ids):
        fact, named = material.fact(id_), Part("picks", id_)
        if ids.count(id_) > 1:
            yield named.fault("picks", id_, "stands there twice")
        if fact is None:
            yield named.fault("id", id_, "is no id of an entry that you were given")
        elif fact.barred:
            yield named.fault("barred", id_, f"may not be picked: {fact.barred}")
    for pick in draft.picks:
        if not pick.why.strip():
            yield Part("picks", pick.id).fault("empty", pick.id, "has no why")
