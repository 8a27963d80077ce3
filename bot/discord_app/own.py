"""A member's own list, read only where nobody else sees what is said of it."""

import logging
from collections.abc import Mapping

from bot.discord_app.interaction import Interaction
from bot.store import Store, StoreUnavailable

log = logging.getLogger(__name__)


async def own_list(interaction: Interaction, *, private: bool) -> Mapping[str, str]:
    """What the member has marked, for a reply that they alone see: a private one, or one in a chat with the bot.

    In a server, and in a chat with other people, it is empty: what somebody has done is theirs to tell.
    """
    alone = private or interaction.context.dm_channel
    return await list_of(interaction.client.store, interaction.user.id) if alone else {}


async def list_of(store: Store, user_id: int) -> Mapping[str, str]:
    """What this member has marked; nothing where it cannot be read, since an answer without it beats no answer."""
    try:
        return await store.progress.of(user_id)
    except StoreUnavailable:
        log.warning("Answered without the member's list: it could not be read", exc_info=True)
        return {}
