"""The hosts that nobody may suggest: what the file may hold, and what is said of one that holds something else."""

from pathlib import Path

import pytest

from bot.community.hosts import InvalidHosts, read_hosts, shipped_hosts

LISTS = """\
file_hosts: [mega.nz]
redirectors: [google.com/url]
chat_innards: [discord.gift]
invites: [discord.gg]
shadow_libraries: [libgen]
downloads: [".exe"]
private: [".local"]
"""
WRONG = {  # a line, what stands in its place, and what is said
    "a whole address": (
        "[mega.nz]",
        '["https://mega.nz"]',
        "hosts.yaml:1: file_hosts: 'https://mega.nz' does not",
    ),
    "capitals": (
        "[google.com/url]",
        "[Google.com/url]",
        "hosts.yaml:2: redirectors: 'Google.com/url' does not have the form",
    ),
    "a place as a name": (
        "[libgen]",
        "[libgen, x.io/y]",
        "hosts.yaml:5: shadow_libraries: 'x.io/y' does not have the form",
    ),
    "no dot": ('[".exe"]', "[exe]", "hosts.yaml:6: downloads: 'exe' does not have the form"),
    "no list": ("[discord.gg]", "discord.gg", "hosts.yaml:4: invites: expected a list"),
    "another list": ("private:", "privat:", "hosts.yaml:7: privat: no such field (did you mean 'private'?)"),
    "a missing list": ("chat_innards: [discord.gift]\n", "", "chat_innards: this field is required"),
    "no YAML": ("[discord.gift]", "[discord.gift", "hosts.yaml:4: not valid YAML"),
}


def test_a_file_is_read_list_by_list(tmp_path: Path) -> None:
    file = tmp_path / "hosts.yaml"
    file.write_text(LISTS)
    assert (read_hosts(file).file_hosts, read_hosts(file).private) == (("mega.nz",), (".local",))


@pytest.mark.parametrize(("line", "instead", "problem"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, line: str, instead: str, problem: str) -> None:
    file = tmp_path / "hosts.yaml"
    file.write_text(LISTS.replace(line, instead))
    with pytest.raises(InvalidHosts) as refused:
        read_hosts(file)
    assert problem in str(refused.value)


def test_no_shipped_host_stands_twice() -> None:
    hosts = shipped_hosts()
    for name in hosts.__struct_fields__:
        values = getattr(hosts, name)
        assert values
        assert len(set(values)) == len(values), name
