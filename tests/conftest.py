"""What all tests share: the knowledge base and the entries it began with, guides to both, and a fixed clock."""

import os
from pathlib import Path

import pytest

from bot.advise import Guide
from bot.catalogue import Catalogue, load_catalogue
from bot.understand import Lexicon
from tests.effort import register_profiles
from tests.seed import seed_of

REPOSITORY = Path(__file__).parent.parent
KNOWLEDGE = REPOSITORY / "knowledge" / "resources.yaml"

register_profiles(same_each_time="CI" in os.environ)


class Clock:
    """A clock that stands still until it is told to move."""

    def __init__(self) -> None:
        self.seconds = 1_800_000_000.0

    def __call__(self) -> float:
        return self.seconds


class HurryingClock(Clock):
    """A clock that is two minutes on whenever somebody looks, for tests that do more in a row than members may."""

    def __call__(self) -> float:
        self.seconds += 120
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def shipped() -> Catalogue:
    """The whole knowledge base."""
    return load_catalogue(KNOWLEDGE)


@pytest.fixture(scope="session")
def whole(shipped: Catalogue) -> Guide:
    """A guide to the whole knowledge base."""
    return Guide(shipped, Lexicon.shipped())


@pytest.fixture(scope="session")
def catalogue(shipped: Catalogue) -> Catalogue:
    """The few entries that the base began with."""
    return seed_of(shipped)


@pytest.fixture(scope="session")
def guide(catalogue: Catalogue) -> Guide:
    return Guide(catalogue, Lexicon.shipped())
