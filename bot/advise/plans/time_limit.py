"""Fitting a plan into the time there is: what it can spare goes first, and then what comes last."""

from msgspec import Struct
from msgspec.structs import replace

from bot.advise.plans.cover import Field, in_order
from bot.advise.plans.hours import STEADY, Time, effort, total
from bot.advise.plans.plan import Dropped, Part
from bot.advise.wording.plan_words import beginning, shortage
from bot.catalogue import Resource, SkillGraph
from bot.language import Language, mark

SPARE: dict[Part, str] = {
    "practice": mark("good practice, but not needed for the goal"),
    "further": mark("it goes beyond the goal"),
    "ease": mark("it would help, but you can reach the goal without it"),
}
"""The parts that a plan can do without, the first to go first, and what is said of one that went."""
MOST_STEPS = 8


class Route(Struct, frozen=True):
    """Entries in order, what each of them is for, and what was dropped from them; `skills` tell how long they take."""

    parts: tuple[tuple[Resource, Part], ...]
    skills: SkillGraph
    dropped: tuple[Dropped, ...] = ()
    pace: float = STEADY
    message: str = ""

    @property
    def entries(self) -> list[Resource]:
        """The entries alone."""
        return [entry for entry, _ in self.parts]

    @property
    def hours(self) -> float:
        """The hours to plan for all of it."""
        return total(self.entries, self.skills, self.pace)


def trimmed(route: Route, time: Time, field: Field, say: Language) -> Route:
    """The route without what it can spare, as far as the time or the length asks for it."""
    while route.hours > time.most or len(route.parts) > MOST_STEPS:
        spare = max(((part, place) for place, (_, part) in enumerate(route.parts) if part in SPARE),
                    key=lambda item: (-list(SPARE).index(item[0]), item[1]), default=None)  # fmt: skip
        if spare is None:
            break
        route = _without(route, spare[1], field, say)
    return route


def cut(route: Route, time: Time, say: Language) -> Route:
    """The first steps, as many as fit, and at least one."""
    count = len(route.parts)
    while count > 1 and total(route.entries[:count], route.skills, route.pace) > time.most:
        count -= 1
    rest = tuple(Dropped(entry, say("it doesn't fit into your time")) for entry in route.entries[count:])
    first = effort(route.entries[0], route.skills, route.pace)
    message = shortage(time, route.hours, count if first <= time.most else 0, say)
    if first > time.most:
        message = f"{message} {beginning(time, first, len(route.parts), say)}"
    return replace(route, parts=route.parts[:count], dropped=(*route.dropped, *rest), message=message)


def _without(route: Route, place: int, field: Field, say: Language) -> Route:
    """The route without one of the entries that it can spare, in order again."""
    gone, part = route.parts[place]
    rest = [item for item in route.parts if item[0] is not gone]
    if part == "ease":  # the others may have stood after it only because it taught what a later one teaches too
        turns = in_order([entry for entry, own in rest if own != "goal"], field)
        rest.sort(key=lambda item: turns.index(item[0]) if item[0] in turns else len(turns))
    return replace(route, parts=tuple(rest), dropped=(*route.dropped, Dropped(gone, say(SPARE[part]))))
