"""What a member can be taken to know, and what to build with what they learn."""

from collections.abc import Iterable

from bot.catalogue import Catalogue, Skill
from bot.language import Language, mark
from bot.understand import ParsedQuery

BUILD_ANYTHING = mark("a notebook that explains one idea of it to a friend, with an example of your own")
"""Where nothing better is known to build."""


def known_skills(query: ParsedQuery, catalogue: Catalogue) -> frozenset[str]:
    """What the member can be taken to know: what they say, and both ends of what they have finished or are doing."""
    said = {id_ for known in query.knows for id_ in catalogue.skills.of(known.id)}
    found = said.union(*(catalogue.skills.below(id_) for id_ in said))
    for id_ in query.ids("done", "doing"):
        if entry := catalogue.get(id_):
            for own in (entry, *catalogue.parts_of(entry.id)):
                found.update(own.requires, own.teaches)
    return frozenset(found)


def build_idea(skills: Iterable[Skill], used: set[str], say: Language) -> str:
    """Something small to build with the first of the skills that has an idea not used so far; adds it to `used`."""
    idea = next((skill.build for skill in skills if skill.build and skill.build not in used), BUILD_ANYTHING)
    used.add(idea)
    return say.plain(idea)
