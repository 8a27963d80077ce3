"""Everything members can use: commands, buttons, menus and forms, the latter three found by their custom ids."""

from bot.discord_app.core.persistent import Persistent
from bot.discord_app.members.progress import MEMBER_PARTS, my, next_
from bot.discord_app.moderation.group import SERVER_PARTS, server
from bot.discord_app.questions.browse import BROWSE_PARTS, browse
from bot.discord_app.questions.commands import COMMANDS
from bot.discord_app.questions.hello import try_one
from bot.discord_app.questions.help import HELP_COMMANDS, show
from bot.discord_app.questions.presses import ANSWER_PARTS, changed
from bot.discord_app.reviews.judge import judge
from bot.discord_app.reviews.pages import read
from bot.discord_app.reviews.report import report
from bot.discord_app.reviews.write import delete, write, written
from bot.discord_app.suggestions.complete import complete, completed
from bot.discord_app.suggestions.decide import decide, decided
from bot.discord_app.suggestions.queue import show_next
from bot.discord_app.suggestions.reopen import reopen
from bot.discord_app.suggestions.suggest import settle_draft, suggest, suggested
from bot.discord_app.verdicts.details import DETAIL_PARTS
from bot.discord_app.verdicts.presses import VERDICT_PARTS
from bot.discord_app.votes.top import top
from bot.discord_app.votes.voting import VOTE_PARTS
from bot.language import mark

ALL_COMMANDS = (*COMMANDS, *HELP_COMMANDS, browse, next_, my, suggest, top, server)
ITEMS: tuple[Persistent, ...] = (
    *VOTE_PARTS, *ANSWER_PARTS, *DETAIL_PARTS, *VERDICT_PARTS, *MEMBER_PARTS, *BROWSE_PARTS,
    try_one, settle_draft, decide, show_next, reopen,
    complete, write, read, delete, report, judge, *SERVER_PARTS, show,
)  # fmt: skip
"""All buttons and menus, also on old messages."""
FORMS: tuple[Persistent, ...] = (suggested, decided, completed, written, changed)
"""All forms, also after a restart."""
KNOWN_IDS = frozenset(one.kind for one in (*ITEMS, *FORMS))
"""The beginnings of all these custom ids."""
OLD_BUTTON = mark("This button is from another version of me and no longer works. Please ask again with /recommend.")
