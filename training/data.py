"""What the models are trained on: texts with a label for each head that they tell something about.

- `knowledge/asks/*.yaml`: how people ask what each note answers, a file for each hand that wrote
- `training/messages/*.jsonl`: messages of all kinds with what they ask and who asks, also those that nothing of ours
  answers; `asked-*.jsonl` has that of the wordings of each hand, read by somebody who did not write them
- names and sentences of the subjects, in the frames in which people ask for them (`FRAMES`)

Nobody's real questions are among them: the sets by which answers are judged stay unseen.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

from bot.catalogue import Catalogue
from bot.catalogue.advice import Note, Subject
from bot.understand.reader import NONE

MESSAGES = Path(__file__).parent / "messages"
FRAMES = (
    ("{name}", "recommend"), ("resources for {name}?", "recommend"), ("good course on {name}", "recommend"),
    ("book about {name} please", "recommend"), ("best way to learn {name}", "path"), ("what is {name}?", "explain"),
    ("I want to learn {name}, any recommendations?", "recommend"), ("explain {name} to me", "explain"),
)  # fmt: skip
NONE_STEP = 4
HEADS = ("intent", "level", "topic", "note", "subject")


class Sample(Struct, frozen=True):
    """A text, what it says to each head that it may teach, and whose hand wrote it."""

    text: str
    says: Mapping[str, str]
    hand: str


def samples(catalogue: Catalogue, knowledge: Path) -> list[Sample]:
    """All samples in a fixed order."""
    advice = catalogue.advice
    found = list(_wordings(knowledge / "asks", advice.notes, advice.subjects))
    found += _messages(advice.notes)
    found += (sample for subject in advice.subjects.values() for sample in _framed(subject))
    return found


def fingerprint(knowledge: Path) -> str:
    """SHA-256 of all that the weights are made of: where it differs from theirs, they have to be trained anew."""
    digest = hashlib.sha256()
    for path in (*sorted((knowledge / "asks").glob("*.yaml")), *sorted(MESSAGES.glob("*.jsonl")),
                 *sorted((knowledge / "notes").glob("*.yaml")), knowledge / "subjects.yaml"):  # fmt: skip
        digest.update(_told(path))
    return digest.hexdigest()


def _told(path: Path) -> bytes:
    """What of a file the training sees: of notes and subjects not their answers."""
    if path.parent.name == "notes":
        notes = yaml.safe_load(path.read_text(encoding="utf-8"))["notes"]
        told: Any = [[note["id"], note["question"], note.get("intent")] for note in notes]
    elif path.name == "subjects.yaml" and path.parent.name != "asks":
        subjects = yaml.safe_load(path.read_text(encoding="utf-8"))["subjects"]
        told = [[subject["id"], subject["name"], subject["names"], subject["topic"]] for subject in subjects]
    else:
        return path.read_bytes()
    return json.dumps(told).encode()


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
            says = {head: told[head] for head in ("intent", "note") if told.get(head)}
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


def without_subject(found: Sequence[Sample]) -> Iterator[Sample]:
    """Every fourth sample that names no subject, as one of none: so many tell chatter and study questions apart."""
    others = (sample for sample in found if "subject" not in sample.says)
    yield from (Sample(sample.text, {"subject": NONE}, sample.hand) for sample in islice(others, 0, None, NONE_STEP))
