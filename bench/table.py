"""Plain aligned tables for the benchmark scripts, and the rows of the table of all measurements."""

from collections.abc import Sequence

from msgspec import Struct


class Row(Struct, frozen=True):
    """One figure: what was measured, ours and the peer's in words, the ratio of both, its limit if there is one, and
    how it was obtained.
    """

    what: str
    ours: str
    peer: str
    ratio: float
    limit: float | None = None
    how: str = ""

    @property
    def cells(self) -> list[str]:
        """The row as it is shown, without how it was obtained."""
        limit = "" if self.limit is None else f"{self.limit:.2f}{' missed' if self.ratio > self.limit else ''}"
        return [self.what, self.ours, self.peer, f"{self.ratio:.2f}", limit]


HEAD = ["what", "ours", "peer", "ratio", "limit"]


def aligned(rows: Sequence[Sequence[object]]) -> str:
    """The rows below one another: the first column to the left, the others to the right."""
    texts = [[str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    return "\n".join(_line(row, widths) for row in texts)


def markdown(rows: Sequence[Sequence[object]]) -> str:
    """The rows as a table in Markdown, the first of them its head."""
    lines = [f"| {' | '.join(map(str, row))} |" for row in rows]
    return "\n".join([lines[0], f"|{'---|' * len(rows[0])}", *lines[1:]])


def share(right: int, total: int) -> str:
    """`right` of `total` as a count and a percentage."""
    return f"{right}/{total} {right / total:6.1%}" if total else "-"


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = (text.rjust(width) for text, width in zip(row, widths, strict=True))
    return "  ".join([row[0].ljust(len(first)), *others]).rstrip()
