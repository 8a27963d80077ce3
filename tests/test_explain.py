"""`dlguide explain`: what each part saw in a question, and why the answer is what it is."""

from typing import get_args

import pytest

from bot.advise import Advised, Answer, Guide, Written
from bot.catalogue import Catalogue
from bot.cli import main
from bot.output.explain import COLUMN, WHY, WIDTH, explained
from bot.understand import Lexicon
from bot.understand.models.reader import Reader

NOTE = "What should I learn after fast.ai?"
HEADINGS = ["asked part", "rules", "models", "decided", "answer"]
Output = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def trained(shipped: Catalogue) -> Guide:
    """A guide to the whole knowledge base that has the trained reader."""
    return Guide(shipped, Lexicon.shipped(), Reader.shipped())


def told(guide: Guide, text: str) -> dict[str, list[str]]:
    """The values of each row, by heading and label."""
    found: dict[str, list[str]] = {}
    heading = label = ""
    for line in explained(guide, text):
        if not line.startswith(" "):
            heading = line
        elif label_here := line[:COLUMN].strip():
            label = f"{heading}: {label_here}"
            found.setdefault(label, []).append(line[COLUMN:])
        elif line[:COLUMN].isspace() and label.startswith(f"{heading}: "):
            found[label][-1] += f" {line[COLUMN:]}"
        else:
            found.setdefault(heading, []).append(line[COLUMN:])
    return found


def test_a_note_is_told_with_what_speaks_for_it(trained: Guide) -> None:
    found = told(trained, NOTE)
    assert found["rules: named"] == ["fastai-practical-deep-learning: done"]
    assert found["models: note"][0].startswith("after-fastai=")
    assert "none=" in found["models: note"][0]
    assert found["models: margin of note"][0].startswith("+0.")
    assert found["decided: intent"] == ["path"]
    assert (found["answer: kind"], found["answer: of"]) == (["note"], ["after-fastai"])
    assert set(found["answer: picks"][0].split(", ")) <= {entry.id for entry in trained.catalogue}


def test_the_variant_that_is_meant_for_the_asker_is_told(trained: Guide) -> None:
    found = told(trained, "Do I need a GPU to learn deep learning? I have no money")
    assert found["answer: of"] == ["gpu-need"]
    assert "money" in found["answer: meant for"][0]
    assert told(trained, "Do I need a GPU to learn deep learning?")["answer: meant for"] == ["everybody"]


def test_what_rules_find_has_a_row_each(trained: Guide) -> None:
    text = (
        "I'm a nurse who can't code, 5 hours a week, free, no videos, with pytorch: how do I get into computer vision?"
    )
    found = told(trained, text)
    assert found["rules: not formats"] == ["video"]
    assert found["rules: cost"] == ["free"]
    assert found["rules: hours per week"] == ["5"]
    assert found["rules: frameworks"] == ["pytorch"]
    assert found["rules: told: who"] == ["medic"]
    assert found["rules: told: lacks"] == ["programming"]
    assert "vision" in found["decided: subjects"][0]


def test_a_name_that_fits_two_is_told_with_both(trained: Guide) -> None:
    (named,) = told(trained, "is neural networks and deep learning any good")["rules: named"]
    assert " or " in named


def test_only_the_asked_part_of_a_long_message_is_shown_as_asked(trained: Guide) -> None:
    story = "My cat sleeps on the sofa all day long and the weather is fine. " * 4
    found = told(trained, f"Which book on reinforcement learning is free? {story}")
    assert found["asked part"] == ["Which book on reinforcement learning is free?"]


def test_without_a_reader_rules_are_told_alone(whole: Guide) -> None:
    found = told(whole, "a free book on reinforcement learning")
    assert found["models"] == ["there is no trained reader: rules alone"]
    assert found["rules: formats"] == ["book"]
    assert (found["answer: kind"], found["answer: of"]) == (["subject"], ["rl"])


def test_a_list_of_wishes_is_not_asked_of_the_models(trained: Guide) -> None:
    assert told(trained, "beginner math-light")["models"] == ["not asked: rules read every word"]
    assert trained.understanding.reading("beginner math-light") is None
    assert trained.understanding.reading("what is overfitting") is not None  # "overfitting" alone would be a list
    assert trained.understanding.reading("book or course for beginners") is None
    assert trained.understanding.reading("computer vision or language processing") is not None  # which of the two?
    assert trained.understanding.reading(NOTE) is not None


def test_what_this_asker_does_not_get_is_told_with_why(trained: Guide) -> None:
    subject = trained.catalogue.advice.subjects["rl"]
    found = told(trained, "I want free books about reinforcement learning, no maths")
    out = {line.partition(":")[0] for line in found["answer: taken out"]}
    assert found["answer: of"] == ["rl"]
    assert out
    assert out <= {choice.id for choice in subject.shortlist}
    assert out.isdisjoint(found["answer: picks"][0].split(", "))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "asdf",
        "is chollet any good",
        "chollet or goodfellow?",
        "\x1b[31m\ud800 book",
        "roadmap " * 900,
        "x" * 300,
    ],
)
def test_whatever_is_asked_is_explained_in_lines_that_any_terminal_can_show(
    trained: Guide, guide: Guide, text: str
) -> None:
    for each in (trained, guide):
        lines = explained(each, text)
        assert [line for line in lines if not line.startswith(" ")] == HEADINGS
        assert all(line.isprintable() and len(line) <= WIDTH for line in lines)


def test_every_kind_of_answer_has_its_reason() -> None:
    assert {kind for kind in get_args(Answer) if kind not in (Advised, Written)} <= WHY.keys()


def test_the_command_explains_a_question(capsys: Output) -> None:
    assert main(["explain", *NOTE.split()]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert [line for line in shown if line and not line.startswith(" ")] == HEADINGS
