"""What Discord says of the bot: values in, findings out. `bot.doctor.asking` fetches the values."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from bot.doctor.finding import Finding, hint, ok, problem
from bot.doctor.permissions import ADMINISTRATOR, ATTACH_FILES, SEND_MESSAGES, VIEW_CHANNEL
from bot.run.shards import Shards

Json = Mapping[str, Any]
PRIVILEGED = {"Presence": 0b11 << 12, "Server Members": 0b11 << 14, "Message Content": 0b11 << 18}
"""The intents that Discord guards, by the flags of an application that has them on: for many servers, or for few."""
MOST_SKEW = 2.0
FEW_STARTS = 20
MOST_SERVERS = 2500
"""Servers that one shard may have."""
NOT_SYNCED = "Start the bot once with `dlguide run --sync`."


def clock(skew: float) -> Finding:
    """`skew`: seconds by which our clock is ahead of Discord's."""
    if abs(skew) <= MOST_SKEW:
        return ok("clock", "it agrees with Discord's")
    what = f"it is {abs(skew):.0f} s {'ahead of' if skew > 0 else 'behind'} Discord's"
    return problem("clock", what, "Let the machine sync its clock by network time (NTP): waits and dates need it.")


def application(told: Json) -> Iterator[Finding]:
    """How the application is set up in the developer portal."""
    if told.get("interactions_endpoint_url"):
        what = "it has an interactions endpoint URL, so commands and buttons go there and not to the bot"
        yield problem("application", what, "Clear that field in the developer portal (General Information).")
    if told.get("bot_require_code_grant"):
        what = "it requires a code grant, which keeps servers from adding it"
        yield problem("application", what, "Turn that off in the developer portal (Bot).")
    if told.get("bot_public") is False:
        what = "it is not public: only its owner can add it to servers"
        yield hint("application", what, "To let others add it, turn Public Bot on in the developer portal (Bot).")
    on = [name for name, flags in PRIVILEGED.items() if int(told.get("flags") or 0) & flags]
    if on:
        what = f"it has privileged intents that the bot does not use: {', '.join(on)}"
        yield hint("intents", what, "Turn them off in the developer portal (Bot).")
    else:
        yield ok("intents", "none of the privileged ones is on, and none is needed")


def commands(registered: Collection[str], ours: Collection[str]) -> Finding:
    """Whether Discord knows the commands that this version has."""
    missing, old = sorted(set(ours) - set(registered)), sorted(set(registered) - set(ours))
    if missing:
        what = "none is registered yet" if len(missing) == len(set(ours)) else f"missing: {', '.join(missing)}"
        return problem("commands", what, NOT_SYNCED)
    if old:
        return hint("commands", f"Discord still shows some that are gone: {', '.join(old)}", NOT_SYNCED)
    return ok("commands", f"all {len(set(ours))} are registered")


def sessions(told: Json, shards: Shards) -> Iterator[Finding]:
    """What the gateway recommends, and how often the bot may still start today."""
    recommended, limit = int(told["shards"]), told["session_start_limit"]
    if shards.count is not None and shards.count < recommended:
        what = f"SHARD_COUNT is {shards.count}, and Discord recommends {recommended}"
        yield hint("shards", what, f"Raise SHARD_COUNT to {recommended} before a shard has {MOST_SERVERS} servers.")
    else:
        yield ok("shards", f"{shards.count or recommended}; Discord recommends {recommended}")
    needed, remaining = len(shards.ids or ()) or shards.count or recommended, int(limit["remaining"])
    hours = int(limit["reset_after"]) / 3_600_000
    what = f"{remaining} of {limit['total']} session starts are left for the next {hours:.0f} hours"
    if remaining < needed:
        yield problem("starts", what, f"Wait until then: starting this process takes {needed}.")
    elif remaining < needed + FEW_STARTS:
        yield hint("starts", what, "Find out why the bot starts so often; after the last one Discord resets its token.")
    else:
        yield ok("starts", what)


def channel(server: int, permissions: int | None) -> Finding:
    """Whether the moderators of a server can be written to. `permissions` is None where the channel is not shown."""
    about, where = "moderators", f"the moderators' channel of server {server}"
    if permissions is None or not permissions & (VIEW_CHANNEL | ADMINISTRATOR):
        what = f"{where} is gone, or the bot may not see it"
        return problem(about, what, "Ask its moderators to choose one that the bot can see, in /server settings.")
    if permissions & ADMINISTRATOR:
        what = f"in server {server} the bot is an administrator, which it never needs"
        return hint(about, what, "Ask its moderators to remove that from the bot's role.")
    if not permissions & SEND_MESSAGES:
        return problem(about, f"the bot may not write in {where}", "Ask its moderators to allow Send Messages there.")
    if not permissions & ATTACH_FILES:
        what = f"the bot may not attach files in {where}: plans asked for by message come without their picture"
        return hint(about, what, "Ask its moderators to allow Attach Files there, if they like.")
    return ok(about, f"{where} can be written to")
