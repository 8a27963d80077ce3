"""How it is said whether somebody is ready for an entry."""

from collections.abc import Iterator

from bot.advise.pathwords import quoted, short
from bot.advise.readiness import Readiness
from bot.advise.skills import skill_name
from bot.advise.wording import listed
from bot.catalogue import Resource

MOST_BRIDGES = 3
MOST_SKILLS = 6
NOTHING_TEACHES = "I have nothing that fits to teach you that"


def told(readiness: Readiness | None, resource: Resource) -> str:
    """In one to three sentences what stands between the asker and this entry; empty where nothing is known."""
    return " ".join(_sentences(readiness, resource)) if readiness else ""


def _sentences(readiness: Readiness, resource: Resource) -> Iterator[str]:
    if readiness.done:
        whole = "" if readiness.done.id == resource.id else f"part of {quoted(readiness.done)}, which is "
        yield f"It is {whole}on your list as done."
        return
    source = "your list" if readiness.by_list else "what you tell me"
    if not readiness.missing:
        yield f"You seem ready for it: {source} covers what it builds on."
        return
    yield f"Before it, going by {source}: {_skills(readiness.missing)}."
    if readiness.bridge:
        titles = [short(entry) for entry in readiness.bridge]
        rest = [f"{len(titles) - MOST_BRIDGES} more"] if len(titles) > MOST_BRIDGES else []
        yield f"The shortest bridge: {', then '.join([*titles[:MOST_BRIDGES], *rest])}."
    if readiness.bring:
        yield _bring(readiness)


def _bring(readiness: Readiness) -> str:
    if not readiness.bridge:
        return f"{NOTHING_TEACHES}, so bring it along."
    return f"Bring along {_skills(readiness.bring)}: {NOTHING_TEACHES}."


def _skills(skills: tuple[str, ...]) -> str:
    names = [skill_name(skill) for skill in skills]
    return listed(names if len(names) <= MOST_SKILLS else [*names[: MOST_SKILLS - 1], "more"])
