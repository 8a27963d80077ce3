"""The answers that the bot gives, as values. Discord's cards and the terminal show the same ones."""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from bot.advise.plans.plan import Plan
from bot.advise.plans.readiness import Readiness
from bot.advise.verdicts.compare import Comparison
from bot.advise.wording.reasons import NOTHING_TOLD
from bot.catalogue import Resource
from bot.catalogue.allowed_values import Choice
from bot.understand import ParsedQuery


class Pick(Struct, frozen=True):
    """One recommended entry. `votes` is the number of this server's members whom it helped.

    `line` says what it is for here; `whom` it is for, where that is told; `here` what the server says of it.
    """

    resource: Resource
    score: float
    reasons: tuple[str, ...]
    caveats: tuple[str, ...]
    votes: int = 0
    line: str = ""
    whom: str = ""
    here: tuple[str, ...] = ()


class Relaxation(Struct, frozen=True):
    """What giving up one condition would bring: how many entries, and one of them."""

    condition: str
    count: int
    example: Resource


class Recommendation(Struct, frozen=True):
    """Picks for a question, best first. `total` entries passed the filters; `message` says what picks cannot."""

    query: ParsedQuery
    picks: tuple[Pick, ...]
    total: int
    relaxations: tuple[Relaxation, ...] = ()
    message: str = ""


class Verdict(Struct, frozen=True):
    """Everything known about one entry, with this server's votes, its parts and entries like it.

    `readiness` is what stands between the asker and it, where something is known of them. `votes` is the number of
    members whom it helped; `misfits` those whom it was not right for, by reason, where enough of them say so.
    `unknown` are names asked about beside it that nothing here has.
    """

    resource: Resource
    votes: int
    whole: Resource | None
    parts: tuple[Resource, ...]
    similar: tuple[Resource, ...]
    readiness: Readiness | None = None
    misfits: Mapping[Choice, int] = NOTHING_TOLD
    unknown: tuple[str, ...] = ()


class WhichOne(Struct, frozen=True):
    """A question back: the name, as it was typed, may mean any of these. Without options nothing here has that name.

    `is_near`: nothing here has it, and the options are called nearly so.
    """

    name: str
    options: tuple[Resource, ...]
    is_near: bool = False


class Near(Struct, frozen=True):
    """A question that can be answered, by the id of its note."""

    id: str
    question: str


class Advised(Struct, frozen=True):
    """What a note or a subject (`source`, its id) says to this asker, as the anatomy of a reply has it.

    `near` are the nearest other questions, `checked` the day when it was last looked up. `further` are picks beyond
    those of the note, for who asks for more. `read_as` is the question that the note answers, where that may not be
    the one that was asked.
    """

    query: ParsedQuery
    source: str
    answer: str
    because: str
    picks: tuple[Pick, ...]
    next: str
    near: tuple[Near, ...]
    checked: date
    further: tuple[Pick, ...] = ()
    read_as: str = ""


class Written(Struct, frozen=True):
    """What the operator's language model wrote for this asker from our notes and entries, verified.

    `own` is our own reply, which would stand without it. `unsure` says what of the question it left open.
    """

    query: ParsedQuery
    own: "Answer"
    answer: str
    because: str
    picks: tuple[Pick, ...]
    next: str
    unsure: str
    checked: date


class Unsure(Struct, frozen=True):
    """That it is not clear what is asked, with the nearest questions that can be answered."""

    query: ParsedQuery
    near: tuple[Near, ...]


class Notice(Struct, frozen=True):
    """A sentence instead of resources: what is out of scope, and what can be asked.

    `light`: that nothing was asked which a longer answer would serve, as with thanks and what is off topic.
    """

    query: ParsedQuery
    message: str
    near: tuple[Near, ...] = ()
    light: bool = False


Review = Verdict | WhichOne
Answer = Advised | Recommendation | Verdict | WhichOne | Comparison | Plan | Written | Unsure | Notice
