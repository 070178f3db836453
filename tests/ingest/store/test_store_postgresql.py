"""A store with its catalog on a PostgreSQL server: each failure is one clear line, and nothing is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.model.errors import StoreError
from ingest.settings import StoreSettings
from ingest.store.catalog.catalog import open_catalog
from ingest.store.store import Store, open_store
from tests.fixtures.made_report import parsed_report, write_report
from tests.fixtures.paths import ROOT
from tests.fixtures.servers.postgresql_server import PASSWORD, Cluster, postgresql
from tests.ingest.store.test_store import _assert_whole


@pytest.fixture
def server() -> Cluster:
    return postgresql()


@pytest.fixture
def store(tmp_path: Path, server: Cluster) -> Iterator[Store]:
    opened = open_store(StoreSettings(tmp_path / "store", server.database(), wait=0.2), create=True)
    yield opened
    opened.close()


def _budgetqa(url: str, *arguments: str) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    environment = os.environ | {"BUDGETQA_DATABASE_URL": url}
    command = [sys.executable, "-m", "qa.fronts.cli.main", *arguments]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=pipe, stderr=pipe, text=True)


def _complaint(url: str, *arguments: str) -> str:
    """The single line that a command ends with, on status 2."""
    process = _budgetqa(url, *arguments)
    said, complained = process.communicate(timeout=60)
    assert (process.returncode, said.strip(), complained.count("\n")) == (2, "", 1), said + complained
    assert PASSWORD not in complained
    return complained


def test_a_server_that_is_not_there_is_one_line_that_says_what_to_check(tmp_path: Path) -> None:
    address = f"postgresql://someone:{PASSWORD}@127.0.0.1:9/name"
    assert "check BUDGETQA_DATABASE_URL" in _complaint(address, "docs", "--store", str(tmp_path / "s"))


def test_a_wrong_password_and_a_missing_database_are_told(server: Cluster, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="password authentication failed") as told:
        open_catalog(tmp_path, server.address("postgres", password="wrong-password"))
    assert "wrong-password" not in str(told.value)
    with pytest.raises(StoreError, match=r"does not exist.*check BUDGETQA_DATABASE_URL"):
        open_catalog(tmp_path, server.address("no_such_database"))


def test_an_empty_database_says_to_ingest_first(server: Cluster, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="budgetqa ingest"):
        open_catalog(tmp_path, server.database())


def test_a_user_without_rights_is_told_which_to_get(server: Cluster, tmp_path: Path) -> None:
    address = server.database()
    name = address.rpartition("/")[2]
    server.say(f"create user {name}_reader password 'reads'")
    server.say("revoke create on schema public from public", name)
    poor = server.address(name, f"{name}_reader", "reads")
    with pytest.raises(StoreError, match="GRANT"):
        open_catalog(tmp_path, poor, create=True)
    open_catalog(tmp_path, address, create=True).close()
    with pytest.raises(StoreError, match="GRANT"):
        open_catalog(tmp_path, poor)


def test_tables_of_another_program_are_left_as_they_are(server: Cluster, tmp_path: Path) -> None:
    address = server.database()
    name = address.rpartition("/")[2]
    server.say("create table documents (id integer, body text)", name)
    for create in (True, False):
        with pytest.raises(StoreError, match="another program"):
            open_catalog(tmp_path, address, create=create)
    server.say("create table facts (nothing_else_was_made integer)", name)


def test_a_schema_of_its_own_keeps_two_stores_in_one_database_apart(server: Cluster, tmp_path: Path) -> None:
    address = server.database()
    server.say("create schema other", address.rpartition("/")[2])
    first = open_catalog(tmp_path, address, create=True)
    second = open_catalog(tmp_path, f"{address}?options=-csearch_path%3Dother", create=True)
    parsed = parsed_report(tmp_path)
    first.store(parsed)
    first.settle(parsed.document.id)
    assert len(first.documents()) == 1 and second.documents() == ()
    first.close()
    second.close()


def test_without_the_driver_the_message_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r"budgetqa\[postgres\]"):
        open_catalog(tmp_path, "postgresql://someone@127.0.0.1/name")


@pytest.mark.parametrize("url", ["nonsense", "mysql://a@b/c", "postgresql://a@b:port/c"])
def test_an_address_that_is_none_says_how_one_is_written(tmp_path: Path, url: str) -> None:
    with pytest.raises(StoreError, match="write it like postgresql://"):
        open_catalog(tmp_path, url)


def test_writers_on_two_machines_wait_for_each_other(store: Store, tmp_path: Path) -> None:
    """They share the database but no folder, so that only the database can separate them."""
    other = open_store(StoreSettings(tmp_path / "elsewhere", store.settings.database_url, wait=0.2))
    with store.writing():
        with pytest.raises(StoreError, match="another process"), other.writing():
            pass
        store.add(parsed_report(tmp_path))
    with other.writing():
        other.remove(other.catalog.documents()[0].id)
    assert store.catalog.documents() == ()
    other.close()


def test_two_processes_that_begin_a_store_at_once_both_bring_in_their_files(server: Cluster, tmp_path: Path) -> None:
    address, folder = server.database(), tmp_path / "store"
    files = [write_report(tmp_path / f"{year}.txt", year) for year in (2023, 2024)]
    running = [_budgetqa(address, "ingest", str(file), "--store", str(folder)) for file in files]
    for process in running:
        said, complained = process.communicate(timeout=60)
        assert process.returncode == 0, said + complained
    store = open_store(StoreSettings(folder, address))
    assert [each.year for each in store.catalog.documents()] == [2023, 2024]
    _assert_whole(store)
    store.close()


def test_a_server_that_ends_amid_a_writing_is_an_error_and_the_store_is_whole_when_it_is_back(
    server: Cluster, store: Store, tmp_path: Path
) -> None:
    """The same open store continues, like that of a running `budgetqa serve`."""
    with store.writing():
        store.add(parsed_report(tmp_path))
    try:
        with pytest.raises(StoreError, match="check BUDGETQA_DATABASE_URL"), store.writing():
            server.stop()
            store.add(parsed_report(tmp_path, total="313.00"))
        with pytest.raises(StoreError):
            store.catalog.documents()
    finally:
        server.start()
    (info,) = store.catalog.documents()
    assert len(store.catalog.facts(info.id)) == info.counts.facts
    with store.writing():
        store.add(parsed_report(tmp_path, total="313.00"))
    _assert_whole(store)


def test_what_is_written_after_the_lock_was_lost_is_refused(server: Cluster, store: Store, tmp_path: Path) -> None:
    """The server restarted during a write; another writer may be at work by now."""
    with store.writing():
        server.stop()
        server.start()
        with pytest.raises(StoreError):
            store.add(parsed_report(tmp_path))
    assert store.catalog.documents() == ()
