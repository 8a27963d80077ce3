"""Numbers in words, in some languages, where they tell facts: before hours, weeks, prices, chapters and the like."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_ORDINALS = "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_OTHERS = {
    "de": "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig=20 dreißig=30 vierzig=40 fünfzig=50 "
          "sechzig=60 achtzig=80 hundert=100 tausend=1000 dutzend=12 anderthalb=1.5 zweite=2 dritte=3 vierte=4 "
          "zweiten=2 dritten=3 vierten=4 fünfzehn=15",
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze quinze=15 vingt=20 trente=30 quarante=40 "
          "cinquante=50 soixante=60 cent=100 mille=1000 douzaine=12 dizaine=10",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce quince=15 veinte=20 treinta=30 cuarenta=40 "
          "cincuenta=50 sesenta=60 cien=100 mil=1000 docena=12",
    "pt": "dois três quatro cinco seis sete oito nove dez onze doze duas=2 quinze=15 vinte=20 trinta=30 quarenta=40 "
          "cinquenta=50 sessenta=60 cem=100 mil=1000 dúzia=12",
    "it": "due tre quattro cinque sei sette otto nove dieci undici dodici quindici=15 venti=20 trenta=30 quaranta=40 "
          "cinquanta=50 sessanta=60 cento=100 mille=1000",
    "nl": "twee drie vier vijf zes zeven acht negen tien elf twaalf vijftien=15 twintig=20 dertig=30 veertig=40 "
          "vijftig=50 zestig=60 honderd=100 duizend=1000 dozijn=12",
    "ru": "два три четыре пять шесть семь восемь девять десять двух=2 трёх=3 трех=3 двадцать=20 тридцать=30 сто=100",
}  # fmt: skip
"""From two to ten or twelve in order, then others with their values."""
UNITS = (
    r"(?:hour|day|week|month|year|dollar|euro|pound|percent|chapter|lecture|lesson|module|part|course|page|edition"
    r"|credit)s?\b|per cent\b"
    r"|stunden?\b|tagen?\b|tage\b|wochen?\b|monaten?\b|monate\b|jahren?\b|jahre\b|kapiteln?\b|seiten?\b|kursen?\b"
    r"|kurse\b|teilen?\b|lektionen?\b|auflage\b|prozent\b"
    r"|heures?\b|jours?\b|semaines?\b|mois\b|ans?\b|années?\b|chapitres?\b|cours\b|leçons?\b|parties?\b|éditions?\b"
    r"|horas?\b|d[ií]as?\b|semanas?\b|mes(?:es)?\b|años?\b|anos?\b|cap[ií]tulos?\b|cursos?\b|lecciones\b|partes?\b"
    r"|dólares\b|euros\b|páginas?\b|mês\b"
    r"|or[ea]\b|giorni\b|settiman[ae]\b|mesi\b|anni\b|capitol[io]\b|cors[io]\b|uur\b|dagen\b|weken\b|maanden\b|jaar\b"
    r"|hoofdstukken\b|час\w*|дн\w+|недел\w+|месяц\w*|лет\b|год\w*|глав\w*|урок\w*|курс\w*|доллар\w*"
)
"""What a number in words tells a fact before."""
_CHINESE = {
    "一": 1,
    "二": 2,
    "两": 2,
    "兩": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "半": 0.5,
}
_CHINESE_NUMBER = re.compile(
    "([一二两兩三四五六七八九十百千半]+)\\s?(?:个半|個半|个|個|ヶ|か|カ)?(?:多)?"
    "(小时|小時|時間|天|日|周|週|星期|月|年|章|课|講|讲|门|美元|元|页|頁|学分|%)"
)
ORDINARY_ONE = "天日章课講讲门年"
"""Before these Chinese signs a one is an article."""


@cache
def _values() -> Mapping[str, float]:
    """The value of each number word."""
    found: dict[str, float] = {word: value for value, word in enumerate(_ONES, start=1)}
    found |= {word: value for value, word in enumerate(_TEENS, start=10)}
    for ten, word in zip(range(20, 100, 10), _TENS, strict=True):
        found[word] = ten
        found |= {f"{word}-{one}": ten + value for value, one in enumerate(_ONES, start=1)}
        found |= {f"{word} {one}": ten + value for value, one in enumerate(_ONES, start=1)}
    found |= {word: value for value, word in enumerate(_ORDINALS, start=2)}
    found |= {"hundred": 100, "thousand": 1000, "a dozen": 12, "dozen": 12, "dozens": 12, "a couple": 2, "couple": 2,
              "half a dozen": 6, "a hundred": 100, "a thousand": 1000, "one hundred": 100, "two hundred": 200,
              "three hundred": 300, "half": 0.5, "half a": 0.5, "half an": 0.5, "a score": 20, "a quarter": 0.25,
              "one and a half": 1.5, "two and a half": 2.5, "fortnight": 2, "ein halbes": 0.5, "eine halbe": 0.5,
              "million": 1_000_000, "a million": 1_000_000}  # fmt: skip
    for listed in _OTHERS.values():
        for value, word in enumerate(listed.split(), start=2):
            name, _, own = word.partition("=")
            found[name] = float(own) if own else value
    return MappingProxyType(found)


_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_FIRST = frozenset({"a", "one", "two", "three", "half", "ein", "eine", *_TENS})
"""Words with which numbers of several words begin."""
MOST_TOGETHER = 4
"""So many words are one number at most: "one and a half"."""


@cache
def _before_unit() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, _values()), key=len, reverse=True))
    more = rf"(?:\s?(?:to|or|and|bis|oder|à|ou|a|o|y|e|of|-|–)\s?(?P<second>{words})\b)?"
    between = rf"(?:[\s-](?!(?:{words})\b)[^\W\d]+)??[\s-](?:of\s|de\s)?"
    return re.compile(rf"\b(?P<first>{words})\b{more}{between}(?P<unit>{UNITS})", re.IGNORECASE)


def worded(text: str) -> Iterator[float]:
    """The values of all numbers in words, whatever they count."""
    values, words = _values(), _words_in(text)
    for place, word in enumerate(words):
        if word in values:
            yield values[word]
        if word in _FIRST:
            for end in range(place + 2, place + MOST_TOGETHER + 1):
                if (together := " ".join(words[place:end])) in values:
                    yield values[together]
    for written in _CHINESE_NUMBER.finditer(text):
        yield _chinese(written[1])


def _words_in(text: str) -> list[str]:
    """The words of a text in lower case; those with hyphens that are no number, such as "ten-week", in pieces."""
    found: list[str] = []
    for word in _WORDS.findall(text.casefold()):
        found += [word] if "-" not in word or word in _values() else word.split("-")
    return found


def counted(text: str) -> Iterator[tuple[str, float]]:
    """The numbers in words that count something which is a fact, with the words around each."""
    for found in _before_unit().finditer(text.casefold()):
        unit = found["unit"]
        for number in {found["first"], found["second"]} - {None}:
            if not _is_article(number, unit):
                yield found[0], _values()[number]
    for written in _CHINESE_NUMBER.finditer(text):
        if not (written[1] == "一" and written[2] in ORDINARY_ONE):
            yield written[0], _chinese(written[1])


def _is_article(number: str, unit: str) -> bool:
    """Whether this is no count: "one chapter", "a second course"."""
    counts_time = unit.startswith(("hour", "week", "month", "year", "dollar", "euro", "pound", "percent", "per"))
    return (number == "one" and not counts_time) or (number == "second" and unit.startswith(("course", "day", "part")))


def _chinese(number: str) -> float:
    """The value of a number below a thousand in Chinese signs."""
    whole, ones = 0.0, 0.0
    for sign in number:
        if sign in "十百千":
            whole += (ones or 1) * {"十": 10, "百": 100, "千": 1000}[sign]
            ones = 0.0
        else:
            ones = _CHINESE[sign]
    return whole + ones
