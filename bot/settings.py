"""What the operator sets: the environment, completed from a `.env` file."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dotenv import dotenv_values

from bot.store.address import Address, address_of

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class InvalidSettings(Exception):
    """A setting that cannot be used. Its text says which and what to write instead."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. The token and a database's password are not in the representation, so that no log can show them."""

    database: Address
    knowledge_file: Path
    log_level: str = "INFO"
    discord_token: str | None = field(default=None, repr=False)

    @classmethod
    def from_environment(
        cls, environment: Mapping[str, str] | None = None, env_file: Path = Path(".env")
    ) -> "Settings":
        """The settings of this process. Variables of the environment win over the file's. Raises `InvalidSettings`."""
        from_environment = os.environ if environment is None else environment
        values = {name: value for name, value in {**_file(env_file), **from_environment}.items() if value}
        level = values.get("LOG_LEVEL", "INFO").upper()
        if level not in LOG_LEVELS:
            raise InvalidSettings(f"LOG_LEVEL is {level!r}; use one of {', '.join(LOG_LEVELS)}")
        knowledge = values.get("KNOWLEDGE_FILE")
        return cls(
            database=_database(values.get("DATABASE_URL") or "sqlite:///data/dlguide.db"),
            knowledge_file=Path(knowledge) if knowledge else default_knowledge_file(),
            log_level=level,
            discord_token=(values.get("DISCORD_TOKEN") or "").strip() or None,
        )


def _file(path: Path) -> dict[str, str | None]:
    try:
        return dotenv_values(path)
    except UnicodeDecodeError as error:
        raise InvalidSettings(f"{path} is not UTF-8 text") from error
    except OSError as error:
        raise InvalidSettings(f"{path} cannot be read: {error.strerror}") from error


def _database(url: str) -> Address:
    try:
        return address_of(url)
    except ValueError as error:
        raise InvalidSettings(f"DATABASE_URL {error}") from None


def default_knowledge_file() -> Path:
    """The knowledge base that comes with the package: in a wheel inside it, in a checkout beside it."""
    package = Path(__file__).parent
    inside = package / "knowledge" / "resources.yaml"
    return inside if inside.exists() else package.parent / "knowledge" / "resources.yaml"
