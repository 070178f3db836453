"""A store whose vectors are in a Chroma server: they follow the catalog, whatever happens to the server."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.model.errors import StoreError
from ingest.settings import StoreSettings
from ingest.store.store import Store, open_store
from qa.stores import open_stores
from tests.fixtures.made_report import parsed_report, write_report
from tests.fixtures.paths import ROOT
from tests.fixtures.servers.chroma_server import ChromaServer, chroma
from tests.ingest.store.test_store import _assert_whole


@pytest.fixture
def server() -> ChromaServer:
    return chroma()


@pytest.fixture
def store(tmp_path: Path, server: ChromaServer) -> Iterator[Store]:
    settings = StoreSettings(tmp_path / "store", chroma_url=server.collection())
    opened = open_store(settings, create=True)
    yield opened
    opened.close()


def test_files_are_brought_in_searched_replaced_and_taken_out(server: ChromaServer, tmp_path: Path) -> None:
    """By the commands that a user runs; the store folder holds no vectors."""
    url, folder = server.collection(), tmp_path / "store"
    file = write_report(tmp_path / "report.txt")
    for total, outcome in (("312.50", "new"), ("312.50", "unchanged"), ("313.00", "replaced")):
        write_report(file, total=total)
        assert outcome in _said(url, "ingest", str(file), "--store", str(folder))
    assert "313" in _said(url, "ask", "海山县财政局2024年支出合计是多少？", "--store", str(folder))
    stores = open_stores(StoreSettings(folder, chroma_url=url))
    _assert_whole(stores.store)
    best = stores.search.passages("财政信息系统升级", kinds=["text"], limit=1)[0]
    assert "财政信息系统升级" in best.chunk.text and best.meaning is not None
    _said(url, "remove", "report.txt", "--store", str(folder))
    assert stores.catalog.documents() == () and stores.store.vectors.count() == 0
    assert not (folder / "vectors").exists()
    stores.close()


def _said(url: str, *arguments: str) -> str:
    environment = os.environ | {"BUDGETQA_CHROMA_URL": url}
    command = [sys.executable, "-m", "qa.fronts.cli.main", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_two_stores_on_one_server_keep_to_their_collections(store: Store, server: ChromaServer, tmp_path: Path) -> None:
    other = open_store(StoreSettings(tmp_path / "other", chroma_url=server.collection()), create=True)
    parsed = parsed_report(tmp_path)
    for each in (store, other):
        with each.writing():
            each.add(parsed)
    with other.writing():
        other.remove(parsed.document.id)
    _assert_whole(store)
    _assert_whole(other)
    other.close()


def test_a_collection_of_another_store_is_refused_and_left_as_it_is(store: Store, tmp_path: Path) -> None:
    """Otherwise the vectors of two models would mix, and one store would remove what the other needs."""
    parsed = parsed_report(tmp_path)
    with store.writing():
        store.add(parsed)
    other = open_store(replace(store.settings, folder=tmp_path / "other"), create=True)
    with other.writing(), pytest.raises(StoreError, match="another store"):
        other.add(parsed)
    assert other.catalog.documents() == ()
    other.close()
    _assert_whole(store)


def test_a_server_that_ends_amid_a_writing_leaves_the_old_document_and_the_next_writing_mends(
    store: Store, server: ChromaServer, tmp_path: Path
) -> None:
    """The changed file is in the catalog but not in the vectors when the server stops: it cannot be read yet."""
    old, new = parsed_report(tmp_path, total="312.50"), parsed_report(tmp_path, total="313.00")
    with store.writing():
        store.add(old)
    write = store.catalog.store
    try:
        with pytest.raises(StoreError, match="check that its server runs"), store.writing():
            store.catalog.store = lambda parsed: (write(parsed), server.stop())  # type: ignore[method-assign,assign,return-value]
            store.add(new)
        assert [each.id for each in store.catalog.documents()] == [old.document.id]
        with pytest.raises(StoreError, match="check that its server runs"), store.writing():
            pass
    finally:
        store.catalog.store = write  # type: ignore[method-assign]
        server.start()
    with store.writing():
        assert [each.id for each in store.catalog.documents()] == [new.document.id]
    _assert_whole(store)


def test_a_server_that_is_gone_stops_a_removal_before_it_begins(
    store: Store, server: ChromaServer, tmp_path: Path
) -> None:
    parsed = parsed_report(tmp_path)
    with store.writing():
        store.add(parsed)
    server.stop()
    try:
        with pytest.raises(StoreError, match="BUDGETQA_CHROMA_URL"), store.writing():
            store.remove(parsed.document.id)
        assert len(store.catalog.documents()) == 1
    finally:
        server.start()
    _assert_whole(store)


def test_another_server_is_filled_by_the_next_ingest_and_the_way_back_is_open(
    server: ChromaServer, tmp_path: Path
) -> None:
    """The store began with its vectors in its folder; nothing is read again to move them."""
    store = open_store(StoreSettings(tmp_path / "store"), create=True)
    with store.writing():
        store.add(parsed_report(tmp_path))
    moved = open_store(replace(store.settings, chroma_url=server.collection()))
    with moved.writing():
        moved.remove(moved.catalog.documents()[0].id)
        moved.add(parsed_report(tmp_path, 2023))
    _assert_whole(moved)
    with store.writing():
        pass
    _assert_whole(store)
    store.close()
    moved.close()
