"""Others than those shown: cheaper, shorter, easier, newer, or in another language."""

from collections.abc import Callable, Sequence

from bot.advise.verdicts.wishes import year_of
from bot.catalogue import Resource
from bot.catalogue.models import Judged
from bot.understand.follow_up import Shift

Test = Callable[[Resource], bool]
OF_SHIFT: dict[Shift, tuple[str, str]] = {
    "cheaper": ("cost", "cost"), "shorter": ("hours", "hours"), "longer": ("hours", "hours"),
    "easier": ("level", "level"), "harder": ("level", "level"), "newer": ("year", ""),
    "less-math": ("math", "math"), "more-math": ("math", "math"), "more-code": ("level", "style"),
}  # fmt: skip
"""For each shift the fact that tells two entries apart, and the facet of a question that its words also set."""


def differs(shifts: Sequence[Shift], others: Sequence[Resource], languages: Sequence[str] = ()) -> Test:
    """Tells whether an entry is known to differ from all of the others as each shift says, and is in one of the
    languages, if any.
    """

    def passes(entry: Resource) -> bool:
        spoken = not languages or entry.language in languages
        return (
            spoken
            and _is_known(entry, shifts)
            and all(MEASURES[shift](entry, other) for shift in shifts for other in others)
        )

    return passes


def loosely(shifts: Sequence[Shift], others: Sequence[Resource], languages: Sequence[str] = ()) -> Test:
    """The same where nothing differs so: for harder and easier, what is for the advanced, or for beginners."""
    ends = [END[shift] for shift in shifts if shift in END]

    def passes(entry: Resource) -> bool:
        spoken = not languages or entry.language in languages
        return (
            bool(ends)
            and spoken
            and _is_known(entry, shifts)
            and entry not in others
            and all(end(entry) for end in ends)
        )

    return passes


def _is_known(entry: Resource, shifts: Sequence[Shift]) -> bool:
    """Whether somebody has said of an entry what the shifts ask for."""
    return all(entry.knows(facet) for shift in shifts if (facet := JUDGED.get(shift)))


def _is_shorter(entry: Resource, other: Resource) -> bool:
    return bool(entry.hours and other.hours and sum(entry.hours) < sum(other.hours)) or (
        entry.format in QUICK and not other.hours and other.format not in QUICK
    )


def _ease(entry: Resource) -> tuple[int, int]:
    return sum(entry.level_span), entry.math_rank


JUDGED: dict[Shift, Judged] = {
    "cheaper": "cost", "easier": "level", "harder": "level", "less-math": "math", "more-math": "math",
    "more-code": "style",
}  # fmt: skip
"""What somebody has to have said of an entry for each shift."""
END: dict[Shift, Test] = {
    "harder": lambda entry: entry.level[1] == "advanced" and entry.level[0] != "beginner",
    "easier": lambda entry: entry.level[0] == "beginner",
}
QUICK = frozenset({"video", "blog", "tutorial", "tool", "paper"})
"""Formats that take hours rather than weeks."""
MEASURES: dict[Shift, Callable[[Resource, Resource], bool]] = {
    "cheaper": lambda entry, other: entry.cost_rank < other.cost_rank,
    "shorter": _is_shorter,
    "longer": lambda entry, other: _is_shorter(other, entry),
    "easier": lambda entry, other: _ease(entry) < _ease(other),
    "harder": lambda entry, other: _ease(entry) > _ease(other),
    "newer": lambda entry, other: (year_of(entry) or 0) > (year_of(other) or 0) and entry.status == "current",
    "less-math": lambda entry, other: entry.math_rank < other.math_rank,
    "more-math": lambda entry, other: entry.math_rank > other.math_rank,
    "more-code": lambda entry, other: entry.style == "hands-on" or entry.format in ("project", "exercises"),
}
"""Whether the first entry differs from the second as a shift says."""
