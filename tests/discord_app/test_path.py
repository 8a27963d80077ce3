"""/path as members use it: from their list to the goal, within their time, with a picture that others can see too."""

from typing import Any

import discord
import pytest
from simcord import Env

from bot.discord_app.path_card import PICTURE
from tests.discord_app.conftest import Member
from tests.discord_app.reading import reply, text, walk

GOAL = "ready for the goodfellow book"


async def test_a_plan_has_steps_weeks_and_a_picture(maya: Member) -> None:
    shown = reply(await maya.actor.slash(maya.server.channel, "path", goal="computer vision", hours=6.0, weeks=30.0))

    assert "Your way to" in text(shown)
    assert "week" in text(shown)
    assert [file.filename for file in shown.attachments] == [PICTURE]


async def test_what_is_marked_as_done_is_skipped(maya: Member) -> None:
    before = text(reply(await maya.actor.slash(maya.server.channel, "path", goal=GOAL, level="beginner")))
    first = before.split("**1. [")[1].split("]")[0]
    card = reply(await maya.actor.slash(maya.server.channel, "path", goal=GOAL, level="beginner"))
    (menu,) = (part for part in walk(card.components) if part.get("custom_id") == "mark:1")
    await maya.actor.select(card.message, [menu["options"][0]["value"]], custom_id="mark:1")

    after = text(reply(await maya.actor.slash(maya.server.channel, "path", goal=GOAL, level="beginner")))

    assert f"[{first}]" not in after


async def test_a_goal_that_means_nothing_is_answered(maya: Member) -> None:
    shown = reply(await maya.actor.slash(maya.server.channel, "path", goal="@everyone ``` 🤖"))

    assert "Your way to" in text(shown)
    assert "@everyone" not in text(shown)


@pytest.mark.parametrize("allowed", [True, False])
async def test_a_mention_is_answered_with_the_picture_only_where_files_may_be_sent(
    env: Env, maya: Member, allowed: bool
) -> None:
    assert env.bot.user is not None
    everyone = maya.server.guild.default_role
    overwrites: dict[Any, discord.PermissionOverwrite] = {everyone: discord.PermissionOverwrite(attach_files=allowed)}
    channel = maya.server.guild.create_text_channel("files", overwrites=overwrites)
    await maya.actor.send(channel, f"<@{env.bot.user.id}> roadmap to computer vision")

    last = channel.last_message
    assert last is not None
    assert "Your way to" in str([component.to_dict() for component in last.components])
    assert len(last.attachments) == allowed


async def test_a_plan_can_be_posted_for_everyone(maya: Member, tom: Member) -> None:
    asked = await tom.actor.send(tom.server.channel, "roadmap to computer vision?")
    card = reply(await maya.actor.context_menu(maya.server.channel, "Answer this", asked))

    posted = reply(await maya.press(card, "post:1"))

    assert not posted.ephemeral
    assert text(posted) == text(card)
