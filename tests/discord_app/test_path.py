"""/path as members use it: from their list to the goal, within their time, with a picture that others can see too."""

import asyncio
import re
from typing import Any

import aiohttp
import discord
import pytest
from simcord import Env, ResponseMessage

from bot.catalogue import Catalogue
from bot.discord_app.questions.plan_card import PICTURE
from bot.discord_app.ui import repost
from bot.store import Store
from tests.support.simulated.changing import filled, form_of, sent
from tests.support.simulated.closer import id_of, look_at
from tests.support.simulated.reading import counted, ids, reply, text, vote_labels, walk
from tests.support.simulated.server import Member

GALLERY = 12

GOAL = "ready for the goodfellow book"


async def test_a_plan_has_steps_weeks_and_a_picture(maya: Member) -> None:
    shown = reply(await maya.actor.slash(maya.server.channel, "path", goal="computer vision", hours=6.0, weeks=30.0))

    assert "Your plan for" in text(shown)
    assert "week" in text(shown)
    assert shown.attachments
    assert [file.filename for file in shown.attachments] == [
        PICTURE.format(number=number) for number in range(1, len(shown.attachments) + 1)
    ]


async def test_what_is_marked_as_done_is_skipped(maya: Member) -> None:
    before = text(reply(await maya.actor.slash(maya.server.channel, "path", goal=GOAL, level="beginner")))
    first = before.split("**1. [")[1].split("]")[0]
    card = reply(await maya.actor.slash(maya.server.channel, "path", goal=GOAL, level="beginner"))
    details = await look_at(maya, card)
    assert first in text(details)
    await maya.press(details, id_of(details, "mine:1:done"))

    after = text(reply(await maya.actor.slash(maya.server.channel, "path", goal=GOAL, level="beginner")))

    assert f"[{first}]" not in after


async def test_a_goal_that_means_nothing_is_answered(maya: Member) -> None:
    shown = reply(await maya.actor.slash(maya.server.channel, "path", goal="@everyone ``` 🤖"))

    assert "I know no way to that" in text(shown)
    assert "@everyone" not in text(shown)


@pytest.mark.parametrize("goal", ["bake bread", "become a chef", "asdfgh"])
async def test_what_is_no_goal_here_gets_no_plan(maya: Member, goal: str) -> None:
    shown = text(reply(await maya.actor.slash(maya.server.channel, "path", goal=goal)))

    assert "I know no way to that" in shown
    assert "plan for" not in shown


async def test_a_goal_that_is_called_nearly_like_something_is_asked_about(maya: Member) -> None:
    shown = text(reply(await maya.actor.slash(maya.server.channel, "path", goal="nd102")))

    assert 'Nothing in my list is called "nd102". Did you mean one of these?' in shown
    assert "Deep Learning Nanodegree" in shown


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
    assert bool(last.attachments) is allowed
    in_words = "The way to computer vision:" in "".join(str(component.to_dict()) for component in last.components)
    assert in_words  # as the words of the pictures, or instead of them
    assert ("'description'" in str([component.to_dict() for component in last.components])) is allowed


async def test_a_plan_can_be_posted_for_everyone(maya: Member, tom: Member) -> None:
    asked = await tom.actor.send(tom.server.channel, "roadmap to computer vision?")
    card = reply(await maya.actor.context_menu(maya.server.channel, "Answer this", asked))

    posted = reply(await maya.press(card, "post:1"))

    assert not posted.ephemeral
    assert text(posted) == text(card)
    assert await tom.vote(posted, ids(posted, "vote")[0])


def pictures_of(message: ResponseMessage) -> list[dict[str, Any]]:
    return [item for part in walk(message.components) if part["type"] == GALLERY for item in part["items"]]


def alts_of(message: ResponseMessage) -> list[str]:
    return [item["description"] for item in pictures_of(message)]


async def test_a_posted_plan_has_a_picture_of_its_own(maya: Member, tom: Member) -> None:
    asked = await tom.actor.send(tom.server.channel, "roadmap to computer vision?")
    card = reply(await maya.actor.context_menu(maya.server.channel, "Answer this", asked))

    posted = reply(await maya.press(card, "post:1"))

    assert posted.attachments
    for before, after in zip(card.attachments, posted.attachments, strict=True):
        assert (after.filename, after.id) != (before.filename, before.id)
        assert await after.read() == await before.read()
    assert [item["media"]["url"] for item in pictures_of(posted)] == [after.url for after in posted.attachments]
    assert alts_of(posted) == alts_of(card)


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


@pytest.mark.parametrize(
    ("goal", "options"),
    [
        ("computer vision", {"hours": 6.0, "weeks": 30.0}),
        ("ready for the goodfellow book", {"level": "beginner", "hours": 7.5}),
        ("learn diffusion models", {"weeks": 12.0}),
        ("pytorch", {"cost": "free"}),
    ],
)
async def test_a_plan_is_changed_for_the_same_goal_and_time(maya: Member, goal: str, options: dict[str, Any]) -> None:
    card = await plan_for(maya, goal, **options)
    assert len(id_of(card, "change")) <= 100
    form = await form_of(maya, card)
    assert set(filled(form)) == {"level", "math", "cost", "hours"}

    changed = await sent(maya, form, level=["advanced"])

    assert changed.ephemeral
    lines, (lead, *again) = text(card).split("\n"), text(changed).split("\n")
    assert lead == "**Same question, but for advanced learners:**"
    assert goal_in(again[0]) == goal_in(lines[0])
    understood = next(line for line in again if line.startswith("Understood: "))
    assert "advanced" in understood
    assert ("hours a week" in understood) is ("hours" in options)
    assert ("within" in understood) is ("weeks" in options)
    assert id_of(changed, "change") != id_of(card, "change")


async def test_a_change_goes_by_the_list_of_who_makes_it(maya: Member, tom: Member, store: Store) -> None:
    await store.progress.mark(maya.actor.id, "fastai-practical-deep-learning", "done")
    card = await plan_for(maya, "fastai part 2")
    assert "fastai-practical-deep-learning" not in ids(card, "vote")

    of_tom = await sent(tom, await form_of(tom, card), cost=["free"])
    of_maya = await sent(maya, await form_of(maya, card), cost=["free"])

    assert "fastai-practical-deep-learning" in ids(of_tom, "vote")
    assert "fastai-practical-deep-learning" not in ids(of_maya, "vote")


async def test_a_change_wins_over_an_option_of_the_command(maya: Member) -> None:
    card = await plan_for(maya, "computer vision", level="beginner")
    changed = await sent(maya, await form_of(maya, card), level=["intermediate"])
    assert "Understood: intermediate" in text(changed)


async def test_a_question_too_long_for_an_id_cannot_be_changed(maya: Member, catalogue: Catalogue) -> None:
    refused = " ".join(f"not {entry.aliases[0]}." for entry in list(catalogue)[:12])
    card = await plan_for(maya, f"plan for nlp with pytorch. {refused}")
    assert steps_of(card)
    assert not ids(card, "change")
    assert ids(card, "look")


async def test_steps_are_voted_for_in_a_server(maya: Member, tom: Member) -> None:
    card = await plan_for(maya, "computer vision")
    assert vote_labels(card) == ["Helpful"] * len(steps_of(card))
    first = ids(card, "vote")[0]

    press = await tom.vote(card, first)

    assert press.response is not None
    assert counted(press)[0] == "Helpful · 1"
    assert alts_of(press.response) == alts_of(card)
    assert vote_labels(await plan_for(maya, "computer vision"))[0] == "Helpful · 1"


async def test_there_is_nothing_to_vote_for_in_a_direct_message(maya: Member) -> None:
    card = reply(await maya.actor.user.slash("path", goal="computer vision"))
    assert steps_of(card)
    assert not ids(card, "vote")


def steps_of(message: ResponseMessage) -> list[str]:
    """The titles of a plan's steps."""
    return re.findall(r"^\*\*\d+\. \[?(.*?)[\]*]", text(message), re.MULTILINE)


def goal_in(heading: str) -> str:
    """What a plan is for, by its first line."""
    found = re.search(r"plan for (.+?)(?:: |\*\*| yet)", heading)
    assert found
    return found[1]


LISTED = "fastai-practical-deep-learning"


async def test_what_is_on_the_list_is_told_where_nobody_else_sees_it(maya: Member, store: Store) -> None:
    """In a server it only makes the plan shorter."""
    before = await plan_for(maya, "nlp")
    await store.progress.mark(maya.actor.id, LISTED, "done")

    openly = await plan_for(maya, "nlp")
    privately = await plan_for(maya, "nlp", private=True)
    in_chat = reply(await maya.actor.user.slash("path", goal="nlp"))

    assert steps_of(openly) == steps_of(privately) == steps_of(in_chat)
    assert steps_of(openly) != steps_of(before)
    for closely in (privately, in_chat):
        assert "\nDone: " in text(closely)
        assert "Done: " in alts_of(closely)[0]
    for seen in (text(openly), *alts_of(openly)):
        assert "done: " not in seen.lower().replace("done: python basics. taken as known.", "")
        assert "Practical Deep Learning" not in seen


async def test_what_is_begun_by_the_list_is_not_told_to_others(maya: Member, store: Store) -> None:
    await store.progress.mark(maya.actor.id, "hands-on-machine-learning", "doing")
    openly, privately = await plan_for(maya, "fastai part 2"), await plan_for(maya, "fastai part 2", private=True)
    assert steps_of(openly) == steps_of(privately)
    assert "Hands-On" not in text(openly)
    assert "in progress: Hands-On" in text(privately)
    assert 'Finish "Hands-On' in text(privately)


async def test_a_stage_that_is_known_is_said_to_be_done(maya: Member) -> None:
    card = await plan_for(maya, "reinforcement learning, I know Python")
    assert "\nDone: Python basics." in text(card)
    assert "Done: Python basics." in alts_of(card)[0]
