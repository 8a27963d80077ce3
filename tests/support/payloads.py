"""What Discord says of itself, of members and of what they do, as its gateway and REST tell it."""

from collections.abc import Sequence
from typing import Any

Json = dict[str, Any]

APPLICATION_ID = 1
USER: Json = {"id": "1", "username": "bot", "discriminator": "0", "avatar": None, "bot": True}
APPLICATION: Json = {
    "id": str(APPLICATION_ID), "name": "bot", "icon": None, "description": "", "bot_public": True,
    "bot_require_code_grant": False, "verify_key": "", "flags": 0, "team": None, "owner": USER,
}  # fmt: skip
CHANNEL = "50"
LONG_AGO = "2020-01-01T00:00:00+00:00"


def ready(shard: int, count: int, guilds: list[int], session: str, resume_at: str) -> Json:
    """What a shard is told once it has identified itself."""
    return {
        "v": 10, "user": USER, "guilds": [{"id": str(id_), "unavailable": True} for id_ in guilds],
        "session_id": session, "resume_gateway_url": resume_at, "shard": [shard, count],
        "application": {"id": str(APPLICATION_ID), "flags": 0},
    }  # fmt: skip


def server(guild: int) -> Json:
    """What a shard is told of a server some time after that: all about it, here one without channels and with no role
    but the one that everyone has.
    """
    everyone = {"id": str(guild), "name": "@everyone", "permissions": "0", "position": 0, "color": 0, "flags": 0}
    return {
        "id": str(guild), "name": "Deep Learners", "owner_id": "5", "roles": [everyone], "channels": [], "threads": [],
        "members": [], "emojis": [], "stickers": [], "features": [], "preferred_locale": "en-US", "member_count": 9,
    }  # fmt: skip


def interaction(id_: str, kind: int, data: Json, guild: int | None, member: int) -> Json:
    """An interaction of a member in a server, or in a direct message: 2 a command, 3 a press, 4 typing, 5 a form."""
    return {
        "id": id_, "application_id": str(APPLICATION_ID), "type": kind, "data": data, "token": f"t{id_}", "version": 1,
        "channel_id": CHANNEL, "channel": {"id": CHANNEL, "type": 0 if guild else 1, "name": "learning", "position": 0},
        "locale": "en-US", "app_permissions": "0", "entitlements": [], "authorizing_integration_owners": {},
        "attachment_size_limit": 1, "context": 0 if guild else 1,
        **(_in_server(guild, member) if guild else {"user": user(member)}),
    }  # fmt: skip


def user(member: int) -> Json:
    return {"id": str(member), "username": f"member{member}", "discriminator": "0", "avatar": None}


def command(name: str, options: dict[str, str]) -> Json:
    """The data of a slash command, such as `my forget`."""
    first, *rest = name.split()
    given: list[Json] = [{"name": key, "type": 3, "value": value} for key, value in options.items()]
    for part in reversed(rest):
        given = [{"name": part, "type": 1, "options": given}]
    return {"id": "9", "name": first, "type": 1, "options": given}


def message_with(custom_id: str) -> Json:
    """A message of the bot with one button."""
    button = {"type": 2, "style": 2, "label": "x", "custom_id": custom_id}
    return {
        "id": "60", "channel_id": CHANNEL, "author": USER, "content": "", "timestamp": LONG_AGO,
        "edited_timestamp": None, "tts": False, "mention_everyone": False, "mentions": [], "mention_roles": [],
        "attachments": [], "embeds": [], "pinned": False, "type": 0, "flags": 0,
        "components": [{"type": 1, "components": [button]}],
    }  # fmt: skip


def member_of(member: int, roles: Sequence[int] = ()) -> Json:
    """A member of a server, who has these roles there."""
    return {
        "user": user(member), "roles": [str(role) for role in roles], "joined_at": LONG_AGO, "permissions": "0",
        "flags": 0, "deaf": False, "mute": False,
    }  # fmt: skip


def _in_server(guild: int, member: int) -> Json:
    return {"guild_id": str(guild), "guild_locale": "en-US", "member": member_of(member)}
