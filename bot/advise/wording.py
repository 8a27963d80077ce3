"""How facets are said in words: what was understood, why an entry fits, and where it does not."""

from collections.abc import Iterator, Sequence

from bot.catalogue import Resource
from bot.catalogue.vocabulary import LEVELS, MATHS, Cost, Level, Math
from bot.understand import ParsedQuery

MAX_REASONS = 5
MAX_CAVEATS = 2

LEARNERS: dict[Level, str] = {
    "beginner": "beginners",
    "intermediate": "learners past the basics",
    "advanced": "advanced learners",
}
MATH_DEMAND: dict[Math, str] = {
    "none": "needs no maths",
    "light": "needs only light maths",
    "moderate": "needs moderate maths",
    "heavy": "full of maths",
}
COST: dict[Cost, str] = {
    "free": "free",
    "freemium": "free in part",
    "paid": "has to be paid for",
    "subscription": "needs a subscription",
}
TOPIC = {"foundations": "deep learning", "nlp": "language processing", "llm": "large language models",
         "agents-rag": "agents and retrieval", "mlops": "running models in production", "math": "the maths",
         "practice": "practical project work", "python": "Python", "graph": "graph networks",
         "speech-audio": "speech and audio", "generative": "generative models"}  # fmt: skip
FORMAT = {"exercises": "exercises", "community": "a community", "event": "an event", "tool": "a tool"}
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


def topic_name(topic: str) -> str:
    """The topic as a subject in a sentence."""
    return TOPIC.get(topic, topic.replace("-", " "))


def format_name(word: str) -> str:
    """The format as a thing in a sentence."""
    return FORMAT.get(word, f"a {word}")


def listed(words: Sequence[str], last: str = "and") -> str:
    """The words as a list in a sentence: `a, b and c`."""
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def rating_of(resource: Resource) -> str | None:
    """The rating in words with whose it is, such as `4.5 of 5 by Atul Acharya (2016 to 2018)`."""
    rated = [review for review in resource.reviews if review.rating is not None]
    if not rated or resource.rating is None:
        return None
    who = listed([f"{review.reviewer} ({review.written})" for review in rated])
    return f"{resource.rating:.2g} of 5 by {who}"


def understood(query: ParsedQuery) -> str:
    """What was read from a question, in one line; empty where nothing was."""
    wanted = list(_understood(query))
    rejected = [*(format_name(word) for word in query.not_formats), *query.not_frameworks]
    rejected += [provider.title() for provider in query.not_providers]
    line = ", ".join(wanted)
    if rejected:
        line = f"{line}{'. ' if line else ''}Not: {', '.join(rejected)}"
    return line


def _understood(query: ParsedQuery) -> Iterator[str]:
    if query.level:
        yield query.level
    if query.math:
        yield "no maths" if query.math == "none" else f"{query.math} maths"
    if query.cost:
        yield {"free": "free", "freemium": "free or cheap"}.get(query.cost, "may cost something")
    if query.formats:
        yield listed([format_name(word) for word in query.formats], "or")
    if query.style:
        yield query.style
    if query.topics:
        yield "about " + listed([topic_name(topic) for topic in query.topics])
    if query.frameworks:
        yield "with " + listed([FRAMEWORK.get(name, name) for name in query.frameworks])
    if query.providers:
        yield "from " + listed([name.title() for name in query.providers], "or")
    if query.hours_per_week:
        yield f"{query.hours_per_week:g} hours a week"
    if query.weeks:
        yield f"within {query.weeks:g} weeks"


def reasons(query: ParsedQuery, resource: Resource, votes: int) -> tuple[str, ...]:
    """Why this entry fits the question, the things asked for first."""
    found = [*_fits(query, resource), *_merits(resource, votes)]
    return tuple(found[:MAX_REASONS]) or tuple(f"good for {line}" for line in resource.good_for[:1])


def _fits(query: ParsedQuery, resource: Resource) -> Iterator[str]:
    low, high = resource.level_span
    if query.level and low <= LEVELS.index(query.level) <= high:
        yield f"suits {LEARNERS[query.level]}"
    if query.math and math_fits(query.math, resource):
        yield MATH_DEMAND[resource.math]
    if query.cost in ("free", "freemium") and resource.cost in ("free", query.cost):
        yield COST[resource.cost]
    covered = [topic_name(topic) for topic in query.topics if topic in resource.topics]
    if covered:
        yield f"covers {listed(covered)}"
    used = [FRAMEWORK.get(f.name, f.name) for f in resource.frameworks if f.name in query.frameworks]
    if used:
        yield f"uses {listed(used)}"
    if resource.format in query.formats:
        yield f"is {format_name(resource.format)}"
    if query.style == resource.style:
        yield {"theory": "goes into the theory", "reference": "good for looking things up"}.get(
            resource.style, resource.style
        )


def _merits(resource: Resource, votes: int) -> Iterator[str]:
    if votes:
        yield f"helped {votes} {'member' if votes == 1 else 'members'} of this server"
    if rating := rating_of(resource):
        yield f"rated {rating}"


def caveats(query: ParsedQuery, resource: Resource) -> tuple[str, ...]:
    """Where this entry does not fit, what was asked for first, then what is wrong with it anyway."""
    return tuple([*_misfits(query, resource), *_flaws(resource)][:MAX_CAVEATS])


def _misfits(query: ParsedQuery, resource: Resource) -> Iterator[str]:
    low, high = resource.level_span
    if query.level and LEVELS.index(query.level) < low:
        yield f"meant for {LEARNERS[resource.level[0]]}"
    if query.level and LEVELS.index(query.level) > high:
        yield f"meant for {LEARNERS[resource.level[1]]}"
    if query.math and not math_fits(query.math, resource):
        yield MATH_DEMAND[resource.math]
    if query.formats and resource.format not in query.formats:
        yield f"it is {format_name(resource.format)}"
    if "video" in query.not_formats and resource.format == "course":
        yield "a course, so expect some video"
    if query.cost in ("free", "freemium") and resource.cost not in ("free", query.cost):
        yield COST[resource.cost]


def _flaws(resource: Resource) -> Iterator[str]:
    if resource.status == "dated" and resource.status_reason:
        yield f"dated: {resource.status_reason}"
    if resource.gripe:
        yield resource.gripe
    yield from (f"not for {line}" for line in resource.not_for[:1])


def math_fits(wanted: Math, resource: Resource) -> bool:
    """Whether an entry has at most the maths wanted, or enough of it for somebody who wants a lot."""
    rank = MATHS.index(wanted)
    return resource.math_rank >= rank if wanted == "heavy" else resource.math_rank <= rank
