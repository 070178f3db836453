"""A figure in one cell over several rows that each name something belongs to each of them, and is marked so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.model.amounts import parse_amount
from ingest.model.document import Cell, Mark
from ingest.tables.columns import Half
from ingest.tables.rows import Row


def shared_figures(rows: Sequence[Row], halves: Sequence[Half]) -> list[Row]:
    """``rows`` with such a figure standing in every one of its rows."""
    result = list(rows)
    for half in halves:
        for column in half.values:
            for first, end in _runs(rows, column):
                cell = rows[first].places[column]
                named = [row for row in range(first, end) if _names(rows[row], half)]
                if cell is not None and len(named) > 1 and first in named and parse_amount(cell.text) is not None:
                    marked = cell if cell.mark is Mark.OCR else replace(cell, mark=Mark.MERGED)
                    for row in named:
                        result[row] = _with(result[row], column, cell, marked)
    return result


def _runs(rows: Sequence[Row], column: int) -> Iterator[tuple[int, int]]:
    """Where one cell covers the column in several rows: its first row, and the one after its last."""
    first = 0
    while first < len(rows):
        end = first + 1
        cell = rows[first].places[column]
        while cell is not None and end < len(rows) and rows[end].places[column] is cell:
            end += 1
        if cell is not None and end - first > 1 and rows[first].top[column]:
            yield first, end
        first = end


def _names(row: Row, half: Half) -> bool:
    """Whether a label of its own begins in the row."""
    return any(row.top[column] and row.text(column).strip() for column in half.labels)


def _with(row: Row, column: int, cell: Cell, marked: Cell) -> Row:
    """``row`` with the marked cell for ``cell``, which begins here now; over all columns that it covers."""
    covered = [place for place, each in enumerate(row.places) if each is cell]
    places, top = list(row.places), list(row.top)
    for place in covered or [column]:
        places[place], top[place] = marked, True
    return replace(row, places=tuple(places), top=tuple(top))
