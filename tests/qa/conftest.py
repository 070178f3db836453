"""The sample documents, and the real ones where they are at hand, ingested once for all tests that ask them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.build import ingest_paths
from ingest.settings import StoreSettings
from qa.library import Library
from qa.pipeline import library_of
from qa.stores import Stores, open_stores
from tests.qa.conversation import Asked, asker

SAMPLE = Path(__file__).parents[2] / "eval" / "corpus"
CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


@pytest.fixture(scope="session")
def corpus_stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    """A store of the real documents; the test is skipped where they are not beside the repository."""
    if not CORPUS.is_dir():
        pytest.skip("the real documents (../shared/corpus) are not on this machine")
    settings = StoreSettings(tmp_path_factory.mktemp("corpus") / "store")
    ingest_paths([CORPUS], settings, workers=2)
    stores = open_stores(settings)
    yield stores
    stores.close()


@pytest.fixture(scope="session")
def sample_stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    """A store of the four sample documents: two final accounts, a budget, a performance report."""
    settings = StoreSettings(tmp_path_factory.mktemp("sample") / "store")
    ingest_paths([SAMPLE], settings, workers=2)
    stores = open_stores(settings)
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
