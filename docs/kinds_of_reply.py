"""Every kind of reply, had from the local page as members and moderators have it."""

import re
from collections.abc import Iterator
from functools import partial

from local_page import answer, choose, form_of, reply_to, view_as, write
from playwright.sync_api import Locator, Page

Shown = tuple[str, Locator | None]
"""The name of a kind of reply, and where it is shown; None where it could not be had."""
ASKED = (
    ("note", "/ask I know Python, how do I get into deep learning?"),
    ("subject", "/ask free course on computer vision, no heavy maths"),
    ("term", "/ask what is dropout?"),
    ("unsure", "/ask is it normal that mine takes so long"),
    ("out-of-scope", "/ask what will the weather be like tomorrow?"),
    ("thanks", "/ask thanks a lot!"),
    ("other-language", "/ask quiero aprender deep learning desde cero, ¿qué libro me recomiendas?"),
    ("no-match", "/recommend a community for time series"),
    ("which", "/review neural networks and deep learning"),
    ("compare", "/compare fast.ai and the keras book"),
    ("path-route", "/path computer vision"),
    ("path", "/path ready for the goodfellow book, I know Python and maths"),
)
CHOSEN = {"next": "next", "progress": "my progress", "browse": "browse", "top": "top", "help": "help", "about": "about"}
MODERATING = {"server-queue": "server queue", "server-settings": "server settings", "server-stats": "server stats"}
MORE, CLOSER, CHANGE, DID, APPROVE = "More( picks)?", "Look closer", "Change.*", "I did this", "Approve"
FOLLOW_UP = "@DL Guide a course instead"
VOTES = (("tom", 2), ("lena", 1), ("maya", 3))
"""Who votes for how many of the first picks; the last stays who looks at the page."""
SUGGESTED = (
    "Graph Gossip",
    "https://gossip.example/show?utm_source=letter",
    "Short talks with people who work on graph networks, with notes to read along.",
    "people who commute and know the basics",
)


def kinds_of_reply(page: Page) -> Iterator[Shown]:
    """Each kind of reply on a page just opened, in an order in which one leads to the next."""
    yield "hello", page.get_by_role("log").get_by_role("article").first
    yield from _recommended(page)
    for name, line in ASKED:
        yield name, reply_to(page, partial(write, page, line))
    yield from _reviewed(page)
    for name, command in CHOSEN.items():
        yield name, reply_to(page, partial(write, page, f"/{command}", listed=True))
    yield from _suggested(page)


def _recommended(page: Page) -> Iterator[Shown]:
    picks = reply_to(page, partial(write, page, "/recommend beginner math-light"))
    yield "recommend", picks
    for member, votes in VOTES:
        view_as(page, member)
        for button in picks.locator(".section-accessory").get_by_role("button").all()[:votes]:
            reply_to(page, button.click)
    yield "recommend-voted", picks
    yield "more", _pressed(picks, MORE)
    yield "look-closer", _pressed(picks, CLOSER)
    yield from _form("change", picks, CHANGE)
    yield "follow-up", reply_to(page, partial(answer, picks, FOLLOW_UP))


def _reviewed(page: Page) -> Iterator[Shown]:
    verdict = reply_to(page, partial(write, page, "/review fast.ai"))
    yield "review", verdict
    yield "review-long", _pressed(verdict, MORE)
    yield "did-this", _pressed(verdict, DID)


def _suggested(page: Page) -> Iterator[Shown]:
    form = form_of(page, partial(choose, page, "suggest"))
    for field, text in zip(form.get_by_role("textbox").all(), SUGGESTED, strict=True):
        field.fill(text)
    form.get_by_role("combobox").click()
    page.get_by_role("option", name="podcast").click()
    yield "suggest", form
    yield "suggested", reply_to(page, form.get_by_role("button", name="Submit").click)
    waiting = page.get_by_role("log").get_by_role("article").filter(has=_button(page, APPROVE)).last
    yield "decide", waiting
    view_as(page, "rosa")
    for name, command in MODERATING.items():
        yield name, reply_to(page, partial(write, page, f"/{command}", listed=True))
    form = form_of(page, _button(waiting, APPROVE).click)
    yield "approve", form
    _fill_in(form)
    yield "approved", reply_to(page, form.get_by_role("button", name="Submit").click)
    yield "settled", page.get_by_role("log").get_by_role("article").filter(has_text=SUGGESTED[0]).last


def _fill_in(form: Locator) -> None:
    """Choose the first option wherever something must be chosen and nothing is."""
    for field in form.locator("[data-optional=false]").all():
        if field.locator("[aria-selected=true]").count():
            continue
        menu = field.get_by_role("combobox")
        menu.click()
        form.page.get_by_role("option").filter(visible=True).first.click()
        if menu.get_attribute("aria-expanded") == "true":  # several may be chosen
            menu.click()


def _form(name: str, message: Locator, label: str) -> Iterator[Shown]:
    """The form behind a button, which is closed again."""
    button = _button(message, label)
    if not button.count():
        yield name, None
        return
    yield name, form_of(message.page, button.click)
    message.page.keyboard.press("Escape")


def _pressed(message: Locator, label: str) -> Locator | None:
    button = _button(message, label)
    return reply_to(message.page, button.first.click) if button.count() else None


def _button(within: Locator | Page, label: str) -> Locator:
    return within.get_by_role("button", name=re.compile(f"^{label}$"))
