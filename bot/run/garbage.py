"""Making many objects without looking for garbage meanwhile: the collector would go through them again and again."""

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Import within this what takes long to import.

    Imports make tens of thousands of objects that all stay, and looking through them takes about a tenth of the time to
    login. What is made within this is also left out of all later collections, which makes those shorter.
    """
    with paused():
        yield
        gc.freeze()


@contextlib.contextmanager
def paused() -> Iterator[None]:
    """Look for no garbage within this; afterwards as before."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
