"""What holds in a server by its settings, each told in a sentence."""

from collections.abc import Callable

import discord

from bot.advise.wording.terms import KIND
from bot.discord_app.core.rights import is_loaded, rights_in
from bot.discord_app.votes.eligibility import gates_of
from bot.language import Language, mark
from bot.store import ServerSettings
from bot.store.tables.servers import SettingName

Told = Callable[[ServerSettings, discord.Guild | None, Language], str]
"""Tells what holds now by one setting."""

NO_CHANNEL = mark("Suggestions and reports wait in /server queue. Choose a channel, and I'll post them there too.")
CHANNEL_GONE = mark("The channel you chose is gone, so suggestions and reports wait in /server queue only.")
CANNOT_POST = mark("I can't post there: please let me view the channel and send messages in it.")
ROLE_GONE = mark(
    "The role needed to take part was deleted, so nobody can vote, suggest or review. Choose another, or none."
)
SHOW_THEM = mark("If they don't see /server, allow it for that role: Server Settings, Integrations, DL Guide, /server.")
SEEN = {False: mark("Everyone sees my replies."), True: mark("Only the member who asks sees my replies.")}
SUGGESTIONS = {
    "off": mark("Nobody can suggest anything."),
    "queue": mark("Suggestions wait for you; nobody else sees them until you approve them."),
    "public": mark("Suggestions are public at once, and open for votes until you decide."),
}
WRITTEN = {
    None: mark("Language model off: I write my replies myself, and questions go nowhere else."),
    "server": mark("A language model gets questions and writes replies from my notes, in this server's language."),
    "asker": mark("A language model gets questions and writes replies from my notes, in the asker's language."),
}


def _channel(settings: ServerSettings, guild: discord.Guild | None, say: Language) -> str:
    if settings.queue_channel is None:
        return say(NO_CHANNEL)
    channel = guild.get_channel(settings.queue_channel) if guild else None  # the first one may have the id of a role
    if channel is None and is_loaded(guild):
        return say(CHANNEL_GONE)
    posted = say("Suggestions and reports are posted in {channel}.", channel=f"<#{settings.queue_channel}>")
    return posted if channel is None or rights_in(channel).write else f"{posted} {say(CANNOT_POST)}"


def _moderators(settings: ServerSettings, guild: discord.Guild | None, say: Language) -> str:
    if settings.moderator_role is None:
        return say("Only members with Manage Server decide on suggestions and reports.")
    role = _role(settings.moderator_role, guild)
    if role is None:
        return say("The role that could decide was deleted: only members with Manage Server decide.")
    return f"{say('Members with {role} decide on suggestions and reports too.', role=role)} {say(SHOW_THEM)}"


def _voters(settings: ServerSettings, guild: discord.Guild | None, say: Language) -> str:
    if settings.voter_role is None:
        return say("No role is needed to vote, suggest or review.")
    role = _role(settings.voter_role, guild)
    return say("To vote, suggest or review, members need {role}.", role=role) if role else say(ROLE_GONE)


def _role(id_: int, guild: discord.Guild | None) -> str | None:
    """How a role is mentioned; None where it was deleted."""
    return None if guild and is_loaded(guild) and guild.get_role(id_) is None else f"<@&{id_}>"


def _account(settings: ServerSettings, guild: discord.Guild | None, say: Language) -> str:
    days = gates_of(settings).account_days
    if not days:
        return say("Accounts of any age can take part.")
    return say.counted(
        "Accounts must be at least {count} day old to take part.",
        "Accounts must be at least {count} days old to take part.",
        days,
    )


def _joined(settings: ServerSettings, guild: discord.Guild | None, say: Language) -> str:
    days = gates_of(settings).member_days
    if not days:
        return say("New members can take part at once.")
    return say.counted(
        "New members can take part after {count} day in this server.",
        "New members can take part after {count} days in this server.",
        days,
    )


def _language(settings: ServerSettings, guild: discord.Guild | None, say: Language) -> str:
    if settings.language is None:
        return say("Public replies are in this server's language.")
    return say("Public replies are in this language: {language}.", language=say.name_of(settings.language))


def _private(settings: ServerSettings, guild: discord.Guild | None, say: Language) -> str:
    return say(SEEN[bool(settings.private)])


def _suggestions(settings: ServerSettings, guild: discord.Guild | None, say: Language) -> str:
    return say(SUGGESTIONS[settings.suggestions or "queue"])


def _formats(settings: ServerSettings, guild: discord.Guild | None, say: Language) -> str:
    if settings.formats is None:
        return say("Members can suggest anything, from books to events.")
    kinds = {str(word): words for word, words in KIND.items()}
    allowed = [say(kinds[word]) for word in settings.formats.split(",") if word in kinds]
    return say("Members can suggest: {formats}.", formats=say.all_of(allowed))


def _model(settings: ServerSettings, guild: discord.Guild | None, say: Language) -> str:
    return say(WRITTEN[settings.model])


TELLS: dict[SettingName, Told] = {
    "queue_channel": _channel, "moderator_role": _moderators, "voter_role": _voters, "account_days": _account,
    "member_days": _joined, "language": _language, "private": _private, "suggestions": _suggestions,
    "formats": _formats, "model": _model,
}  # fmt: skip
