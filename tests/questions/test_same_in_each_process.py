"""A question has one answer, in whatever process: none hangs on the order in which Python happens to keep a set."""

import os
import subprocess
import sys

from bot.advise import Guide
from bot.advise.guide import PICKS
from bot.output.contract import answer_object, line
from tests.support.base import REPOSITORY

ANSWER = """
import sys
from bot.advise import Guide
from bot.understand import Lexicon
from tests.questions.test_same_in_each_process import answer_to
from tests.support.base import shipped
guide = Guide(shipped(), Lexicon.shipped())
for question in sys.stdin.read().split("\\n"):
    print(answer_to(guide, question))
"""
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


def test_each_process_gives_the_same_answers(whole: Guide) -> None:
    """Strings hash at random in the process of the tests."""
    assert answers_of_a_process("1") == [answer_to(whole, question) for question in QUESTIONS]


def answer_to(guide: Guide, question: str) -> str:
    query = guide.parse(question)
    return line(answer_object(question, query, guide.answer(query), PICKS))


def answers_of_a_process(hash_seed: str) -> list[str]:
    """What a process answers by rules alone, a line each, where strings hash in this way."""
    done = subprocess.run(  # noqa: S603 - ours
        [sys.executable, "-c", ANSWER],
        input="\n".join(QUESTIONS),
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True, text=True, check=True, cwd=REPOSITORY,
    )  # fmt: skip
    return done.stdout.splitlines()
