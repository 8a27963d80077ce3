"""Which shards a process has, from what its operator wrote, and which servers are theirs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.run.shards import ONE, Shards

SERVERS = st.integers(0, 2**63 - 1)


@pytest.mark.parametrize(
    ("count", "ids", "found"),
    [
        (None, None, Shards()),
        ("4", None, Shards(4)),
        ("16", "0-3,8", Shards(16, (0, 1, 2, 3, 8))),
        ("16", " 8, 0 - 3 ", Shards(16, (0, 1, 2, 3, 8))),
        ("16", "7", Shards(16, (7,))),
        ("16", "3-3", Shards(16, (3,))),
    ],
)
def test_what_is_written_is_read(count: str | None, ids: str | None, found: Shards) -> None:
    assert Shards.read(count, ids) == found


@pytest.mark.parametrize(
    ("count", "ids", "said"),
    [
        ("0", None, "SHARD_COUNT is '0'; use a number from 1 to 10000"),
        ("-1", None, "SHARD_COUNT is '-1'"),
        ("four", None, "SHARD_COUNT is 'four'"),
        ("10001", None, "SHARD_COUNT is '10001'"),
        (None, "0-3", "SHARD_IDS needs SHARD_COUNT"),
        ("4", "4", "SHARD_IDS has 4; with SHARD_COUNT=4 they go from 0 to 3"),
        ("4", "0-99999", "SHARD_IDS has 99999; with"),
        ("4", "0-2,1-3", "SHARD_IDS has 1 twice"),
        ("4", "1,1", "SHARD_IDS has 1 twice"),
        ("4", "3-1", "SHARD_IDS has 3-1; write the smaller number first"),
        ("4", "1,,2", "use numbers and ranges such as 0-3,8"),
        ("4", "all", "use numbers and ranges such as 0-3,8"),
        ("4", "0-", "use numbers and ranges such as 0-3,8"),
        ("4", "-1", "use numbers and ranges such as 0-3,8"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_write(count: str | None, ids: str | None, said: str) -> None:
    with pytest.raises(ValueError, match=said.replace("(", r"\(")):
        Shards.read(count, ids)


@given(SERVERS, st.integers(1, 200), st.data())
def test_every_server_is_of_exactly_one_process(server: int, count: int, data: st.DataObject) -> None:
    owners = data.draw(st.lists(st.integers(0, 2), min_size=count, max_size=count))
    processes = [
        Shards(count, tuple(id_ for id_, owner in enumerate(owners) if owner == process)) for process in range(3)
    ]
    assert [process.has(server) for process in processes].count(True) == 1
    assert [process.leads for process in processes].count(True) == 1


@given(SERVERS)
def test_a_process_without_ids_has_every_server(server: int) -> None:
    assert all(shards.has(server) and shards.leads for shards in (Shards(), ONE, Shards(7)))


@pytest.mark.parametrize(
    ("shards", "among_others"),
    [
        (Shards(), False),
        (Shards(4), False),
        (Shards(2, (0, 1)), False),
        (Shards(2, (0,)), True),
        (Shards(2, (1,)), True),
    ],
)
def test_whether_there_are_other_processes(shards: Shards, among_others: bool) -> None:
    assert shards.among_others is among_others
