"""The words of the base: what is no name, what is a name that anybody may use, and what names makers and entries."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from msgspec import Struct, to_builtins

from bot.catalogue import Catalogue, Resource
from bot.writer.checks.lists import listed

NOT_TOLD = frozenset({
    "id", "url", "links", "verified", "by", "source", "says", "of", "when", "authors", "publisher", "platform",
    "aliases", "title", "topics", "requires", "teaches", "builds_on", "see_also",
})  # fmt: skip
"""Fields that hold names, ids and sources, and no sentences. (`says` of a note are words that askers write.)"""
LEAST_LOWER = 0.2
"""A word that is written with a capital more than four times as often as without is a name: "google"."""
SHORT_SURNAME = 2
FEWEST_TEXTS = 3
"""A short form in capitals that stands in so many texts of ours is one of the field: "GPU", "PDF"."""
_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*[+#]*")
_JOINED = re.compile(r"\s(?:and|&)\s|,|\(|\)")


class Vocabulary(Struct, frozen=True):
    """`words` stand in lower case in our texts, `plain` are other English ones, `names` are words and phrases that
    anybody may use with capitals, `makers` are authors, publishers and platforms, `surnames` those of the authors, and
    `describing` stand before "course" and the like in our texts; all folded.
    """

    words: frozenset[str]
    plain: frozenset[str]
    names: frozenset[str]
    makers: frozenset[str]
    surnames: frozenset[str]
    describing: frozenset[str]

    @classmethod
    def of(cls, catalogue: Catalogue, plain: Iterable[str]) -> "Vocabulary":
        """That of a base; `plain` are English words that people often write."""
        advice, ordinary = catalogue.advice, listed("names", "ordinary")
        told = [*advice.notes.values(), *advice.subjects.values(), *advice.terms.values(), *advice.routes.values()]
        texts = [[*_sentences(to_builtins(one))] for one in (*told, *advice.faqs.values(), *catalogue)]
        tokens = [words_of("\n".join(text)) for text in texts]
        words = _mostly_lower(token for some in tokens for token in some)
        makers = {folded(maker) for entry in catalogue for maker in makers_of(entry)} - words - ordinary
        common = frozenset(plain) - makers
        titles = {folded(name) for entry in catalogue for name in (entry.title, *entry.aliases)}
        shorts = Counter(token.casefold() for some in tokens for token in set(some) if _is_short_form(token))
        field = (
            {short for short, count in shorts.items() if count >= FEWEST_TEXTS}
            - makers
            - titles
            - listed("names", "schools")
        )
        tools = {folded(name) for name in _tools(catalogue)} | listed("names", "everyday")
        tools |= listed("names", "places") | listed("names", "eponyms")
        makers -= tools
        names = ({folded(name) for name in _terms(catalogue)} | field | tools) - makers
        surnames = (
            {folded(name) for entry in catalogue for name in _surnames(entry)} - words - common - names - ordinary
        )
        describing = {word for some in tokens for word in _describing(some)}
        return cls(*map(frozenset, (words - makers, common, names, makers, surnames, describing)))

    def knows(self, word: str) -> bool:
        """Whether this is a word of English as far as our texts have it, in any of its forms."""
        return any(form in self.words or form in self.plain for form in forms(word))


def words_of(text: str) -> list[str]:
    """The words of a text as they are written, with hyphens and full stops within them."""
    return _WORD.findall(text)


def folded(text: str) -> str:
    """The words of a text in lower case with one space between, without possessive s."""
    return " ".join(bare(word).casefold() for word in words_of(text))


def bare(word: str) -> str:
    """A word without its possessive s."""
    return word[:-2] if word.endswith(("'s", "’s")) else word


@lru_cache(maxsize=5_000)
def forms(word: str) -> tuple[str, ...]:
    """The word in lower case, and what it may be a form of: "skims", "skimmed", "skimming" of "skim"."""
    low = re.sub(r"(?:n['’]t|['’](?:re|ve|ll|s|d|m))$", "", word.casefold()).replace("’", "'")
    found = [low, low.replace("'", "")]
    for ending, instead in (
        ("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"),
        ("ly", ""), ("er", ""), ("er", "e"), ("est", ""), ("ness", ""), ("ily", "y"),
    ):  # fmt: skip
        stem = low.removesuffix(ending)
        if stem != low and len(stem) >= 3:
            found.append(stem + instead)
            if stem[-1] == stem[-2]:
                found.append(stem[:-1])
    for start in ("re-", "re", "un", "non-", "self-", "over"):
        if low.startswith(start) and len(low) - len(start) >= 3:
            found.append(low.removeprefix(start))  # noqa: PERF401
    return tuple(found)


def _sentences(found: Any) -> Iterator[str]:
    """The texts in an entry or a note that say something."""
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict):
        for name, value in found.items():
            if name not in NOT_TOLD:
                yield from _sentences(value)
    elif isinstance(found, list | tuple):
        for value in found:
            yield from _sentences(value)


def _mostly_lower(tokens: Iterable[str]) -> set[str]:
    """The words that are written in lower case, at least now and then."""
    low, any_case = Counter[str](), Counter[str]()
    for token in tokens:
        any_case[token.casefold()] += 1
        low[token] += token.islower()
    return {word for word, count in low.items() if count > LEAST_LOWER * any_case[word]}


def _describing(tokens: Sequence[str]) -> Iterator[str]:
    """The words before "course" and the like."""
    nouns = listed("names", "taught")
    return (before for before, noun in pairwise(tokens) if noun.casefold() in nouns and before.islower())


def _is_short_form(token: str) -> bool:
    stem = token.removesuffix("s")
    return 2 <= len(stem) <= 6 and stem.isalnum() and stem.isupper() and not stem.isdigit()


def makers_of(entry: Resource) -> Iterator[str]:
    """The publisher and the platform of an entry, those that stand together also one by one, and its authors."""
    for told in (entry.publisher, entry.platform):
        for maker in (told, *_JOINED.split(told)) if told else ():
            if maker.strip():
                yield maker
    yield from entry.authors


def _surnames(entry: Resource) -> Iterator[str]:
    for author in entry.authors:
        last = author.split()[-1]
        if last != author and len(last) > SHORT_SURNAME:
            yield last


def _terms(catalogue: Catalogue) -> Iterator[str]:
    """What subjects, terms and skills are called."""
    advice = catalogue.advice
    for subject in advice.subjects.values():
        yield from (subject.name, *subject.names)
    for term in advice.terms.values():
        yield from (term.name, *term.names)
    yield from (skill.name for skill in catalogue.skills)


def _tools(catalogue: Catalogue) -> Iterator[str]:
    for entry in catalogue:
        for tool in entry.frameworks:
            yield from (tool.name, tool.name.replace("-", " "))
