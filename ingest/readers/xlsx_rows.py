"""The rows and columns that Excel shows: hidden ones are left out, merged cells keep what of them is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from ingest.model.document import SourceRef
from ingest.readers.grids import Spanned
from ingest.readers.xlsx_values import shown

Row = dict[int, Spanned]
"""Cells by 0-based shown column; those that a merged cell covers are left out."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a sheet shows. ``numbers`` and ``columns``: the sheet's own 1-based rows and columns. ``hidden`` says which
    rows and columns that hold anything are hidden, or is empty."""

    rows: tuple[Row, ...]
    numbers: tuple[int, ...]
    columns: tuple[int, ...]
    hidden: str

    @classmethod
    def of(cls, sheet: Any) -> Shown:
        """The shown part of an openpyxl sheet."""
        hidden_rows, hidden_columns = _hidden_rows(sheet), _hidden_columns(sheet)
        numbers = tuple(row for row in range(1, sheet.max_row + 1) if row not in hidden_rows)
        columns = tuple(column for column in range(1, sheet.max_column + 1) if column not in hidden_columns)
        return cls(tuple(_rows(sheet, numbers, columns)), numbers, columns, _told(sheet, hidden_rows, hidden_columns))

    def place(self, sheet: int, row: int, column: int) -> SourceRef:
        """Where the 0-based shown row and column stand in the sheet."""
        return SourceRef(page=sheet, line=self.numbers[row], column=self.columns[column])


def _hidden_rows(sheet: Any) -> set[int]:
    return {number for number, row in sheet.row_dimensions.items() if row.hidden or row.height == 0}


def _hidden_columns(sheet: Any) -> set[int]:
    """By number; one entry of a sheet may stand for a run of columns."""
    hidden: set[int] = set()
    for column in sheet.column_dimensions.values():
        if column.hidden or column.width == 0:
            hidden.update(range(column.min or 0, min(column.max or 0, sheet.max_column) + 1))
    return hidden


def _rows(sheet: Any, numbers: Sequence[int], columns: Sequence[int]) -> Iterator[Row]:
    merged, covered = _merged(sheet, set(numbers), set(columns))
    for number in numbers:
        row: Row = {}
        for at, column in enumerate(columns):
            if (number, column) in merged:
                row[at] = merged[number, column]
            elif (number, column) not in covered:
                row[at] = Spanned(shown(sheet.cell(number, column)))
        yield row


def _merged(
    sheet: Any, numbers: set[int], columns: set[int]
) -> tuple[dict[tuple[int, int], Spanned], set[tuple[int, int]]]:
    """The merged cells by the first place of each that is seen, and all places that they cover."""
    merged: dict[tuple[int, int], Spanned] = {}
    covered: set[tuple[int, int]] = set()
    for area in sheet.merged_cells.ranges:
        down = [row for row in range(area.min_row, area.max_row + 1) if row in numbers]
        across = [column for column in range(area.min_col, area.max_col + 1) if column in columns]
        covered |= {(row, column) for row in down for column in across}
        if down and across:
            text = shown(sheet.cell(area.min_row, area.min_col))
            merged[down[0], across[0]] = Spanned(text, len(down), len(across))
    return merged, covered


def _told(sheet: Any, rows: set[int], columns: set[int]) -> str:
    """The hidden rows and columns that hold anything, in words."""
    filled = [(cell.row, cell.column) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    parts: list[str] = []
    if lost := sorted({row for row, _ in filled} & rows):
        parts.append(f"第{_runs(lost, str)}行")
    if lost := sorted({column for _, column in filled} & columns):
        parts.append(f"{_runs(lost, lambda column: str(sheet.cell(1, column).column_letter))}列")
    return "和".join(parts)


def _runs(numbers: Iterable[int], name: Callable[[int], str]) -> str:
    """``3-5、9`` for 3, 4, 5 and 9."""
    runs = [[number for _, number in run] for _, run in groupby(enumerate(numbers), key=lambda each: each[1] - each[0])]
    return "、".join(name(run[0]) if len(run) == 1 else f"{name(run[0])}-{name(run[-1])}" for run in runs)
