"""What the asker has to do with each resource named: asked about, done, under way, to be avoided."""

from collections.abc import Iterator, Sequence

from bot.catalogue.allowed_values import Role
from bot.understand.names.mentions import Mention
from bot.understand.query import Named
from bot.understand.words.lexicon import Span
from bot.understand.words.text import Word

OF_SCOPE: dict[str | None, Role] = {
    "negate": "avoid", "left": "avoid", "done": "done", "doing": "doing", "compared": "asked",
}  # fmt: skip
USUAL: frozenset[Role] = frozenset({"asked", "mentioned"})
ASKING_OF = frozenset(("doe", "is", "are", "will"))
"""Words before a name that ask something of it ("does" loses what looks like a plural)."""
SAYING = frozenset(("would", "is", "are", "was", "were", "will", "could", "might", "should", "can", "has"))
"""Words after a name that say something of it."""
BEHIND: frozenset[Role] = frozenset({"done", "doing"})
POINTING_BACK = frozenset(("it", "them", "thi", "both", "those", "that"))
"""Words that stand for what was named before ("this" loses what looks like a plural)."""


def named(
    message: Sequence[Word],
    mentions: Sequence[Mention],
    states: Sequence[str | None],
    spans: Sequence[Span],
    *,
    judging: bool,
) -> tuple[Named, ...]:
    """The resources named, each once. What the asker did with one says more than that it is named elsewhere."""
    usual: Role = "asked" if judging or "compared" in states else "mentioned"
    refused = max((span.start for span in spans if span.meaning.value == "avoid_named"), default=0)
    pointed = dict(_pointed_back(message, mentions, spans))
    found: dict[str, Named] = {}
    for mention in mentions:
        role = OF_SCOPE.get(states[mention.core], usual)
        if mention.end <= refused:
            role = "avoid"
        elif role == "done" and _is_hearsay(message, mention):
            role = usual
        elif role in USUAL:
            role = "done" if _comes_before(message, mention) else pointed.get(mention, role)
        first, *others = mention.ids
        known = found.get(first)
        if not known or (known.role in USUAL and role in BEHIND):
            found[first] = Named(first, role, tuple(others))
    return tuple(found.values())


def asks_about(message: Sequence[Word], mentions: Sequence[Mention]) -> bool:
    """Whether the message asks something of a resource by its name: "does the keras book need ..."."""
    return any(
        word.text in ASKING_OF for mention in mentions for word in message[max(mention.core - 2, 0) : mention.core]
    )


def _is_hearsay(message: Sequence[Word], mention: Mention) -> bool:
    """Whether it is what somebody read about it: "I have read fast.ai would be good"."""
    before, after = message[max(mention.start - 1, 0) : mention.start], message[mention.core + 1 : mention.end + 1]
    return any(word.text == "read" for word in before) and any(word.text in SAYING for word in after)


def _comes_before(message: Sequence[Word], mention: Mention) -> bool:
    """Whether the question is what follows it: "what after the keras book"."""
    before = (*message[max(mention.start - 2, 0) : mention.start], *message[max(mention.core - 2, 0) : mention.core])
    return any(word.text == "after" for word in before)


def _pointed_back(
    message: Sequence[Word], mentions: Sequence[Mention], spans: Sequence[Span]
) -> Iterator[tuple[Mention, Role]]:
    """The mentions that a pronoun after a cue stands for: "everybody says fast.ai, but I did it last year"."""
    for cue in spans:
        if cue.meaning.kind != "scope" or cue.end >= len(message) or message[cue.end].text not in POINTING_BACK:
            continue
        role = OF_SCOPE.get(cue.meaning.value)
        before = [mention for mention in mentions if mention.end <= cue.start]
        if role and cue.meaning.value != "negate":
            yield from ((mention, role) for mention in before[-1:])
