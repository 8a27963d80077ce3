"""What the store relies on is asked of the server once connected: a pooler that drops it is told and named."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store import Ballot, PostgresAddress, Store, StoreUnusable, address_of
from bot.store.admin.examine_server import examine_server
from bot.store.alone import alone
from bot.store.database import BUSY_SECONDS
from bot.store.engines.postgres_kept import LIMITS, not_kept, of_a_pooler, pooler, settings
from bot.store.engines.postgres_lock import PROCESSES
from tests.support.clock import Clock
from tests.support.store.pooler import ALL_IGNORED, WHY_NO_POOLER, pooling
from tests.support.store.server import Server, query
from tests.support.store.striking import place, until

WANTED = settings(BUSY_SECONDS)
RELIED_ON = [name for name in WANTED if name not in ("application_name", "jit")]
needs_pooler = pytest.mark.skipif(bool(WHY_NO_POOLER), reason=WHY_NO_POOLER or "")


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ({}, []),
        ({"synchronous_commit": "remote_apply", "statement_timeout": "500", "lock_timeout": "1"}, []),
        ({"synchronous_commit": "local"}, ["synchronous_commit is local instead of on"]),
        ({"synchronous_commit": "off"}, ["synchronous_commit is off instead of on"]),
        ({"statement_timeout": "0"}, ["statement_timeout is 0 instead of 1000"]),
        ({"lock_timeout": "301"}, ["lock_timeout is 301 instead of 300"]),
        (
            {"default_transaction_isolation": "repeatable read", "idle_in_transaction_session_timeout": "0"},
            [
                "default_transaction_isolation is repeatable read instead of serializable",
                "idle_in_transaction_session_timeout is 0 instead of 10000",
            ],
        ),
    ],
)
def test_what_does_not_hold_is_told(found: dict[str, str], told: list[str]) -> None:
    assert not_kept(WANTED, WANTED | found) == told


@given(st.dictionaries(st.sampled_from(LIMITS), st.integers(-1, 20_000)))
def test_a_limit_may_be_shorter_but_not_longer_or_none(found: Mapping[str, int]) -> None:
    wrong = not_kept(WANTED, WANTED | {name: str(value) for name, value in found.items()})
    assert {one.split()[0] for one in wrong} == {n for n, v in found.items() if not 0 < v <= int(WANTED[n])}


@pytest.mark.parametrize("name", RELIED_ON)
def test_what_a_server_does_not_know_does_not_hold(name: str) -> None:
    assert len(not_kept(WANTED, {other: value for other, value in WANTED.items() if other != name})) == 1


@pytest.mark.parametrize(
    ("host", "named"),
    [
        ("aws-0-eu-central-1.pooler.supabase.com:6543", "Supabase's pooler"),
        ("bot.proxy-abc123.eu-west-1.rds.amazonaws.com:5432", "Amazon's RDS Proxy"),
        ("ep-cool-name-123-pooler.eu-central-1.aws.neon.tech", "Neon's pooler"),
        ("localhost:6432", "PgBouncer"),
        ("localhost:9999", "Pgpool-II"),
        ("db.abcdef.supabase.co:5432", "such as PgBouncer, Pgpool-II, RDS Proxy or Supabase's"),
        ("bot.abc123.eu-west-1.rds.amazonaws.com:5432", "such as"),
        ("localhost:5432", "such as"),
    ],
)
def test_a_pooler_is_named_by_its_address(host: str, named: str) -> None:
    address = address_of(f"postgresql://user:secret@{host}/name")
    assert isinstance(address, PostgresAddress)
    assert pooler(address).startswith(named)


@pytest.mark.parametrize(
    ("said", "is_one"),
    [
        ("unsupported startup parameter: default_transaction_isolation", True),
        ("unsupported startup parameter in options: jit", True),
        ("Feature not supported: RDS Proxy currently doesn't support command-line options.", True),
        ('prepared statement "__asyncpg_stmt_1__" does not exist', True),
        ('prepared statement "__asyncpg_stmt_1__" already exists', True),
        ('relation "vote" does not exist', False),
        ("the database system is starting up", False),
    ],
)
def test_a_pooler_is_known_by_what_it_refuses(said: str, is_one: bool) -> None:
    address = address_of("postgresql://user@localhost/name")
    assert isinstance(address, PostgresAddress)
    assert (of_a_pooler(said, address) is not None) == is_one


@pytest.fixture
def held_by_the_role(own_server: Server) -> Server:
    """A server that sets for the bot's user what the bot would say itself."""
    for name in RELIED_ON:
        query(own_server.dsn("postgres"), f"ALTER ROLE postgres SET {name} = '{WANTED[name]}'")
    return own_server


async def refused(address: PostgresAddress) -> str:
    with pytest.raises(StoreUnusable) as error:
        async with Store.open(address, Clock()):
            pass
    return str(error.value)


@needs_pooler
@pytest.mark.parametrize("mode", ["session", "transaction"])
async def test_a_pooler_that_drops_what_is_said_is_refused_before_anything_is_made(server: Server, mode: str) -> None:
    server.create("pooled")
    with pooling(server, mode, ALL_IGNORED) as port:
        address = address_of(f"postgresql://postgres:secret@127.0.0.1:{port}/pooled")
        assert isinstance(address, PostgresAddress)
        said = await refused(address)
        assert "default_transaction_isolation is read committed instead of serializable" in said
        assert "A pooler is in between (such as PgBouncer" in said
        assert "Give the address of the server itself" in said
        assert "secret" not in said
        with pytest.raises(StoreUnusable, match="A pooler is in between"):  # as the doctor asks
            await examine_server(address, 1)
    assert query(server.dsn("pooled"), "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]
    server.drop("pooled")


@needs_pooler
async def test_a_pooler_that_takes_nothing_at_the_start_is_named(server: Server) -> None:
    with pooling(server, "session", "extra_float_digits") as port:
        address = address_of(f"postgresql://postgres@127.0.0.1:{port}/postgres")
        assert isinstance(address, PostgresAddress)
        assert "that does not take what the bot needs (unsupported startup parameter: " in await refused(address)
        with pytest.raises(StoreUnusable, match="that does not take what the bot needs"):
            async with alone(address, "a bot", None):
                pass


@needs_pooler
async def test_a_pooler_of_sessions_will_do_where_the_role_says_it_all(held_by_the_role: Server) -> None:
    with pooling(held_by_the_role, "session", ALL_IGNORED) as port:
        address = address_of(f"postgresql://postgres@127.0.0.1:{port}/guide")
        async with alone(address, "a bot", None), Store.open(address, Clock()) as store:
            assert await store.votes.toggle(1, "book", 7) == Ballot(True, 1)


@needs_pooler
async def test_a_pooler_of_transactions_is_refused_all_the_same(held_by_the_role: Server) -> None:
    with pooling(held_by_the_role, "transaction", ALL_IGNORED) as port:
        address = address_of(f"postgresql://postgres@127.0.0.1:{port}/guide")
        assert isinstance(address, PostgresAddress)
        assert "gives one session of the server to several clients" in await refused(address)
        with pytest.raises(StoreUnusable, match="gives one session of the server to several clients"):
            async with alone(address, "a bot", None):
                pass
        assert query(held_by_the_role.dsn("guide"), "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'") == [
            (0,)
        ]


async def test_a_database_that_can_only_be_read_is_told(server: Server) -> None:
    server.create("frozen")
    query(server.dsn("postgres"), "ALTER DATABASE frozen SET default_transaction_read_only = on")
    assert "it can only be read there" in await refused(place(server, database="frozen"))
    query(server.dsn("postgres"), "ALTER DATABASE frozen RESET default_transaction_read_only")
    server.drop("frozen")


async def test_who_has_it_is_seen_from_outside(server: Server) -> None:
    server.create("seen")
    address = place(server, database="seen")
    async with alone(address, "a bot", [0, 1]):
        found = await examine_server(address, 1)
        assert [("dlguide process" in one, "shards 0,1" in one) for one in found.used_by] == [(True, True)]
    await until(lambda: not query(address.url, PROCESSES))
    assert (await examine_server(address, 1)).used_by == ()
    server.drop("seen")
