"""Looking closer at the picks of an answer, as members do it."""

from simcord import ResponseMessage

from tests.support.simulated.reading import reply
from tests.support.simulated.server import Member
from tests.support.simulated.watch import usable


def id_of(message: ResponseMessage, kind: str) -> str:
    """The custom id of the one button or menu of this kind."""
    start = kind if ":" in kind else f"{kind}:1"
    (found,) = [id_ for id_ in usable(message) if id_.startswith(f"{start}:")]
    return found


async def look_at(member: Member, card: ResponseMessage, entry: str | None = None) -> ResponseMessage:
    """The details of a pick of the card, by default of the first."""
    details = reply(await member.press(card, id_of(card, "look")))
    if entry and f"against:1:{entry}" not in usable(details):
        await member.actor.select(details, [entry], custom_id=id_of(details, "closer"))
    return details


async def reasons_against(member: Member, card: ResponseMessage, entry: str) -> ResponseMessage:
    """The menu with what may be wrong with a pick for this member."""
    return reply(await member.press(await look_at(member, card, entry), f"against:1:{entry}"))
