"""What was sent is not kept in memory, nor does anything wait for it: each button finds its way by its id alone."""

import asyncio
from typing import Any

import pytest
from simcord import Env

from tests.support.simulated.server import Member

COMMANDS: dict[str, dict[str, Any]] = {
    "help": {},
    "about": {},
    "my progress": {},
    "browse": {"private": True},
    "recommend": {"query": "free book", "private": True},
    "review": {"name": "fast.ai", "private": True},
    "ask": {"question": "free book"},
}


@pytest.mark.parametrize("command", COMMANDS)
async def test_an_answer_leaves_neither_a_view_nor_a_task(env: Env, maya: Member, command: str) -> None:
    await maya.actor.slash(maya.server.channel, command, **COMMANDS[command])  # which may begin to count questions
    store, tasks = env.bot._connection._view_store, len(asyncio.all_tasks())
    for _ in range(3):
        await maya.actor.slash(maya.server.channel, command, **COMMANDS[command])
    assert not store._views
    assert not store._synced_message_views
    assert len(asyncio.all_tasks()) == tasks
