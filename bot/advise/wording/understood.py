"""What was understood of a question, and what of it no pick has, in words."""

from collections.abc import Iterator, Sequence

from bot.advise.answers import Pick
from bot.advise.wording.terms import LEVEL, MATH, STYLE, TOPIC, format_name, tool_name, topic_name
from bot.catalogue import Resource
from bot.catalogue.allowed_values import Cost
from bot.language import Language, mark
from bot.understand import ParsedQuery

MAX_TITLES = 3
COST_WISH: dict[Cost, str] = {
    "free": mark("free"),
    "freemium": mark("free or cheap"),
    "paid": mark("willing to pay"),
    "subscription": mark("willing to pay"),
}


def understood_line(query: ParsedQuery, say: Language) -> str:
    """A sentence that says what was read from a question; empty where nothing was."""
    read = understood(query, say)
    return say("Understood: {read}.", read=read) if read else ""


def understood(query: ParsedQuery, say: Language) -> str:
    """What was read from a question, in one line; empty where nothing was."""
    wanted = ", ".join(_understood(query, say))
    rejected = [*(format_name(word, say) for word in query.not_formats), *map(tool_name, query.not_frameworks)]
    rejected += [*(provider.title() for provider in query.not_providers), *_short(query.titles("avoid"))]
    unwanted = say("Not: {things}", things=", ".join(rejected)) if rejected else ""
    return ". ".join(filter(None, [wanted, unwanted]))


def _understood(query: ParsedQuery, say: Language) -> Iterator[str]:
    if query.level:
        yield say(LEVEL[query.level])
    if query.math:
        yield say(MATH[query.math])
    if query.cost:
        yield say(COST_WISH[query.cost])
    if query.formats:
        yield say.any_of([format_name(word, say) for word in query.formats])
    if query.style:
        yield say(STYLE[query.style])
    if query.topics:
        yield say("about {subjects}", subjects=say.all_of(list(dict.fromkeys(_subjects(query, say)))))
    if query.frameworks:
        yield say("with {tools}", tools=say.all_of([tool_name(name) for name in query.frameworks]))
    if query.providers:
        yield say("from {makers}", makers=say.any_of([name.title() for name in query.providers]))
    if query.knows:
        names = (TOPIC.get(skill.id, skill.name) for skill in query.knows)  # "math" is no skill but a subject
        yield say("you know {skills}", skills=say.all_of([say.plain(name) for name in names]))
    if done := _short(query.titles("done")):
        yield say("done: {titles}", titles=say.all_of(done))
    if doing := _short(query.titles("doing")):
        yield say("in progress: {titles}", titles=say.all_of(doing))
    if query.hours_per_week:
        yield say.counted("{count} hour a week", "{count} hours a week", about(query.hours_per_week))
    if query.weeks:
        yield say.counted("within {count} week", "within {count} weeks", query.weeks)
    if query.hours:
        yield say.counted("{count} hour in total", "{count} hours in total", query.hours)


def _subjects(query: ParsedQuery, say: Language) -> Iterator[str]:
    """The topics; in the place of one what of it is asked about, except a tool, which is told as one."""
    tools = [tool_name(name).casefold() for name in query.frameworks]
    for topic in query.topics:
        names = [name for its, name in query.about if its == topic and name.casefold() not in tools]
        yield from (name or topic_name(topic, say) for name in names or ("",))


def about(hours: float) -> float:
    """So many hours as one would say them: 1.7, 2.5, 10."""
    return round(hours, 1) if hours < 2 else round(hours * 2) / 2


def _short(titles: Sequence[str]) -> list[str]:
    """The first of the titles, without what follows their colon."""
    return [title.partition(":")[0] for title in titles[:MAX_TITLES]]


def unused(query: ParsedQuery, picks: Sequence[Pick], say: Language, told: str = "") -> tuple[str, ...]:
    """What the asker wants that none of the picks has, in words; without tools that the answer speaks of (`told`)."""
    if not picks:
        return ()
    words = " ".join((told, *(pick.line for pick in picks)))
    return tuple(dict.fromkeys(_unused(query, [pick.resource for pick in picks], words, say)))


def _unused(query: ParsedQuery, entries: Sequence[Resource], told: str, say: Language) -> Iterator[str]:
    for word in query.formats:
        if all(entry.format != word for entry in entries):
            yield format_name(word, say)
    if query.cost == "free" and all(entry.cost != "free" for entry in entries):
        yield say("free")
    if query.certificate and not any(entry.certificate for entry in entries):
        yield say("a certificate")
    for tool in query.frameworks:
        used = any(tool == framework.name for entry in entries for framework in entry.frameworks)
        if not used and tool_name(tool).casefold() not in told.casefold():
            yield say("with {tools}", tools=tool_name(tool))
    for language in query.told.languages:
        if all(entry.language != language for entry in entries):
            yield say("in {language}", language=say.name_of(language))
