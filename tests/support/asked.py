"""Questions of all kinds as people put them: what properties that hold of every question are tried on.

The reader is trained on them, so they show nothing of how well it reads.
"""

import json

from tests.support.base import REPOSITORY

FILE = REPOSITORY / "training" / "messages" / "questions.jsonl"


def asked() -> list[str]:
    """Every question of the file."""
    return [json.loads(line)["text"] for line in FILE.read_text(encoding="utf-8").splitlines()]
