"""What is printed, whatever the terminal can show and whoever reads it."""

import errno
import io
import os
import sys

NO_ROOM = (errno.ENOSPC, errno.EFBIG, errno.EIO)


def show_any_letter() -> None:
    """From now on print a sign in the place of each letter that the standard output's encoding does not have."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def flush() -> None:
    """Hand out what was printed. Raises the `OSError` of a reader who went away, or of a disk that is full."""
    if sys.stdout:  # there is none where it was closed before the start
        sys.stdout.flush()


def has_no_reader(error: OSError) -> bool:
    """Whether the reader of our output went away, as `head` does. To Windows a closed pipe is no valid argument."""
    return isinstance(error, BrokenPipeError) or (sys.platform == "win32" and error.errno == errno.EINVAL)


def has_no_room(error: OSError) -> bool:
    """Whether what was printed could not be written to where it goes."""
    return error.errno in NO_ROOM and error.filename is None


def give_up() -> None:
    """Print nothing more: the interpreter's last flush would fail again, and end it with a code of its own."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
