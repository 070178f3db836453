"""``budgetqa export``: the tables of a document as a workbook, CSV files or JSON, each figure with its place."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

from ingest.document import Table
from ingest.errors import BadQuestion
from ingest.figures import Fact
from qa.cli_documents import place_of
from qa.settings import Settings
from qa.stores import open_stores

Tables = list[tuple[Table, tuple[Fact, ...]]]

_COLUMNS = (
    "id", "code", "item", "row path", "column path", "institution", "year", "stage", "side", "fund", "measure",
    "value", "unit", "printed", "mark", "place",
)  # fmt: skip
_NOT_IN_SHEET_NAMES = re.compile(r"[\\/*?:\[\]]")
_LONGEST_SHEET_NAME = 31


def export_document(name: str, format: str, out: Path | None, settings: Settings) -> None:
    """Write and say where."""
    write = _WRITERS.get(format)
    if write is None:
        raise BadQuestion(f"--format is one of {', '.join(_WRITERS)}, not {format}")
    with closing(open_stores(settings)) as stores:
        document = stores.catalog.find(name)
        facts = stores.catalog.facts(document.id)
        tables = [(table, _of(table, facts)) for table in stores.catalog.tables(document.id)]
    suffix = "" if format == "csv" else f".{format}"
    target = out or Path(f"{Path(document.file).stem}{suffix}")
    write(tables, target)
    print(f"{len(tables)} tables, {len(facts)} facts written to {target}")


def _of(table: Table, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts if fact.table_id == table.id)


def _write_json(tables: Tables, target: Path) -> None:
    body = [
        _head(table) | {"facts": [dict(zip(_COLUMNS, _row(fact, str), strict=True)) for fact in facts]}
        for table, facts in tables
    ]
    target.write_text(json.dumps(body, ensure_ascii=False, indent=1), encoding="utf-8")


def _write_csv(tables: Tables, target: Path) -> None:
    """One file a table, with a byte order mark: that is how Excel knows UTF-8."""
    target.mkdir(parents=True, exist_ok=True)
    for table, facts in tables:
        with (target / f"{table.id}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(_COLUMNS)
            writer.writerows(map(_harmless, _row(fact, str)) for fact in facts)


def _write_xlsx(tables: Tables, target: Path) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    index = book.create_sheet("tables")
    index.append(("id", "number", "title", "subject", "unit", "year", "place"))
    for table, facts in tables:
        head = _head(table)
        index.append(tuple(head[key] for key in ("id", "number", "title", "subject", "unit", "year", "place")))
        named = _NOT_IN_SHEET_NAMES.sub(" ", f"{table.id} {table.title}")[:_LONGEST_SHEET_NAME].strip()
        sheet = book.create_sheet(named)
        sheet.append(_COLUMNS)
        for fact in facts:
            sheet.append(tuple(map(_harmless, _row(fact, lambda value: value))))
    book.save(target)


def _harmless(cell: Any) -> Any:
    """Printed text that begins like a formula stays text in a spreadsheet."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in {"=", "+", "@"} else cell


def _head(table: Table) -> dict[str, Any]:
    names = ("id", "number", "title", "kind", "subject", "institution", "unit", "year")
    return {name: getattr(table, name) for name in names} | {"place": place_of(table.source)}


def _row(fact: Fact, number: Callable[[Decimal], Any]) -> tuple[Any, ...]:
    return tuple(_cells(fact, number))


def _cells(fact: Fact, number: Callable[[Decimal], Any]) -> Iterator[Any]:
    yield from (fact.id, fact.item.code, fact.item.name, " / ".join(fact.row_path), " / ".join(fact.column_path))
    yield from (fact.institution, fact.year, fact.stage.value, fact.side.value, fact.fund.value, fact.measure)
    yield from ("" if fact.value is None else number(fact.value), fact.unit, fact.text, fact.mark.value)
    yield place_of(fact.source)


_WRITERS: dict[str, Callable[[Tables, Path], None]] = {"xlsx": _write_xlsx, "csv": _write_csv, "json": _write_json}
