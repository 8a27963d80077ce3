"""One language: it says the texts of the code, which are English and stand for themselves, as gettext has it."""

from collections.abc import Sequence
from datetime import date
from gettext import NullTranslations


def mark(text: str) -> str:
    """The text as it is: marks one in a table, to be said later, as a text of the catalogues."""
    return text


MORE = 2
"""What has a fraction takes the form of two."""
AND, OR = mark("{some} and {last}"), mark("{some} or {last}")


class Language:
    """Says texts in one language. `code` is its ISO 639-1 code; `texts` has what they are in it.

    A text without a translation is said in English. Values go into `{places}` as they are, never read as places.
    """

    def __init__(self, code: str, texts: NullTranslations) -> None:
        self.code = code
        self._texts = texts

    def __call__(self, text: str, /, **values: object) -> str:
        """The text with its values."""
        said = self._texts.gettext(text)
        return said.format_map(values) if "{" in said else said

    def plain(self, text: str) -> str:
        """A text of the knowledge base, in which braces are no places: the name of a skill, what to build with it."""
        return self._texts.gettext(text)

    def counted(self, one: str, more: str, count: float, /, **values: object) -> str:
        """The text in the form that goes with a number, which stands at `{count}`."""
        whole = int(count) if count == int(count) else MORE
        return self._texts.ngettext(one, more, whole).format_map({"count": self.number(count), **values})

    def number(self, value: float) -> str:
        """The number as it is written in this language, without trailing zeros."""
        if value == int(value) or self.code == "en":
            return f"{value:.12g}"
        from babel.numbers import format_decimal  # other languages only

        return format_decimal(value, locale=self.code)

    def month(self, day: date) -> str:
        """The month of a day with its year: `November 2026`."""
        if self.code == "en":
            return f"{day:%B %Y}"
        from babel.dates import format_date  # other languages only

        return format_date(day, "LLLL yyyy", locale=self.code)

    def command(self, name: str) -> str | None:
        """What a command or one of its options is called; None where it keeps its English name."""
        found = self._texts.pgettext("name", name)
        return None if found == name else found

    def known(self, text: str) -> str | None:
        """The text as it stands in the catalogue of this language; None where it does not."""
        found = self._texts.gettext(text)
        return None if found == text else found

    def name_of(self, code: str) -> str:
        """The name of a language in this one, by its code; the code where it has no name."""
        from babel import Locale, UnknownLocaleError  # seldom needed: readers of English mostly get entries in it

        try:
            return Locale.parse(code).get_language_name(self.code) or code
        except (UnknownLocaleError, ValueError):
            return code

    def all_of(self, words: Sequence[str]) -> str:
        """The words as a list in a sentence: `a, b and c`."""
        return self._listed(words, self._texts.gettext(AND))

    def any_of(self, words: Sequence[str]) -> str:
        """The words as a choice in a sentence: `a, b or c`."""
        return self._listed(words, self._texts.gettext(OR))

    @staticmethod
    def _listed(words: Sequence[str], end: str) -> str:
        if len(words) < 2:
            return "".join(words)
        return end.format_map({"some": ", ".join(words[:-1]), "last": words[-1]})


ENGLISH = Language("en", NullTranslations())
