"""The parts of all that is measured: modules of this package that each have `rows`."""

import importlib

from bench.table import Row

PARTS = {
    "startup": "Start and memory",
    "handling": "Handling an interaction",
    "answering": "Answering a question",
    "loading": "Reading the knowledge base",
    "store": "The store",
}
"""What each measures, by the name of its module."""


def rows_of(part: str, quick: bool) -> list[Row]:
    """What a part measures."""
    found: list[Row] = importlib.import_module(f"bench.{part}").rows(quick=quick)
    return found
