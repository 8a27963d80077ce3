"""/help and /about: short, and each button does what it says for the member who presses."""

import pytest
from simcord import Env, ResponseMessage

from bot import __version__
from bot.catalogue import Catalogue
from tests.support.simulated.moderators import demote, moderator
from tests.support.simulated.reading import buttons, ids, reply, text, told
from tests.support.simulated.server import ClosableStore, Member, Server

TRIED = ["try:1:ask", "try:1:path", "try:1:compare", "try:1:suggest"]


def words(shown: str) -> int:
    return len([word for word in shown.split() if any(letter.isalpha() for letter in word)])


def all_ids(message: ResponseMessage) -> list[str]:
    return [button["custom_id"] for button in buttons(message)]


async def test_help_is_short_and_tells_of_every_command(maya: Member) -> None:
    card = reply(await maya.run("help"))

    assert card.ephemeral
    assert words(text(card)) <= 80
    commands = {name.split()[0] for name in maya.actor.available_commands(maya.server.channel)} - {"help", "server"}
    assert [name for name in sorted(commands) if f"/{name}" not in text(card)] == []


async def test_help_offers_what_this_member_may_do_here(env: Env, server: Server, maya: Member) -> None:
    assert all_ids(reply(await maya.run("help"))) == [*TRIED, "help:1:list"]
    ada = moderator(server)
    assert all_ids(reply(await ada.run("help"))) == [*TRIED, "help:1:list", "help:1:settings"]
    assert all_ids(reply(await maya.actor.user.slash("help"))) == [*TRIED[:3], "help:1:list"]


@pytest.mark.parametrize(
    ("custom_id", "shown"),
    [
        ("try:1:ask", "Python"),
        ("try:1:path", "1."),
        ("try:1:compare", "Deep Learning with Python"),
        ("help:1:list", "Your list is empty"),
    ],
)
async def test_a_button_does_it_for_the_member_alone(maya: Member, custom_id: str, shown: str) -> None:
    card = reply(await maya.run("help"))

    assert shown in told(await maya.actor.click(card, custom_id=custom_id))
    assert maya.server.channel.history() == []


async def test_the_example_is_an_answer_to_vote_on(maya: Member) -> None:
    card = reply(await maya.run("help"))

    assert ids(reply(await maya.press(card, "try:1:ask")), "vote")


async def test_suggesting_opens_the_form(maya: Member) -> None:
    shown = await maya.press(reply(await maya.run("help")), "try:1:suggest")

    assert shown.modal
    assert shown.modal["custom_id"] == "suggest:1"


async def test_the_list_is_ones_own(maya: Member, env: Env) -> None:
    await env.bot.store.progress.mark(maya.actor.id, "deep-learning-book", "done")  # type: ignore[attr-defined]

    assert "- Deep Learning" in told(await maya.press(reply(await maya.run("help")), "help:1:list"))


async def test_settings_open_for_moderators_as_long_as_they_are(server: Server) -> None:
    ada = moderator(server)
    card = reply(await ada.run("help"))
    assert "## Server settings" in told(await ada.press(card, "help:1:settings"))
    demote(ada)

    assert "Only moderators can do that" in told(await ada.press(card, "help:1:settings"))


async def test_help_needs_no_store(maya: Member, opened: ClosableStore) -> None:
    await opened.closing.aclose()

    assert "How to ask me" in text(reply(await maya.run("help")))


async def test_about_says_what_is_stored_and_invites_without_permissions(maya: Member, catalogue: Catalogue) -> None:
    card = reply(await maya.run("about"))

    shown, checked = text(card), sorted(entry.verified.date for entry in catalogue)
    assert card.ephemeral
    assert words(shown) <= 130
    assert f"{len(catalogue)} resources" in shown
    assert f"between {checked[0]} and {checked[-1]}" in shown
    assert "**What I store about you:**" in shown
    assert "I don't store your questions" in shown
    for command in ("/my export", "/my forget", "/suggest"):
        assert f"`{command}`" in shown
    assert __version__ in shown.splitlines()[-1]
    assert "schema" not in shown
    (invite,) = [button["url"] for button in buttons(card)]
    assert "permissions=0" in invite
    assert "scope=bot+applications.commands" in invite
