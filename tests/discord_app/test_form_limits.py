"""Every modal in every language, within what Discord allows of its texts, and the cards of the settings."""

import datetime as dt
from typing import Any

import pytest

from bot.advise import Guide
from bot.catalogue.allowed_values import FORMATS, TOPICS
from bot.community.entry import CHOICES, Confirmed, entry_of
from bot.discord_app.moderation.settings_words import SETTINGS, choices_of, otherwise
from bot.discord_app.reviews.write import review_form
from bot.discord_app.suggestions.decide import decline_form, merge_form
from bot.discord_app.suggestions.facets_form import approve_form, complete_form
from bot.discord_app.suggestions.suggest import suggest_form
from tests.support.base import languages
from tests.support.longest import longest_entry
from tests.support.suggestions import suggestion

SHIPPED = languages()
MOST_TITLE, MOST_LABEL, MOST_HINT, MOST_FIELDS, MOST_OPTIONS, MOST_OPTION = 45, 45, 100, 5, 25, 100
MOST_PLACEHOLDER, MOST_BUTTON = 150, 80


@pytest.mark.parametrize("code", SHIPPED.codes)
def test_forms_fit(code: str, guide: Guide) -> None:
    say = SHIPPED.of(code)
    largest = 2**63 - 1
    forms = [
        suggest_form(FORMATS, say),
        approve_form(largest, CHOICES, say),
        complete_form(entry_of(suggestion(id=largest), Confirmed(TOPICS[:6]), dt.date(2027, 1, 1)), CHOICES, say),
        decline_form(largest, say),
        merge_form(largest, say),
        review_form(longest_entry("W"), None, say),
    ]
    for form in forms:
        made: Any = form.to_dict()
        assert len(made["title"]) <= MOST_TITLE
        assert len(made["custom_id"]) <= 100
        assert len(made["components"]) <= MOST_FIELDS
        for part in made["components"]:
            assert len(part["label"]) <= MOST_LABEL, part["label"]
            assert len(part.get("description") or "") <= MOST_HINT, part["description"]
            options = part["component"].get("options", [])
            assert len(options) <= MOST_OPTIONS
            assert [option["label"] for option in options if len(option["label"]) > MOST_OPTION] == []


@pytest.mark.parametrize("code", SHIPPED.codes)
def test_the_menus_of_the_settings_fit(code: str) -> None:
    say = SHIPPED.of(code)
    for name in SETTINGS:
        placeholder = say("Default: {otherwise}", otherwise=otherwise(name, say))
        assert len(placeholder) <= MOST_PLACEHOLDER, placeholder
        choices = choices_of(name, SHIPPED, say)
        assert len(choices) <= MOST_OPTIONS
        assert [words for words in choices.values() if len(words) > MOST_OPTION] == []
    assert len(say("Change")) <= MOST_BUTTON
