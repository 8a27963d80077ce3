"""/server block: who may not vote, suggest or review in a server."""

import discord
from discord import app_commands

from bot.discord_app.core.context import SAVES, Context, Interaction
from bot.discord_app.moderation.access import Moderation, changed, moderating, roles_of
from bot.discord_app.moderation.placement_menu import blocked_line
from bot.discord_app.questions.cards import message_card
from bot.language import mark

NOT_YOURSELF = mark("You can't block yourself. To take back a vote, press its button again.")
NOT_A_COLLEAGUE = mark("That member is a moderator too, so I'll leave that to the two of you.")
NOT_BLOCKED = mark("That member isn't blocked here.")
BLOCKED = mark("{member} can no longer vote, suggest or review here. Their earlier votes still count.")
UNBLOCKED = mark("{member} can vote, suggest and review here again.")
NOBODY = mark("Nobody is blocked here any more.")


@app_commands.command(description="Block a member from voting, suggesting and reviewing here", extras=SAVES)
@app_commands.describe(member="The member", off="Unblock them")
async def block(
    interaction: Interaction,
    member: discord.Member | discord.User,
    off: bool = False,
) -> None:
    """Answer /server block."""
    ctx = Context.of(interaction)
    moderation = await moderating(ctx)
    if moderation is None:
        return
    if not off and (refusal := _refusal(member, ctx, moderation)):
        await ctx.tell(refusal)
        return
    head = moderation.say(await _done(member, ctx, moderation, off=off), member=member.mention)
    blocked = (await changed(ctx, moderation)).view.blocked
    card = message_card(head, blocked_line(blocked, moderation.say) or moderation.say(NOBODY))
    await ctx.send(card, private=True)


async def _done(member: discord.Member | discord.User, ctx: Context, moderation: Moderation, *, off: bool) -> str:
    """Block or unblock the member, and return what to say about it."""
    servers = ctx.store.servers
    if off:
        return UNBLOCKED if await servers.unblock(moderation.server, member.id) else NOT_BLOCKED
    await servers.block(moderation.server, member.id, ctx.member)
    return BLOCKED


def _refusal(member: discord.Member | discord.User, ctx: Context, moderation: Moderation) -> str | None:
    """Why this member cannot be blocked, or None."""
    if member.id == ctx.member:
        return NOT_YOURSELF
    return NOT_A_COLLEAGUE if _moderates(member, moderation) else None


def _moderates(member: discord.Member | discord.User, moderation: Moderation) -> bool:
    """Whether this member may moderate here as well, by the roles that Discord sent along."""
    if not isinstance(member, discord.Member):
        return False  # who has left the server
    return member.guild_permissions.manage_guild or moderation.view.settings.moderator_role in roles_of(member)
