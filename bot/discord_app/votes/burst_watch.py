"""Whether a press is part of a burst: the window in memory, and what is usual in the server by its stored votes."""

from bot.catalogue.allowed_values import Choice
from bot.community.bursts import Burst, Bursts, burst_of, limit_of
from bot.discord_app.votes.undelivered import Press
from bot.store import Store


async def burst_by(bursts: Bursts, store: Store, press: Press, choice: Choice, *, admitted: bool) -> Burst | None:
    """Note a press, even one that was refused. Returns the burst that it is part of, if there is one.

    The database is asked only where enough for a burst in a small server pressed at once.
    """
    server, resource_id, member = press
    against = choice != "helped"
    crowd = bursts.press(server, resource_id, member, store.now(), against=against, admitted=admitted)
    if crowd is None:
        return None
    new = await store.first_votes.new_among(server, crowd.members)
    if burst_of(crowd, new, limit_of(())) is None:
        return None
    return burst_of(crowd, new, limit_of(await store.first_votes.busiest(server, against=against)))
