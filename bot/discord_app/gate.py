"""Who may vote, suggest and review in a server."""

from bot.discord_app.buttons import tell
from bot.discord_app.interaction import Interaction
from bot.discord_app.servers import ServerView
from bot.language import mark

BLOCKED = mark("Moderators of this server have blocked you from voting, suggesting and reviewing here.")


async def admitted(interaction: Interaction, view: ServerView) -> bool:
    """Whether this member may vote, suggest and review here now. If not, they have been told why."""
    if interaction.user.id in view.blocked:
        await tell(interaction, BLOCKED)
        return False
    return True
