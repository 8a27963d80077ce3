"""What a check gives."""

from typing import Literal

from msgspec import Struct

State = Literal["ok", "hint", "problem"]


class Finding(Struct, frozen=True):
    """One thing that was looked at: `what` there is, and one sentence on `what_to_do` if it is not as it should be.

    A `hint` may be left as it is; a `problem` keeps something from working, or soon will.
    """

    about: str
    state: State
    what: str
    what_to_do: str = ""


def ok(about: str, what: str) -> Finding:
    """All is as it should be."""
    return Finding(about, "ok", what)


def hint(about: str, what: str, what_to_do: str) -> Finding:
    """It could be better."""
    return Finding(about, "hint", what, what_to_do)


def problem(about: str, what: str, what_to_do: str) -> Finding:
    """It has to be mended."""
    return Finding(about, "problem", what, what_to_do)
