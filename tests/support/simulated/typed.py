"""Random texts as members type them, for each kind of answer, and what should never come back out of them."""

from hypothesis import strategies as st

from bot.catalogue.allowed_values import TOPICS
from tests.support.base import shipped

CATALOGUE = shipped()
NAMES = [name for entry in CATALOGUE for name in (entry.title, *entry.aliases)]
SHARED_NAMES = ("Neural Networks and Deep Learning", "neural networks & deep learning", "Jeremy Howard")
CLEAR_NAMES = ("fast.ai", "the keras book", "goodfellow", "deep learning specialization", "ud730", "nielsen")
MARKUP = (
    "@everyone", "@here", "<@123>", "<@!123>", "<@&1>", "<#1>", "</ban:1>", "<t:0:R>", "<:x:1>", "||spoiler||", "```",
    "~~gone~~", "[click](http://evil.example)", "https://evil.example/x", "\u202e", "\u200b", "\x00", "\U000e0041",
)  # fmt: skip
"""What would ping, link, format or hide something."""
WORDS = (
    "beginner", "advanced", "not", "no", "free", "maths", "math-light", "book", "course", "video", "pytorch", "vs",
    "or", "plan", "in 3 weeks", "5h a week", "is", "any good", "finished", "what next", "after", "with", "without",
    "1e308", "-1", "0", "10000000000000", "½", ",", "?", "🤖", "كتاب", "learn", "transformers", "roadmap", "cooking",
)  # fmt: skip

names = st.sampled_from(NAMES)
clear_names = st.sampled_from(CLEAR_NAMES)
numbers = st.integers(1, 60) | st.sampled_from([0, 10**15])
markup = st.sampled_from(MARKUP)
nonsense = st.text(max_size=60) | markup


def joined(*parts: str | st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """The parts one after the other, with blanks between them."""
    return st.tuples(*(st.just(part) if isinstance(part, str) else part for part in parts)).map(" ".join)


topics = st.sampled_from([topic.replace("-", " ") for topic in TOPICS])
facets = st.lists(st.sampled_from(WORDS[:11]), max_size=4).map(" ".join)
times = st.sampled_from(["weeks", "months", "days"]).flatmap(lambda unit: numbers.map(lambda n: f"in {n} {unit}"))
hours = numbers.map(lambda number: f"{number} hours a week")
by_kind: dict[str, st.SearchStrategy[str]] = {
    "recommend": joined("which course on", topics, "for a", facets, markup | st.just("")),
    "review": joined("is", names, "any good?", st.just("") | markup),
    "compare": joined(clear_names, st.sampled_from(["vs", "versus", "or"]), clear_names, st.just("?") | markup),
    "path": joined("plan to learn", topics, st.just("") | times, st.just("") | hours),
    "which": joined("is", st.sampled_from(SHARED_NAMES), "any good?"),
    "other": st.sampled_from(["which gpu should I buy", "what salary has an ml engineer", "cuda out of memory"]),
    "none": joined("how do I cook", st.sampled_from(["pasta", "rice", "soup"]), markup),
}
"""Texts that mostly ask for this kind of answer."""
anything = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(WORDS) | names | nonsense | topics, max_size=12).map(" ".join),
    *by_kind.values(),
)
