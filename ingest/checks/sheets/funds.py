"""The money of a self-evaluation sheet: 年度资金总额 = its sources, and the report's split against the sheet."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ingest.checks.basis.checked import CheckedDocument
from ingest.checks.basis.figure import Figure, shown, tolerance, total
from ingest.checks.basis.judging import FAIL, PASS, ROUNDING, finding, judge_sum
from ingest.checks.basis.plain import normalize
from ingest.checks.basis.quantity import named
from ingest.model.document import Finding
from ingest.model.figures import Fact, Role, Statement

_WHOLE = re.compile(r"(?:年度|项目)?资金总额:?|合计|年度资金总额")
_SOURCE = re.compile(
    r"(?:其中:)?(?:当年)?财政拨款|上年结转(?:资金|结余)?|其他资金|单位资金|财政专户管理资金|自筹资金|非税收入.*"
)
_OVERALL = re.compile(r"整体支出$|部门整体|总得分|总分")
_KINDS = ("project_performance", "overall_performance")
_MONEY = (Role.AMOUNT, Role.FINAL, Role.BUDGET)
_SPLITS = (("基本支出", "项目支出"),)


def check_sheet_funds(checked: CheckedDocument) -> Iterator[Finding]:
    """``fund-total`` in sheets, ``split-sum`` and ``score-told`` in reports."""
    for table in checked.tables:
        if table.kind in _KINDS:
            yield from _sources(checked, checked.facts_of.get(table.id, ()))
    if checked.kind == "绩效":
        yield from _splits(checked)
        yield from _points(checked)


def _sources(checked: CheckedDocument, facts: Sequence[Fact]) -> Iterator[Finding]:
    columns: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.unit.endswith("元"):
            columns[fact.column_path].append(fact)
    for column in columns.values():
        wholes = [fact for fact in column if _WHOLE.fullmatch(normalize(fact.item.name)) and fact.value is not None]
        parts = [fact for fact in column if _SOURCE.fullmatch(normalize(fact.item.name))]
        figures = [figure for fact in parts if (figure := checked.figure_of(fact))]
        whole = checked.figure_of(wholes[0]) if len(wholes) == 1 else None
        if whole is not None and figures:
            yield judge_sum("fund-total", whole, figures)


def _splits(checked: CheckedDocument) -> Iterator[Finding]:
    """基本支出 and 项目支出 of one passage add up to the year's money in some column of the overall sheet."""
    totals = [
        figure
        for fact in checked.facts
        if checked.table[fact.table_id].kind == "overall_performance" and fact.unit.endswith("元")
        if _WHOLE.fullmatch(normalize(fact.item.name)) and (figure := checked.figure_of(fact))
    ]
    for statements in checked.paragraphs.values() if totals else ():
        for names in _SPLITS:
            parts = [figure for name in names if (figure := _told(checked, statements, name))]
            if len(parts) == len(names):
                yield _against(parts, totals)


def _told(checked: CheckedDocument, statements: Sequence[Statement], name: str) -> Figure | None:
    own = [each for each in statements if each.role in _MONEY and named(each.item.name) == name and each.value]
    return checked.figure_in(own[0]) if len(own) == 1 else None


def _against(parts: Sequence[Figure], totals: Sequence[Figure]) -> Finding:
    added = total(parts)
    nearest = min(totals, key=lambda figure: abs(figure.value - added))
    gap = abs(nearest.value - added)
    verdict = PASS if not gap else ROUNDING if gap <= tolerance([nearest, *parts]) else FAIL
    terms = "＋".join(f"{part.name}{part.printed}" for part in parts)
    message = (
        f"{parts[0].place}{terms}＝{shown(added, parts[0].unit)}，{nearest.place}{nearest.name}为{nearest.printed}"
    )
    tail = "，相符" if verdict != FAIL else f"，相差{shown(gap, parts[0].unit)}"
    return finding("split-sum", verdict, message + tail, [*parts, nearest])


def _points(checked: CheckedDocument) -> Iterator[Finding]:
    """The points that a report states for a group of indicators, against those of the overall sheet."""
    facts = [fact for fact in checked.facts if fact.value is not None and not fact.subject]
    titles = {checked.table[fact.table_id].title for fact in facts if checked.table[fact.table_id].kind in _KINDS}
    for statement in checked.statements if len(titles) == 1 else ():
        measure = {Role.SCORE: "得分", Role.FULL_SCORE: "分值"}.get(statement.role)
        if measure is None or statement.value is None:
            continue
        name = normalize(statement.item.name)
        parts = [fact for fact in facts if fact.measure == measure and _group(fact) == name]
        if _OVERALL.search(name) and not parts:
            parts = [fact for fact in facts if fact.measure == measure and _group(fact).startswith("总分")]
        figures = [figure for fact in parts if (figure := checked.figure_of(fact))]
        told = checked.figure_in(statement, f"“{statement.item.name}”{measure}")
        if told is not None and figures:
            yield _points_told(told, figures, statement.value)


def _group(fact: Fact) -> str:
    return re.sub(r"[(].*[)]", "", normalize(fact.row_path[0])) if fact.row_path else ""


def _points_told(told: Figure, figures: Sequence[Figure], value: Decimal) -> Finding:
    added = total(figures)
    message = f"{told.place}{told.name}为{told.printed}，{figures[0].place}各指标相加为{shown(added, '分')}"
    held = added == value
    return finding(
        "score-told", PASS if held else FAIL, message + ("，相符" if held else "，两处不一致"), [told, *figures]
    )
