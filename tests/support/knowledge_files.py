"""Small knowledge files whose lines are known."""

from pathlib import Path

from bot.catalogue import read_catalogue

ONE = """\
  - id: one
    title: One
    format: book
    url: https://example.org/one
    level: [beginner, advanced]
    math: light
    style: balanced
    cost: free
    topics: [foundations]
    summary: A book.
    status: current
    verified:
      date: 2026-01-01
      by:
        - shows: It exists.
          source: Its page
"""
TWO = ONE.replace("id: one", "id: two").replace("title: One", "title: Two").replace("org/one", "org/two")
GOOD = "resources:\n" + ONE  # lines 1 to 17
BOTH = GOOD + TWO  # the second entry: lines 18 to 33


def changed(text: str, **replacements: str) -> str:
    """The text with each `field: ...` line replaced by the one given, at its first place."""
    lines = text.splitlines()
    for field, line in replacements.items():
        number = next(number for number, old in enumerate(lines) if old.strip(" -").startswith(f"{field}:"))
        indent = lines[number][: lines[number].index(field)]
        lines[number] = indent + line if line else "# gone"
    return "\n".join(lines) + "\n"


def write(folder: Path, content: str | bytes) -> Path:
    """A file with this content."""
    path = folder / "knowledge.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def problems(folder: Path, content: str | bytes) -> list[tuple[int, str]]:
    """Line and message of each problem found in such a file."""
    catalogue, found = read_catalogue(write(folder, content))
    assert (catalogue is None) == bool(found)
    return [(problem.line, problem.message) for problem in found]
