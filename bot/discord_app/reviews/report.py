"""Reporting a member's review to the moderators."""

from bot.community.reviews import REPORTERS
from bot.discord_app.core.context import Context
from bot.discord_app.core.faults import in_passing
from bot.discord_app.core.persistent import persistent
from bot.discord_app.moderation.posting import post_to_moderators
from bot.discord_app.reviews.buttons import REPORT, whole
from bot.discord_app.reviews.judge import ABOUT, NEEDS_A_SERVER, NOT_THERE, report_card
from bot.discord_app.votes.eligibility import admitted
from bot.language import mark
from bot.store import Reported

YOUR_OWN = mark("That's your own review: you can delete it instead.")
WAS_KEPT = mark("Moderators have already looked at this review and kept it.")
REPORTED_BEFORE = mark("You've already reported this review. Moderators will look at it.")
NOTED = mark("Thank you. Moderators of this server will look at it.")


@persistent(REPORT)
async def report(ctx: Context, id_: str) -> None:
    """Store the report; the first one and the one that hides the review go to the moderators at once."""
    view = await ctx.view()
    if view.id is None:
        await ctx.tell(NEEDS_A_SERVER)
        return
    if not await admitted(ctx, view):
        return
    found, new = await ctx.store.reviews.report(view.id, whole(id_), ctx.member)
    try:
        await ctx.tell(_answer(found, ctx.member, new=new))
    finally:
        if found and new and found.reports in (1, REPORTERS):
            await tell_moderators(ctx, found)


async def tell_moderators(ctx: Context, reported: Reported) -> None:
    """Post a reported review in the moderators' channel, if there is one."""
    with in_passing("telling moderators of a reported review", ctx.interaction.guild_id):
        view = await ctx.view()
        say = ctx.services.shared_language(ctx.interaction, view.settings)
        card = report_card([reported], view.guide.catalogue, say)
        await post_to_moderators(ctx, view.settings, card, ABOUT.format(reported.review.id))


def _answer(found: Reported | None, reporter: int, *, new: bool) -> str:
    if found is None or found.review.state == "removed":
        return NOT_THERE
    if found.review.user_id == reporter:
        return YOUR_OWN
    if found.review.state == "kept":
        return WAS_KEPT
    return NOTED if new else REPORTED_BEFORE
