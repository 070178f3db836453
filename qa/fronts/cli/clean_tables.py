"""Tables for a spreadsheet: one row per record, flattened header paths, figures as numbers with their unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.model.amounts import decimals
from ingest.model.document import Record, SourceRef, Table
from ingest.model.figures import Fact

LABELS = ("code", "item", "row path")
"""The columns that name a row; they precede the value columns."""


@dataclass(frozen=True, slots=True)
class CleanColumn:
    """``name`` joins the header texts from the top down. ``indices`` are the table columns that it stands for, one in
    each half. ``unit`` is that of all its figures; empty if they differ."""

    name: str
    indices: frozenset[int]
    unit: str

    @property
    def heading(self) -> str:
        return f"{self.name}（{self.unit}）" if self.unit else self.name


@dataclass(frozen=True, slots=True)
class CleanRow:
    """``cells`` holds one entry per column, None where the record has none."""

    half: int
    code: str
    item: str
    path: tuple[str, ...]
    cells: tuple[Fact | None, ...]


@dataclass(frozen=True, slots=True)
class CleanTable:
    table: Table
    columns: tuple[CleanColumn, ...]
    rows: tuple[CleanRow, ...]


def clean(table: Table, facts: Sequence[Fact]) -> CleanTable:
    """The facts of ``table`` laid out as rows and columns, each in exactly one cell."""
    placed = [(fact, _index(table.records[fact.row], fact.source)) for fact in facts]
    columns = tuple(_columns(table, placed))
    by_row: dict[int, dict[int, Fact]] = {}
    for fact, index in placed:
        by_row.setdefault(fact.row, {})[index] = fact
    rows = tuple(_row(table.records[row].half, cells, columns) for row, cells in sorted(by_row.items()))
    return CleanTable(table, columns, rows)


def number_format(fact: Fact) -> str:
    """The Excel format that shows the figure with its printed decimals."""
    shown = decimals(fact.value) if fact.value is not None else 0
    return ("#,##0" if "," in fact.text else "0") + (f".{'0' * shown}" if shown else "")


def _index(record: Record, source: SourceRef) -> int:
    return next(index for index, cell in record.values if cell.source == source)


def _columns(table: Table, placed: Sequence[tuple[Fact, int]]) -> Iterator[CleanColumn]:
    """Columns of different halves with the same header become one."""
    paths = {column.index: " / ".join(column.path) for column in table.columns}
    halves = {index: table.records[fact.row].half for fact, index in placed}
    joined: list[tuple[str, set[int]]] = []
    for index in sorted(halves):
        name = paths.get(index, "")
        same = (
            group for named, group in joined if named == name and halves[index] not in {halves[one] for one in group}
        )
        group = next(same, None)
        if group is None:
            joined.append((name, {index}))
        else:
            group.add(index)
    for name, group in joined:
        yield CleanColumn(name, frozenset(group), _unit([fact for fact, index in placed if index in group]))


def _unit(facts: Sequence[Fact]) -> str:
    units = {fact.unit for fact in facts if fact.value is not None} or {fact.unit for fact in facts}
    return units.pop() if len(units) == 1 else ""


def _row(half: int, cells: Mapping[int, Fact], columns: Sequence[CleanColumn]) -> CleanRow:
    facts = tuple(next((cells[index] for index in column.indices if index in cells), None) for column in columns)
    first = next(iter(cells.values()))
    named = first.row_path[-1] if first.row_path else ""
    return CleanRow(half, first.item.code, named, first.row_path, facts)
