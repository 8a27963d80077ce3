"""What the trained models say of a message, as values. Without numpy, which takes long to import."""

from collections.abc import Mapping

from msgspec import Struct

NONE = "none"


class ReaderUnusable(Exception):
    """The weights are missing, changed or of another form. Its text says which, for an operator."""


class Guess(Struct, frozen=True):
    """One thing that a message may say, with its probability from 0 to 1."""

    label: str
    chance: float


class Reading(Struct, frozen=True):
    """For each head (intent, level, topic, note, subject, ask) its guesses, the likeliest first, `none` among them.

    Only the first few of each are kept.
    """

    heads: Mapping[str, tuple[Guess, ...]]

    def best(self, head: str) -> Guess:
        """The likeliest label of a head."""
        return self.heads[head][0]

    def chance(self, head: str, label: str) -> float:
        """The probability of a label, 0 where it is not among the likeliest."""
        return next((guess.chance for guess in self.heads[head] if guess.label == label), 0.0)

    def named(self, head: str) -> tuple[Guess, ...]:
        """The guesses of a head without its class for none."""
        return tuple(guess for guess in self.heads[head] if guess.label != NONE)
