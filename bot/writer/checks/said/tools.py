"""The tools that a reply says an entry uses must stand in its facts."""

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.writer.checks.faults import Fault, Part
from bot.writer.checks.said.sentences import Ids, Sentence
from bot.writer.checks.said.sources import Sources
from bot.writer.checks.said.turned import is_elsewhere
from bot.writer.material import Material

TOOLS = (
    "pytorch", "tensorflow", "keras", "jax", "scikit-learn", "sklearn", "pandas", "numpy", "matlab", "julia",
    "langchain", "xgboost", "lightgbm", "spark", "theano", "flax", "mxnet", "javascript", "typescript", "java", "rust",
    "excel", "cuda", "hugging face", "c++", "c#", "sql",
)  # fmt: skip
_USES = re.compile(
    r"(?:'s)?,?\s(?:(?:which|that|is|are|both|all|mostly|still|now)\s)*"
    r"(?:uses?|using|teach(?:es)?|covers?|explains?|introduces|runs? on|based on|built on|written in|taught in"
    r"|works? in"
    r"|in|nutzt|nutzen|verwendet|lehrt|behandelt|(?:code|examples|exercises|notebooks|labs)\s(?:\w+\s)?in)\s"
    r"(?:[\w-]+,?\s(?:and\s|or\s|und\s|oder\s)?){0,3}",
    re.IGNORECASE,
)
"""What stands between a name and a tool that it is said to use."""
_R = re.compile(r"(?<![\w&'’-])R(?![\w&'’-])")
_IN_R = re.compile(rf"{_R.pattern}|\brstats\b|tidyverse|tidymodels")


def tools(said: Iterable[tuple[Part, Sequence[Sentence]]], material: Material, sources: Sources) -> Iterator[Fault]:
    """The tools that these parts say an entry uses, and its facts do not."""
    for part, sentences in said:
        for sentence in sentences if part.name != "unsure" else ():
            for tool, start in _named(sentence.text):
                if sentence.is_in_name(start):
                    continue
                for ids in _about(sentence, start):
                    facts = [sources.lines(id_) for id_ in ids]
                    if not any(_uses(tool, text) for text in facts):
                        titles = " or ".join(fact.entry.title for id_ in ids if (fact := material.fact(id_)))
                        yield part.fault("claim", tool, f"stands nowhere in the facts of {titles}")


def _named(text: str) -> Iterator[tuple[str, int]]:
    """The tools that a text names, and where; those that are said of something else are left out."""
    low = text.casefold().replace("’", "'")
    for tool in TOOLS:
        found = _pattern(tool).search(low)
        if found and not is_elsewhere(low, found.start()):
            yield tool, found.start()
    found = _R.search(text)
    if found and not is_elsewhere(text, found.start()):
        yield "R", found.start()


def _about(sentence: Sentence, start: int) -> tuple[Ids, ...]:
    """The names that are said to use what stands here."""
    if sentence.own:
        return (sentence.own,)
    near = sentence.name_before(start)
    if near and _USES.fullmatch(sentence.text, near.end, start):
        return sentence.about(start, start)
    return ()


def _uses(tool: str, facts: str) -> bool:
    return bool(_IN_R.search(facts) if tool == "R" else _pattern(tool).search(facts.casefold()))


def _pattern(tool: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(tool)}(?![\w+#])")
