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
from bot.advise.plans.hours import at_pace
from bot.advise.plans.plan import Plan
from bot.advise.verdicts.compare import Comparison
from bot.advise.wording.readiness_words import told
from bot.advise.wording.reasons import within
from bot.advise.wording.terms import format_name, in_sentence, short_title
from bot.advise.wording.understood import understood_line, unused
from bot.advise.wording.verdict_words import judgement, side_taken
from bot.catalogue.allowed_values import Format
from bot.language import Language, mark
from bot.understand import ParsedQuery

MOST_WORDS = 150
"""Of answer, reasons, picks and next step together; a third pick that would lead beyond it is left to a button."""
LONG_WORDS = 120
"""From so many words on there is no room below for another question."""
MOST_PICKS = 3
MOST_STEPS = 5
"""So many steps of a plan are named in its first sentence."""
BECAUSE_WORDS = 50
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
    return " ".join(say("{title} is for {whom}.", title=title, whom=in_sentence(whom)) for title, whom in told)


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


@_reply.register
def _compared(found: Comparison, say: Language) -> Reply:
    when, which = side_taken(found, say)
    checked = min(entry.verified.date for entry in found.resources)
    return Reply(when or which, which if when else "", checked=checked)


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


def small_print(query: ParsedQuery, reply: Reply, say: Language) -> Iterator[str]:
    """What was understood, what of it was not used, and when it was last checked: a line each, if there is any.

    A model reads the message by itself, so what rules understood is not what its reply rests on.
    """
    if not reply.by_model and (read := understood_line(query, say)):
        yield read
    if reply.unused:
        yield say("I couldn't match: {things}.", things=", ".join(reply.unused))
    if reply.unsure:
        yield reply.unsure
    if reply.by_model:
        yield say(BY_MODEL)
    if reply.checked:
        yield say("Last checked in {month}.", month=say.month(reply.checked))
