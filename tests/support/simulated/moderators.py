"""Moderators at work: members who may manage their server, and how they lose that."""

from collections.abc import Sequence
from typing import Any

import discord
import simcord.actors
from simcord import Env, InteractionResult, MemberActor, ResponseMessage

from bot.discord_app import GuideClient
from bot.store import ServerSettings
from tests.support.simulated.reading import walk
from tests.support.simulated.server import Member, Server

MANAGE = discord.Permissions(manage_guild=True)
NO_MODERATOR = "Only moderators can do that"
SELECTS = (3, 5, 6, 7, 8)


def moderator(server: Server, name: str = "ada") -> Member:
    """A member whose role may manage the server."""
    role = server.guild.create_role(f"managers of {name}", permissions=MANAGE)
    return Member(server, server.guild.add_member(server.env.create_user(name), roles=[role]))


def demote(member: Member) -> None:
    """Take all roles of the member away."""
    guild, backend = member.server.guild.id, member.server.env.backend
    for role in list(backend.get_member(guild, member.actor.id).role_ids):
        backend.remove_member_role(guild, member.actor.id, role)


def show_to(member: Member) -> None:
    """Have Discord show this member the moderators' commands, as a server's admins can."""
    guild = member.server.guild
    command = member.server.env.backend.find_command("server", guild.id, type=discord.AppCommandType.chat_input.value)
    assert command
    guild.set_command_permissions(int(command["id"]), {member.actor: True})


async def run(member: Member, command: str, /, **options: Any) -> InteractionResult:
    return await member.actor.slash(member.server.channel, f"server {command}", **options)


async def settings_of(env: Env, server: Server) -> ServerSettings:
    assert isinstance(env.bot, GuideClient)
    return await env.bot.store.servers.settings(server.guild.id)


async def choose_forged(
    actor: MemberActor, message: ResponseMessage | discord.Message, custom_id: str, values: Sequence[str]
) -> InteractionResult:
    """Send a choice of values that the menu does not offer, as only a forged client can."""
    stored = simcord.actors._visible_message(actor, message)
    menu = next(part for part in walk(stored.components) if part.get("custom_id") == custom_id)
    data = {"custom_id": custom_id, "component_type": menu["type"], "id": menu["id"], "values": list(values)}
    return await simcord.actors._component_interaction(actor, stored, data)


def menus(message: ResponseMessage) -> dict[str, dict[str, Any]]:
    """The menus of a message by their ids."""
    return {part["custom_id"]: part for part in walk(message.components) if part["type"] in SELECTS}
