"""The next answer, from the one before and what somebody says to it."""

import pytest

from bot.advise import Guide, Notice, Recommendation, Verdict
from bot.advise.conversation.going_on import go_on
from bot.advise.conversation.step import Next
from bot.advise.conversation.turn import Turn
from bot.advise.ranking.voice import SILENCE
from bot.advise.wording.compose import reply_of
from bot.advise.wording.follow_up_words import ALL_FREE, LIGHT_WORDS, NOT_SURE
from bot.language import ENGLISH

FIRST = "beginner math-light"


def begun(guide: Guide, text: str = FIRST) -> Turn:
    return Turn.of(guide.answer(guide.parse(text)))


def said(guide: Guide, turn: Turn, text: str) -> Next:
    """What is answered to a message that follows a turn: there must be something."""
    following = go_on(guide, turn, text, SILENCE)
    assert following is not None
    return following


def picks(following: Next) -> list[str]:
    return [pick.resource.id for pick in reply_of(following.answer, ENGLISH).picks]


def words(following: Next) -> str:
    reply = reply_of(following.answer, ENGLISH)
    return f"{reply.answer} {reply.because}".strip()


def test_a_changed_condition_keeps_the_question_and_is_said(guide: Guide) -> None:
    following = said(guide, begun(guide), "a course instead")
    assert words(following).startswith("Same question, but a course:")
    assert {pick.resource.format for pick in reply_of(following.answer, ENGLISH).picks} == {"course"}
    assert following.turn.query.level == "beginner"


def test_nobody_s_words_are_kept(guide: Guide) -> None:
    assert begun(guide, "is fast.ai any good for a nurse from Leeds").query.words == ()


def test_what_is_done_or_refused_is_left_out(guide: Guide) -> None:
    turn = begun(guide)
    first = turn.shown(ENGLISH)[0]
    for text in ("I already did the first", "not the first"):
        following = said(guide, turn, text)
        assert first.id not in picks(following)
        assert picks(following)
        assert "Without" in words(following)


def test_which_is_meant_is_asked_back(guide: Guide) -> None:
    following = said(guide, begun(guide), "did that already")
    assert words(following).startswith("Which one?")
    assert following.turn.shown(ENGLISH) == begun(guide).shown(ENGLISH)


def test_more_shows_what_was_not_shown_and_does_so_again(guide: Guide) -> None:
    turn = begun(guide)
    seen = [entry.id for entry in turn.shown(ENGLISH)]
    for _ in range(2):
        following = said(guide, turn, "any others?")
        assert isinstance(following.answer, Recommendation)
        assert not set(picks(following)) & set(seen)
        seen += picks(following)
        turn = following.turn


def test_details_are_the_verdict_and_one_still_goes_on_from_the_picks(guide: Guide) -> None:
    turn = begun(guide)
    following = said(guide, turn, "tell me more about the second")
    assert isinstance(following.answer, Verdict)
    assert following.answer.resource == turn.shown(ENGLISH)[1]
    assert following.turn.shown(ENGLISH) == turn.shown(ENGLISH)
    free = said(guide, following.turn, "is it free?")
    assert words(free).startswith(turn.shown(ENGLISH)[1].title.partition(":")[0])


def test_why_is_answered_of_the_pick_that_is_meant(guide: Guide) -> None:
    turn = begun(guide)
    assert turn.shown(ENGLISH)[2].title in words(said(guide, turn, "why the third?"))
    assert turn.shown(ENGLISH)[0].title in words(said(guide, turn, "but why?"))


def test_what_comes_after_leaves_out_what_it_follows(guide: Guide) -> None:
    turn = begun(guide)
    following = said(guide, turn, "and after the first?")
    assert words(following).startswith("After")
    assert turn.shown(ENGLISH)[0].id not in picks(following)


def test_cheaper_than_free_is_said_to_be_there_already(guide: Guide) -> None:
    turn = said(guide, begun(guide), "free please").turn
    assert all(entry.cost == "free" for entry in turn.shown(ENGLISH))
    assert words(said(guide, turn, "cheaper")) == ALL_FREE


def test_shorter_is_shorter_than_the_first(guide: Guide) -> None:
    turn = begun(guide, "a free course for a beginner")
    following = said(guide, turn, "something shorter")
    longest = max(sum(entry.hours or (0,)) for entry in turn.shown(ENGLISH))
    hours = [sum(pick.resource.hours or (0,)) for pick in reply_of(following.answer, ENGLISH).picks]
    assert hours or isinstance(following.answer, Notice)
    assert all(each < longest for each in hours)


def test_which_is_newest_is_told_of_those_shown(guide: Guide) -> None:
    turn = begun(guide)
    told = words(said(guide, turn, "which one is the newest?"))
    assert all(entry.title.partition(":")[0] in told for entry in turn.shown(ENGLISH))


@pytest.mark.parametrize(("text", "move"), [("thanks!", "thanks"), ("hi", "hello"), ("bye", "bye"), ("lol", "chatter")])
def test_light_words_are_answered_lightly_and_change_nothing(guide: Guide, text: str, move: str) -> None:
    turn = begun(guide)
    following = said(guide, turn, text)
    assert words(following) == LIGHT_WORDS[move]  # type: ignore[index]
    assert following.turn == turn


def test_a_change_that_is_not_understood_is_asked_back(guide: Guide) -> None:
    assert words(said(guide, begun(guide), "purple elephants maybe")) == NOT_SURE


@pytest.mark.parametrize(
    "text", ["a free book", FIRST, "free course on NLP for beginners", "roadmap to vision", "fast.ai or Andrew Ng"]
)
def test_the_same_question_over_again_is_no_follow_up(guide: Guide, text: str) -> None:
    assert go_on(guide, begun(guide, text), text, SILENCE) is None


def test_what_was_asked_for_already_is_not_misunderstood(guide: Guide) -> None:
    following = said(guide, begun(guide, "deep learning for a beginner, a free book"), "free please")
    assert words(following).startswith("That doesn't change my advice")


def test_a_question_of_its_own_is_not_gone_on_from(guide: Guide) -> None:
    text = "what should somebody with a degree in physics read about graph networks"
    assert go_on(guide, begun(guide), text, SILENCE) is None


def test_without_picks_there_is_nothing_to_ask_about(guide: Guide) -> None:
    assert go_on(guide, begun(guide, "how do I cook pasta"), "why the first?", SILENCE) is None
