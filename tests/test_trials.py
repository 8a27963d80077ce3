"""The long trials at their shortest, so that they cannot rot; and that each of them can fail."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from bot.advise import Guide
from bot.store import Store
from tests.support.base import REPOSITORY
from tests.support.clock import Clock
from tests.support.store.server import WHY_NONE
from trials import bursts, fuzz, kill, whole
from trials.growth import MAY_GROW, grown
from trials.ledger import Books, Noted, noted
from trials.sendable import assert_sendable
from trials.shrink import shortest
from trials.sources import shipped_words
from trials.texts import LONGEST_OPTION, Texts
from trials.understood import Understood


def test_the_same_seed_makes_the_same_texts(whole: Guide) -> None:
    words = shipped_words(whole)
    one, same, other = (Texts(words, Random(seed)) for seed in ("a", "a", "b"))  # noqa: S311 - nothing secret
    made = [one.any() for _ in range(500)]
    assert made == [same.any() for _ in range(500)] != [other.any() for _ in range(500)]
    assert len(set(made)) > 450
    assert max(map(len, made)) <= LONGEST_OPTION


@pytest.mark.trial
def test_fuzzing_passes_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert fuzz.main(["--texts", "200", "--cards", "40", "--seed", "1", "--processes", "1"]) == 0
    assert "passed: 200 texts understood and ranked, 40 cards, 0 failed, seed 1" in capsys.readouterr().out


@pytest.mark.trial
def test_fuzzing_tells_a_text_that_fails_at_its_shortest(monkeypatch: pytest.MonkeyPatch) -> None:
    real = Understood.check

    def check(self: Understood, text: str, *, as_name: bool) -> None:
        real(self, text, as_name=as_name)
        assert "e" not in text

    monkeypatch.setattr(Understood, "check", check)
    outcome = fuzz.run(fuzz.Block("texts", "1", 0, 20))
    assert {fault.text for fault in outcome.faults} == {"e"}
    assert all(fault.how.startswith("AssertionError at test_trials.py") for fault in outcome.faults)


def test_a_text_is_shrunk_to_what_fails() -> None:
    assert shortest("so many words and (a bracket) in between", lambda text: "(" in text and ")" in text) == "()"
    assert shortest("nothing", lambda text: text == "nothing") == "nothing"


@pytest.mark.parametrize(
    "text", ["", "@everyone", "see https://evil.example", "right\u202eleft", "```", "<@123> did it", "x" * 4001]
)
def test_what_must_not_be_sent_is_found(text: str) -> None:
    assert_sendable([{"type": 17, "components": [{"type": 10, "content": "**Fine**"}]}])
    with pytest.raises((AssertionError, ValueError)):
        assert_sendable([{"type": 17, "components": [{"type": 10, "content": text}]}])


@pytest.mark.parametrize("figure", MAY_GROW)
def test_what_grows_is_found(figure: str) -> None:
    still = [dict.fromkeys(MAY_GROW, 100_000.0) for _ in range(20)]
    assert grown(still) == []
    growing = [{**one, figure: one[figure] * (1 + number / 50)} for number, one in enumerate(still)]
    assert [told.partition(" grew")[0] for told in grown(growing)] == [figure]


def lose(rows: list[tuple[object, ...]]) -> None:
    rows.pop()


def invent(rows: list[tuple[object, ...]]) -> None:
    rows.append((1, "book", 1, "outdated", 0))


def change(rows: list[tuple[object, ...]]) -> None:
    rows[0] = (*rows[0][:3], "withdrawn", 0)


@pytest.mark.parametrize("tamper", [lose, invent, change])
def test_what_is_missing_or_too_much_after_a_kill_is_found(tamper: Callable[[list[tuple[object, ...]]], None]) -> None:
    note = Noted(1, (("vote", 1, "a", 1, "helped"), ("vote", 2, "b", 1, "helped")), 0, ("vote", 3, "c", 1, "helped"))
    rows: list[tuple[object, ...]] = [(1, "a", 1, "helped", 0), (2, "b", 1, "helped", 0)]
    assert Books(1).settle([note], rows) == []
    assert Books(1).settle([note], [*rows, (3, "c", 1, "helped", 0)]) == []
    tamper(rows)
    assert Books(1).settle([note], rows) != []


def test_notes_that_were_cut_off_are_read_as_far_as_they_go(tmp_path: Path) -> None:
    file = tmp_path / "notes"
    file.write_text('1 ["vote", 1]\n2 ["vote", 2]\n1 +\n1 ["vote", 3]\n2 -\n2 ["vote", 4]\n2 ?\n1 ["vo')
    assert noted(file) == [Noted(1, (("vote", 1),), 0, ("vote", 3)), Noted(2, (), 1, ("vote", 4))]


@pytest.mark.trial
@pytest.mark.parametrize(
    "engine", ["sqlite", pytest.param("postgres", marks=pytest.mark.skipif(bool(WHY_NONE), reason=str(WHY_NONE)))]
)
def test_two_kills_lose_nothing(engine: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert kill.main(["--engine", engine, "--rounds", "2", "--seed", "1"]) == 0
    assert f"kill {engine}: passed: 2 rounds" in capfd.readouterr().out


@pytest.mark.trial
@pytest.mark.parametrize(
    "engine", ["sqlite", pytest.param("postgres", marks=pytest.mark.skipif(bool(WHY_NONE), reason=str(WHY_NONE)))]
)
def test_two_kills_of_the_whole_bot_lose_nothing(engine: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert whole.main(["--engine", engine, "--rounds", "2", "--seed", "1"]) == 0
    assert f"whole {engine}: passed: 2 rounds" in capfd.readouterr().out


@pytest.mark.trial
def test_honest_votes_and_raids_on_a_small_server_are_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    assert bursts.main(["--sizes", "100", "--seed", "1"]) == 0
    assert "bursts: passed, seed 1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("what", "held", "fault"),
    [(bursts.LATER, 1, True), (bursts.LATER, 0, False), ("raid of 40, for", 19, True), ("raid of 40, for", 20, False)],
)
def test_a_rule_that_holds_too_much_or_too_little_is_found(what: str, held: int, fault: bool) -> None:
    assert bursts.Line(bursts.SIZES[0], what, [bursts.Seen(9, 40, held, 40)]).fault == fault


@pytest.mark.trial
async def test_the_ledger_and_the_store_do_the_same(tmp_path: Path) -> None:
    from tests.support.store.behind import rows
    from trials.voting import Doing, steps

    path, books = tmp_path / "guide.db", Books(3)
    async with Store.open(path, Clock()) as store:
        doing = Doing(store)
        for actor in (1, 2, 3):
            todo = [step for step, _ in zip(steps(actor, 0, "1"), range(150), strict=False)]
            for step in todo:
                await doing.do(step)
            assert not [told for told in books.settle([Noted(actor, tuple(todo), 0, None)], rows(path, kill.VOTES))
                        if f"actor {actor}:" in told]  # fmt: skip


@pytest.mark.trial
def test_a_short_soak_passes_and_says_so(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "trials.soak", "--interactions", "300", "--processes", "1", "--seed", "1"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    assert done.returncode == 0, done.stdout + done.stderr
    assert "soak: passed: 3" in done.stdout
