"""/server settings: what holds now, in a sentence each, with a button that changes it. Everything is stored at once."""

from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord import app_commands, ui

from bot.discord_app.core.context import Context, Interaction
from bot.discord_app.core.persistent import persistent
from bot.discord_app.core.rights import is_loaded
from bot.discord_app.moderation.access import Moderation, changed, moderating
from bot.discord_app.moderation.placement_menu import KEPT, back_button, kept_card
from bot.discord_app.moderation.settings_told import TELLS
from bot.discord_app.moderation.settings_words import (
    GROUPS,
    OF_MODEL,
    ROLES,
    SETTINGS,
    choices_of,
    chosen,
    otherwise,
    to_store,
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
    """Store what was chosen, if this member may choose it and the server has it, and show what holds now."""
    moderation = await moderating(ctx)
    if moderation is None:
        return
    if refusal := _refusal(ctx, name, ctx.chosen):
        await ctx.tell(refusal)
        return
    await ctx.store.servers.set(moderation.server, name, to_store(name, ctx.chosen))
    await ctx.edit(settings_card(ctx, await changed(ctx, moderation)))


@persistent(rf"setting:1:(?P<name>{'|'.join(SETTINGS)})", reads=True)
async def change(ctx: Context, name: SettingName) -> None:
    """Show one setting with the menu to change it, in place of all."""
    if moderation := await moderating(ctx):
        await ctx.edit(change_card(ctx, moderation, name))


@persistent(r"settings:1:(?P<page>[123])", reads=True)
async def turn(ctx: Context, page: str) -> None:
    """Show all settings, or what is pinned and hidden; earlier versions of the bot had settings on two pages."""
    if moderation := await moderating(ctx):
        await ctx.edit(kept_card("", moderation) if page == KEPT else settings_card(ctx, moderation))


@app_commands.command(description="See and change this server's settings")
async def settings(interaction: Interaction) -> None:
    """Answer /server settings."""
    ctx = Context.of(interaction)
    if moderation := await moderating(ctx):
        await ctx.send(settings_card(ctx, moderation), private=True)


def settings_card(ctx: Context, moderation: Moderation) -> Card:
    """What holds now by each setting, each with a button to change it."""
    say, held, card = moderation.say, moderation.view.settings, Card()
    card.text(f"## {say('Server settings')}")
    for title, names in GROUPS.items():
        card.text(f"**{say(title)}**")
        for name in names:
            if name == OF_MODEL and ctx.services.writer is None:
                continue
            button: ui.Button[Any] = ui.Button(label=say("Change"), custom_id=f"setting:1:{name}")
            card.section(button, TELLS[name](held, ctx.interaction.guild, say))
    card.row([ui.Button(label=say("Pinned and hidden"), custom_id=f"settings:1:{KEPT}")])
    return card


def change_card(ctx: Context, moderation: Moderation, name: SettingName) -> Card:
    """One setting: what holds now, a menu to change it, and the way back."""
    say, held, setting, card = moderation.say, moderation.view.settings, SETTINGS[name], Card()
    card.text(f"## {say(setting.title)}", TELLS[name](held, ctx.interaction.guild, say))
    hint = say("Default: {otherwise}", otherwise=otherwise(name, say))
    now = [value for value in chosen(name, held) if _is_there(ctx, name, value)]  # Discord takes no others
    card.row([_menu(name, now, choices_of(name, ctx.services.languages, say), hint)])
    card.text(f"-# {say(setting.about)} {say('Leave it empty for the default.')}")
    card.row([back_button(say)])
    return card


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
    if guild and name in ROLES and str(guild.id) in values:
        return NOT_EVERYONE
    return None if all(_is_there(ctx, name, value) for value in values) else NOT_A_CHOICE


def _is_there(ctx: Context, name: SettingName, value: str) -> bool:
    """Whether this can be chosen: one of the words, or a role or text channel of this server."""
    guild = ctx.interaction.guild
    if name in WORDS:
        return value in choices_of(name, ctx.services.languages, ENGLISH)
    if guild is None or not value.isdecimal():
        return False
    if not is_loaded(guild):
        return True  # Discord offers only what is there
    if name in ROLES:
        return guild.get_role(int(value)) is not None
    return isinstance(guild.get_channel(int(value)), discord.TextChannel)
