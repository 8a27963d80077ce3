"""What Discord puts into a message for what somebody chose there: a member, a channel, an emoji, a time."""

import re

PLACEHOLDER = r"<(?:@[!&]?|#|a?:\w+:|/[\w -]+:|id:|t:)[^<>]*>"
"""As a pattern. Its name and its number are none of the writer's words: an emoji called "fastai" names no course."""
_PLACEHOLDER = re.compile(PLACEHOLDER)


def without_placeholders(text: str) -> str:
    """The words of a message, without those signs."""
    return _PLACEHOLDER.sub(" ", text) if "<" in text else text
