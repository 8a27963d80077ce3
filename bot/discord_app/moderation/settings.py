"""/server settings: one card to see and change everything, with menus that work after a restart.

Each choice is one statement for one column, so that of two moderators at once neither undoes what the other chose.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Self

import discord
from discord import app_commands, ui

from bot.discord_app.core.delivery import edit, send, tell
from bot.discord_app.core.dispatch import guarded
from bot.discord_app.core.interaction import Interaction
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

NOT_A_CHOICE = mark("That cannot be chosen here: it is not of this server, or it is gone. Nothing was changed.")
NOT_EVERYONE = mark("That role is everybody's. Choose nothing instead, or another role. Nothing was changed.")
WHO_MANAGES = mark("Who else is a moderator is for those to choose who have Manage Server. Nothing was changed.")
WORDS = tuple(name for name in SETTINGS if name not in ("queue_channel", *ROLES))


class _Menu:
    """What all menus of settings share; the name of the setting is in the id."""

    name: SettingName

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """The menu that was used, read from its id alone; what was chosen comes with the interaction."""
        return cls(match["name"])  # type: ignore[call-arg]

    @guarded
    async def callback(self, interaction: Interaction) -> None:
        """Keep the choice and show the card with it."""
        await _choose(interaction, self.name)


class ChannelSetting(_Menu, ui.DynamicItem[ui.ChannelSelect[Any]], template=r"set:1:(?P<name>queue_channel)"):
    """Chooses the moderators' channel."""

    def __init__(self, name: SettingName, value: int | None = None, placeholder: str = "") -> None:
        held = discord.SelectDefaultValue(id=value or 0, type=discord.SelectDefaultValueType.channel)
        super().__init__(
            ui.ChannelSelect(
                custom_id=f"set:1:{name}", placeholder=placeholder, min_values=0,
                channel_types=[discord.ChannelType.text], default_values=[held] if value else [],
            )
        )  # fmt: skip
        self.name = name


class RoleSetting(_Menu, ui.DynamicItem[ui.RoleSelect[Any]], template=rf"set:1:(?P<name>{'|'.join(ROLES)})"):
    """Chooses a role."""

    def __init__(self, name: SettingName, value: int | None = None, placeholder: str = "") -> None:
        held = discord.SelectDefaultValue(id=value or 0, type=discord.SelectDefaultValueType.role)
        super().__init__(
            ui.RoleSelect(
                custom_id=f"set:1:{name}", placeholder=placeholder, min_values=0,
                default_values=[held] if value else [],
            )
        )  # fmt: skip
        self.name = name


class WordSetting(_Menu, ui.DynamicItem[ui.Select[Any]], template=rf"set:1:(?P<name>{'|'.join(WORDS)})"):
    """Chooses among a few words."""

    def __init__(self, name: SettingName, options: Sequence[discord.SelectOption] = (), placeholder: str = "") -> None:
        most = len(options) if name == "formats" else 1
        super().__init__(
            ui.Select(
                custom_id=f"set:1:{name}", placeholder=placeholder, min_values=0, max_values=max(most, 1),
                options=list(options),
            )
        )  # fmt: skip
        self.name = name


class SettingsPage(ui.DynamicItem[ui.Button[Any]], template=r"settings:1:(?P<page>[123])"):
    """Turns to another page of the settings."""

    def __init__(self, page: int) -> None:
        super().__init__(ui.Button(custom_id=f"settings:1:{page}", label=str(page)))
        self.page = page

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """The button that was pressed, read from its id alone."""
        return cls(int(match["page"]))

    @guarded
    async def callback(self, interaction: Interaction) -> None:
        """Show that page in the place of the last one."""
        if moderation := await moderating(interaction):
            await edit(interaction, settings_card(interaction, moderation, self.page))


@app_commands.command(description="What holds in this server, and how to change it")
async def settings(interaction: Interaction) -> None:
    """Answer /server settings."""
    if moderation := await moderating(interaction):
        await send(interaction, settings_card(interaction, moderation, DECIDING), private=True)


def settings_card(interaction: Interaction, moderation: Moderation, page: int) -> Card:
    """One page of the settings: what each is set to and a menu to change it."""
    say, card = moderation.say, Card()
    card.text(f"## {say('Settings of this server')}", f"{say(PAGES[page])} ({page}/{len(PAGES)})")
    if page == KEEPING:
        add_kept(card, moderation)
    for name in (name for name, setting in SETTINGS.items() if setting.page == page):
        _add_setting(card, name, interaction, moderation)
    card.row(page_buttons(page, say))
    return card


def _add_setting(card: Card, name: SettingName, interaction: Interaction, moderation: Moderation) -> None:
    say, held = moderation.say, moderation.view.settings
    choices = choices_of(name, interaction.client.languages, say)
    value = value_in_words(name, held, interaction.guild, choices, say)
    card.text(f"**{say(SETTINGS[name].title)}:** {value}", f"-# {say(SETTINGS[name].about)}")
    hint = say("Nothing chosen: {otherwise}", otherwise=otherwise(name, say))
    now = [value for value in chosen(name, held) if _is_there(interaction, name, value)]  # Discord takes no others
    card.row([_menu(name, now, choices, hint)])


def _menu(name: SettingName, now: Sequence[str], choices: Mapping[str, str], hint: str) -> ui.Item[Any]:
    if name not in WORDS:
        kind = RoleSetting if name in ROLES else ChannelSetting
        return kind(name, next(map(int, now), None), hint)
    options = [discord.SelectOption(label=words, value=value, default=value in now) for value, words in choices.items()]
    return WordSetting(name, options, hint)


async def _choose(interaction: Interaction, name: SettingName) -> None:
    """Keep what was chosen, if this member may choose it and the server has it."""
    moderation = await moderating(interaction)
    if moderation is None:
        return
    data: Any = interaction.data or {}
    values = [str(value) for value in data.get("values", ())]  # as they were sent: never believed
    if refusal := _refusal(interaction, name, values):
        await tell(interaction, refusal)
        return
    await interaction.client.store.servers.set(moderation.server, name, to_store(name, values))
    card = settings_card(interaction, await changed(interaction, moderation), SETTINGS[name].page)
    await edit(interaction, card)


def _refusal(interaction: Interaction, name: SettingName, values: Sequence[str]) -> str | None:
    """Why this cannot be chosen, or None."""
    if name == "moderator_role" and not interaction.permissions.manage_guild:
        return WHO_MANAGES
    guild = interaction.guild
    if guild and name in ROLES and str(guild.default_role.id) in values:
        return NOT_EVERYONE
    return None if all(_is_there(interaction, name, value) for value in values) else NOT_A_CHOICE


def _is_there(interaction: Interaction, name: SettingName, value: str) -> bool:
    """Whether this can be chosen: one of the words, or a role or text channel of this very server."""
    guild = interaction.guild
    if name in WORDS:
        return value in choices_of(name, interaction.client.languages, ENGLISH)
    if guild is None or not value.isdecimal():
        return False
    if name in ROLES:
        return guild.get_role(int(value)) is not None
    return isinstance(guild.get_channel(int(value)), discord.TextChannel)


SETTINGS_ITEMS: tuple[type[ui.DynamicItem[Any]], ...] = (ChannelSetting, RoleSetting, WordSetting, SettingsPage)
