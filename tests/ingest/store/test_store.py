"""Catalog and vectors hold the same documents, whatever happens to the process that writes them."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy
import pytest
from sqlalchemy import update

from ingest.build import ingest_paths
from ingest.model.errors import StoreError
from ingest.settings import StoreSettings
from ingest.store.catalog import schema as catalog_schema
from ingest.store.embeddings import OURS, shipped_name
from ingest.store.lock import writing
from ingest.store.store import Store, open_store
from tests.fixtures.made_report import parsed_report, write_report
from tests.fixtures.paths import ROOT
from tests.fixtures.servers.postgresql_server import postgresql

# A writer that is killed without clean-up, right before or right after one step of its work.
KILLED_WRITER = """
import os, signal, sys
from pathlib import Path
from ingest.settings import StoreSettings
from ingest.store.store import open_store
from tests.fixtures.made_report import parsed_report

folder, step, moment, url = Path(sys.argv[1]), *sys.argv[2:]
store = open_store(StoreSettings(folder / "store", url), create=True)
owner = {"store": store.catalog, "settle": store.catalog, "add": store.vectors, "remove": store.vectors}[step]
work = getattr(owner, step)
calls = []

def fatal(*arguments):
    if moment == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    work(*arguments)
    os.kill(os.getpid(), signal.SIGKILL)

with store.writing():
    setattr(owner, step, fatal)
    store.add(parsed_report(folder, total="313.00"))
"""


@pytest.fixture
def store(tmp_path: Path, database_url: str) -> Iterator[Store]:
    opened = open_store(StoreSettings(tmp_path / "store", database_url, wait=0.2), create=True)
    yield opened
    opened.close()


def _assert_whole(store: Store) -> None:
    """Asserts that every readable document has all its parts, and vectors for exactly its chunks."""
    documents = store.catalog.documents()
    for info in documents:
        chunks = store.catalog.document_chunks(info.id)
        assert len(store.catalog.facts(info.id)) == info.counts.facts > 0
        assert len(chunks) == info.counts.chunks > 0
        assert store.vectors.ids(info.id) == {chunk.id for chunk in chunks}
    assert store.vectors.count() == sum(info.counts.chunks for info in documents)
    assert store.catalog.unsettled() == {}


def test_a_document_is_in_catalog_and_vectors_and_gone_from_both(store: Store, tmp_path: Path) -> None:
    parsed = parsed_report(tmp_path)
    with store.writing():
        store.add(parsed)
    assert len(store.catalog.documents()) == 1
    _assert_whole(store)
    with store.writing():
        store.remove(parsed.document.id)
    assert store.catalog.documents() == ()
    _assert_whole(store)


def test_a_changed_file_leaves_nothing_of_its_older_self(store: Store, tmp_path: Path) -> None:
    with store.writing():
        store.add(parsed_report(tmp_path, total="312.50"))
        store.add(parsed_report(tmp_path, total="313.00"))
    assert len(store.catalog.documents()) == 1
    _assert_whole(store)


SQLITE_STEPS = [("store", "before"), ("store", "after"), ("add", "after"), ("settle", "after"), ("remove", "before")]
POSTGRESQL_STEPS = [("store", "after"), ("settle", "after")]


@pytest.mark.parametrize(("server", "steps"), [("", SQLITE_STEPS), ("postgresql", POSTGRESQL_STEPS)])
def test_a_killed_writer_leaves_no_half_document_and_the_next_one_mends(
    tmp_path: Path, server: str, steps: list[tuple[str, str]]
) -> None:
    """The store holds an older version of the file; the writer of the new one is killed at every step."""
    running = []
    for number, (step, moment) in enumerate(steps):
        folder = tmp_path / str(number)
        folder.mkdir()
        settings = StoreSettings(folder / "store", postgresql().database() if server else "")
        store = open_store(settings, create=True)
        with store.writing():
            store.add(parsed_report(folder, total="312.50"))
        store.close()
        command = [sys.executable, "-c", KILLED_WRITER, str(folder), step, moment, settings.database_url]
        running.append((settings, subprocess.Popen(command, cwd=ROOT)))
    for settings, process in running:
        assert process.wait(60) == -signal.SIGKILL
        store = open_store(settings)
        (info,) = store.catalog.documents()
        assert len(store.catalog.facts(info.id)) == info.counts.facts > 0
        with store.writing():
            assert len(store.catalog.documents()) == 1
        _assert_whole(store)
        store.close()


def test_two_writers_wait_for_each_other_and_then_say_who_holds_the_store(store: Store) -> None:
    with store.writing(), pytest.raises(StoreError, match="another process"), store.writing():
        pass


def test_a_lock_is_free_when_its_holder_is_done(tmp_path: Path) -> None:
    for _ in range(2):
        with writing(tmp_path, wait=0):
            pass


def test_vectors_of_two_models_are_not_mixed(store: Store, tmp_path: Path) -> None:
    store.catalog.remember("embedding_model", "another")
    with pytest.raises(StoreError, match="BUDGETQA_EMBEDDING_MODEL"):
        store.add(parsed_report(tmp_path))
    assert store.catalog.documents() == ()


def test_vectors_of_an_older_model_of_ours_are_made_again_by_the_next_writer(tmp_path: Path) -> None:
    """A new version has a new model: a search asks for another ingest, and then works."""
    settings = StoreSettings(tmp_path / "store")
    paths = [write_report(tmp_path / "report.txt")]
    ingest_paths(paths, settings, workers=1)
    older = open_store(settings)
    older.catalog.remember("embedding_model", f"{OURS}00000000")
    (id,) = (each.id for each in older.catalog.documents())
    made = older.vectors.ids(id)
    older.vectors.add(older.catalog.document_chunks(id), numpy.ones((len(made), 256), dtype=numpy.float32) / 16)
    with pytest.raises(StoreError, match="ingest once more"):
        _ = older.embedder
    ingest_paths(paths, settings, workers=1)
    newer = open_store(settings)
    assert newer.embedder.name == shipped_name()
    asked = newer.embedder.query("行政运行支出")
    best = newer.vectors.query(asked, limit=3)
    assert newer.vectors.ids(id) == made
    assert best[0][1] > best[1][1] + 0.01


def test_vectors_that_were_lost_are_made_again_by_the_next_writer(store: Store, tmp_path: Path) -> None:
    with store.writing():
        store.add(parsed_report(tmp_path))
        store.add(parsed_report(tmp_path, 2023, name="older.txt"))
    lost = store.catalog.documents()[0].id
    store.vectors.remove(lost)
    again = open_store(store.settings)
    with again.writing():
        again.add(parsed_report(tmp_path, 2022, name="oldest.txt"))
    _assert_whole(again)
    again.close()


def test_a_folder_of_vectors_that_was_deleted_is_filled_again(tmp_path: Path) -> None:
    """In its own process, because the deleted folder must not be in use."""
    settings = StoreSettings(tmp_path / "store")
    code = (
        "import sys; from pathlib import Path; from ingest.build import ingest_paths\n"
        "from ingest.settings import StoreSettings\n"
        "ingest_paths([Path(sys.argv[1])], StoreSettings(Path(sys.argv[2])), workers=1)"
    )
    command = [sys.executable, "-c", code, str(write_report(tmp_path / "report.txt")), str(settings.folder)]
    subprocess.run(command, check=True, cwd=ROOT)
    shutil.rmtree(settings.folder / "vectors")
    subprocess.run(command, check=True, cwd=ROOT)
    store = open_store(settings)
    assert len(store.catalog.documents()) == 1
    _assert_whole(store)
    store.close()


def test_an_unsettled_document_of_another_version_of_the_program_does_not_block_the_store(
    store: Store, tmp_path: Path
) -> None:
    """A reader was killed, and the next one is newer and cannot read its data: the file is simply read again."""
    parsed = parsed_report(tmp_path)
    store.catalog.store(parsed)
    with store.catalog._writing() as connection:
        connection.execute(update(catalog_schema.parts).values(payload=b"other bytes"))
    with store.writing():
        assert store.catalog.documents() == ()
        store.add(parsed)
    assert len(store.catalog.documents()) == 1
    _assert_whole(store)


def test_a_model_that_was_chosen_while_another_was_already_open_is_not_mixed_in(tmp_path: Path) -> None:
    """A server has its model open; before its first upload, another process fills the store with another model."""
    server = open_store(StoreSettings(tmp_path / "store"), create=True)
    server.prepare()
    server.catalog.remember("embedding_model", "another")
    with server.writing(), pytest.raises(StoreError, match="BUDGETQA_EMBEDDING_MODEL"):
        server.add(parsed_report(tmp_path))
    assert server.catalog.documents() == ()
    server.close()
