"""The real documents, where they are at hand, ingested once for all tests that ask them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.build import ingest_paths
from ingest.settings import StoreSettings
from qa.stores import Stores, open_stores

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
