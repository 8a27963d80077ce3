"""What is given to a command as an argument, on the standard input or in a file: text, whatever wrote it."""

import codecs
import io
from collections.abc import Iterator
from pathlib import Path

MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
"""How a text begins that is not UTF-8, and its encoding: Windows PowerShell writes so what goes to a file."""


def whole(text: str) -> str:
    """The text with a sign in the place of each half of a letter, which no other program would take.

    An argument that is no UTF-8 has such halves, and so may a string of JSON.
    """
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def lines_of(stream: io.BufferedReader) -> Iterator[str]:
    """The lines of a stream, each as soon as it is there, without their ends and without a mark of their encoding."""
    text = io.TextIOWrapper(stream, _encoding(stream.peek(2)), errors="replace", newline="\n")
    try:
        for line in text:
            yield line.rstrip("\r\n")
    finally:
        text.detach()  # else the stream would end with it


def text_in(file: Path) -> str:
    """The text of a file. Raises `OSError`, or `UnicodeError` where it is none."""
    held = file.read_bytes()
    return held.decode(_encoding(held))


def _encoding(beginning: bytes) -> str:
    return MARKS.get(beginning[:2], "utf-8-sig")
