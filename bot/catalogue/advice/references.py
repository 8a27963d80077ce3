"""Whether what notes, subjects, terms and routes name is there: entries, notes, subjects, topics and skills."""

from collections.abc import Collection, Sequence
from itertools import chain
from typing import Any

from bot.catalogue.advice.read import AdviceFiles, Placed
from bot.catalogue.advice.walk import choices, whens
from bot.catalogue.allowed_values import TOPICS
from bot.catalogue.reading.found import Found
from bot.catalogue.reading.lines import Place
from bot.catalogue.reading.schema import suggestion


def check_references(files: AdviceFiles, found: Sequence[Found], entries: Sequence[str], skills: Sequence[str]) -> None:
    """Report to their sources what the advice names and nothing has.

    `entries` are the ids of all entries, also of those that are not among `found` for their flaws, and `skills` those
    of all skills. Where there is no skill, any may be named.
    """
    retired = {entry.resource.id for entry in found if entry.resource.status == "retired"}
    for placed in chain.from_iterable(files.groups()):
        _check_entries(placed, entries, retired)
    notes, subjects = files.ids("notes"), files.ids("subjects")
    for note in files.notes:
        _check_known(note, ("see_also",), note.item.see_also, notes, "note")
    for subject in files.subjects if skills else ():
        _check_known(subject, ("builds_on",), subject.item.builds_on, [*subjects, *skills], "subject or skill")
    for faq in files.faqs:
        _check_known(faq, ("of",), faq.item.of, entries, "entry")
    for term in files.terms:
        _check_known(term, ("of",), (term.item.of,), subjects, "subject")
    for route in files.routes:
        _check_known(route, ("goals",), route.item.goals, [*subjects, *TOPICS], "subject or topic")
        for index, stage in enumerate(route.item.stages if skills else ()):
            _check_known(route, ("stages", index, "skills"), stage.skills, skills, "skill")


def _check_entries(placed: Placed[Any], entries: Sequence[str], retired: Collection[str]) -> None:
    for place, choice in choices(placed.item):
        if choice.id in retired:
            placed.report((*place, "id"), f"{choice.id!r} is retired, so it cannot be recommended")
        elif choice.id not in entries:
            placed.report((*place, "id"), f"no entry {choice.id!r}{suggestion(choice.id, entries)}")
    for place, when in whens(placed.item):
        _check_known(placed, (*place, "done"), when.done, entries, "entry")


def _check_known(placed: Placed[Any], place: Place, ids: Sequence[str], known: Sequence[str], what: str) -> None:
    for index, id_ in enumerate(ids):
        if id_ not in known:
            placed.report((*place, index), f"no {what} {id_!r}{suggestion(id_, known)}")
