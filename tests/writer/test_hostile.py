"""No hostile completion gets through, each for the reason that was meant."""

import pytest

from bot.writer.draft import Unreadable, read_draft
from bot.writer.verify import Verifier
from tests.writer.conftest import MaterialOf
from tests.writer.hostile import CLEAN, CLEAN_GERMAN, GERMAN, RL, Hostile, cases, german, reply

ALL = tuple(cases())


def test_there_are_enough() -> None:
    assert len(ALL) >= 150
    assert len({case.completion for case in ALL}) == len(ALL)


@pytest.mark.parametrize(("message", "code", "completion"), [(RL, "en", reply()), (GERMAN, "de", german())])
def test_what_they_spoil_is_let_through_unspoiled(
    message: str, code: str, completion: str, verifier: Verifier, material_of: MaterialOf
) -> None:
    assert verifier.faults(read_draft(completion), material_of(message, code)) == []
    assert set(CLEAN) == set(CLEAN_GERMAN)


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.tries)
def test_it_does_not_get_through(case: Hostile, verifier: Verifier, material_of: MaterialOf) -> None:
    try:
        draft = read_draft(case.completion)
    except Unreadable:
        assert case.reason == "unreadable"
        return
    faults = verifier.faults(draft, material_of(case.message, case.code))
    assert case.reason in {fault.reason for fault in faults}
