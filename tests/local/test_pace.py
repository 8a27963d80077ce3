"""A session at the pace of a person, who never waits for an answer: the page never locks, and all is answered."""

from collections.abc import Mapping
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from bot.discord_app.questions.hello import EXAMPLES, SUGGEST_SOMETHING
from tests.support.local_page import answers, conversation

pytestmark = pytest.mark.trial

PAUSE_MILLISECONDS = 800, 2_500
KEY_MILLISECONDS, GLANCE_MILLISECONDS = 15, 150
PATIENCE_MILLISECONDS = 90_000
"""A busy machine answers late, but answers."""
COMMANDS = (
    "/review fast.ai", "/compare fast.ai and the keras book", "/path computer vision", "/recommend free book",
    "/recommend beginner math-light", "/ask where do I start?",
)  # fmt: skip
MENTIONS = (
    "@DL Guide a free book",
    "@DL Guide where do I start with computer vision?",
    "hey @dl guide, fast.ai or keras?",
)
CHATTER = ("anyone here?", "ok cool", "I tried that one /review was right")
MEMBERS = ("maya", "tom", "lena", "rosa")
DOES = ("command",) * 7 + ("mention",) * 3 + ("vote",) * 4 + ("try",) * 2 + ("view",) * 2 + ("chat", "form", "reload")


class Person:
    """Somebody at the page, who does things by chance and counts what has to be answered for all to see."""

    def __init__(self, page: Page, chance: Random) -> None:
        self.to_be_answered = 0
        self.refused: list[Mapping[str, Any]] = []
        self._page, self._chance = page, chance
        page.on("requestfinished", self._note)
        page.on("requestfailed", self._note)

    def act(self) -> None:
        """Do one thing."""
        getattr(self, f"_{self._chance.choice(DOES)}")()
        self._page.wait_for_timeout(self._chance.uniform(*PAUSE_MILLISECONDS))

    def _note(self, request: Request) -> None:
        if request.url.endswith("/api/action") and request.method == "POST" and (answer := request.response()):
            told = answer.json() if answer.ok else {"status": answer.status}
            if told.get("settlement") != "settled":
                self.refused.append({"asked": request.post_data, "told": told})

    def _say(self, line: str) -> None:
        box = self._page.locator("#channel-composer-input")
        expect(box).to_have_value("", timeout=PATIENCE_MILLISECONDS)  # the last line has left it
        box.click()
        self._page.keyboard.type(line, delay=KEY_MILLISECONDS)
        self._send()
        while box.input_value() and self._page.get_by_role("status").first.inner_text() != "Sending message…":
            self._send()  # the page was just busy, and the line is still there

    def _send(self) -> None:
        expect(self._page.get_by_role("button", name="Send", exact=True)).to_be_enabled(timeout=PATIENCE_MILLISECONDS)
        self._page.keyboard.press("Enter")
        self._page.wait_for_timeout(GLANCE_MILLISECONDS)

    def _command(self) -> None:
        self._say(self._chance.choice(COMMANDS))
        self.to_be_answered += 1

    def _mention(self) -> None:
        self._say(self._chance.choice(MENTIONS))
        self.to_be_answered += 1

    def _chat(self) -> None:
        self._say(self._chance.choice(CHATTER))

    def _try(self) -> None:
        label = EXAMPLES[self._chance.choice(("ask", "compare", "path"))].label
        conversation(self._page).get_by_role("button", name=label).first.click(timeout=PATIENCE_MILLISECONDS)
        self.to_be_answered += 1

    def _vote(self) -> None:
        votes = conversation(self._page).get_by_role("button", name="Helpful")
        if votes.count():
            votes.last.click(timeout=PATIENCE_MILLISECONDS)

    def _view(self) -> None:
        self._page.get_by_label("Viewing as").select_option(self._chance.choice(MEMBERS), timeout=PATIENCE_MILLISECONDS)

    def _form(self) -> None:
        button = conversation(self._page).get_by_role("button", name=SUGGEST_SOMETHING)
        button.first.click(timeout=PATIENCE_MILLISECONDS)
        self._page.get_by_role("button", name="Cancel").click(timeout=PATIENCE_MILLISECONDS)

    def _reload(self) -> None:
        expect(self._page.locator("#channel-composer-input")).to_have_value("", timeout=PATIENCE_MILLISECONDS)
        self._page.reload()


@pytest.mark.parametrize(("seed", "steps"), [(0, 5), *((seed, 20) for seed in range(1, 4))])
def test_a_session_at_human_pace_never_locks_and_all_is_answered(page: Page, seed: int, steps: int) -> None:
    person = Person(page, Random(seed))  # noqa: S311 - the same at each run
    for _ in range(steps):
        person.act()

    assert person.refused == []
    for_all = answers(page).filter(has_not_text="Only you can see this")
    expect(for_all).to_have_count(person.to_be_answered, timeout=PATIENCE_MILLISECONDS)
    expect(page.get_by_role("status").first).not_to_contain_text("uncertain")
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_enabled()
    assert person.refused == []
