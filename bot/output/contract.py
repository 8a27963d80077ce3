"""The objects that `ask --json`, `review --json` and `knowledge list --json` print: names that other things rely on."""

import json
from collections.abc import Iterable
from typing import Any

import msgspec

from bot.advise import Advised, Answer, Comparison, Notice, Pick, Plan, Recommendation, Unsure, WhichOne, Written
from bot.advise.plans.plan import Step
from bot.advise.wording.compose import Reply, reply_of, unknown_names
from bot.advise.wording.reasons import caveats
from bot.catalogue import Resource
from bot.language import ENGLISH
from bot.understand import ParsedQuery, Resolution

UNDERSTOOD = (
    "level", "math", "formats", "not_formats", "cost", "topics", "frameworks", "not_frameworks", "hours_per_week",
    "weeks",
)  # fmt: skip


def answer_object(question: str, query: ParsedQuery, answer: Answer, limit: int) -> dict[str, Any]:
    """One answer of `ask --json`."""
    named = [{"id": item.id, "role": item.role} for item in query.named]
    reply = reply_of(answer, say=ENGLISH)
    return {
        "question": question,
        "intent": query.intent,
        "understood": {field: getattr(query, field) for field in UNDERSTOOD} | {"named": named},
        "note": reply.note,
        "answer": reply.answer,
        "because": reply.because,
        "results": list(_results(answer, reply))[: limit or None],
        "next": reply.next,
        "unused": reply.unused,
        "message": " ".join(filter(None, [unknown_names(query.unknown, say=ENGLISH), reply.answer, reply.because])),
    }


def review_object(name: str, resolution: Resolution) -> dict[str, Any]:
    """One answer of `review --json`."""
    return {"name": name, "match": resolution.id, "alternatives": resolution.alternatives}


def line(value: Any) -> str:
    """A value as one line of JSON."""
    return json.dumps(msgspec.to_builtins(value), separators=(",", ":"))  # in ASCII: any reader's line and encoding


def _results(answer: Answer, reply: Reply) -> Iterable[dict[str, Any]]:
    if isinstance(answer, Notice | Unsure):
        return ()
    if isinstance(answer, Advised | Recommendation | Written):
        shown = {pick.resource.id: pick for pick in reply.picks}
        further = answer.further if isinstance(answer, Advised) else ()
        return (_result(shown.get(pick.resource.id, pick)) for pick in (*answer.picks, *further))
    if isinstance(answer, Comparison):
        return (_result(_chosen_if(answer, place)) for place in range(len(answer.resources)))
    if isinstance(answer, Plan):
        return (_result(_planned(step)) for step in answer.steps)
    entries = answer.options if isinstance(answer, WhichOne) else (answer.resource, *answer.similar)
    return (_result(_unranked(entry)) for entry in entries)


def _chosen_if(answer: Comparison, place: int) -> Pick:
    entry = answer.resources[place]
    return Pick(entry, 0.0, (answer.choices[place],), caveats(answer.query, entry, say=ENGLISH))


def _planned(step: Step) -> Pick:
    return Pick(step.resource, 0.0, (step.why,), (step.caveat,) if step.caveat else ())


def _unranked(entry: Resource) -> Pick:
    why = tuple(f"good for {line}" for line in entry.good_for)
    but = tuple(f"not for {line}" for line in entry.not_for)
    return Pick(entry, 0.0, why, but)


def _result(pick: Pick) -> dict[str, Any]:
    entry = pick.resource
    return {
        "id": entry.id,
        "title": entry.title,
        "url": entry.url,
        "score": pick.score,
        "reasons": [pick.line, *pick.reasons] if pick.line and pick.line not in pick.reasons else pick.reasons,
        "caveats": pick.caveats,
    }
