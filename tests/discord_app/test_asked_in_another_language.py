"""A message in another language is answered, and told in that language that answers are in English."""

from typing import Any

import pytest
from simcord import Env, ResponseMessage

from bot.language.in_english import IN_ENGLISH
from tests.support.simulated.reading import reply, text, walk
from tests.support.simulated.server import Member

ASKED = (
    ("es", "quiero empezar con el libro de Géron o con fast.ai?"),
    ("fr", "je veux un livre gratuit avec pytorch"),
    ("pl", "czy kurs fast.ai jest dla mnie? nie znam matematyki"),
    ("hi-Latn", "mujhe free course chahiye deep learning ke liye"),
    ("ru", "какая книга по keras лучше?"),
    ("ja", "pytorchの無料コースを教えてください"),
)


def first_of(card: ResponseMessage) -> str:
    """The first thing that a card says."""
    return next(str(part["content"]) for part in walk(card.components) if part.get("content"))


@pytest.mark.parametrize(("code", "question"), ASKED)
async def test_it_is_said_first(maya: Member, code: str, question: str) -> None:
    card = reply(await maya.actor.slash(maya.server.channel, "ask", question=question))
    assert first_of(card) == f"-# {IN_ENGLISH[code]}"
    assert text(card).count(IN_ENGLISH[code]) == 1


async def test_names_in_it_are_used(maya: Member) -> None:
    card = reply(await maya.actor.slash(maya.server.channel, "ask", question="vale la pena fast.ai?"))
    assert "Practical Deep Learning for Coders" in text(card)


@pytest.mark.parametrize("command", ["recommend", "path"])
async def test_commands_with_options_say_it_too(maya: Member, command: str) -> None:
    told: dict[str, Any] = {"recommend": {"query": "quiero aprender keras"}, "path": {"goal": "quiero aprender keras"}}
    card = reply(await maya.actor.slash(maya.server.channel, command, level="beginner", **told[command]))
    assert first_of(card) == f"-# {IN_ENGLISH['es']}"


async def test_english_is_not_told(maya: Member) -> None:
    card = reply(await maya.recommend("beginner math-light"))
    assert not first_of(card).startswith("-# ")


async def test_a_direct_message_is_told(env: Env, maya: Member) -> None:
    await maya.actor.send_dm("ich brauche ein kostenloses Buch über PyTorch")
    assert IN_ENGLISH["de"] in str(env.http_requests[-1].json)
