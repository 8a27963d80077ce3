"""What a reply says of an entry must agree with its facts: cost, certificate, format, tools, demands and age."""

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from bot.catalogue import Resource
from bot.writer.checks.faults import Fault, Part
from bot.writer.checks.given import Given
from bot.writer.checks.names.entries import Entries
from bot.writer.checks.numbers import lines_on
from bot.writer.material import Facts, Material

NEGATION = re.compile(
    r"\b(?:no|not|never|without|nor|neither|none|nothing|hardly|unlike|cannot|instead of|rather than|beyond|too|isn't|aren't"
    r"|doesn't|don't|won't|can't|lacks?|lacking|skips?|past|stops? being|kein\w*|nicht|nie|ohne|statt|weder|zu"
    r"|sans|pas|sin|sem|senza|geen|niet)\b",
    re.IGNORECASE,
)
"""What turns a word after it, in the same clause, into none that is claimed."""
ELSEWHERE = re.compile(
    r"\b(?:your|you know|you already|you use|you learned|know|knows|from|like|than|after|before|later|another|other"
    r"|afterwards|dein\w*|ihr\w*|nach|vor|than|if you)\b",
    re.IGNORECASE,
)
"""What tells that a tool after it is one of the asker's, or of something else."""
REACH = 40
"""So many characters before a word may turn it round."""
TOOLS = (
    "pytorch", "tensorflow", "keras", "jax", "scikit-learn", "sklearn", "pandas", "numpy", "matlab", "julia", "langchain",
    "xgboost", "lightgbm", "spark", "theano", "flax", "mxnet", "javascript", "typescript", "java", "rust", "excel",
    "cuda", "hugging face", "c++", "c#", "sql",
)  # fmt: skip
_CLAUSE = re.compile(r"[.;!?]\s|\s[–—]\s|:\s|\bbut\b|\baber\b")
_SENTENCE = re.compile(r"(?<=[.!?。！？])\s*")
_ADJECTIVES = (
    r"(?:(?!(?:your|any|no|another|each|every|that|once|after|before|with|beside|of|for|not|to)\b)[\w-]+\s){0,3}"
)
_HEAD = rf"(?:^|\bthis\s|\bthese\s|\bis an?\s|\bit's an?\s|\bas an?\s|\bdies\w*\s|\bist ein\w*\s)(?:the\s|an?\s)?{_ADJECTIVES}"


class Claim(Struct, frozen=True):
    """Something that is said of entries. `words` say it; `holds` tells whether it is true of an entry, given its facts
    in lower case; `told` is what is said where it is not. `anywhere`: also outside a pick's why.
    """

    words: re.Pattern[str]
    holds: Callable[[Resource, str], bool]
    told: str
    anywhere: bool = False
    negated: bool = False


def _claim(words: str, holds: Callable[[Resource, str], bool], told: str, **how: bool) -> Claim:
    return Claim(re.compile(words, re.IGNORECASE), holds, told, **how)


def _mentions(words: str) -> Callable[[Resource, str], bool]:
    pattern = re.compile(words)
    return lambda _, facts: bool(pattern.search(facts))


def _is_free(entry: Resource, facts: str) -> bool:
    return (entry.knows("cost") and entry.cost in ("free", "freemium")) or bool(re.search(r"(?<!not )\bfree\b", facts))


def _certifies(entry: Resource, facts: str) -> bool:
    told = (found for found in re.finditer(r"certificate", facts.replace("certificate: ", "")))
    return bool(entry.certificate) or any(not _is_negated(facts, found.start()) for found in told)


def _is_light(entry: Resource, facts: str) -> bool:
    return (
        not entry.knows("math") or entry.math in ("none", "light") or bool(re.search(r"(?:no|without) maths?\b", facts))
    )


def _needs_no_code(entry: Resource, facts: str) -> bool:
    demands = entry.programming and not re.match(
        r"(?i)none|no\b|not |nothing|optional|hardly|little", entry.programming
    )
    return not demands or bool(re.search(r"\b(?:no|without|little) (?:\w+ )?(?:code|coding|programming)\b", facts))


def _begins(entry: Resource, facts: str) -> bool:
    return not entry.knows("level") or entry.level[0] == "beginner" or "beginner" in facts.replace("level beginner", "")


def _is_current(entry: Resource, _: str) -> bool:
    return entry.status == "current"


CLAIMS = (
    _claim(
        r"(?<![-\w])(?<!feel )free\b(?!-|\s(?:time|evenings?|hours?|weekends?|days?|afternoons?|moments?|of\b|from\b|up\b"
        r"|weeks?|slots?|minutes?))|\bno cost\b|\bcosts nothing\b|\bfree of charge\b|\bkostenlos\w*|\bkostenfrei\w*|\bgratis\b"
        r"|\bgratuit\w*|免费|бесплатн\w*",
        _is_free, "free", anywhere=True,
    ),
    _claim(r"\bcertificat(?:es?|ion)\b|\bzertifikat\w*|\bcertificado\b|\bcertificat\b|证书", _certifies, "with a certificate",
           anywhere=True),
    _claim(rf"{_HEAD}(?:book|textbook)\b(?!\s(?:club|list|chapter))", _mentions(r"book|chapter"), "a book"),
    _claim(rf"{_HEAD}course\b(?!\s(?:notes?|videos?|books?|materials?|page))",
           lambda entry, facts: entry.format == "course" or "course" in facts, "a course"),
    _claim(rf"{_HEAD}(?:videos?|video\s\w+)\b|\bwatch (?:its|these|the) (?:\w+ )?(?:videos|lectures)\b",
           lambda entry, facts: entry.format == "video" or bool(re.search("video|lecture|youtube|film", facts)), "videos"),
    _claim(r"\bpodcasts?\b", _mentions("podcast"), "a podcast"),
    _claim(r"\b(?:no|without|zero|free of) maths?\b(?!\s(?:degree|beyond|past|above|background beyond|after))"
           r"|\bohne mathe\w*|\bmaths?-free\b|\bno (?:mathematics|formulas|equations)\b", _is_light, "without maths",
           anywhere=True, negated=True),
    _claim(r"\b(?:no|without|zero) (?:programming|code|coding)\b(?! (?:of|beyond|review))|\bohne (?:programmier\w*|code)\b"
           r"|\b(?:code|programming)-free\b|\bnot? a line of code\b", _needs_no_code, "without programming", anywhere=True,
           negated=True),
    _claim(r"\bbeginners?\b|\banfänger\w*|\beinsteiger\w*|\bprincipiantes?\b|\bdébutants?\b|\biniciantes?\b"
           r"|\bno (?:prior|previous) (?:knowledge|experience)\b|\bfrom zero\b|初学者|零基础", _begins, "for beginners"),
    _claim(r"(?<!your )(?<!my )\bcurrent\b(?!\s(?:job|role|level|knowledge|work|skills?|state|course|project|employer|team))"
           r"|\bup[- ]to[- ]date\b|\blatest\b|\bmost recent\b|\bstate of the art\b|\bnewest\b|\baktuell\w*|\bauf dem neuesten\b"
           r"|\bactualizad\w+|最新", _is_current, "up to date", anywhere=True),
)  # fmt: skip


class Claims:
    """Compares what is said of entries with their facts."""

    def __init__(self, entries: Entries) -> None:
        self._entries = entries

    def faults(self, parts: Sequence[Part], material: Material, given: Given) -> Iterator[Fault]:
        """What these parts say of entries that their facts do not bear out."""
        for part in parts:
            if fact := material.fact(part.id) if part.id else None:
                yield from _wrong(part, part.text, fact, material, CLAIMS)
                yield from _tools(part, fact, material)
            elif not part.id and part.name != "unsure":
                yield from self._in_sentences(part, material, given)

    def _in_sentences(self, part: Part, material: Material, given: Given) -> Iterator[Fault]:
        claims = [claim for claim in CLAIMS if claim.anywhere]
        if any(claim.words.search(part.text) for claim in claims):
            for sentence in _SENTENCE.split(part.text):
                named = self._entries.means(sentence, given)
                fact = material.fact(named.pop()) if len(named) == 1 else None
                if fact:
                    yield from _wrong(part, sentence, fact, material, claims)


def _wrong(part: Part, text: str, fact: Facts, material: Material, claims: Sequence[Claim]) -> Iterator[Fault]:
    text, facts = text.replace("’", "'"), ""
    for claim in claims:
        for found in claim.words.finditer(text):
            if not claim.negated and _is_negated(text, found.start() + len(found[0]) - len(found[0].split(" ")[-1])):
                continue
            facts = facts or _facts(fact, material)
            if not claim.holds(fact.entry, facts):
                yield part.fault(
                    "claim", found[0].strip(), f"says that {fact.entry.title} is {claim.told}, its facts do not"
                )
                break


def _tools(part: Part, fact: Facts, material: Material) -> Iterator[Fault]:
    low = part.text.casefold().replace("’", "'")
    facts = _facts(fact, material)
    for tool in TOOLS:
        word = re.compile(rf"(?<![\w-]){re.escape(tool)}(?![\w+#])")
        found = word.search(low)
        if found and not word.search(facts) and not _is_elsewhere(low, found.start()):
            yield part.fault("claim", tool, f"stands nowhere in the facts of {fact.entry.title}")
    if found := re.search(r"(?<![\w&-])R(?![\w&-])", part.text):
        in_r = re.search(
            r"(?<![\w&'’-])R(?![\w&'’-])|\brstats\b|tidyverse|tidymodels", f"{fact.text}\n{lines_on(material, part.id)}"
        )
        if not in_r and not _is_elsewhere(part.text, found.start()):
            yield part.fault("claim", "R", f"stands nowhere in the facts of {fact.entry.title}")


def _facts(fact: Facts, material: Material) -> str:
    return lines_on(material, fact.entry.id).casefold().replace("’", "'")


def _is_negated(text: str, place: int) -> bool:
    """Whether a word here is denied by one before it in the same clause."""
    before = _CLAUSE.split(text[max(place - REACH, 0) : place])[-1]
    return bool(NEGATION.search(before))


def _is_elsewhere(text: str, place: int) -> bool:
    before = _CLAUSE.split(text[max(place - REACH, 0) : place])[-1]
    return bool(NEGATION.search(before) or ELSEWHERE.search(before))
