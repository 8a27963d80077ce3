"""Words that tell entries apart beyond any facet: "diffusion", "errors", "backpropagation"."""

from collections.abc import Callable, Iterable, Iterator

from bot.catalogue import Catalogue, Resource
from bot.understand.words.lexicon import Lexicon
from bot.understand.words.text import phrase

MOST_ENTRIES = 0.25
"""A word that more of the entries have tells little."""
LETTERS = 4


class Keywords:
    """Which entries have which telling word, in their titles (`in_title`) or only elsewhere (`in_text`): ids by word.

    Tuples, because there are thousands of words, most in one entry or two, and the smallest set takes 200 bytes.
    """

    def __init__(self, catalogue: Catalogue, lexicon: Lexicon) -> None:
        most = max(1.0, MOST_ENTRIES * len(catalogue))
        titles = _ids_by_word(catalogue, lexicon.is_cue, lambda entry: [entry.title])
        texts = _ids_by_word(catalogue, lexicon.is_cue, _texts)
        self.in_title = {word: tuple(ids) for word, ids in titles.items() if len(ids) <= most}
        self.in_text = {
            word: tuple(id_ for id_ in ids if id_ not in self.in_title.get(word, ()))
            for word, ids in texts.items() if len(ids) <= most
        }  # fmt: skip

    def __contains__(self, word: object) -> bool:
        return word in self.in_title or word in self.in_text


def _texts(resource: Resource) -> Iterable[str]:
    return (resource.summary, *resource.good_for, *resource.strengths, *resource.teaches)


def _ids_by_word(
    catalogue: Catalogue, is_empty: Callable[[str], bool], texts: Callable[[Resource], Iterable[str]]
) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for resource in catalogue:
        for word in set(_words(texts(resource), is_empty)):
            found.setdefault(word, []).append(resource.id)
    return found


def _words(texts: Iterable[str], is_empty: Callable[[str], bool]) -> Iterator[str]:
    return (
        word for text in texts for word in phrase(text)
        if len(word) >= LETTERS and not word.isdigit() and not is_empty(word)
    )  # fmt: skip
