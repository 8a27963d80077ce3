"""The terminal that answers are laid out for, whatever it is or claims to be."""

import shutil

from rich.console import Console

NARROWEST, WIDEST = 20, 500
"""Columns. Less is a terminal that does not know its width, such as `COLUMNS=0`."""
USUAL = (80, 25)


class Terminal(Console):
    """A console of rich's that leaves what happens to us where its reader goes away."""

    def on_broken_pipe(self) -> None:
        """Let the command line end as it does everywhere, where rich would exit with 1. Called while it is handled."""
        raise


def terminal(*, stderr: bool = False) -> Terminal:
    """The terminal on the standard output, or on the standard error."""
    width, height = shutil.get_terminal_size(USUAL)
    if width < NARROWEST:
        width = USUAL[0]
    return Terminal(width=min(width, WIDEST), height=height, stderr=stderr)
