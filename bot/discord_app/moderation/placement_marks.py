"""What members are told of entries that moderators pinned or hid."""

from bot.discord_app.ui.text import sentence
from bot.language import Language, mark
from bot.store import Placement
from bot.store.tables.servers import Kind

PLACED: dict[Kind, str] = {
    "pinned": mark("Pinned in this server by its moderators."),
    "hidden": mark("Hidden in this server by its moderators."),
}


def placed_line(placed: Placement, say: Language) -> str:
    """That moderators pinned or hid an entry, and their note."""
    return f"**{say(PLACED[placed.kind])}** {sentence(placed.note)}".strip()
