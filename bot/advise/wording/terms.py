"""The words of the vocabulary, and the tools, as they are said to people."""

from collections.abc import Mapping

from bot.advise.plans.hours import hours_span
from bot.catalogue import Resource
from bot.catalogue.advice import Subject
from bot.catalogue.allowed_values import Cost, Format, Level, Math, Status, Style
from bot.catalogue.models import Judged
from bot.language import Language, mark

PROPER = frozenset({"Python", "Keras", "Julia", "R", "C#", "Excel", "Java"})
"""Names that begin with the only capital letter that they have."""
SHORTEST_TITLE = 3
"""A title is told up to its colon only where so many words stand before it: "Neural Networks" names no course."""
LEVEL: dict[Level, str] = {
    "beginner": mark("beginner"),
    "intermediate": mark("intermediate"),
    "advanced": mark("advanced"),
}
LEARNERS: dict[Level, str] = {
    "beginner": mark("beginners"),
    "intermediate": mark("learners past the basics"),
    "advanced": mark("advanced learners"),
}
MATH: dict[Math, str] = {
    "none": mark("no maths"),
    "light": mark("light maths"),
    "moderate": mark("moderate maths"),
    "heavy": mark("heavy maths"),
}
MATH_AMOUNT: dict[Math, str] = {
    "none": mark("none"),
    "light": mark("light"),
    "moderate": mark("moderate"),
    "heavy": mark("heavy"),
}
MATH_DEMAND: dict[Math, str] = {
    "none": mark("needs no maths"),
    "light": mark("needs only light maths"),
    "moderate": mark("needs moderate maths"),
    "heavy": mark("heavy on maths"),
}
MATH_AT_MOST: dict[Math, str] = {
    "none": mark("no maths"),
    "light": mark("light maths at most"),
    "moderate": mark("moderate maths at most"),
    "heavy": mark("any amount of maths"),
}
COST: dict[Cost, str] = {
    "free": mark("free"),
    "freemium": mark("partly free"),
    "paid": mark("paid"),
    "subscription": mark("needs a subscription"),
}
COST_SHORT: dict[Cost, str] = {
    "free": mark("free"),
    "freemium": mark("partly free"),
    "paid": mark("paid"),
    "subscription": mark("subscription"),
}
COST_AT_MOST: dict[Cost, str] = {
    "free": mark("completely free"),
    "freemium": mark("at least partly free"),
    "paid": mark("no subscription"),
    "subscription": mark("subscription is fine"),
}
TOPIC: dict[str, str] = {
    "foundations": mark("deep learning"),
    "machine-learning": mark("machine learning"),
    "math": mark("maths"),
    "python": "Python",
    "computer-vision": mark("computer vision"),
    "nlp": mark("language processing"),
    "sequence-models": mark("sequence models"),
    "llm": mark("large language models"),
    "agents-rag": mark("agents and retrieval"),
    "generative": mark("generative models"),
    "reinforcement-learning": mark("reinforcement learning"),
    "time-series": mark("time series"),
    "speech-audio": mark("speech and audio"),
    "recommender-systems": mark("recommender systems"),
    "graph": mark("graph networks"),
    "practice": mark("project work"),
    "mlops": mark("running models in production"),
    "data-analysis": mark("data analysis"),
    "research": mark("research"),
    "ethics": mark("ethics"),
}
FORMAT: dict[str, str] = {
    "book": mark("a book"),
    "course": mark("a course"),
    "video": mark("a video"),
    "tutorial": mark("a tutorial"),
    "project": mark("a project"),
    "exercises": mark("exercises"),
    "blog": mark("a blog"),
    "paper": mark("a paper"),
    "community": mark("a community"),
    "event": mark("an event"),
    "podcast": mark("a podcast"),
    "tool": mark("a tool"),
}
KIND: dict[Format, str] = {
    "book": mark("book"),
    "course": mark("course"),
    "video": mark("video"),
    "tutorial": mark("tutorial"),
    "project": mark("project"),
    "exercises": mark("exercises"),
    "blog": mark("blog"),
    "paper": mark("paper"),
    "community": mark("community"),
    "event": mark("event"),
    "podcast": mark("podcast"),
    "tool": mark("tool"),
}
"""A format as the kind of thing that an entry is."""
STYLE: dict[Style, str] = {
    "hands-on": mark("hands-on"),
    "balanced": mark("practice and theory"),
    "theory": mark("theory"),
    "reference": mark("for looking things up"),
}
JUDGED: dict[Judged, str] = {
    "level": mark("level"),
    "math": mark("maths"),
    "style": mark("style"),
    "cost": mark("cost"),
}
NOT_KNOWN = mark("not known")
STATUS: dict[Status, str] = {"current": mark("current"), "dated": mark("dated"), "retired": mark("no longer available")}
FRAMEWORK = {
    "pytorch": "PyTorch",
    "tensorflow": "TensorFlow",
    "keras": "Keras",
    "jax": "JAX",
    "langchain": "LangChain",
    "numpy": "NumPy",
    "theano": "Theano",
    "graphlab": "GraphLab",
    "turi-create": "Turi Create",
}


def topic_name(topic: str, say: Language) -> str:
    """The topic as a subject in a sentence."""
    return say(TOPIC[topic])


def subject_name(subject: Subject, say: Language) -> str:
    """The subject in a sentence; where it is all of its topic, by the name of that, which is translated."""
    is_all = subject.is_whole_topic or subject.name.casefold() == TOPIC[subject.topic].casefold()
    return topic_name(subject.topic, say) if is_all else subject.name


def format_name(word: str, say: Language) -> str:
    """The format as a thing in a sentence."""
    return say(FORMAT[word])


def tool_name(name: str) -> str:
    """The tool as its makers write it."""
    return FRAMEWORK.get(name, name)


def levels_of(resource: Resource, say: Language) -> str:
    """The levels that an entry is for: `beginner`, `beginner to advanced`, or that they are not known."""
    if not resource.knows("level"):
        return say(NOT_KNOWN)
    low, high = (say(LEVEL[level]) for level in resource.level)
    return low if low == high else say("{first} to {last}", first=low, last=high)


def maths_of(resource: Resource, say: Language, words: Mapping[Math, str] = MATH_DEMAND) -> str:
    """The maths that an entry needs, in these words, or that it is not known."""
    return say(words[resource.math] if resource.knows("math") else NOT_KNOWN)


def style_of(resource: Resource, say: Language) -> str:
    """How an entry teaches, or that it is not known."""
    return say(STYLE[resource.style] if resource.knows("style") else NOT_KNOWN)


def cost_of(resource: Resource, say: Language) -> str:
    """What an entry costs, or that it is not known."""
    return say(COST[resource.cost] if resource.knows("cost") else NOT_KNOWN)


def known_facts(resource: Resource, say: Language) -> list[str]:
    """Level, maths and cost of an entry, as far as they are known, for a line of facts."""
    level = levels_of(resource, say)
    told: dict[Judged, str] = {
        "level": level[:1].upper() + level[1:], "math": maths_of(resource, say), "cost": cost_of(resource, say),
    }  # fmt: skip
    return [words for facet, words in told.items() if resource.knows(facet)]


def short_title(entry: Resource) -> str:
    """The title without what follows its colon, where that still tells which one it is."""
    first = entry.title.partition(":")[0]
    return first if len(first.split()) >= SHORTEST_TITLE else entry.title


def in_sentence(whom: str) -> str:
    """The same within a sentence: "Beginners with school maths" begins small, "PyTorch users" does not."""
    first = whom.split()[0]
    proper = first in PROPER or any(letter.isupper() for letter in first[1:])
    return whom if proper else whom[:1].lower() + whom[1:]


def facts_of(entry: Resource, say: Language) -> str:
    """What it is, what it costs and how long it takes, in a few words."""
    hours = hours_span(entry.hours, say) if entry.hours else ""
    state = say("dated") if entry.status == "dated" else ""
    cost = say(COST_SHORT[entry.cost]) if entry.knows("cost") else say("cost not known")
    return " · ".join(filter(None, [say(KIND[entry.format]), cost, hours, state]))
