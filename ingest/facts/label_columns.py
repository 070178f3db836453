"""Corrects records whose label columns were read as values: codes and names are labels in any column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.model.document import Cell, Record, Table
from ingest.model.normalize import normalize
from ingest.model.vocabulary import load

_LABEL = re.compile(load("columns.toml")["label_column"])


def labelled_records(table: Table) -> Iterator[tuple[int, Record]]:
    """Each record with its index in ``table.records``. Cells under a header such as 科目编码 or 项目 are labels; a
    label after figures starts another half of the row, which takes the figures behind it."""
    columns = _label_columns(table)
    for index, record in enumerate(table.records):
        if columns.isdisjoint(column for column, _ in record.values):
            yield index, record
        else:
            yield from ((index, part) for part in _parts(record, columns))


def _label_columns(table: Table) -> frozenset[int]:
    used = {index for record in table.records for index, _ in record.values}
    return frozenset(
        column.index
        for column in table.columns
        if column.index in used and column.path and _LABEL.search(normalize(column.path[-1]))
    )


def _parts(record: Record, columns: frozenset[int]) -> Iterator[Record]:
    labels: list[Cell] = list(record.labels)
    values: list[tuple[int, Cell]] = []
    half = record.half
    for column, cell in record.values:
        if column not in columns:
            values.append((column, cell))
            continue
        if values:
            yield replace(record, labels=tuple(labels), values=tuple(values), half=half)
            labels, values, half = [], [], half + 1
        if cell.text:
            labels.append(cell)
    yield replace(record, labels=tuple(sorted(labels, key=lambda cell: cell.column)), values=tuple(values), half=half)
