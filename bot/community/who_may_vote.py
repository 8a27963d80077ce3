"""Who may vote, suggest and review in a server: the age of an account and of a membership, and a role."""

from msgspec import Struct

from bot.language import mark

DAY = 86_400
BLOCKED = mark(
    "This server's moderators have blocked you from voting, suggesting and reviewing here. If that "
    "seems wrong, ask them."
)
ROLE_NEEDED = mark("To vote, suggest or review here you need the role {role}. Ask this server's moderators for it.")
ACCOUNT_TOO_NEW = mark("You can vote, suggest and review here from {when}: your account is still new.")
JOINED_RECENTLY = mark("You can vote, suggest and review here from {when}: you only joined recently.")


class Gates(Struct, frozen=True):
    """What a server asks of voters; the defaults apply where its moderators chose nothing."""

    account_days: int = 7
    member_days: int = 1
    voter_role: int | None = None


class Standing(Struct, frozen=True):
    """What Discord says of a member, in seconds since 1970. `joined_at` is None where it does not say."""

    account_from: float
    joined_at: float | None
    roles: frozenset[int] = frozenset()
    blocked: bool = False


class Refusal(Struct, frozen=True):
    """Why a member may not vote, as a sentence for them, with when they may (`until`) or the `role` they need."""

    sentence: str
    until: float | None = None
    role: int | None = None


def refusal(standing: Standing, gates: Gates, now: float) -> Refusal | None:
    """What keeps this member from voting now; None where nothing does. Of two waits the longer one counts."""
    if standing.blocked:
        return Refusal(BLOCKED)
    if gates.voter_role is not None and gates.voter_role not in standing.roles:
        return Refusal(ROLE_NEEDED, role=gates.voter_role)
    joined_at = now if standing.joined_at is None else standing.joined_at
    waits = (
        (standing.account_from + gates.account_days * DAY, ACCOUNT_TOO_NEW),
        (joined_at + gates.member_days * DAY, JOINED_RECENTLY),
    )
    until, sentence = max(waits)
    return Refusal(sentence, until) if until > now else None
