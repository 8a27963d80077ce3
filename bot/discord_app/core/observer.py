"""What is told of everything that the bot was asked: what it was, what came of it and how long it took.

Whoever wants figures passes an `Observer` to the client. It is told names of commands and of kinds of buttons, never
an id of a member or server, nor a word that somebody typed.
"""

from typing import Literal, Protocol

Kind = Literal["command", "completion", "press", "form", "message"]
Outcome = Literal["ok", "refused", "too_slow", "not_stored", "fault"]
"""`too_slow`: Discord would not take the answer any more. `refused`: by a cooldown, a gate or for want of a right."""
VoteOutcome = Literal["cast", "taken_back", "held", "refused", "gone"]


class Observer(Protocol):
    """Who is told of what the bot does. Each method is called as it happens, and must return at once."""

    def handled(self, kind: Kind, name: str, outcome: Outcome, seconds: float, waited: float) -> None:
        """Something was asked and answered: `seconds` of work, `waited` since the member asked for it."""

    def voted(self, outcome: VoteOutcome) -> None:
        """A vote button or menu was used."""

    def asked(self, *, found: bool) -> None:
        """A question that wants resources was answered, with some or with none."""

    def took_up(self, entries: int) -> None:
        """A knowledge base with so many entries answers from now on."""

    def refused(self) -> None:
        """A changed knowledge base had problems; the one before still answers."""


class Unobserved:
    """Takes note of nothing."""

    def handled(self, kind: Kind, name: str, outcome: Outcome, seconds: float, waited: float) -> None:
        """Nothing."""

    def voted(self, outcome: VoteOutcome) -> None:
        """Nothing."""

    def asked(self, *, found: bool) -> None:
        """Nothing."""

    def took_up(self, entries: int) -> None:
        """Nothing."""

    def refused(self) -> None:
        """Nothing."""


NOBODY = Unobserved()
