"""Saying texts: values in their places, forms that go with numbers, lists, and languages found by locale."""

from gettext import NullTranslations
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.pofile import write_po
from hypothesis import given
from hypothesis import strategies as st

from bot.language import ENGLISH, Language, Languages


@pytest.fixture
def made(tmp_path: Path) -> Languages:
    """German with few texts, from a file."""
    catalog = Catalog(locale="de")
    catalog.add("Hello {name}.", "Hallo {name}.")
    catalog.add(("{count} week", "{count} weeks"), ("{count} Woche", "{count} Wochen"))
    catalog.add("{some} or {last}", "{some} oder {last}")
    catalog.add("next", "weiter", context="name")
    file = tmp_path / "de.po"
    with file.open("wb") as opened:
        write_po(opened, catalog)
    return Languages({"de": file})


def test_says_texts_of_the_catalogue_and_others_in_english(made: Languages) -> None:
    say = made.of("de")
    assert say("Hello {name}.", name="Maya") == "Hallo Maya."
    assert say("Good bye {name}.", name="Maya") == "Good bye Maya."


def test_texts_of_the_knowledge_base_are_said_as_they_are(made: Languages) -> None:
    assert made.of("de").plain("Hello {name}.") == "Hallo {name}."
    assert made.of("de").plain("sets such as {1, 2}") == ENGLISH.plain("sets such as {1, 2}") == "sets such as {1, 2}"


@pytest.mark.parametrize(
    ("count", "english", "german"),
    [(0, "0 weeks", "0 Wochen"), (1, "1 week", "1 Woche"), (1.5, "1.5 weeks", "1,5 Wochen")],
)
def test_numbers_take_their_form(made: Languages, count: float, english: str, german: str) -> None:
    assert ENGLISH.counted("{count} week", "{count} weeks", count) == english
    assert made.of("de").counted("{count} week", "{count} weeks", count) == german


@given(st.text())
def test_values_are_never_read_as_places(value: str) -> None:
    assert ENGLISH("{first}, {second}", first=value, second="x") == f"{value}, x"


@pytest.mark.parametrize(
    ("words", "line"), [([], ""), (["a"], "a"), (["a", "b"], "a oder b"), (["a", "b", "c"], "a, b oder c")]
)
def test_lists_in_a_sentence(made: Languages, words: list[str], line: str) -> None:
    assert made.of("de").any_of(words) == line
    assert ENGLISH.all_of(words) == line.replace("oder", "and")


@pytest.mark.parametrize(("locale", "code"), [("de", "de"), ("de-AT", "de"), ("en-GB", "en"), ("ja", "en"), ("", "en")])
def test_languages_are_found_by_locale(made: Languages, locale: str, code: str) -> None:
    assert made.of(locale).code == code


def test_names_of_commands_are_entries_of_their_own(made: Languages) -> None:
    say = made.of("de")
    assert (say.command("next"), say("next")) == ("weiter", "next")
    assert say.command("path") is None
    assert ENGLISH.command("next") is None


@pytest.mark.parametrize(
    ("code", "name"), [("en", "Englisch"), ("fr", "Französisch"), ("zzz", "zzz"), ("not a code", "not a code")]
)
def test_names_of_languages(code: str, name: str) -> None:
    assert Language("de", NullTranslations()).name_of(code) == name
