"""The sample corpus in a store, once for all tests of the model."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from ingest.build import ingest_paths
from ingest.settings import StoreSettings
from qa.stores import Stores, open_stores

SAMPLE = Path(__file__).parents[2] / "eval" / "corpus"
_folder = tempfile.TemporaryDirectory(prefix="budgetqa-model-")


@cache
def sample_stores() -> Stores:
    settings = StoreSettings(sample_folder())
    return open_stores(settings)


@cache
def sample_folder() -> Path:
    folder = Path(_folder.name) / "store"
    ingest_paths([SAMPLE], StoreSettings(folder), workers=1)
    return folder
