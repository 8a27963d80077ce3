"""Bursts of votes as moderators see them: what happened, what each button does to how many votes, what was decided."""

from collections.abc import Iterator, Sequence

from bot.catalogue import Catalogue
from bot.catalogue.server_entries import is_own
from bot.discord_app.ui.card import Card
from bot.discord_app.ui.text import label, shorten
from bot.discord_app.votes.buttons import PRESSES, FlagPress, flag_button
from bot.language import Language, mark
from bot.store import Flag

TITLE = 100
WHILE_OPEN = mark(
    "Until you decide, further votes for it by such members are held too, and a button takes them along; votes of all "
    "others count as always. If nobody has decided by {until}, what is held counts. Nothing is deleted: whoever was "
    "left out can vote again."
)
NOTHING_HELD = mark(
    "Most of them can't vote here, so nothing is held; votes of those who can count as always. If nobody has closed "
    "this by {until}, it closes by itself."
)


OLD = {
    "counted": mark("**Counted** by {who} on {when}."),
    "dropped": mark("**Discarded** by {who} on {when}."),
}
CLOSED = mark("**Closed** by {who} on {when}. No vote was held.")
CLOSED_ITSELF = mark("**Closed** by itself on {when}. No vote was held.")


def flag_card(flag: Flag, catalogue: Catalogue, say: Language) -> Card:
    """A burst with its buttons, or with who decided what."""
    card = Card()
    card.text(f"## {say('Many votes at once')}", *_burst_lines(flag, catalogue, say))
    if flag.state == "open":
        card.text(*_choices(flag, say))
        card.text(say(WHILE_OPEN if flag.holds else NOTHING_HELD, until=_on(flag.until)))
        card.row([flag_button(press, flag, say) for press in _presses(flag)])
    else:
        card.text(outcome(flag, say))
    return card


def decided_card(flags: Sequence[Flag], catalogue: Catalogue, say: Language) -> Card:
    """What was decided on each of these bursts, by whom and when."""
    card = Card()
    card.text(f"## {say('Decided bursts of votes')}", "" if flags else say("No burst of votes was decided here yet."))
    for flag in flags:
        card.text(*_burst_lines(flag, catalogue, say), outcome(flag, say))
    return card


def who_decided(flag: Flag, say: Language) -> str:
    """Who decided, without a name where they had themselves forgotten."""
    return f"<@{flag.decided_by}>" if flag.decided_by else say("a moderator")


def outcome(flag: Flag, say: Language) -> str:
    """What became of the votes of a burst that is decided."""
    place = {"who": who_decided(flag, say), "when": _on(flag.decided_at or 0)}
    if flag.votes is None:  # an older decision: how many was not noted, and those left out were deleted
        return say(OLD[flag.state], **place)
    if not flag.votes:
        return say(CLOSED_ITSELF if flag.state == "expired" else CLOSED, **place)
    return _moved(flag, flag.votes, place, say)


def _moved(flag: Flag, votes: int, place: dict[str, str], say: Language) -> str:
    match flag.state:
        case "counted":
            return say.counted(
                "**Counted** by {who} on {when}: {count} vote.",
                "**Counted** by {who} on {when}: {count} votes.",
                votes,
                **place,
            )
        case "expired":
            return say.counted(
                "**Counted** on {when}, since nobody had decided: {count} vote.",
                "**Counted** on {when}, since nobody had decided: {count} votes.",
                votes,
                **place,
            )
        case "cleared":
            return say.counted(
                "**Left out** by {who} on {when}: {count} vote, which had counted before or was held.",
                "**Left out** by {who} on {when}: {count} votes, those that had counted before among them.",
                votes,
                **place,
            )
        case _:
            return say.counted(
                "**Left out** by {who} on {when}: {count} vote. Counted before, and still: {before}.",
                "**Left out** by {who} on {when}: {count} votes. Counted before, and still: {before}.",
                votes,
                before=flag.before,
                **place,
            )


def _burst_lines(flag: Flag, catalogue: Catalogue, say: Language) -> Iterator[str]:
    entry = catalogue.get(flag.resource_id)
    unlisted = say("A suggestion waiting for your decision") if is_own(flag.resource_id) else flag.resource_id
    yield f"**[{label(shorten(entry.title, TITLE))}]({entry.url})**" if entry else f"**{unlisted}**"
    yield say.counted(
        "{members} members who are new to voting here pressed to vote within {count} minute, which is unusual. I "
        "noticed this on {when}.",
        "{members} members who are new to voting here pressed to vote within {count} minutes, which is unusual. I "
        "noticed this on {when}.",
        max((flag.opened_at - flag.since) // 60, 1),
        members=flag.attempts,
        when=_on(flag.opened_at),
    )
    if flag.state == "open":
        yield f"**{say('Votes held:')}** {flag.votes}. **{say('Counted before I noticed:')}** {flag.before}."


def _presses(flag: Flag) -> Iterator[FlagPress]:
    """What moderators may press on a burst that is open: only what would change something."""
    if flag.votes:
        yield from ("counted", "dropped")
    else:
        yield "closed"
    if flag.before:
        yield "cleared"
    yield "look"


def _choices(flag: Flag, say: Language) -> Iterator[str]:
    """What each button does, with how many votes."""
    held, name = flag.votes or 0, {press: say(words) for press, words in PRESSES.items()}
    if held:
        yield f"- **{name['counted']}**: " + say.counted("{count} held vote counts.", "{count} held votes count.", held)
        yield f"- **{name['dropped']}**: " + say.counted(
            "{count} held vote doesn't count; counted before, and still: {before}.",
            "{count} held votes don't count; counted before, and still: {before}.",
            held,
            before=flag.before,
        )
    else:
        yield f"- **{name['closed']}**: " + say("no vote is held, so none changes.")
    if flag.before:
        yield f"- **{name['cleared']}**: " + say.counted(
            "{count} vote doesn't count any more: such members' votes from before I noticed, and what is held.",
            "{count} votes don't count any more: such members' votes from before I noticed, and what is held.",
            held + flag.before,
        )
    yield f"- **{name['look']}**: " + say("shows how many votes there are by then.")


def _on(moment: int) -> str:
    """A moment as Discord shows it to each reader."""
    return f"<t:{moment}:f>"
