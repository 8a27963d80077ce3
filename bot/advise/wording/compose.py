"""Every answer in the anatomy of a reply: the answer, why, at most three picks, one next step, what was not used.

Discord's cards, the local page, the terminal and JSON all show these same texts, within the same budgets of words.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import singledispatch

from msgspec import Struct
from msgspec.structs import replace

from bot.advise.answers import Advised, Answer, Near, Notice, Pick, Recommendation, Unsure, Verdict, WhichOne, Written
from bot.advise.faq_choice import CLEAR
from bot.advise.plans.hours import at_pace, hours_span
from bot.advise.plans.plan import Plan
from bot.advise.ranking.unfit import unfit
from bot.advise.verdicts.compare import Comparison
from bot.advise.verdicts.wishes import name_among, wishes
from bot.advise.wording.readiness_words import told
from bot.advise.wording.reasons import understood_line, within
from bot.advise.wording.terms import KIND, format_name, short_title, tool_name
from bot.catalogue import Resource
from bot.catalogue.allowed_values import LEVELS, MATHS, Format, Tier
from bot.catalogue.server_entries import is_own
from bot.language import Language, mark
from bot.understand import ParsedQuery

MOST_WORDS = 150
"""Of answer, reasons, picks and next step together; a third pick that would lead beyond it is left to a button."""
LONG_WORDS = 120
"""From so many words on there is no room below for another question."""
MOST_PICKS = 3
MOST_STEPS = 5
"""So many steps of a plan are named in its first sentence."""
MOST_WISHES = 2
PROPER = frozenset({"Python", "Keras", "Julia", "R", "C#", "Excel", "Java"})
"""Names that begin with the only capital letter that they have."""
ANSWER_WORDS, BECAUSE_WORDS, COMPARED_WORDS = 40, 50, 60
TIERS: tuple[Tier, ...] = ("niche", "solid", "core")
WHICH = mark("Several things go by that name. Which one do you mean?")
UNKNOWN = mark("I have nothing by that name.")
DID_YOU_MEAN = mark("Did you mean one of these?")
NOT_KNOWN_NAME = mark('Nothing in my list is called "{name}".')
BY_MODEL = mark("Written by a language model from my notes.")
UNSURE = mark("I'm not sure I understood. Did you mean one of these?")
UNSURE_OF_ONE = mark("I'm not sure I understood. Did you mean this?")
NEXT: dict[Format, str] = {
    "book": mark(
        "Read one chapter this week and do its exercises. If you can explain it to a friend, go on; if not, "
        "reread where you got stuck."
    ),
    "course": mark("Do the first lesson and its exercise today. If you can explain it in two sentences, go on."),
    "video": mark("Watch the first one, then write down what you remember. Rewatch what you missed."),
    "tutorial": mark("Type in the first one yourself. Then change one thing, and guess the result before you run it."),
    "project": mark("Get it running, change one thing, and measure whether it got better."),
    "exercises": mark("Solve three today without looking anything up. Whatever stops you is what to study next."),
    "blog": mark("Read the first post, then sum it up in three sentences of your own."),
    "paper": mark("Read the abstract, figures and conclusion first, then write in two sentences what is new."),
    "community": mark("Read the pinned posts, then ask one concrete question and say what you've tried."),
    "event": mark("Find the next date and put it in your calendar today."),
    "podcast": mark("Listen to one episode and note one thing you want to try."),
    "tool": mark("Run its smallest example today, then try it on something of your own."),
}


class Reply(Struct, frozen=True):
    """What a reply says, part by part; an empty part is left out.

    `note` is the id of the note or subject that answers, `checked` when what is said was last looked up. `by_model`:
    whether the operator's language model wrote it; `unsure` is what it left open.
    """

    answer: str = ""
    because: str = ""
    picks: tuple[Pick, ...] = ()
    next: str = ""
    unused: tuple[str, ...] = ()
    near: tuple[Near, ...] = ()
    note: str | None = None
    checked: date | None = None
    unsure: str = ""
    by_model: bool = False

    @property
    def words(self) -> int:
        """The words of all parts that everyone sees."""
        texts = [
            self.answer,
            self.because,
            self.next,
            *(f"{pick.resource.title} {pick.line}" for pick in self.picks),
        ]
        return sum(len(text.split()) for text in texts)


def reply_of(answer: Answer, say: Language, most_words: int = MOST_WORDS) -> Reply:
    """The parts of the reply to a question, within their budgets. A third pick that would lead beyond `most_words` is
    left out.
    """
    reply = _reply(answer, say)
    if not isinstance(answer, Advised | Recommendation):
        return reply
    if len(reply.near) == 1 and reply.words > LONG_WORDS:
        reply = replace(reply, near=())
    if reply.words > most_words and len(reply.picks) == MOST_PICKS:
        shown = reply.picks[:-1]
        reply = replace(reply, picks=shown, unused=unused(answer.query, shown, say, f"{reply.answer} {reply.because}"))
    return reply


@singledispatch
def _reply(answer: Answer, say: Language) -> Reply:
    raise TypeError(f"no reply for {type(answer).__name__}")


@_reply.register
def _advised(answer: Advised, say: Language) -> Reply:
    picks = answer.picks[:MOST_PICKS]
    first = answer.answer or (_led_by(answer.query, picks, say) if picks else "")
    if answer.read_as:
        first = f"{say('The closest question I can answer is “{question}”', question=answer.read_as)} {first}"
    checked = min([answer.checked, *(pick.resource.verified.date for pick in picks)])
    reasons = answer.because if answer.answer else _for_whom(picks, say)
    because = " ".join(filter(None, [reasons, _time_of_first(answer.query, picks, say)]))
    missing = unused(answer.query, picks, say, f"{first} {because}")
    step = answer.next or (say(NEXT[picks[0].resource.format]) if picks and not answer.answer else "")
    return Reply(first, because, picks, step, missing, _offered(answer), answer.source, checked)


def _offered(answer: Advised) -> tuple[Near, ...]:
    """The questions that may have been meant instead: at most one where the note that answers is clear."""
    sure = not answer.read_as and (answer.query.margin >= CLEAR or not answer.query.notes)
    return answer.near[:1] if sure else answer.near


def _for_whom(picks: Sequence[Pick], say: Language) -> str:
    """Which of several picks is for whom; nothing where that is told of one only, which helps nobody to choose."""
    told = [(short_title(pick.resource), pick.whom) for pick in picks if pick.whom]
    if len(told) == 1:
        return ""
    return " ".join(say("{title} is for {whom}.", title=title, whom=_within(whom)) for title, whom in told)


def _within(whom: str) -> str:
    """The same within a sentence: "Beginners with school maths" begins small, "PyTorch users" does not."""
    first = whom.split()[0]
    proper = first in PROPER or any(letter.isupper() for letter in first[1:])
    return whom if proper else whom[:1].lower() + whom[1:]


def _led_by(query: ParsedQuery, picks: Sequence[Pick], say: Language) -> str:
    """Which pick to take; before it, that none is of a format asked for, where so."""
    title = short_title(picks[0].resource)
    if query.formats and all(pick.resource.format not in query.formats for pick in picks):
        kinds = say.any_of([format_name(word, say) for word in query.formats])
        return say("I don't know of {kinds} on that. I would go with {title}.", kinds=kinds, title=title)
    return say("I would go with {title}.", title=title)


@_reply.register
def _recommended(found: Recommendation, say: Language) -> Reply:
    picks = found.picks
    if not picks:
        relaxed = (
            say.counted(
                'If you drop "{condition}", {count} resource fits: {title}.',
                'If you drop "{condition}", {count} resources fit, such as {title}.',
                item.count,
                condition=item.condition,
                title=item.example.title,
            )
            for item in found.relaxations
        )
        return Reply(found.message, " ".join(relaxed))  # fmt: skip
    first = picks[0].resource
    lead = found.message or say("I would start with {title}.", title=short_title(first))
    shown = picks[:MOST_PICKS]
    time, missing = _time_of_first(found.query, shown, say), unused(found.query, shown, say)
    checked = min(pick.resource.verified.date for pick in picks)
    return Reply(lead, time, shown, say(NEXT[first.format]), missing, checked=checked)


def _time_of_first(query: ParsedQuery, picks: Sequence[Pick], say: Language) -> str:
    """How long the first pick takes this asker, where they told their time and it takes more than a sitting."""
    return at_pace(query, picks[0].resource, short_title(picks[0].resource), say) if picks else ""


@_reply.register
def _verdict(found: Verdict, say: Language) -> Reply:
    entry = found.resource
    parts = [told(found.readiness, entry, say)]
    if entry.good_for:
        parts.append(say("Good for {whom}.", whom=entry.good_for[0]))
    if entry.not_for:
        parts.append(say("Not for {whom}.", whom=entry.not_for[0]))
    because = within(" ".join([*filter(None, parts), entry.gripe or ""]), BECAUSE_WORDS)
    step = "" if entry.status == "retired" else say(NEXT[entry.format])
    return Reply(judgement(entry, say), because, next=step, checked=entry.verified.date)


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


@_reply.register
def _compared(found: Comparison, say: Language) -> Reply:
    checked = min(entry.verified.date for entry in found.resources)
    view = _preferred(found, say)
    least = len(view.partition(". ")[0].split())
    told = _when_to_take(found, say, MOST_WISHES)
    if len(told.split()) + least > COMPARED_WORDS:
        told = _when_to_take(found, say, 1)
    view = within(view, max(COMPARED_WORDS - len(told.split()), least))
    return Reply(told or view, view if told else "", checked=checked)


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
        return say("{title} if you want something for {whom}", title=title, whom=_within(own.good_for[0]))
    return say("{title} if you prefer its way of teaching", title=title)


@_reply.register
def _planned(found: Plan, say: Language) -> Reply:
    picks = tuple(Pick(step.resource, 0.0, (step.why,), (step.caveat,) if step.caveat else (), line=step.why)
                  for step in found.steps)  # fmt: skip
    titles = [short_title(step.resource) for step in found.steps]
    order = "; ".join(f"{place}. {title}" for place, title in enumerate(titles[:MOST_STEPS], start=1))
    lead = say("In this order: {order}.", order=order) if len(titles) > 1 else ""
    answer = lead or (say("I would start with {title}.", title=titles[0]) if titles else found.message)
    checked = min((pick.resource.verified.date for pick in picks), default=None)
    return Reply(answer, found.message if titles else "", picks, checked=checked)


@_reply.register
def _which(found: WhichOne, say: Language) -> Reply:
    if found.is_near:
        return Reply(f"{say(UNKNOWN)} {say(DID_YOU_MEAN)}")
    return Reply(say(WHICH if found.options else UNKNOWN))


@_reply.register
def _written(found: Written, say: Language) -> Reply:
    return Reply(
        found.answer, found.because, found.picks, found.next, checked=found.checked, unsure=found.unsure, by_model=True
    )


@_reply.register
def _unsure(found: Unsure, say: Language) -> Reply:
    return Reply(say(UNSURE if len(found.near) > 1 else UNSURE_OF_ONE), near=found.near)


@_reply.register
def _notice(found: Notice, say: Language) -> Reply:
    return Reply(found.message, near=found.near)


def unknown_names(names: Iterable[str], say: Language) -> str:
    """That nothing here has these names, which were asked about beside others; empty where there are none."""
    return " ".join(say(NOT_KNOWN_NAME, name=name) for name in names)


def facts_of(entry: Resource, say: Language) -> str:
    """What it is, what it costs and how long it takes, in a few words."""
    hours = hours_span(entry.hours, say) if entry.hours else ""
    state = say("dated") if entry.status == "dated" else ""
    cost = say(COST_SHORT[entry.cost]) if entry.knows("cost") else say("cost not known")
    return " · ".join(filter(None, [say(KIND[entry.format]), cost, hours, state]))


COST_SHORT = {
    "free": mark("free"), "freemium": mark("partly free"), "paid": mark("paid"), "subscription": mark("subscription"),
}  # fmt: skip


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


def small_print(query: ParsedQuery, reply: Reply, say: Language) -> Iterator[str]:
    """What was understood, what of it was not used, and when it was last checked: a line each, if there is any."""
    if read := understood_line(query, say):
        yield read
    if reply.unused:
        yield say("I couldn't match: {things}.", things=", ".join(reply.unused))
    if reply.unsure:
        yield reply.unsure
    if reply.by_model:
        yield say(BY_MODEL)
    if reply.checked:
        yield say("Last checked in {month}.", month=say.month(reply.checked))
