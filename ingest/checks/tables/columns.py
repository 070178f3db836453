"""One row across its columns: a total column is the sum of the columns that its header covers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ingest.checks.basis.checked import CheckedDocument
from ingest.checks.basis.figure import Figure
from ingest.checks.basis.judging import judge_sum
from ingest.checks.basis.plain import normalize
from ingest.model.document import Cell, Column, Finding, Record, Table
from ingest.tables.sums import SumRule, figure, sum_rules

_OTHERWISE = frozenset(("three_public", "performance_indicators", "project_targets"))


def check_columns(checked: CheckedDocument) -> Iterator[Finding]:
    """``row-sum``: 合计 = 基本支出 + 项目支出, 收入合计 = its sources, 小计 = its parts, in every row."""
    for table in checked.tables:
        if table.kind in _OTHERWISE:
            continue
        rules = _rules(table)
        for row, record in enumerate(table.records):
            for rule in rules:
                yield from _check_row(checked, table, row, record, rule)


def _rules(table: Table) -> tuple[SumRule, ...]:
    columns = sorted(table.columns, key=lambda column: column.index)
    used = {index for record in table.records for index, cell in record.values if figure(cell.text) is not None}
    if len(used) < 2 or any(record.half for record in table.records):
        return _half_rules(columns, table, used)
    paths = {column.index: column.path for column in columns}
    return sum_rules(_by_index(paths), [column.index for column in columns if column.index in _value_columns(table)])


def _half_rules(columns: list[Column], table: Table, used: set[int]) -> tuple[SumRule, ...]:
    """Rules within one half of the table, over the columns of its records."""
    found: list[SumRule] = []
    paths = _by_index({column.index: column.path for column in columns})
    for half in sorted({record.half for record in table.records}):
        own = {index for record in table.records if record.half == half for index, _ in record.values}
        if len(own) > 1 and used:
            found += sum_rules(paths, sorted(own))
    return tuple(found)


def _value_columns(table: Table) -> set[int]:
    return {index for record in table.records for index, _ in record.values}


def _by_index(paths: dict[int, tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [paths.get(index, ()) for index in range(max(paths, default=-1) + 1)]


def _check_row(checked: CheckedDocument, table: Table, row: int, record: Record, rule: SumRule) -> Iterator[Finding]:
    cells = dict(record.values)
    figures = {index: _figure(checked, table, row, cells, index) for index in (rule.total, *rule.parts)}
    whole = figures[rule.total]
    parts = [part for index in rule.parts if (part := figures[index])]
    if whole is None or not parts:
        return
    if len({part.unit for part in (whole, *parts)}) > 1 or not whole.money:
        return
    yield judge_sum("row-sum", whole, parts)


def _figure(checked: CheckedDocument, table: Table, row: int, cells: Mapping[int, Cell], index: int) -> Figure | None:
    cell = cells.get(index)
    fact = checked.fact_at.get((table.id, row, cell.source)) if cell is not None else None
    if fact is None or figure(fact.text) is None:
        return None
    name = _column(fact.column_path) or fact.measure
    return checked.figure_of(fact, f"“{fact.item.name}”的{name}" if index == min(cells) else name)


def _column(path: tuple[str, ...]) -> str:
    own = [text for text in path if text]
    return (
        "/".join(own[-2:]) if own and normalize(own[-1]) in ("小计", "合计", "决算数", "预算数") else "".join(own[-1:])
    )
