"""Rows of a raw table over all its grids; each place of a row knows the cell that covers it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.model.amounts import is_number
from ingest.model.document import Cell, Grid
from ingest.model.table_words import normal

EDGE_TOLERANCE = 2.5
"""How far, in points, the column edges of one table may differ from page to page."""
LONGEST_SHIFT = 15.0
"""How far, in points, a page may be moved as a whole against the one before it."""
FEWEST_EDGES = 4
"""Fewer edges would fit many tables once they may be moved."""


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row. ``places[column]`` is the cell that covers the column, or None; ``top[column]`` says whether the
    cell starts in this row. ``fresh``: the first row of a grid, so that a page or line break stands before it."""

    places: tuple[Cell | None, ...]
    top: tuple[bool, ...]
    fresh: bool = False

    def starts(self) -> Iterator[tuple[int, Cell]]:
        """``(column, cell)`` of the cells that start in this row, from left to right, blank ones included."""
        for column, cell in enumerate(self.places):
            if cell is not None and self.top[column] and (column == 0 or self.places[column - 1] is not cell):
                yield column, cell

    def filled(self) -> list[tuple[int, Cell]]:
        """The cells that start here and hold text."""
        return [(column, cell) for column, cell in self.starts() if cell.text.strip()]

    def text(self, column: int) -> str:
        cell = self.places[column] if column < len(self.places) else None
        return cell.text if cell is not None else ""

    def span(self, column: int) -> int:
        """How many columns the cell at ``column`` covers from there on."""
        end = column + 1
        while end < len(self.places) and self.places[end] is not None and self.places[end] is self.places[column]:
            end += 1
        return end - column

    def signature(self) -> tuple[str, ...]:
        """Its texts in order, for recognising a repeated header."""
        return tuple(normal(cell.text) for _, cell in self.filled())

    def has_amount(self) -> bool:
        return any(is_number(cell.text) for _, cell in self.filled())


@dataclass(frozen=True, slots=True)
class Body:
    """A raw table: the rows of its grids in one set of columns. ``edges``: x of the column edges that any of its grids
    has (PDF). ``first`` and ``last`` are block indices."""

    rows: tuple[Row, ...]
    grids: tuple[Grid, ...]
    edges: tuple[float, ...]
    first: int
    last: int

    @property
    def width(self) -> int:
        return max(len(row.places) for row in self.rows)

    @property
    def spans_known(self) -> bool:
        return self.grids[0].spans_known


def body_of(grid: Grid, block: int) -> Body:
    """The raw table that starts with ``grid``."""
    return Body(_rows(grid, grid.edges), (grid,), grid.edges, block, block)


def extended(body: Body, grid: Grid, block: int) -> Body:
    """``body`` with the rows of ``grid`` appended, its columns matched by x if the page gave edges. Edges that only
    ``grid`` has also divide the columns above; a cell that covers several of them spans them."""
    grids, edges = (*body.grids, grid), _union(body.edges, grid.edges)
    rows = (
        (*body.rows, *_rows(grid, edges)) if edges == body.edges else tuple(r for g in grids for r in _rows(g, edges))
    )
    return replace(body, rows=rows, grids=grids, edges=edges, last=block)


def has_edge(edges: Sequence[float], x: float) -> bool:
    """Whether one of ``edges`` is at ``x``, within the tolerance between pages."""
    return any(abs(x - own) <= EDGE_TOLERANCE for own in edges)


def moved_onto(edges: Sequence[float], grid: Grid) -> Grid:
    """``grid`` moved sideways as a whole so that each of its column edges is one of ``edges``; as it is where no such
    move is short enough, or none is needed."""
    if len(grid.edges) < FEWEST_EDGES or all(has_edge(edges, edge) for edge in grid.edges):
        return grid
    for step in sorted((edge - grid.edges[0] for edge in edges), key=abs):
        if abs(step) <= LONGEST_SHIFT and all(has_edge(edges, edge + step) for edge in grid.edges):
            return replace(grid, edges=tuple(edge + step for edge in grid.edges))
    return grid


def _union(edges: Sequence[float], others: Sequence[float]) -> tuple[float, ...]:
    if not edges:
        return ()
    return tuple(sorted((*edges, *(each for each in others if not has_edge(edges, each)))))


def padded(row: Row, width: int) -> Row:
    """``row`` made ``width`` places wide."""
    missing = width - len(row.places)
    return row if missing <= 0 else replace(row, places=row.places + (None,) * missing, top=row.top + (True,) * missing)


def _rows(grid: Grid, edges: Sequence[float]) -> tuple[Row, ...]:
    places: list[list[Cell | None]] = [[None] * grid.columns for _ in range(grid.rows)]
    columns = _column_map(grid, edges)
    for cell in grid.cells:
        placed = _placed(cell, columns)
        for row in range(cell.row, min(grid.rows, cell.row + cell.row_span)):
            for column in range(cell.column, min(grid.columns, cell.column + cell.column_span)):
                places[row][column] = placed
    return tuple(_row(places[index], columns, index) for index in range(grid.rows))


def _placed(cell: Cell, columns: Sequence[int]) -> Cell:
    """``cell`` with its place among the columns of the table in the stead of the grid's."""
    over = [place for place, column in enumerate(columns) if cell.column <= column < cell.column + cell.column_span]
    if not over or (over[0], len(over)) == (cell.column, cell.column_span):
        return cell
    return replace(cell, column=over[0], column_span=len(over))


def _row(places: Sequence[Cell | None], columns: Sequence[int], index: int) -> Row:
    mapped = tuple(places[column] if column >= 0 else None for column in columns)
    return Row(mapped, tuple(cell is None or cell.row == index for cell in mapped), fresh=index == 0)


def _column_map(grid: Grid, edges: Sequence[float]) -> list[int]:
    """For each column of the table, the grid's column at its middle, or -1 if the grid does not reach it."""
    if not edges or not grid.edges or len(edges) < 2 or tuple(edges) == tuple(grid.edges):
        return list(range(grid.columns))
    middles = [(left + right) / 2 for left, right in pairwise(edges)]
    return [_column_at(grid.edges, middle) for middle in middles]


def _column_at(edges: Sequence[float], x: float) -> int:
    spans = enumerate(pairwise(edges))
    return next((column for column, (left, right) in spans if left <= x < right), -1)
