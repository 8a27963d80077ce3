"""/path as members use it: from their list to the goal, within their time, with a picture that others can see too."""

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
