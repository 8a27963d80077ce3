"""Every kind of card from any text: a server full of what members wrote, and cards of it for any question."""

import contextlib
import datetime as dt
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any, get_args

import msgspec

from bot.advise import Filters, Guide
from bot.advise.asked_again import Asked, more
from bot.advise.forms.question_ids import encode_within
from bot.advise.ranking.browse import page
from bot.catalogue.allowed_values import CHOICES, COSTS, FORMATS, LEVELS, MATHS, TOPICS, Style
from bot.catalogue.server_entries import own_id
from bot.community.duplicates import near_duplicates
from bot.community.entry import confirmed, entry_of
from bot.community.reviews import LONGEST, LONGEST_AUDIENCE, fault_of
from bot.community.suggestion_rules import LONGEST_TITLE, LONGEST_WHY, Suggestion, wrong_words
from bot.community.top import most_helpful
from bot.discord_app.core.outages import Outages
from bot.discord_app.members.progress import progress_card
from bot.discord_app.moderation.access import Moderation
from bot.discord_app.moderation.placement_menu import kept_card
from bot.discord_app.questions.browse import browse_card
from bot.discord_app.questions.buttons import MOST_QUESTION
from bot.discord_app.questions.reading_queue import ReadingQueue
from bot.discord_app.questions.replies import Replies
from bot.discord_app.reviews.judge import reported_card
from bot.discord_app.reviews.pages import ReviewPage, page_card
from bot.discord_app.servers.views import LONGEST_NOTE, ServerViews
from bot.discord_app.suggestions.cards import draft_card, public_card
from bot.discord_app.suggestions.queue import queue_card, suggestion_card
from bot.discord_app.ui.card import Card
from bot.discord_app.ui.text import kept, plain
from bot.discord_app.votes.burst_presses import flag_cards
from bot.discord_app.votes.top import scope_of, top_card
from bot.discord_app.votes.top_picture import chart
from bot.language import ENGLISH, Language
from bot.store import MemberReview, Placement, Store
from trials.sendable import assert_sendable

NOW = 1_800_000_000.0
TODAY = dt.datetime.fromtimestamp(NOW, dt.UTC).date()
SERVER, MEMBER = 1, 5000
"""No id of theirs stands in a text of the trials."""
FACETS: Mapping[str, tuple[Any, ...]] = {
    "level": LEVELS, "math": MATHS, "format": FORMATS, "cost": COSTS, "topic": TOPICS,
}  # fmt: skip


class Cards:
    """Makes cards in one server. The same chance makes the same cards."""

    def __init__(self, store: Store, replies: Replies, chance: Random) -> None:
        self._store = store
        self._replies = replies
        self._chance = chance
        self._suggestions: list[Suggestion] = []
        self._makers: tuple[tuple[Callable[[str], Awaitable[Card]], int], ...] = (
            (self._words, 25), (self._recommend, 20), (self._review, 15), (self._compare, 8), (self._path, 4),
            (self._next, 3), (self._browse, 3), (self._top, 2), (self._progress, 2), (self._reviews, 6),
            (self._draft, 5), (self._suggestion, 4), (self._queue, 4), (self._kept, 2), (self._moderators, 2),
            (self._note, 3),
        )  # fmt: skip

    async def check(self, text: str) -> None:
        """Make some card with this text, and see that Discord would take it. Raises what goes wrong."""
        makers, weights = zip(*self._makers, strict=True)
        card = await self._chance.choices(makers, weights)[0](text)
        assert_sendable(card.to_components())

    async def _words(self, text: str) -> Card:
        return await self._replies.to_words(text, self._marked() if self._chance.random() < 0.3 else {})

    async def _recommend(self, text: str) -> Card:
        query, filters = self._replies.guide.parse(text), self._filters()
        shown = self._chance.choice((0, 0, 0, 3, 6, 300, 999))
        if not shown:
            return await self._replies.recommend(query, filters)
        asked = Asked.read(encode_within(MOST_QUESTION, query, filters) or "", self._replies.guide)
        found = more(asked, self._replies.guide, self._replies.view.voice, shown)
        return self._replies.layout.further(found, shown, "l0")

    async def _review(self, text: str) -> Card:
        own = [entry.id for entry in self._replies.guide.catalogue if entry.id.startswith("c-")]
        name = self._chance.choice([text, text, *own])
        return await self._replies.review(name, self._marked() if self._chance.random() < 0.3 else {})

    async def _compare(self, text: str) -> Card:
        return await self._replies.compare([text, self._chance.choice((text[::-1], "fast.ai", self._entry().title))])

    async def _path(self, text: str) -> Card:
        return await self._replies.path(self._replies.guide.parse(text), self._filters(), self._marked())

    async def _note(self, text: str) -> Card:
        return await self._replies.note(self._chance.choice((text, *self._replies.guide.catalogue.advice.notes)))

    async def _next(self, text: str) -> Card:
        return await self._replies.next(self._marked())

    async def _browse(self, text: str) -> Card:
        number = self._chance.choice((1, 2, 100))
        found = page(self._replies.guide.index, self._filters(), number)
        return browse_card(found, self._replies.view.voice, say=self._replies.say, private=bool(number % 2))

    async def _top(self, text: str) -> Card:
        view, say, topic = self._replies.view, self._replies.say, self._chance.choice((None, *TOPICS))
        found = most_helpful(view.guide.index, view.voice.counts, topic)
        scope = scope_of("all", topic, say)
        return top_card(found, scope, chart(found, scope, say) if found else None, view.voice.pinned, say=say)

    async def _progress(self, text: str) -> Card:
        return progress_card(self._replies.guide.catalogue, dict(self._marked()), self._replies.say)

    async def _reviews(self, text: str) -> Card:
        made = [MemberReview(number, "x", 7, *_review_of(text), "shown", int(NOW)) for number in range(1, 6)]
        own = self._chance.choice((None, made[4]))
        shown = ReviewPage(self._entry(), made[: self._chance.randint(0, 4)], own, 2, goes_on=True)
        return page_card(shown, self._replies.say, moderates=self._chance.random() < 0.5)

    async def _draft(self, text: str) -> Card:
        made = suggestion_of(text, 77) or self._chance.choice(self._suggestions)
        return draft_card(
            made, near_duplicates(made.title, made.url, self._replies.guide.catalogue, self._suggestions), say=ENGLISH
        )

    async def _suggestion(self, text: str) -> Card:
        made = suggestion_of(text, 78) or self._chance.choice(self._suggestions)
        if self._chance.random() < 0.5:
            return public_card(made, self._replies.say)
        return await suggestion_card(self._replies, self._store, made)

    async def _queue(self, text: str) -> Card:
        return await queue_card(self._replies, self._store, self._chance.choice((0, 0, 3, 5, 1000)))

    async def _kept(self, text: str) -> Card:
        return kept_card(plain(text, 80) or "-", Moderation(SERVER, self._replies.view, self._replies.say))

    async def _moderators(self, text: str) -> Card:
        flags = await flag_cards(self._store, self._replies.view, self._replies.say)
        reported = await reported_card(self._store, self._replies.view, self._replies.say)
        return self._chance.choice([*flags, *filter(None, [reported])])

    def _entry(self) -> Any:
        return self._chance.choice(self._replies.guide.catalogue.resources)

    def _marked(self) -> Mapping[str, str]:
        return {self._entry().id: self._chance.choice(("done", "doing")) for _ in range(self._chance.randint(0, 30))}

    def _filters(self) -> Filters:
        said = {name: self._chance.choice((None, None, None, *words)) for name, words in FACETS.items()}
        return Filters(**said)

    def knows(self, suggestions: Sequence[Suggestion | None]) -> None:
        """Take note of what was suggested in the server."""
        self._suggestions = [suggestion for suggestion in suggestions if suggestion]


@contextlib.asynccontextmanager
async def cards(guide: Guide, say: Language, written: list[str], chance: Random) -> AsyncIterator[Cards]:
    """Cards of a server in which members wrote these texts, wherever something of theirs is shown."""
    with tempfile.TemporaryDirectory() as folder:
        async with Store.open(Path(folder) / "cards.db", lambda: NOW) as store:
            await _fill(store, guide, written, chance)
            views = ServerViews(store, store.now, Outages())
            views.take_up(guide)
            private, queue = chance.random() < 0.3, ReadingQueue()
            made = Cards(store, Replies(await views.of(SERVER), say, store, private=private, queue=queue), chance)
            made.knows([suggestion_of("a book on graphs", 79), *await store.suggestions.waiting(SERVER)])
            yield made
            queue.close()


async def _fill(store: Store, guide: Guide, written: list[str], chance: Random) -> None:
    """Suggestions, own entries, reviews, notes, votes and flags."""
    for number, text in enumerate(written, 1):
        entry = chance.choice(guide.catalogue.resources).id
        await _suggest(store, text, number, chance)
        review, audience = _review_of(text)
        if not fault_of(review, audience):
            await store.reviews.write(SERVER, entry, MEMBER + number, review, audience, id_=number)
            for reporter in (1001, 1002, 1003) if number % 2 else ():
                await store.reviews.report(SERVER, number, reporter)
        kind: Any = chance.choice(("pinned", "hidden"))
        if number <= 20:
            await store.servers.place(SERVER, Placement(entry, kind, kept(text, LONGEST_NOTE), None), MEMBER)
        await store.votes.toggle(SERVER, entry, MEMBER + number, chance.choice(CHOICES))
        await store.servers.block(SERVER, MEMBER + number, MEMBER)
    await store.flags.open(SERVER, guide.catalogue.resources[0].id, 0, len(written))


async def _suggest(store: Store, text: str, number: int, chance: Random) -> None:
    made = suggestion_of(text, number)
    if made is None:
        return
    await store.suggestions.add(made, lambda _: None)
    if number % 2:
        words: dict[str, list[Any]] = {
            "level": chance.sample(LEVELS, 1),
            "math": chance.sample(MATHS, 1),
            "cost": chance.sample(COSTS, 1),
        }
        words |= {"topics": chance.sample(TOPICS, 3), "style": chance.sample(get_args(Style), 1)}
        said = confirmed(words)
        assert said is not None
        entry = msgspec.json.encode(entry_of(made, said, TODAY)).decode()
        assert await store.suggestions.approve(SERVER, number, MEMBER, entry)
        await store.votes.toggle(SERVER, own_id(number), MEMBER + number)


def suggestion_of(text: str, number: int) -> Suggestion | None:
    """What /suggest makes of a text in every field; None where it is refused."""
    title, why, audience = text[:LONGEST_TITLE], text[:LONGEST_WHY], text[-LONGEST_TITLE:]
    if wrong_words(title, why, audience):
        return None
    return Suggestion(
        id=number,
        guild_id=SERVER,
        user_id=MEMBER + number,
        title=kept(title, LONGEST_TITLE),
        url=f"https://a.example/{number}",
        format=FORMATS[number % len(FORMATS)],
        why=kept(why, LONGEST_WHY),
        audience=kept(audience, LONGEST_TITLE),
        public=bool(number % 3),
        created_at=int(NOW),
    )


def _review_of(text: str) -> tuple[str, str]:
    """What the form of a review makes of a text in both fields."""
    return kept(text, LONGEST) or "-", kept(text[::-1], LONGEST_AUDIENCE) or "-"
