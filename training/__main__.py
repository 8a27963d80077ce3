"""Train the readers: `python -m training [--follow-ups] [--leave-out HAND] [--check]`.

Writes `weights.npz` and `weights.json` into `bot/understand`, or with `--follow-ups` those of the reader of messages
that follow an answer. With `--leave-out` it writes nothing: it trains without the wordings of one hand and says how
many of these are read right. `--check` only says whether the weights are those of today's data.
"""

import argparse
import hashlib
import json
import sys
import time
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import numpy as np
import sklearn

import bot.understand
from bot.catalogue import load_catalogue
from bot.run.settings import default_knowledge_file
from bot.understand.models.reader import ABOUT, FOLLOW_UPS, WEIGHTS, Reader
from training.data import (
    FOLLOWING,
    HEADS,
    Sample,
    fingerprint,
    follow_ups,
    follow_ups_fingerprint,
    samples,
    without_subject,
)
from training.fit import Fitted, fit

FOLDER = Path(bot.understand.__file__).parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, measure or check. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--follow-ups", action="store_true", help="the reader of what is said to an answer")
    parser.add_argument("--leave-out", metavar="HAND", help="measure on the wordings of this hand")
    parser.add_argument("--check", action="store_true", help="say whether the weights are those of today's data")
    options = parser.parse_args(arguments)
    knowledge = default_knowledge_file().parent
    names = FOLLOW_UPS if options.follow_ups else (WEIGHTS, ABOUT)
    data = follow_ups_fingerprint() if options.follow_ups else fingerprint(knowledge)
    if options.check:
        fresh = data == json.loads((FOLDER / names[1]).read_text(encoding="utf-8"))["data"]
        print("The weights are those of today's data." if fresh else "The data has changed: python -m training")
        return 0 if fresh else 1
    if options.follow_ups:
        found, heads = follow_ups(), FOLLOWING
    else:
        told = samples(load_catalogue(knowledge / "resources.yaml"), knowledge)
        found, heads = [*told, *without_subject(told)], HEADS
    if options.leave_out:
        measure(found, options.leave_out, heads)
    else:
        write(fit(found, heads), data, len(found), names)
    return 0


def write(fitted: Fitted, data: str, count: int, names: tuple[str, str]) -> None:
    """Write the weights and what is to be known of them into files of these names."""
    arrays = {"names": fitted.vectors.names, "rarity": fitted.rarity}
    for name, head in fitted.heads.items():
        arrays |= {f"{name}_weights": head.weights, f"{name}_scale": head.scale, f"{name}_bias": head.bias}
        if head.by_meaning:
            arrays |= {f"{name}_meant": head.by_meaning[0], f"{name}_meant_bias": head.by_meaning[1]}
    raw = BytesIO()
    np.savez_compressed(raw, **arrays)  # type: ignore[arg-type]
    (FOLDER / names[0]).write_bytes(raw.getvalue())
    heads = {
        name: {
            "labels": head.labels,
            "keep": head.keep,
            "each": head.each,
            "by_meaning": head.by_meaning is not None,
            "meaning_share": head.meaning_share,
        }
        for name, head in fitted.heads.items()
    }
    about = {
        "sha256": hashlib.sha256(raw.getvalue()).hexdigest(), "data": data, "samples": count,
        "made_with": f"scikit-learn {sklearn.__version__}",
        "heads": heads,
    }  # fmt: skip
    (FOLDER / names[1]).write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    print(f"{count} samples, {len(fitted.vectors.names)} features, {len(raw.getvalue()):,} bytes")


def measure(found: Sequence[Sample], hand: str, heads: Sequence[str]) -> None:
    """Train without one hand, and say how many of its texts each head reads right."""
    fitted = fit([sample for sample in found if sample.hand != hand], heads)
    reader = Reader(fitted.vectors, fitted.heads, {})
    for head in fitted.heads:
        told = [sample for sample in found if sample.hand == hand and head in sample.says]
        if told:
            right = sum(reader.read(sample.text).best(head).label == sample.says[head] for sample in told)
            print(f"{head}: {right} of {len(told)} right ({right / len(told):.1%})")


if __name__ == "__main__":
    began = time.perf_counter()
    code = main()
    print(f"{time.perf_counter() - began:.0f} s")
    sys.exit(code)
