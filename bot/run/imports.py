"""Importing without looking for garbage meanwhile."""

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Import within this what takes long to import.

    Imports make tens of thousands of objects that all stay, and the collector goes through them again and again as
    their number grows: it takes about a tenth of the time to login. What is made within this is also left out of all
    later collections, which makes those shorter.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
