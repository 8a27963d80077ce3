"""The settings of a server in words: their names, their values and their defaults."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import discord
from discord import ui
from msgspec import Struct

from bot.advise.wording.terms import KIND
from bot.catalogue.allowed_values import FORMATS
from bot.community.who_may_vote import Gates
from bot.language import Language, Languages, mark
from bot.store import ServerSettings
from bot.store.tables.servers import SettingName

DAYS = (0, 1, 7, 30)
OWN_LANGUAGE = "own"
DECIDING, ANSWERING, KEEPING = 1, 2, 3
PAGES = {DECIDING: mark("Who decides and votes"), ANSWERING: mark("How I answer"), KEEPING: mark("Pinned and hidden")}


class Setting(Struct, frozen=True):
    """One setting: its page, its title, what it does, and its default, of days in `who_may_vote`."""

    page: int
    title: str
    about: str
    otherwise: str = ""


SETTINGS: dict[SettingName, Setting] = {
    "queue_channel": Setting(
        DECIDING, mark("Moderators' channel"), mark("Suggestions, bursts of votes and reports are posted there."),
        mark("none; see /server queue"),
    ),
    "moderator_role": Setting(
        DECIDING, mark("Moderators' role"), mark("Members with this role can decide too."),
        mark("none; only members with Manage Server"),
    ),
    "voter_role": Setting(
        DECIDING, mark("Role needed to take part"), mark("Members without it can't vote, suggest or review."),
        mark("none"),
    ),
    "account_days": Setting(
        DECIDING, mark("Account age"), mark("Newer accounts can't vote, suggest or review."),
    ),
    "member_days": Setting(
        DECIDING, mark("Time in this server"),
        mark("Members who joined more recently can't vote, suggest or review."),
    ),
    "language": Setting(
        ANSWERING, mark("Language of public messages"), mark("Private replies use the member's own language."),
        mark("the server's language"),
    ),
    "private": Setting(
        ANSWERING, mark("Who sees my replies"), mark("Members can override this with the option private."),
        mark("everyone"),
    ),
    "suggestions": Setting(
        ANSWERING, mark("Suggestions"), mark("What happens to what members send in with /suggest."),
        mark("they wait for the moderators"),
    ),
    "formats": Setting(ANSWERING, mark("What can be suggested"), mark("Choose one or more."), mark("all formats")),
}  # fmt: skip
ROLES = ("moderator_role", "voter_role")
SEEN_BY = {"0": mark("everyone"), "1": mark("only the member who asks")}
SUGGESTING = {
    "off": mark("off"),
    "queue": mark("they wait for the moderators"),
    "public": mark("public at once, open for votes until the moderators decide"),
}
GONE = mark("chosen, but no longer in this server")
CANNOT_POST = mark("I can't post there: please let me view the channel and send messages in it.")


def page_buttons(here: int, say: Language) -> Iterator[ui.Button[Any]]:
    """A button for each page of the settings; the one for the page shown is disabled."""
    for page, title in PAGES.items():
        yield ui.Button(label=say(title), custom_id=f"settings:1:{page}", disabled=page == here)


def otherwise(name: SettingName, say: Language) -> str:
    """The default of a setting."""
    days = getattr(Gates(), name, None)
    return say(SETTINGS[name].otherwise) if days is None else _days(days, say)


def choices_of(name: SettingName, languages: Languages, say: Language) -> dict[str, str]:
    """The values of a setting, each with its words; empty for channels and roles."""
    match name:
        case "account_days" | "member_days":
            return {str(days): _days(days, say) for days in DAYS}
        case "language":
            return {
                OWN_LANGUAGE: say(SETTINGS[name].otherwise),
                **{code: say.name_of(code) for code in languages.codes},
            }
        case "private":
            return {value: say(words) for value, words in SEEN_BY.items()}
        case "suggestions":
            return {value: say(words) for value, words in SUGGESTING.items()}
        case "formats":
            return {word: say(KIND[word]) for word in FORMATS}
    return {}


def chosen(name: SettingName, settings: ServerSettings) -> list[str]:
    """The current choices, as `choices_of` has them."""
    value = getattr(settings, name)
    if value is None:
        return []
    return str(value).split(",") if name == "formats" else [str(int(value) if isinstance(value, bool) else value)]


def to_store(name: SettingName, values: Sequence[str]) -> str | int | None:
    """What to store for these choices; None for the default."""
    if name == "formats":
        kept = [word for word in FORMATS if word in values]
        return ",".join(kept) if len(kept) < len(FORMATS) and kept else None
    value = next(iter(values), OWN_LANGUAGE)
    if value == OWN_LANGUAGE:
        return None
    return value if name in ("language", "suggestions") else int(value)


def value_in_words(
    name: SettingName, settings: ServerSettings, guild: discord.Guild | None, choices: Mapping[str, str], say: Language
) -> str:
    """The value of a setting, or its default."""
    if getattr(settings, name) is None:
        return say("{otherwise} (default)", otherwise=otherwise(name, say))
    if choices:
        return say.all_of([choices.get(value, value) for value in chosen(name, settings)])
    return _place(getattr(settings, name), guild, say, is_role=name in ROLES)


def _place(id_: int, guild: discord.Guild | None, say: Language, *, is_role: bool) -> str:
    """A role or channel of the server, with what is wrong with it."""
    if is_role:
        role = guild.get_role(id_) if guild else None
        return role.mention if role else say(GONE)
    channel = guild.get_channel(id_) if guild else None  # the first channel of an old server has the id of a role
    if guild is None or channel is None:
        return say(GONE)
    allowed = channel.permissions_for(guild.me)
    able = allowed.view_channel and allowed.send_messages
    return channel.mention if able else f"{channel.mention}. {say(CANNOT_POST)}"


def _days(days: int, say: Language) -> str:
    return say.counted("at least {count} day", "at least {count} days", days) if days else say("any")
