"""The operator's settings: the environment, completed from a `.env` file."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar, get_args

from bot.run.proxy import PROXY_NAMES, Proxies
from bot.run.shards import Shards
from bot.run.written import InvalidSettings, as_meant, in_file
from bot.store.address import Address, address_of

if TYPE_CHECKING:
    from bot.writer.model import Model

NAMES = (
    "DISCORD_TOKEN", "DATABASE_URL", "KNOWLEDGE_FILE", "LOG_LEVEL", "LOG_FORMAT", "METRICS_PORT", "METRICS_HOST",
    "SHARD_COUNT", "SHARD_IDS", "MODEL_URL", "MODEL_NAME", "MODEL_KEY", "MODEL_SECONDS", "MODEL_TOKENS",
    "MODEL_AT_ONCE", "MODEL_DAILY_TOKENS", "MODEL_DIRECT", "HTTPS_PROXY", "NO_PROXY",
)  # fmt: skip
"""Every setting; `.env.example` says what each is."""

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
LogFormat = Literal["auto", "text", "json"]
LOG_FORMATS: tuple[LogFormat, ...] = get_args(LogFormat)


Choice = TypeVar("Choice", bound=str)


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. The token and a database's password are not in the representation, so that no log can show them."""

    database: Address
    knowledge_file: Path
    log_level: str = "INFO"
    log_format: LogFormat = "auto"
    metrics_port: int | None = None
    metrics_host: str = "127.0.0.1"
    discord_token: str | None = field(default=None, repr=False)
    shards: Shards = field(default_factory=Shards)
    model: "Model | None" = None
    proxies: Proxies = field(default_factory=Proxies)

    @classmethod
    def from_environment(
        cls, environment: Mapping[str, str] | None = None, env_file: Path = Path(".env")
    ) -> "Settings":
        """The settings of this process. Variables of the environment win over the file's. Raises `InvalidSettings`."""
        around = os.environ if environment is None else environment
        values = _values(in_file(env_file)) | _values(around)
        database = _database(values.get("DATABASE_URL", "sqlite:///data/dlguide.db"))
        return cls(
            database=database,
            knowledge_file=_knowledge(values.get("KNOWLEDGE_FILE")),
            log_level=_one_of(LOG_LEVELS, "LOG_LEVEL", values.get("LOG_LEVEL", "INFO").upper()),
            log_format=_one_of(LOG_FORMATS, "LOG_FORMAT", values.get("LOG_FORMAT", "auto").lower()),
            metrics_port=port(values["METRICS_PORT"]) if "METRICS_PORT" in values else None,
            metrics_host=values.get("METRICS_HOST", "127.0.0.1"),
            discord_token=values.get("DISCORD_TOKEN"),
            shards=_shards(values, database),
            model=_model(values),
            proxies=Proxies.read(values),
        )

    @property
    def secrets(self) -> list[str]:
        """What no log may show."""
        found = (self.discord_token, self.model.key if self.model else None, *self.proxies.secrets)
        return [secret for secret in found if secret]


def _values(written: Mapping[str, str | None]) -> dict[str, str]:
    """Those of our settings that are set at all, as they are meant."""
    meant = ((name, as_meant(name, written[name])) for name in (*NAMES, *PROXY_NAMES) if name in written)
    return {name: value for name, value in meant if value}


def _one_of(choices: tuple[Choice, ...], name: str, value: str) -> Choice:
    for choice in choices:
        if value == choice:
            return choice
    raise InvalidSettings(f"{name} is {value!r}; use one of {', '.join(choices)}")


def port(value: str) -> int:
    """The number of a port. Raises `InvalidSettings`."""
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise InvalidSettings(f"METRICS_PORT is {value!r}; use a number from 1 to 65535, or leave it empty")
    return int(value)


def _model(values: Mapping[str, str]) -> "Model | None":
    """The operator's language model; None where no address is set."""
    url, name = values.get("MODEL_URL"), values.get("MODEL_NAME")
    if not url:
        return None
    from bot.writer.model import Model, completions_at  # here, because most bots have no model

    try:
        address = completions_at(url)
    except ValueError as error:
        raise InvalidSettings(f"MODEL_URL: {error}") from None
    if not name:
        raise InvalidSettings("MODEL_NAME is not set: write which model the server at MODEL_URL is to use")
    return Model(
        address,
        name,
        _key(values.get("MODEL_KEY", "")),
        seconds=_number(values, "MODEL_SECONDS", 1, 60, 20),
        tokens=_number(values, "MODEL_TOKENS", 100, 4000, 700),
        at_once=_number(values, "MODEL_AT_ONCE", 1, 32, 2),
        daily_tokens=_number(values, "MODEL_DAILY_TOKENS", 0, 10**12, 1_000_000),
        direct=_one_of(("no", "yes"), "MODEL_DIRECT", values.get("MODEL_DIRECT", "no").lower()) == "yes",
    )


def _key(written: str) -> str | None:
    """The key as it can be sent. It is not told where it cannot."""
    if not (written.isascii() and written.isprintable()) or " " in written:
        raise InvalidSettings("MODEL_KEY holds a space or a letter that no key has: copy it again, by itself")
    return written or None


def _number(values: Mapping[str, str], name: str, least: int, most: int, otherwise: int) -> int:
    """A whole number of a setting, within these bounds."""
    value = values.get(name, str(otherwise))
    if not value.isdecimal() or not least <= int(value) <= most:
        raise InvalidSettings(f"{name} is {value!r}; use a number from {least} to {most}, or leave it empty")
    return int(value)


def _shards(values: Mapping[str, str], database: Address) -> Shards:
    try:
        shards = Shards.read(values.get("SHARD_COUNT"), values.get("SHARD_IDS"))
    except ValueError as error:
        raise InvalidSettings(str(error)) from error
    if shards.ids is not None and isinstance(database, Path):
        raise InvalidSettings(
            "SHARD_IDS is for several processes, which need one PostgreSQL between them: set DATABASE_URL to a "
            "postgresql:// address, or leave SHARD_IDS out"
        )
    return shards


def _database(url: str) -> Address:
    try:
        return address_of(url)
    except ValueError as error:
        raise InvalidSettings(f"DATABASE_URL {error}") from None


def _knowledge(written: str | None) -> Path:
    if written is None:
        return default_knowledge_file()
    try:
        return Path(written).expanduser()
    except RuntimeError:
        raise InvalidSettings("KNOWLEDGE_FILE begins with a ~ that leads to no home folder") from None


def default_knowledge_file() -> Path:
    """The knowledge base that comes with the package: in a wheel inside it, in a checkout beside it."""
    package = Path(__file__).parent.parent
    inside = package / "knowledge" / "resources.yaml"
    return inside if inside.exists() else package.parent / "knowledge" / "resources.yaml"
