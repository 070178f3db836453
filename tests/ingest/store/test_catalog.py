"""The catalog returns what was stored, finds documents and passages by name, and shows only complete documents."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import text, update

from ingest.model.errors import StoreError, UnknownDocument
from ingest.parse import parse_file
from ingest.store.catalog import schema as catalog_schema
from ingest.store.catalog.catalog import Catalog, open_catalog
from tests.fixtures.made_report import parsed_report, write_report


@pytest.fixture
def catalog(tmp_path: Path, database_url: str) -> Iterator[Catalog]:
    opened = open_catalog(tmp_path / "store", database_url, create=True)
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


def test_a_store_of_another_version_says_to_ingest_again(catalog: Catalog, tmp_path: Path, database_url: str) -> None:
    catalog.remember("schema", "0")
    with pytest.raises(StoreError, match="again"):
        open_catalog(tmp_path / "store", database_url)


def test_a_store_that_was_not_made_to_its_end_is_made_by_the_next_ingest(
    catalog: Catalog, tmp_path: Path, database_url: str
) -> None:
    """A process was killed while it made the tables."""
    with catalog._writing() as connection:
        connection.execute(text("DELETE FROM meta"))
        connection.execute(text("DROP TABLE postings"))
    with pytest.raises(StoreError, match="budgetqa ingest"):
        open_catalog(tmp_path / "store", database_url)
    with closing(open_catalog(tmp_path / "store", database_url, create=True)) as made:
        parsed = parsed_report(tmp_path)
        made.store(parsed)
        made.settle(parsed.document.id)
        assert made.search_lexical("行政运行")


def test_documents_come_in_one_order_whatever_the_database_sorts_by(catalog: Catalog, tmp_path: Path) -> None:
    for name in ("岚县水务局", "安河县水务局", "禾川县水务局"):
        path = write_report(tmp_path / f"{name}.txt")
        path.write_text(path.read_text("utf-8").replace("海山县财政局", name), encoding="utf-8")
        parsed = parse_file(path, sha256(path.read_bytes()).hexdigest(), "test")
        catalog.store(parsed)
        catalog.settle(parsed.document.id)
    assert [info.institution for info in catalog.documents()] == ["安河县水务局", "岚县水务局", "禾川县水务局"]


def test_a_text_of_any_length_and_any_character_is_stored(catalog: Catalog, tmp_path: Path) -> None:
    parsed = parsed_report(tmp_path)
    long = "".join(chr(0x4E00 + at * 7 % 20000) for at in range(9000)) + "\x00"
    item = replace(parsed.facts[0].item, name=long)
    catalog.store(replace(parsed, facts=(replace(parsed.facts[0], item=item, text=long), *parsed.facts[1:])))
    catalog.settle(parsed.document.id)
    assert catalog.facts(parsed.document.id)[0].text == long


def test_values_of_another_version_say_to_ingest_again(catalog: Catalog, tmp_path: Path) -> None:
    """A newer program is asked before it has read the files again."""
    parsed = parsed_report(tmp_path)
    catalog.store(parsed)
    catalog.settle(parsed.document.id)
    with catalog._writing() as connection:
        connection.execute(update(catalog_schema.parts).values(payload=b"other bytes"))
    with pytest.raises(StoreError, match="budgetqa ingest"):
        catalog.facts(parsed.document.id)


def test_a_database_that_is_none_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "catalog.sqlite").write_text("this is no database, only text " * 40)
    with pytest.raises(StoreError, match="cannot be used"):
        open_catalog(tmp_path)


def test_a_store_of_the_version_before_is_brought_up_to_date_by_the_next_ingest(
    catalog: Catalog, tmp_path: Path, database_url: str
) -> None:
    parsed = parsed_report(tmp_path)
    catalog.store(parsed)
    catalog.settle(parsed.document.id)
    catalog.remember("schema", "1")
    with catalog._engine.begin() as connection:
        for column in ("variant", "corrected"):
            connection.execute(text(f"ALTER TABLE documents DROP COLUMN {column}"))
    with pytest.raises(StoreError, match="budgetqa ingest"):
        open_catalog(tmp_path / "store", database_url)
    with closing(open_catalog(tmp_path / "store", database_url, create=True)) as made:
        (document,) = made.documents()
        assert (document.variant, document.corrected, document.year) == ("", (), 2024)
