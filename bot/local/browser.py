"""Opening the page in a browser beside the event loop: some block until they are closed."""

import os
import sys
import threading
import webbrowser
from collections.abc import Mapping


def show(url: str) -> None:
    """Open the page where there is a display. It returns at once; that nothing opens is no fault, as the address is
    printed.
    """
    if has_display(os.environ, sys.platform):
        threading.Thread(target=_open, args=(url,), daemon=True).start()  # so that it holds up no end either


def has_display(environment: Mapping[str, str], platform: str) -> bool:
    """Whether this system shows windows. Without them, a text browser would take the terminal."""
    if platform in ("win32", "cygwin", "darwin"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def _open(url: str) -> None:
    try:
        webbrowser.open(url)
    except (webbrowser.Error, OSError, ValueError):  # there is none, or what BROWSER names is none
        return
