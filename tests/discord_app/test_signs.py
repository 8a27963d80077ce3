"""What members typed, wherever it is shown: every sign is read as it was typed, and none of them does anything."""

from typing import Any

import pytest
import yaml
from simcord import Env

from bot.catalogue import Catalogue
from bot.community.exported import entries_as_yaml
from bot.store import Store
from tests.support.simulated.moderators import run
from tests.support.simulated.reading import acting, as_read, reply, text, told
from tests.support.simulated.server import Member, Server
from tests.support.simulated.suggesting import (
    QUESTION,
    Place,
    approve,
    decline,
    letter_to,
    place_of,
    suggest,
    words,
)

TITLES = (
    "C# in Depth *2* [sic]", "C++", "R", "D3", "alpha_beta ~2~ |x|", "1. <t:1:R> & <@1> @everyone",
    "# x < y > `z` \\ $x_1$",
    "کتاب\u200cهای یادگیری", "深層学習", "क्षेत्र 👩\u200d💻 ❤\ufe0f", "- a __b__ ||c||",
)  # fmt: skip
WHY = "Free talks about graph networks: takes <10 hours, 5 * 3 * 2, ~2 a_week_, #1 for x < y [sic] @here."
AUDIENCE = "- beginners <@2> with **no** maths"
BREAKS = ("<@", "<t:", "@everyone", "@here", "**no**", "||", "`z`", "__b__", "[sic](")


@pytest.fixture
async def place(server: Server, store: Store) -> Place:
    return await place_of(server, store)


@pytest.fixture
def nora(place: Place) -> Member:
    return place.moderator("nora")


def harmless(shown: str, *besides: str) -> None:
    """Nothing that was typed acts in a text; what the bot says `besides` does so on purpose."""
    for ours in besides:
        shown = shown.replace(ours, "")
    assert not [mark for mark in BREAKS if mark in acting(shown)], shown


@pytest.mark.parametrize("title", TITLES)
async def test_a_suggestion_is_read_as_it_was_typed_wherever_it_is_shown(
    env: Env, maya: Member, nora: Member, place: Place, title: str
) -> None:
    sent = await suggest(maya, title=title, why=WHY, audience=AUDIENCE)
    assert "is now with this server's moderators" in told(sent)
    card = words(place.posted)
    for typed in (title, WHY, AUDIENCE):
        assert typed in as_read(card)
    harmless(card, f"<@{maya.actor.id}>", "<t:")
    await approve(nora, place.posted)
    assert f'"{title}"' in as_read(letter_to(env, maya))
    harmless(letter_to(env, maya))

    channel = maya.server.channel
    picks = text(reply(await maya.recommend(QUESTION)))
    (resource,) = await _own(env, place)
    verdict = text(reply(await maya.actor.slash(channel, "review", name=resource.id)))
    listed = text(reply(await maya.actor.slash(channel, "browse", format="podcast")))
    progress = text(reply(await maya.run("my progress")))
    for shown in (picks, verdict, listed, progress):
        assert title in as_read(shown)
        harmless(shown)
    assert AUDIENCE in as_read(verdict)
    choices = await maya.choices("review", "name", title)
    assert any(choice["name"].startswith(title) for choice in choices) or len(title) < 3
    exported = yaml.safe_load(entries_as_yaml([resource], Catalogue(()), place.id, resource.verified.date))
    (entry,) = exported["resources"]
    assert (entry["title"], entry["summary"], entry["good_for"]) == (title, WHY, [AUDIENCE])


async def _own(env: Env, place: Place) -> Any:
    bot: Any = env.bot
    view = await bot.services.servers.of(place.id)
    return [entry for entry in view.guide.catalogue if entry.id.startswith("c-")]


async def test_a_reason_a_review_and_a_note_are_read_as_they_were_typed(
    env: Env, maya: Member, nora: Member, place: Place
) -> None:
    await suggest(maya)
    reason = "X < y, see https://evil.example/x, not *this* one @here"
    done = await decline(nora, place.posted, reason)
    for shown in (told(done), letter_to(env, maya), words(place.posted), text(reply(await maya.run("my progress")))):
        assert reason in as_read(shown)
        harmless(shown, f"<@{nora.actor.id}>", f"<@{maya.actor.id}>", "<t:", "**Why:**", "**Who it's for:**")
        assert "://" not in shown.replace("`https://gossip.example/show`", "")

    form = await maya.press(reply(await maya.review("fast.ai")), "write:1:fastai-practical-deep-learning")
    review = "Takes <10 hours a week_end_, I'd say ~8 for $x_1$ and [sic] @everyone"
    answer = await maya.actor.submit_modal(form, {"text": review, "audience": AUDIENCE})
    verdict = text(reply(await maya.review("fast.ai")))
    page = text(
        reply(await nora.press(reply(await nora.review("fast.ai")), "reviews:1:fastai-practical-deep-learning"))
    )
    for shown in (text(reply(answer)), verdict, page):
        assert review in as_read(shown)
        harmless(shown)
    assert f"For: {AUDIENCE}" in as_read(page)

    note = "# x_y_z <@3> first!"
    shown = text(reply(await run(nora, "pin", name="fast.ai", note=note)))
    assert note in as_read(shown)
    assert note in as_read(text(reply(await maya.review("fast.ai"))))


async def test_what_is_kept_of_a_link_is_told_where_it_is_not_what_was_typed(maya: Member, place: Place) -> None:
    kept = "I kept the link as"
    assert f"{kept} `https://x.example/a?ref=4045`" in told(
        await suggest(maya, url="https://x.example/a?ref=4045&utm_source=b#top")
    )
    assert kept not in told(await suggest(maya, title="Tensor Tales", url="https://y.example/a?tags=3"))
    draft = await suggest(maya, title="Deep Learning with Python", url="z.example")
    assert f"{kept} `https://z.example/`" in text(reply(draft))


@pytest.mark.parametrize(
    "url",
    ["http://arxiv.org/pdf/1706.03762v7", "https://huggingface.co/papers/1706.03762", "arxiv.org/abs/1706.03762#x"],
)
async def test_the_same_page_in_another_spelling_is_said_to_be_there(maya: Member, place: Place, url: str) -> None:
    await suggest(maya, title="Attention paper", url="https://arxiv.org/abs/1706.03762")
    again = await suggest(maya, title="Something else entirely", url=url)
    assert "same link; already suggested" in text(reply(again))
