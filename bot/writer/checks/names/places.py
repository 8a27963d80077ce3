"""Countries, languages, months and weekdays in English and another language: names that anybody may use."""

from functools import lru_cache

from bot.writer.checks.names.vocabulary import folded

MOST_LANGUAGES = 30


@lru_cache(maxsize=MOST_LANGUAGES)
def everyday_names(code: str) -> frozenset[str]:
    """The names in English and in the language with this code, folded."""
    from babel import Locale, UnknownLocaleError  # slow to import, and only where a model writes

    found: set[str] = set()
    for name in {"en", code.split("-")[0]}:
        try:
            locale = Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            continue
        calendar = (*locale.months["format"]["wide"].values(), *locale.days["format"]["wide"].values(),
                    *locale.months["stand-alone"]["wide"].values())  # fmt: skip
        found |= {folded(one) for one in (*locale.territories.values(), *locale.languages.values(), *calendar)}
    return frozenset(found)
