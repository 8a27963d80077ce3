"""/path as members use it: from their list to the goal, within their time, with a picture that others can see too."""

import asyncio
from typing import Any

import aiohttp
import discord
import pytest
from simcord import Env, ResponseMessage

from bot.catalogue import Catalogue
from bot.discord_app.questions.plan_card import PICTURE
from bot.discord_app.ui import repost
from bot.store import Store
from tests.support.simulated.reading import ids, reply, text, told, vote_labels, walk
from tests.support.simulated.server import Member

GALLERY = 12

GOAL = "ready for the goodfellow book"


async def test_a_plan_has_steps_weeks_and_a_picture(maya: Member) -> None:
    shown = reply(await maya.actor.slash(maya.server.channel, "path", goal="computer vision", hours=6.0, weeks=30.0))

    assert "Your plan for" in text(shown)
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

    assert "Your plan for" in text(shown)
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
    assert "Your plan for" in str([component.to_dict() for component in last.components])
    assert len(last.attachments) == allowed


async def test_a_plan_can_be_posted_for_everyone(maya: Member, tom: Member) -> None:
    asked = await tom.actor.send(tom.server.channel, "roadmap to computer vision?")
    card = reply(await maya.actor.context_menu(maya.server.channel, "Answer this", asked))

    posted = reply(await maya.press(card, "post:1"))

    assert not posted.ephemeral
    assert text(posted) == text(card)
    assert await tom.vote(posted, ids(posted, "vote")[0])


def gallery_of(message: ResponseMessage) -> dict[str, Any]:
    (gallery,) = (part for part in walk(message.components) if part["type"] == GALLERY)
    (item,) = gallery["items"]
    return item  # type: ignore[no-any-return]


async def test_a_posted_plan_has_a_picture_of_its_own(maya: Member, tom: Member) -> None:
    asked = await tom.actor.send(tom.server.channel, "roadmap to computer vision?")
    card = reply(await maya.actor.context_menu(maya.server.channel, "Answer this", asked))

    posted = reply(await maya.press(card, "post:1"))

    (before,), (after,) = card.attachments, posted.attachments
    assert (after.filename, after.id) != (before.filename, before.id)
    assert await after.read() == await before.read()
    assert gallery_of(posted)["media"]["url"] == after.url
    assert gallery_of(posted)["description"] == gallery_of(card)["description"]


@pytest.mark.parametrize(
    "fault", [discord.DiscordException("gone"), aiohttp.ClientConnectionError(), TimeoutError(), None]
)
async def test_a_picture_that_cannot_be_fetched_is_left_out(
    env: Env, maya: Member, tom: Member, monkeypatch: pytest.MonkeyPatch, fault: Exception | None
) -> None:
    asked = await tom.actor.send(tom.server.channel, "roadmap to computer vision?")
    card = reply(await maya.actor.context_menu(maya.server.channel, "Answer this", asked))

    async def broken(url: str) -> bytes:
        if fault:
            raise fault
        await asyncio.sleep(60)
        return b"too late"

    monkeypatch.setattr(env.bot.http, "get_from_cdn", broken)
    monkeypatch.setattr(repost, "PATIENCE", 0.05)
    posted = reply(await maya.press(card, "post:1"))

    assert not posted.ephemeral
    assert not posted.attachments
    assert text(posted) == text(card)
    assert not [part for part in walk(posted.components) if part["type"] == GALLERY]


async def plan_for(member: Member, goal: str, **options: Any) -> ResponseMessage:
    return reply(await member.actor.slash(member.server.channel, "path", goal=goal, **options))


def menu_of(message: ResponseMessage) -> dict[str, Any]:
    (menu,) = (part for part in walk(message.components) if part.get("custom_id", "").startswith("fix:1:"))
    return menu


@pytest.mark.parametrize(
    ("goal", "options"),
    [
        ("computer vision", {"hours": 6.0, "weeks": 30.0}),
        ("ready for the goodfellow book", {"level": "beginner", "hours": 7.5}),
        ("learn diffusion models", {"weeks": 12.0}),
        ("pytorch", {"cost": "free"}),
    ],
)
async def test_a_plan_is_corrected_for_the_same_goal_and_time(maya: Member, goal: str, options: dict[str, Any]) -> None:
    card = await plan_for(maya, goal, **options)
    menu = menu_of(card)
    assert len(menu["custom_id"]) <= 100
    assert {option["value"].split(":")[0] for option in menu["options"]} == {"level", "math", "cost"}

    corrected = reply(await maya.actor.select(card.message, ["level:advanced"], custom_id=menu["custom_id"]))

    assert corrected.ephemeral
    lines, again = text(card).split("\n"), text(corrected).split("\n")
    assert again[0].split(" to ")[-1].removesuffix(" yet") == lines[0].split(" to ")[-1]
    understood = next(line for line in again if line.startswith("Understood: "))
    assert "advanced" in understood
    assert ("hours a week" in understood) is ("hours" in options)
    assert ("within" in understood) is ("weeks" in options)
    assert menu_of(corrected)["custom_id"] != menu["custom_id"]


async def test_a_correction_goes_by_the_list_of_who_corrects(maya: Member, tom: Member, store: Store) -> None:
    await store.progress.mark(maya.actor.id, "fastai-practical-deep-learning", "done")
    card = await plan_for(maya, "fastai part 2")
    assert "fastai-practical-deep-learning" not in ids(card, "vote")
    menu = menu_of(card)["custom_id"]

    of_tom = reply(await tom.actor.select(card.message, ["cost:free"], custom_id=menu))
    of_maya = reply(await maya.actor.select(card.message, ["cost:free"], custom_id=menu))

    assert "fastai-practical-deep-learning" in ids(of_tom, "vote")
    assert "fastai-practical-deep-learning" not in ids(of_maya, "vote")


async def test_a_correction_wins_over_an_option_of_the_command(maya: Member) -> None:
    card = await plan_for(maya, "computer vision", level="beginner")
    corrected = reply(
        await maya.actor.select(card.message, ["level:intermediate"], custom_id=menu_of(card)["custom_id"])
    )
    assert "Understood: intermediate" in text(corrected)


async def test_a_question_too_long_for_an_id_has_no_menu(maya: Member, catalogue: Catalogue) -> None:
    done = " ".join(f"I finished {entry.aliases[0]}." for entry in catalogue)
    card = await plan_for(maya, f"plan for nlp with pytorch. {done}")
    assert "## " in text(card)
    assert not [part for part in walk(card.components) if part.get("custom_id", "").startswith("fix:1:")]


async def test_steps_are_voted_for_in_a_server(maya: Member, tom: Member) -> None:
    card = await plan_for(maya, "computer vision")
    assert vote_labels(card) == ["Helped me · 0"] * text(card).count("**Why here:**")
    first = ids(card, "vote")[0]

    press = await tom.vote(card, first)

    assert press.response is not None
    assert "Thank you" in told(press)
    assert vote_labels(press.response)[0] == "Helped me · 1"
    assert gallery_of(press.response)["description"] == gallery_of(card)["description"]
    assert vote_labels(await plan_for(maya, "computer vision"))[0] == "Helped me · 1"


async def test_there_is_nothing_to_vote_for_in_a_direct_message(maya: Member) -> None:
    card = reply(await maya.actor.user.slash("path", goal="computer vision"))
    assert "**Why here:**" in text(card)
    assert not ids(card, "vote")
