"""Measure what a model writes from our requests, with verification between: `python -m bench.written WHAT FOLDER ...`.

`write FOLDER --from FILE... --count N` puts the exact requests of questions into files (`NN.request.txt`, and our own
replies as `NN.own.txt`), for whoever or whatever answers them into `NN.reply.txt`. `read FOLDER` lets these through
verification, writes what is to be repaired (`NN.repair.txt`, answered into `NN.second.txt`) and what would be shown
(`NN.shown.txt`), and prints the share accepted at once, after repair, and refused by reason. `send FOLDER --url URL
--model NAME` asks a server of models instead, through the bot's own writer with a long deadline; what it wrote stands
in `NN.sent.txt`.
"""

import argparse
import asyncio
import json
import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bench.advice import read
from bench.sending import keep, send, summary
from bot.advise import Guide
from bot.advise.answers import Answer
from bot.advise.ranking.voice import SILENCE
from bot.advise.wording.compose import reply_of, small_print
from bot.advise.wording.terms import facts_of
from bot.discord_app.questions.writing import is_for_model
from bot.language import ENGLISH
from bot.run.knowledge import Knowledge
from bot.run.settings import default_knowledge_file
from bot.understand import ParsedQuery
from bot.understand.words.language import language_of
from bot.writer.draft import Draft, Unreadable, read_draft
from bot.writer.entries import Asked
from bot.writer.material import Material, material_for
from bot.writer.model import Model, completions_at
from bot.writer.request import instructions, repair_of, request_for
from bot.writer.verify import Verifier
from bot.writer.written import written


def asked(guide: Guide, text: str) -> Asked:
    query = guide.parse(text)
    return Asked(text, query, guide.answer(query))


def material(guide: Guide, question: Asked) -> Material:
    code = language_of(question.text)
    return material_for(guide, question, SILENCE, code, datetime.now(UTC).date())


def shown(answer: Answer, query: ParsedQuery) -> str:
    """A reply as people read it, without its buttons."""
    reply = reply_of(answer, ENGLISH)
    picks = (f"* {pick.resource.title} ({facts_of(pick.resource, ENGLISH)}): {pick.line}" for pick in reply.picks)
    near = (f"[Did you mean: {near.question}]" for near in reply.near)
    step = f"Next: {reply.next}" if reply.next else ""
    return "\n".join(
        filter(None, (reply.answer, reply.because, *picks, step, *near, *small_print(query, reply, ENGLISH)))
    )


def write(folder: Path, files: list[Path], count: int, seed: int) -> None:
    """The requests of so many questions, drawn at random from the files."""
    guide = Knowledge(default_knowledge_file()).guide()
    questions = [item["q"] for file in files for item in read(file)]
    folder.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(random.Random(seed).sample(questions, count), start=1):  # noqa: S311
        question = asked(guide, text)
        name = f"{number:02}"
        (folder / f"{name}.json").write_text(json.dumps({"question": text}), encoding="utf-8")
        (folder / f"{name}.own.txt").write_text(shown(question.own, question.query), encoding="utf-8")
        if is_for_model(question.own):
            messages = request_for(material(guide, question), instructions())
            (folder / f"{name}.request.txt").write_text(_as_text(messages), encoding="utf-8")
        else:
            (folder / f"{name}.shown.txt").write_text(shown(question.own, question.query), encoding="utf-8")


def _as_text(messages: object) -> str:
    return "\n\n".join(f"=== {one['role']} ===\n{one['content']}" for one in messages)  # type: ignore[attr-defined]


def outcomes(folder: Path) -> Iterator[tuple[str, str]]:
    """What becomes of each reply: its name, and how it ended."""
    guide = Knowledge(default_knowledge_file()).guide()
    verifier = Verifier(guide)
    for file in sorted(folder.glob("*.reply.txt")):
        name = file.name.split(".")[0]
        question = asked(guide, json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))["question"])
        given = material(guide, question)
        first = file.read_text(encoding="utf-8")
        draft, wrong = _checked(first, given, verifier)
        how = "at once"
        if wrong:
            messages = repair_of(request_for(given, instructions()), first, [what for _, what in wrong])
            (folder / f"{name}.repair.txt").write_text(_as_text(messages[2:]), encoding="utf-8")
            how = "refused: " + ", ".join(sorted({reason for reason, _ in wrong}))
            print(f"{name}: {[what for _, what in wrong]}")
            second = folder / f"{name}.second.txt"
            if second.exists():
                draft, again = _checked(second.read_text(encoding="utf-8"), given, verifier)
                how = (
                    "refused twice: " + ", ".join(sorted({reason for reason, _ in again})) if again else "after repair"
                )
                wrong = again
        answer = question.own if wrong or draft is None else written(draft, given, question, SILENCE)
        (folder / f"{name}.shown.txt").write_text(shown(answer, question.query), encoding="utf-8")
        yield name, how


def send_all(folder: Path, model: Model, count: int) -> None:
    """Send the first so many questions, one after the other, and print what came of them."""
    guide = Knowledge(default_knowledge_file()).guide()
    found = []
    for file in sorted(folder.glob("[0-9][0-9].json"))[:count]:
        question = asked(guide, json.loads(file.read_text(encoding="utf-8"))["question"])
        sent = asyncio.run(send(guide, question, model))
        keep(folder, file.stem, sent, shown(sent.answer, question.query) if sent.answer else "")
        print(
            f"{file.stem}: {sent.ended}, {sent.seconds:.0f} s, {sent.tokens:,} tokens {list(sent.reasons)}", flush=True
        )
        found.append(sent)
    print(summary(found))


def _checked(text: str, given: Material, verifier: Verifier) -> tuple[Draft | None, list[tuple[str, str]]]:
    try:
        draft = read_draft(text)
    except Unreadable as error:
        return None, [("unreadable", str(error))]
    return draft, [(fault.reason, fault.what) for fault in verifier.faults(draft, given)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("write", "read", "send"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--from", dest="files", type=Path, nargs="+", default=[])
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--url", help="of the API of a server of models, such as http://localhost:8080/v1")
    parser.add_argument("--model", default="model", help="its name there")
    parser.add_argument("--seconds", type=float, default=900.0, help="for one question")
    options = parser.parse_args()
    if options.what == "write":
        write(options.folder, options.files, options.count, options.seed)
        return
    if options.what == "send":
        model = Model(completions_at(options.url or ""), options.model, seconds=options.seconds, daily_tokens=0)
        send_all(options.folder, model, options.count)
        return
    found = dict(outcomes(options.folder))
    for how, count in Counter(found.values()).most_common():
        print(f"{count:3}  {how}")


if __name__ == "__main__":
    main()
