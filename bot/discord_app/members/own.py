"""A member's own list, read only where nobody else sees what is said of it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.discord_app.core.interaction import Interaction

if TYPE_CHECKING:
    from bot.discord_app.client import GuideClient


async def own_list(interaction: Interaction, *, private: bool) -> Mapping[str, str]:
    """What the member has marked, for a reply that they alone see: a private one, or one in a chat with the bot.

    In a server, and in a chat with other people, it is empty: what somebody has done is theirs to tell.
    """
    alone = private or interaction.context.dm_channel
    return await list_of(interaction.client, interaction.user.id) if alone else {}


async def list_of(client: "GuideClient", user_id: int) -> Mapping[str, str]:
    """What this member has marked; nothing where it cannot be read, since an answer without it beats no answer."""
    with client.outages.spared("members' lists"):
        return await client.store.progress.of(user_id)
    return {}
