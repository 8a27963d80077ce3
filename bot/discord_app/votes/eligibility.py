"""Who may vote, suggest and review in a server, by what Discord sends with each press."""

from math import ceil

import discord
from discord.utils import snowflake_time

from bot.community.who_may_vote import Gates, Refusal, Standing, refusal
from bot.discord_app.core.context import Context
from bot.discord_app.core.faults import in_passing
from bot.discord_app.core.refusals import refuse
from bot.discord_app.core.rights import is_loaded
from bot.discord_app.moderation.access import roles_of
from bot.discord_app.moderation.posting import tell_moderators_once
from bot.discord_app.servers.views import ServerView
from bot.language import mark
from bot.store import ServerSettings

ROLE_GONE = mark(
    "To vote, suggest or review here you would need a role that this server has deleted, so nobody can for now. Its "
    "moderators can choose another in /server settings."
)
CHOOSE_ANOTHER = mark(
    "In {server} nobody can vote, suggest or review any more: the role it takes was deleted. Choose another, "
    "or none, in /server settings. I say this only once."
)


async def admitted(ctx: Context, view: ServerView) -> bool:
    """Whether this member may vote, suggest and review here now. If not, they have been told why."""
    if refused := refused_to(ctx, view):
        await tell_refusal(ctx, refused)
    return refused is None


def refused_to(ctx: Context, view: ServerView) -> Refusal | None:
    """What keeps this member from voting, suggesting and reviewing here now, if anything does."""
    return refusal(_standing(ctx.interaction.user, view), gates_of(view.settings), ctx.now)


async def tell_refusal(ctx: Context, refused: Refusal) -> None:
    """Tell only the member what they lack, with times as their own Discord shows them."""
    if refused.role and not is_there(ctx, refused.role):
        await _tell_role_gone(ctx, refused.role)
        return
    when = f"<t:{ceil(refused.until)}:f>" if refused.until else ""
    await refuse(ctx, refused.sentence, when=when, role=f"<@&{refused.role}>")


def is_there(ctx: Context, role: int) -> bool:
    """Whether the server still has this role, as far as is known."""
    guild = ctx.interaction.guild
    return guild is None or not is_loaded(guild) or guild.get_role(role) is not None


async def _tell_role_gone(ctx: Context, role: int) -> None:
    """Tell the member that nobody can have the role any more, and the moderators, who can mend it, once."""
    try:
        await refuse(ctx, ROLE_GONE)
    finally:
        with in_passing("telling moderators that a role is gone", ctx.server):
            settings = (await ctx.view()).settings
            await tell_moderators_once(ctx, settings, CHOOSE_ANOTHER, f"role:{role}")


def gates_of(settings: ServerSettings) -> Gates:
    """What this server asks of voters."""
    chosen = {name: getattr(settings, name) for name in Gates.__struct_fields__}
    return Gates(**{name: value for name, value in chosen.items() if value is not None})


def _standing(user: discord.User | discord.Member, view: ServerView) -> Standing:
    member = user if isinstance(user, discord.Member) else None
    joined_at = member.joined_at if member else None
    return Standing(
        snowflake_time(user.id).timestamp(),
        joined_at.timestamp() if joined_at else None,
        roles_of(user),
        blocked=user.id in view.blocked,
    )
