"""/server settings: one card to see and change everything, with menus that work after a restart.

Each choice is one statement for one column, so that two moderators at once do not undo each other's choices.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord import app_commands, ui

from bot.discord_app.core.context import Context, Interaction
from bot.discord_app.core.persistent import persistent
from bot.discord_app.moderation.access import Moderation, changed, moderating
from bot.discord_app.moderation.placement_menu import add_kept
from bot.discord_app.moderation.settings_words import (
    DECIDING,
    KEEPING,
    PAGES,
    ROLES,
    SETTINGS,
    choices_of,
    chosen,
    otherwise,
    page_buttons,
    to_store,
    value_in_words,
)  # fmt: skip
from bot.discord_app.ui.card import Card
from bot.language import ENGLISH, mark
from bot.store.tables.servers import SettingName

NOT_A_CHOICE = mark("You can't choose that: it is not in this server, or no longer exists. Nothing was changed.")
NOT_EVERYONE = mark("Everyone has that role: choose another, or none. Nothing was changed.")
WHO_MANAGES = mark("Only members with Manage Server can choose the moderators' role. Nothing was changed.")
WORDS = tuple(name for name in SETTINGS if name not in ("queue_channel", *ROLES))


@persistent(rf"set:1:(?P<name>{'|'.join(SETTINGS)})")
async def choose(ctx: Context, name: SettingName) -> None:
    """Store what was chosen, if this member may choose it and the server has it, and update the card."""
    moderation = await moderating(ctx)
    if moderation is None:
        return
    if refusal := _refusal(ctx, name, ctx.chosen):
        await ctx.tell(refusal)
        return
    await ctx.store.servers.set(moderation.server, name, to_store(name, ctx.chosen))
    await ctx.edit(settings_card(ctx, await changed(ctx, moderation), SETTINGS[name].page))


@persistent(r"settings:1:(?P<page>[123])")
async def turn(ctx: Context, page: str) -> None:
    """Show another page of the settings in place of the last one."""
    if moderation := await moderating(ctx):
        await ctx.edit(settings_card(ctx, moderation, int(page)))


@app_commands.command(description="See and change this server's settings")
async def settings(interaction: Interaction) -> None:
    """Answer /server settings."""
    ctx = Context.of(interaction)
    if moderation := await moderating(ctx):
        await ctx.send(settings_card(ctx, moderation, DECIDING), private=True)


def settings_card(ctx: Context, moderation: Moderation, page: int) -> Card:
    """One page of the settings: what each is set to and a menu to change it."""
    say, card = moderation.say, Card()
    card.text(f"## {say('Server settings')}", f"{say(PAGES[page])} ({page}/{len(PAGES)})")
    if page == KEEPING:
        add_kept(card, moderation)
    for name in (name for name, setting in SETTINGS.items() if setting.page == page):
        _add_setting(card, name, ctx, moderation)
    card.row(page_buttons(page, say))
    return card


def _add_setting(card: Card, name: SettingName, ctx: Context, moderation: Moderation) -> None:
    say, held = moderation.say, moderation.view.settings
    choices = choices_of(name, ctx.services.languages, say)
    value = value_in_words(name, held, ctx.interaction.guild, choices, say)
    card.text(f"**{say(SETTINGS[name].title)}:** {value}", f"-# {say(SETTINGS[name].about)}")
    hint = say("Default: {otherwise}", otherwise=otherwise(name, say))
    now = [value for value in chosen(name, held) if _is_there(ctx, name, value)]  # Discord takes no others
    card.row([_menu(name, now, choices, hint)])


def _menu(name: SettingName, now: Sequence[str], choices: Mapping[str, str], hint: str) -> ui.Item[Any]:
    custom_id = f"set:1:{name}"
    if name in WORDS:
        options = [
            discord.SelectOption(label=words, value=value, default=value in now) for value, words in choices.items()
        ]
        most = max(len(options), 1) if name == "formats" else 1
        return ui.Select(custom_id=custom_id, placeholder=hint, min_values=0, max_values=most, options=options)
    kind = discord.SelectDefaultValueType.role if name in ROLES else discord.SelectDefaultValueType.channel
    held = [discord.SelectDefaultValue(id=int(value), type=kind) for value in now[:1]]
    if name in ROLES:
        return ui.RoleSelect(custom_id=custom_id, placeholder=hint, min_values=0, default_values=held)
    return ui.ChannelSelect(
        custom_id=custom_id, placeholder=hint, min_values=0, channel_types=[discord.ChannelType.text],
        default_values=held,
    )  # fmt: skip


def _refusal(ctx: Context, name: SettingName, values: Sequence[str]) -> str | None:
    """Why this cannot be chosen, or None."""
    if name == "moderator_role" and not ctx.interaction.permissions.manage_guild:
        return WHO_MANAGES
    guild = ctx.interaction.guild
    if guild and name in ROLES and str(guild.default_role.id) in values:
        return NOT_EVERYONE
    return None if all(_is_there(ctx, name, value) for value in values) else NOT_A_CHOICE


def _is_there(ctx: Context, name: SettingName, value: str) -> bool:
    """Whether this can be chosen: one of the words, or a role or text channel of this server."""
    guild = ctx.interaction.guild
    if name in WORDS:
        return value in choices_of(name, ctx.services.languages, ENGLISH)
    if guild is None or not value.isdecimal():
        return False
    if name in ROLES:
        return guild.get_role(int(value)) is not None
    return isinstance(guild.get_channel(int(value)), discord.TextChannel)
