"""Members' reviews, as those who write, read, report and moderate them see them."""

from typing import Any

import discord
import pytest
import pytest_asyncio
from simcord import ChannelHandle, Env, InteractionResult, ResponseMessage

from bot.advise import Guide
from bot.discord_app import GuideClient
from bot.discord_app.reviews.judge import reported_card
from bot.language import ENGLISH
from bot.store import Store
from tests.support.base import languages
from tests.support.clock import Clock
from tests.support.simulated.closer import look_at
from tests.support.simulated.limits import assert_fits
from tests.support.simulated.posting import post_buttons
from tests.support.simulated.reading import (
    acting,
    as_read,
    buttons,
    given_back,
    ids,
    replies_sent,
    reply,
    text,
    told,
    walk,
)
from tests.support.simulated.server import ClosableStore, Member, Server, given

FASTAI, CHOLLET = "fastai-practical-deep-learning", "deep-learning-with-python"
GOOD = "It made backpropagation click for me."
CODERS = "people who like to code"
THANKS = "Thank you. Members here see it below the verdict"
MEANWHILE = "That review has been deleted or changed in the meantime."


async def opened_form(member: Member, id_: str = FASTAI) -> InteractionResult:
    """The modal, opened on a verdict."""
    return await member.press(reply(await member.review(id_)), f"write:1:{id_}")


async def write(member: Member, typed: str = GOOD, audience: str = CODERS, id_: str = FASTAI) -> ResponseMessage:
    form = await opened_form(member, id_)
    return reply(await member.actor.submit_modal(form, {"text": typed, "audience": audience}))


async def verdict(member: Member, id_: str = FASTAI) -> str:
    """The verdict at length."""
    return text(await look_at(member, reply(await member.review(id_))))


async def page(member: Member, id_: str = FASTAI) -> ResponseMessage:
    """All reviews, opened on a verdict."""
    return reply(await member.press(reply(await member.review(id_)), f"reviews:1:{id_}"))


def prefilled(form: InteractionResult) -> dict[str, str | None]:
    assert form.modal
    fields = [part["component"] for part in walk(form.modal["components"]) if "component" in part]
    return {field["custom_id"]: field.get("value") for field in fields}


async def report(member: Member, place: int = 0) -> str:
    """What a member is told who reports one of the reviews that they see."""
    shown = await page(member)
    return told(await member.press(shown, f"report:1:{ids(shown, 'report')[place]}"))


@pytest_asyncio.fixture
async def queue(server: Server, store: Store, simcord_bot: GuideClient) -> ChannelHandle:
    """Where this server's moderators are told."""
    channel = server.guild.create_text_channel("moderators")
    await store.servers.set(server.guild.id, "queue_channel", channel.id)
    simcord_bot.services.servers.changed(server.guild.id)
    return channel


def moderator_of(server: Server, name: str = "mo") -> Member:
    role = server.guild.create_role("moderators", permissions=discord.Permissions(manage_guild=True))
    return Member(server, server.guild.add_member(server.env.create_user(name), roles=[role]))


@pytest.fixture
def mo(server: Server) -> Member:
    return moderator_of(server)


def parts(message: discord.Message) -> list[dict[str, Any]]:
    return list(walk([component.to_dict() for component in message.components]))  # type: ignore[misc]


def content(message: discord.Message) -> str:
    return "\n".join(part["content"] for part in parts(message) if "content" in part)


def marks(message: discord.Message) -> list[str]:
    return [part["custom_id"] for part in parts(message) if "custom_id" in part]


async def judge(moderator: Member, message: discord.Message, verdict: str) -> InteractionResult:
    """Press what stands on a message for the moderators, or what stood there a moment ago."""
    mark = next(mark for mark in marks(message) if mark.startswith(f"judge:1:{verdict}:"))
    return await moderator.actor.click(message, custom_id=mark)


async def test_what_one_writes_stands_under_the_verdict_without_a_name(maya: Member, tom: Member) -> None:
    card = await write(maya)

    assert card.ephemeral
    assert text(card).splitlines()[1:] == [f"{THANKS}; a new one replaces it.", f"You wrote: {GOOD}"]
    shown = await verdict(tom)
    assert f"**Members here say:**\n> {GOOD}\n-# For: {CODERS} · 2027-01\n" in shown
    assert shown.index("**Rating:**") < shown.index("**Members here say:**")
    assert "maya" not in shown
    assert f"\n> {GOOD}\n-# From" in text(reply(await tom.review(FASTAI)))
    assert str(maya.actor.id) not in str(reply(await tom.review(FASTAI)).components)


async def test_the_latest_three_stand_there(env: Env, server: Server, maya: Member) -> None:
    for number in range(5):
        await write(server.member(f"member {number}"), f"{GOOD} Number {number}.")

    shown = await verdict(maya)

    assert [f"Number {number}." in shown for number in range(5)] == [False, False, True, True, True]
    assert shown.index("Number 4.") < shown.index("Number 3.") < shown.index("Number 2.")


async def test_in_free_words_the_verdict_has_them_too(maya: Member, tom: Member) -> None:
    await write(maya)

    answer = await tom.actor.slash(tom.server.channel, "ask", question="is fast.ai worth it?")

    assert f"> {GOOD}" in text(reply(answer))


async def test_writing_again_replaces_what_stands_in_the_modal(maya: Member, tom: Member) -> None:
    assert prefilled(await opened_form(maya)) == {"text": None, "audience": None}
    await write(maya)

    assert prefilled(await opened_form(maya)) == {"text": GOOD, "audience": CODERS}
    assert prefilled(await opened_form(tom)) == {"text": None, "audience": None}
    await write(maya, "On second thoughts it goes too fast.", "the patient")
    shown = await verdict(tom)
    assert GOOD not in shown
    assert "> On second thoughts it goes too fast.\n-# For: the patient · 2027-01" in shown


@pytest.mark.parametrize(
    ("typed", "audience", "why", "kept"),
    [
        (f"{GOOD} https://evil.example/x", "all", "reviews can't contain links", f"{GOOD} https://evil.example/x"),
        (GOOD, "see www.evil.example", "reviews can't contain links", GOOD),
        (
            "* * * * * * * * * * * * good",
            "all",
            "a review needs at least 20 characters",
            "* * * * * * * * * * * * good",
        ),
        (GOOD, "***", "please also say who it's for", GOOD),
    ],
)
async def test_what_cannot_be_kept_is_given_back(maya: Member, typed: str, audience: str, why: str, kept: str) -> None:
    card = await write(maya, typed, audience)

    assert why in text(card)
    assert given_back(card) == [kept, audience]
    assert "Members here say" not in await verdict(maya)


async def test_what_one_writes_can_neither_ping_nor_format(env: Env, maya: Member) -> None:
    hostile = "@everyone <@1> **bold** [x](y) `code`\n# heading ||hidden|| \u202egood"
    await write(maya, hostile, "<@&2> *all*")

    shown = await verdict(maya)

    assert "> @everyone <@1> **bold** [x](y) `code` # heading ||hidden|| good\n-# For: <@&2> *all* · " in as_read(shown)
    assert not [mark for mark in ("@", "<@", "**bold", "[x]", "`", "||") if mark in acting(shown.partition("> ")[2])]
    assert replies_sent(env)[-1]["allowed_mentions"] == {"parse": []}


async def test_another_server_sees_nothing_of_it(env: Env, maya: Member) -> None:
    await write(maya)
    elsewhere = Server.on(env, "Another server")
    lena, maya_there = elsewhere.member("lena"), Member(elsewhere, elsewhere.guild.add_member(maya.actor.user))

    assert "Members here say" not in await verdict(lena)
    assert prefilled(await opened_form(maya_there))["text"] is None
    await write(maya_there, "Here I say something quite different.")
    assert GOOD in await verdict(maya)
    assert GOOD not in await verdict(lena)


async def test_ids_of_another_server_do_nothing(env: Env, maya: Member, store: Store) -> None:
    await write(maya)
    (review,) = await store.reviews.latest(maya.server.guild.id, FASTAI, 9)
    elsewhere = Server.on(env, "Another server")
    lena, mo_there = elsewhere.member("lena"), moderator_of(elsewhere)
    maya_there = Member(elsewhere, elsewhere.guild.add_member(maya.actor.user))
    forged = [f"report:1:{review.id}", f"judge:1:take-down:{review.id}", f"delete-review:1:{review.id}"]
    message = await post_buttons(env, elsewhere.channel, *forged)

    assert told(await lena.actor.click(message, custom_id=forged[0])) == MEANWHILE
    assert "deleted or changed" in told(await mo_there.actor.click(message, custom_id=forged[1]))
    assert told(await maya_there.actor.click(message, custom_id=forged[2])).startswith(
        "There is nothing left to delete"
    )
    assert f"> {GOOD}" in await verdict(maya)


async def test_forged_ids_are_answered(env: Env, maya: Member, mo: Member) -> None:
    nines = "9" * 19
    forged = [
        f"report:1:{nines}", "report:1:0", f"judge:1:keep:{nines}", f"delete-review:1:{nines}", "write:1:no-such-entry",
        "reviews:1:no-such-entry", f"reviews:1:9999:{FASTAI}", f"reviews:1:0:{FASTAI}",
    ]  # fmt: skip
    for mark in forged:
        message = await post_buttons(env, maya.server.channel, mark)
        assert text(reply(await mo.actor.click(message, custom_id=mark)))
    assert not env.errors


async def test_a_stranger_deletes_nothing(env: Env, maya: Member, tom: Member, store: Store) -> None:
    await write(maya)
    (review,) = await store.reviews.latest(maya.server.guild.id, FASTAI, 9)
    message = await post_buttons(env, maya.server.channel, f"delete-review:1:{review.id}")

    assert "nothing left to delete" in told(await tom.actor.click(message, custom_id=f"delete-review:1:{review.id}"))
    assert f"> {GOOD}" in await verdict(tom)


async def test_one_deletes_ones_own_and_gets_the_text_a_last_time(maya: Member, tom: Member) -> None:
    await write(maya)
    shown = await page(maya)
    assert "You wrote:" in text(shown)
    assert not ids(shown, "report")

    press = await maya.press(shown, f"delete-review:1:{ids(shown, 'delete-review')[0]}")

    assert told(press) == f"Your review is deleted. It said: {GOOD}"
    assert "Members here say" not in await verdict(tom)
    assert "nothing left to delete" in told(
        await maya.press(shown, f"delete-review:1:{ids(shown, 'delete-review')[0]}")
    )


async def test_all_reviews_page_by_page(server: Server, maya: Member) -> None:
    for number in range(9):
        await write(server.member(f"member {number}"), f"{GOOD} Number {number}.")
    await write(maya, f"{GOOD} Mine.")

    first = await page(maya)

    assert first.ephemeral
    assert [f"Number {number}." in text(first) for number in range(9)] == [False] * 5 + [True] * 4
    assert "You wrote:" in text(first)
    second = reply(await maya.press(first, f"reviews:1:2:{FASTAI}"))
    assert second.id == first.id
    assert [f"Number {number}." in text(second) for number in range(9)] == [False] + [True] * 4 + [False] * 4
    third = reply(await maya.press(second, f"reviews:1:3:{FASTAI}"))
    assert [f"Number {number}." in text(third) for number in range(9)] == [True] + [False] * 8
    assert [button["label"] for button in buttons(third) if button.get("disabled")] == ["Next"]


async def test_a_private_verdict_stays_when_its_reviews_are_opened(maya: Member, tom: Member) -> None:
    await write(maya)
    card = reply(await tom.review(FASTAI, private=True))

    opened = reply(await tom.press(card, f"reviews:1:{FASTAI}"))

    assert opened.id != card.id
    assert "**Good for:**" in text(card)


async def test_the_first_report_goes_to_the_moderators(
    env: Env, maya: Member, tom: Member, queue: ChannelHandle
) -> None:
    await write(maya)

    assert await report(tom) == "Thank you. Moderators of this server will look at it."

    (posted,) = queue.history()
    assert f"<@{maya.actor.id}> on [Practical Deep Learning for Coders](https://course.fast.ai/):" in content(posted)
    assert f"> {GOOD}\n-# For: {CODERS} · 2027-01\nReported by 1 member." in content(posted)
    assert str(tom.actor.id) not in str(parts(posted))
    assert (env.http_requests[-1].json or {})["allowed_mentions"] == {"parse": []}
    assert await report(tom) == "You've already reported this review. Moderators will look at it."
    assert len(queue.history()) == 1


async def test_three_reports_hide_it_until_moderators_keep_it(
    server: Server, maya: Member, mo: Member, queue: ChannelHandle
) -> None:
    await write(maya)
    await write(mo, "Quite another review of the same course.")
    reporters = [server.member(f"reporter {number}") for number in range(4)]
    for reporter in reporters[:3]:
        assert GOOD in await verdict(reporter)
        await report(reporter, 1)

    assert GOOD not in await verdict(reporters[3])
    assert GOOD not in text(await page(reporters[3]))
    assert "moderators look at it before others see it:" in text(await page(maya))
    first, hidden = queue.history()
    assert "Reported by 3 members. It is hidden until one of you decides." in content(hidden)

    await judge(mo, hidden, "keep")

    assert content(queue.history()[1]).endswith(f"<@{mo.actor.id}> kept it.")
    assert not marks(queue.history()[1])
    assert GOOD in await verdict(maya)
    assert content(queue.history()[0]).endswith(f"<@{mo.actor.id}> kept it.")
    old = await post_buttons(server.env, queue, *marks(first))  # as one that could not be settled
    assert "That's already decided: the review stays." in told(await judge(mo, old, "remove"))
    for reporter in reporters:
        assert await report(reporter, 1) == "Moderators have already looked at this review and kept it."
    assert GOOD in await verdict(maya)
    assert len(queue.history()) == 3


async def test_a_removed_review_is_gone_and_its_author_is_told(
    maya: Member, tom: Member, mo: Member, queue: ChannelHandle
) -> None:
    await write(maya)
    await report(tom)

    await judge(mo, queue.history()[0], "remove")

    assert content(queue.history()[0]).endswith(f"<@{mo.actor.id}> removed it.")
    assert "Members here say" not in await verdict(tom)
    letter = maya.actor.user.dm_channel.last_message
    assert letter is not None
    assert letter.content.startswith(
        'Moderators of the server "Deep Learners" removed your review of "Practical Deep Learning for Coders".'
    )
    assert GOOD in letter.content
    assert "Moderators removed exactly this text" in text(await write(maya))
    assert THANKS in text(await write(maya, "Then let me put it in friendlier words."))


@pytest.mark.simcord(check_errors=False)
async def test_an_author_who_takes_no_direct_messages_is_left_alone(
    env: Env, maya: Member, tom: Member, mo: Member, queue: ChannelHandle, caplog: pytest.LogCaptureFixture
) -> None:
    await write(maya)
    await report(tom)
    env.inject_error("POST", "/users/@me/channels", status=403)

    with caplog.at_level("INFO"):
        assert (await judge(mo, queue.history()[0], "remove")).acknowledged

    assert "could not be told" in caplog.text
    assert "Members here say" not in await verdict(tom)


async def test_of_two_moderators_the_quicker_decides(
    env: Env, server: Server, maya: Member, tom: Member, mo: Member, queue: ChannelHandle
) -> None:
    await write(maya)
    await report(tom)
    posted = queue.history()[0]
    seen_by_ann = await post_buttons(env, queue, *marks(posted))  # before her screen shows what mo decided

    await judge(mo, posted, "keep")
    press = await judge(moderator_of(server, "ann"), seen_by_ann, "remove")

    assert told(press) == "That's already decided: the review stays."
    assert GOOD in await verdict(tom)
    assert maya.actor.user.dm_channel.last_message is None


async def test_who_may_not_moderate_decides_nothing(maya: Member, tom: Member, queue: ChannelHandle) -> None:
    await write(maya)
    await report(tom)

    press = await judge(tom, queue.history()[0], "remove")

    assert told(press).startswith("Only moderators can do that")
    assert GOOD in await verdict(tom)
    assert marks(queue.history()[0])


async def test_a_moderator_whose_role_was_taken_decides_nothing(
    server: Server, maya: Member, tom: Member, queue: ChannelHandle, store: Store, simcord_bot: GuideClient
) -> None:
    role = server.guild.create_role("helpers")
    ann = Member(server, server.guild.add_member(server.env.create_user("ann"), roles=[role]))
    for number, chosen in enumerate((role.id, None)):
        await store.servers.set(server.guild.id, "moderator_role", chosen)
        simcord_bot.services.servers.changed(server.guild.id)
        await write(maya, f"{GOOD} Number {number}.")
        await report(tom)
        press = await judge(ann, queue.history()[-1], "keep")
        assert bool(press.response and press.response.ephemeral) is (chosen is None)
    assert "Only moderators" in told(press)


async def test_moderators_remove_from_the_page_what_was_kept_too(
    maya: Member, tom: Member, mo: Member, queue: ChannelHandle
) -> None:
    await write(maya)
    await report(tom)
    await judge(mo, queue.history()[0], "keep")
    shown = await page(mo)
    (mark,) = [button["custom_id"] for button in buttons(shown) if button.get("custom_id", "").startswith("judge:")]
    assert mark.startswith("judge:1:take-down:")

    pressed = await mo.press(shown, mark)

    assert text(reply(pressed)).endswith(f"<@{mo.actor.id}> removed it.")
    assert "Members here say" not in await verdict(tom)


async def test_a_text_that_was_changed_after_the_report_is_not_judged_by_the_old_card(
    maya: Member, tom: Member, mo: Member, queue: ChannelHandle
) -> None:
    await write(maya)
    await report(tom)
    await write(maya, "In friendlier words: it goes rather fast.")

    press = await judge(mo, queue.history()[0], "remove")

    assert told(press) == MEANWHILE
    assert "In friendlier words" in await verdict(tom)


async def test_a_hidden_text_in_other_words_waits_for_moderators_again(
    server: Server, maya: Member, mo: Member, queue: ChannelHandle
) -> None:
    await write(maya)
    for number in range(3):
        await report(server.member(f"reporter {number}"))

    card = await write(maya, "Other words, and not a bit better than before.")

    assert "moderators look at this one first" in text(card)
    assert "Members here say" not in await verdict(mo)
    assert "Other words" in content(queue.history()[-1])
    await judge(mo, queue.history()[-1], "keep")
    assert "Other words" in await verdict(mo)


async def test_nobody_reports_their_own(env: Env, maya: Member, store: Store, queue: ChannelHandle) -> None:
    await write(maya)
    (review,) = await store.reviews.latest(maya.server.guild.id, FASTAI, 9)
    message = await post_buttons(env, maya.server.channel, f"report:1:{review.id}")

    assert told(await maya.actor.click(message, custom_id=f"report:1:{review.id}")).startswith("That's your own")
    assert not queue.history()


async def test_without_a_channel_reports_wait_in_the_queue(
    server: Server, maya: Member, tom: Member, simcord_bot: GuideClient, store: Store
) -> None:
    view = await simcord_bot.services.servers.of(server.guild.id)
    assert await reported_card(store, view, say=ENGLISH) is None
    for number in range(4):
        await write(server.member(f"member {number}"), f"{GOOD} Number {number}.")
    for place in range(4):
        assert (await report(tom, place)).startswith("Thank you.")

    card = await reported_card(store, view, say=ENGLISH)

    assert card is not None
    shown = "\n".join(part["content"] for part in walk(card.to_components()) if "content" in part)  # type: ignore[no-untyped-call]
    assert [f"Number {number}." in shown for number in range(4)] == [True] * 3 + [False]
    assert shown.endswith("More reviews are waiting after these.")
    assert await reported_card(store, await simcord_bot.services.servers.of(None), say=ENGLISH) is None


async def test_who_is_blocked_neither_writes_nor_reports(
    maya: Member, tom: Member, store: Store, simcord_bot: GuideClient, queue: ChannelHandle
) -> None:
    form, theirs = await opened_form(maya), await write(tom)
    assert THANKS in text(theirs)
    guild = maya.server.guild.id
    await store.servers.block(guild, maya.actor.id, 1)
    simcord_bot.services.servers.changed(guild)

    pressed = await opened_form(maya)
    submitted = await maya.actor.submit_modal(form, {"text": f"{GOOD} Blocked.", "audience": CODERS})

    assert told(pressed).startswith("This server's moderators have blocked you")
    assert "This server's moderators have blocked you" in told(submitted)
    assert given_back(reply(submitted)) == [f"{GOOD} Blocked.", CODERS]
    assert (await report(maya)).startswith("This server's moderators have blocked you")
    assert "Blocked." not in await verdict(tom)
    assert not queue.history()


async def test_everything_works_after_a_restart(
    env: Env, maya: Member, tom: Member, mo: Member, queue: ChannelHandle, guide: Guide, store: Store
) -> None:
    card, form = reply(await maya.review(FASTAI)), await opened_form(maya)
    await env.restart_bot(GuideClient(given(guide), store, languages()))
    await maya.actor.submit_modal(form, {"text": GOOD, "audience": CODERS})
    assert prefilled(await maya.press(card, f"write:1:{FASTAI}"))["text"] == GOOD
    shown = await page(tom)
    await env.restart_bot(GuideClient(given(guide), store, languages()))
    await tom.press(shown, f"report:1:{ids(shown, 'report')[0]}")
    await env.restart_bot(GuideClient(given(guide), store, languages()))

    await judge(mo, queue.history()[0], "remove")

    assert "Members here say" not in await verdict(tom)
    assert not env.bot.persistent_views


async def test_reviews_follow_an_entry_to_its_new_id(maya: Member, tom: Member, store: Store) -> None:
    guild = maya.server.guild.id
    await store.reviews.write(guild, "fast-ai-of-old", maya.actor.id, GOOD, CODERS, id_=1)

    await store.follow_redirects({"fast-ai-of-old": FASTAI})

    assert f"> {GOOD}" in await verdict(tom)
    assert prefilled(await opened_form(maya))["text"] == GOOD


async def test_direct_messages_have_no_reviews(env: Env, maya: Member) -> None:
    await write(maya)
    bob = env.create_user("bob")
    await bob.send_dm("is fast.ai worth it?")

    answer = bob.dm_channel.last_message
    assert answer is not None
    assert "**Good for:**" in content(answer)
    assert f"write:1:{FASTAI}" not in marks(answer)
    for mark in (f"write:1:{FASTAI}", f"reviews:1:{FASTAI}", "report:1:1", "delete-review:1:1"):
        message = await post_buttons(env, bob.dm_channel, mark)
        assert told(await bob.click(message, custom_id=mark)).startswith("Reviews belong to a server")
    message = await post_buttons(env, bob.dm_channel, "judge:1:keep:1")
    assert "for a server's moderators" in told(await bob.click(message, custom_id="judge:1:keep:1"))


async def test_a_verdict_stands_alone_where_reviews_cannot_be_read(
    maya: Member, opened: ClosableStore, caplog: pytest.LogCaptureFixture
) -> None:
    await write(maya)
    await opened.closing.aclose()

    shown = text(reply(await maya.review(FASTAI)))

    assert "**Good for:**" in shown
    assert GOOD not in shown
    assert "Answers go without members' reviews" in caplog.text


async def test_a_review_that_cannot_be_stored_is_told(maya: Member, opened: ClosableStore) -> None:
    form = await opened_form(maya)
    await opened.closing.aclose()

    press = await maya.actor.submit_modal(form, {"text": GOOD, "audience": CODERS})

    assert "I couldn't save that" in told(press)
    assert given_back(reply(press)) == [GOOD, CODERS]


async def test_the_longest_reviews_fit_everywhere(
    server: Server, maya: Member, tom: Member, queue: ChannelHandle, clock: Clock
) -> None:
    for number in range(5):
        await write(server.member(f"member {number}"), f"{number}{'W' * 499}", "W" * 100)
    await write(maya, f"M{'W' * 499}", "W" * 100)

    short = reply(await tom.review(FASTAI))
    assert_fits(short.components)
    card = await look_at(tom, short)

    assert_fits(card.components)
    assert text(card).count("-# For: ") == 3
    assert_fits((await page(maya)).components)
    assert text(await page(maya)).count("W" * 499) == 5
    await report(tom)
    assert "W" * 499 in content(queue.history()[0])
