"""What a member may go on to type: facets for a question, titles for a name."""

from collections.abc import Callable, Iterator
from itertools import islice

from msgspec import Struct

from bot.advise.wording.terms import KIND
from bot.catalogue import Resource
from bot.catalogue.server_entries import is_own
from bot.language import Language
from bot.understand import ParsedQuery, Understanding

MOST = 25
LONGEST = 100
"""Discord shows at most so many choices, of so many characters."""
MOST_LOOKED_AT = 2 * MOST
"""A server may have hidden so many of them that as many more are needed."""
LONGEST_MAKER = 40

STARTERS = (
    "beginner math-light",
    "free book for a beginner",
    "hands-on course with pytorch, no heavy maths",
    "the maths behind deep learning, with proofs",
    "computer vision after the basics",
)


class Completion(Struct, frozen=True):
    """A choice to show, and the text it stands for."""

    shown: str
    value: str


def complete_query(understanding: Understanding, typed: str) -> list[Completion]:
    """The text as typed, and the text with one more facet that it does not have yet."""
    text = " ".join(typed.split())
    if not text:
        return [Completion(starter, starter) for starter in STARTERS]
    done, _, partial = text.rpartition(" ")
    begun = [] if typed[-1].isspace() else [word for word in _facets(ParsedQuery()) if word.startswith(partial.lower())]
    finished = [f"{done} {word}".strip() for word in begun if word != partial.lower()]
    further = [] if finished else [f"{text} {word}" for word in _facets(understanding.parse(text, models=False))]
    shown = [line for line in dict.fromkeys([text, *finished, *further]) if len(line) <= LONGEST]
    return [Completion(line, line) for line in shown[:MOST]]


def _facets(said: ParsedQuery) -> Iterator[str]:
    """Words for facets of which nothing was said yet."""
    if not said.level:
        yield from ("beginner", "intermediate", "advanced")
    if not said.math:
        yield from ("math-light", "no maths", "math-heavy")
    if not said.formats:
        yield from ("book", "course", "video", "project")
    if not said.cost:
        yield "free"
    if not said.style:
        yield "hands-on"
    if not said.topics:
        yield from ("computer vision", "nlp", "machine learning", "generative models", "time series", "llm")


def complete_name(
    understanding: Understanding, choice: Callable[[str], Completion], typed: str, offered: Callable[[str], bool]
) -> list[Completion]:
    """The entries whose names go on like this, or are near it, as far as they are `offered`, each as its `choice`."""
    ids = filter(offered, understanding.names.starting_with(typed, MOST_LOOKED_AT))
    return [choice(id_) for id_ in islice(ids, MOST)]


def choice_of(resource: Resource, say: Language) -> Completion:
    """An entry to choose; its id stands for it."""
    return Completion(titled(resource, say), resource.id)


def titled(resource: Resource, say: Language) -> str:
    """The title with what tells it from a namesake, within a choice's length."""
    maker = resource.authors[0].split()[-1] if resource.authors else resource.publisher
    if is_own(resource.id):
        maker = say("suggested here")
    kind = say(KIND[resource.format])
    suffix = f" ({kind}, {maker[:LONGEST_MAKER]})" if maker else f" ({kind})"
    return resource.title[: LONGEST - len(suffix)] + suffix
