"""Which notes answer a set of questions, which answer none, and which questions nothing answers."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from bot.advise import Advised, Guide, Notice, Unsure
from bot.catalogue.advice import Note
from bot.output.explain import WHY, source_of
from bot.output.given import whole

QUESTION_FIELDS = ("q", "question", "text")
"""Where a line of JSON has its question."""


class Answered(Struct, frozen=True):
    """What answers a set of questions.

    `by_note` has how many each note answers, by its id; `by_kind` how many each other kind of answer does; `unanswered`
    are the questions that were asked back or declined.
    """

    by_note: Mapping[str, int]
    by_kind: Mapping[str, int]
    unanswered: Sequence[str]

    def by_theme(self, themes: Mapping[str, Sequence[Note]]) -> dict[str, tuple[int, list[str]]]:
        """For each theme with its notes: how many questions they answer, and the ids of those that answer none."""
        count = self.by_note
        return {theme: (sum(count[note.id] for note in notes), [note.id for note in notes if not count[note.id]])
                for theme, notes in themes.items()}  # fmt: skip


def answered(guide: Guide, questions: Iterable[str]) -> Answered:
    """What answers each of these questions."""
    notes = Counter(dict.fromkeys(guide.catalogue.advice.notes, 0))
    kinds: defaultdict[str, int] = defaultdict(int)
    unanswered = []
    for question in questions:
        answer = guide.answer(guide.parse(question))
        of = source_of(guide, answer) if isinstance(answer, Advised) else answer
        if isinstance(of, Note):
            notes[of.id] += 1
        else:
            kinds[WHY[type(of)][0]] += 1
        if isinstance(answer, Unsure | Notice):
            unanswered.append(question)
    return Answered(notes, kinds, unanswered)


def questions_in(text: str) -> list[str]:
    """The questions of a file: one on each line, as it stands or as an object of JSON."""
    return [question for line in text.splitlines() if (question := _question(line.strip()))]


def _question(line: str) -> str:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return line
    found = (told.get(field) for field in QUESTION_FIELDS) if isinstance(told, dict) else ()
    return next((whole(question) for question in found if isinstance(question, str)), line)
