"""A curator's working folder."""

from pathlib import Path

import pytest

from tests.support.knowledge_files import GOOD

CARED = f"{GOOD}    gripe: Dry.\n    not_for: [children]\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, and an environment that sets nothing but a knowledge base of one entry in it."""
    monkeypatch.chdir(tmp_path)
    for name in ("DISCORD_TOKEN", "DATABASE_URL", "LOG_LEVEL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KNOWLEDGE_FILE", "base.yaml")
    (tmp_path / "base.yaml").write_text(CARED, encoding="utf-8")
    return tmp_path
