"""Comparisons on cards: every pair of the shipped entries fits, reads in order, and can be voted on."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
from msgspec.structs import replace

from bot.advise import Guide
from bot.advise.ranking.voice import SILENCE
from bot.advise.verdicts.compare import Comparison, compare
from bot.advise.wording.compose import reply_of
from bot.catalogue import Catalogue, Resource
from bot.discord_app.verdicts.comparison_card import comparison_card
from bot.language import ENGLISH
from bot.understand import ParsedQuery
from tests.support.base import IDS
from tests.support.made import voted
from tests.support.simulated.limits import assert_fits, sent
from tests.support.simulated.reading import TEXT, counted, reply, text, walk
from tests.support.simulated.server import Member, Server

ENTRIES = IDS
FASTAI, GOODFELLOW = "fastai-practical-deep-learning", "deep-learning-book"
NOTHING_ASKED = ParsedQuery(intent="compare")


def compared(catalogue: Catalogue, *ids: str, query: ParsedQuery = NOTHING_ASKED) -> Comparison:
    resources = [resource for id_ in ids if (resource := catalogue.get(id_))]
    return compare(resources, voted(dict.fromkeys(ids, 123_456)), query, say=ENGLISH)


def lines(components: list[dict[str, Any]]) -> list[str]:
    """The lines of a card as a member meets them."""
    return "\n".join(part["content"] for part in walk(components) if part["type"] == TEXT).split("\n")


@pytest.mark.parametrize("votable", [True, False])
@pytest.mark.parametrize("id_", ENTRIES)
async def test_every_pair_fits(server: Server, catalogue: Catalogue, id_: str, votable: bool) -> None:
    for other in ENTRIES:
        if other != id_:
            comparison = compared(catalogue, id_, other)
            components = await sent(server, comparison_card(comparison, votable=votable, say=ENGLISH))
            assert_fits(components)
            assert "…" not in str(components), f"something of {id_} and {other} was cut"


@pytest.mark.parametrize("votable", [True, False])
async def test_pairs_of_all_entries_fit(shipped: Catalogue, votable: bool) -> None:
    for first, second in pairwise(shipped):
        card = comparison_card(
            compare([first, second], SILENCE, NOTHING_ASKED, say=ENGLISH), votable=votable, say=ENGLISH
        )
        assert_fits(card.to_components())  # type: ignore[no-untyped-call]


def longest(catalogue: Catalogue, count: int) -> Sequence[Resource]:
    return sorted(catalogue, key=lambda entry: -sum(map(len, (entry.title, entry.url, *entry.good_for))))[:count]


@pytest.mark.parametrize("count", [3, 4])
async def test_the_longest_entries_fit(server: Server, guide: Guide, count: int) -> None:
    query = guide.parse("beginner, no heavy maths, free, a book, computer vision with pytorch, 5 hours a week")
    ids = [entry.id for entry in longest(guide.catalogue, count)]
    comparison = compared(guide.catalogue, *ids, query=query)

    components = await sent(server, comparison_card(comparison, votable=True, say=ENGLISH))

    assert_fits(components)
    assert lines(components)[-1].startswith("-# Understood: beginner, ")
    assert "From a curated list." in lines(components)[-1]


async def test_reads_in_order(server: Server, guide: Guide) -> None:
    query = guide.parse("beginner, light maths")
    comparison = compared(guide.catalogue, FASTAI, GOODFELLOW, query=query)

    shown = lines(await sent(server, comparison_card(comparison, votable=True, say=ENGLISH)))

    reply = reply_of(comparison, say=ENGLISH)
    assert shown[0] == f"{reply.answer} {reply.because}"
    assert shown[0].startswith("Take Practical Deep Learning for Coders if you want something for beginners")
    assert ", Deep Learning if you want " in shown[0]
    assert " I would take Practical Deep Learning for Coders. " in shown[0]
    assert shown[1].startswith("**A: [Practical Deep Learning for Coders](https://")
    assert shown[3].startswith("**B: [Deep Learning](https://")
    assert shown[5:-1] == [
        "**Level:** A: beginner to intermediate · B: intermediate to advanced",
        "**Maths:** A: light · B: heavy",
        "**Style:** A: hands-on · B: for looking things up",
        "**Format:** A: course · B: book",
        "**Hours:** A: 14 to 94 · B: not known",
        "**Tools:** A: fastai, PyTorch, transformers and gradio · B: none named",
        "**Year:** A: 2022 · B: 2016",
        "**Status:** A: current · B: dated, successor: Deep Learning: Foundations and Concepts (2024)",
    ]
    assert shown[-1].startswith("-# Understood: beginner, light maths. From a curated list.")


async def test_what_three_have_alike_is_left_out(server: Server, catalogue: Catalogue) -> None:
    comparison = compared(
        catalogue, "dls-sequence-models", "dls-convolutional-neural-networks", "dls-improving-deep-neural-networks"
    )

    shown = lines(await sent(server, comparison_card(comparison, votable=False, say=ENGLISH)))

    assert [line for line in shown if line.startswith("**Hours:** A: ")]
    assert not [line for line in shown if line.startswith("**Cost:**")]
    assert "Understood" not in "\n".join(shown)


@pytest.mark.parametrize("votable", [True, False])
async def test_votes_stand_on_the_buttons_where_there_is_a_server(
    server: Server, catalogue: Catalogue, votable: bool
) -> None:
    components = await sent(
        server, comparison_card(compared(catalogue, FASTAI, GOODFELLOW), votable=votable, say=ENGLISH)
    )

    labels = [part["label"] for part in walk(components) if part["type"] == 2]
    assert labels == (["Helpful · 123456"] * 2 if votable else [])


async def test_a_vote_on_a_comparison_counts(maya: Member, catalogue: Catalogue) -> None:
    card = comparison_card(
        compare(
            [entry for id_ in (FASTAI, GOODFELLOW) if (entry := catalogue.get(id_))],
            SILENCE,
            NOTHING_ASKED,
            say=ENGLISH,
        ),
        votable=True,
        say=ENGLISH,
    )
    channel = maya.server.env.bot.get_partial_messageable(maya.server.channel.id)
    card.stop()
    message = await channel.send(view=card)

    press = await maya.actor.click(message, custom_id=f"vote:1:{GOODFELLOW}")

    assert counted(press) == ["Helpful", "Helpful · 1"]


async def test_alike_in_everything_is_said_so(catalogue: Catalogue) -> None:
    entry = next(iter(catalogue))
    twin = replace(entry, id="twin")
    card = comparison_card(compare([entry, twin], SILENCE, NOTHING_ASKED, say=ENGLISH), ENGLISH, votable=False)

    assert "In everything I compare, they are alike." in lines(card.to_components())  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("second", ["fast.ai", "fats.ai", "https://course.fast.ai", FASTAI])
async def test_one_entry_under_two_names_is_one_verdict_with_each_button_once(maya: Member, second: str) -> None:
    """Discord takes no message with two buttons of one id."""
    card = reply(await maya.actor.slash(maya.server.channel, "compare", first="fast.ai", second=second))
    pressed = [part["custom_id"] for part in walk(card.components) if part.get("custom_id")]
    assert "Yes, Practical Deep Learning for Coders is" in text(card)
    assert f"vote:1:{FASTAI}" in pressed
    assert len(pressed) == len(set(pressed))
