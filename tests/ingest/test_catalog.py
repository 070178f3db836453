"""The catalog gives back what was stored, finds documents and passages by name, and shows only whole documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from ingest import catalog_schema
from ingest.catalog import Catalog, open_catalog
from ingest.errors import StoreError, UnknownDocument
from tests.ingest.made_documents import parsed_report


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    opened = open_catalog(tmp_path / "store", create=True)
    yield opened
    opened.close()


@pytest.fixture
def two_years(catalog: Catalog, tmp_path: Path) -> Catalog:
    for year in (2023, 2024):
        parsed = parsed_report(tmp_path, year, name=f"report-{year}.txt")
        catalog.store(parsed)
        catalog.settle(parsed.document.id)
    return catalog


def test_a_document_comes_back_as_it_was_stored(catalog: Catalog, tmp_path: Path) -> None:
    parsed = parsed_report(tmp_path)
    document_id = parsed.document.id
    catalog.store(parsed)
    catalog.settle(document_id)
    assert catalog.facts(document_id) == parsed.facts
    assert catalog.statements(document_id) == parsed.statements
    assert catalog.sections(document_id) == parsed.document.sections
    assert catalog.tables(document_id) == parsed.document.tables
    assert catalog.document_chunks(document_id) == parsed.chunks
    info = catalog.document(document_id)
    assert (info.counts, info.sha256, info.year) == (parsed.counts, parsed.document.sha256, 2024)


def test_a_document_is_not_seen_before_it_is_settled(catalog: Catalog, tmp_path: Path) -> None:
    parsed = parsed_report(tmp_path)
    catalog.store(parsed)
    assert catalog.documents() == ()
    assert catalog.search_lexical("财政信息系统") == []
    assert catalog.chunk_ids() == ()
    with pytest.raises(UnknownDocument):
        catalog.facts(parsed.document.id)
    assert catalog.unsettled() == {parsed.document.id: parsed.chunks}


def test_a_changed_file_replaces_its_older_document_at_once(catalog: Catalog, tmp_path: Path) -> None:
    old, new = parsed_report(tmp_path, total="312.50"), parsed_report(tmp_path, total="313.00")
    catalog.store(old)
    catalog.settle(old.document.id)
    catalog.store(new)
    assert [info.id for info in catalog.documents()] == [old.document.id]
    assert catalog.settle(new.document.id) == (old.document.id,)
    assert [info.id for info in catalog.documents()] == [new.document.id]
    assert catalog.unsettled() == {old.document.id: ()}


@pytest.mark.parametrize(
    "name", ["report-2024.txt", "report-2024", "海山县财政局 2024", "海山财政2024", "2024年度部门决算"]
)
def test_a_document_is_found_by_file_or_by_enough_of_its_title(two_years: Catalog, name: str) -> None:
    assert two_years.find(name).year == 2024


def test_a_document_is_found_by_the_start_of_its_id(two_years: Catalog) -> None:
    info = two_years.documents()[0]
    assert two_years.find(info.id[:8]) == info


def test_a_name_of_two_documents_names_both(two_years: Catalog) -> None:
    with pytest.raises(UnknownDocument, match=r"2023.*2024"):
        two_years.find("海山县财政局")


def test_a_name_of_no_document_names_what_there_is(two_years: Catalog) -> None:
    with pytest.raises(UnknownDocument, match="海山县财政局"):
        two_years.find("教育局")


def test_words_find_the_passage_that_says_them(two_years: Catalog) -> None:
    newer = two_years.find("2024").id
    best, score = two_years.search_lexical("信息系统升级", document_ids=[newer], kinds=["text"])[0]
    assert "财政信息系统升级" in two_years.chunks([best])[0].text
    assert score > 0


def test_a_search_stays_within_its_documents_and_kinds(two_years: Catalog) -> None:
    newer = two_years.find("2024").id
    found = two_years.chunks(each for each, _ in two_years.search_lexical("行政运行", [newer], ["table"]))
    assert {(chunk.document_id, chunk.kind.value) for chunk in found} == {(newer, "table")}


def test_a_figure_is_found_with_or_without_separators(two_years: Catalog) -> None:
    assert two_years.search_lexical("312.50") == two_years.search_lexical("３１２．５０")


def test_punctuation_alone_finds_nothing(two_years: Catalog) -> None:
    assert two_years.search_lexical("？！") == []


def test_a_missing_store_says_to_ingest(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="budgetqa ingest"):
        open_catalog(tmp_path / "none")


def test_a_store_of_another_version_says_to_ingest_again(catalog: Catalog, tmp_path: Path) -> None:
    catalog.remember("schema", "0")
    with pytest.raises(StoreError, match="again"):
        open_catalog(tmp_path / "store")


def test_a_database_that_is_none_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "catalog.sqlite").write_text("this is no database, only text " * 40)
    with pytest.raises(StoreError, match="cannot be used"):
        open_catalog(tmp_path)


def test_the_schema_compiles_for_postgresql() -> None:
    for table in catalog_schema.metadata.sorted_tables:
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]
