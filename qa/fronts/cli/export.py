"""``budgetqa export``: a document's tables as a workbook, CSV files or JSON, cleaned, each figure with its place."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from ingest.model.document import SourceRef, Table
from ingest.model.errors import BadQuestion
from ingest.model.figures import Fact
from ingest.model.printed_tables import printed_tables
from qa.fronts.cli.clean_tables import LABELS, CleanRow, CleanTable, clean, number_format
from qa.fronts.cli.documents import place_of
from qa.settings import Settings
from qa.stores import open_stores

_FACT_COLUMNS = (
    "id", "table", "code", "item", "row path", "column path", "institution", "variant", "year", "stage", "side", "fund",
    "measure", "value", "unit", "printed", "mark", "place",
)  # fmt: skip
_TABLE_COLUMNS = ("id", "part of", "number", "title", "subject", "unit", "year", "section", "notes", "place")
_NOT_IN_SHEET_NAMES = re.compile(r"[\\/*?:\[\]]")
_LONGEST_SHEET_NAME = 31
_FORMULA = re.compile(r"[=+@\t\r]|-(?![-—\d.,%\s]*$)")


@dataclass(frozen=True, slots=True)
class Export:
    tables: tuple[CleanTable, ...]
    facts: tuple[Fact, ...]


def export_document(name: str, format: str, out: Path | None, settings: Settings) -> None:
    """Write the tables and print where. Raises BadQuestion for an unknown ``format``."""
    write = _WRITERS.get(format)
    if write is None:
        raise BadQuestion(f"--format is one of {', '.join(_WRITERS)}, not {format}")
    with closing(open_stores(settings)) as stores:
        document = stores.catalog.find(name)
        facts = stores.catalog.facts(document.id)
        tables = stores.catalog.tables(document.id)
    of_table: dict[str, list[Fact]] = {}
    for fact in facts:
        of_table.setdefault(fact.table_id, []).append(fact)
    suffix = "" if format == "csv" else f".{format}"
    target = out or Path(f"{Path(document.file).stem}{suffix}")
    write(Export(tuple(clean(table, of_table.get(table.id, ())) for table in tables), facts), target)
    print(f"{len(printed_tables(tables))} tables, {len(facts)} facts written to {target}")


# --------------------------------------------------------------------------------------------------------------- JSON


def _write_json(export: Export, target: Path) -> None:
    """A list of tables, each with its printed rows, its parsed rows and its facts."""
    body = [_head(each.table) | _body(each) for each in export.tables]
    target.write_text(json.dumps(body, ensure_ascii=False, indent=1), encoding="utf-8")


def _body(each: CleanTable) -> dict[str, Any]:
    facts = [fact for row in each.rows for fact in row.cells if fact is not None]
    return {
        "columns": [{"name": column.name, "unit": column.unit} for column in each.columns],
        "rows": [_json_row(row, each) for row in each.rows],
        "facts": [dict(zip(_FACT_COLUMNS, _fact_cells(fact, _json_number), strict=True)) for fact in facts],
    }


def _json_row(row: CleanRow, each: CleanTable) -> dict[str, Any]:
    cells = [
        {"column": column.name, "printed": fact.text, "value": _json_number(fact.value), "unit": fact.unit}
        | {"fact": fact.id, "mark": fact.mark.value, **_address(fact.source)}
        for column, fact in zip(each.columns, row.cells, strict=True)
        if fact is not None
    ]
    return {"half": row.half, "code": row.code, "item": row.item, "row path": list(row.path), "cells": cells}


def _address(source: SourceRef) -> dict[str, Any]:
    box = list(source.box) if source.box else None
    return {"page": source.page, "bbox": box, "line": source.line, "column_at": source.column}


def _json_number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


# ---------------------------------------------------------------------------------------------------------------- CSV


def _write_csv(export: Export, target: Path) -> None:
    """One file per table and one of all facts, with a byte order mark so that Excel detects UTF-8."""
    target.mkdir(parents=True, exist_ok=True)
    _csv_file(target / "tables.csv", _TABLE_COLUMNS, (_index_row(each.table) for each in export.tables))
    for each in export.tables:
        _csv_file(target / f"{each.table.id}.csv", _headings(each), (_csv_row(row) for row in each.rows))
    _csv_file(target / "facts.csv", _FACT_COLUMNS, (tuple(_fact_cells(fact, _plain)) for fact in export.facts))


def _csv_file(path: Path, header: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(map(_harmless, row) for row in rows)


def _csv_row(row: CleanRow) -> tuple[Any, ...]:
    cells = ("" if fact is None else fact.text if fact.value is None else _plain(fact.value) for fact in row.cells)
    return (row.code, row.item, " / ".join(row.path), *cells)


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


# -------------------------------------------------------------------------------------------------------------- sheets


def _write_xlsx(export: Export, target: Path) -> None:
    """A sheet that lists the tables, one sheet per table, and one of all facts."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    _sheet(book, "tables", _TABLE_COLUMNS, (_index_row(each.table) for each in export.tables))
    for each in export.tables:
        named = _NOT_IN_SHEET_NAMES.sub(" ", f"{each.table.id} {each.table.title}")[:_LONGEST_SHEET_NAME].strip()
        _sheet(
            book, named, _headings(each), ((row.code, row.item, " / ".join(row.path), *row.cells) for row in each.rows)
        )
    _sheet(book, "facts", _FACT_COLUMNS, (tuple(_fact_cells(fact, lambda value: value)) for fact in export.facts))
    book.save(target)


def _sheet(book: Any, name: str, header: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> None:
    from openpyxl.cell import WriteOnlyCell

    def shown(cell: Any) -> Any:
        if not isinstance(cell, Fact):
            return _harmless(cell)
        if cell.value is None:
            return _harmless(cell.text) or None
        number = WriteOnlyCell(sheet, value=cell.value)
        number.number_format = number_format(cell)
        return number

    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    sheet.append(tuple(map(_harmless, header)))
    for row in rows:
        sheet.append(tuple(map(shown, row)))


# -------------------------------------------------------------------------------------------------------------- shared


def _harmless(cell: Any) -> Any:
    """Keeps printed text that begins like a formula as text."""
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def _headings(each: CleanTable) -> tuple[str, ...]:
    return (*LABELS, *(column.heading for column in each.columns))


def _head(table: Table) -> dict[str, Any]:
    names = ("id", "number", "title", "kind", "subject", "institution", "variant", "unit", "year")
    listed: dict[str, Any] = {
        "section": list(table.section),
        "notes": list(table.notes),
        "place": place_of(table.source),
    }
    listed |= {"part of": table.whole or table.id, "pages": list(table.pages)}
    return {name: getattr(table, name) for name in names} | listed


def _index_row(table: Table) -> tuple[Any, ...]:
    head = _head(table)
    head |= {"section": " > ".join(table.section), "notes": "\n".join(table.notes)}
    return tuple(head[name] for name in _TABLE_COLUMNS)


def _fact_cells(fact: Fact, number: Callable[[Decimal | None], Any]) -> Iterator[Any]:
    yield from (fact.id, fact.table_id, fact.item.code, fact.item.name)
    yield from (" / ".join(fact.row_path), " / ".join(fact.column_path), fact.institution, fact.variant, fact.year)
    yield from (
        fact.stage.value,
        fact.side.value,
        fact.fund.value,
        fact.measure,
        number(fact.value),
        fact.unit,
        fact.text,
    )
    yield from (fact.mark.value, place_of(fact.source))


_WRITERS: dict[str, Callable[[Export, Path], None]] = {"xlsx": _write_xlsx, "csv": _write_csv, "json": _write_json}
