"""The words of a message as they were typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understand.words.as_typed import AsTyped
from bot.understand.words.text import words
from tests.support.effort import examples

TYPED = st.lists(
    st.sampled_from(["Géron", "Bishop's", "fast.ai", "C++", "the", "vs.", "2016)", "Ne\u0301on", "O'Reilly", "“x”"]),
    max_size=8,
).map(" ".join)


@examples(200)
@given(text=TYPED | st.text(max_size=40), data=st.data())
def test_what_was_typed_has_the_same_words(text: str, data: st.DataObject) -> None:
    message = words(text)
    start = data.draw(st.integers(0, len(message)))
    end = data.draw(st.integers(start, len(message)))
    typed = AsTyped(text).words(start, end)
    if text.isascii():
        assert [word.text for word in words(typed)] == [word.text for word in message[start:end]]
    assert "\n" not in typed


@pytest.mark.parametrize(
    ("text", "start", "end", "typed"),
    [
        ("is Géron any good?", 1, 2, "Géron"),
        ("What about Bishop's?", 2, 3, "Bishop"),
        ("fast.ai vs  the\nzebra book!", 3, 6, "the zebra book"),
        ("nothing", 1, 1, ""),
        ("nothing", 4, 5, ""),
    ],
)
def test_it_is_written_as_it_was(text: str, start: int, end: int, typed: str) -> None:
    assert AsTyped(text).words(start, end) == typed
