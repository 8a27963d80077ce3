"""A member's own list, read only where nobody else sees the answer."""

from collections.abc import Mapping

from bot.discord_app.core.context import Context
from bot.discord_app.core.services import Services


async def own_list(ctx: Context, *, private: bool) -> Mapping[str, str]:
    """What the member has marked, for a reply that only they see: a private one, or one in a chat with the bot.

    It is empty in a server and in a chat with other people: what members have done is private.
    """
    return await list_of(ctx.services, ctx.member) if is_alone(ctx, private=private) else {}


def is_alone(ctx: Context, *, private: bool) -> bool:
    """Whether only the member sees the reply: a private one, or one in a chat with the bot."""
    return private or ctx.interaction.context.dm_channel


async def list_of(services: Services, user_id: int) -> Mapping[str, str]:
    """What this member has marked; nothing where it cannot be read, since an answer without it is better than none."""
    with services.outages.suppressed("members' lists"):
        return await services.store.progress.of(user_id)
    return {}
