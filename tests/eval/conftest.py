"""The sample corpus, ingested once for all tests of the evaluation."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from eval.corpus_builder import CORPUS
from ingest.build import ingest_paths
from ingest.settings import StoreSettings
from qa.stores import Stores, open_stores


@pytest.fixture(scope="session")
def sample_settings(tmp_path_factory: pytest.TempPathFactory) -> StoreSettings:
    settings = StoreSettings(tmp_path_factory.mktemp("sample") / "store")
    ingest_paths([CORPUS], settings, workers=1)
    return settings


@pytest.fixture(scope="session")
def sample_stores(sample_settings: StoreSettings) -> Iterator[Stores]:
    stores = open_stores(sample_settings)
    yield stores
    stores.close()
