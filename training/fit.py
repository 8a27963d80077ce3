"""From samples to weights: rarity of features, one regression a head, weights in eight bits."""

import warnings
from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec
import numpy as np
from joblib import Parallel, delayed
from msgspec import Struct
from scipy.sparse import csr_matrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from bot.understand.models.encoder import Array, Encoder
from bot.understand.models.features import features
from bot.understand.models.reader import Head, Vectors
from bot.understand.words.asked_part import asked_part
from training.data import HEADS, Sample

SEEN_LEAST = 3
"""A feature of one or two texts says little about others."""
STRENGTH = {
    "note": 30.0,
    "subject": 30.0,
    "topic": 10.0,
    "intent": 3.0,
    "level": 10.0,
    "ask": 30.0,
    "move": 10.0,
    "shift": 10.0,
}
"""How little each head is held back (sklearn's C), the best of 1, 3, 10, 30 and 100 with one hand left out."""
KEEP = {"note": 8, "subject": 5, "topic": 5, "intent": 7, "level": 4, "ask": 3, "move": 5, "shift": 3}
"""So many guesses of each head are kept of a reading."""
ONE_BY_ONE = frozenset({"note", "subject"})
"""Heads with so many labels that each is told from all others by itself."""
TOLERANCE = 0.01
MEANING_STRENGTH = {"intent": 10.0, "level": 10.0, "note": 20.0, "ask": 20.0, "move": 10.0, "shift": 10.0}
"""The same for the heads that also go by what texts mean; topics and subjects gain nothing by it."""
MEANING_SHARE = {"intent": 0.6, "level": 0.5, "note": 0.3, "ask": 0.5, "move": 0.5, "shift": 0.5}
"""How much the meaning counts beside the words: a long post means many things, and says its own in few words."""
BALANCED_BY_MEANING = frozenset({"intent"})
MEANING_STEPS = 200
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
    once = {sample.text: counts for sample, counts in zip(samples, counted, strict=True)}
    seen = Counter(name for counts in once.values() for name in counts)
    names = np.array(sorted(name for name, count in seen.items() if count >= SEEN_LEAST), dtype=np.uint32)
    rarity = np.array([np.log((1 + len(once)) / (1 + seen[int(name)])) + 1 for name in names], dtype=np.float16)
    vectors = Vectors(names, rarity)
    texts = matrix(vectors, counted)
    found = {head: _fit_head(head, texts, samples) for head in heads}
    return Fitted(vectors, rarity, with_meaning(found, samples))


def with_meaning(heads: Mapping[str, Head], samples: Sequence[Sample]) -> dict[str, Head]:
    """The heads with a second regression on what texts mean, for those that gain by it."""
    encoder = Encoder.shipped()
    if encoder is None:
        return dict(heads)
    wanted = [head for head in MEANING_STRENGTH if head in heads]
    told = [sample for sample in samples if any(head in sample.says for head in wanted)]
    texts = list(dict.fromkeys(sample.text for sample in told))
    meanings = dict(zip(texts, encoder.vectors([asked_part(text) for text in texts]), strict=True))
    found = dict(heads)
    for name in wanted:
        own = [sample for sample in told if name in sample.says]
        weight = "balanced" if name in BALANCED_BY_MEANING else None
        model = LogisticRegression(C=MEANING_STRENGTH[name], max_iter=MEANING_STEPS, class_weight=weight)
        model.fit(np.array([meanings[sample.text] for sample in own]), [sample.says[name] for sample in own])
        places = [list(model.classes_).index(label) for label in heads[name].labels]
        weights = model.coef_[places].T.astype(np.float16), model.intercept_[places].astype(np.float32)
        found[name] = msgspec.structs.replace(heads[name], by_meaning=weights, meaning_share=MEANING_SHARE[name])
    return found


def matrix(vectors: Vectors, counted: Sequence[Counter[int]]) -> csr_matrix:
    """A row for each text."""
    made = [vectors.vector(counts) for counts in counted]
    starts = np.cumsum([0, *(len(rows) for rows, _ in made)])
    rows = np.concatenate([rows for rows, _ in made])
    values = np.concatenate([values for _, values in made])
    return csr_matrix((values, rows, starts), shape=(len(made), len(vectors.names)))


def _fit_head(name: str, texts: csr_matrix, samples: Sequence[Sample]) -> Head:
    told = [place for place, sample in enumerate(samples) if name in sample.says]
    own, labels = texts[told], np.array([samples[place].says[name] for place in told])
    each = name in ONE_BY_ONE
    known, weights, bias = (_against_others if each else _together)(own, labels, STRENGTH[name])
    scale = np.maximum(np.abs(weights).max(axis=0), 1e-9) / LARGEST
    small = np.round(weights / scale).astype(np.int8)
    return Head(known, small, scale.astype(np.float32), bias.astype(np.float32), KEEP[name], each)


def _together(texts: csr_matrix, labels: Array, strength: float) -> tuple[tuple[str, ...], Array, Array]:
    """One multinomial regression, in which each label weighs the same however often it occurs."""
    model = LogisticRegression(C=strength, max_iter=STEPS, class_weight="balanced")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # what more steps change is lost in eight bits
        model.fit(texts, labels)
    return tuple(map(str, model.classes_)), model.coef_.T, model.intercept_


def _against_others(texts: csr_matrix, labels: Array, strength: float) -> tuple[tuple[str, ...], Array, Array]:
    """A regression for each label against all others: with hundreds of labels a tenth of the time and memory."""
    known = tuple(sorted(set(map(str, labels))))
    texts.sum_duplicates()
    models = Parallel(n_jobs=-1)(delayed(_against_rest)(texts, labels == label, strength) for label in known)
    weights, bias = (np.array(values, dtype=np.float32) for values in zip(*models, strict=True))
    return known, weights.T, bias


def _against_rest(texts: csr_matrix, own: Array, strength: float) -> tuple[Array, float]:
    model = LogisticRegression(C=strength, solver="liblinear", tol=TOLERANCE).fit(texts, own)
    return model.coef_[0], model.intercept_[0]
