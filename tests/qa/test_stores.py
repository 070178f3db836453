"""Passages are found by words and by meaning, and both searches agree on what the store holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.build import ingest_paths
from ingest.model.errors import StoreError
from ingest.settings import StoreSettings
from qa.stores import Stores, open_stores
from tests.fixtures.made_report import write_report


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    folder = tmp_path_factory.mktemp("stores")
    paths = [write_report(folder / f"{year}.txt", year) for year in (2023, 2024)]
    ingest_paths(paths, StoreSettings(folder / "store"), workers=1)
    opened = open_stores(StoreSettings(folder / "store"))
    yield opened
    opened.close()


def test_a_passage_is_found_by_what_it_says(stores: Stores) -> None:
    best = stores.search.passages("财政信息系统升级", kinds=["text"], limit=2)[0]
    assert "财政信息系统升级" in best.chunk.text
    assert best.words == 1 and best.meaning is not None


def test_a_search_stays_within_the_documents_asked_for(stores: Stores) -> None:
    wanted = stores.catalog.find("2023").id
    found = stores.search.passages("支出决算情况", document_ids=[wanted], limit=5)
    assert {each.chunk.document_id for each in found} == {wanted}


def test_the_limit_holds_and_the_best_comes_first(stores: Stores) -> None:
    found = stores.search.passages("行政运行", limit=3)
    assert len(found) == 3
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)


def test_open_stores_can_be_kept_as_a_key(stores: Stores) -> None:
    assert len({stores, open_stores(stores.store.settings)}) == 2


def test_a_missing_store_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="budgetqa ingest"):
        open_stores(StoreSettings(tmp_path))
