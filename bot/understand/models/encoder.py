"""What a sentence means as 384 numbers: the sentence encoder all-MiniLM-L6-v2, in plain numpy.

The model is by Microsoft and sentence-transformers (Apache-2.0); `python -m training.encoder` brought its numbers into
`encoder.npz`, in eight bits. Six layers of attention over pieces of words, then the mean (Wang et al., MiniLM, 2020;
Reimers and Gurevych, Sentence-BERT, 2019). Only what is asked is read, which is short, so that a message costs some
15 ms.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

import numpy as np

from bot.understand.words.text import bare

FILE = "encoder.npz"
LAYERS, HEADS, WIDTH = 6, 12, 384
MOST_PIECES = 32
"""Of a longer text the beginning is read: what is asked stands in few words."""
LONGEST_WORD = 30
AT_ONCE = 64
_SIGN = r"\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(rf"[{_SIGN}]|[^\W_{_SIGN}]+|[^\w\s]|_")
Array = np.ndarray[Any, np.dtype[Any]]


class Encoder:
    """Turns short texts into vectors of length 1: near ones mean alike."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._known = {str(word): place for place, word in enumerate(arrays["words"])}
        self._table, self._table_scale = arrays["table"], arrays["table_scale"]
        self._places = arrays["places"][: MOST_PIECES + 2].astype(np.float32)
        self._dense = {
            name.removesuffix("_bias"): (_grown(arrays, name.removesuffix("_bias")), arrays[name].astype(np.float32))
            for name in arrays if name.endswith("_bias")
        }  # fmt: skip
        self._norms = {
            name.removesuffix("_gain"): (
                arrays[name].astype(np.float32), arrays[f"{name.removesuffix('_gain')}_shift"].astype(np.float32)
            )
            for name in arrays if name.endswith("_gain")
        }  # fmt: skip

    @classmethod
    def shipped(cls) -> "Encoder | None":
        """The encoder that comes with the package; None where its file is missing or flawed."""
        try:
            raw = files("bot.understand").joinpath(FILE).read_bytes()
            with np.load(BytesIO(raw), allow_pickle=False) as arrays:
                return cls({name: arrays[name] for name in arrays.files})
        except (OSError, KeyError, ValueError, EOFError, BadZipFile):
            return None

    def vector(self, text: str) -> Array:
        """The meaning of a text."""
        return np.asarray(self._vectors(np.array([self._ids(text)]))[0])

    def vectors(self, texts: Sequence[str]) -> Array:
        """The meanings of many texts, a row each: those of one length are read at once, in a fifth of the time."""
        each = [self._ids(text) for text in texts]
        found = np.zeros((len(texts), WIDTH), dtype=np.float32)
        for length in {len(ids) for ids in each}:
            places = [place for place, ids in enumerate(each) if len(ids) == length]
            for start in range(0, len(places), AT_ONCE):
                own = places[start : start + AT_ONCE]
                found[own] = self._vectors(np.array([each[place] for place in own]))
        return found

    def _ids(self, text: str) -> list[int]:
        return [self._known["[CLS]"], *self._pieces(text), self._known["[SEP]"]]

    def _vectors(self, ids: Array) -> Array:
        """The meanings of texts of the same length: a row of pieces for each."""
        state = self._table[ids].astype(np.float32) * self._table_scale[ids][..., None] + self._places[: ids.shape[1]]
        state = self._normed(state, "first")
        for layer in range(LAYERS):
            state = self._normed(state + self._attended(state, layer), f"{layer}_mid")
            wide = self._through(state, f"{layer}_up")
            state = self._normed(state + self._through(_gelu(wide), f"{layer}_down"), f"{layer}_end")
        mean = state.mean(axis=1)
        return np.asarray(mean / np.linalg.norm(mean, axis=1, keepdims=True))

    def _pieces(self, text: str) -> list[int]:
        """The pieces of the text's words, each the longest that is known (WordPiece)."""
        found: list[int] = []
        for word in _WORD.findall(bare(text).casefold()):
            found += self._pieces_of(word)
            if len(found) >= MOST_PIECES:
                break
        return found[:MOST_PIECES]

    def _pieces_of(self, word: str) -> Iterator[int]:
        pieces, start = [], 0
        while start < len(word) <= LONGEST_WORD:
            for end in range(len(word), start, -1):
                piece = self._known.get(f"##{word[start:end]}" if start else word[start:end])
                if piece is not None:
                    pieces.append(piece)
                    start = end
                    break
            else:
                break
        return iter(pieces if start == len(word) else [self._known["[UNK]"]])

    def _attended(self, state: Array, layer: int) -> Array:
        many, size, _ = state.shape
        shape = (many, size, 3, HEADS, WIDTH // HEADS)
        asked, keys, values = self._through(state, f"{layer}_qkv").reshape(shape).transpose(2, 0, 3, 1, 4)
        scores = asked @ keys.swapaxes(-1, -2) / math.sqrt(WIDTH // HEADS)
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
        mixed = (scores / scores.sum(axis=-1, keepdims=True)) @ values
        return self._through(mixed.swapaxes(1, 2).reshape(many, size, WIDTH), f"{layer}_out")

    def _through(self, state: Array, name: str) -> Array:
        weights, bias = self._dense[name]
        many, size, width = state.shape
        return np.asarray(state.reshape(many * size, width) @ weights + bias).reshape(many, size, -1)

    def _normed(self, state: Array, name: str) -> Array:
        gain, shift = self._norms[name]
        centred = state - state.mean(axis=-1, keepdims=True)
        return np.asarray(centred / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + 1e-12) * gain + shift)


def _grown(arrays: Mapping[str, Array], name: str) -> Array:
    """The weights of a layer as they multiply a state from the right."""
    return np.ascontiguousarray((arrays[name].astype(np.float32) * arrays[f"{name}_scale"][:, None]).T)


def _gelu(values: Array) -> Array:
    """The activation, by its approximation with tanh (Hendrycks and Gimpel, 2016)."""
    inner = 0.7978845608 * values * (1 + 0.044715 * values * values)
    return np.asarray(0.5 * values * (1 + np.tanh(inner)))
