"""What members are told about entries that moderators pinned or hid."""

from bot.discord_app.ui.text import sentence, shown
from bot.language import Language, mark
from bot.store import Placement
from bot.store.tables.servers import Kind

PLACED: dict[Kind, str] = {
    "pinned": mark("Pinned by this server's moderators."),
    "hidden": mark("Hidden by this server's moderators."),
}


def placed_line(placed: Placement, say: Language) -> str:
    """Says that moderators pinned or hid an entry, with their note."""
    return f"**{say(PLACED[placed.kind])}** {shown(sentence(placed.note))}".strip()
