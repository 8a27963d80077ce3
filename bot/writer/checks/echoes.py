"""A reply that repeats what the model was told instead of answering."""

from collections.abc import Iterator, Sequence
from functools import cache

from bot.writer.checks.faults import Fault, Part
from bot.writer.checks.names.vocabulary import folded
from bot.writer.checks.said.sentences import spans_of
from bot.writer.material import Material
from bot.writer.request import ending, instructions

ALIKE = 8
"""So many words in a row that stand in the instructions were not written for this asker."""


def echoes(part: Part, material: Material) -> Iterator[Fault]:
    """What in this part stands word for word in the instructions or at the end of the request."""
    told = {folded(sentence) for sentence in _sentences(ending(material))}
    for sentence in _sentences(part.text):
        words = folded(sentence).split()
        if " ".join(words) in told or not _runs_of_instructions().isdisjoint(_runs(words)):
            yield part.fault("order", sentence, "repeats what you were told; answer the message")


def _sentences(text: str) -> Iterator[str]:
    return (text[start:end] for start, end in spans_of(text))


@cache
def _runs_of_instructions() -> frozenset[tuple[str, ...]]:
    return frozenset(_runs(folded(instructions()).split()))


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[start : start + ALIKE]) for start in range(len(words) - ALIKE + 1))
