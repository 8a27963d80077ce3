"""From a question understood and a catalogue to an answer: pure values, no Discord, no SQL."""

from bot.advise.answers import (
    Advised,
    Answer,
    Near,
    Notice,
    Pick,
    Recommendation,
    Relaxation,
    Review,
    Unsure,
    Verdict,
    WhichOne,
    Written,
)
from bot.advise.guide import Guide
from bot.advise.plans.plan import Plan
from bot.advise.ranking.filters import Filters
from bot.advise.ranking.weights import Weights
from bot.advise.verdicts.compare import Comparison

__all__ = [
    "Advised",
    "Answer",
    "Comparison",
    "Filters",
    "Guide",
    "Near",
    "Notice",
    "Pick",
    "Plan",
    "Recommendation",
    "Relaxation",
    "Review",
    "Unsure",
    "Verdict",
    "Weights",
    "WhichOne",
    "Written",
]
