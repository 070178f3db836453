"""Fixtures for the whole suite: the stores that its tests ask, each made once."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from ingest.build import ingest_paths
from ingest.settings import StoreSettings
from qa.evidence.library import Library, library_of
from qa.stores import Stores, open_stores
from tests.fixtures.conversation import Asked, asker
from tests.fixtures.paths import REAL_DOCUMENTS, SAMPLE_DOCUMENTS
from tests.fixtures.servers.postgresql_server import postgresql


def pytest_configure() -> None:
    """Restores Ctrl-C, which a shell disables for background processes and so for the children that tests interrupt."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """``BUDGETQA_DATABASE_URL`` of a store: none (SQLite in its folder), and an empty PostgreSQL database."""
    return "" if request.param == "sqlite" else postgresql().database()


@pytest.fixture(scope="session")
def corpus_stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    """A store of the real documents; skips the test if they are not beside the repository."""
    if not REAL_DOCUMENTS.is_dir():
        pytest.skip("the real documents (../shared/corpus) are not on this machine")
    settings = StoreSettings(tmp_path_factory.mktemp("corpus") / "store")
    ingest_paths([REAL_DOCUMENTS], settings, workers=2)
    stores = open_stores(settings)
    yield stores
    stores.close()


@pytest.fixture(scope="session")
def sample_settings(tmp_path_factory: pytest.TempPathFactory) -> StoreSettings:
    """The settings of the store of the four sample documents: two final accounts, a budget, a performance report."""
    settings = StoreSettings(tmp_path_factory.mktemp("sample") / "store")
    ingest_paths([SAMPLE_DOCUMENTS], settings, workers=2)
    return settings


@pytest.fixture(scope="session")
def sample_stores(sample_settings: StoreSettings) -> Iterator[Stores]:
    stores = open_stores(sample_settings)
    yield stores
    stores.close()


@pytest.fixture(scope="session")
def sample(sample_stores: Stores) -> Asked:
    """Asks the sample documents: ``sample(question)``, or ``sample(turn, turn, question)`` in one conversation."""
    return asker(sample_stores)


@pytest.fixture(scope="session")
def corpus(corpus_stores: Stores) -> Asked:
    """Asks the real documents, in the same way."""
    return asker(corpus_stores)


@pytest.fixture(scope="session")
def sample_library(sample_stores: Stores) -> Library:
    return library_of(sample_stores)
