"""Scores: a sheet's indicators against its 总分, and the points that a report states against their parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby, takewhile

from ingest.checks.basis.checked import CheckedDocument
from ingest.checks.basis.figure import Figure, shown, total
from ingest.checks.basis.judging import FAIL, PASS, finding
from ingest.checks.basis.plain import normalize
from ingest.model.document import Finding, Table
from ingest.model.figures import Fact, Role, Statement
from ingest.sections.numbering import numbering_of

_TOTAL = re.compile(r"总分|合计|总计")
_PRINTED_FULL = re.compile(r"[(](\d+(?:\.\d+)?)分[)]")
_ROLES = {Role.FULL_SCORE: "分值", Role.SCORE: "得分"}
_FEW = 3


def check_scores(checked: CheckedDocument) -> Iterator[Finding]:
    """``score-sum`` in sheets and in the text."""
    for _, tables in groupby(checked.tables, key=lambda table: (table.title, table.subject)):
        yield from _sheet(checked, list(tables))
    yield from _in_text(checked)


# ------------------------------------------------------------------------------------------------------------ sheets


def _sheet(checked: CheckedDocument, tables: Sequence[Table]) -> Iterator[Finding]:
    """The points of a sheet: its indicators and the items above them (执行率, 资金管理) add up to the 总分."""
    if any(_unfilled(checked, table) for table in tables):
        return
    facts = [fact for table in tables for fact in checked.facts_of.get(table.id, ()) if fact.value is not None]
    for measure in ("分值", "得分"):
        points = [fact for fact in facts if fact.measure == measure]
        totals = [fact for fact in points if _TOTAL.match(normalize(fact.item.name))]
        parts = [fact for fact in points if fact not in totals]
        if len(totals) == 1 and len(parts) >= _FEW:
            yield from _judged(checked, totals[0], parts)
    yield from _groups(checked, [fact for fact in facts if fact.measure == "分值"])


def _unfilled(checked: CheckedDocument, table: Table) -> bool:
    """Whether a column of points is empty because its figures stand under another header."""
    points = [fact for fact in checked.facts_of.get(table.id, ()) if fact.measure == "分值"]
    return bool(points) and all(fact.value is None for fact in points)


def _judged(checked: CheckedDocument, whole: Fact, parts: Sequence[Fact]) -> Iterator[Finding]:
    """Judges the total with and without the execution rate, which a sheet may count among its points or only in the
    total."""
    figure = checked.figure_of(whole, f"“{whole.item.name}”的{whole.measure}")
    inside = [found for part in parts if part.table_id == whole.table_id if (found := checked.figure_of(part))]
    everything = [found for part in parts if (found := checked.figure_of(part))]
    if figure is None or not inside:
        return
    missing = figure.value - total(everything)
    if figure.value in (total(inside), total(everything)):
        yield _told(figure, inside, PASS)
    elif len(everything) > len(inside) or not 0 < missing <= 10:
        yield _told(figure, everything, FAIL)


def _told(whole: Figure, parts: Sequence[Figure], verdict: str) -> Finding:
    added = total(parts)
    message = f"{whole.place}{whole.name}为{whole.printed}，各项（{len(parts)}项）相加为{shown(added, '分')}"
    tail = "，相符" if verdict == PASS else f"，相差{shown(abs(whole.value - added), '分')}"
    return finding("score-sum", verdict, message + tail, [whole, *parts])


def _groups(checked: CheckedDocument, points: Sequence[Fact]) -> Iterator[Finding]:
    """成本指标 (20分): the indicators of a group against the points in its label."""
    for (table_id, label), members in groupby(
        points, key=lambda fact: (fact.table_id, fact.row_path[0] if fact.row_path else "")
    ):
        match = _PRINTED_FULL.search(normalize(label))
        facts = list(members)
        if match is None or len(facts[0].row_path) < 2 or len(facts) < 2:
            continue
        parts = [figure for fact in facts if (figure := checked.figure_of(fact))]
        full = Decimal(match[1])
        message = f"{checked.table_name(table_id)}“{label}”下各指标分值相加为{shown(total(parts), '分')}"
        held = total(parts) == full
        yield finding(
            "score-sum", PASS if held else FAIL, message + ("，相符" if held else f"，与{match[1]}分不符"), parts
        )


# -------------------------------------------------------------------------------------------------------------- text


@dataclass(slots=True)
class _Points:
    whole: Statement
    parts: list[Statement] = field(default_factory=list)


def _in_text(checked: CheckedDocument) -> Iterator[Finding]:
    """The points in a heading against those of the headings and paragraphs under it."""
    for role, word in _ROLES.items():
        points = [
            each for each in checked.statements if each.role is role and each.value is not None and each.unit == "分"
        ]
        for place, whole in enumerate(points):
            parts = _leaves(whole, points[place + 1 :])
            figures = [figure for part in parts if (figure := checked.figure_in(part))]
            figure = checked.figure_in(whole, f"“{whole.item.name}”{word}")
            if figure is not None and len(figures) >= (2 if _is_heading(whole) else _FEW):
                yield _told(figure, figures, PASS if figure.value == total(figures) else FAIL)


def _leaves(whole: Statement, after: Sequence[Statement]) -> list[Statement]:
    """The points stated under ``whole``: deeper in the outline, or in the paragraphs right under its heading."""
    own, heading = len(whole.section), _is_heading(whole)
    below = takewhile(lambda each: each.section[:own] == whole.section and not _beside(each, whole), after)
    deeper = [each for each in below if len(each.section) > own or heading]
    names = {normalize(each.item.name) for each in deeper}
    return deeper if len(names) == len(deeper) and normalize(whole.item.name) not in names else []


def _beside(each: Statement, whole: Statement) -> bool:
    """Whether a line is numbered like the heading of ``whole``, so that it begins the next part."""
    one, other = numbering_of(each.sentence.strip()), numbering_of(whole.section[-1].strip() if whole.section else "")
    return one is not None and other is not None and one.rank <= other.rank and len(each.section) == len(whole.section)


def _is_heading(statement: Statement) -> bool:
    return normalize(statement.sentence) == normalize(statement.section[-1]) if statement.section else False
