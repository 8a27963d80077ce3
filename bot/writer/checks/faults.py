"""What is wrong with a draft, and the parts of a draft that the checks look at."""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from bot.writer.draft import Draft

Reason = Literal[
    "empty", "length", "picks", "id", "barred", "markup", "signs", "number", "name", "language", "claim", "order"
]
"""Why a draft is not shown: what the metrics count."""
MOST_QUOTED = 60


class Fault(Struct, frozen=True):
    """Something for which a draft is not shown. `what` tells the model what is wrong and where."""

    reason: Reason
    what: str


class Part(Struct, frozen=True):
    """One text of a draft. `name` says which, `id` is that of the pick whose `why` it is, else empty."""

    name: str
    text: str
    id: str = ""

    def fault(self, reason: Reason, words: str, wrong: str) -> Fault:
        """The fault that these words of this part are."""
        return Fault(reason, f'{self.name}: "{quoted(words)}" {wrong}')


def parts_of(draft: Draft) -> Iterator[Part]:
    """The texts of a draft that are there, if only as blanks."""
    whys = (Part(f'why of "{quoted(pick.id)}"', pick.why, pick.id) for pick in draft.picks)
    rest = (Part("next", draft.next), Part("unsure", draft.unsure))
    for part in (Part("answer", draft.answer), Part("because", draft.because), *whys, *rest):
        if part.text:
            yield part


def quoted(words: str) -> str:
    """The words as a message to the model quotes them: on one line, not too many, nothing that is invisible."""
    line = " ".join("".join(char if char.isprintable() else " " for char in words[: 2 * MOST_QUOTED]).split())
    return line if len(line) <= MOST_QUOTED else f"{line[:MOST_QUOTED]}..."
