"""Tables as the page prints them: a form whose blocks are tables of their own is one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from ingest.model.document import Cell, Table
from ingest.model.table_words import normal

LONGEST_LABEL = 40
_BRACKETED_UNIT = re.compile(r"[(](?:金额)?(?:单位:)?((?:千|万|百万|亿)?元)[)]$")


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """``parts``: the blocks that stand under headers of their own, at least one, in reading order."""

    parts: tuple[Table, ...]

    @property
    def first(self) -> Table:
        """The part that holds the title; its id is that of the whole."""
        return self.parts[0]

    @property
    def subject(self) -> str:
        return next((part.subject for part in self.parts if part.subject), "")

    @property
    def unit(self) -> str:
        """The amount unit over the table, else the only one that its cells print (项目资金（万元）), or empty."""
        over = next((part.unit for part in self.parts if part.unit), "")
        return over or _unit_in(cell for part in self.parts for cell in part.cells)

    @property
    def pages(self) -> tuple[int, int]:
        return min(part.pages[0] for part in self.parts), max(part.pages[1] for part in self.parts)

    @property
    def records(self) -> int:
        return sum(len(part.records) for part in self.parts)

    @property
    def empty(self) -> bool:
        return all(part.empty for part in self.parts)


def _unit_in(cells: Iterable[Cell]) -> str:
    texts = [normal(cell.text) for cell in cells if len(cell.text) <= LONGEST_LABEL]
    units = {found[1] for text in texts if (found := _BRACKETED_UNIT.search(text))}
    return units.pop() if len(units) == 1 else ""


def printed_tables(tables: Sequence[Table]) -> tuple[PrintedTable, ...]:
    """The printed tables that ``tables`` are or are parts of, in reading order."""
    return tuple(PrintedTable(tuple(parts)) for _, parts in groupby(tables, key=lambda table: table.whole or table.id))
