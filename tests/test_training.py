"""The shipped weights: made from today's data, whole, and read with or without the encoder."""

import hashlib
import json
import shutil
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

import bot.understand
from bot.run.settings import default_knowledge_file
from bot.understand.models.encoder import FILE, MOST_PIECES, Encoder
from bot.understand.models.features import features
from bot.understand.models.reader import ABOUT, WEIGHTS, Reader, Vectors
from bot.understand.models.reading import NONE, ReaderUnusable
from training.data import Sample, fingerprint
from training.fit import fit

SHIPPED = Path(bot.understand.__file__).parent
STUCK = "I keep watching tutorials but cannot build anything by myself"
SMALL = [
    Sample(text, {"note": note}, "hand")
    for note, texts in {
        "maths": ("how much maths do I need", "which maths is needed", "is school maths enough for this"),
        "gpu": ("which gpu should I buy", "do I need a gpu", "is my old gpu good enough"),
        NONE: ("a good book please", "recommend me a book", "any course on vision"),
    }.items()
    for text in texts
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped weights."""
    for name in (WEIGHTS, ABOUT):
        shutil.copy(SHIPPED / name, tmp_path / name)
    return tmp_path


def test_the_weights_are_made_from_todays_data() -> None:
    made_from = json.loads((SHIPPED / ABOUT).read_text(encoding="utf-8"))["data"]
    assert made_from == fingerprint(default_knowledge_file().parent), "the data has changed: python -m training"


@pytest.mark.parametrize(
    ("file", "more", "is_seen"),
    [
        ("asks/me.yaml", "  graphs: [one wording more]\n", True),
        ("notes/some.yaml", "  - {id: second, question: What now?}\n", True),
        ("terms.yaml", "  - {id: logit, names: [logit], of: graphs}\n", True),
        ("terms.yaml", "    means: What it says is not read.\n", False),
    ],
)
def test_only_a_change_of_what_is_learned_from_is_seen(tmp_path: Path, file: str, more: str, is_seen: bool) -> None:
    for name, text in {
        "asks/me.yaml": "asks:\n  first: [where to]\n",
        "notes/some.yaml": "notes:\n  - {id: first, question: Where to?}\n",
        "subjects.yaml": "subjects:\n  - {id: graphs, name: graphs, topic: graph}\n",
        "terms.yaml": "terms:\n  - id: edge\n    names: [edge]\n    of: graphs\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    before = fingerprint(tmp_path)
    (tmp_path / file).write_text((tmp_path / file).read_text() + more)
    assert (fingerprint(tmp_path) != before) == is_seen


def test_the_same_samples_give_the_same_weights() -> None:
    first, second = (fit(SMALL, ["note"]).heads["note"] for _ in range(2))
    assert first.labels == ("gpu", "maths", NONE)
    np.testing.assert_array_equal(first.weights, second.weights)


def test_what_was_trained_is_read() -> None:
    fitted = fit(SMALL, ["note"])
    reader = Reader(fitted.vectors, fitted.heads, {})
    assert reader.read("how much maths is needed?").best("note").label == "maths"
    assert reader.read("is a gpu needed?").best("note").label == "gpu"


def test_the_shipped_reader_finds_a_note_with_and_without_the_encoder(folder: Path) -> None:
    for reader in (Reader.shipped(), Reader.load(folder)):
        assert reader.read(STUCK).named("note")[0].label == "tutorial-hell"
    assert Reader.shipped()._encoder is not None
    assert Reader.load(folder)._encoder is None


def test_chances_are_shares_of_one(folder: Path) -> None:
    reading = Reader.load(folder, Encoder.shipped()).read(STUCK)
    for head, guesses in reading.heads.items():
        assert sum(guess.chance for guess in guesses) <= 1.0001, head
        assert any(guess.label == NONE for guess in guesses) or head == "intent"


@pytest.mark.parametrize("harm", ["missing", "changed", "no list", "no zip", "another form"])
def test_weights_that_cannot_be_used_say_so(folder: Path, harm: str) -> None:
    weights, about = folder / WEIGHTS, folder / ABOUT
    told = json.loads(about.read_text(encoding="utf-8"))
    if harm == "missing":
        weights.unlink()
    elif harm == "changed":
        weights.write_bytes(weights.read_bytes()[:-1])
    elif harm == "no list":
        about.write_text("[]", encoding="utf-8")
    elif harm == "no zip":
        weights.write_bytes(b"")
        about.write_text(json.dumps({**told, "sha256": hashlib.sha256(b"").hexdigest()}))
    else:
        about.write_text(json.dumps({**told, "heads": {"mood": {"labels": ["good"], "keep": 1}}}))
    with pytest.raises(ReaderUnusable):
        Reader.load(folder)


def test_a_feature_counts_words_pairs_and_letters_and_takes_all_numbers_alike() -> None:
    assert features("Learn ML") == features("learn  ml")
    assert features("in 3 months") == features("in 5 months")
    assert features("in 3 months") != features("in 30 months")
    assert max(features("gpu gpu").values()) == 2


def test_an_unknown_feature_counts_nothing() -> None:
    vectors = Vectors(np.array([7], dtype=np.uint32), np.array([1.0], dtype=np.float16))
    rows, values = vectors.vector(Counter({3: 1, 9: 2}))
    assert len(rows) == len(values) == 0


class TestEncoder:
    def test_near_meanings_are_near(self) -> None:
        encoder = Encoder.shipped()
        assert encoder is not None
        maths, algebra, dinner = map(
            encoder.vector, ("how much maths do I need?", "is school algebra enough?", "what shall we eat tonight?")
        )
        assert np.linalg.norm(maths) == pytest.approx(1, abs=1e-5)
        assert maths @ algebra > maths @ dinner + 0.2

    @pytest.mark.parametrize("text", ["", "🙂", "数学", "a" * 5000, "x " * 3000, "\0\n\t", "it's naïve"])
    def test_any_text_has_a_meaning(self, text: str) -> None:
        encoder = Encoder.shipped()
        assert encoder is not None
        assert np.isfinite(encoder.vector(text)).all()
        assert len(encoder._pieces(text)) <= MOST_PIECES

    def test_many_texts_mean_together_what_they_mean_alone(self) -> None:
        encoder = Encoder.shipped()
        assert encoder is not None
        texts = ["how much maths do I need?", "", "gpu", "is school algebra enough?", "gpu"]
        np.testing.assert_allclose(encoder.vectors(texts), [encoder.vector(text) for text in texts], atol=1e-5)

    def test_its_file_is_there(self) -> None:
        assert (SHIPPED / FILE).is_file()
