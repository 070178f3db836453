"""Cells of a ruled form without a page (a sheet, a Word or HTML table) to grids."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ingest.model.document import Cell, Grid, SourceRef

MOST_SPAN = 2000
"""Larger spans are an error of the file; they end with the table anyway."""

Address = Callable[[int, int], SourceRef]
"""Where ``(row, column)`` of a table stands, both 0-based."""


@dataclass(frozen=True, slots=True)
class Spanned:
    """A cell as a file gives it: text and how many rows and columns it covers, 1 or more."""

    text: str
    row_span: int = 1
    column_span: int = 1


def span_of(written: str | None) -> int:
    """A ``rowspan`` or ``colspan`` attribute as a number; 1 if it is none."""
    match = re.match(r"\s*(\d{1,6})", written or "")
    return max(1, int(match[1])) if match else 1


def flowed(rows: Iterable[Iterable[Spanned]]) -> Iterator[tuple[int, int, Spanned]]:
    """``(row, column, cell)`` of cells that flow around those reaching down from rows above, as HTML lays them out."""
    taken: dict[int, int] = {}
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while taken.get(column, 0) > row:
                column += 1
            for covered in range(column, column + min(cell.column_span, MOST_SPAN)):
                taken[covered] = row + min(cell.row_span, MOST_SPAN)
            yield row, column, cell
            column += min(cell.column_span, MOST_SPAN)


def grid_of(placed: Iterable[tuple[int, int, Spanned]], address: Address) -> Grid | None:
    """A grid of the placed cells, filled up with blank ones; None if nothing is printed."""
    given = {(row, column): cell for row, column, cell in placed}
    if not any(cell.text for cell in given.values()):
        return None
    rows, columns = max(row for row, _ in given) + 1, max(column for _, column in given) + 1
    cells = tuple(_cells(given, rows, columns, address))
    merged = any(cell.row_span > 1 or cell.column_span > 1 for cell in cells)
    edges = tuple(float(column) * 10 for column in range(columns + 1))
    return Grid(cells, rows, columns, address(0, 0), spans_known=merged, edges=edges)


def _cells(given: dict[tuple[int, int], Spanned], rows: int, columns: int, address: Address) -> Iterator[Cell]:
    covered: set[tuple[int, int]] = set()
    for row in range(rows):
        for column in range(columns):
            if (row, column) in covered:
                continue
            cell = given.get((row, column), Spanned(""))
            down, across = min(cell.row_span, rows - row), min(cell.column_span, columns - column)
            if down > 1 or across > 1:
                covered |= {(row + i, column + j) for i in range(down) for j in range(across)}
            yield Cell(row, column, cell.text, address(row, column), down, across)
