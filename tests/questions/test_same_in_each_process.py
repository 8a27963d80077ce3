"""A question has one answer, in whatever process: none hangs on the order in which Python happens to keep a set."""

import os
import subprocess
import sys

QUESTIONS = (
    "a course on deep learning, not proofs / learn best by doing",  # refuses both of two opposites
    "beginner math-light",
    "free book, no maths",
    "pytorch, not tensorflow, anything but coursera or udemy",
    "nlp or computer vision or reinforcement learning, I do not mind which",
    "I know python, calculus and statistics, what next?",
    "I finished fast.ai, the keras book and the deep learning specialization, what next?",
    "fast.ai or the goodfellow book or d2l?",
    "is Neural Networks and Deep Learning any good?",
    "roadmap for computer vision, 5 hours a week for 6 months",
    "How much maths do I need? I am a nurse, afraid of formulas, with no money and no gpu",
    "what is a transformer and what is a gan?",
    "which gpu should I buy",
    "no podcasts, no videos, no books, no blogs",
    "hi",
)


def test_each_process_gives_the_same_answers() -> None:
    assert answers("1") == answers("2")


def answers(hash_seed: str) -> list[str]:
    """What `dlguide ask` answers, a line each, where strings hash in this way."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", "ask", "--json"],
        input="\n".join(QUESTIONS),
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = done.stdout.splitlines()
    assert len(found) == len(QUESTIONS)
    return found
