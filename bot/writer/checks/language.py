"""Whether a reply is in the language that was asked for."""

from collections.abc import Iterator, Sequence

from bot.understand.words.language import ENGLISH, UNKNOWN, language_of
from bot.writer.checks.faults import Fault, Part
from bot.writer.checks.signs import SCRIPT_OF
from bot.writer.material import Material

FEWEST_WORDS = 8
"""Of fewer words nobody can tell in which language other than English they are, where it is one in Latin letters."""


def language(parts: Sequence[Part], material: Material) -> Iterator[Fault]:
    """That the texts together are in another language than they should be."""
    text = " ".join(part.text for part in parts)
    found, code = language_of(text), material.code
    if found in (code, code.split("-")[0]) or code == UNKNOWN:
        return
    if code != ENGLISH and SCRIPT_OF.keys().isdisjoint((code, found)) and len(text.split()) < FEWEST_WORDS:
        return
    yield Fault("language", f"All of it is to be in {material.language}, and this is not")
