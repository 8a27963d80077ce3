"""/review, as a member of a server sees it."""

import pytest

from bot.advise import Guide, Verdict
from bot.catalogue import Catalogue
from bot.discord_app.verdicts.cards import verdict_card
from bot.language import ENGLISH
from tests.support.simulated.closer import look_at
from tests.support.simulated.reading import TEXT, buttons, ids, reply, text, texts, vote_labels, walk
from tests.support.simulated.server import Member

MOST_WORDS, ROOM = 150, 15
"""Of a verdict at a glance; the small print takes the rest."""

NIELSEN = "neural-networks-and-deep-learning"
NG = "dls-neural-networks-and-deep-learning"


async def test_a_nickname_gets_the_verdict_at_a_glance(maya: Member) -> None:
    card = reply(await maya.review("fast.ai"))

    answer, title, fit, facts, small = texts(card)
    assert answer.startswith("Yes, Practical Deep Learning for Coders is one of the first I would recommend.")
    assert title.startswith("**[Practical Deep Learning for Coders](https://course.fast.ai/)**\n-# ")
    assert [line.partition(":**")[0] for line in fit.splitlines()] == ["**Good for", "**Not for", "**The gripe"]
    assert facts.splitlines()[0].startswith("-# Free · 14 to 94 hours · beginner to intermediate · ")
    assert "4.5 out of 5 by Atul Acharya" in facts.splitlines()[1]
    assert small.startswith("-# From a curated list.")
    assert vote_labels(card) == ["Helpful"]
    assert [button["label"] for button in buttons(card)][1:] == ["More", "I did this", "Write a review"]
    assert not card.ephemeral


async def test_every_verdict_is_read_at_a_glance(whole: Guide) -> None:
    long = {}
    for entry in whole.catalogue:
        verdict = whole.review(entry.id)
        assert isinstance(verdict, Verdict)
        parts = walk(verdict_card(verdict, ENGLISH, votable=True).to_components())  # type: ignore[no-untyped-call]
        words = " ".join(part["content"] for part in parts if part["type"] == TEXT).split()
        if len(words) + ROOM > MOST_WORDS:
            long[entry.id] = len(words)
    assert long == {}


async def test_the_long_form_has_everything(maya: Member, tom: Member) -> None:
    card = reply(await maya.review("fast.ai"))

    details = await look_at(tom, card)

    assert details.ephemeral
    assert "**Rating:** 4.5 out of 5 by Atul Acharya" in text(details)
    for heading in ("Status", "Good for", "Not for", "The gripe", "Level", "Hours", "Cost", "Similar"):
        assert f"**{heading}:**" in text(details)


async def test_an_unknown_name_beside_a_known_one_is_said_before_the_verdict(maya: Member) -> None:
    card = reply(await maya.actor.slash(maya.server.channel, "compare", first="fast.ai", second="foo bar"))

    said, answer, *_ = texts(card)
    assert said == 'Nothing in my list is called "foo bar".'
    assert answer.startswith("Yes, Practical Deep Learning for Coders")


async def test_a_name_nearly_that_of_an_entry_is_asked_about_with_it(maya: Member) -> None:
    card = reply(await maya.review("nd102"))

    assert texts(card)[0] == 'Nothing in my list is called "nd102". Did you mean one of these?'
    assert "Deep Learning Nanodegree" in text(card)
    assert len(buttons(card)) == 1


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

    assert text(card).startswith("No, ")
    assert " Take [Intro to TensorFlow for Deep Learning (Udacity ud187)](https://" in text(card)
    assert "Successor" not in text(card)
    assert "**Status:** No longer available." in text(await look_at(maya, card))


async def test_every_id_is_a_name(maya: Member, catalogue: Catalogue) -> None:
    for entry in catalogue:
        card = reply(await maya.review(entry.id))
        assert ids(card, "vote") == [entry.id]


async def test_a_review_without_a_rating_says_none(maya: Member, catalogue: Catalogue) -> None:
    unrated = next(entry for entry in catalogue if entry.rating is None and entry.reviews)

    card = reply(await maya.review(unrated.id))

    assert "**Rating:** none given" in text(await look_at(maya, card))


async def test_a_private_verdict_is_seen_by_nobody_else(maya: Member, tom: Member) -> None:
    card = reply(await maya.review("fast.ai", private=True))

    assert card.ephemeral
    assert not maya.server.channel.history(viewer=tom.actor)


async def test_the_votes_of_the_server_are_shown(maya: Member) -> None:
    card = reply(await maya.review("fast.ai"))
    await maya.vote(card, "fastai-practical-deep-learning")

    assert vote_labels(reply(await maya.review("fast.ai"))) == ["Helpful · 1"]
