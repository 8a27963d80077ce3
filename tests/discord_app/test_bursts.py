"""Many votes at once: what counted stays, later ones are held, and moderators count them or leave them out."""

import asyncio
from dataclasses import dataclass

import discord
import pytest
from simcord import ChannelHandle, Env

from bot.advise import Guide
from bot.community.bursts import DAY, HELD_SECONDS
from bot.discord_app import GuideClient
from bot.discord_app.servers.views import ServerView
from bot.discord_app.votes.burst_presses import flag_cards
from bot.discord_app.votes.overdue import count_overdue, counting_overdue
from bot.discord_app.votes.voting import HOUR, MOST_CARDS
from bot.language import ENGLISH
from bot.run.shards import Shards
from bot.store import Store
from tests.discord_app.test_gate import set_
from tests.discord_app.test_votes import CHOLLET, asked, votes
from tests.support.base import languages
from tests.support.clock import Clock
from tests.support.simulated.moderators import run
from tests.support.simulated.posting import post_buttons
from tests.support.simulated.reading import COUNTED, ids, reply, said_of_vote, text, told, walk
from tests.support.simulated.server import Member, Server, given
from tests.support.simulated.watch import components_of, contents, usable
from tests.support.store.tallies import helped

HELD = "Thank you. Many members who are new to voting here voted for this at once"


@dataclass(frozen=True)
class Watched:
    """A server whose moderators have a channel of their own."""

    server: Server
    mods: ChannelHandle

    @property
    def id(self) -> int:
        return self.server.guild.id

    def moderator(self, name: str) -> Member:
        role = self.server.guild.create_role(f"Mods {name}", permissions=discord.Permissions(manage_guild=True))
        return Member(self.server, self.server.guild.add_member(self.server.env.create_user(name), roles=[role]))

    def posted(self) -> list[discord.Message]:
        """What moderators see in their channel, the oldest first."""
        return list(self.mods.history())

    def shown(self, place: int = -1) -> str:
        return "\n".join(contents(components_of(self.posted()[place])))


async def watch_over(server: Server) -> Watched:
    """Give the moderators of a server their channel."""
    mods = server.guild.create_text_channel("mods")
    await set_(server, queue_channel=mods.id)
    return Watched(server, mods)


@pytest.fixture
async def watched(server: Server) -> Watched:
    return await watch_over(server)


async def flood(server: Server, count: int, first: int = 0) -> list[str]:
    """So many members vote for one book on one message, one right after the other. Gives what each was told."""
    return await all_vote([server.member(f"member-{number}") for number in range(first, first + count)])


async def all_vote(members: list[Member]) -> list[str]:
    """These members vote for one book on one message, one right after the other. Gives what each was told."""
    card = await asked(members[0])
    return [said_of_vote(await member.vote(card, CHOLLET)) for member in members]


async def decide(watched: Watched, member: Member, state: str, place: int = -1) -> str:
    """What a member is told, or sees on the card, after pressing."""
    message = watched.posted()[place]
    custom_id = next(id_ for id_ in usable(message) if id_.startswith(f"flag:1:{state}:"))
    result = await member.actor.click(message, custom_id=custom_id)
    return told(result) if any(part and part.ephemeral for part in (result.response, *result.followups)) else ""


async def test_the_tenth_at_once_and_all_after_are_held_and_told_so(watched: Watched, store: Store) -> None:
    sentences = await flood(watched.server, 12)

    assert sentences[:9] == [COUNTED] * 9
    assert len(sentences) == 12
    assert all(sentence.startswith(HELD) for sentence in sentences[9:])
    (flag,) = await store.flags.waiting(watched.id)
    assert all(f"haven't decided by <t:{flag.until}:f>, it counts" in sentence for sentence in sentences[9:])
    assert await helped(store, watched.id) == {CHOLLET: 9}


async def test_members_who_are_known_here_are_no_burst_and_go_on_in_one(
    watched: Watched, store: Store, clock: Clock
) -> None:
    known = [watched.server.member(f"known-{number}") for number in range(15)]
    for member in known:
        clock.seconds += 600
        await store.votes.toggle(watched.id, "deep-learning-book", member.actor.id)
    clock.seconds += DAY
    assert await all_vote(known[:14]) == [COUNTED] * 14
    assert watched.posted() == []

    assert (await flood(watched.server, 12))[9].startswith(HELD)

    assert await all_vote(known[14:]) == [COUNTED]
    assert await helped(store, watched.id) == {CHOLLET: 14 + 9 + 1, "deep-learning-book": 15}


async def test_a_busy_server_may_have_twice_as_many_as_usual(watched: Watched, store: Store, clock: Clock) -> None:
    for day in range(2):
        for voter in range(7):
            await store.votes.toggle(watched.id, f"book-{day}", 1 + 100 * day + voter)
        clock.seconds += 2 * DAY

    sentences = await flood(watched.server, 15)

    assert sentences[:13] == [COUNTED] * 13
    assert all(sentence.startswith(HELD) for sentence in sentences[13:])


async def test_a_brigade_that_goes_from_entry_to_entry_does_not_fill_the_channel(
    watched: Watched, store: Store, clock: Clock
) -> None:
    for number in range(MOST_CARDS):
        assert await store.flags.open(watched.id, f"other-{number}", clock() - 600, 10)
    await flood(watched.server, 10)
    assert watched.posted() == []
    assert len(await store.flags.waiting(watched.id)) == MOST_CARDS + 1

    clock.seconds += HOUR
    await decide_all(store, watched.id)
    await flood(watched.server, 10, first=50)
    assert len(watched.posted()) == 1


async def decide_all(store: Store, server: int) -> None:
    for flag in await store.flags.waiting(server):
        await store.flags.decide(server, flag.resource_id, flag.opened_at, "dropped", 1)


async def test_votes_from_before_count_on(watched: Watched, maya: Member, store: Store, clock: Clock) -> None:
    await maya.vote(await asked(maya), CHOLLET)
    clock.seconds += 601

    await flood(watched.server, 12)

    assert await helped(store, watched.id) == {CHOLLET: 10}
    assert votes(await asked(maya)) == "Helpful · 10"


async def test_moderators_are_told_once_in_their_channel(watched: Watched) -> None:
    await flood(watched.server, 15)

    assert len(watched.posted()) == 1
    assert watched.shown().startswith("## Many votes at once\n**[Deep Learning with Python](https://")
    assert "10 members who are new to voting here pressed to vote within 10 minutes, which is" in watched.shown()
    assert "**Votes held:** 1. **Counted before I noticed:** 9." in watched.shown()


async def test_the_card_says_what_each_button_does_and_is_brought_up_to_date(watched: Watched, store: Store) -> None:
    await flood(watched.server, 15)
    assert "- **Count them**: 1 held vote counts." in watched.shown()

    assert await decide(watched, watched.moderator("rosa"), "look") == ""

    (flag,) = await store.flags.waiting(watched.id)
    assert watched.shown().endswith(
        "**Votes held:** 6. **Counted before I noticed:** 9.\n"
        "- **Count them**: 6 held votes count.\n"
        "- **Leave them out**: 6 held votes don't count; counted before, and still: 9.\n"
        "- **Leave out the earlier ones too**: 15 votes don't count any more: such members' votes from before I "
        "noticed, and what is held.\n"
        "- **Update**: shows how many votes there are by then.\n"
        "Until you decide, further votes for it by such members are held too, and a button takes them along; votes of "
        f"all others count as always. If nobody has decided by <t:{flag.until}:f>, what is held counts. Nothing is "
        "deleted: whoever was left out can vote again."
    )
    assert [id_.split(":")[2] for id_ in usable(watched.posted()[-1])] == ["counted", "dropped", "cleared", "look"]


async def test_counted_votes_count_and_the_next_one_is_no_burst(watched: Watched, store: Store) -> None:
    await flood(watched.server, 12)
    rosa = watched.moderator("rosa")

    await decide(watched, rosa, "counted")

    assert await helped(store, watched.id) == {CHOLLET: 12}
    assert f"**Counted** by <@{rosa.actor.id}> on <t:" in watched.shown()
    assert watched.shown().endswith(": 3 votes.")
    assert not usable(watched.posted()[-1])
    assert await flood(watched.server, 1, first=50) == [COUNTED]
    assert votes(await asked(rosa)) == "Helpful · 13"


@pytest.mark.parametrize(
    ("press", "count", "said"),
    [
        ("dropped", 9, "3 votes. Counted before, and still: 9."),
        ("cleared", 0, "12 votes, those that had counted before among them."),
    ],
)
async def test_votes_that_are_left_out_do_not_count_and_may_be_cast_again(
    watched: Watched, store: Store, press: str, count: int, said: str
) -> None:
    members = [watched.server.member(f"member-{number}") for number in range(12)]
    await all_vote(members)

    await decide(watched, watched.moderator("rosa"), press)

    assert await store.votes.count(watched.id, CHOLLET) == count
    assert "**Left out** by" in watched.shown()
    assert watched.shown().endswith(said)
    assert await all_vote(members[11:]) == [COUNTED]
    assert await store.votes.count(watched.id, CHOLLET) == count + 1


async def test_what_nobody_decides_on_counts_after_a_week(
    env: Env, watched: Watched, store: Store, clock: Clock
) -> None:
    await flood(watched.server, 12)
    clock.seconds += HELD_SECONDS

    await count_overdue(env.bot.services)  # type: ignore[attr-defined]

    assert await helped(store, watched.id) == {CHOLLET: 12}
    assert (await decide(watched, watched.moderator("rosa"), "cleared")).startswith("Nobody had decided in time")
    assert "**Counted** on <t:" in watched.shown()
    assert watched.shown().endswith("since nobody had decided: 3 votes.")


@pytest.mark.parametrize("leads", [True, False])
async def test_overdue_votes_are_counted_while_the_bot_runs_by_one_process(
    env: Env, watched: Watched, store: Store, clock: Clock, leads: bool
) -> None:
    await flood(watched.server, 10)
    clock.seconds += HELD_SECONDS
    services = env.bot.services  # type: ignore[attr-defined]
    async with counting_overdue(services, Shards(2, (0,) if leads else (1,)), seconds=0.01):
        await asyncio.sleep(0.1)
    assert await store.flags.waiting(watched.id) == [] if leads else len(await store.flags.waiting(watched.id)) == 1


async def test_decisions_can_be_looked_up(watched: Watched) -> None:
    rosa = watched.moderator("rosa")
    assert not ids(reply(await run(rosa, "queue")), "bursts")
    await flood(watched.server, 12)
    await decide(watched, rosa, "dropped")
    queue = reply(await run(rosa, "queue"))

    shown = text(reply(await rosa.actor.click(queue, label="Decided bursts of votes")))

    assert shown.startswith("## Decided bursts of votes\n**[Deep Learning with Python](https://")
    assert f"**Left out** by <@{rosa.actor.id}> on <t:" in shown
    assert shown.endswith(": 3 votes. Counted before, and still: 9.")


async def test_only_moderators_look_decisions_up(watched: Watched, maya: Member) -> None:
    message = await post_buttons(watched.server.env, watched.mods, "bursts:1:decided")
    press = await maya.actor.click(message, custom_id="bursts:1:decided")
    assert told(press).startswith("Only moderators can do that")


async def test_the_second_moderator_is_told_who_was_first(watched: Watched, store: Store) -> None:
    await flood(watched.server, 10)
    rosa, karl = watched.moderator("rosa"), watched.moderator("karl")
    message = watched.posted()[-1]
    dropping = next(id_ for id_ in usable(message) if ":dropped:" in id_)
    stale = await post_buttons(watched.server.env, watched.mods, dropping)
    await decide(watched, rosa, "counted", 0)

    sentence = told(await karl.actor.click(stale, custom_id=dropping))

    assert sentence == f"<@{rosa.actor.id}> was first: this is already decided."
    assert await helped(store, watched.id) == {CHOLLET: 10}


async def test_who_was_first_and_is_forgotten_has_no_name(watched: Watched, store: Store) -> None:
    await flood(watched.server, 10)
    rosa, karl = watched.moderator("rosa"), watched.moderator("karl")
    dropping = next(id_ for id_ in usable(watched.posted()[-1]) if ":dropped:" in id_)
    stale = await post_buttons(watched.server.env, watched.mods, dropping)
    await decide(watched, rosa, "counted", 0)
    await store.members.forget(rosa.actor.id)

    sentence = told(await karl.actor.click(stale, custom_id=dropping))

    assert sentence == "a moderator was first: this is already decided."
    assert "**Counted** by a moderator on <t:" in watched.shown()


async def test_only_moderators_decide_by_what_they_may_at_the_press(watched: Watched, store: Store) -> None:
    await flood(watched.server, 10)
    guild = watched.server.guild
    role, other = guild.create_role("Helpers"), guild.create_role("Others")
    helper = Member(watched.server, guild.add_member(watched.server.env.create_user("helper"), roles=[role]))
    await set_(watched.server, moderator_role=other.id)

    assert (await decide(watched, helper, "counted")).startswith("Only moderators can do that")
    assert (await decide(watched, helper, "look")).startswith("Only moderators can do that")
    assert await helped(store, watched.id) == {CHOLLET: 9}

    await set_(watched.server, moderator_role=role.id)
    assert await decide(watched, helper, "counted") == ""
    assert await helped(store, watched.id) == {CHOLLET: 10}


async def test_who_was_a_moderator_when_the_card_was_shown_may_not_be_at_the_press(
    env: Env, watched: Watched, store: Store
) -> None:
    rosa = watched.moderator("rosa")
    await flood(watched.server, 10)
    (role,) = [role.id for name, role in watched.server.guild.roles.items() if name == "Mods rosa"]
    env.backend.remove_member_role(watched.id, rosa.actor.id, role)

    assert (await decide(watched, rosa, "dropped")).startswith("Only moderators can do that")
    assert len(await store.flags.waiting(watched.id)) == 1


@pytest.mark.parametrize(
    "custom_id",
    [
        f"flag:1:counted:{CHOLLET}:1",
        "flag:1:dropped:unknown:1800000000",
        "flag:1:counted:deep-learning-book:1800000000",
    ],
)
async def test_a_forged_decision_changes_nothing(watched: Watched, store: Store, custom_id: str) -> None:
    await flood(watched.server, 10)
    message = await post_buttons(watched.server.env, watched.mods, custom_id)

    press = await watched.moderator("rosa").actor.click(message, custom_id=custom_id)

    assert told(press) == "Those votes are no longer waiting for a decision."
    assert await helped(store, watched.id) == {CHOLLET: 9}
    assert len(await store.flags.waiting(watched.id)) == 1


async def test_a_moderator_elsewhere_decides_nothing_here(env: Env, watched: Watched, store: Store) -> None:
    await flood(watched.server, 10)
    custom_id = next(id_ for id_ in usable(watched.posted()[-1]) if ":counted:" in id_)
    elsewhere = Watched(there := Server.on(env, "Another server"), there.channel)
    message = await post_buttons(env, there.channel, custom_id)

    press = await elsewhere.moderator("boss").actor.click(message, custom_id=custom_id)

    assert told(press) == "Those votes are no longer waiting for a decision."
    assert len(await store.flags.waiting(watched.id)) == 1


async def test_a_press_that_is_refused_counts_as_an_attempt(young: Clock, watched: Watched, store: Store) -> None:
    sentences = await flood(watched.server, 12)

    assert all(sentence.endswith("your account is still new.") for sentence in sentences)
    assert "**Votes held:** 0. **Counted before I noticed:** 0." in watched.shown()
    assert "- **Close this**: no vote is held, so none changes." in watched.shown()
    assert [id_.split(":")[2] for id_ in usable(watched.posted()[-1])] == ["closed", "look"]
    assert await helped(store, watched.id) == {}
    await decide(watched, watched.moderator("rosa"), "closed")
    assert "**Closed** by" in watched.shown()
    assert [flag.attempts for flag in await store.flags.decided(watched.id, 9)] == [12]


async def test_a_card_that_says_that_nothing_is_held_decides_on_nothing_that_is_held_since(
    watched: Watched, store: Store, clock: Clock
) -> None:
    assert await store.flags.open(watched.id, CHOLLET, clock() - 600, 10)
    (flag,) = await store.flags.waiting(watched.id)
    closing = f"flag:1:closed:{CHOLLET}:{flag.opened_at}"
    stale = await post_buttons(watched.server.env, watched.mods, closing)
    await flood(watched.server, 2)

    press = await watched.moderator("rosa").actor.click(stale, custom_id=closing)

    assert told(press).startswith("Votes have been held since this was shown.")
    assert [flag.votes for flag in await store.flags.waiting(watched.id)] == [2]


async def test_those_who_may_not_vote_cannot_have_the_votes_of_others_held(
    young: Clock, watched: Watched, store: Store
) -> None:
    await flood(watched.server, 12)
    late = watched.server.member("late")
    young.seconds += 8 * 86_400

    assert said_of_vote(await late.vote(await asked(late), CHOLLET)) == COUNTED

    assert await helped(store, watched.id) == {CHOLLET: 1}
    assert "Most of them can't vote here, so nothing is held" in watched.shown()


async def test_a_burst_for_one_entry_leaves_the_others_alone(watched: Watched, maya: Member) -> None:
    await flood(watched.server, 12)
    card = reply(await maya.review("goodfellow"))

    assert said_of_vote(await maya.vote(card, "deep-learning-book")) == COUNTED


async def test_a_restart_in_the_middle_keeps_what_is_held_and_takes_decisions(
    env: Env, watched: Watched, guide: Guide, store: Store
) -> None:
    await flood(watched.server, 11)
    await env.restart_bot(GuideClient(given(guide), store, languages()))

    assert (await flood(watched.server, 1, first=50))[0].startswith(HELD)
    await decide(watched, watched.moderator("rosa"), "counted")

    assert await helped(store, watched.id) == {CHOLLET: 12}


async def test_a_burst_that_goes_on_after_a_restart_has_also_what_came_before_it(
    env: Env, watched: Watched, guide: Guide, store: Store, clock: Clock
) -> None:
    await flood(watched.server, 9)
    clock.seconds += 60
    await env.restart_bot(GuideClient(given(guide), store, languages()))
    assert await helped(store, watched.id) == {CHOLLET: 9}

    await flood(watched.server, 10, first=50)

    assert await helped(store, watched.id) == {CHOLLET: 18}
    assert "**Votes held:** 1. **Counted before I noticed:** 18." in watched.shown()
    await decide(watched, watched.moderator("rosa"), "cleared")
    assert await helped(store, watched.id) == {}


async def test_without_a_channel_it_waits_in_the_queue(server: Server, store: Store, guide: Guide) -> None:
    await flood(server, 10)

    (card,) = await flag_cards(store, ServerView(server.guild.id, guide), say=ENGLISH)

    shown = [part.get("content") or part.get("label") for part in walk(card.to_components())]  # type: ignore[no-untyped-call]
    assert [word for word in shown if word][-4:] == [
        "Count them",
        "Leave them out",
        "Leave out the earlier ones too",
        "Update",
    ]
    assert await flag_cards(store, ServerView(None, guide), say=ENGLISH) == []


async def test_who_takes_a_held_vote_back_has_none(watched: Watched, store: Store) -> None:
    await flood(watched.server, 10)
    lena = watched.server.member("lena")
    card = await asked(lena)
    assert told(await lena.vote(card, CHOLLET)).startswith(HELD)

    assert told(await lena.vote(card, CHOLLET)) == "Your vote is taken back."

    await decide(watched, watched.moderator("rosa"), "counted")
    assert await helped(store, watched.id) == {CHOLLET: 10}
