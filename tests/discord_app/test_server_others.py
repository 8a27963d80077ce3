"""/server block, queue and export."""

import csv
import io
import json
from pathlib import Path
from shutil import copytree

import msgspec
import pytest
from simcord import Env, ResponseMessage

from bot.advise import Guide
from bot.catalogue import Resource, read_base
from bot.discord_app import GuideClient
from bot.store import Store
from tests.support.base import KNOWLEDGE
from tests.support.simulated.moderators import NO_MODERATOR, demote, moderator, run, show_to
from tests.support.simulated.reading import ids, replies_sent, reply, text, told
from tests.support.simulated.server import Member, Server
from tests.support.store.said import suggest

CHOLLET = "deep-learning-with-python"


@pytest.fixture
def ada(server: Server) -> Member:
    return moderator(server)


async def blocked(member: Member, store: Store) -> frozenset[int]:
    return await store.servers.blocked(member.server.guild.id)


async def test_a_member_is_blocked_listed_and_let_again(env: Env, ada: Member, maya: Member, store: Store) -> None:
    card = reply(await run(ada, "block", member=maya.actor))

    assert card.ephemeral
    assert f"{maya.actor.mention} can no longer vote" in text(card)
    assert f"**Blocked:** {maya.actor.mention}" in text(card)
    assert replies_sent(env)[-1]["allowed_mentions"]["parse"] == []
    assert await blocked(ada, store) == {maya.actor.id}
    settings = reply(await run(ada, "settings"))
    await ada.press(settings, "settings:1:3")
    assert f"**Blocked:** {maya.actor.mention}" in text(settings)

    card = reply(await run(ada, "block", member=maya.actor, off=True))

    assert "can vote, suggest and review here again" in text(card)
    assert "Nobody is blocked here any more." in text(card)
    assert await blocked(ada, store) == frozenset()
    assert "isn't blocked here" in text(reply(await run(ada, "block", member=maya.actor, off=True)))


async def test_who_is_blocked_here_is_not_elsewhere(env: Env, ada: Member, maya: Member, store: Store) -> None:
    elsewhere = Server.on(env, "Another server")
    await run(ada, "block", member=maya.actor)

    assert await store.servers.blocked(elsewhere.guild.id) == frozenset()
    shown = text(reply(await run(moderator(elsewhere), "block", member=elsewhere.member("zoe").actor)))
    assert maya.actor.mention not in shown


async def test_moderators_block_neither_themselves_nor_each_other(env: Env, ada: Member, store: Store) -> None:
    guild = ada.server.guild
    bob, role = moderator(ada.server, "bob"), guild.create_role("helpers")
    helper = Member(ada.server, guild.add_member(env.create_user("hugo"), roles=[role]))
    owner = guild.owner
    await store.servers.set(guild.id, "moderator_role", role.id)

    assert "You can't block yourself." in told(await run(ada, "block", member=ada.actor))
    for colleague in (bob.actor, helper.actor):
        assert "is a moderator too" in told(await run(ada, "block", member=colleague))
    assert owner.id not in await blocked(ada, store)
    assert await blocked(ada, store) == frozenset()


async def test_who_has_left_can_be_blocked_and_let_again(env: Env, ada: Member, maya: Member, store: Store) -> None:
    user = maya.actor.user
    ada.server.guild.remove_member(maya.actor)

    await run(ada, "block", member=user)
    assert await blocked(ada, store) == {user.id}
    await run(ada, "block", member=user, off=True)
    assert await blocked(ada, store) == frozenset()


async def test_an_empty_queue_says_so(ada: Member) -> None:
    card = reply(await run(ada, "queue"))

    assert card.ephemeral
    assert "Nothing is waiting." in text(card)


async def test_the_queue_counts_what_waits_in_this_server(env: Env, ada: Member, store: Store) -> None:
    guild, other = ada.server.guild.id, Server.on(env, "Another server").guild.id
    for number in range(3):
        await suggest(store, guild, number + 1, state="open")
    await suggest(store, guild, 8, state="draft")
    await suggest(store, other, 9, state="open")
    rows = store._database.rows
    await rows(
        "INSERT INTO flag (guild_id, resource_id, opened_at, since, attempts) VALUES ($1, 'a', 1, 1, 9)", (guild,)
    )
    await rows(
        "INSERT INTO flag (guild_id, resource_id, opened_at, since, attempts, state) "
        "VALUES ($1, 'b', 1, 1, 9, 'dropped')",
        (guild,),
    )
    for user, state in ((1, "shown"), (2, "shown"), (3, "removed")):
        await rows(
            "INSERT INTO review (id, guild_id, resource_id, user_id, text, audience, state, written_at) "
            "VALUES ($2, $1, 'a', $2, 'x', 'y', $3, 1)",
            (guild, user, state),
        )
    for user, reporter in ((1, 8), (1, 9), (3, 8)):
        await rows("INSERT INTO report VALUES ($1, 'a', $2, $3, 1)", (guild, user, reporter))

    shown = text(reply(await run(ada, "queue")))

    assert "- 3 suggestions\n- 1 burst of votes\n- 1 reported review" in shown
    said = await store.counts.said(guild)
    assert (said.votes, said.suggestions, said.reviews) == (0, 3, 2)


async def test_the_queue_shows_the_first_of_each_kind_with_its_buttons(ada: Member, store: Store) -> None:
    guild = ada.server.guild.id
    for number in range(4):
        await suggest(store, guild, number + 1, state="open")
        await store._database.rows(
            "INSERT INTO flag (guild_id, resource_id, opened_at, since, attempts) VALUES ($1, $2, 1, 1, 9)",
            (guild, f"book-{number}"),
        )

    result = await run(ada, "queue")

    assert "the first of each kind" in text(reply(result))
    first, *bursts = result.followups
    assert all(message.ephemeral for message in result.followups)
    assert len(ids(first, "decide")) == 3 * 3
    assert [len(ids(burst, "flag")) for burst in bursts] == [2] * 3


async def exported(member: Member) -> tuple[ResponseMessage, dict[str, bytes]]:
    card = reply(await run(member, "export"))
    return card, {file.filename: await file.read() for file in card.attachments}


async def test_votes_are_exported_as_counts(ada: Member, maya: Member, tom: Member) -> None:
    card = reply(await maya.recommend("beginner math-light"))
    for member in (maya, tom):
        await member.vote(card, CHOLLET)

    answer, files = await exported(ada)

    assert answer.ephemeral
    assert "All approved suggestions are already in the list" in answer.content
    assert set(files) == {"votes.csv"}
    head, row = csv.reader(io.StringIO(files["votes.csv"].decode("utf-8-sig")))
    assert head == [
        "resource", "title", "helped", "too-hard", "too-easy", "too-mathematical", "outdated", "not-my-style",
    ]  # fmt: skip
    assert row == [CHOLLET, "Deep Learning with Python", "2", "0", "0", "0", "0", "0"]
    for member in (maya, tom, ada):
        assert str(member.actor.id).encode() not in files["votes.csv"]


async def test_accepted_suggestions_load_as_a_part_of_the_base(
    env: Env, ada: Member, whole: Guide, store: Store, tmp_path: Path
) -> None:
    assert isinstance(env.bot, GuideClient)
    guild, other = ada.server.guild.id, Server.on(env, "Another server").guild.id
    entry, owns = msgspec.to_builtins(whole.catalogue.resources[0]), list[str]()
    for number, (server, title, url) in enumerate(
        [
            (guild, "=cmd('x'): #1 \\ \"quoted\" - Größe", "https://example.org/one"),
            (guild, whole.catalogue.resources[0].title, "https://example.org/two"),
            (guild, "深層学習", "https://example.org/three"),
            (guild, "Twin", "https://www.example.org/one/"),
            (guild, "Known", whole.catalogue.resources[1].url),
            (other, "Theirs", "https://example.org/theirs"),
        ],
        start=100,
    ):
        own = {**entry, "id": f"c-{number}", "title": title, "url": url, "aliases": [], "links": [], "editions": []}
        owns.append(json.dumps(own))
        await suggest(store, server, number, state="approved", entry=owns[-1])
    await env.bot.take_up(whole)

    answer, files = await exported(ada)
    base = tmp_path / "knowledge"
    copytree(KNOWLEDGE.parent, base)
    (base / "more.yaml").write_bytes(files["accepted-suggestions.yaml"])
    first = base / "resources.yaml"
    first.write_text(first.read_text().replace("\ninclude: [", "\ninclude: [more.yaml, ", 1))
    read = read_base(first)

    assert answer.content.startswith("Approved suggestions as YAML")
    assert read.problems == []
    new = [found.resource for found in read.found if found.source.file.endswith("more.yaml")]
    assert [item.id for item in new] == [
        "cmd-x-1-quoted-grosse",
        f"{slug_of(whole.catalogue.resources[0])}-2",
        "suggested",
    ]
    assert [item.title for item in new] == ["=cmd('x'): #1 \\ \"quoted\" - Größe", entry["title"], "深層学習"]
    assert msgspec.structs.replace(new[0], id="c-100") == msgspec.json.decode(owns[0], type=Resource)
    yaml = files["accepted-suggestions.yaml"].decode()
    assert "# Left out: c-103 of this server, since cmd-x-1-quoted-grosse has its address already." in yaml
    assert f"# Left out: c-104 of this server, since {whole.catalogue.resources[1].id} has" in yaml
    assert "Theirs" not in yaml
    assert f"# Server {guild}." in yaml


def slug_of(entry: Resource) -> str:
    return "-".join(entry.title.casefold().split())


async def test_a_title_is_no_formula(ada: Member, store: Store, whole: Guide) -> None:
    guild = ada.server.guild.id
    own = {**msgspec.to_builtins(whole.catalogue.resources[0]), "id": "c-7", "title": "=HYPERLINK(1)"}
    await suggest(store, guild, 7, state="approved", entry=json.dumps(own))
    await store.votes.toggle(guild, "c-7", 1)

    _, files = await exported(ada)

    _, row = csv.reader(io.StringIO(files["votes.csv"].decode("utf-8-sig")))
    assert row[:2] == ["c-7", "'=HYPERLINK(1)"]


async def test_who_is_no_moderator_any_more_exports_nothing(ada: Member) -> None:
    demote(ada)
    show_to(ada)

    assert NO_MODERATOR in told(await run(ada, "export"))
