"""Plain aligned tables for the benchmark scripts."""

from collections.abc import Sequence


def aligned(rows: Sequence[Sequence[object]]) -> str:
    """The rows below one another: the first column to the left, the others to the right."""
    texts = [[str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    return "\n".join(_line(row, widths) for row in texts)


def share(right: int, total: int) -> str:
    """`right` of `total` as a count and a percentage."""
    return f"{right}/{total} {right / total:6.1%}" if total else "-"


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = (text.rjust(width) for text, width in zip(row, widths, strict=True))
    return "  ".join([row[0].ljust(len(first)), *others]).rstrip()
