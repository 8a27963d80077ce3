"""The languages there are: each is a gettext catalogue in `translations`, read when somebody first needs it."""

from collections.abc import Mapping
from gettext import GNUTranslations
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO

from bot.language.language import ENGLISH, Language


class Languages:
    """Finds the language of a reader by Discord's names of locales, such as `de` or `en-GB`."""

    def __init__(self, catalogues: Mapping[str, Traversable]) -> None:
        """`catalogues` has a .po file for each language but English, by its code."""
        self._catalogues = catalogues
        self._read: dict[str, Language] = {ENGLISH.code: ENGLISH}

    @classmethod
    def shipped(cls) -> "Languages":
        """The languages that come with the bot."""
        found = (file for file in files("bot.language").joinpath("translations").iterdir() if file.name.endswith(".po"))
        return cls({file.name.removesuffix(".po"): file for file in found})

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of all languages, English first."""
        return (ENGLISH.code, *sorted(self._catalogues))

    def of(self, locale: str) -> Language:
        """The language of a locale; English where there is none for it."""
        code = locale.partition("-")[0]
        if code not in self._read:
            if code not in self._catalogues:
                return ENGLISH
            self._read[code] = read(code, self._catalogues[code])
        return self._read[code]

    def content(self) -> bytes:
        """All catalogues as they stand: what has to be told anew to whoever was told texts from them."""
        return b"".join(self._catalogues[code].read_bytes() for code in sorted(self._catalogues))


def read(code: str, file: Traversable) -> Language:
    """The language of a gettext catalogue (.po)."""
    from babel.messages.mofile import write_mo  # only readers of other languages wait for it
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(file.read_bytes()), locale=code))
    compiled.seek(0)
    return Language(code, GNUTranslations(compiled))
