"""The allowed values of every facet of the knowledge base: formats, levels, topics and so on."""

from typing import Literal, get_args

Level = Literal["beginner", "intermediate", "advanced"]
Math = Literal["none", "light", "moderate", "heavy"]
Format = Literal[
    "book", "course", "video", "tutorial", "project", "exercises",
    "blog", "paper", "community", "event", "podcast", "tool",
]  # fmt: skip
Cost = Literal["free", "freemium", "paid", "subscription"]
Style = Literal["hands-on", "balanced", "theory", "reference"]
Topic = Literal[
    "foundations", "machine-learning", "math", "python", "computer-vision", "nlp", "sequence-models", "llm",
    "agents-rag", "generative", "reinforcement-learning", "time-series", "speech-audio",
    "recommender-systems", "graph", "practice", "mlops", "data-analysis", "research", "ethics",
]  # fmt: skip
Status = Literal["current", "dated", "retired"]
Role = Literal["asked", "done", "doing", "avoid", "mentioned"]
Intent = Literal["recommend", "review", "compare", "path", "explain", "other", "none"]
Tier = Literal["core", "solid", "niche"]
Ask = Literal["worth", "ready", "parts", "stuck", "pace", "next", "dated", "price", "instead", "which"]
"""What is asked of a resource: is it any good, am I ready, which parts, stuck in it, how long, what after it, is it
outdated, is it worth its price, what instead of it; of two: which of both."""
Who = Literal[
    "developer", "web-developer", "data-person", "student", "pupil", "graduate", "mathematician", "physicist",
    "engineer", "scientist", "medic", "economist", "humanist", "manager", "teacher", "artist", "older", "researcher",
]  # fmt: skip
Known = Literal[
    "programming", "python", "r", "javascript", "java", "cpp", "csharp", "matlab", "sql", "maths", "statistics",
    "machine-learning", "deep-learning", "pytorch", "tensorflow", "llm",
]  # fmt: skip
Lack = Literal[
    "programming", "maths", "statistics", "machine-learning", "deep-learning", "degree", "money", "time", "gpu",
    "computer", "english", "confidence", "experience",
]  # fmt: skip
Aim = Literal["job", "research", "build", "certificate", "understand", "proofs", "business", "no-code"]

# Ordered from least to most where order has a meaning (level, math, cost).
LEVELS: tuple[Level, ...] = get_args(Level)
MATHS: tuple[Math, ...] = get_args(Math)
FORMATS: tuple[Format, ...] = get_args(Format)
COSTS: tuple[Cost, ...] = get_args(Cost)
STYLES: tuple[Style, ...] = get_args(Style)
TOPICS: tuple[Topic, ...] = get_args(Topic)
ALONGSIDE: frozenset[Format] = frozenset({"tool", "community", "podcast"})
"""Formats that go along with learning rather than teach in order."""
Choice = Literal["helped", "too-hard", "too-easy", "too-mathematical", "outdated", "not-my-style"]
"""What a member may say of an entry: that it helped, or why it was not the right one for them."""
CHOICES: tuple[Choice, ...] = get_args(Choice)
