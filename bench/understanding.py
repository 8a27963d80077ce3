"""Measure understanding on labelled questions: `python bench/understanding.py FILE [--wrong FIELD]`.

FILE holds one JSON object a line: `q`, `intent_ok`, `level_ok`, `math_ok`, `topics_ok`, `formats`, `not_formats`.
A field counts as right when the value found is among the accepted ones; formats when wanted and rejected both are.
"""

import argparse
import json
from pathlib import Path
from typing import Any

from bot.catalogue import load_catalogue
from bot.settings import default_knowledge_file
from bot.understand import Lexicon, ParsedQuery, Understanding

FIELDS = ("intent", "level", "topic", "formats", "math")


def verdicts(label: dict[str, Any], query: ParsedQuery) -> dict[str, tuple[bool, object, object]]:
    """For each field: whether it is right, what was found, what was accepted."""
    topic = query.topics[0] if query.topics else None
    formats = (sorted(query.formats), sorted(query.not_formats))
    wanted = (sorted(label["formats"]), sorted(label["not_formats"]))
    return {
        "intent": (query.intent in label["intent_ok"], query.intent, label["intent_ok"]),
        "level": (query.level in label["level_ok"], query.level, label["level_ok"]),
        "topic": (topic in label["topics_ok"], topic, label["topics_ok"]),
        "formats": (formats == wanted, formats, wanted),
        "math": (query.math in label["math_ok"], query.math, label["math_ok"]),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--wrong", choices=FIELDS, help="list what this field got wrong")
    options = parser.parse_args()
    understanding = Understanding(load_catalogue(default_knowledge_file()), Lexicon.shipped())
    labels = [json.loads(line) for line in options.file.read_text(encoding="utf-8").splitlines() if line]
    results = [(label, verdicts(label, understanding.parse(label["q"]))) for label in labels]
    for field in FIELDS:
        right = sum(result[field][0] for _, result in results)
        print(f"{field:8} {right:3} of {len(results)}  {right / len(results):6.1%}")
    for label, result in results if options.wrong else ():
        right, found, accepted = result[options.wrong]
        if not right:
            print(f"{label['i']}: found {found}, accepted {accepted}: {label['q'][:300]}")


if __name__ == "__main__":
    main()
