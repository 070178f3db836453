"""Rows to records: label cells, value cells, one record per half."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.model.amounts import is_number
from ingest.model.document import Cell, Column, Record
from ingest.model.table_words import says
from ingest.tables.columns import Half
from ingest.tables.headers import Header
from ingest.tables.rows import Row
from ingest.tables.shared import shared_figures

_COLON_FIGURE = re.compile(r"(?P<label>.*[^\d\s:：])\s*[:：]\s*(?P<figure>-?\d[\d,]*(?:\.\d+)?%?)\s*")
_SPACED_FIGURE = re.compile(r"(?P<label>[^\d\s]+)\s+(?P<figure>-?\d[\d,]*(?:\.\d+)?)\s*")


_HalfRow = tuple[Half, list[Cell], list[tuple[int, Cell]]]
"""A half of one row: its label cells and its value cells by column."""


def columns_of(header: Header, halves: Sequence[Half]) -> tuple[Column, ...]:
    """The columns that any half uses."""
    used = sorted({column for half in halves for column in (*half.labels, *half.values)})
    return tuple(Column(column, header.paths[column]) for column in used)


def records_of(rows: Sequence[Row], header: Header, halves: Sequence[Half], money: bool = False) -> Iterator[Record]:
    """The records of a block in reading order; ``money``: its labels may also hold the first figure.

    If all label columns of a table are blank, a row without a label is named by their header."""
    corner = _corner(rows, header, halves)
    rows = shared_figures(rows, halves)
    groups: dict[int, Cell] = {}
    subject: list[Cell] = []
    for row in rows:
        for record in _row_records(row, header, halves, groups, subject, money):
            if record.half == 0:
                subject = list(record.labels)
            yield record if record.labels or corner is None else replace(record, labels=(corner,))


def _corner(rows: Sequence[Row], header: Header, halves: Sequence[Half]) -> Cell | None:
    labels = [column for half in halves for column in half.labels]
    if len(halves) != 1 or any(row.text(column).strip() for row in rows for column in labels):
        return None
    return next((cell for column in labels if (cell := header.leaves[column]) is not None), None)


def _row_records(
    row: Row, header: Header, halves: Sequence[Half], groups: dict[int, Cell], subject: Sequence[Cell], money: bool
) -> Iterator[Record]:
    found: list[_HalfRow] = []
    for half in halves:
        labels = _labels(row, half, header, groups)
        values = [(column, cell) for column, cell in _values(row, half) if all(cell is not label for label in labels)]
        if money:
            labels, values = _figure_split(labels, values)
        found.append((half, labels, values))
    found = _adopted(found)
    first = found[0][1] if found else []
    for half, labels, values in found:
        filled = any(cell.text.strip() for _, cell in values)
        if half.dependent:
            labels = [*(first or subject), *labels] if labels or filled else []
        elif not labels and filled and any(other.dependent for other in halves):
            labels = list(subject)
        if labels or filled:
            yield Record(tuple(labels), tuple(values), half.index)


def _labels(row: Row, half: Half, header: Header, groups: dict[int, Cell]) -> list[Cell]:
    """The filled label cells of a half; a blank group cell (一级指标 …) is the one that ``groups`` holds from above."""
    labels: list[Cell] = []
    for place, column in enumerate(half.labels):
        cell = row.places[column]
        if cell is not None and (cell is header.leaves[column] or _begins_before(row, half, column)):
            continue  # the header's own cell reaches down beside the rows, or that of the half before across them
        if cell is not None and cell.text.strip():
            for lower in half.labels[place:]:
                groups.pop(lower, None)
            groups[column] = cell
            if not labels or labels[-1] is not cell:
                labels.append(cell)
        elif column in groups and says(header.paths[column][-1] if header.paths[column] else "", "columns.groups"):
            labels.append(groups[column])
    own = any(row.text(column).strip() for column in half.labels)
    return labels if own else []


def _begins_before(row: Row, half: Half, column: int) -> bool:
    """Whether the cell at ``column`` is words that begin in the half before."""
    first = min((*half.labels, *half.values))
    cell = row.places[column]
    return half.index > 0 and cell is not None and cell is row.places[first - 1] and not is_number(cell.text)


def _values(row: Row, half: Half) -> list[tuple[int, Cell]]:
    """The cells of the value columns; a cell over several stands at its first, and not again below its own row."""
    values: list[tuple[int, Cell]] = []
    for column in half.values:
        cell = row.places[column]
        again = bool(values and values[-1][1] is cell) or _begins_before(row, half, column)
        if cell is not None and row.top[column] and not again:
            values.append((column, cell))
    return values


def _figure_split(labels: list[Cell], values: list[tuple[int, Cell]]) -> tuple[list[Cell], list[tuple[int, Cell]]]:
    """A label that runs into the first figure (``年度资金总额： 0``) taken apart."""
    for place, (column, cell) in enumerate(values[:1]):
        match = _split_match(cell)
        if match:
            label, figure = split_cell(cell, match)
            return [*labels, label], [(column, figure), *values[place + 1 :]]
    if labels and values and not values[0][1].text.strip() and (match := _split_match(labels[-1])):
        label, figure = split_cell(labels[-1], match)
        return [*labels[:-1], label], [(values[0][0], figure), *values[1:]]
    return labels, values


def _split_match(cell: Cell) -> re.Match[str] | None:
    return _COLON_FIGURE.fullmatch(cell.text) or _SPACED_FIGURE.fullmatch(cell.text)


def split_cell(cell: Cell, match: re.Match[str]) -> tuple[Cell, Cell]:
    """The label and the figure that were printed in one cell, each at its own place."""
    start, end = match.span("figure")
    column = cell.source.column
    source = cell.source if column is None else replace(cell.source, column=column + start)
    label = replace(cell, text=match["label"].strip())
    return label, replace(cell, text=cell.text[start:end], source=source)


def _adopted(found: Sequence[_HalfRow]) -> list[_HalfRow]:
    """Gives a half with figures but no label the label of the half before it that has no figure (公用经费合计 over
    several groups)."""
    result = list(found)
    for place in range(1, len(result)):
        half, labels, values = result[place]
        if labels or not half.labels or not any(cell.text.strip() for _, cell in values):
            continue
        for earlier in range(place - 1, -1, -1):
            giver, given, printed = result[earlier]
            if given:
                if not any(cell.text.strip() for _, cell in printed) and not half.dependent:
                    result[place] = (half, given, values)
                    result[earlier] = (giver, [], printed)
                break
    return result
