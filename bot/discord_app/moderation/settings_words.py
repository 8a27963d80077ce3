"""What a server's moderators can set: the names of the settings, what can be chosen for each, and what is stored."""

from collections.abc import Sequence

from msgspec import Struct

from bot.advise.wording.terms import KIND
from bot.catalogue.allowed_values import FORMATS
from bot.community.who_may_vote import Gates
from bot.language import Language, Languages, mark
from bot.store import ServerSettings
from bot.store.tables.servers import SettingName

DAYS = (0, 1, 7, 30)
OWN_LANGUAGE = "own"


class Setting(Struct, frozen=True):
    """One setting: its title, what it is about, and its default, of days in `who_may_vote`."""

    title: str
    about: str
    otherwise: str = ""


DECIDING: dict[SettingName, Setting] = {
    "queue_channel": Setting(
        mark("Moderators' channel"), mark("Suggestions, bursts of votes and reports are posted there."),
        mark("none; see /server queue"),
    ),
    "moderator_role": Setting(
        mark("Moderators' role"), mark("Members with this role can decide too."),
        mark("none; only members with Manage Server"),
    ),
    "voter_role": Setting(
        mark("Role needed to take part"), mark("Members without it can't vote, suggest or review."), mark("none"),
    ),
    "account_days": Setting(mark("Account age"), mark("Newer accounts can't vote, suggest or review.")),
    "member_days": Setting(
        mark("Time in this server"), mark("Members who joined more recently can't vote, suggest or review."),
    ),
}  # fmt: skip
ANSWERING: dict[SettingName, Setting] = {
    "language": Setting(
        mark("Language of public messages"), mark("Private replies use the member's own language."),
        mark("the server's language"),
    ),
    "private": Setting(
        mark("Who sees my replies"), mark("Members can override this with the option private."), mark("everyone"),
    ),
    "suggestions": Setting(
        mark("Suggestions"), mark("What happens to what members send in with /suggest."),
        mark("they wait for the moderators"),
    ),
    "formats": Setting(mark("What can be suggested"), mark("Choose one or more."), mark("all formats")),
    "model": Setting(
        mark("Language model"),
        mark("It gets the question without mentions, my last answer and my notes. /about says which model it is."),
        mark("off"),
    ),
}  # fmt: skip
OF_MODEL: SettingName = "model"
"""Only shown where the operator has set a model."""
GROUPS = {mark("Who decides and votes"): DECIDING, mark("How I answer"): ANSWERING}
SETTINGS = DECIDING | ANSWERING
ROLES = ("moderator_role", "voter_role")
SEEN_BY = {"0": mark("everyone"), "1": mark("only the member who asks")}
SUGGESTING = {
    "off": mark("off"),
    "queue": mark("they wait for the moderators"),
    "public": mark("public at once, open for votes until the moderators decide"),
}
WRITING = {
    "off": mark("off"),
    "server": mark("on, in this server's language"),
    "asker": mark("on, in the language of the question"),
}


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
        case "model":
            return {value: say(words) for value, words in WRITING.items()}
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
    if value == OWN_LANGUAGE or (name == "model" and value == "off"):
        return None
    return value if name in ("language", "suggestions", "model") else int(value)


def _days(days: int, say: Language) -> str:
    return say.counted("at least {count} day", "at least {count} days", days) if days else say("any")
