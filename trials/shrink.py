"""Finding the shortest text that still fails, by leaving out ever smaller parts of it."""

from collections.abc import Callable

MOST_TRIES = 2000


def shortest(text: str, fails: Callable[[str], bool], most_tries: int = MOST_TRIES) -> str:
    """A part of the text, its signs in their order, that fails and of which no sign can be left out any more.

    After `most_tries` it is what was found until then.
    """
    size, tries = max(len(text) // 2, 1), 0
    while text:
        start, shorter = 0, False
        while start < len(text) and tries < most_tries:
            tries += 1
            without = text[:start] + text[start + size :]
            if fails(without):
                text, shorter = without, True
            else:
                start += size
        if tries >= most_tries or (size == 1 and not shorter):
            break
        size = max(size // 2, 1)
    return text
