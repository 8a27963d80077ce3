"""/server pin and hide: what moderators put first in their server, and what they keep out of recommendations."""

from discord import app_commands
from discord.app_commands import Choice, Range

from bot.advise.forms.completions import titled
from bot.catalogue import Resource
from bot.discord_app.core.context import SAVES, Context, Interaction
from bot.discord_app.moderation.access import Moderation, changed, moderating
from bot.discord_app.moderation.placement_menu import LIFTED, MOST, kept_card
from bot.discord_app.servers.views import LONGEST_NOTE
from bot.discord_app.ui.text import kept, plain, shown
from bot.language import mark
from bot.store import Placement
from bot.store.tables.servers import Kind

DAY = 86_400
LONGEST_NAME = 6000
DONE: dict[Kind, str] = {
    "pinned": mark("Pinned: {title}. It now comes first wherever it fits."),
    "hidden": mark("Hidden: {title}. I no longer recommend it here; /review still finds it by name."),
}
NOT_PLACED: dict[Kind, str] = {
    "pinned": mark("{title} isn't pinned here, so there is nothing to undo."),
    "hidden": mark("{title} isn't hidden here, so there is nothing to undo."),
}
FULL: dict[Kind, str] = {
    "pinned": mark("{count} resources are already pinned here. Unpin one first, in /server settings."),
    "hidden": mark("{count} resources are already hidden here. Unhide one first, in /server settings."),
}
NOBODY_KNOWS = mark('Nothing in my list is called "{name}". Start typing a name to see what there is.')
SEVERAL = mark('"{name}" fits several resources: {titles}. Choose one as you type, or give the full title.')


@app_commands.command(
    description="Pin a resource, so that it comes first in this server wherever it fits", extras=SAVES
)
@app_commands.describe(
    name="A title, nickname or author",
    note="A note for members, shown beside it",
    days="How many days it should last",
    off="Unpin it",
)
async def pin(
    interaction: Interaction,
    name: Range[str, 0, LONGEST_NAME],
    note: Range[str, 0, LONGEST_NOTE] = "",
    days: Range[int, 1, 365] | None = None,
    off: bool = False,
) -> None:
    """Answer /server pin."""
    await _place(Context.of(interaction), "pinned", name, note, days, off=off)


@app_commands.command(description="Hide a resource, so that I no longer recommend it in this server", extras=SAVES)
@app_commands.describe(
    name="A title, nickname or author",
    note="A note for members who ask for it by name",
    days="How many days it should last",
    off="Unhide it",
)
async def hide(
    interaction: Interaction,
    name: Range[str, 0, LONGEST_NAME],
    note: Range[str, 0, LONGEST_NOTE] = "",
    days: Range[int, 1, 365] | None = None,
    off: bool = False,
) -> None:
    """Answer /server hide."""
    await _place(Context.of(interaction), "hidden", name, note, days, off=off)


@pin.autocomplete("name")
@hide.autocomplete("name")
async def _complete_name(interaction: Interaction, current: str) -> list[Choice[str]]:
    """Titles of this server's guide, which knows the hidden ones too."""
    ctx = Context.of(interaction)
    guide = (await ctx.view()).guide.speaking(ctx.say)
    return [Choice(name=found.shown, value=found.value) for found in guide.complete_name(current, hidden=True)]


async def _place(ctx: Context, kind: Kind, name: str, note: str, days: int | None, *, off: bool) -> None:
    moderation = await moderating(ctx)
    if moderation is None:
        return
    resource = _resolved(moderation, name)
    if isinstance(resource, str):
        await ctx.whisper(resource)
    elif off:
        await _lift(ctx, moderation, kind, resource)
    elif _count(moderation, kind, besides=resource.id) >= MOST:
        await ctx.tell(FULL[kind], count=MOST)
    else:
        until = int(ctx.now) + days * DAY if days else None
        placement = Placement(resource.id, kind, kept(note, LONGEST_NOTE), until)
        await ctx.store.servers.place(moderation.server, placement, ctx.member)
        await _answer(ctx, moderation, moderation.say(DONE[kind], title=shown(resource.title)))


async def _lift(ctx: Context, moderation: Moderation, kind: Kind, resource: Resource) -> None:
    title = shown(resource.title)
    if await ctx.store.servers.lift(moderation.server, resource.id, kind):
        await _answer(ctx, moderation, moderation.say(LIFTED[kind], title=title))
    else:
        await ctx.tell(NOT_PLACED[kind], title=title)


async def _answer(ctx: Context, moderation: Moderation, head: str) -> None:
    await ctx.send(kept_card(head, await changed(ctx, moderation)), private=True)


def _resolved(moderation: Moderation, name: str) -> Resource | str:
    """The entry with this name, or a sentence that says why there is none."""
    guide, say = moderation.view.guide, moderation.say
    found, typed = guide.resolve(name), plain(name, 80)
    resource = guide.catalogue.get(found.id) if found.id else None
    if resource:
        return resource
    near = [shown(titled(entry, say)) for id_ in found.alternatives[:5] if (entry := guide.catalogue.get(id_))]
    return say(SEVERAL, name=typed, titles="; ".join(near)) if near else say(NOBODY_KNOWS, name=typed)


def _count(moderation: Moderation, kind: Kind, besides: str) -> int:
    return sum(item.kind == kind and id_ != besides for id_, item in moderation.view.placements.items())
