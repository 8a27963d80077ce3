"""The commands' names and descriptions in each language, from the same catalogues as all replies."""

from typing import Any

from discord import Locale, app_commands
from discord.app_commands import TranslationContextLocation, TranslationContextTypes, locale_str

from bot.language import ENGLISH, Languages

NAMES = frozenset((
    TranslationContextLocation.command_name, TranslationContextLocation.group_name,
    TranslationContextLocation.parameter_name,
))  # fmt: skip
"""Where a text is a name to type: lower case without spaces, so it has its own entry in a catalogue."""


class CommandTranslator(app_commands.Translator):
    """Looks up the texts of commands. What a language does not have, Discord shows in English."""

    def __init__(self, languages: Languages) -> None:
        self._of = {locale: languages.of(locale.value) for locale in Locale}

    async def translate(self, string: locale_str, locale: Locale, context: TranslationContextTypes) -> str | None:
        """The text in this language, if it has it."""
        language = self._of[locale]
        if language is ENGLISH:
            return None
        return language.command(string.message) if is_name(context) else language.known(string.message)


def is_name(context: app_commands.TranslationContext[Any, Any]) -> bool:
    """Whether a text is the name of a slash command or of an option, rather than a sentence or a title."""
    command = context.data
    return context.location in NAMES and not isinstance(command, app_commands.ContextMenu)
