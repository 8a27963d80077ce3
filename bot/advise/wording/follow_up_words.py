"""What is said to who goes on from an answer: light words, what has changed, why a pick, and facts about one."""

from collections.abc import Callable, Mapping, Sequence

from bot.advise.plans.hours import at_pace, hours_of, hours_span
from bot.advise.verdicts.wishes import year_of
from bot.advise.wording.terms import COST, MATH_DEMAND, STATUS, levels_of, short_title
from bot.advise.wording.understood import understood
from bot.catalogue import Catalogue, Resource
from bot.language import Language, mark
from bot.understand import ParsedQuery
from bot.understand.follow_up import Move, Shift

LIGHT_WORDS: Mapping[Move, str] = {
    "thanks": mark("You're welcome!"),
    "hello": mark("Hi! What would you like to learn, and what do you know already?"),
    "help": mark(
        "Ask me how to learn anything in machine learning. Then go on from my answer: “cheaper”, “a book "
        "instead”, “I've done the second”, “why the first?”, “what comes after?”"
    ),
    "bye": mark("See you! Come back and tell me how it went."),
    "chatter": mark("I'm here when you have your next question."),
    "agree": mark("Good choice."),
}
NOT_SURE = mark(
    "I'm not sure what to change. Try “cheaper”, “a book instead”, “I've done the second” or “why the "
    "first?”, or ask me something new."
)
FORGOTTEN = mark("I only remember an answer for half an hour, and that one is gone. Please ask me again.")
NOT_KNOWN = mark("I don't know that. What I can tell you:")
SHIFTED: Mapping[Shift, str] = {
    "cheaper": mark("cheaper"), "shorter": mark("shorter"), "longer": mark("longer"), "easier": mark("easier"),
    "harder": mark("harder"), "newer": mark("newer"), "less-math": mark("with less maths"),
    "more-math": mark("with more maths"), "more-code": mark("more hands-on"),
}  # fmt: skip
NOTHING_SHIFTED: Mapping[Shift, str] = {
    "cheaper": mark("I have nothing cheaper for this."), "shorter": mark("I have nothing shorter for this."),
    "longer": mark("I have nothing longer for this."), "easier": mark("I have nothing easier for this."),
    "harder": mark("I have nothing harder for this."), "newer": mark("I have nothing newer for this."),
    "less-math": mark("I have nothing with less maths for this."),
    "more-math": mark("I have nothing with more maths for this."),
    "more-code": mark("I have nothing more hands-on for this."),
}  # fmt: skip
ALL_FREE = mark("Everything I picked is free already.")
MOST_SKILLS = 4


def sentence(text: str) -> str:
    """The text with a full stop at its end."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def changes_line(shifts: Sequence[Shift], changed: ParsedQuery, say: Language) -> str:
    """A line that says how the question differs from the one before."""
    languages = [say("in {language}", language=say.name_of(code)) for code in changed.told.languages]
    read = understood(changed, say)
    changes = ", ".join([*(say(SHIFTED[shift]) for shift in shifts), *languages, *([read] if read else [])])
    return say("Same question, but {changes}:", changes=changes) if changes else say("With that in mind:")


def nothing_line(shifts: Sequence[Shift], shown: Sequence[Resource], languages: Sequence[str], say: Language) -> str:
    """That there is nothing else so, with what comes nearest among what was shown."""
    if languages:
        spoken = say.any_of([say.name_of(code) for code in languages])
        return say("I have nothing in {language} for this, only in English.", language=spoken)
    if "shorter" in shifts and (timed := [entry for entry in shown if entry.hours]):
        least = min(timed, key=lambda entry: sum(entry.hours or ()))
        hours = hours_span(least.hours or (0, 0), say)
        return say("{title} is the shortest I have, at {hours}.", title=short_title(least), hours=hours)
    if "cheaper" in shifts and shown and all(entry.cost == "free" for entry in shown):
        return say(ALL_FREE)
    return " ".join(say(NOTHING_SHIFTED[shift]) for shift in shifts)


def why_of(entry: Resource, helped: int, say: Language) -> str:
    """Why an entry is recommended: what people come to it for, for whom it is good, and for whom it is not."""
    told = [f"{short_title(entry)}: {entry.standing.why if entry.standing else entry.summary}"]
    told += map(sentence, entry.strengths[:1])
    if entry.standing and entry.standing.tier == "core":
        told.append(say("It's one of the first I would recommend."))
    if helped:
        told.append(
            say.counted("{count} member here found it helpful.", "{count} members here found it helpful.", helped)
        )
    if entry.not_for:
        told.append(say("Not for {whom}.", whom=entry.not_for[0]))
    return " ".join(told)


def fact_of(entry: Resource, fact: str, query: ParsedQuery, catalogue: Catalogue, say: Language) -> str:
    """What is known of one fact of an entry, or that it is not known."""
    return f"{short_title(entry)}: {FACTS[fact](entry, query, catalogue, say)}"


def _cost(entry: Resource, query: ParsedQuery, catalogue: Catalogue, say: Language) -> str:
    if not entry.knows("cost"):
        return say(UNTOLD)
    note = entry.cost_note or ""
    return note if note.casefold().startswith(entry.cost) else f"{say(COST[entry.cost])}. {note}".strip()


def _hours(entry: Resource, query: ParsedQuery, catalogue: Catalogue, say: Language) -> str:
    if not entry.hours:
        guess = hours_span(hours_of(entry, catalogue.skills), say)
        return say("not stated; I'd guess {hours}.", hours=guess)
    pace = at_pace(query, entry, short_title(entry), say)
    return " ".join(filter(None, [f"{hours_span(entry.hours, say)}.", entry.hours_note, pace]))


def _math(entry: Resource, query: ParsedQuery, catalogue: Catalogue, say: Language) -> str:
    return f"{say(MATH_DEMAND[entry.math])}." if entry.knows("math") else say(UNTOLD)


def _level(entry: Resource, query: ParsedQuery, catalogue: Catalogue, say: Language) -> str:
    told = [levels_of(entry, say), *([say("good for {whom}", whom=entry.good_for[0])] if entry.good_for else [])]
    return f"{'; '.join(told)}."


def _needs(entry: Resource, query: ParsedQuery, catalogue: Catalogue, say: Language) -> str:
    skills = [say.plain(catalogue.skills.skill(id_).name) for id_ in entry.requires[:MOST_SKILLS]]
    told = [say("you should know {skills}", skills=say.all_of(skills)), entry.programming or ""] if skills else [""]
    return f"{'; '.join(filter(None, [*told, say(MATH_DEMAND[entry.math]) if entry.knows('math') else '']))}."


def _certificate(entry: Resource, query: ParsedQuery, catalogue: Catalogue, say: Language) -> str:
    if entry.certificate is None:
        return say(UNTOLD)
    return say("it comes with a certificate.") if entry.certificate else say("it comes without a certificate.")


def _maker(entry: Resource, say: Language) -> str:
    made = [say.all_of(entry.authors), entry.publisher or "", entry.platform or ""]
    return f"{', '.join(dict.fromkeys(filter(None, made)))}." if any(made) else say(UNTOLD)


def _year(entry: Resource, query: ParsedQuery, catalogue: Catalogue, say: Language) -> str:
    year = year_of(entry)
    told = [entry.edition or "", str(year) if year and str(year) not in (entry.edition or "") else ""]
    state = say(STATUS[entry.status])
    why = entry.status_reason if entry.status != "current" else ""
    return " ".join(filter(None, [f"{', '.join([*filter(None, told), state])}.", why]))


UNTOLD = mark("I don't know.")
HARDWARE = mark(
    "I don't know what hardware it needs. For most courses a free GPU in the browser is enough (Kaggle, Colab)."
)
FACTS: Mapping[str, Callable[[Resource, ParsedQuery, Catalogue, Language], str]] = {
    "cost": _cost,
    "hours": _hours,
    "status": _year,
    "year": _year,
    "math": _math,
    "level": _level,
    "maker": lambda entry, query, catalogue, say: _maker(entry, say),
    "hardware": lambda entry, query, catalogue, say: say(HARDWARE),
    "needs": _needs,
    "certificate": _certificate,
    "language": lambda entry, query, catalogue, say: say("in {language}", language=say.name_of(entry.language)),
}
"""How each fact that a follow-up may ask of an entry is told."""
