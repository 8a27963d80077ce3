"""Make the encoder's file: `python -m training.encoder FOLDER`, where FOLDER holds the model all-MiniLM-L6-v2.

The model (sentence-transformers, Apache-2.0: `model.safetensors` and `vocab.txt`) is not ours; the file that is made
of it holds its numbers in eight bits, and of its vocabulary what English texts use. It is read by
`bot/understand/models/encoder.py`, and never made at run time.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

import bot.understand
from bot.understand.models.encoder import FILE, LAYERS, Array

LARGEST = 127
FREQUENT = 14_000
"""The vocabulary is roughly in the order of frequency: of whole words the first so many are kept, and all pieces."""
NUMBERS = {"F32": np.float32, "F16": np.float16}


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the file. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m training.encoder", description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args(arguments).folder
    model = tensors(folder / "model.safetensors")
    words = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    kept = [place for place, word in enumerate(words) if place < FREQUENT or word.startswith("##") or len(word) == 1]
    table = model["embeddings.word_embeddings.weight"][kept]
    arrays: dict[str, Array] = {"words": np.array([words[place] for place in kept])}
    arrays |= _small("table", table)
    arrays["places"] = (
        model["embeddings.position_embeddings.weight"] + model["embeddings.token_type_embeddings.weight"][0]
    ).astype(np.float16)
    arrays |= _norm("first", model, "embeddings.LayerNorm")
    for layer in range(LAYERS):
        of = f"encoder.layer.{layer}."
        asked = [f"{of}attention.self.{name}" for name in ("query", "key", "value")]
        arrays |= _dense(f"{layer}_qkv", np.vstack([model[f"{name}.weight"] for name in asked]),
                         np.concatenate([model[f"{name}.bias"] for name in asked]))  # fmt: skip
        for short, name in (("out", "attention.output.dense"), ("up", "intermediate.dense"), ("down", "output.dense")):
            arrays |= _dense(f"{layer}_{short}", model[f"{of}{name}.weight"], model[f"{of}{name}.bias"])
        arrays |= _norm(f"{layer}_mid", model, f"{of}attention.output.LayerNorm")
        arrays |= _norm(f"{layer}_end", model, f"{of}output.LayerNorm")
    target = Path(bot.understand.__file__).parent / FILE
    np.savez_compressed(target, **arrays)  # type: ignore[arg-type]
    print(f"{target.name}: {target.stat().st_size:,} bytes, {len(kept)} pieces of words")
    return 0


def tensors(path: Path) -> dict[str, Array]:
    """The arrays of a safetensors file: a length, a JSON head that says where each stands, the numbers."""
    raw = path.read_bytes()
    length = int.from_bytes(raw[:8], "little")
    head: Mapping[str, Any] = json.loads(raw[8 : 8 + length])
    found = {}
    for name, told in head.items():
        if name != "__metadata__" and told["dtype"] in NUMBERS:
            begin, end = told["data_offsets"]
            numbers = np.frombuffer(raw[8 + length + begin : 8 + length + end], NUMBERS[told["dtype"]])
            found[name] = numbers.reshape(told["shape"]).astype(np.float32)
    return found


def _small(name: str, rows: Array) -> dict[str, Array]:
    scale = np.maximum(np.abs(rows).max(axis=1), 1e-9) / LARGEST
    return {name: np.round(rows / scale[:, None]).astype(np.int8), f"{name}_scale": scale.astype(np.float32)}


def _dense(name: str, weight: Array, bias: Array) -> dict[str, Array]:
    return {**_small(name, weight), f"{name}_bias": bias.astype(np.float16)}


def _norm(name: str, model: Mapping[str, Array], of: str) -> dict[str, Array]:
    return {f"{name}_gain": model[f"{of}.weight"].astype(np.float16),
            f"{name}_shift": model[f"{of}.bias"].astype(np.float16)}  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
