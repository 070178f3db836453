"""An export gives the table: each fact in one cell, under its header path, as a number with its printed decimals."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ingest.parse import parse_file
from qa.fronts.cli.clean_tables import CleanTable, clean, number_format
from qa.fronts.cli.export import Export, _write_csv, _write_json, _write_xlsx
from tests.fixtures.paths import SAMPLE_DOCUMENTS


@pytest.fixture(scope="module")
def export() -> Export:
    parsed = parse_file(SAMPLE_DOCUMENTS / "lanxian-2024-final.pdf", "0" * 64, "test")
    tables = [
        clean(table, [fact for fact in parsed.facts if fact.table_id == table.id]) for table in parsed.document.tables
    ]
    return Export(tuple(tables), parsed.facts)


def _titled(export: Export, word: str) -> CleanTable:
    return next(each for each in export.tables if word in each.table.title)


def test_every_fact_is_in_one_cell_of_one_table(export: Export) -> None:
    cells = [fact.id for each in export.tables for row in each.rows for fact in row.cells if fact is not None]
    assert sorted(cells) == sorted(fact.id for fact in export.facts)


def test_side_by_side_halves_become_rows_under_one_header(export: Export) -> None:
    """公用经费 printed in two groups of columns is one column."""
    each = _titled(export, "基本支出决算")
    assert len({row.half for row in each.rows}) == 3
    assert [column.heading for column in each.columns] == ["人员经费 / 决算数（万元）", "公用经费 / 决算数（万元）"]


def test_a_number_keeps_its_printed_decimals_in_the_workbook(export: Export, tmp_path: Path) -> None:
    """12.50 stays a number and shows as 12.50."""
    _write_xlsx(export, tmp_path / "out.xlsx")
    book = load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames[0] == "tables" and book.sheetnames[-1] == "facts"
    assert len(book.sheetnames) == len(export.tables) + 2
    each = _titled(export, "支出决算表")
    sheet = next(sheet for sheet in book.worksheets if sheet.title.startswith(f"{each.table.id} "))
    for at, row in enumerate(each.rows, start=2):
        for column, fact in enumerate(row.cells, start=4):
            if fact is not None and fact.value is not None:
                cell = sheet.cell(at, column)
                assert cell.value == pytest.approx(float(fact.value))
                assert cell.number_format == number_format(fact)


def test_json_has_the_printed_text_beside_each_value_with_unit_and_place(export: Export, tmp_path: Path) -> None:
    _write_json(export, tmp_path / "out.json")
    tables = json.loads((tmp_path / "out.json").read_text("utf-8"))
    cells = [cell for table in tables for row in table["rows"] for cell in row["cells"]]
    by_id = {fact.id: fact for fact in export.facts}
    assert len(cells) == len(by_id)
    for cell in cells:
        fact = by_id[cell["fact"]]
        assert (cell["printed"], cell["unit"], cell["page"]) == (fact.text, fact.unit, fact.source.page)
        assert cell["value"] == (None if fact.value is None else pytest.approx(float(fact.value)))


def test_no_printed_text_becomes_a_formula(export: Export, tmp_path: Path) -> None:
    """A cell of words that begins with = or - is opened as text; a negative figure stays a number."""
    from qa.fronts.cli.export import _harmless

    assert [_harmless(text) for text in ("=1+1", "-cmd|x", "+1", "@x")] == ["'=1+1", "'-cmd|x", "'+1", "'@x"]
    assert [_harmless(text) for text in ("-12.50", "--", "—", "-3%", "甲")] == ["-12.50", "--", "—", "-3%", "甲"]
    _write_csv(export, tmp_path / "csv")
    assert {path.name for path in (tmp_path / "csv").iterdir()} >= {"tables.csv", "facts.csv", "T1.csv"}
