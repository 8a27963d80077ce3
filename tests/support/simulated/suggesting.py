"""Suggesting and deciding as members and moderators do it."""

from dataclasses import dataclass
from typing import Any

import discord
from simcord import ChannelHandle, Env, InteractionResult, RoleHandle

from bot.store import Store
from tests.support.simulated.reading import BUTTON, TEXT, walk
from tests.support.simulated.server import Member, Server

TYPED: dict[str, Any] = {
    "title": "Graph Gossip",
    "url": "https://gossip.example/show?utm_source=newsletter#episodes",
    "format": ["podcast"],
    "why": "Free talks about graph networks for beginners, with hardly any maths.",
    "audience": "people who commute",
}
KNOWN: dict[str, list[str]] = {
    "topics": ["graph"], "level": ["beginner", "intermediate"], "math": ["none"], "cost": ["free"],
    "style": ["balanced"],
}  # fmt: skip
"""What a moderator who knows it says of what is suggested."""
QUESTION = "free beginner podcast on graph networks"
"""Asks for what is suggested."""


@dataclass(frozen=True)
class Place:
    """A server with a channel and a role for its moderators."""

    server: Server
    staff: ChannelHandle
    role: RoleHandle

    @property
    def id(self) -> int:
        return self.server.guild.id

    def moderator(self, name: str) -> Member:
        user = self.server.env.create_user(name)
        return Member(self.server, self.server.guild.add_member(user, roles=[self.role]))

    def demote(self, member: Member) -> None:
        """Take the moderator's rights away."""
        self.server.env.backend.remove_member_role(self.id, member.actor.id, self.role.id)

    @property
    def posted(self) -> discord.Message:
        """What was posted to the moderators last."""
        message = self.staff.last_message
        assert message is not None
        return message


async def place_of(server: Server, store: Store, suggestions: str | None = None) -> Place:
    """The server once its moderators have chosen a channel."""
    staff = server.guild.create_text_channel("staff")
    role = server.guild.create_role("moderators", permissions=discord.Permissions(manage_guild=True))
    await store.servers.set(server.guild.id, "queue_channel", staff.id)
    if suggestions:
        await store.servers.set(server.guild.id, "suggestions", suggestions)
    bot: Any = server.env.bot
    bot.services.servers.changed(server.guild.id)
    return Place(server, staff, role)


async def suggest(member: Member, **fields: Any) -> InteractionResult:
    """Fill in and send the modal of /suggest."""
    shown = await member.run("suggest")
    assert shown.modal
    return await member.actor.submit_modal(shown, {**TYPED, **fields})


def button_id(message: discord.Message, kind: str) -> str:
    """The custom id of the one button of this kind."""
    (found,) = [id_ for id_ in custom_ids(message) if id_.startswith(kind)]
    return found


def custom_ids(message: Any) -> list[str]:
    return [part["custom_id"] for part in walk(parts_of(message)) if part["type"] == BUTTON and part.get("custom_id")]


def words(message: discord.Message) -> str:
    """All text of a message that was posted."""
    shown = [part["content"] for part in walk(parts_of(message)) if part["type"] == TEXT]
    return "\n".join([message.content, *shown])


def parts_of(message: discord.Message) -> list[dict[str, Any]]:
    return [component.to_dict() for component in message.components]  # type: ignore[misc]


def suggestion_id(message: discord.Message) -> int:
    """The suggestion that a card in the queue is about."""
    return int(button_id(message, "decide:1:approve").rsplit(":", 1)[1])


async def opened(moderator: Member, message: discord.Message, what: str) -> InteractionResult:
    """Press one of the buttons that open a form."""
    return await moderator.actor.click(message, custom_id=button_id(message, f"decide:1:{what}"))


def chosen(modal: InteractionResult) -> dict[str, list[str]]:
    """What the menus of a form have chosen already."""
    menus = [part["component"] for part in (modal.modal or {})["components"]]
    return {
        menu["custom_id"]: [option["value"] for option in menu["options"] if option.get("default")] for menu in menus
    }


async def approve(moderator: Member, message: discord.Message, said: dict[str, list[str]] = KNOWN) -> InteractionResult:
    """Approve a suggestion and say so much of it."""
    shown = await opened(moderator, message, "approve")
    return await moderator.actor.submit_modal(shown, said)


async def decline(moderator: Member, message: discord.Message, reason: str) -> InteractionResult:
    shown = await opened(moderator, message, "decline")
    return await moderator.actor.submit_modal(shown, {"reason": reason})


async def merge(moderator: Member, message: discord.Message, name: str) -> InteractionResult:
    shown = await opened(moderator, message, "merge")
    return await moderator.actor.submit_modal(shown, {"name": name})


def letter_to(env: Env, member: Member) -> str:
    """The last direct message that a member got; empty where there is none."""
    last = member.actor.user.dm_channel.last_message
    return last.content if last else ""
