"""Who may vote, suggest and review in a server, by what Discord sends with each press."""

from math import ceil

import discord
from discord.utils import snowflake_time

from bot.community.who_may_vote import Gates, Refusal, Standing, refusal
from bot.discord_app.core.context import Context
from bot.discord_app.core.refusals import refuse
from bot.discord_app.servers.views import ServerView
from bot.store import ServerSettings


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
    when = f"<t:{ceil(refused.until)}:f>" if refused.until else ""
    await refuse(ctx, refused.sentence, when=when, role=f"<@&{refused.role}>")


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
        frozenset(role.id for role in member.roles) if member else frozenset(),
        blocked=user.id in view.blocked,
    )
