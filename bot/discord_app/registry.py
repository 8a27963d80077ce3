"""All that members can use: commands, what can be pressed, and forms; the latter are found by their custom ids."""

from typing import Any

from bot.discord_app.core.delivery import tell
from bot.discord_app.core.interaction import Interaction
from bot.discord_app.members.progress import PROGRESS_ITEMS, my, next_
from bot.discord_app.moderation.group import SERVER_ITEMS, server
from bot.discord_app.questions.browse import BROWSE_ITEMS, browse
from bot.discord_app.questions.buttons import BUTTONS
from bot.discord_app.questions.commands import COMMANDS
from bot.discord_app.reviews.parts import MEMBER_REVIEWS_FORMS, MEMBER_REVIEWS_ITEMS
from bot.discord_app.suggestions.suggest import SUGGEST_FORMS, SUGGEST_ITEMS, suggest
from bot.discord_app.ui.forms import Form, values_of
from bot.discord_app.votes.opinions import OPINIONS_ITEMS
from bot.discord_app.votes.top import top
from bot.language import mark

ALL_COMMANDS = (*COMMANDS, browse, next_, my, suggest, top, server)
ITEMS = (
    *BUTTONS, *PROGRESS_ITEMS, *BROWSE_ITEMS, *SUGGEST_ITEMS, *OPINIONS_ITEMS, *MEMBER_REVIEWS_ITEMS, *SERVER_ITEMS,
)  # fmt: skip
"""Everything that can be pressed or chosen, found by its custom id also on old messages."""
FORMS: tuple[type[Form], ...] = (*SUGGEST_FORMS, *MEMBER_REVIEWS_FORMS)
"""Every modal, found by its custom id also after a restart."""
KNOWN_IDS = frozenset(
    pattern.partition(":")[0]
    for pattern in (
        *(item.__discord_ui_compiled_template__.pattern for item in ITEMS),
        *(form.template.pattern for form in FORMS),
    )
)
"""What the custom ids of all these begin with."""
OLD_BUTTON = mark(
    "This button comes from another version of me and does nothing any more. Please ask again with /recommend."
)


async def submit(interaction: Interaction) -> None:
    """Hand what a modal sent to its kind."""
    custom_id = custom_id_of(interaction.data)
    for form in FORMS:
        if match := form.template.fullmatch(custom_id):
            await form.submitted(interaction, match, values_of(interaction))
            return
    await tell(interaction, OLD_BUTTON)


def custom_id_of(data: Any) -> str:
    """The id in the payload of a component or modal."""
    return str((data or {}).get("custom_id", ""))


def is_known(data: Any) -> bool:
    """Whether a component's payload has an id that one of our buttons answers to."""
    custom_id = custom_id_of(data)
    return any(item.__discord_ui_compiled_template__.fullmatch(custom_id) for item in ITEMS)
