"""The proxies of the environment: through which of them whom the bot reaches. Their passwords are never told."""

from collections.abc import Iterator

from bot.doctor.finding import Finding, ok, problem
from bot.run.proxy import DISCORD, shown
from bot.run.settings import Settings
from bot.run.written import InvalidSettings

ABOUT = "proxy"


def proxies(settings: Settings) -> Iterator[Finding]:
    """Through which proxy Discord and the language model's server are reached; nothing where there is no proxy."""
    whom = {"Discord": DISCORD} | ({"the model's server": settings.model.url} if settings.model else {})
    for name, address in whom.items():
        try:
            proxy = settings.proxies.of(address)
        except InvalidSettings as error:
            yield problem(ABOUT, str(error), f"Fix that first: {name} was not asked.")
        else:
            if proxy:
                yield ok(ABOUT, f"{name} is reached through {shown(proxy)}")
            elif settings.proxies.https or settings.proxies.http:
                yield ok(ABOUT, f"{name} is reached directly")
