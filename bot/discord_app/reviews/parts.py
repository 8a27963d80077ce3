"""Members' reviews: what leads to them from a verdict, and all that can be pressed or sent."""

from collections.abc import Iterator
from typing import Any

from discord import ui

from bot.discord_app.reviews.judge import JudgeButton
from bot.discord_app.reviews.pages import ReviewsButton
from bot.discord_app.reviews.report import ReportButton
from bot.discord_app.reviews.write import DeleteButton, ReviewForm, WriteButton
from bot.discord_app.ui.forms import Form
from bot.language import ENGLISH, Language

MEMBER_REVIEWS_ITEMS: tuple[type[ui.DynamicItem[Any]], ...] = (
    WriteButton, ReviewsButton, DeleteButton, ReportButton, JudgeButton,
)  # fmt: skip
MEMBER_REVIEWS_FORMS: tuple[type[Form], ...] = (ReviewForm,)


def review_buttons(resource_id: str, say: Language = ENGLISH, *, written: bool) -> Iterator[ui.Item[Any]]:
    """The buttons for a verdict in a server; `written`: whether there is a review to read."""
    yield WriteButton(resource_id, say)
    if written:
        yield ReviewsButton(resource_id, say=say)
