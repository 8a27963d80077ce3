"""/review, as a member of a server sees it."""

import pytest

from bot.catalogue import Catalogue
from tests.support.simulated.reading import buttons, ids, reply, text, vote_labels
from tests.support.simulated.server import Member

NIELSEN = "neural-networks-and-deep-learning"
NG = "dls-neural-networks-and-deep-learning"


async def test_a_nickname_gets_the_verdict(maya: Member) -> None:
    card = reply(await maya.review("fast.ai"))

    shown = text(card)
    assert "[Practical Deep Learning for Coders](https://course.fast.ai/)" in shown
    assert "**Rating:** 4.5 out of 5 by Atul Acharya" in shown
    for heading in ("Status", "Good for", "Not for", "The gripe", "Level", "Hours", "Cost", "Similar"):
        assert f"**{heading}:**" in shown
    assert vote_labels(card) == ["Helped me · 0"]
    assert not card.ephemeral


async def test_links_to_the_resource_are_given(maya: Member) -> None:
    card = reply(await maya.review("fast.ai"))

    links = {button["label"]: button["url"] for button in buttons(card) if "url" in button}
    assert links["Open"] == "https://course.fast.ai/"


async def test_an_ambiguous_name_is_asked_back(maya: Member) -> None:
    card = reply(await maya.review("Neural Networks and Deep Learning"))

    assert "Which one do you mean?" in text(card)
    assert sorted(ids(card, "review")) == [NG, NIELSEN]


@pytest.mark.parametrize(("pressed", "maker"), [(NIELSEN, "Michael Nielsen"), (NG, "Andrew Ng")])
async def test_pressing_one_gives_its_verdict_to_the_presser(
    maya: Member, tom: Member, pressed: str, maker: str
) -> None:
    question = reply(await maya.review("Neural Networks and Deep Learning"))

    card = reply(await tom.press(question, f"review:1:{pressed}"))

    assert card.ephemeral
    assert maker in text(card)
    assert ids(card, "vote") == [pressed]


async def test_an_unknown_name_is_said_to_be_unknown(maya: Member) -> None:
    card = reply(await maya.review("xyzzy flurbo"))

    assert 'Nothing in my list is called "xyzzy flurbo".' in text(card)
    assert "/recommend" in text(card)
    assert not buttons(card)


async def test_an_empty_name_is_said_to_be_empty(maya: Member) -> None:
    card = reply(await maya.review(" "))

    assert "I need a name to look for." in text(card)


async def test_a_retired_entry_says_so_and_names_its_successor(maya: Member) -> None:
    card = reply(await maya.review("ud730"))

    assert "**Status:** Retired." in text(card)
    assert "**Successor:** [" in text(card)


async def test_every_id_is_a_name(maya: Member, catalogue: Catalogue) -> None:
    for entry in catalogue:
        card = reply(await maya.review(entry.id))
        assert ids(card, "vote") == [entry.id]


async def test_a_review_without_a_rating_says_none(maya: Member, catalogue: Catalogue) -> None:
    unrated = next(entry for entry in catalogue if entry.rating is None and entry.reviews)

    card = reply(await maya.review(unrated.id))

    assert "**Rating:** none given" in text(card)


async def test_a_private_verdict_is_seen_by_nobody_else(maya: Member, tom: Member) -> None:
    card = reply(await maya.review("fast.ai", private=True))

    assert card.ephemeral
    assert not maya.server.channel.history(viewer=tom.actor)


async def test_the_votes_of_the_server_are_shown(maya: Member) -> None:
    card = reply(await maya.review("fast.ai"))
    await maya.vote(card, "fastai-practical-deep-learning")

    assert vote_labels(reply(await maya.review("fast.ai"))) == ["Helped me · 1"]
