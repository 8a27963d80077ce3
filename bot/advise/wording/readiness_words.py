"""How it is said whether somebody is ready for an entry."""

from collections.abc import Iterator

from bot.advise.plans.readiness import Readiness
from bot.advise.wording.plan_words import quoted, short
from bot.catalogue import Resource, Skill
from bot.language import Language

MOST_BRIDGES = 3
MOST_SKILLS = 6


def told(readiness: Readiness | None, resource: Resource, say: Language) -> str:
    """In one to three sentences what stands between the asker and this entry; empty where nothing is known."""
    return " ".join(_sentences(readiness, resource, say)) if readiness else ""


def _sentences(readiness: Readiness, resource: Resource, say: Language) -> Iterator[str]:
    if readiness.done:
        yield _done(readiness.done, resource, say)
    elif not readiness.missing:
        yield _ready(readiness, say)
    else:
        yield _before(readiness, say)
        if readiness.bridge:
            yield say("The shortest way there: {steps}.", steps=_bridge(readiness, say))
        if readiness.bring:
            yield _bring(readiness, say)


def _done(done: Resource, resource: Resource, say: Language) -> str:
    if done.id == resource.id:
        return say("You've marked it as done.")
    return say("It is part of {whole}, which you've marked as done.", whole=quoted(done))


def _ready(readiness: Readiness, say: Language) -> str:
    if readiness.by_list:
        return say("You seem ready for it: your list covers what it builds on.")
    return say("You seem ready for it: from what you say, you know what it builds on.")


def _before(readiness: Readiness, say: Language) -> str:
    skills = _skills(readiness.missing, say)
    if readiness.by_list:
        return say("Going by your list, you still need: {skills}.", skills=skills)
    return say("Going by what you say, you still need: {skills}.", skills=skills)


def _bridge(readiness: Readiness, say: Language) -> str:
    titles = [short(entry) for entry in readiness.bridge]
    rest = [say("{count} more", count=len(titles) - MOST_BRIDGES)] if len(titles) > MOST_BRIDGES else []
    return say(", then ").join([*titles[:MOST_BRIDGES], *rest])


def _bring(readiness: Readiness, say: Language) -> str:
    if not readiness.bridge:
        return say("I have nothing suitable for that, so learn it elsewhere first.")
    skills = _skills(readiness.bring, say)
    return say("Learn this elsewhere first: {skills}. I have nothing suitable for it.", skills=skills)


def _skills(skills: tuple[Skill, ...], say: Language) -> str:
    names = [say.plain(skill.name) for skill in skills]
    return say.all_of(names if len(names) <= MOST_SKILLS else [*names[: MOST_SKILLS - 1], say("more")])
