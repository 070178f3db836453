"""Name and target side by side, group after group (三级指标, 指标值): moves rows onto their pairs of columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.model.document import Cell, Mark
from ingest.tables.columns import Half
from ingest.tables.rows import Row

STEPS = (0, -1, -2, 1)


def paired(rows: Sequence[Row], halves: Sequence[Half]) -> tuple[Row, ...]:
    """``rows`` with every name over the name column of its pair.

    A row is moved only where names and targets stand apart as printed; a row that goes on with the one above it (no
    label of its own) is moved as that one was.
    """
    pairs = [(half.labels[0], half.values[0]) for half in halves if half.dependent and half.values]
    if not pairs:
        return tuple(rows)
    result: list[Row] = []
    held = 0
    for row in rows:
        own = any(row.text(column).strip() for column in halves[0].labels)
        order = (0, held, *STEPS[1:]) if own else (held, *STEPS)
        held = next((step for step in order if _broken(row, pairs, step) == 0), 0)
        result.append(_moved(row, pairs, held))
    return tuple(result)


def _cells(row: Row, pairs: Sequence[tuple[int, int]]) -> list[tuple[int, Cell]]:
    return [(column, cell) for column, cell in row.filled() if column >= pairs[0][0]]


def _broken(row: Row, pairs: Sequence[tuple[int, int]], step: int) -> int:
    """How many pairs are half filled, and how many cells stand in no pair, once moved by ``step``."""
    placed = {column + step for column, _ in _cells(row, pairs)}
    halves = sum((name in placed) != (target in placed) for name, target in pairs)
    return halves + len(placed - {column for pair in pairs for column in pair})


def _moved(row: Row, pairs: Sequence[tuple[int, int]], step: int) -> Row:
    if step == 0:
        return row
    places = list(row.places)
    cells = _cells(row, pairs)
    for column, _ in cells:
        places[column] = None
    for column, cell in cells:
        places[column + step] = replace(cell, mark=Mark.SHIFTED)
    return replace(row, places=tuple(places))
