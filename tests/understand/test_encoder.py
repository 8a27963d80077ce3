"""The sentence encoder: what it costs."""

import numpy as np

from bot.understand.models.encoder import Encoder


def test_it_reckons_in_32_bits() -> None:
    """In 64 the numbers would take twice the memory and time, for nothing."""
    encoder = Encoder.shipped()
    assert encoder is not None
    assert encoder.vector("how much maths do I need?").dtype == np.float32
    assert {weights.dtype for weights, _ in encoder._dense.values()} == {np.dtype(np.float32)}
