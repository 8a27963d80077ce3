"""The asked part of a message: its title and its questions, without the story around them."""

import re

SHORT = 120
"""A message of up to so many characters is all question."""
FEWEST = 2
_SENTENCE = re.compile(r"(?<=[.!?])\s+|[\n\r]+|\s--\s")
_WISH = re.compile(
    r"\b(want|need|looking for|look for|recommend|suggest|advice|advise|wonder|should i|how (do|can|should)|tips|"
    r"help me|not sure|worth|better|any(one|body)? (know|good|idea))", re.IGNORECASE,
)  # fmt: skip


def asked_part(text: str) -> str:
    """The title and the sentences that ask, topped up with those that wish where fewer than two do.

    The whole text where it is short, or where nothing in it asks.
    """
    return text if len(text) <= SHORT else " ".join(asking(text)) or text


def asking(text: str) -> list[str]:
    """The title and the sentences that ask or wish, in their order."""
    said = sentences(text)
    titled = " -- " in text or "\n" in text.strip()
    found = {place for place, sentence in enumerate(said) if "?" in sentence or (titled and place == 0)}
    if len(found) < FEWEST:
        wishes = [place for place, sentence in enumerate(said) if _WISH.search(sentence)]
        found.update(wishes[: FEWEST - len(found)])
    return [said[place] for place in sorted(found)]


def sentences(text: str) -> list[str]:
    """The sentences of a text, and its title and lines, in their order."""
    return [sentence.strip() for sentence in _SENTENCE.split(text) if sentence and sentence.strip()]
