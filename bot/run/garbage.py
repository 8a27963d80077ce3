"""Making many objects with the garbage collector paused: it would go through them again and again."""

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Put slow imports within this block.

    Imports make tens of thousands of objects that all stay, and looking through them takes about a tenth of the time to
    login. What is made here is also left out of all later collections, which makes those shorter.
    """
    with paused():
        yield
        gc.freeze()


@contextlib.contextmanager
def paused() -> Iterator[None]:
    """Pause garbage collection within this block."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
