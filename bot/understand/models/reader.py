"""What the trained models read from a message: what is asked, how far the asker is, the subject, the note that answers.

Logistic regression over words, word pairs and letters (`features`). For some heads also over the meaning of the asked
part (`encoder`); of both the weighted geometric mean counts, so that a label has to be likely by each.
`python -m training` makes the weights.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

import numpy as np
from msgspec import Struct

from bot.understand.models.encoder import Array, Encoder
from bot.understand.models.features import features
from bot.understand.models.reading import NONE, Guess, ReaderUnusable, Reading
from bot.understand.words.asked_part import asked_part
from bot.understand.words.language import ENGLISH, language_of

WEIGHTS, ABOUT = "weights.npz", "weights.json"
FOLLOW_UPS = "follow_ups.npz", "follow_ups.json"
"""The files of the reader of messages that follow an answer: weights, and what is to be known of them."""


class Head(Struct, frozen=True):
    """One classifier: a row of weights for each feature, a column for each label.

    `keep` guesses are kept of a reading; `each`: whether every label was told from all others by itself. `by_meaning`
    are weights and bias of a second regression, on what the encoder says of a text; `meaning_share`, from 0 to 1,
    is how much it counts in the geometric mean of both.
    """

    labels: tuple[str, ...]
    weights: Array
    scale: Array
    bias: Array
    keep: int
    each: bool = False
    by_meaning: tuple[Array, Array] | None = None
    meaning_share: float = 0.5

    def chances(self, rows: Array, values: Array) -> Array:
        """The probability of each label for a text with these features."""
        scores = (values @ self.weights[rows].astype(np.float32)) * self.scale + self.bias
        return _shares(1 / (1 + np.exp(-scores)) if self.each else np.exp(scores - scores.max()))

    def chances_by_meaning(self, meaning: Array) -> Array | None:
        """The same by what a text means; None where this head does not go by it."""
        if self.by_meaning is None:
            return None
        scores = meaning @ self.by_meaning[0].astype(np.float32) + self.by_meaning[1]
        return _shares(np.exp(scores - scores.max()))


def _shares(grown: Array) -> Array:
    return np.asarray(grown / grown.sum())


class Vectors:
    """Turns counted features into the numbers of one text: sublinear counts, by rarity, of length 1."""

    def __init__(self, names: Array, rarity: Array) -> None:
        """`names` are the CRC-32 of all known features in ascending order, `rarity` their inverse frequency."""
        self.names = names
        self._rarity = rarity.astype(np.float32)

    def vector(self, counted: Counter[int]) -> tuple[Array, Array]:
        """The rows of the known features of a text, and their values."""
        names = np.fromiter(counted.keys(), dtype=np.uint32, count=len(counted))
        counts = np.fromiter(counted.values(), dtype=np.float32, count=len(counted))
        rows = np.searchsorted(self.names, names)
        rows[rows == len(self.names)] = 0
        known = self.names[rows] == names if len(self.names) else np.zeros(len(names), dtype=bool)
        rows, counts = rows[known], counts[known]
        values = (1 + np.log(counts)) * self._rarity[rows]
        return rows, values / (np.linalg.norm(values) or 1.0)


class Reader:
    """Reads messages with weights that were trained before."""

    def __init__(
        self,
        vectors: Vectors,
        heads: Mapping[str, Head],
        about: Mapping[str, Any],
        encoder: Encoder | None = None,
        follow_ups: "Reader | None" = None,
    ) -> None:
        """`encoder`: what tells the meaning of a text; without it words and letters alone decide. `follow_ups` reads
        messages that follow an answer.
        """
        self._vectors = vectors
        self._heads = heads
        self._encoder = encoder
        self.about = about
        self.follow_ups = follow_ups

    @classmethod
    def shipped(cls) -> "Reader":
        """The reader that comes with the package. Raises `ReaderUnusable`."""
        folder, encoder = files("bot.understand"), Encoder.shipped()
        return cls.load(folder, encoder, follow_ups=cls.load(folder, encoder, FOLLOW_UPS))

    @classmethod
    def load(
        cls,
        folder: Traversable,
        encoder: Encoder | None = None,
        named: tuple[str, str] = (WEIGHTS, ABOUT),
        follow_ups: "Reader | None" = None,
    ) -> "Reader":
        """The reader whose files of these names are in this folder. Raises `ReaderUnusable`."""
        weights, told = named
        try:
            about = json.loads(folder.joinpath(told).read_text(encoding="utf-8"))
            raw = folder.joinpath(weights).read_bytes()
        except (OSError, ValueError) as error:
            raise ReaderUnusable(f"the weights of the reader cannot be read: {error}") from error
        if not isinstance(about, dict) or hashlib.sha256(raw).hexdigest() != about.get("sha256"):
            raise ReaderUnusable(f"{weights} is not the file that {told} tells of: its SHA-256 differs")
        try:
            with np.load(BytesIO(raw), allow_pickle=False) as arrays:
                vectors = Vectors(arrays["names"], arrays["rarity"])
                heads = {name: _head(name, one, arrays) for name, one in about["heads"].items()}
        except (KeyError, ValueError, TypeError, EOFError, BadZipFile) as error:
            raise ReaderUnusable(f"{weights} has not the form that this version reads: {error!r}") from error
        return cls(vectors, heads, about, encoder, follow_ups)

    def read(self, text: str) -> Reading:
        """What the models say of a message, by its words alone where it is not in English, which the encoder knows."""
        encoder = self._encoder if language_of(text) == ENGLISH else None
        vector, meaning = self._vectors.vector(features(text)), encoder.vector(asked_part(text)) if encoder else None
        return Reading({name: _likeliest(head, vector, meaning) for name, head in self._heads.items()})


def _head(name: str, told: Mapping[str, Any], arrays: Mapping[str, Array]) -> Head:
    meant = (arrays[f"{name}_meant"], arrays[f"{name}_meant_bias"]) if told.get("by_meaning") else None
    return Head(tuple(told["labels"]), arrays[f"{name}_weights"], arrays[f"{name}_scale"], arrays[f"{name}_bias"],
                int(told["keep"]), bool(told.get("each")), meant, float(told.get("meaning_share", 0.5)))  # fmt: skip


def _likeliest(head: Head, vector: tuple[Array, Array], meaning: Array | None) -> tuple[Guess, ...]:
    """The first guesses of a head, and that for none."""
    chances = head.chances(*vector)
    meant = head.chances_by_meaning(meaning) if meaning is not None else None
    if meant is not None:
        chances = _shares(chances ** (1 - head.meaning_share) * meant**head.meaning_share)
    order = np.argsort(-chances, kind="stable")
    kept = [place for rank, place in enumerate(order) if rank < head.keep or head.labels[place] == NONE]
    return tuple(Guess(head.labels[place], float(chances[place])) for place in kept)
