"""The head of a performance sheet: keys (项目名称, 主管部门, 实施单位) with their values beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.model.document import Cell, Mark, Record
from ingest.model.table_words import key_order, says
from ingest.tables.rows import Row


def head_records(rows: Sequence[Row]) -> tuple[tuple[Record, ...], str]:
    """The keys and values of a head as records, and the subject (project) that they name, or empty.

    Where the project's name stands alone over 项目名称, the values stand one row above their keys.
    """
    first = rows[0].filled()
    lone = first[0][1] if len(first) == 1 and not _keys(first[0][1]) else None
    pairs = list(_raised(rows, lone) if lone is not None else _beside(rows))
    records = tuple(Record((key,), ((value.column, value),)) for key, value in pairs)
    subject = next((value.text for key, value in pairs if says(key.text, "sheets.subject")), "")
    return records, subject


def _raised(rows: Sequence[Row], lone: Cell) -> Iterator[tuple[Cell, Cell]]:
    """Keys in the order of the form with values in reading order; beside each other where their numbers differ."""
    cells = [cell for row in rows for _, cell in row.filled()]
    keys = sorted((key for cell in cells for key in _keys(cell)), key=lambda key: key_order(key.text))
    values = [cell for cell in cells if not _keys(cell)]
    if len(keys) == len(values):
        yield from ((key, replace(value, mark=Mark.SHIFTED)) for key, value in zip(keys, values, strict=True))
        return
    for key, value in _beside(rows):
        named = says(key.text, "sheets.subject")
        yield key, replace(lone, mark=Mark.SHIFTED) if named else value


def _beside(rows: Sequence[Row]) -> Iterator[tuple[Cell, Cell]]:
    for row in rows:
        key: Cell | None = None
        for _, cell in row.filled():
            if _keys(cell):
                key = cell
            elif key is not None:
                yield key, cell
                key = None


def _keys(cell: Cell) -> list[Cell]:
    """The keys that a cell holds: one, or several printed in one cell, or none."""
    if says(cell.text, "sheets.keys"):
        return [cell]
    words = cell.text.split()
    return [replace(cell, text=word) for word in words] if all(says(word, "sheets.keys") for word in words) else []
