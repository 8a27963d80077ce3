"""What observes everything the bot is asked: what it was, how it ended and how long it took.

Whoever wants metrics passes an `Observer` to the client. It gets names of commands and of kinds of buttons, never ids
of members, nor anything that somebody typed; ids of servers only with the tokens that a language model took there.
"""

from typing import Literal, Protocol

Kind = Literal["command", "completion", "press", "form", "message"]
Outcome = Literal["ok", "refused", "too_slow", "not_stored", "fault"]
"""`too_slow`: Discord no longer accepted the answer. `refused`: by a cooldown, a gate or for lack of a permission."""
VoteOutcome = Literal["cast", "taken_back", "held", "refused", "gone"]


class Observer(Protocol):
    """Who is told what the bot does. Each method is called as it happens, and must return at once."""

    def handled(self, kind: Kind, name: str, outcome: Outcome, seconds: float, waited: float) -> None:
        """Something was asked and answered: `seconds` of work, `waited` seconds since the member asked."""

    def voted(self, outcome: VoteOutcome) -> None:
        """A vote button or menu was used."""

    def asked(self, *, found: bool) -> None:
        """A question for resources was answered, with some or with none."""

    def took_up(self, entries: int) -> None:
        """A knowledge base with this many entries answers from now on."""

    def refused(self) -> None:
        """A changed knowledge base had problems; the one before still answers."""

    def wrote(self, ended: str, seconds: float) -> None:
        """A question was meant for the operator's language model, and this came of it (`bot.writer.writer.Ended`)."""

    def turned_down(self, reason: str) -> None:
        """A completion of the model was not let through, for this reason among others."""

    def spent(self, server: int | None, tokens: int) -> None:
        """A request to the model took so many tokens, for a question of this server, or in a direct message."""


class Unobserved:
    """Observes nothing."""

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

    def wrote(self, ended: str, seconds: float) -> None:
        """Nothing."""

    def turned_down(self, reason: str) -> None:
        """Nothing."""

    def spent(self, server: int | None, tokens: int) -> None:
        """Nothing."""


NOBODY = Unobserved()
