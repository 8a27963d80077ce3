"""How the client stands with Discord's gateway, shard by shard."""

import math
from collections.abc import Mapping

import discord
from msgspec import Struct


class Shard(Struct, frozen=True):
    """One connection to the gateway. `latency` is in seconds, and None until a heartbeat was answered."""

    connected: bool
    latency: float | None


def shards_of(client: discord.Client) -> Mapping[int, Shard]:
    """The shards that this process has, by number; empty until the first is connected."""
    if isinstance(client, discord.AutoShardedClient):
        return {number: _shard(not shard.is_closed(), shard.latency) for number, shard in client.shards.items()}
    return {client.shard_id or 0: _shard(client.ws.open, client.latency)} if client.ws else {}


def is_connected(client: discord.Client) -> bool:
    """Whether every shard is connected, and all servers of the bot were told at the start."""
    shards = shards_of(client)
    return bool(shards) and client.is_ready() and all(shard.connected for shard in shards.values())


def _shard(connected: bool, latency: float) -> Shard:
    return Shard(connected, latency if connected and math.isfinite(latency) else None)
