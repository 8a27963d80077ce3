"""What people may type, made up at random: questions as members put them, and everything else that a field takes."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from bot.catalogue import Catalogue

LONGEST_OPTION, LONGEST_MESSAGE = 6000, 4000
OPENINGS = (
    "", "", "", "which", "best", "a good", "any", "can you recommend a", "looking for a", "I need a",
    "what is the best", "is", "what about", "thoughts on", "should I read", "I finished", "I am doing", "after",
    "before", "plan to learn", "roadmap for", "how do I learn", "how long does it take to learn", "ready for",
    "compare", "which gpu for", "why does", "my code fails in", "how do I cook", "salary after", "anything like",
    "something shorter than", "where is",
)  # fmt: skip
JOINTS = (
    "", "", "and", "or", "vs", "but", "not", "no", "without", "with", "for", "on", "about", "in", "by", "like", "then",
    "instead of", "rather than", "never", "except", "hate", ",", ".", ";", "?", "(", "-", ":", "/", "and not",
)  # fmt: skip
TIMES = (
    "hours",
    "hours a week",
    "h/week",
    "weeks",
    "months",
    "days",
    "years",
    "minutes",
    "pages",
    "$",
    "euros",
    "%",
    "",
)
NUMBERS = (
    "0",
    "1",
    "2",
    "3.5",
    "1/2",
    "½",
    "ten",
    "a few",
    "-1",
    "1e9",
    "10000000000000",
    "٣",
    "０",
    "1,5",
    "2-3",
    "∞",
    "12",
)
PIECES = (
    "@everyone", "@here", "<@123>", "<@!1>", "<@&1>", "<#1>", "</top:1>", "<t:0:R>", "<:x:1>", "<a:x:1>",
    "<id:guide>", "[click](https://evil.example)", "https://evil.example/x?y=1#z", "http://", "www.evil.example",
    "discord.gg/abc", "mailto:a@b.example", "**", "__", "~~", "||", "`", "```", "``", "# ", "## ", "-# ", "> ",
    ">>> ", "- ", "* ", "1. ", "\\", "|", "{0}", "{name}", "%s", "${x}", "'; DROP TABLE vote; --", "<script>",
    "&lt;", "&#64;everyone", "\n", "\n\n", "\r\n", "\t", "\0", "\x1b[31m", "\x7f", "\x85", "\u2028", "\u2029",
    "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u202a", "\u202e", "\u2066", "\u2069", "\ufeff", "\u00ad",
    "\u2060", "\u3164", "\u2800", "\u115f", "\u034f", "\u180e", "\u0301", "\u0301\u0302\u0303\u0304\u0305", "\u20e3",
    "\u0489", "\ud800", "\udfff", "\udc80", "\U000e0041", "\U0001f1e9", "👩‍💻", "🏳️‍🌈", "🤖", "é", "e\u0301", "ß", "İ",
    "ı", "ﬁ", "Ǆ", "ς", "ﷺ", "㎒", "①", "Ⅷ", "ａｂｃ", "𝐛𝐨𝐨𝐤", "кeras", "كتاب", "שלום", "हिन्दी", "ไม่รู้", "日本語",
    "한국어", "tiếng Việt", "ქართული", "𓀀", "\U0010ffff", "\ufffe",
)  # fmt: skip
"""What formats, links, pings, hides, breaks a line, or is told apart from its look-alike by nobody."""
BLOCKS = (
    (0x20, 0x7F), (0xA0, 0x24F), (0x300, 0x36F), (0x370, 0x52F), (0x590, 0x6FF), (0x900, 0x97F), (0xE00, 0xE7F),
    (0x1100, 0x11FF), (0x2000, 0x206F), (0x20D0, 0x20FF), (0x2460, 0x24FF), (0x3040, 0x30FF), (0x4E00, 0x4FFF),
    (0xAC00, 0xACFF), (0xD800, 0xDFFF), (0xFE00, 0xFE0F), (0xFF00, 0xFFEF), (0x1F300, 0x1F6FF), (0xE0000, 0xE007F),
    (0, 0x10FFFF),
)  # fmt: skip
SLOT = re.compile(r"<(\w+)>")
NEIGHBOURS = {"a": "sq", "e": "wr", "i": "uo", "o": "ip", "n": "bm", "r": "et", "s": "ad", "t": "ry", "l": "k"}


@dataclass(frozen=True)
class Words:
    """What texts are put together from: the lexicon's phrases, the names of entries, and whole sentences to change."""

    phrases: Sequence[str]
    names: Sequence[str]
    corpus: Sequence[str]

    @classmethod
    def of(cls, catalogue: Catalogue, table: dict[str, Any], corpus: Sequence[str]) -> "Words":
        """The words of a knowledge base and of a lexicon as it stands in its file."""
        names = {name for entry in catalogue for name in (entry.title, entry.id, *entry.aliases, *entry.authors)}
        phrases = {filled for text in _texts_in(table) for filled in _filled(text, table["slots"])}
        return cls(sorted(phrases), sorted(names), tuple(corpus))


class Texts:
    """Makes texts. The same chance makes the same texts."""

    def __init__(self, words: Words, chance: Random) -> None:
        self._words = words
        self._chance = chance
        self._makers: tuple[tuple[Callable[[], str], int], ...] = (
            (self.question, 30), (self.misspelled, 15), (self.name, 10), (self._soup, 10), (self._changed, 15),
            (self._pieces, 8), (self._signs, 5), (self._spliced, 5), (self._long, 2),
        )  # fmt: skip

    def any(self) -> str:
        """A text of any kind, at most as long as an option of a command may be."""
        makers, weights = zip(*self._makers, strict=True)
        return str(self._chance.choices(makers, weights)[0]())[:LONGEST_OPTION]

    def question(self) -> str:
        """A question of the kind that members ask: an opening, some conditions or names, and what joins them."""
        chance = self._chance
        parts = [chance.choice(OPENINGS)]
        for _ in range(chance.randint(1, 5)):
            parts += [self._condition(), chance.choice(JOINTS)]
        return " ".join(filter(None, parts)) + chance.choice(("", "", "?", "!", "...", " pls"))

    def misspelled(self) -> str:
        """The same with a slip in some words."""
        return " ".join(
            self._slip(word) if self._chance.random() < 0.3 else word for word in self.question().split(" ")
        )

    def name(self) -> str:
        """The name of an entry, perhaps cut short, misspelled or with something around it."""
        name = self._chance.choice(self._words.names)
        made = self._chance.choice((name, name.lower(), name[: self._chance.randint(1, 30)], self._slip(name)))
        return f"{self._chance.choice(('', '', 'the ', 'is ', 'that '))}{made}{self._chance.choice(('', ' book', '?'))}"

    def _condition(self) -> str:
        chance, draw = self._chance, self._chance.random()
        if draw < 0.6:
            return chance.choice(self._words.phrases)
        if draw < 0.85:
            return chance.choice(self._words.names)
        return f"{chance.choice(NUMBERS)} {chance.choice(TIMES)}"

    def _slip(self, word: str) -> str:
        """The word with one letter left out, doubled, swapped or missed by a key."""
        if not word:
            return word
        at = self._chance.randrange(len(word))
        before, letter, after = word[:at], word[at], word[at + 1 :]
        missed = self._chance.choice(NEIGHBOURS.get(letter, "x"))
        slips = ("", letter * 2, after[:1] + letter, missed, letter.swapcase(), letter + " ", "-" + letter)
        slip = self._chance.choice(slips)
        return before + slip + (after[1:] if slip == after[:1] + letter and after else after)

    def _soup(self) -> str:
        """Words of the lexicon, names and signs in no order."""
        pools = (self._words.phrases, self._words.names, JOINTS, NUMBERS, PIECES, OPENINGS)
        return " ".join(self._chance.choice(self._chance.choice(pools)) for _ in range(self._chance.randint(0, 15)))

    def _changed(self) -> str:
        """A sentence of the corpus after some changes."""
        text = self._chance.choice(self._words.corpus)
        for _ in range(self._chance.randint(1, 6)):
            text = self._change(text)
        return text

    def _change(self, text: str) -> str:
        chance = self._chance
        start = chance.randint(0, len(text))
        end = min(len(text), start + chance.choice((1, 1, 1, 2, 5, 20)))
        part, piece = text[start:end], chance.choice(PIECES)
        other = chance.choice(self._words.corpus)
        changes = (
            "", part * 2, part[::-1], part.upper(), piece, piece + part, other[: chance.randint(0, 40)] + part,
            chr(chance.randrange(0x110000)) + part, part * chance.choice((3, 10, 100)),
        )  # fmt: skip
        return (text[:start] + chance.choice(changes) + text[end:])[:LONGEST_MESSAGE]

    def _pieces(self) -> str:
        """What is hostile, one beside the other, with a few words."""
        pools = (PIECES, PIECES, PIECES, self._words.phrases, self._words.names, JOINTS)
        return "".join(self._chance.choice(self._chance.choice(pools)) for _ in range(self._chance.randint(1, 20)))

    def _signs(self) -> str:
        """Signs of some blocks of Unicode, surrogates included."""
        blocks = self._chance.choices(BLOCKS, k=self._chance.randint(1, 3))
        signs = (self._chance.randint(*self._chance.choice(blocks)) for _ in range(self._chance.randint(1, 80)))
        return "".join(map(chr, signs))

    def _spliced(self) -> str:
        """The beginning of one text and the end of another."""
        one, other = self._chance.choice((self.question, self._changed, self._pieces))(), self._soup()
        return one[: self._chance.randint(0, len(one))] + other[self._chance.randint(0, len(other)) :]

    def _long(self) -> str:
        """One text again and again, up to the longest that Discord sends."""
        makers = (self._condition, self._condition, self.question, self.name, self._soup, self._pieces, self._signs)
        text = self._chance.choice(makers)() or "a"
        text = self._chance.choice((text + " ", text + " ", text + ". ", text, text[:1], text[:3]))
        most = self._chance.choice((500, 2000, LONGEST_MESSAGE, LONGEST_OPTION))
        return (text * (most // len(text) + 1))[:most]


def _filled(text: str, slots: Mapping[str, Sequence[str]]) -> list[str]:
    """The phrase with each of the first words of its slot."""
    slot = SLOT.search(text)
    return [text.replace(slot[0], word) for word in slots[slot[1]][:4]] if slot and slot[1] in slots else [text]


def _texts_in(value: Any) -> list[str]:
    """All texts of a file of words, those in keys included."""
    if isinstance(value, dict):
        return [text for key, inner in value.items() for text in (*_texts_in(key), *_texts_in(inner))]
    if isinstance(value, list):
        return [text for inner in value for text in _texts_in(inner)]
    return [value] if isinstance(value, str) else []
