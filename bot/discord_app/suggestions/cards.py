"""How suggestions are shown: to their senders, to a server that votes, to moderators, and to their authors."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.advise.wording.terms import KIND
from bot.catalogue.server_entries import own_id
from bot.community.duplicates import Near
from bot.community.suggestion_rules import Suggestion
from bot.discord_app.questions.buttons import verdict_button, vote_button
from bot.discord_app.ui.card import Card
from bot.discord_app.ui.text import plain, sentence, shorten, shown, within
from bot.language import Language, mark

TO_MODERATORS, TO_ALL = "suggestion:{}", "public:{}"
"""What the messages about a suggestion are noted under, with its id: the moderators' card and the server's."""
NEAR = {"address": mark("same link"), "name": mark("similar name")}
DECIDED = {
    "approved": mark("Approved by {who}."),
    "declined": mark("Declined by {who}: {reason}"),
    "merged": mark("Merged into {entry} by {who}."),
}
OUTCOMES = {
    "approved": mark("Now in this server's list: its moderators approved it."),
    "declined": mark("Not taken into this server's list."),
    "merged": mark("In the list already, as {entry}; votes for it count there."),
}
FATES = {
    "open": mark("waiting for the moderators"),
    "approved": mark("approved, and recommended there"),
    "declined": mark("declined: {reason}"),
    "merged": mark("already in the list, and merged with it"),
}
NOT_YET = mark(
    'Your suggestion "{title}" is not sent yet. If it is one of these, discard it; if not, send it anyway. I keep '
    "it for a day."
)
FOR_WHOM = mark("Who it's for:")
UNSEEN = mark("Moderators haven't looked at it yet: open the link with care.")


def draft_card(draft: Suggestion, near: Iterable[Near], say: Language) -> Card:
    """What a suggestion may be the same as, each with a button that opens its verdict."""
    card = Card()
    card.text(f"## {say('Is it one of these?')}", say(NOT_YET, title=shown(draft.title)))
    for other in near:
        card.line()
        lines = f"**{shown(other.title)}**", _likeness(other, say)
        if other.waits:
            card.text(*lines)
        else:
            card.section(verdict_button(other.id, say), *lines)
    return card


def _likeness(other: Near, say: Language) -> str:
    why = say(NEAR[other.why])
    return say("{why}; already suggested, waiting for the moderators", why=why) if other.waits else why


def public_card(suggestion: Suggestion, say: Language) -> Card:
    """A suggestion for everyone in the server, who may vote for it before the moderators decide."""
    card = Card()
    lines = list(suggestion_lines(suggestion, (), None, say))
    card.section(vote_button(own_id(suggestion.id), 0, say), f"## {say('Suggested here')}", *lines)
    card.foot(say(UNSEEN))
    return card


def public_outcome(done: Suggestion, votes: int, entry: str, say: Language) -> Card:
    """What became of a suggestion, for everyone in the server: neither who decided nor why. An approved one has its
    votes on. `entry` is the title of what it was merged into.
    """
    card, (title, address, who, *_) = Card(), suggestion_lines(done, (), None, say)
    outcome = f"**{say(OUTCOMES[done.state], entry=shown(entry))}**"
    if done.state == "approved":
        card.section(vote_button(own_id(done.id), votes, say), title, address, who, outcome)
    else:
        card.text(title, address, who, outcome)
    return card


def settled_card(done: Suggestion, outcome: str, say: Language) -> Card:
    """A suggestion that was decided on, for moderators: all about it, and `outcome`, who decided what."""
    card = Card()
    card.text(*fitted(suggestion_lines(done, (), None, say), card.room - len(outcome)))
    card.text(outcome)
    return card


def suggestion_lines(suggestion: Suggestion, near: Sequence[Near], votes: int | None, say: Language) -> Iterator[str]:
    """Everything about a suggestion, a line each, its title first. The address is shown as text, not as a link."""
    yield f"**{shown(suggestion.title)}**"
    yield f"`{suggestion.url}`"
    who = f"<@{suggestion.user_id}>" if suggestion.user_id else say("a member")
    yield f"-# {say(KIND[suggestion.format])} · {say('suggested by {who}', who=who)} · <t:{suggestion.created_at}:R>"
    yield f"**{say('Why:')}** {shown(suggestion.why)}"
    yield f"**{say(FOR_WHOM)}** {shown(suggestion.audience)}"
    if near:
        listed = "; ".join(f"{shown(other.title)} ({_likeness(other, say)})" for other in near)
        yield f"**{say('May be the same as:')}** {listed}"
    if votes is not None:
        yield f"**{say('Votes so far:')}** {votes}"


def fitted(lines: Iterable[str], room: int) -> list[str]:
    """The lines of a suggestion in so many characters; title and address stay whole."""
    title, address, *rest = lines
    return within(room, f"{title}\n{address}", *rest)


def decision(suggestion: Suggestion, entry: str, say: Language) -> str:
    """Who decided what; `entry` is the title of what it was merged into."""
    who = f"<@{suggestion.decided_by}>" if suggestion.decided_by else say("a moderator")
    return say(DECIDED[suggestion.state], who=who, reason=shown(sentence(suggestion.reason or "")), entry=shown(entry))


def own_suggestions(found: Sequence[Suggestion], servers: Mapping[int, str], say: Language) -> Iterator[str]:
    """The lines that tell a member what became of what they suggested; `servers` has the names by id."""
    if found:
        yield f"**{say('Your suggestions')}**"
    for suggestion in found:
        fate = say(FATES[suggestion.state], reason=shown(suggestion.reason or ""))
        server = plain(servers.get(suggestion.guild_id, ""), 60) or say("a server I'm no longer in")
        yield f"- {shown(suggestion.title)} ({server}): {shorten(fate, 200)}"
