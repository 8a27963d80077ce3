"""Which package may import which: what is below knows nothing of what is above."""

import ast
from pathlib import Path

import pytest

from tests.support.base import REPOSITORY

BELOW = {
    "language": (),
    "catalogue": (),
    "understand": ("catalogue",),
    "advise": ("catalogue", "understand", "language"),
    "community": ("catalogue", "understand", "advise", "language"),
    "store": ("catalogue", "community"),
    "output": ("catalogue", "understand", "advise", "language"),
    "writer": ("catalogue", "understand", "advise", "language"),
    "discord_app": ("catalogue", "understand", "advise", "community", "store", "language", "writer", "run.shards"),
    "monitor": ("store", "discord_app", "run.settings", "run.written"),
    "curator": ("catalogue", "advise", "output", "run", "writer.completion"),
}
"""For each package all that its modules may import of the bot beside themselves; the others put the parts together."""
BOT = REPOSITORY / "bot"
MOST_MODULES = 15


def imported(module: Path) -> set[str]:
    """The modules of the bot that this one imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module == "bot":
            found |= {f"bot.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return {name for name in found if name.startswith("bot.") and (BOT / name.split(".")[1]).exists()}


@pytest.mark.parametrize("package", BELOW)
def test_a_package_imports_only_what_is_below_it(package: str) -> None:
    allowed = tuple(f"bot.{name}" for name in (package, *BELOW[package]))
    modules = sorted((BOT / package).rglob("*.py"))
    beyond = {
        f"{module.relative_to(BOT)}: {name}" for module in modules for name in imported(module)
        if not any(name == one or name.startswith(f"{one}.") for one in allowed)
    }  # fmt: skip
    assert modules
    assert beyond == set()


def test_a_folder_is_read_at_a_glance() -> None:
    folders = {folder for folder in BOT.rglob("*") if folder.is_dir() and any(folder.glob("*.py"))}
    assert {f.name: n for f in folders if (n := len([*f.glob("*.py")])) > MOST_MODULES} == {}
