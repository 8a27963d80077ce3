"""What members and moderators do with the bot, one thing after the other, at random."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from random import Random
from typing import Any

import discord
from simcord import InteractionResult, MemberActor, ResponseMessage

from bot.catalogue.allowed_values import COSTS, FORMATS, LEVELS, MATHS, TOPICS
from bot.community.top import PERIODS
from tests.support.simulated.posting import post_buttons, post_menu
from tests.support.simulated.reading import BUTTON
from tests.support.simulated.watch import usable
from trials.texts import Texts
from trials.town import Server, Shown, Town

WORDS: Mapping[str, Sequence[Any]] = {
    "level": LEVELS, "math": MATHS, "format": FORMATS, "cost": COSTS, "topic": TOPICS, "private": (True, False),
    "period": PERIODS, "hours": (0.5, 5.0, 80.0), "weeks": (1.0, 12.0, 260.0), "off": (True, False),
    "days": (1, 30, 365),
}  # fmt: skip
COMMANDS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "ask": (("question",), ("private",)),
    "recommend": (("query",), ("level", "math", "format", "cost", "topic", "private")),
    "review": (("name",), ("private",)),
    "compare": (("first", "second"), ("private",)),
    "path": (("goal",), ("level", "math", "hours", "weeks", "cost", "private")),
    "browse": ((), ("level", "math", "format", "cost", "topic", "private")),
    "top": ((), ("period", "topic", "private")),
    "suggest": ((), ()), "next": ((), ()), "help": ((), ()), "about": ((), ()),
    "my progress": ((), ()), "my export": ((), ()), "my forget": ((), ()),
}  # fmt: skip
"""For each command what must be typed for it, and what may be chosen."""
USUAL = (20, 20, 14, 6, 3, 6, 4, 8, 4, 1, 1, 3, 1, 1)
AT_WORK: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "server settings": ((), ()), "server queue": ((), ()), "server stats": ((), ()), "server export": ((), ()),
    "server pin": (("name",), ("note", "days", "off")), "server hide": (("name",), ("note", "days", "off")),
}  # fmt: skip
COMPLETED = (
    ("recommend", "query"), ("review", "name"), ("compare", "first"), ("compare", "second"),
    ("server pin", "name"), ("server hide", "name"),
)  # fmt: skip
BUTTONS_LONG_AGO = (
    "vote:1:gone", "vote:9:x", "more:1:3:l0", "review:1:c-1", "note:1:gone", "draft:1:send:1", "decide:1:approve:99",
    "queue:1:0", "flag:1:counted:x:1", "flag:1:look:x:1", "bursts:1:decided", "judge:1:keep:1", "forget:0",
    "reviews:1:fast-ai", "settings:1:2", "anything else", "post:1", "write:1:gone", "delete-review:1:1", "change:1:l9",
    "look:1:000000", "mine:1:done:000000", "against:1:gone", "share:1:gone", "report:1:99999999999999999999",
    "page:1:9:x",
)  # fmt: skip
MENUS_LONG_AGO = (
    "fix:1:l9", "fix:1:l0.m1", "browse:1:level:x", "misfit:1", "mark:1", "lift:1:pinned", "set:1:language",
    "set:1:gone",
)  # fmt: skip
VALUES_LONG_AGO = ("level:guru", "done:gone", "neither", "outdated:gone", "x", "en", ":", "level:beginner", "a:b:c")
MOST_OWN = 12
"""Approved suggestions of a server, after which its moderators decline: what is stored shall not grow for ever."""
LONGEST_SENT = 1900
"""Characters of a message that leave room for a mention; simcord has nobody who pays for longer ones."""
BURST, FLOOD = 14, 45


class Doings:
    """People of a town at work. `do` does one thing and gives how many messages were sent with it to the bot."""

    def __init__(self, town: Town, texts: Texts, chance: Random) -> None:
        self._town = town
        self._texts = texts
        self._chance = chance
        self.messages = 0
        self._kinds: tuple[tuple[Callable[[Server], Awaitable[None]], float], ...] = (
            (self._command, 30), (self._press, 30), (self._type, 10), (self._message, 7), (self._apps_menu, 2),
            (self._moderate, 6), (self._decide, 5), (self._in_private, 4), (self._meddle, 1.5), (self._long_ago, 0.5),
            (self._burst, 0.15), (self._flood, 0.05), (self._block, 0.3),
        )  # fmt: skip

    async def do(self) -> None:
        """Let somebody do something, a while after the last."""
        kinds, weights = zip(*self._kinds, strict=True)
        self._town.env.backend.advance_clock(self._chance.expovariate(1 / 30))
        await self._chance.choices(kinds, weights)[0](self._chance.choice(self._town.servers))

    def text(self, longest: int = 6000) -> str:
        """A text as Discord can send it."""
        return self._texts.any()[:longest].encode("utf-8", "replace").decode()

    def _sent_text(self) -> str:
        """A message, of which Discord takes none that is blank."""
        typed = self.text(LONGEST_SENT)
        return typed if typed.strip() else "?"

    async def _command(self, server: Server) -> None:
        name = self._chance.choices(list(COMMANDS), USUAL)[0]
        await self._run(server, self._member(server), name, COMMANDS[name])

    async def _run(
        self, server: Server, actor: MemberActor, name: str, takes: tuple[tuple[str, ...], tuple[str, ...]]
    ) -> None:
        result = await actor.slash(server.channel, name, **self._options(takes))
        await self._goes_on(server, actor, result)

    def _options(self, takes: tuple[tuple[str, ...], tuple[str, ...]]) -> dict[str, Any]:
        typed, chosen = takes
        options: dict[str, Any] = {name: self._typed(name) for name in typed}
        for name in chosen:
            if self._chance.random() < 0.25:
                options[name] = self.text(200) if name == "note" else self._chance.choice(WORDS[name])
        return options

    def _typed(self, option: str) -> str:
        if option in ("name", "first", "second") and self._chance.random() < 0.7:
            return self._chance.choice(self._town.bot.guide.catalogue.resources).title
        return self.text()

    async def _press(self, server: Server) -> None:
        if server.shown:
            shown = self._chance.choice(server.shown)
            await self._use(server, shown.only or self._member(server), shown)

    async def _use(self, server: Server, actor: MemberActor, shown: Shown) -> None:
        """Press or choose something on a message."""
        parts = list(usable(shown.message).values())
        if len(await self._town.store.suggestions.entries(server.guild.id)) >= MOST_OWN:
            parts = [part for part in parts if not part["custom_id"].startswith("decide:1:approve")]
        if parts:
            part = self._chance.choice(parts)
            await self._goes_on(server, actor, await self._used(server, actor, shown.message, part))

    async def _used(
        self, server: Server, actor: MemberActor, message: ResponseMessage | discord.Message, part: dict[str, Any]
    ) -> InteractionResult:
        if part["type"] == BUTTON:
            return await actor.click(message, custom_id=part["custom_id"])
        offered: list[Any] = [option["value"] for option in part.get("options") or []]
        if not offered:
            offered = [server.staff] if part["custom_id"] == "set:1:queue_channel" else server.roles
        most = min(part.get("max_values", 1), len(offered))
        count = self._chance.randint(min(part.get("min_values", 1), most), most)
        return await actor.select(message, self._chance.sample(offered, count), custom_id=part["custom_id"])

    async def _goes_on(self, server: Server, actor: MemberActor, result: InteractionResult) -> None:
        """Keep what came back, and fill a form that was shown in."""
        server.keep(result, actor)
        if result.modal and self._chance.random() < 0.9:
            server.keep(await actor.submit_modal(result, self._filled(server, result.modal)), actor)

    def _filled(self, server: Server, modal: Mapping[str, Any]) -> dict[str, Any]:
        fields = [part.get("component") or part["components"][0] for part in modal["components"]]
        return {field["custom_id"]: self._value(field) for field in fields}

    def _value(self, field: Mapping[str, Any]) -> Any:
        if "options" in field:
            values = [option["value"] for option in field["options"]]
            return self._chance.sample(values, self._chance.randint(1, min(field.get("max_values", 1), len(values))))
        if field["custom_id"] == "url" and self._chance.random() < 0.8:
            return f"https://site-{self._chance.randrange(10**9)}.example/page"
        text = self.text().replace("://evil", "://kind")  # an address that is taken is shown
        if self._chance.random() < 0.6:
            text = f"{self._texts.question()}, with many words on what it is good for"
        if field["custom_id"] == "name":
            text = self._typed("name")
        least, most = field.get("min_length") or 1, field.get("max_length") or 4000
        return text[:most] if len(text[:most]) >= least else "It was good. " * 3

    async def _type(self, server: Server) -> None:
        command, option = self._chance.choice(COMPLETED)
        actor = self._chance.choice(server.moderators) if command.startswith("server") else self._member(server)
        typed = self._typed("name")[: self._chance.randint(0, 40)]
        await actor.autocomplete(server.channel, command, option, typed)

    async def _message(self, server: Server) -> None:
        """A mention, a message to somebody else, or a direct message."""
        actor, bot, typed = self._member(server), self._town.bot.user, self._sent_text()
        assert bot is not None
        how = self._chance.random()
        if how < 0.1:
            await actor.send(server.channel, f"{typed} ")
            return
        self.messages += 1
        channel = server.channel if how < 0.6 else actor.user.dm_channel
        if how < 0.6:
            await actor.send(channel, f"{typed} <@{bot.id}>")
        else:
            await actor.send_dm(typed)
        last = channel.last_message
        assert last is not None
        assert last.author == bot, f"no answer to the message {typed!a}"
        if how < 0.6:
            server.shown.append(Shown(last, None))

    async def _apps_menu(self, server: Server) -> None:
        actor = self._member(server)
        message = await actor.send(server.channel, self._sent_text())
        server.keep(await actor.context_menu(server.channel, "Answer this", message), actor)

    async def _moderate(self, server: Server) -> None:
        name = self._chance.choice(list(AT_WORK))
        await self._run(server, self._chance.choice(server.moderators), name, AT_WORK[name])

    async def _decide(self, server: Server) -> None:
        """Press something on what was posted for the moderators."""
        if posted := self._town.on_staff(server):
            await self._use(server, self._chance.choice(server.moderators), self._chance.choice(posted))

    async def _meddle(self, server: Server) -> None:
        """The same by somebody who is no moderator."""
        if posted := self._town.on_staff(server):
            await self._use(server, self._member(server), self._chance.choice(posted))

    async def _in_private(self, server: Server) -> None:
        """A command in direct messages."""
        user = self._member(server).user
        name = self._chance.choices(list(COMMANDS), USUAL)[0]
        await user.slash(name, **self._options(COMMANDS[name]))

    async def _long_ago(self, server: Server) -> None:
        """A press on a button, or a choice from a menu, of another version or of nobody."""
        actor, env = self._member(server), self._town.env
        if self._chance.random() < 0.5:
            custom_id = self._chance.choice(BUTTONS_LONG_AGO)
            message = await post_buttons(env, server.channel, custom_id)
            result = await actor.click(message, custom_id=custom_id)
        else:
            custom_id = self._chance.choice(MENUS_LONG_AGO)
            message = await post_menu(env, server.channel, custom_id, *VALUES_LONG_AGO)
            result = await actor.select(message, [self._chance.choice(VALUES_LONG_AGO)], custom_id=custom_id)
        await self._goes_on(server, actor, result)

    async def _burst(self, server: Server) -> None:
        """Many members vote for one entry at once."""
        entry = self._chance.choice(self._town.bot.guide.catalogue.resources).id
        message = await post_buttons(self._town.env, server.channel, f"vote:1:{entry}")
        for actor in self._chance.sample(server.members, min(BURST, len(server.members))):
            await self._goes_on(server, actor, await actor.click(message, custom_id=f"vote:1:{entry}"))

    async def _flood(self, server: Server) -> None:
        """One member asks again and again, until they are told to wait."""
        actor = self._member(server)
        for _ in range(FLOOD):
            server.keep(await actor.slash(server.channel, "recommend", query=self.text(200)), actor)

    async def _block(self, server: Server) -> None:
        options: dict[str, Any] = {"member": self._member(server), "off": self._chance.random() < 0.6}
        actor = self._chance.choice(server.moderators)
        server.keep(await actor.slash(server.channel, "server block", **options), actor)

    def _member(self, server: Server) -> MemberActor:
        return self._chance.choice(server.members)
