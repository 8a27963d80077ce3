"""/recommend, as a member of a server sees it."""

import pytest
from simcord import Env, ResponseMessage

from bot.advise import Guide
from bot.advise.unanswered import NOT_ABOUT_LEARNING
from bot.advise.wording.follow_up_words import LIGHT_WORDS
from tests.discord_app.test_votes import assert_further
from tests.support.simulated.reading import PICKED, buttons, counted, ids, replies_sent, reply, text, texts, vote_labels
from tests.support.simulated.server import Member, Server

MOST_WORDS = 170
"""Of a whole public reply."""


async def all_cards(member: Member, query: str, **options: str) -> list[ResponseMessage]:
    """The reply, and what each press of More picks adds, until there is none to press."""
    cards = [reply(await member.recommend(query, **options))]
    while ids(cards[-1], "more"):
        cards.append(reply(await member.actor.click(cards[-1], label="More")))
    return cards


async def test_picks_fit_what_was_typed(maya: Member) -> None:
    card = reply(await maya.recommend("beginner math-light"))

    picks = ids(card, "vote")
    assert len(picks) == 3
    assert "deep-learning-with-python" in picks[:2]
    assert "deep-learning-book" not in picks
    assert "Understood: beginner, light maths." in text(card)
    assert not card.ephemeral


async def test_the_answer_comes_first_and_one_next_step_after_the_picks(maya: Member, guide: Guide) -> None:
    card = reply(await maya.recommend("beginner math-light"))

    answer, *picks, step, small = texts(card)
    first = guide.catalogue.get(ids(card, "vote")[0])
    assert first
    assert first.title.partition(":")[0] in answer.splitlines()[0]
    assert len(picks) == 3
    assert step.startswith("**Next:** ")
    assert small.startswith("-# Understood: beginner, light maths. Last checked in ")
    assert len(text(card).split()) <= MOST_WORDS


async def test_each_pick_says_what_it_is_for_and_carries_a_vote_button(maya: Member, guide: Guide) -> None:
    card = reply(await maya.recommend("beginner math-light"))

    for id_, shown in zip(ids(card, "vote"), texts(card)[1:-2], strict=True):
        title, line, facts = shown.splitlines()
        entry = guide.catalogue.get(id_)
        assert entry
        assert title == f"**[{entry.title}]({entry.url})**"
        assert 5 <= len(line.split()) <= 25
        assert facts.startswith(f"-# {entry.format} · ")
    assert vote_labels(card) == ["Helpful"] * 3


async def test_more_picks_go_on_for_the_presser_only(maya: Member, tom: Member) -> None:
    first = reply(await maya.recommend("beginner math-light"))

    more = reply(await tom.actor.click(first, label="More"))

    assert more.ephemeral
    assert_further(first, more)
    assert len(maya.server.channel.history(viewer=maya.actor)) == 1


@pytest.mark.parametrize("query", ["beginner math-light", "deep learning", "advanced theory", "free", "course or book"])
async def test_more_picks_go_on_to_the_end_without_a_repeat(maya: Member, query: str) -> None:
    pages = [ids(card, "vote") for card in await all_cards(maya, query)]
    seen = [pick for page in pages for pick in page]

    assert seen
    assert all(pages), "a page without a pick"
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize(
    ("option", "value", "never"),
    [
        ("format", "book", {"fastai-practical-deep-learning", "deep-learning-specialization"}),
        ("cost", "free", {"python-machine-learning", "udacity-deep-learning-nanodegree"}),
        ("math", "light", {"deep-learning-book", "python-machine-learning"}),
        ("level", "advanced", {"uw-machine-learning-specialization", "dls-neural-networks-and-deep-learning"}),
        ("topic", "computer-vision", {"uw-machine-learning-specialization"}),
    ],
)
async def test_an_option_is_strict(maya: Member, option: str, value: str, never: set[str]) -> None:
    seen = {pick for card in await all_cards(maya, "deep learning", **{option: value}) for pick in ids(card, "vote")}

    assert seen
    assert not never & seen


async def test_an_option_overrules_the_words(maya: Member) -> None:
    card = reply(await maya.recommend("a course for a beginner", format="book"))

    assert "Understood: beginner, a book" in text(card)
    assert "fastai-practical-deep-learning" not in ids(card, "vote")


async def test_options_alone_are_enough(maya: Member) -> None:
    card = reply(await maya.recommend("", format="book", cost="free"))

    assert "deep-learning-book" in ids(card, "vote") or ids(card, "more")
    assert NOT_ABOUT_LEARNING not in text(card)


async def test_a_private_reply_is_seen_by_nobody_else(maya: Member, tom: Member) -> None:
    card = reply(await maya.recommend("beginner math-light", private=True))

    assert card.ephemeral
    assert len(vote_labels(card)) == 3
    assert not maya.server.channel.history(viewer=tom.actor)


async def test_when_nothing_fits_it_says_what_the_list_lacks(maya: Member) -> None:
    card = reply(await maya.recommend("graph networks", format="paper", topic="graph"))

    assert "I have nothing on graph networks in my list yet. I have no paper in my list yet." in text(card)
    assert not vote_labels(card)


async def test_giving_up_one_option_is_offered_with_an_example(maya: Member) -> None:
    card = reply(await maya.recommend("deep learning", format="paper", level="beginner"))

    assert 'If you drop "' in text(card)
    assert "such as " in text(card)


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("what is the weather in Paris", NOT_ABOUT_LEARNING),
        ("", NOT_ABOUT_LEARNING),
        ("hello", LIGHT_WORDS["hello"]),
        ("thanks a lot", LIGHT_WORDS["thanks"]),
    ],
)
async def test_what_asks_nothing_about_learning_gets_one_line(maya: Member, query: str, line: str) -> None:
    card = reply(await maya.recommend(query))

    assert text(card) == line
    assert not buttons(card)


async def test_outside_of_servers_there_are_no_votes_and_titles_are_links(env: Env, server: Server) -> None:
    bob = env.create_user("bob")

    card = reply(await bob.slash("recommend", query="beginner math-light"))

    assert PICKED in text(card)
    assert [button["label"] for button in buttons(card)] == ["More", "Change", "Look closer"]


async def test_more_picks_work_in_a_direct_message(env: Env, server: Server) -> None:
    bob = env.create_user("bob")
    card = reply(await bob.slash("recommend", query="beginner math-light"))

    more = reply(await bob.click(card, label="More"))

    before, further = ([line for line in text(one).splitlines() if line.startswith("**[")] for one in (card, more))
    assert len(further) == 3
    assert not set(before) & set(further)


async def test_no_reply_may_ping(env: Env, maya: Member) -> None:
    await maya.recommend("beginner @everyone")
    await maya.review("@here <@1> <@&1>")

    sent = replies_sent(env)
    assert len(sent) == 2
    assert all(body["allowed_mentions"]["parse"] == [] for body in sent)
    assert not any(body["allowed_mentions"].get("users") for body in sent)


async def test_votes_of_the_server_stand_beside_the_picks_of_a_later_answer(maya: Member, tom: Member) -> None:
    card = reply(await maya.recommend("beginner math-light"))
    assert "Helpful · 1" in counted(await maya.vote(card, "deep-learning-with-python"))

    card = reply(await tom.recommend("beginner math-light"))

    labels = dict(zip(ids(card, "vote"), vote_labels(card), strict=True))
    assert labels.pop("deep-learning-with-python") == "Helpful · 1"
    assert set(labels.values()) == {"Helpful"}
