"""Understanding and ranking of any text: no exception, within its limits, and quick."""

import math
import time
from typing import Any

import msgspec

from bot.advise import Answer, Guide, Plan, Recommendation
from bot.advise.forms.completions import Completion
from bot.advise.wording.compose import MOST_PICKS, reply_of
from bot.language import ENGLISH
from bot.output.contract import answer_object, line
from bot.understand import ParsedQuery

LIMIT = 3
MOST_CHOICES, LONGEST_CHOICE = 25, 100
SLOW = "of CPU"
MOST_SECONDS = 0.25
"""CPU that one text may take in all: Discord gives an interaction three seconds, and others wait meanwhile."""


class Understood:
    """Checks texts against a guide. `slowest` is what took most CPU so far, and how many seconds."""

    def __init__(self, guide: Guide) -> None:
        self._guide = guide
        self.slowest: tuple[float, str] = (0.0, "")

    def check(self, text: str, *, as_name: bool) -> None:
        """Ask with this text, and with `as_name` also look it up and complete it. Raises what goes wrong."""
        seconds = self._seconds(text, as_name=as_name)
        if seconds > MOST_SECONDS:  # once more, since anything may hold up a process now and then
            seconds = min(seconds, self._seconds(text, as_name=as_name), self._seconds(text, as_name=as_name))
        self.slowest = max(self.slowest, (seconds, text))
        assert seconds <= MOST_SECONDS, f"took {seconds:.2f} s {SLOW}"

    def _seconds(self, text: str, *, as_name: bool) -> float:
        began = time.process_time()
        query = self._guide.parse(text)
        answer = self._guide.answer(query, limit=LIMIT)
        found = answer if isinstance(answer, Recommendation) else self._guide.recommend(query, limit=LIMIT)
        completions = self._as_name(text) if as_name else []
        seconds = time.process_time() - began
        assert_understood(text, query, answer)
        assert_told(answer)
        assert_ranked(found)
        assert_completed(completions)
        return seconds

    def _as_name(self, text: str) -> list[list[Completion]]:
        self._guide.review(text)
        return [self._guide.complete_name(text), self._guide.complete_query(text)]


def assert_understood(text: str, query: ParsedQuery, answer: Answer) -> None:
    """What was understood are words of the vocabulary and real numbers, and the answer can be told as JSON."""
    values: Any = msgspec.to_builtins(query)
    assert msgspec.convert(values, ParsedQuery) == query
    numbers = (query.hours_per_week, query.weeks, query.hours)
    assert all(number is None or (math.isfinite(number) and number >= 0) for number in numbers), numbers
    assert line(answer_object(text, query, answer, LIMIT)).isascii()


def assert_told(answer: Answer) -> None:
    """There is an answer, or a plan, with a few picks, each once."""
    reply, plans = reply_of(answer, say=ENGLISH), isinstance(answer, Plan)
    ids = [pick.resource.id for pick in reply.picks]
    assert reply.answer.strip() or (plans and ids), "nothing is answered"
    assert len(ids) == len(set(ids))
    assert len(ids) <= MOST_PICKS or plans


def assert_ranked(found: Recommendation) -> None:
    """So many picks as were asked for at most, each once, the best first, with nothing that was not wanted."""
    ids = [pick.resource.id for pick in found.picks]
    assert len(ids) == len(set(ids)) <= min(LIMIT, found.total)
    assert all(math.isfinite(pick.score) for pick in found.picks)
    assert not {pick.resource.format for pick in found.picks} & set(found.query.not_formats)


def assert_completed(completions: list[list[Completion]]) -> None:
    """What Discord takes as choices."""
    for offered in completions:
        assert len(offered) <= MOST_CHOICES
        assert all(1 <= len(words) <= LONGEST_CHOICE for choice in offered for words in (choice.shown, choice.value))
