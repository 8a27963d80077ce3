"""What a reply says of an entry must agree with its facts: cost, certificate, format, demands and age."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from bot.catalogue import Resource
from bot.writer.checks.faults import Fault, Part
from bot.writer.checks.said.sentences import Ids, Sentence
from bot.writer.checks.said.sources import Sources
from bot.writer.checks.said.turned import is_negated
from bot.writer.material import Material

_ADJECTIVES = (
    r"(?:(?!(?:your|any|no|another|each|every|that|once|after|before|with|beside|of|for|not|to)\b)[\w-]+\s){0,3}"
)
_HEAD = (
    r"(?:^|\bthis\s|\bthese\s|\bis an?\s|\bit's an?\s|\bas an?\s|\bdies\w*\s|\bist ein\w*\s)(?:the\s|an?\s)?"
    rf"{_ADJECTIVES}"
)
_AFTER_NAME = re.compile(
    rf"(?:'s\s|,?\s(?:is|was|ist|war|as|als)\s|,\s|\s[–-]\s|:\s)?(?:still\s)?(?:an?\s|the\s|ein\w*\s|d(?:er|ie|as)\s)?{_ADJECTIVES}",
    re.IGNORECASE,
)
"""What may stand between a name and the word for its format: "X is a free course"."""
_BEFORE_NAME = re.compile(r"\s(?:(?:by|from|von|of|called)\s)?", re.IGNORECASE)
"""The same the other way round: "the book X"."""
Where = Literal["anywhere", "why", "beside"]


class Claim(Struct, frozen=True):
    """Something that is said of entries. `words` say it; `holds` tells whether it is true of an entry, given its facts
    in lower case; `told` is what is said where it is not. `where` it is looked for: anywhere, in a pick's why alone, or
    outside of that right beside a name alone. `negated`: the words deny something themselves.
    """

    words: re.Pattern[str]
    holds: Callable[[Resource, str], bool]
    told: str
    where: Where = "anywhere"
    negated: bool = False


def _claim(
    words: str, holds: Callable[[Resource, str], bool], told: str, where: Where = "anywhere", *, negated: bool = False
) -> Claim:
    return Claim(re.compile(words, re.IGNORECASE), holds, told, where, negated)


def _mentions(words: str) -> Callable[[Resource, str], bool]:
    pattern = re.compile(words)
    return lambda _, facts: bool(pattern.search(facts))


def _is_free(entry: Resource, facts: str) -> bool:
    return (entry.knows("cost") and entry.cost in ("free", "freemium")) or bool(re.search(r"(?<!not )\bfree\b", facts))


def _is_paid(entry: Resource, facts: str) -> bool:
    told = re.search(r"\b(?:paid|pay|sold|sells?|price|buy|costs?:? (?!free)\w|subscription|fee)\b", facts)
    return not entry.knows("cost") or entry.cost != "free" or bool(told)


def _certifies(entry: Resource, facts: str) -> bool:
    told = (found for found in re.finditer(r"certificate", facts.replace("certificate: ", "")))
    return bool(entry.certificate) or any(not is_negated(facts, found.start()) for found in told)


def _is_light(entry: Resource, facts: str) -> bool:
    free = re.search(r"(?:no|without|little|light|school|basic) maths?\b", facts)
    return not entry.knows("math") or entry.math in ("none", "light") or bool(free)


def _needs_no_code(entry: Resource, facts: str) -> bool:
    demands = entry.programming and not re.match(
        r"(?i)none|no\b|not |nothing|optional|hardly|little", entry.programming
    )
    return not demands or bool(re.search(r"\b(?:no|without|little) (?:\w+ )?(?:code|coding|programming)\b", facts))


def _begins(entry: Resource, facts: str) -> bool:
    return not entry.knows("level") or entry.level[0] == "beginner" or "beginner" in facts.replace("level beginner", "")


def _is_advanced(entry: Resource, facts: str) -> bool:
    told = re.search(r"advanced|graduate|expert|researcher|fast\b", facts.replace("level", ""))
    return not entry.knows("level") or entry.level[1] == "advanced" or bool(told)


def _is_current(entry: Resource, _: str) -> bool:
    return entry.status == "current"


def _is_course(entry: Resource, facts: str) -> bool:
    return entry.format == "course" or "course" in facts


def _is_video(entry: Resource, facts: str) -> bool:
    return entry.format == "video" or bool(re.search("video|lecture|youtube|film|recording", facts))


def _is(words: str, *formats: str) -> Callable[[Resource, str], bool]:
    """Whether an entry has one of these formats, or what it is says so in one of these words."""
    pattern = re.compile(rf"\b(?:{words})", re.IGNORECASE)
    return lambda entry, _: entry.format in formats or bool(pattern.search(f"{entry.title}. {entry.summary}"))


CLAIMS = (
    _claim(
        r"(?<![-\w])(?<!feel )free\b(?!-|\s(?:time|evenings?|hours?|weekends?|days?|afternoons?|moments?|of\b|from\b"
        r"|up\b"
        r"|weeks?|slots?|minutes?))|\bno cost\b|\bcosts nothing\b|\bfree of charge\b|\bkostenlos\w*|\bkostenfrei\w*"
        r"|\bgratis\b|\bgratuit\w*|免费|бесплатн\w*", _is_free, "free",
    ),
    _claim(r"\b(?:is|are|ist|sind) (?:paid|kostenpflichtig)\b|\bcosts? money\b|\bkostenpflichtig\w*|\bkostet geld\b",
           _is_paid, "paid"),
    _claim(r"\bcertificat(?:es?|ion)\b|\bzertifikat\w*|\bcertificado\b|\bcertificat\b|证书", _certifies,
           "with a certificate"),
    _claim(rf"{_HEAD}(?:book|textbook)\b(?!\s(?:club|list|chapter))", _mentions(r"book|chapter"), "a book", "why"),
    _claim(r"\b(?:book|textbook|(?:lehr)?buch)\b(?!\s(?:club|list|chapter))",
           _is("(?:text)?books?", "book"), "a book", "beside"),
    _claim(rf"{_HEAD}course\b(?!\s(?:notes?|videos?|books?|materials?|page))", _is_course, "a course", "why"),
    _claim(r"\b(?:course|kurs)\b(?!\s(?:notes?|videos?|books?|materials?|page))",
           _is("courses?|specialization|nanodegree", "course"), "a course", "beside"),
    _claim(rf"{_HEAD}(?:videos?|video\s\w+)\b|\bwatch (?:its|these|the) (?:\w+ )?(?:videos|lectures)\b", _is_video,
           "videos", "why"),
    _claim(r"\b(?:videos?|video (?:series|course)|videokurs|videoreihe)\b",
           _is("video|lecture|youtube|film|recording", "video", "course"), "videos", "beside"),
    _claim(r"\bpodcasts?\b", _mentions("podcast"), "a podcast", "why"),
    _claim(r"\bpodcasts?\b", _is("podcast", "podcast"), "a podcast", "beside"),
    _claim(r"\b(?:no|without|zero|free of|hardly any|little) maths?\b"
           r"(?!\s(?:degree|beyond|past|above|background beyond|after))"
           r"|\bohne mathe\w*|\bmaths?-free\b|\bno (?:mathematics|formulas|equations)\b", _is_light, "without maths",
           negated=True),
    _claim(r"\b(?:no|without|zero) (?:programming|code|coding)\b(?! (?:of|beyond|review))|\bohne (?:programmier\w*"
           r"|code)\b"
           r"|\b(?:code|programming)-free\b|\bnot? a line of code\b",
           _needs_no_code, "without programming", negated=True),
    _claim(r"\bbeginners?\b|\banfänger\w*|\beinsteiger\w*|\bprincipiantes?\b|\bdébutants?\b|\biniciantes?\b"
           r"|\bno (?:prior|previous) (?:knowledge|experience)\b|\bfrom zero\b|初学者"
           r"|零基础", _begins, "for beginners"),
    _claim(r"\b(?:for|at) (?:advanced|graduate|postgraduate) (?:\w+ )?(?:learners|readers|students|level)"
           r"|\bfor experts\b"
           r"|\bgraduate[- ]level\b|\bfür (?:fortgeschrittene|profis)\b", _is_advanced, "advanced"),
    _claim(r"(?<!your )(?<!my )\bcurrent\b(?!\s(?:job|role|level|knowledge|work|skills?|state|course|project"
           r"|employer|team))"
           r"|\bup[- ]to[- ]date\b|\blatest\b|\bmost recent\b|\bstate of the art\b|\bnewest\b|\baktuell\w*"
           r"|\bauf dem neuesten\b|\bactualizad\w+|最新", _is_current, "up to date"),
)  # fmt: skip


def claims(said: Iterable[tuple[Part, Sequence[Sentence]]], material: Material, sources: Sources) -> Iterator[Fault]:
    """What these parts say of entries that their facts do not bear out."""
    for part, sentences in said:
        for sentence in sentences if part.name != "unsure" else ():
            yield from _wrong(part, sentence, material, sources)


def _wrong(part: Part, sentence: Sentence, material: Material, sources: Sources) -> Iterator[Fault]:
    text = sentence.text.replace("’", "'")
    for claim in CLAIMS:
        if claim.where == ("beside" if sentence.own else "why"):
            continue
        for found in claim.words.finditer(text):
            if not claim.negated and is_negated(text, found.start() + len(found[0]) - len(found[0].split(" ")[-1])):
                continue
            wrong = [ids for ids in _about(claim, found, sentence) if not _holds(claim, ids, material, sources)]
            for ids in wrong:
                titles = " or ".join(fact.entry.title for id_ in sorted(ids) if (fact := material.fact(id_)))
                yield part.fault("claim", found[0].strip(), f"says that {titles} is {claim.told}, its facts do not")
            if wrong:
                break


def _about(claim: Claim, found: re.Match[str], sentence: Sentence) -> tuple[Ids, ...]:
    """The names of which this is claimed."""
    start, end = found.span()
    if sentence.is_in_name(start):
        return ()
    if claim.where != "beside" or sentence.says_all(start, end):
        return sentence.about(start, end)
    before, after = sentence.name_before(start), sentence.name_after(end)
    if before and _AFTER_NAME.fullmatch(sentence.text, before.end, start):
        return (before.ids,)
    if after and _BEFORE_NAME.fullmatch(sentence.text, end, after.start):
        return (after.ids,)
    return ()


def _holds(claim: Claim, ids: Ids, material: Material, sources: Sources) -> bool:
    """Whether this is true of one of the entries that a name may mean."""
    facts = (
        (fact.entry, sources.lines(id_).casefold().replace("’", "'")) for id_ in ids if (fact := material.fact(id_))
    )
    found = list(facts)
    return not found or any(claim.holds(entry, told) for entry, told in found)
