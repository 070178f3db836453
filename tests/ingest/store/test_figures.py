"""Figures by name, table and code in SQL: exact, and the same in SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from ingest.model.normalize import name_key
from ingest.store.catalog.catalog import Catalog, open_catalog
from ingest.store.catalog.figure_rows import fact_of, statement_of
from ingest.store.catalog.figures import FactFilter
from tests.fixtures.made_report import parsed_report


@pytest.fixture
def catalog(tmp_path: Path, database_url: str) -> Iterator[Catalog]:
    with closing(open_catalog(tmp_path / "store", database_url, create=True)) as made:
        for year, total in ((2023, "300.00"), (2024, "312.50")):
            parsed = parsed_report(tmp_path, year, total, f"{year}.txt")
            made.store(parsed)
            made.settle(parsed.document.id)
        yield made


def test_every_figure_comes_back_exactly_from_its_row(catalog: Catalog) -> None:
    for document in catalog.documents():
        facts = [fact_of(row) for row in catalog.figures.facts([document.id], FactFilter())]
        statements = [statement_of(row) for row in catalog.figures.statements([document.id], None)]
        assert facts == list(catalog.facts(document.id)) and facts
        assert statements == list(catalog.statements(document.id)) and statements


def test_the_offices_of_a_document_are_those_that_its_facts_are_of(catalog: Catalog) -> None:
    for document in catalog.documents():
        told = {each.institution for each in catalog.facts(document.id) if each.institution}
        assert catalog.figures.offices([document.id]) == tuple(sorted(told))


def test_figures_of_all_documents_are_found_by_name_by_column_and_by_code(catalog: Catalog) -> None:
    figures = catalog.figures
    by_name = figures.facts(None, FactFilter(items=frozenset({name_key("一般公共服务支出")})))
    by_code = figures.facts(None, FactFilter(codes=frozenset({"201"})))
    assert [row.id for row in by_name] == [row.id for row in by_code] and {row.year for row in by_name} == {2023, 2024}
    by_column = figures.facts(None, FactFilter(headers=frozenset({name_key("基本支出")})))
    assert {row.measure for row in by_column} == {"基本支出"}


def test_a_table_filter_keeps_to_its_table_and_an_empty_one_finds_nothing(catalog: Catalog) -> None:
    (first, *_) = catalog.documents()
    (table, *_) = catalog.figures.tables([first.id])
    within = FactFilter(tables=frozenset({(first.id, table.id)}))
    assert {row.document_id for row in catalog.figures.facts(None, within)} == {first.id}
    assert catalog.figures.facts(None, FactFilter(tables=frozenset())) == ()


def test_names_are_those_of_rows_columns_and_sentences(catalog: Catalog) -> None:
    (first, *_) = catalog.documents()
    assert (first.id, name_key("行政运行")) in catalog.figures.names([first.id], ["item"])
    assert (first.id, name_key("基本支出")) in catalog.figures.names([first.id], ["header"])
    assert (first.id, name_key("支出合计")) in catalog.figures.names(None, ["said"])


def test_a_store_of_the_version_before_gets_its_rows_from_what_it_holds(
    catalog: Catalog, tmp_path: Path, database_url: str
) -> None:
    """The files may be gone by then."""
    before = [fact_of(row) for row in catalog.figures.facts(None, FactFilter())]
    with catalog._engine.begin() as connection:
        connection.execute(text("DROP TABLE names"))
        connection.execute(text("ALTER TABLE facts DROP COLUMN source"))
    catalog.remember("schema", "2")
    with closing(open_catalog(tmp_path / "store", database_url, create=True)) as made:
        assert [fact_of(row) for row in made.figures.facts(None, FactFilter())] == before
        assert made.figures.names(None, ["item"])
