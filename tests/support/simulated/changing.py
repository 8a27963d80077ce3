"""Changing what was understood of a question in the form below an answer, as members do it."""

from typing import Any

from simcord import InteractionResult, ResponseMessage

from tests.support.simulated.closer import id_of
from tests.support.simulated.reading import reply, walk
from tests.support.simulated.server import Member


async def form_of(member: Member, card: ResponseMessage) -> InteractionResult:
    """The form that Change opens."""
    return await member.press(card, id_of(card, "change"))


def filled(form: InteractionResult) -> dict[str, Any]:
    """What the form begins with, field by field."""
    assert form.modal
    fields = [part["component"] for part in walk(form.modal["components"]) if "component" in part]
    return {
        field["custom_id"]: [option["value"] for option in field["options"] if option.get("default")]
        if "options" in field else field.get("value")
        for field in fields
    }  # fmt: skip


async def sent(member: Member, form: InteractionResult, **fields: Any) -> ResponseMessage:
    """The answer to the form as it is filled, but for these fields."""
    values = {name: value for name, value in filled(form).items() if value}
    return reply(await member.actor.submit_modal(form, {**values, **fields}))
