"""Which parts of a series a question means."""

import pytest

from bot.advise import Guide

DLS = (
    "dls-neural-networks-and-deep-learning",
    "dls-improving-deep-neural-networks",
    "dls-structuring-machine-learning-projects",
    "dls-convolutional-neural-networks",
    "dls-sequence-models",
)
FASTAI = ("fastai-practical-deep-learning", "fastai-part-2")


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("I finished courses 1 and 3 of the deep learning specialization", (DLS[0], DLS[2])),
        ("I did the first three courses of Andrew Ng's specialization", DLS[:3]),
        ("did the second and third course of the dl specialization", DLS[1:3]),
        ("I have done courses 2 to 4 of the DL specialization", DLS[1:4]),
        ("I did fast.ai, both parts", FASTAI),
        ("what is the difference between fastai part 1 and part 2", FASTAI),
        ("I finished the deep learning specialization, all five courses", ("deep-learning-specialization",)),
        ("is fast.ai any good as a first course?", FASTAI[:1]),
    ],
)
def test_numbered_parts_are_spelled_out(guide: Guide, text: str, ids: tuple[str, ...]) -> None:
    assert tuple(item.id for item in guide.parse(text).named) == ids
