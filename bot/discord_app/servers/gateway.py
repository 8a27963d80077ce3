"""The client's connections to Discord's gateway, shard by shard."""

import math
from collections.abc import Mapping

import discord
from msgspec import Struct


class Shard(Struct, frozen=True):
    """One connection to the gateway. `latency` is in seconds, None until the first heartbeat is answered."""

    connected: bool
    latency: float | None


def shards_of(client: discord.AutoShardedClient) -> Mapping[int, Shard]:
    """This process's shards by number; empty until the first is connected."""
    return {number: _shard(shard) for number, shard in client.shards.items()}


def is_connected(client: discord.AutoShardedClient) -> bool:
    """Whether all shards of this process are connected."""
    shards, wanted = shards_of(client), client.shard_ids or range(client.shard_count or 1)
    return all(number in shards and shards[number].connected for number in wanted)


def _shard(shard: discord.ShardInfo) -> Shard:
    connected = not shard.is_closed()
    return Shard(connected, shard.latency if connected and math.isfinite(shard.latency) else None)
