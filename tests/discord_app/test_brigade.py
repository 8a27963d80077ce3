"""A brigade: sixty accounts vote for a bad fit within a minute. Few of them count, and moderators are told."""

from collections.abc import Sequence

import pytest
from simcord import Env

from bot.advise import Guide
from bot.advise.guide import PICKS
from bot.advise.ranking.voice import Voice
from bot.discord_app import GuideClient
from bot.output.contract import answer_object
from bot.store import Store
from bot.understand import ParsedQuery
from tests.discord_app.test_bursts import HELD, Watched, decide, watch_over
from tests.support.asked import asked
from tests.support.clock import Clock
from tests.support.simulated.reading import COUNTED, reply, said_of_vote
from tests.support.simulated.server import Member, Server

BAD_FIT = "deep-learning-book"
"""Advanced and full of maths: what a brigade would push at beginners."""
BRIGADE = 60
HONEST = {"deep-learning-with-python": 6, "fastai-practical-deep-learning": 4, BAD_FIT: 1}


@pytest.fixture
def guide(whole: Guide) -> Guide:
    """What the bot in this module answers from."""
    return whole


@pytest.fixture(scope="module")
def questions(whole: Guide) -> list[ParsedQuery]:
    """Every third of the questions of all kinds, as they are understood."""
    return [whole.parse(question) for question in asked()[::3]]


@pytest.fixture
async def watched(server: Server, store: Store, clock: Clock) -> Watched:
    """A server where a few members have voted some time ago."""
    voters = iter(range(1, 1000))
    for id_, votes in HONEST.items():
        for _ in range(votes):
            await store.votes.toggle(server.guild.id, id_, next(voters))
            clock.seconds += 600
    clock.seconds += 86_400
    return await watch_over(server)


async def voice_of(watched: Watched) -> Voice:
    client = watched.server.env.bot
    assert isinstance(client, GuideClient)
    return (await client.services.servers.of(watched.id)).voice


def first_picks(guide: Guide, questions: Sequence[ParsedQuery], voice: Voice) -> list[list[str]]:
    """What a server is shown first for each question: picks, or whatever else answers it."""
    answers = (answer_object("", query, guide.answer(query, voice), PICKS) for query in questions)
    return [[result["id"] for result in answer["results"]] for answer in answers]


async def vote_all(watched: Watched, members: Sequence[Member], clock: Clock) -> list[str]:
    """Everybody presses the same button within a minute. Gives what each was told."""
    card, sentences = reply(await watched.server.member("first").review(BAD_FIT)), list[str]()
    for member in members:
        clock.seconds += 60 / len(members)
        sentences.append(said_of_vote(await member.vote(card, BAD_FIT)))
    return sentences


async def test_a_brigade_of_new_accounts_changes_no_answer(
    env: Env, watched: Watched, whole: Guide, questions: list[ParsedQuery], clock: Clock
) -> None:
    before = first_picks(whole, questions, await voice_of(watched))
    clock.seconds = env.now().timestamp()
    brigade = [watched.server.member(f"new-{number}") for number in range(BRIGADE)]

    sentences = await vote_all(watched, brigade, clock)

    assert all(sentence.endswith("your account is still new.") for sentence in sentences)
    assert first_picks(whole, questions, await voice_of(watched)) == before
    assert_moderators_know(watched)


async def test_of_a_brigade_of_old_accounts_nine_count_until_moderators_take_them_out(
    watched: Watched, whole: Guide, questions: list[ParsedQuery], store: Store, clock: Clock
) -> None:
    voice = await voice_of(watched)
    before = first_picks(whole, questions, voice)
    brigade = [watched.server.member(f"old-{number}") for number in range(BRIGADE)]

    sentences = await vote_all(watched, brigade, clock)

    assert [sentence == COUNTED for sentence in sentences[:10]] == [True] * 9 + [False]
    assert all(sentence.startswith(HELD) for sentence in sentences[9:])
    assert (await voice_of(watched)).helped(BAD_FIT) == HONEST[BAD_FIT] + 9
    assert_moderators_know(watched)
    (flag,) = await store.flags.waiting(watched.id)
    assert (flag.attempts, flag.votes, flag.before) == (BRIGADE, BRIGADE - 9, 9)

    await decide(watched, watched.moderator("rosa"), "cleared")
    assert await voice_of(watched) == voice
    assert first_picks(whole, questions, await voice_of(watched)) == before


def assert_moderators_know(watched: Watched) -> None:
    (message,) = watched.posted()
    assert "Many votes at once" in watched.shown()
    assert "10 members who are new to voting here pressed to vote within 10 minutes" in watched.shown()
    assert message.author.bot


def test_without_being_held_such_votes_would_be_seen(whole: Guide, questions: list[ParsedQuery]) -> None:
    """That the answers stay is worth something only if so many votes could change any."""
    few = Voice({id_: {"helped": votes} for id_, votes in HONEST.items()})
    many = Voice({**few.counts, BAD_FIT: {"helped": BRIGADE}})
    assert first_picks(whole, questions, few) != first_picks(whole, questions, many)
