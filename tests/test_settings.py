"""What the operator sets, and what is said about settings that cannot be used."""

import logging
import sys
import traceback
from pathlib import Path

import pytest
from dotenv import dotenv_values
from hypothesis import given
from hypothesis import strategies as st

from bot.run.settings import NAMES, Settings
from bot.run.shards import Shards
from bot.run.written import InvalidSettings
from bot.store import PostgresAddress
from bot.writer.model import Model
from tests.support.base import KNOWLEDGE, REPOSITORY

TOKEN = "not-a-real-token"  # noqa: S105 - it is none


def read(folder: Path, file: str | bytes = "", **environment: str) -> Settings:
    """The settings with this `.env` file and these variables of the environment."""
    path = folder / ".env"
    path.write_bytes(file if isinstance(file, bytes) else file.encode())
    return Settings.from_environment(environment, path)


def test_without_any_setting_the_defaults_hold(tmp_path: Path) -> None:
    found = Settings.from_environment({}, tmp_path / "no.env")
    assert found == Settings(Path("data/dlguide.db"), KNOWLEDGE)
    assert (found.log_level, found.log_format, found.metrics_port) == ("INFO", "auto", None)
    assert found.metrics_host == "127.0.0.1"
    assert found.knowledge_file.is_file()


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        (f"DISCORD_TOKEN={TOKEN}", "discord_token", TOKEN),
        (f'DISCORD_TOKEN="{TOKEN}"', "discord_token", TOKEN),
        (f"export DISCORD_TOKEN={TOKEN}", "discord_token", TOKEN),
        (f"DISCORD_TOKEN='  {TOKEN} '", "discord_token", TOKEN),
        ("DISCORD_TOKEN='  '", "discord_token", None),
        ("DATABASE_URL=sqlite:///votes.db", "database", Path("votes.db")),
        ("DATABASE_URL=sqlite:////var/lib/guide/votes.db", "database", Path("/var/lib/guide/votes.db")),
        ("KNOWLEDGE_FILE=my own.yaml", "knowledge_file", Path("my own.yaml")),
        ("LOG_LEVEL=debug", "log_level", "DEBUG"),
        ("# LOG_LEVEL=DEBUG", "log_level", "INFO"),
        ("LOG_FORMAT=JSON", "log_format", "json"),
        ("METRICS_PORT=9464", "metrics_port", 9464),
        ("METRICS_HOST=::1", "metrics_host", "::1"),
        ("SHARD_COUNT=3", "shards", Shards(3)),
    ],
)
def test_a_line_of_the_file_sets(tmp_path: Path, line: str, field: str, value: object) -> None:
    assert getattr(read(tmp_path, line + "\n"), field) == value


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    found = read(tmp_path, "LOG_LEVEL=DEBUG\nDISCORD_TOKEN=from-file\n", LOG_LEVEL="ERROR")
    assert (found.log_level, found.discord_token) == ("ERROR", "from-file")


def test_the_process_environment_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///elsewhere.db")
    assert Settings.from_environment().database == Path("elsewhere.db")


def test_the_file_of_the_working_folder_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("LOG_LEVEL=WARNING\n")
    assert Settings.from_environment({}).log_level == "WARNING"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("empty", ["", " ", "\r", '""', "\ufeff", " “” "])
def test_an_empty_variable_is_as_good_as_none(tmp_path: Path, name: str, empty: str) -> None:
    assert read(tmp_path, **{name: empty}) == read(tmp_path)


def test_an_empty_variable_leaves_what_the_file_says(tmp_path: Path) -> None:
    assert read(tmp_path, "LOG_LEVEL=DEBUG\n", LOG_LEVEL=" ").log_level == "DEBUG"


AROUND = ["", " ", "\t", "\r", "\r\n", "\n", "\xa0", "\u200b", "\ufeff", "\u2028", "\u202e", "\0", "  \r"]
QUOTED = ["{}", '"{}"', "'{}'", "“{}”", "„{}“", "‘{}’", "«{}»", "`{}`", '" {} "', "”{}”"]
SET = {
    "DISCORD_TOKEN": TOKEN, "DATABASE_URL": "sqlite:///votes.db", "KNOWLEDGE_FILE": "base.yaml", "LOG_LEVEL": "error",
    "LOG_FORMAT": "json", "METRICS_PORT": "9464", "METRICS_HOST": "::1", "SHARD_COUNT": "3", "SHARD_IDS": "",
    "MODEL_URL": "http://localhost:11434/v1", "MODEL_NAME": "qwen3:4b", "MODEL_KEY": "sk-abc", "MODEL_SECONDS": "9",
    "MODEL_TOKENS": "900", "MODEL_AT_ONCE": "3", "MODEL_DAILY_TOKENS": "0", "MODEL_DIRECT": "Yes",
    "HTTPS_PROXY": "http://proxy:3128", "NO_PROXY": "example.org",
}  # fmt: skip


@given(st.sampled_from(AROUND), st.sampled_from(QUOTED), st.sampled_from(AROUND))
def test_what_stands_around_a_value_is_left_out(before: str, quoted: str, after: str) -> None:
    assert SET.keys() == set(NAMES)
    nowhere = Path("no.env")
    around = {name: f"{before}{quoted.format(value)}{after}" for name, value in SET.items()}
    assert Settings.from_environment(around, nowhere) == Settings.from_environment(SET, nowhere)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("written", ['"s3cret', "s3cret'", "“s3cret", "s3cret”", '"', "„s3cret”x", "“s3cret'"])
def test_a_quote_at_one_end_is_told(tmp_path: Path, name: str, written: str) -> None:
    with pytest.raises(InvalidSettings, match=f"^{name} has a quote at one end only") as refused:
        read(tmp_path, **{name: written})
    assert "s3cret" not in "".join(traceback.format_exception(refused.value))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("inside", ["\n", "\r", "\t", "\0", "\u200b", "\u202e", "\u2028"])
def test_a_sign_within_that_nobody_sees_is_told(tmp_path: Path, name: str, inside: str) -> None:
    with pytest.raises(InvalidSettings, match=f"^{name} holds a line break or another sign") as refused:
        read(tmp_path, **{name: f"s3{inside}cret"})
    assert not [part for part in ("s3", "cret") if part in str(refused.value)]


@pytest.mark.parametrize("line", ['DISCORD_TOKEN="s3cret', "DISCORD_TOKEN='s3cret", "MY TOKEN=s3cret"])
def test_a_line_that_cannot_be_read_is_told_with_its_number(tmp_path: Path, line: str) -> None:
    with pytest.raises(InvalidSettings, match=r"\.env, line 2: a quote has no partner") as refused:
        read(tmp_path, f"LOG_LEVEL=ERROR\n{line}\nLOG_FORMAT=json\n")
    assert "s3cret" not in str(refused.value)


def test_a_quote_that_ends_some_lines_further_down_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidSettings, match=r"\.env, line 1|DISCORD_TOKEN"):
        read(tmp_path, 'DISCORD_TOKEN="s3cret\nLOG_LEVEL="ERROR"\n')


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_a_file_of_another_system_is_read(tmp_path: Path, newline: str) -> None:
    found = read(tmp_path, f"# settings\nLOG_LEVEL=ERROR \nDISCORD_TOKEN={TOKEN}\n".replace("\n", newline))
    assert (found.log_level, found.discord_token) == ("ERROR", TOKEN)


def test_a_name_in_a_value_is_filled_in_from_above_and_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WHERE", "/srv")
    found = read(tmp_path, "NAME=votes\nDATABASE_URL=sqlite:///${WHERE}/${NAME}.db\n")
    assert found.database == Path("/srv/votes.db")


def test_settings_in_a_folder_or_behind_a_dead_link_are_told(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("gone")
    for name, told in (("folder", "is a folder"), ("link", "is a link that leads nowhere")):
        with pytest.raises(InvalidSettings, match=told):
            Settings.from_environment({}, tmp_path / name)


def test_empty_lines_of_the_file_are_as_good_as_none(tmp_path: Path) -> None:
    assert read(tmp_path, "".join(f"{name}=\n" for name in NAMES)) == read(tmp_path)


@pytest.mark.parametrize("level", ["LOUD", "10", "INFO,DEBUG"])
def test_an_unknown_log_level_lists_the_known(tmp_path: Path, level: str) -> None:
    with pytest.raises(InvalidSettings, match=f"LOG_LEVEL is '{level}'; use one of DEBUG, INFO, WARNING, ERROR"):
        read(tmp_path, LOG_LEVEL=level)


def test_an_unknown_log_format_lists_the_known(tmp_path: Path) -> None:
    with pytest.raises(InvalidSettings, match="LOG_FORMAT is 'xml'; use one of auto, text, json"):
        read(tmp_path, LOG_FORMAT="xml")


@pytest.mark.parametrize("port", ["http", "-1", "0", "65536", "9464.0"])
def test_a_port_that_is_none_is_told(tmp_path: Path, port: str) -> None:
    with pytest.raises(InvalidSettings, match=r"METRICS_PORT is .*; use a number from 1 to 65535, or leave it empty"):
        read(tmp_path, METRICS_PORT=port)


@pytest.mark.parametrize("level", ["DEBUG", "INFO", "WARNING", "ERROR"])
def test_every_log_level_is_one_of_pythons(tmp_path: Path, level: str) -> None:
    assert logging.getLevelNamesMapping()[read(tmp_path, LOG_LEVEL=level).log_level] > 0


@pytest.mark.parametrize("url", ["votes.db", "mysql://host/db", "sqlite://votes.db", "sqlite:///", "/votes.db"])
def test_an_unusable_database_address_shows_a_usable_one(tmp_path: Path, url: str) -> None:
    with pytest.raises(InvalidSettings, match="DATABASE_URL must look like sqlite:///data/"):
        read(tmp_path, DATABASE_URL=url)


HOME = Path("/home/me")


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("sqlite:///~/votes.db", HOME / "votes.db"),
        ("SQLite:///votes.db", Path("votes.db")),
        ("sqlite:///./data/votes.db", Path("data/votes.db")),
        ("sqlite:///../votes.db", Path("../votes.db")),
        ("sqlite:///my votes, 100%.db", Path("my votes, 100%.db")),
        ("sqlite:///Stimmen für uns.db", Path("Stimmen für uns.db")),
        ("sqlite:////srv/votes", Path("/srv/votes")),
    ],
)
def test_a_file_is_the_one_that_is_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str, file: Path) -> None:
    monkeypatch.setenv("HOME", str(HOME))
    assert read(tmp_path, DATABASE_URL=url).database == file


@pytest.mark.skipif(sys.platform == "win32", reason="there these are paths")
@pytest.mark.parametrize(
    "path", ["C:/votes.db", "C:\\votes.db", "/C:/votes.db", "data\\votes.db", "\\\\host\\votes.db"]
)
def test_a_path_of_windows_is_told_elsewhere(tmp_path: Path, path: str) -> None:
    with pytest.raises(InvalidSettings, match=r"^DATABASE_URL has a path of Windows"):
        read(tmp_path, DATABASE_URL=f"sqlite:///{path}")


@pytest.mark.parametrize(
    ("path", "told"),
    [
        *((path, "names a variable") for path in ("$HOME/x.db", "${HOME}/x.db", "data/$USER.db", "%APPDATA%/x.db")),
        *((path, "takes no parameters") for path in ("x.db?timeout=30", "x.db?mode=ro&cache=shared", "x.db#old", "?a")),
        *((path, "must name a file") for path in (":memory:", ":MEMORY:", ":memory:?cache=shared", "file:x.db")),
        *((path, "must name a file") for path in ("file::memory:?cache=shared", "file:///x.db")),
        *((path, "names a folder") for path in ("data/", "/", ".", "..", "data/..", "~", "~/", "/srv/.")),
        ("my%20votes.db", "takes the path as it is"),
        ("~nobody-of-this-name/x.db", "begins its path with a ~"),
    ],
)
def test_a_path_that_is_not_taken_as_it_is_meant_is_refused(tmp_path: Path, path: str, told: str) -> None:
    with pytest.raises(InvalidSettings, match=f"^DATABASE_URL {told}"):
        read(tmp_path, DATABASE_URL=f"sqlite:///{path}")


@pytest.mark.parametrize(
    "url",
    [
        "sqlite://", "sqlite::memory:", "sqlite://:memory:", "file:votes.db", ":memory:", "sqlite+aiosqlite:///votes.db",
        "sqlite3:///votes.db", "postgresql+asyncpg://me@host/name", "jdbc:postgresql://host/name", "host/name",
    ],
)  # fmt: skip
def test_an_address_of_another_form_shows_ours(tmp_path: Path, url: str) -> None:
    with pytest.raises(InvalidSettings, match=r"^DATABASE_URL must look like sqlite:///data/"):
        read(tmp_path, DATABASE_URL=url)


def test_a_server_may_be_named_in_capitals(tmp_path: Path) -> None:
    found = read(tmp_path, DATABASE_URL="PostgreSQL://me@host/name").database
    assert found == PostgresAddress("postgresql://me@host/name", "postgresql://me@host/name")


def test_a_knowledge_file_may_be_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(HOME))
    assert read(tmp_path, KNOWLEDGE_FILE="~/base.yaml").knowledge_file == HOME / "base.yaml"


def test_shards_that_cannot_be_are_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidSettings, match="SHARD_IDS needs SHARD_COUNT"):
        read(tmp_path, SHARD_IDS="0")


@pytest.mark.parametrize("url", ["", "sqlite:///votes.db"])
def test_several_processes_on_one_file_are_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(InvalidSettings, match="SHARD_IDS is for several processes, which need one PostgreSQL"):
        read(tmp_path, SHARD_COUNT="2", SHARD_IDS="0", DATABASE_URL=url)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://guide:s3cret@host:5432/name", "postgresql://guide@host:5432/name"),
        ("postgres://guide:s3cret@host/name", "postgres://guide@host/name"),
        ("postgresql://guide:s3cret%40home@[::1]:5432/name", "postgresql://guide@[::1]:5432/name"),
        ("postgresql://guide@one,two:5433/name?password=s3cret", "postgresql://guide@one,two:5433/name"),
        ("postgresql:///name?host=/run/postgresql&user=guide", "postgresql:///name"),
    ],
)
def test_a_server_is_named_without_its_password(tmp_path: Path, url: str, shown: str) -> None:
    found = read(tmp_path, DATABASE_URL=url)
    assert found.database == PostgresAddress(url, shown)
    assert str(found.database) == shown
    assert "s3cret" not in f"{found!r} {found} {found.database}"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://guide:s3cret@home@host/name",
        "postgresql://guide:s3cret/home@host/name",
        "postgresql://guide:5?s3cret@host/name",
        "postgresql://guide:s3cret#home@host/name",
        "postgresql://guide:5#s3cret@host/name",
        "postgresql://guide:s3cret[home@host/name",
        "postgresql://guide:s3cret/name",
        "postgresql://guide:s3cret@host",
        "postgresql://guide:s3cret@host:port/name",
        "postgresql://guide:s3cret@127.0.0.1:65536/name",
    ],
)
def test_an_unreadable_address_of_a_server_is_not_quoted(tmp_path: Path, url: str) -> None:
    with pytest.raises(InvalidSettings, match="In the password, write each of @") as refused:
        read(tmp_path, DATABASE_URL=url)
    assert "s3cret" not in "".join(traceback.format_exception(refused.value))


def test_the_token_is_never_shown(tmp_path: Path) -> None:
    found = read(tmp_path, DISCORD_TOKEN=TOKEN)
    assert found.discord_token == TOKEN
    assert TOKEN not in f"{found!r} {found}"


MODEL = {"MODEL_URL": "http://localhost:11434/v1", "MODEL_NAME": "llama3.1:8b"}


def test_without_an_address_there_is_no_model(tmp_path: Path) -> None:
    assert read(tmp_path).model is None
    assert read(tmp_path, MODEL_URL=" ", MODEL_NAME="llama3.1:8b", MODEL_KEY="k", MODEL_SECONDS="never").model is None


def test_a_model_has_its_defaults(tmp_path: Path) -> None:
    found = read(tmp_path, **MODEL).model
    assert found == Model(
        "http://localhost:11434/v1/chat/completions", "llama3.1:8b", None,
        seconds=20, tokens=700, at_once=2, daily_tokens=1_000_000, direct=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "written", "field", "value"),
    [
        ("MODEL_NAME", " qwen3:4b ", "name", "qwen3:4b"),
        ("MODEL_KEY", " sk-abc\r", "key", "sk-abc"),
        ("MODEL_KEY", "  ", "key", None),
        ("MODEL_SECONDS", "1", "seconds", 1),
        ("MODEL_SECONDS", " 60 ", "seconds", 60),
        ("MODEL_TOKENS", "100", "tokens", 100),
        ("MODEL_TOKENS", "4000", "tokens", 4000),
        ("MODEL_AT_ONCE", "1", "at_once", 1),
        ("MODEL_AT_ONCE", "32", "at_once", 32),
        ("MODEL_DAILY_TOKENS", "0", "daily_tokens", 0),
        ("MODEL_DIRECT", "Yes", "direct", True),
        ("MODEL_DIRECT", "no", "direct", False),
    ],
)
def test_a_setting_of_the_model_sets(tmp_path: Path, name: str, written: str, field: str, value: object) -> None:
    assert getattr(read(tmp_path, **{**MODEL, name: written}).model, field) == value


@pytest.mark.parametrize(
    ("name", "written", "told"),
    [
        ("MODEL_URL", "localhost:11434", "MODEL_URL: it must begin with http:// or https://"),
        ("MODEL_URL", "file:///v1", "MODEL_URL: it must begin with http:// or https://"),
        ("MODEL_URL", "http://[::1/v1", "MODEL_URL: it must begin with http:// or https://"),
        ("MODEL_URL", "http://host:99999/v1", "MODEL_URL: it must begin with http:// or https://"),
        ("MODEL_URL", "https://me:s3cret@host/v1", "MODEL_URL: it must not hold a user or a password"),
        ("MODEL_URL", "https://s3cret@host/v1", "MODEL_URL: it must not hold a user or a password"),
        ("MODEL_URL", "https://host/v1?key=s3cret", "MODEL_URL: it must end with its path"),
        ("MODEL_URL", "https://host/v1#s3cret", "MODEL_URL: it must end with its path"),
        ("MODEL_NAME", " ", "MODEL_NAME is not set"),
        ("MODEL_KEY", "s3cret s3cret", "MODEL_KEY holds a space"),
        ("MODEL_KEY", "s3cret\r\nX-Evil: 1", "MODEL_KEY holds a line break"),
        ("MODEL_KEY", "s3cretß", "MODEL_KEY holds a space"),
        ("MODEL_SECONDS", "0", "MODEL_SECONDS is '0'; use a number from 1 to 60"),
        ("MODEL_SECONDS", "61", "MODEL_SECONDS is '61'; use a number from 1 to 60"),
        ("MODEL_SECONDS", "2.5", "MODEL_SECONDS is '2.5'; use a number from 1 to 60"),
        ("MODEL_TOKENS", "99", "MODEL_TOKENS is '99'; use a number from 100 to 4000"),
        ("MODEL_TOKENS", "4001", "MODEL_TOKENS is '4001'; use a number from 100 to 4000"),
        ("MODEL_AT_ONCE", "0", "MODEL_AT_ONCE is '0'; use a number from 1 to 32"),
        ("MODEL_AT_ONCE", "33", "MODEL_AT_ONCE is '33'; use a number from 1 to 32"),
        ("MODEL_DAILY_TOKENS", "-1", "MODEL_DAILY_TOKENS is '-1'; use a number from 0"),
        ("MODEL_DIRECT", "maybe", "MODEL_DIRECT is 'maybe'; use one of no, yes"),
    ],
)
def test_a_setting_of_the_model_that_cannot_be_used_is_told(tmp_path: Path, name: str, written: str, told: str) -> None:
    with pytest.raises(InvalidSettings) as refused:
        read(tmp_path, **{**MODEL, name: written})
    assert str(refused.value).startswith(told)
    assert "s3cret" not in "".join(traceback.format_exception(refused.value))


def test_the_key_of_the_model_is_never_shown(tmp_path: Path) -> None:
    found = read(tmp_path, **MODEL, MODEL_KEY="s3cret")
    assert found.model is not None
    assert found.model.key == "s3cret"
    assert "s3cret" not in f"{found!r} {found} {found.model!r} {found.model}"


def test_the_example_file_names_exactly_the_settings() -> None:
    assert dotenv_values(REPOSITORY / ".env.example").keys() == set(NAMES)


def test_the_example_file_explains_each_setting() -> None:
    lines = (REPOSITORY / ".env.example").read_text().splitlines()
    named = [number for number, line in enumerate(lines) if "=" in line and not line.startswith("#")]
    assert [lines[number] for number in named if not lines[number - 1].startswith("# ")] == []


def test_the_example_file_holds_no_token_and_the_defaults() -> None:
    assert Settings.from_environment({}, REPOSITORY / ".env.example") == Settings.from_environment({}, Path("no.env"))


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, b"\xef\xbb\xbfLOG_LEVEL=ERROR\n").log_level == "ERROR"


def test_a_file_that_is_not_text_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidSettings, match=r"\.env"):
        read(tmp_path, b"DISCORD_TOKEN=\xff\xfe\n")
