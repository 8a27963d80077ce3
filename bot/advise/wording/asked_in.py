"""What is said before the answer to who asked in another language."""

from bot.language import Language
from bot.language.in_english import IN_ENGLISH
from bot.understand.words.language import ENGLISH


def asked_in(code: str, say: Language) -> str:
    """That answers are in English, in the language that was asked in, by its code as `language_of` has it.

    Empty where it was English, or where the reply is told in the asker's language anyway.
    """
    if code in (ENGLISH, say.code):
        return ""
    return IN_ENGLISH.get(code) or say("So far I can only answer in English.")
