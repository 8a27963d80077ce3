"""What a message does with the answer before it: by rules alone, and by the trained reader."""

import json

import pytest

from bot.understand.follow_up import FollowUps, Move
from bot.understand.models.reader import FOLLOW_UPS, Reader
from training.__main__ import FOLDER
from training.data import follow_ups_fingerprint


@pytest.fixture(scope="module")
def rules() -> FollowUps:
    return FollowUps(FollowUps.phrases())


@pytest.fixture(scope="module")
def trained() -> FollowUps:
    return FollowUps(FollowUps.phrases(), Reader.shipped().follow_ups)


def test_the_weights_are_made_from_todays_data() -> None:
    made_from = json.loads((FOLDER / FOLLOW_UPS[1]).read_text(encoding="utf-8"))["data"]
    assert made_from == follow_ups_fingerprint(), "the data has changed: python -m training --follow-ups"


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("cheaper", "change"),
        ("a book instead", "change"),
        ("I already did the second", "done"),
        ("not the first", "against"),
        ("any others?", "more"),
        ("tell me more about the first", "details"),
        ("why that one?", "why"),
        ("and after that?", "after"),
        ("how long does it take?", "ask"),
        ("thanks", "thanks"),
        ("hi", "hello"),
        ("help", "help"),
        ("lol", "chatter"),
        ("sounds good", "agree"),
        ("what should somebody with a degree in physics read about graph networks", "new"),
    ],
)
def test_plain_follow_ups_are_read_by_rules_alone_and_by_the_reader(
    rules: FollowUps, trained: FollowUps, text: str, move: Move
) -> None:
    assert rules.read(text).move == move
    assert trained.read(text).move == move


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("60 bucks is a week of food for me", "change"),
        ("my laptop is ancient and has no graphics card", "change"),
        ("thank you so much, but what do I read once that is finished?", "after"),
        ("the second one put me to sleep", "against"),
        ("which edition of the book should I buy", "ask"),
        ("is there a reason you put a paid one first?", "why"),
    ],
)
def test_the_reader_knows_what_no_phrase_says(trained: FollowUps, text: str, move: Move) -> None:
    assert trained.read(text).move == move


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("did the 2nd one", ("2",)),
        ("the first two, sorry, the third", ("1", "3")),
        ("the last one", ("last",)),
        ("why that book", ("book",)),
        ("all three", ("all",)),
        ("is it free", ("that",)),
        ("cheaper", ()),
    ],
)
def test_the_picks_meant_are_read_by_place_or_kind(rules: FollowUps, text: str, places: tuple[str, ...]) -> None:
    assert set(places) <= set(rules.read(text).places)
    assert bool(places) == bool(rules.read(text).places)


@pytest.mark.parametrize(
    ("text", "shifts"),
    [
        ("something cheaper and shorter", ("cheaper", "shorter")),
        ("too long", ("shorter",)),
        ("over my head", ("easier",)),
        ("way too basic", ("harder",)),
        ("got something newer", ("newer",)),
        ("less maths", ("less-math",)),
        ("a book", ()),
    ],
)
def test_how_others_should_differ_is_read(rules: FollowUps, text: str, shifts: tuple[str, ...]) -> None:
    assert rules.read(text).shifts == shifts


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("is it free?", "cost"),
        ("how many hours is it", "hours"),
        ("is that book outdated", "status"),
        ("how much math is in it", "math"),
        ("is it too hard", "level"),
        ("do i need to know python", "needs"),
        ("do you get a certificate", "certificate"),
    ],
)
def test_what_is_asked_of_a_pick_is_read(rules: FollowUps, text: str, fact: str) -> None:
    assert rules.read(text).fact == fact


@pytest.mark.parametrize("sign", ["<:cheaper:1234567890>", "<a:wave:20>", "<@1234567890>"])
def test_an_emoji_takes_nothing_from_thanks_and_says_nothing(rules: FollowUps, trained: FollowUps, sign: str) -> None:
    for read in (rules.read, trained.read):
        assert read(f"thanks {sign}").move == read("thanks").move == "thanks"
        assert read(f"{sign} too long").shifts == ("shorter",)
