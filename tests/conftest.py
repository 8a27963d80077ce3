"""What all tests share: the knowledge base and the entries it began with, guides to both, and a fixed clock."""

import os
from pathlib import Path

import pytest

from bot.advise import Guide
from bot.catalogue import Catalogue
from bot.understand import Lexicon
from tests.support.base import few, few_on_disk
from tests.support.base import shipped as shipped_base
from tests.support.clock import Clock
from tests.support.effort import register_profiles

register_profiles(same_each_time="CI" in os.environ)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def shipped() -> Catalogue:
    """The whole knowledge base."""
    return shipped_base()


@pytest.fixture(scope="session")
def whole(shipped: Catalogue) -> Guide:
    """A guide to the whole knowledge base."""
    return Guide(shipped, Lexicon.shipped())


@pytest.fixture(scope="session")
def few_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge file with the few entries that the base began with."""
    return few_on_disk(tmp_path_factory.mktemp("knowledge"))


@pytest.fixture(scope="session")
def catalogue(shipped: Catalogue) -> Catalogue:
    """The few entries that the base began with."""
    return few(shipped)


@pytest.fixture(scope="session")
def guide(catalogue: Catalogue) -> Guide:
    return Guide(catalogue, Lexicon.shipped())
