"""What was left open when a suggestion was approved, moderators can say later."""

import pytest
from simcord import InteractionResult

from bot.store import Store
from tests.support.simulated.closer import look_at
from tests.support.simulated.moderators import NO_MODERATOR, run
from tests.support.simulated.posting import post_buttons
from tests.support.simulated.reading import reply, text, told
from tests.support.simulated.server import Member, Server
from tests.support.simulated.suggesting import KNOWN, Place, approve, chosen, place_of, suggest, suggestion_id


@pytest.fixture
async def place(server: Server, store: Store) -> Place:
    return await place_of(server, store)


@pytest.fixture
def nora(place: Place) -> Member:
    return place.moderator("nora")


async def approved(maya: Member, place: Place, nora: Member, said: dict[str, list[str]]) -> str:
    """The id of an entry of which so much was said."""
    await suggest(maya)
    number = suggestion_id(place.posted)
    await approve(nora, place.posted, said)
    return f"c-{number}"


async def opened(moderator: Member, entry: str) -> InteractionResult:
    """Choose an entry of which something is not known in /server queue."""
    return await moderator.actor.select(reply(await run(moderator, "queue")), [entry], custom_id="complete:1")


async def test_what_was_not_known_is_asked_again_with_what_was_said(maya: Member, place: Place, nora: Member) -> None:
    entry = await approved(maya, place, nora, {"topics": ["graph", "ethics"], "math": ["light"]})
    shown = await opened(nora, entry)
    assert chosen(shown) == {"topics": ["graph", "ethics"], "level": [], "math": ["light"], "cost": [], "style": []}

    done = await nora.actor.submit_modal(shown, {"topics": ["graph"], "math": ["light"], "level": ["advanced"]})

    assert told(done) == "Saved. Still missing for Graph Gossip: style and cost."
    verdict = text(await look_at(maya, reply(await maya.review(entry))))
    assert "**Level:** advanced. **Maths:** needs only light maths. **Style:** not known." in verdict


async def test_once_all_is_known_nothing_is_asked(maya: Member, place: Place, nora: Member) -> None:
    entry = await approved(maya, place, nora, {"topics": ["graph"]})
    shown = await opened(nora, entry)

    assert told(await nora.actor.submit_modal(shown, KNOWN)) == "Thank you. I now know all I need about Graph Gossip."
    assert "complete:1" not in str(reply(await run(nora, "queue")).components)


async def test_only_moderators_may_when_they_choose_and_when_they_send(
    maya: Member, place: Place, nora: Member
) -> None:
    entry = await approved(maya, place, nora, {"topics": ["graph"]})
    queue, shown = reply(await run(nora, "queue")), await opened(nora, entry)
    place.demote(nora)

    assert NO_MODERATOR in told(await nora.actor.submit_modal(shown, KNOWN))
    assert NO_MODERATOR in told(await nora.actor.select(queue, [entry], custom_id="complete:1"))
    assert "**Level:** not known." in text(await look_at(maya, reply(await maya.review(entry))))


async def test_what_was_taken_back_meanwhile_is_left_alone(maya: Member, place: Place, nora: Member) -> None:
    entry = await approved(maya, place, nora, {"topics": ["graph"]})
    queue, shown = reply(await run(nora, "queue")), await opened(nora, entry)
    again = await post_buttons(nora.server.env, place.staff, f"reopen:1:{entry}")
    await nora.actor.click(again, custom_id=f"reopen:1:{entry}")

    assert "no longer in this server" in told(await nora.actor.submit_modal(shown, KNOWN))
    assert "no longer in this server" in told(await nora.actor.select(queue, [entry], custom_id="complete:1"))
