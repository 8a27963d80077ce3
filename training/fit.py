"""From samples to weights: rarity of features, one regression a head, weights in eight bits."""

import warnings
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct
from scipy.sparse import csr_matrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from bot.understand.features import features
from bot.understand.reader import Array, Head, Vectors
from training.data import HEADS, Sample

SEEN_LEAST = 2
"""A feature of one text only says nothing about others."""
STRENGTH = {"note": 30.0, "subject": 30.0, "topic": 10.0, "intent": 3.0, "level": 10.0}
"""How little each head is held back (sklearn's C), the best of 1, 3, 10, 30 and 100 with one hand left out."""
KEEP = {"note": 8, "subject": 5, "topic": 5, "intent": 7, "level": 4}
"""So many guesses of each head are kept of a reading."""
BALANCED = frozenset({"intent", "level"})
"""Heads whose samples are of some labels far more often than people's questions are."""
STEPS = 100
LARGEST = 127


class Fitted(Struct, frozen=True):
    """The weights of all heads with what turns a text into their features."""

    vectors: Vectors
    rarity: Array
    heads: Mapping[str, Head]


def fit(samples: Sequence[Sample], heads: Sequence[str] = HEADS) -> Fitted:
    """Train the heads on the samples that say something to them. The same samples give the same weights."""
    counted = [features(sample.text) for sample in samples]
    seen = Counter(name for counts in counted for name in counts)
    names = np.array(sorted(name for name, count in seen.items() if count >= SEEN_LEAST), dtype=np.uint32)
    rarity = np.array([np.log((1 + len(samples)) / (1 + seen[int(name)])) + 1 for name in names], dtype=np.float16)
    vectors = Vectors(names, rarity)
    texts = matrix(vectors, counted)
    return Fitted(vectors, rarity, {head: _fit_head(head, texts, samples) for head in heads})


def matrix(vectors: Vectors, counted: Sequence[Counter[int]]) -> csr_matrix:
    """A row for each text."""
    made = [vectors.vector(counts) for counts in counted]
    starts = np.cumsum([0, *(len(rows) for rows, _ in made)])
    rows = np.concatenate([rows for rows, _ in made])
    values = np.concatenate([values for _, values in made])
    return csr_matrix((values, rows, starts), shape=(len(made), len(vectors.names)))


def _fit_head(name: str, texts: csr_matrix, samples: Sequence[Sample]) -> Head:
    told = [place for place, sample in enumerate(samples) if name in sample.says]
    balance = "balanced" if name in BALANCED else None
    model = LogisticRegression(C=STRENGTH[name], max_iter=STEPS, class_weight=balance)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # what more steps change is lost in eight bits
        model.fit(texts[told], [samples[place].says[name] for place in told])
    weights = model.coef_.T
    scale = np.maximum(np.abs(weights).max(axis=0), 1e-9) / LARGEST
    small = np.round(weights / scale).astype(np.int8)
    labels = tuple(str(label) for label in model.classes_)
    return Head(labels, small, scale.astype(np.float32), model.intercept_.astype(np.float32), KEEP[name])
