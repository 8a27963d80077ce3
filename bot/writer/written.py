"""From a draft that was let through to an answer."""

from bot.advise.answers import Pick, Written
from bot.advise.ranking.voice import Voice
from bot.writer.draft import Draft
from bot.writer.entries import Asked
from bot.writer.material import Material


def written(draft: Draft, material: Material, asked: Asked, voice: Voice) -> Written:
    """The answer that a verified draft is."""
    picks = []
    for chosen in draft.picks:
        if fact := material.fact(chosen.id):
            entry = fact.entry
            picks.append(Pick(entry, 0.0, (chosen.why,), (), voice.helped(entry.id), line=chosen.why))
    read = [pick.resource for pick in picks] or [fact.entry for fact in material.facts]
    checked = min((entry.verified.date for entry in read), default=material.today)
    return Written(asked.query, asked.own, draft.answer, draft.because, tuple(picks), draft.next, draft.unsure, checked)
