"""What a verdict says in a sentence or two, and which of several entries compared to take."""

from bot.advise.ranking.unfit import unfit
from bot.advise.verdicts.compare import Comparison
from bot.advise.verdicts.wishes import name_among, wishes
from bot.advise.wording.reasons import within
from bot.advise.wording.terms import in_sentence, short_title
from bot.catalogue import Resource
from bot.catalogue.allowed_values import LEVELS, MATHS, Tier
from bot.catalogue.server_entries import is_own
from bot.language import Language
from bot.understand import ParsedQuery

ANSWER_WORDS, COMPARED_WORDS = 40, 60
MOST_WISHES = 2
TIERS: tuple[Tier, ...] = ("niche", "solid", "core")


def judgement(entry: Resource, say: Language) -> str:
    """The verdict on an entry in a sentence or two: whether it is worth taking today."""
    title, standing = short_title(entry), entry.standing
    instead = say("Take {title} instead.", title=entry.successor.title) if entry.successor else ""
    if is_own(entry.id):
        return say("Members of this server suggest {title}, and its moderators approved it.", title=title)
    if entry.status == "retired":
        return f"{say('No, {title} is no longer available.', title=title)} {instead}".strip()
    if entry.status == "dated":
        aging = say("{title} is showing its age.", title=title)
        room = ANSWER_WORDS - len(f"{aging} {instead}".split())
        return " ".join(filter(None, [aging, within(entry.status_reason or "", room), instead]))
    lead = {
        "core": say("Yes, {title} is one of the first I would recommend.", title=title),
        "solid": say("Yes, {title} is a good choice.", title=title),
        "niche": say("{title} is a special case: take it only if it is exactly what you need.", title=title),
    }[standing.tier if standing else "solid"]
    return f"{lead} {standing.why if standing else ''}".strip()


def side_taken(found: Comparison, say: Language) -> tuple[str, str]:
    """When to take which of the entries compared, and which one to take; each empty where it cannot be told."""
    which = _preferred(found, say)
    least = len(which.partition(". ")[0].split())
    when = _when_to_take(found, say, MOST_WISHES)
    if len(when.split()) + least > COMPARED_WORDS:
        when = _when_to_take(found, say, 1)
    return when, within(which, max(COMPARED_WORDS - len(when.split()), least))


def _preferred(found: Comparison, say: Language) -> str:
    """Which of the entries compared to take: what suits the asker and stands best; of equals, where to start."""
    ranks = [_preference(own, found.query) for own in found.resources]
    best = max(ranks)
    equal = [own for own, rank in zip(found.resources, ranks, strict=True) if rank == best]
    own = max(equal, key=_ease)
    title = _told_apart(own, found, say)
    if len(equal) == 1:
        return f"{say('I would take {title}.', title=title)} {own.standing.why if own.standing else ''}".strip()
    if own.status == "retired":
        return ""
    return say("They're equally good; I would start with {title}.", title=title)


def _preference(own: Resource, query: ParsedQuery) -> tuple[bool, bool, bool, int]:
    """What speaks for an entry, the weightiest first: that it is there, for this asker, current, well thought of."""
    tier = TIERS.index(own.standing.tier) if own.standing else 0
    return own.status != "retired", not unfit(query, own), own.status == "current", tier


def _ease(own: Resource) -> tuple[int, int, bool, int]:
    """What decides among equals, the weightiest first: asks less, costs nothing, is newer."""
    level = own.level_span[0] if own.knows("level") else len(LEVELS)
    maths = own.math_rank if own.knows("math") else len(MATHS)
    return -level, -maths, own.cost == "free" and own.knows("cost"), own.year or 0


def _told_apart(own: Resource, found: Comparison, say: Language) -> str:
    """Its short title, or more of it where another has the same."""
    alike = [other for other in found.resources if short_title(other) == short_title(own)]
    return short_title(own) if len(alike) == 1 else name_among(own, found.resources, say)


def _when_to_take(found: Comparison, say: Language, wanted: int) -> str:
    """When to take which of the entries compared, in one sentence; before it, which are gone."""
    gone = [own for own in found.resources if own.status == "retired"]
    living = [own for own in found.resources if own.status != "retired"]
    sentences = [_gone(own, found, say) for own in gone]
    if len(living) > 1 and any(own.good_for or wishes(own, found.resources, found.query, say) for own in living):
        first, *others = (_if_wanted(own, found, say, wanted) for own in living)
        sentences.append(say("Take {first}, {others}.", first=first, others=", ".join(others)))
    return " ".join(sentences)


def _gone(own: Resource, found: Comparison, say: Language) -> str:
    """That an entry is gone, and what came after it unless that is compared, too."""
    told = say("{title} is no longer available.", title=_told_apart(own, found, say))
    if own.successor is None or own.successor.id in [other.id for other in found.resources]:
        return told
    return f"{told} {say('Take {title} instead.', title=own.successor.title)}"


def _if_wanted(own: Resource, found: Comparison, say: Language, wanted: int) -> str:
    """An entry and what speaks for it: what sets it apart here, else for whom it is."""
    title = _told_apart(own, found, say)
    if things := wishes(own, found.resources, found.query, say)[:wanted]:
        return say("{title} if you want {wishes}", title=title, wishes=say.all_of(things))
    if own.good_for:
        return say("{title} if you want something for {whom}", title=title, whom=in_sentence(own.good_for[0]))
    return say("{title} if you prefer its way of teaching", title=title)
