"""What the models are trained on: texts with a label for each head that they tell something about.

- `knowledge/asks/*.yaml`: how people ask what each note answers, a file for each hand that wrote
- `training/messages/*.jsonl`: messages of all kinds with what they ask and who asks, also those that nothing of ours
  answers; `asked-*.jsonl` has that of the wordings of each hand, read by somebody who did not write them
- `training/messages/faqs-*.jsonl`: what people ask of resources that they name
- `training/follow_ups/*.jsonl`: what people say to an answer, a file for each hand, for a reader of their own
- names and sentences of the subjects, and names of the terms, in frames in which people ask for them (`FRAMES`)

Nobody's real questions are among them: the sets by which answers are judged stay unseen.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

import yaml
from msgspec import Struct

from bot.catalogue import Catalogue
from bot.catalogue.advice import Note, Subject, Term
from bot.understand.models.reading import NONE

MESSAGES = Path(__file__).parent / "messages"
FOLLOW_UPS = Path(__file__).parent / "follow_ups"
QUESTIONS = "questions.jsonl"
NEW_STEP = 4
"""Every fourth message of `QUESTIONS` is one that leans on no answer: more drown the follow-ups."""
FRAMES = (
    ("{name}", "recommend"), ("resources for {name}?", "recommend"), ("good course on {name}", "recommend"),
    ("book about {name} please", "recommend"), ("best way to learn {name}", "path"), ("what is {name}?", "explain"),
    ("I want to learn {name}, any recommendations?", "recommend"), ("explain {name} to me", "explain"),
)  # fmt: skip
MEANING_FRAMES = ("what is {name}?", "{name}, what does it mean", "explain {name} to me", "eli5 {name}")
SEEN = {
    "notes": ("id", "question", "intent"),
    "subjects": ("id", "name", "names", "topic"),
    "terms": ("id", "names", "of"),
}
"""What the training sees of notes, subjects and terms: not their answers."""
NONE_STEP = 4
ABOUT_NO_RESOURCE = frozenset({"none", "explain", "other"})
NO_ASK_STEP = 16
"""Of the messages of these intents every sixteenth is one that asks nothing of a resource; more drown what is asked."""
HEADS: tuple[str, ...] = ("intent", "level", "topic", "note", "subject", "ask")
FOLLOWING: tuple[str, ...] = ("move", "shift")
"""The heads of the reader of what is said to an answer: what it does, and how other picks should differ."""
UNSHIFTED = frozenset({"forums"})
"""Hands that did not tell of shifts."""


class Sample(Struct, frozen=True):
    """A text, what it says to each head that it may teach, and whose hand wrote it."""

    text: str
    says: Mapping[str, str]
    hand: str


def samples(catalogue: Catalogue, knowledge: Path) -> list[Sample]:
    """All samples in a fixed order."""
    advice = catalogue.advice
    found = list(_wordings(knowledge / "asks", advice.notes, advice.subjects))
    messages = list(_messages(advice.notes))
    found += messages
    others = [
        sample for sample in messages if sample.says.get("intent") in ABOUT_NO_RESOURCE and "ask" not in sample.says
    ]
    found += (Sample(sample.text, {"ask": NONE}, sample.hand) for sample in others[::NO_ASK_STEP])
    found += (sample for subject in advice.subjects.values() for sample in _framed(subject))
    subjects = advice.subjects
    found += (sample for term in advice.terms.values() for sample in _asked_to_mean(term, subjects[term.of]))
    return found


def follow_ups() -> list[Sample]:
    """What people say to an answer, each with its move, and questions that lean on none."""
    found = [
        Sample(told["text"], _said(told, path.stem), path.stem)
        for path in sorted(FOLLOW_UPS.glob("*.jsonl"))
        for told in _lines(path)
    ]
    questions = (told["text"] for told in _lines(MESSAGES / QUESTIONS))
    return found + [Sample(text, {"move": "new"}, "questions") for text in islice(questions, 0, None, NEW_STEP)]


def _said(told: Mapping[str, str], hand: str) -> dict[str, str]:
    shift = {} if hand in UNSHIFTED else {"shift": told.get("shift") or NONE}
    return {"move": told["move"], **shift}


def follow_ups_fingerprint() -> str:
    """SHA-256 of all that the weights of the reader of follow-ups are made of."""
    digest = hashlib.sha256()
    for path in (*sorted(FOLLOW_UPS.glob("*.jsonl")), MESSAGES / QUESTIONS):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _lines(path: Path) -> Iterator[dict[str, str]]:
    yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def fingerprint(knowledge: Path) -> str:
    """SHA-256 of all that the weights are made of: where it differs from theirs, they have to be trained anew."""
    digest = hashlib.sha256()
    for path in (*sorted((knowledge / "asks").glob("*.yaml")), *sorted(MESSAGES.glob("*.jsonl"))):
        digest.update(path.read_bytes())
    for path in (*sorted((knowledge / "notes").glob("*.yaml")), knowledge / "subjects.yaml", knowledge / "terms.yaml"):
        told = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        items = [[item.get(field) for field in SEEN[kind]] for kind in told for item in told[kind]]
        digest.update(json.dumps(items).encode())
    return digest.hexdigest()


def _wordings(folder: Path, notes: Mapping[str, Note], subjects: Mapping[str, Subject]) -> Iterator[Sample]:
    for path in sorted(folder.glob("*.yaml")):
        for id_, texts in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["asks"].items():
            for text in texts:
                if id_ in notes:
                    yield Sample(text, {"note": id_}, path.stem)
                elif id_ in subjects:
                    yield Sample(text, {"note": NONE, "subject": id_, "topic": subjects[id_].topic}, path.stem)
    for note in notes.values():
        yield Sample(note.question, {"note": note.id, "intent": note.intent}, "question")


def _messages(notes: Mapping[str, Note]) -> Iterator[Sample]:
    for path in sorted(MESSAGES.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            told = json.loads(line)
            says = {head: told[head] for head in ("intent", "note", "ask") if told.get(head)}
            if says.get("note", NONE) != NONE and says["note"] not in notes:
                del says["note"]
            if "level" in told:
                says["level"] = told["level"] or NONE
            if "topics" in told:
                says["topic"] = (told["topics"] or [NONE])[0]
            yield Sample(told["text"], says, path.stem)


def _framed(subject: Subject) -> Iterator[Sample]:
    says = {"subject": subject.id, "topic": subject.topic}
    for place, name in enumerate(dict.fromkeys((subject.name, *subject.names))):
        frame, intent = FRAMES[place % len(FRAMES)]
        yield Sample(frame.format(name=name), {**says, "intent": intent}, "subjects")
    yield Sample(subject.says, {"subject": subject.id, "topic": subject.topic}, "subjects")


def _asked_to_mean(term: Term, of: Subject) -> Iterator[Sample]:
    says = {"intent": "explain", "note": NONE, "topic": of.topic}
    for place, name in enumerate(term.names):
        yield Sample(MEANING_FRAMES[place % len(MEANING_FRAMES)].format(name=name), says, "terms")


def without_subject(found: Sequence[Sample]) -> Iterator[Sample]:
    """Every fourth sample that names no subject, as one of none: so many tell chatter and study questions apart."""
    others = (sample for sample in found if "subject" not in sample.says)
    yield from (Sample(sample.text, {"subject": NONE}, sample.hand) for sample in islice(others, 0, None, NONE_STEP))
