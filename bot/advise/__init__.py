"""From a question understood and a catalogue to an answer: pure values, no Discord, no SQL."""

from bot.advise.answers import Answer, Notice, Pick, Recommendation, Relaxation, Review, Verdict, WhichOne
from bot.advise.compare import Comparison
from bot.advise.filters import Filters
from bot.advise.guide import Guide
from bot.advise.plans import Plan
from bot.advise.weights import Weights

__all__ = [
    "Answer",
    "Comparison",
    "Filters",
    "Guide",
    "Notice",
    "Pick",
    "Plan",
    "Recommendation",
    "Relaxation",
    "Review",
    "Verdict",
    "Weights",
    "WhichOne",
]
