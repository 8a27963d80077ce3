"""Honest replies are let through, nearly all of them at once."""

import time

import pytest

from bot.writer.verify import Verifier
from tests.writer.conftest import MaterialOf
from tests.writer.honest import honest

LEAST = 0.9
MOST_SECONDS = 0.1
"""For one draft on a busy machine; by itself it takes about a tenth of that."""


@pytest.mark.parametrize(("kind", "count"), [("seen", 40), ("unseen", 20)])
def test_nine_in_ten_are_let_through(kind: str, count: int, verifier: Verifier, material_of: MaterialOf) -> None:
    found = [verifier.faults(draft, material_of(question)) for question, draft in honest(kind)]
    assert len(found) == count
    assert sum(not faults for faults in found) >= LEAST * count, [fault.what for faults in found for fault in faults]


def test_it_takes_moments(verifier: Verifier, material_of: MaterialOf) -> None:
    given = [(draft, material_of(question)) for question, draft in honest("seen")]
    began = time.process_time()
    for draft, material in given:
        verifier.faults(draft, material)
    assert (time.process_time() - began) / len(given) < MOST_SECONDS


def test_what_a_draft_says_of_one_question_is_not_let_through_for_another(
    verifier: Verifier, material_of: MaterialOf
) -> None:
    """The picks of one question are mostly not those of another, and its names and numbers neither."""
    other = material_of("How do I learn to play chess well with a neural network in JAX?")
    found = [verifier.faults(draft, other) for _, draft in honest("seen") if draft.picks]
    assert sum(map(bool, found)) > LEAST * len(found)
