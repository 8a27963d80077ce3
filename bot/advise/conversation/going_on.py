"""From an answer that was given and what somebody says to it, to the next answer."""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from bot.advise.answers import Advised, Answer, Notice, Recommendation
from bot.advise.conversation.comparing import OF_SHIFT, differs, loosely
from bot.advise.conversation.step import PICKS, Next, Step, on_topic
from bot.advise.conversation.turn import Turn
from bot.advise.faq_choice import CLEAR, SURE_OF_STORY, faq_for
from bot.advise.plans.plan import Plan
from bot.advise.ranking.voice import Voice
from bot.advise.wording.compose import reply_of
from bot.advise.wording.follow_up_words import (
    LIGHT_WORDS,
    NOT_KNOWN,
    NOT_SURE,
    changes_line,
    fact_of,
    nothing_line,
    why_of,
)
from bot.advise.wording.terms import short_title
from bot.catalogue import Resource
from bot.catalogue.allowed_values import Role
from bot.understand import Named, ParsedQuery
from bot.understand.facets.asker import Told
from bot.understand.follow_up import LIGHT, FollowUp, Move

if TYPE_CHECKING:
    from bot.advise.guide import Guide

UNSURE, LIKELY = 0.4, 0.6
"""A follow-up less likely than the first that is clear as a question of its own is taken for one; less likely than the
second where that is very clear."""
SHORT = 10
"""A question of up to so many words for a fact is about what was shown: "how many hours, without the exercises?"."""
REPLACED = (
    "level", "math", "cost", "style", "hours_per_week", "weeks", "hours", "formats", "not_formats", "topics",
    "subjects", "not_topics", "frameworks", "not_frameworks", "providers", "not_providers",
)  # fmt: skip
"""What a follow-up says of these stands in the place of what was said before."""

FEWER = re.compile(r"\b(?:less|fewer)\s+(?=\w)", re.IGNORECASE)
"""Before a format or maths a refusal as good as "no": "less blog, more proofs"."""
BACKGROUND = frozenset({"math", "python", "foundations", "machine-learning", "data-analysis", "practice"})
"""Topics that a follow-up names to say what somebody knows, fears or lacks, rather than to ask for them instead; others
count where a subject is named: "sounds good" and "with pictures" name none.
"""


def go_on(guide: "Guide", turn: Turn, text: str, voice: Voice) -> Next | None:
    """The answer to a message that follows one; None where it asks something of its own."""
    said, asked = guide.follow_ups.read(text), guide.parse(text)
    adjusts = isinstance(turn.answer, Plan) and bool(asked.weeks or asked.hours_per_week) and said.move == "change"
    if (_is_of_its_own(said, asked) and not adjusts) or _is_the_same(asked, turn.answer):
        return None
    step = _step(guide, _with_told(guide, turn, said, voice), said, _without_told(text, said), voice)
    if said.move in LIGHT:
        return step.aside(Notice(ParsedQuery(), _light(step), light=True))
    if said.chooses and len(step.shown) > 1 and (chosen := _chosen(step)):
        return chosen
    wants_language = said.fact == "language" and bool(step.read.told.languages)
    if wants_language or (said.move == "change" and not (said.fact and "?" in text and step.shown)):
        return _changed(step, text)
    if said.move == "change":
        return _ask(step, text)  # "isn't that outdated?" asks of a pick rather than for another
    return _ON_PICKS[said.move](step, text) if step.shown else None


def _step(guide: "Guide", turn: Turn, said: FollowUp, text: str, voice: Voice) -> Step:
    read = guide.understanding.parse(FEWER.sub("no ", text), models=False, wishing=True)
    return Step(guide, turn, turn.shown(guide.language), said, read, voice)


def _with_told(guide: "Guide", turn: Turn, said: FollowUp, voice: Voice) -> Turn:
    """The turn with what the message tells of picks beside what it asks: those done or refused."""
    for part in said.behind:
        role: Role = "done" if part.move == "done" else "avoid"
        meant = _step(guide, turn, part, part.text, voice).meant()
        turn = replace(turn, named=(*turn.named, *(Named(entry.id, role, title=entry.title) for entry in meant)))
    return turn


def _without_told(text: str, said: FollowUp) -> str:
    for part in said.behind:
        text = text.replace(part.text, " ")
    return text


def _chosen(step: Step) -> Next | None:
    """Which of the picks it is: by the fact that is asked for, else the one to begin with and why."""
    say, said = step.guide.language, step.said
    fact = said.fact or (OF_SHIFT[said.shifts[0]][0] if said.shifts else "")
    if fact:
        return step.aside(_told(step, step.meant() or step.shown, fact))
    if _changes(step):
        return None
    first = step.shown[0]
    start = say("I would start with {title}.", title=short_title(first))
    why = why_of(first, step.voice.helped(first.id), say)
    return step.aside(Notice(ParsedQuery(), f"{start}\n{why}"), first)


def _is_of_its_own(said: FollowUp, asked: ParsedQuery) -> bool:
    """Whether a message asks something that does not lean on the answer before it."""
    leans = bool(said.places) and said.places != ("that",)
    sure = UNSURE if asked.margin < SURE_OF_STORY else LIKELY
    return said.move == "new" or (asked.margin >= CLEAR and not leans and said.chance < sure)


def _is_clear(guide: "Guide", text: str) -> bool:
    """Whether a text is clear as a question of its own."""
    return guide.parse(text).margin >= CLEAR


def _is_the_same(asked: ParsedQuery, before: Answer) -> bool:
    """Whether a question is that of the answer over again; somebody who repeats it wants it answered."""
    return replace(asked, words=()) == getattr(before, "query", None) != ParsedQuery()


def _light(step: Step) -> str:
    """What is said to who thanks, greets or takes a pick."""
    words = step.guide.language(LIGHT_WORDS[step.said.move])
    todo = reply_of(step.turn.answer, step.guide.language).next if step.said.move == "agree" else ""
    return f"{words} {todo}".strip()


def _changed(step: Step, text: str) -> Next | None:
    """The same question under other conditions, or a question back where none was understood."""
    say, shifts = step.guide.language, step.said.shifts
    changes = {name: value for name, value in _changes(step).items() if value != getattr(step.turn.query, name)}
    for shift in shifts:
        changes.pop(OF_SHIFT[shift][1], None)  # "easier" says a level too, and is meant by what was shown
    if not changes and not shifts and step.meant():
        return _without(step, "avoid")  # "the second looks dry, something with pictures"
    if not changes and not shifts:
        words = _unchanged(step) if _changes(step) else say(NOT_SURE)
        return None if _is_clear(step.guide, text) else step.aside(Notice(ParsedQuery(), words))
    query = replace(step.turn.query, **changes)
    lead = changes_line(shifts, ParsedQuery(**changes), say)
    wanted = query.told.languages if "told" in changes else ()
    if "formats" in changes and not shifts:
        there = step.others(query, [lambda entry: entry.format in query.formats], lead, "", seen_too=True)
        if isinstance(there, Recommendation):
            return step.forth(there)
    if not shifts and not wanted:
        again = step.again(query)
        led = _led(again, lead, step.turn.whole or step.turn.answer)
        if _is_other(led, step):
            return step.forth(led, again)
        return None if _is_clear(step.guide, text) else step.aside(Notice(ParsedQuery(), _unchanged(step)))
    query = replace(
        query, **{facet: None for shift in shifts if (facet := OF_SHIFT[shift][1]) and facet not in changes}
    )
    than = step.meant_or_focus()
    than = () if wanted and not shifts else than
    tests = [differs(shifts, than, wanted), differs(shifts, than[:1], wanted), loosely(shifts, than, wanted)]
    nothing = nothing_line(shifts, than, wanted, say)
    return step.forth(step.others(query, tests, lead, nothing, seen_too=bool(wanted and not shifts)))


def _changes(step: Step) -> dict[str, Any]:
    """What a message says anew, by the name of its field."""
    read, turns_to = step.read, step.said.turns_to
    changes = {name: value for name in REPLACED if (value := getattr(read, name))}
    if not (read.subjects or turns_to) or BACKGROUND.issuperset(read.topics):
        changes.pop("topics", None)
        changes.pop("subjects", None)
    changes |= {name: value for name in ("knows", "certificate") if (value := getattr(read, name))}
    return changes if read.told == Told() else {**changes, "told": read.told}


def _is_other(again: Answer, step: Step) -> bool:
    """Whether an answer says or shows anything that the one before did not."""
    reply = reply_of(again, step.guide.language)
    told = isinstance(again, Advised) and (reply.because or not again.answer.endswith(":"))
    return bool(told) or isinstance(again, Plan) or {pick.resource for pick in reply.picks} != set(step.shown)


def _unchanged(step: Step) -> str:
    say = step.guide.language
    if not step.shown:
        return say("That doesn't change my advice.")
    return say("That doesn't change my advice: I would still start with {title}.", title=short_title(step.shown[0]))


def _led(answer: Answer, lead: str, before: Answer) -> Answer:
    """The answer behind a line that says what has changed, without what was said word for word before."""
    if isinstance(answer, Advised):
        same = isinstance(before, Advised) and before.source == answer.source
        told = "" if same and isinstance(before, Advised) and before.answer == answer.answer else answer.answer
        because = "" if same and isinstance(before, Advised) and before.because == answer.because else answer.because
        return replace(answer, answer=f"{lead} {told}".strip(), because=because, read_as="")
    if isinstance(answer, Recommendation | Plan | Notice):
        return replace(answer, message=f"{lead} {answer.message}".strip())
    return answer


def _done(step: Step, text: str) -> Next:
    return _without(step, "done")


def _against(step: Step, text: str) -> Next:
    return _without(step, "avoid")


def _without(step: Step, role: Role) -> Next:
    """The same question without what is done or refused; a question back where it is not clear which that is."""
    say, meant = step.guide.language, step.meant()
    if not meant and not _changes(step):
        if len(step.shown) > 1:
            return step.aside(Notice(ParsedQuery(), say("Which one? Say “the first”, “the second” or its name.")))
        meant = step.shown
    query = replace(step.with_roles(meant, role), **_changes(step))
    titles = say.all_of([short_title(entry) for entry in meant])
    ids = {entry.id for entry in meant}
    if role == "done" and ids >= {entry.id for entry in step.shown}:
        return _what_follows(step, meant)
    lead = say("Without {titles}:", titles=titles) if titles else ""
    again = step.again(query)
    return step.forth(_led(again, lead, step.turn.whole or step.turn.answer), again)


def _more(step: Step, text: str) -> Next:
    """Others for the same question, or like the one that was named."""
    say, query = step.guide.language, step.turn.query
    changes = _changes(step)
    lead = say("Also good for this:")
    formats = changes.get("formats", ())
    tests = [lambda entry: entry.format in formats, _any] if formats else [_any]
    return step.forth(step.others(replace(query, **changes), tests, lead, say("That's all I have for this.")))


def _any(entry: Resource) -> bool:
    return True


def _details(step: Step, text: str) -> Next:
    entry = step.meant_or_focus()[0]
    return step.aside(step.guide.review(entry.id, step.voice), entry)


def _why(step: Step, text: str) -> Next:
    say = step.guide.language
    if step.said.against_other and len(step.shown) > 1:
        two = [entry.id for entry in step.shown[:2]]
        return step.aside(step.guide.compare(two, step.voice), step.shown[0])
    meant = step.meant() or step.shown[:1]
    lines = [why_of(entry, step.voice.helped(entry.id), say) for entry in meant[:PICKS]]
    return step.aside(Notice(ParsedQuery(), "\n".join(lines)), meant[0])


def _after(step: Step, text: str) -> Next:
    return _what_follows(step, step.meant() or step.shown)


def _what_follows(step: Step, done: Sequence[Resource]) -> Next:
    """What comes after these entries."""
    asked = {**_changes(step), "intent": "path", "level": None, "notes": (), "ask": None}
    query = replace(step.with_roles(done, "done"), **asked)
    query = on_topic(query, done[-1:])
    return step.forth(step.guide.what_follows(query, step.voice))


def _ask(step: Step, text: str) -> Next | None:
    """A fact about an entry, or what is said to that question about it by name."""
    guide = step.guide
    short = bool(step.said.fact) and len(text.split()) <= SHORT
    if not (step.said.places or step.read.named or short) and _is_clear(guide, text):
        return None  # "do certificates matter to anybody?"
    meant = step.meant_or_focus()
    if step.said.fact:
        return step.aside(_told(step, meant, step.said.fact), meant[0])
    named = guide.parse(f"{meant[0].title}: {text}")
    if faq_for(guide.catalogue, named) or named.margin >= CLEAR:
        found, before = guide.answer(named, step.voice), step.turn.answer
        if not (isinstance(found, Advised) and isinstance(before, Advised) and found.source == before.source):
            return step.aside(found, meant[0])
    say, first = guide.language, meant[0]
    known = why_of(first, step.voice.helped(first.id), say)
    return step.aside(Notice(ParsedQuery(), f"{say(NOT_KNOWN)} {known}"), first)


def _told(step: Step, entries: Sequence[Resource], fact: str) -> Notice:
    """A fact of each of these entries."""
    guide, query = step.guide, step.turn.query
    lines = [fact_of(entry, fact, query, guide.catalogue, guide.language) for entry in entries[:PICKS]]
    return Notice(ParsedQuery(), "\n".join(lines))


_ON_PICKS: dict[Move, Callable[[Step, str], Next | None]] = {
    "done": _done, "against": _against, "more": _more, "details": _details, "why": _why, "after": _after, "ask": _ask,
}  # fmt: skip
