"""The objects that `ask --json`, `review --json` and `knowledge list --json` print: names that other things rely on."""

import json
from collections.abc import Iterable
from typing import Any

import msgspec

from bot.advise import Answer, Comparison, Notice, Pick, Plan, Recommendation, Verdict, WhichOne
from bot.advise.plans import Step
from bot.advise.readywords import told
from bot.advise.wording import caveats
from bot.catalogue import Resource
from bot.understand import ParsedQuery, Resolution

UNDERSTOOD = (
    "level", "math", "formats", "not_formats", "cost", "topics", "frameworks", "not_frameworks", "hours_per_week",
    "weeks",
)  # fmt: skip
WHICH = "The name fits several entries. Which one do you mean?"


def answer_object(question: str, query: ParsedQuery, answer: Answer, limit: int) -> dict[str, Any]:
    """One answer of `ask --json`."""
    named = [{"id": item.id, "role": item.role} for item in query.named]
    return {
        "question": question,
        "intent": query.intent,
        "understood": {field: getattr(query, field) for field in UNDERSTOOD} | {"named": named},
        "results": list(_results(answer))[: limit or None],
        "message": message_of(answer),
    }


def review_object(name: str, resolution: Resolution) -> dict[str, Any]:
    """One answer of `review --json`."""
    return {"name": name, "match": resolution.id, "alternatives": resolution.alternatives}


def line(value: Any) -> str:
    """A value as one line of JSON."""
    return json.dumps(msgspec.to_builtins(value), separators=(",", ":"))  # in ASCII: any reader's line and encoding


def message_of(answer: Answer) -> str:
    """The sentence of an answer; empty where its results say everything."""
    if isinstance(answer, WhichOne):
        return WHICH if answer.options else ""
    if isinstance(answer, Verdict):
        return " ".join(filter(None, [answer.resource.status_reason, told(answer.readiness, answer.resource)]))
    if isinstance(answer, Comparison):
        return " ".join(answer.choices)
    relaxed = [f"Without \"{item.condition}\": {item.count}, such as {item.example.title}."
               for item in answer.relaxations] if isinstance(answer, Recommendation) else []  # fmt: skip
    return " ".join([answer.message, *relaxed]).strip()


def _results(answer: Answer) -> Iterable[dict[str, Any]]:
    if isinstance(answer, Notice):
        return ()
    if isinstance(answer, Recommendation):
        return (_result(pick) for pick in answer.picks)
    if isinstance(answer, Comparison):
        return (_result(_chosen_if(answer, place)) for place in range(len(answer.resources)))
    if isinstance(answer, Plan):
        return (_result(_planned(step)) for step in answer.steps)
    entries = answer.options if isinstance(answer, WhichOne) else (answer.resource, *answer.similar)
    return (_result(_unranked(entry)) for entry in entries)


def _chosen_if(answer: Comparison, place: int) -> Pick:
    entry = answer.resources[place]
    return Pick(entry, 0.0, (answer.choices[place],), caveats(answer.query, entry))


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
        "reasons": pick.reasons,
        "caveats": pick.caveats,
    }
