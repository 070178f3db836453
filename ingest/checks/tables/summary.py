"""The summary tables (总表): sums of each half, 收入总计 = 支出总计, 总计 = 本年 + carry-over, and rows by outline."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from ingest.checks.basis.checked import CheckedDocument
from ingest.checks.basis.figure import shown, tolerance, total
from ingest.checks.basis.judging import FAIL, WARNING, finding, judge_same, judge_sum
from ingest.checks.basis.plain import normalize
from ingest.facts.line_items import SUMMARY_KINDS
from ingest.model.document import Finding, Table
from ingest.model.figures import Fact

_OUTLINED = ("performance_base", "overall_targets")
_YEAR_TOTAL = re.compile(r"(?:本年|当年)?(?:收入|支出)合计|本年(?:收入|支出)(?:合计|小计)")
_GRAND_TOTAL = re.compile(r"(?:收入|支出)?总计")
_PARTIAL = re.compile(r"^其中|^[(]?其中")


def check_summaries(checked: CheckedDocument) -> Iterator[Finding]:
    """``summary-sum``, ``outline-sum`` and ``balance``."""
    for table in checked.tables:
        columns = _columns(checked, table)
        if table.kind in _OUTLINED:
            for facts in columns.values():
                yield from _outline(checked, facts)
        if table.kind not in SUMMARY_KINDS:
            continue
        for facts in columns.values():
            yield from _half(checked, facts)
            yield from _outline(checked, facts)
        yield from _balance(checked, columns)


def _columns(checked: CheckedDocument, table: Table) -> dict[tuple[int, tuple[str, ...]], list[Fact]]:
    """Facts by half and column, in row order."""
    found: dict[tuple[int, tuple[str, ...]], list[Fact]] = defaultdict(list)
    for fact in checked.facts_of.get(table.id, ()):
        found[table.records[fact.row].half, fact.column_path].append(fact)
    return found


def _half(checked: CheckedDocument, facts: Sequence[Fact]) -> Iterator[Finding]:
    top = [fact for fact in facts if not fact.item.path or _is_total(fact)]
    parts: list[Fact] = []
    for fact in top:
        if not _is_total(fact):
            parts.append(fact)
            continue
        yield from _sum(checked, "summary-sum", fact, parts)
        parts = [fact]


def _is_total(fact: Fact) -> bool:
    name = normalize(fact.item.name)
    return bool(_YEAR_TOTAL.fullmatch(name) or _GRAND_TOTAL.fullmatch(name) or name == "合计")


def _outline(checked: CheckedDocument, facts: Sequence[Fact]) -> Iterator[Finding]:
    """一、 = 1. + 2. + 3.; rows that begin with 其中 name only some of the parts."""
    for place, whole in enumerate(facts):
        path = (*whole.item.path, whole.item.name)
        parts = []
        for fact in facts[place + 1 :]:
            if fact.item.path[: len(path)] != path:
                break
            if fact.item.path == path:
                parts.append(fact)
        if len(parts) < 2 or _is_total(whole):
            continue
        if _PARTIAL.search(normalize(parts[0].row_path[-1])):
            yield from _bound(checked, whole, parts)
        else:
            yield from _sum(checked, "outline-sum", whole, parts)


def _bound(checked: CheckedDocument, whole: Fact, parts: Sequence[Fact]) -> Iterator[Finding]:
    """Some of the parts cannot add up to more than the whole."""
    figure = checked.figure_of(whole, f"“{whole.item.name}”{_column(whole)}")
    figures = [found for part in parts if (found := checked.figure_of(part, part.item.name))]
    if figure is None or not figures or not figure.value:
        return
    over = total(figures) - figure.value
    if over > tolerance([figure, *figures]):
        terms = "＋".join(f"{part.name}{part.printed}" for part in figures if part.value)
        message = (
            f"{figure.place}{figure.name}为{figure.printed}，其中各项（{terms}）合计多出{shown(over, figure.unit)}"
        )
        yield finding("outline-bound", FAIL, f"{message}，部分不应大于整体", [figure, *figures], WARNING)


def _sum(checked: CheckedDocument, rule: str, whole: Fact, parts: Sequence[Fact]) -> Iterator[Finding]:
    figure = checked.figure_of(whole, f"“{whole.item.name}”{_column(whole)}")
    figures = [found for part in parts if (found := checked.figure_of(part, part.item.name))]
    if figure is not None and figures:
        yield judge_sum(rule, figure, figures)


def _column(fact: Fact) -> str:
    last = fact.column_path[-1] if fact.column_path else ""
    return f"（{last}）" if normalize(last) not in ("", "金额", "决算数", "预算数", "合计") else ""


def _balance(checked: CheckedDocument, columns: dict[tuple[int, tuple[str, ...]], list[Fact]]) -> Iterator[Finding]:
    """The last total of the revenue half against that of the expenditure half."""
    ends: dict[int, Fact] = {}
    for (half, _), facts in columns.items():
        totals = [fact for fact in facts if _is_total(fact) and fact.value is not None]
        if totals and half not in ends:
            ends[half] = totals[-1]
    if set(ends) != {0, 1} or ends[0].row < ends[1].row - 1:
        return
    revenue, expenditure = (
        checked.figure_of(ends[half], f"“{ends[half].item.name}”（{side}）")
        for half, side in ((0, "收入"), (1, "支出"))
    )
    if revenue and expenditure:
        yield judge_same("balance", revenue, expenditure)
