"""What a reply says of an entry above all others, or of all of it, must have been given: "the only free one", "the
best", "never", "every chapter".
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from bot.writer.checks.faults import Fault, Part
from bot.writer.checks.lists import listed
from bot.writer.checks.said.sentences import Ids, Sentence
from bot.writer.checks.said.sources import Sources
from bot.writer.material import Material

Kind = Literal["only", "best", "most", "first", "never", "all"]
RESOURCE = (
    r"(?:ones?|courses?|(?:text)?books?|texts?|resources?|series|tutorials?|lectures|videos?|introductions?|guides?|kurse?s?"
    r"|(?:lehr)?buch|bücher|einführung|quelle)"
)
_PRAISED = rf"(?:{RESOURCE}|starts?|place|choice|pick|option|way in|investment|explanations?|account|einstieg|wahl)"
_MANNER = r"(?:(?:still|probably|perhaps|by far|simply|easily|certainly|arguably|noch|immer|wohl|sicher)\s)*"
_IS_THE = (
    rf"\b(?:is|are|was|it's|ist|sind|es|est|è|é)\s{_MANNER}(?:the|one of the|der|die|das|le|la|el|il|o|a)\s(?:very\s)?"
)
_HIGHEST = (
    r"(?:most(?!\s(?:of|people|likely|recent)\b)\s\w+|(?!(?:interest|request|suggest|honest|modest|forest|harvest|contest|latest"
    r"|test|rest|best|invest|newest)\b)\w{3,}est)"
)
_ADVICE = re.compile(
    r"(?:and\s|then\s|first\s|but\s|so\s|now\s)*(?:do|read|watch|cod(?:e|ing)|writ(?:e|ing)|solv(?:e|ing)|redo(?:ing)?|typ(?:e|ing)"
    r"|skip|take|try|work|follow|finish|learn|practi[sc]e|check|skim|answer|rebuild|us(?:e|ing)|look|study|keep|open|choose"
    r"|never|always|don't|lies|mach|schreib\w*|nimm)\b",
    re.IGNORECASE,
)
"""How a clause begins that tells what to do, and so claims nothing."""
_TIMES = (
    r"(?:who\b|two\b|three\b|of them\b|of these\b|time|day|evening|week|weekend|night|month|morning|step|one\b|at\b"
    r"|together|that\b|you\b|over\b|these|this|right)"
)
"""What "all" and "every" may stand before without saying anything of a resource."""
_CLAUSE = re.compile(r"[.,;:!?]\s|\s[–—-]\s")
_LINE = re.compile(r"(?<=[.!?;:])\s|\n")
_WORD = re.compile(r"[^\W\d_]+")
_BEST_DONE = re.compile(r"[\w\s]*?best\s\w+(?:ed|en|wn)\b", re.IGNORECASE)
"""The best in one way, such as "best maintained"."""
STEM, SHORT = 5, 3
"""So many letters of two words are compared, and words of no more than so many not at all."""
SHARED = 0.5
"""So much of the words of a claim stands in the sentence that makes it."""


class Extreme(Struct, frozen=True):
    """A kind of such words: how they are `said`, and how a text that was given says the same. Where they are said of
    nothing by name, they count if `alone` matches as well.
    """

    kind: Kind
    said: re.Pattern[str]
    given: re.Pattern[str]
    alone: re.Pattern[str]


def _extreme(kind: Kind, said: str, given: str, alone: str = "(?!)") -> Extreme:
    return Extreme(kind, *(re.compile(pattern, re.IGNORECASE) for pattern in (said, given, alone)))


EXTREMES = (
    _extreme(
        "only",
        r"(?<!not )(?<!n't )\b(?:the|its|his|her|their|an?) only\b|\bno other\b|\bnothing else\b|\bnowhere else\b"
        r"|\bnone of the others?\b"
        r"|\bunlike (?:any|every|all|most)\b|\bunique(?:ly)?\b|\bunrivall?ed\b|\bunmatched\b|\bunequall?ed\b"
        r"|\b(?:der|die|das|als|dem|den|ihre?|seine?) einzige\w*|\bkein\w* ander\w*|\beinzigartig\w*"
        r"|\b(?:le|la) seule?\b|\b(?:el|la|lo) únic[oa]\b|\b[oa] únic[oa]\b|唯一|единственн\w+",
        r"\b(?:the|its|their|an?) only\b|\bsole\b|\bno other\b|\bnothing else\b|\bunique|\bnowhere else\b",
        rf"\bonly (?:[\w-]+\s){{0,3}}{RESOURCE}\b|\bno other {RESOURCE}\b|einzige\w* (?:\w+\s)?{RESOURCE}\b"
        rf"|kein\w* ander\w* {RESOURCE}\b",
    ),
    _extreme(
        "only",
        r"\bonly (?:its|his|her|their)\b|\bnur (?:seine?|ihre?)\b"
        r"|\bonly the (?:[\w-]+\s){1,5}(?:costs?|needs?|requires?|is|are|has|have)\b",
        r"(?<!not )\bonly\b", r"\bonly (?:his|her)\b",
    ),
    _extreme(
        "best",
        rf"{_IS_THE}best\b|\bbest\s(?:[\w-]+\s){{0,2}}{_PRAISED}\b|\bbeste[rsnm]?\s(?:[\w-]+\s){{0,2}}{_PRAISED}\b|^best\b"
        rf"|{_IS_THE}beste\w*"
        r"|\b(?:le|la) meilleure?\b|\b(?:el|la) mejor\b|最好的|最佳|лучш\w+",
        r"\bbest\b|\bfinest\b",
        rf"\bbest (?:[\w-]+\s){{0,2}}{RESOURCE}\b|\bbeste\w* (?:[\w-]+\s){{0,2}}{RESOURCE}\b",
    ),
    _extreme(
        "most",
        rf"{_IS_THE}{_HIGHEST}\b|\b(?:the\s)?{_HIGHEST}\s(?:[\w-]+\s)?{_PRAISED}\b",
        r"\bmost \w+|\w{3,}est\b",
        rf"\bthe {_HIGHEST} (?:[\w-]+\s)?{RESOURCE}\b",
    ),
    _extreme("first", r"\bthe (?:very )?first (?:course|book|textbook|series|tutorial) (?:to|that|which|on|about|in)\b",
             r"\bthe first (?:course|book|textbook|series|tutorial)\b", ".*"),
    _extreme("never", r"\b(?:never|always|niemals|immer|nie)\b", r"\bnever\b|\balways\b|\bno\b|\bnot\b"),
    _extreme(
        "all",
        rf"(?<!above )(?<!at )(?<!nearly )(?<!almost )\b(?:all|every)\s(?!{_TIMES})(?:of\s)?(?:its\s|the\s|their\s"
        rf"|his\s|her\s)?[\w-]+"
        rf"|(?<!für )\b(?:alle[nrs]?|jede[nrsm]?)\s(?:seiner?\s|ihrer?\s)?(?-i:[A-ZÄÖÜ])(?!oche|ag|bend|onat)\w+",
        r"\b(?:all|every|each|everything|whole|entire\w*|complete\w*|full\w*|throughout)\b",
    ),
)  # fmt: skip


def extremes(said: Iterable[tuple[Part, Sequence[Sentence]]], material: Material, sources: Sources) -> Iterator[Fault]:
    """Superlatives and claims to be alone or on all in these parts that no text makes which was given."""
    for part, sentences in said:
        for sentence in sentences if part.name != "unsure" else ():
            for extreme in EXTREMES:
                yield from _unsaid(extreme, part, sentence, material, sources)


def _unsaid(extreme: Extreme, part: Part, sentence: Sentence, material: Material, sources: Sources) -> Iterator[Fault]:
    for found in extreme.said.finditer(sentence.text):
        if sentence.is_in_name(found.start()) or _is_advice(sentence.text, found.start()):
            continue
        about = sentence.about(*found.span())
        if not about and extreme.alone.search(sentence.text, found.start()):
            about = (frozenset(id_ for ids in sentence.picks for id_ in ids),)
        if any(not _is_made(extreme, found, sentence, ids, material, sources) for ids in about):
            yield part.fault("claim", found[0], "claims more than any note or entry says; say it without")
            return


def _is_advice(text: str, place: int) -> bool:
    """Whether the clause of the words here tells what to do."""
    start = max((found.end() for found in _CLAUSE.finditer(text, 0, place)), default=0)
    return bool(_ADVICE.match(text, start))


def _is_made(
    extreme: Extreme, found: re.Match[str], sentence: Sentence, ids: Ids, material: Material, sources: Sources
) -> bool:
    """Whether a text on one of the entries with these ids, or where there are none any text, says the same."""
    facts = [fact for id_ in ids if (fact := material.fact(id_))]
    if (
        extreme.kind == "best"
        and not _BEST_DONE.match(found.string, found.start())
        and any(one.entry.standing and one.entry.standing.tier == "core" for one in facts)
    ):
        return True
    told = (told(id_) for told in (sources.lines, sources.all_on) for id_ in ids) if ids else (material.known,)
    wanted = _wanted(extreme, found, sentence)
    lines = (line for text in told for line in _LINE.split(text.casefold()))
    return any(_says(extreme, line, wanted, material.code) for line in lines)


def _wanted(extreme: Extreme, found: re.Match[str], sentence: Sentence) -> set[str]:
    """The stems that such a text has: of the clause without the names in it, or of how something is most."""
    if extreme.kind == "most":
        high = re.search(_HIGHEST, found[0], re.IGNORECASE)
        words = high[0].split(" ")[-1] if high else ""
        return {re.sub("i?est$", "", words.casefold())[:STEM]}
    text = sentence.text
    for spot in sentence.names:
        text = f"{text[: spot.start]}{' ' * (spot.end - spot.start)}{text[spot.end :]}"
    start = max((end.end() for end in _CLAUSE.finditer(text, 0, found.start())), default=0)
    until = _CLAUSE.search(text, found.end())
    return _stems(text[start : until.start() if until else len(text)])


def _says(extreme: Extreme, line: str, wanted: set[str], code: str) -> bool:
    if extreme.kind == "most":
        given = (one[0].split(" ")[-1] for one in extreme.given.finditer(line))
        return any(word.startswith(tuple(wanted)) for word in given)
    enough = math.ceil(len(wanted) * SHARED) if code == "en" else 0
    return bool(extreme.given.search(line)) and len(wanted & _stems(line)) >= enough


def _stems(text: str) -> set[str]:
    words, empty = _WORD.findall(text.casefold()), listed("around", "empty")
    return {word[:STEM] for word in words if len(word) > SHORT and word not in empty}
