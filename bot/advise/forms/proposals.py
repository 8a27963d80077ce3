"""What a new entry probably is, from the words of its title and summary and from its address."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from bot.catalogue import Catalogue, SkillGraph
from bot.catalogue.allowed_values import LEVELS, Format
from bot.understand import Lexicon, Understanding
from bot.understand.words.text import bare, plain

FORMAT_OF_HOST: dict[str, Format] = {
    "youtube.com": "video", "youtu.be": "video", "arxiv.org": "paper", "coursera.org": "course", "edx.org": "course",
    "udacity.com": "course", "ocw.mit.edu": "course", "discord.com": "community", "discord.gg": "community",
    "reddit.com": "community", "kaggle.com": "exercises", "oreilly.com": "book", "manning.com": "book",
    "packtpub.com": "book", "github.com": "project", "substack.com": "blog", "medium.com": "blog",
}  # fmt: skip


def proposals(title: str, summary: str, url: str, skills: SkillGraph) -> dict[str, str]:
    """For each facet what to offer as the answer, as a curator would type it."""
    read = Understanding(Catalogue(()), Lexicon.shipped()).parse(f"{title}. {summary}")
    topics = read.topics or ("foundations",)
    low = LEVELS.index(read.level) if read.level else 0
    return {
        "format": read.formats[0] if read.formats else _format_of(url),
        "level": " ".join(LEVELS[low : low + 2]),
        "math": read.math or "light",
        "style": read.style or "balanced",
        "cost": read.cost or "paid",
        "topics": ", ".join(topics),
        "teaches": ", ".join(_taught((*topics, *read.frameworks), skills)),
    }


def proposed_id(title: str, most: int) -> str:
    """An id of at most so many characters, made of the title; empty where that has no Latin letter and no digit."""
    return "-".join(re.findall(r"[a-z0-9]+", plain(bare(title)).casefold()))[:most].strip("-")


def suggested(title: str, words: str) -> dict[str, tuple[str, ...]]:
    """What the words say of each facet that a moderator is asked for; nothing where they say nothing."""
    read = Understanding(Catalogue(()), Lexicon.shipped()).parse(f"{title}. {words}")
    said = {"level": read.level, "math": read.math, "cost": read.cost, "style": read.style}
    return {"topics": read.topics, **{facet: (word,) if word else () for facet, word in said.items()}}


def _format_of(url: str) -> Format:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return next((form for name, form in FORMAT_OF_HOST.items() if host == name or host.endswith(f".{name}")), "course")


def _taught(subjects: Sequence[str], skills: SkillGraph) -> list[str]:
    found = [skill for subject in subjects for skill in skills.of(subject) if skills.get(skill)]
    return list(dict.fromkeys(found))[:5]
