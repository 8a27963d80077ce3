"""Replies in the language of those who read them, and catalogues that say everything."""

import re
from collections.abc import Callable
from string import Formatter
from typing import Any

import pytest
import simcord.interactions
from babel.messages import Message
from babel.messages.pofile import read_po
from simcord import Env

from bot.catalogue import Catalogue
from bot.catalogue.allowed_values import FORMATS
from bot.community.entry import CHOICES
from bot.discord_app.reviews.write import review_form
from bot.discord_app.suggestions.decide import decline_form, merge_form
from bot.discord_app.suggestions.facets_form import approve_form
from bot.discord_app.suggestions.suggest import suggest_form
from tests.discord_app.strings import CODE, Text, said_by_code, said_of_skills, told_to_discord
from tests.support.base import languages
from tests.support.simulated.reading import counted, ids, reply, text, walk
from tests.support.simulated.server import Member, Server

CODES = languages().codes[1:]
NAME = re.compile(r"[-_\w]{1,32}")
"""What Discord takes as the name of a command or an option, in lower case besides."""
LONGEST = 100
"""Discord's limit for a description or a choice."""
LONGEST_LABEL = 45
"""Discord's limit for the heading of a modal and for the label of a field in it."""
KNOWLEDGE = frozenset(("whom", "project", "order", "caveat", "reason"))
"""The places of texts into which words of notes, routes and entries go, which are English."""
QUOTES = frozenset(("„“", "“”", "«»", "»«"))

Messages = dict[Text, Message]


@pytest.fixture(params=CODES)
def messages(request: pytest.FixtureRequest) -> Messages:
    """One shipped catalogue."""
    with (CODE / "language" / "translations" / f"{request.param}.po").open("rb") as file:
        entries = [entry for entry in read_po(file, locale=request.param) if entry.id]
    return {key(entry): entry for entry in entries}


def key(entry: Message) -> Text:
    texts = [entry.id] if isinstance(entry.id, str) else list(entry.id or ())
    return Text(texts[0], texts[1] if len(texts) > 1 else "", entry.context == "name")


def translations(entry: Message) -> list[str]:
    return [entry.string] if isinstance(entry.string, str) else list(entry.string or ())


def places(text: str) -> set[str]:
    return {place for _, place, _, _ in Formatter().parse(text) if place is not None}


async def test_a_catalogue_has_every_text_and_no_other(env: Env, messages: Messages) -> None:
    needed = said_by_code() | said_of_skills() | await told_to_discord(env.bot.tree)  # type: ignore[attr-defined]
    assert needed - messages.keys() == set()
    assert messages.keys() - needed == set()


def test_every_text_is_translated_with_the_same_places(messages: Messages) -> None:
    for text_, entry in messages.items():
        assert all(translations(entry)), text_
        assert not entry.fuzzy, text_
        for said in translations(entry):
            assert places(said) in (places(text_.text), places(text_.plural or text_.text)), text_


def test_what_stays_english_stands_by_itself(messages: Messages) -> None:
    """It goes into no foreign sentence, but stands in quotes or after a colon."""
    for text_, entry in messages.items():
        for place in KNOWLEDGE & places(text_.text):
            for said in translations(entry):
                before, _, after = said.partition(f"{{{place}}}")
                assert before.endswith(": ") or before[-1:] + after[:1] in QUOTES, said


async def test_what_discord_is_told_is_within_its_limits(env: Env, messages: Messages) -> None:
    for told_text in await told_to_discord(env.bot.tree):  # type: ignore[attr-defined]
        (said,) = translations(messages[told_text])
        assert len(said) <= LONGEST
        if told_text.is_name:
            assert NAME.fullmatch(said)
            assert said == said.lower()


@pytest.mark.parametrize("code", CODES)
async def test_what_modals_ask_for_is_within_discords_limits(code: str, catalogue: Catalogue) -> None:
    say = languages().of(code)
    approve = approve_form(1, {facet: [] for facet in CHOICES}, say)
    others = (
        suggest_form(FORMATS, say),
        decline_form(1, say),
        merge_form(1, say),
        review_form(next(iter(catalogue)), None, say),
    )
    for form in (approve, *others):
        assert len(form.title) <= LONGEST_LABEL
        for part in walk(form.to_dict()["components"]):
            if "component" in part:
                assert len(part["label"]) <= LONGEST_LABEL
            assert len(part.get("description") or "") <= LONGEST
            assert all(len(option["label"]) <= LONGEST for option in part.get("options", ()))


async def test_discord_is_told_of_commands_in_german(env: Env) -> None:
    (payload,) = [request.json or [] for request in env.http_requests if request.path.endswith("/commands")]
    recommend = next(command for command in payload if command["name"] == "recommend")
    assert recommend["name_localizations"]["de"] == "empfehlen"
    assert "passt" in recommend["description_localizations"]["de"]
    level = next(option for option in recommend["options"] if option["name"] == "level")
    assert level["name_localizations"]["de"] == "niveau"
    choice = level["choices"][0]
    assert (choice["value"], choice["name"]) == ("beginner", "beginner")
    assert choice["name_localizations"]["de"] == "Einsteiger"
    assert set(recommend["name_localizations"]) == set(CODES)


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Sets the languages that simcord tells of the member and of the server; by itself it knows English only."""
    made = simcord.interactions.base_payload

    def read_in(member: str, server: str) -> None:
        def payload(*args: Any, **options: Any) -> Any:
            record, sent = made(*args, **options)
            return record, {**sent, "locale": member, **({"guild_locale": server} if "guild_id" in sent else {})}

        monkeypatch.setattr(simcord.interactions, "base_payload", payload)

    return read_in


async def test_what_only_a_member_sees_is_in_their_language(maya: Member, reading: Callable[[str, str], None]) -> None:
    reading("de", "en-US")
    assert "Ich würde mit" in text(reply(await maya.recommend("beginner math-light", private=True)))
    assert "I would start with" in text(reply(await maya.recommend("beginner math-light")))
    assert "So fragst du mich" in text(reply(await maya.run("help")))


async def test_what_a_server_sees_is_in_its_language(maya: Member, reading: Callable[[str, str], None]) -> None:
    reading("en-US", "de")
    card = reply(await maya.recommend("beginner math-light"))
    assert "Ich würde mit" in text(card)
    assert "auf Englisch" in text(card)
    assert "Hilfreich · 1" in counted(await maya.vote(card, ids(card, "vote")[0]))


async def test_a_mention_is_answered_in_the_language_of_the_server(env: Env) -> None:
    guild = env.create_guild("Tiefe Lerner", preferred_locale="de")
    server = Server(env, guild, guild.create_text_channel("lernen"))
    maya = server.member("maya")
    await maya.actor.send(server.channel, f"<@{env.bot.user.id}> beginner math-light")  # type: ignore[union-attr]
    answer = server.channel.last_message
    assert answer is not None
    assert "Verstanden: Einsteiger, wenig Mathematik." in str(env.http_requests[-1].json)
