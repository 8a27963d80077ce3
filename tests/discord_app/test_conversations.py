"""Conversations of four turns by people who had not seen the bot, with the whole base and the trained reader."""

import json
from pathlib import Path

import pytest
from simcord import Env

from bot.advise import Guide
from bot.catalogue import Catalogue
from bot.discord_app import GuideClient
from bot.store import Store
from bot.understand import Lexicon
from bot.understand.models.reader import Reader
from tests.discord_app.test_conversation import say, shown
from tests.support.base import languages
from tests.support.simulated.server import Server, given

CONVERSATIONS = [
    json.loads(line)["turns"]
    for line in Path(__file__).with_name("conversations.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.fixture(scope="module")
def trained(shipped: Catalogue) -> Guide:
    return Guide(shipped, Lexicon.shipped(), Reader.shipped())


@pytest.fixture
def simcord_bot(trained: Guide, store: Store) -> GuideClient:
    return GuideClient(given(trained), store, languages())


@pytest.mark.parametrize("turns", CONVERSATIONS, ids=range(1, len(CONVERSATIONS) + 1))
async def test_every_turn_is_answered_and_none_with_what_was_said_before(env: Env, turns: list[str]) -> None:
    assert env.bot.user is not None
    member = Server.on(env, "Deep Learners").member("maya")
    first, *further = turns
    message = await say(member, f"<@{env.bot.user.id}> {first}")
    said = [shown(message)]
    for turn in further:
        message = await say(member, turn, message)
        assert shown(message) not in said
        said.append(shown(message))
