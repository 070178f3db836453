"""Tables that compare two years: 增减额 = 本年 － 上年, 增减% = 增减额 ÷ 上年, row by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from ingest.checks.basis.checked import CheckedDocument
from ingest.checks.basis.figure import Figure, shown
from ingest.checks.basis.judging import FAIL, PASS, ROUNDING, finding, verdict_of
from ingest.checks.basis.ratio import judge_rate, ratio
from ingest.model.document import Finding
from ingest.model.figures import Fact

_MOST = 0.6
_OTHERWISE = frozenset(("three_public", "performance_base", "performance_indicators", "performance_scores"))


def check_table_changes(checked: CheckedDocument) -> Iterator[Finding]:
    """``row-change`` and ``row-rate``; silent if most rows of a table break them, because its columns mean something
    else."""
    for table in checked.tables:
        if table.kind in _OTHERWISE:
            continue
        rows = _rows(checked.facts_of.get(table.id, ()))
        found = [each for facts in rows.values() for each in _judged(checked, facts)]
        held = sum(each.verdict in (PASS, ROUNDING) for each in found)
        if found and held >= _MOST * len(found):
            yield from found


def _rows(facts: Sequence[Fact]) -> Mapping[int, list[Fact]]:
    found: dict[int, list[Fact]] = defaultdict(list)
    for fact in facts:
        found[fact.row].append(fact)
    return found


def _judged(checked: CheckedDocument, facts: Sequence[Fact]) -> Iterator[Finding]:
    year = checked.year or 0
    now, before = _total(checked, facts, year), _total(checked, facts, year - 1)
    if now is None or before is None or now.unit != before.unit:
        return
    formula = f"（{now.printed}－{before.printed}）"
    gap = now.value - before.value
    for fact in facts:
        figure = checked.figure_of(fact, f"“{fact.item.name}”的{fact.measure}") if fact.value is not None else None
        if figure is None:
            continue
        if fact.measure == "增减额" and figure.unit == now.unit:
            verdict = verdict_of(figure.value - gap, figure.half + now.half + before.half)
            message = f"{figure.place}{figure.name}为{figure.printed}，按{formula}为{shown(gap, now.unit)}"
            yield finding(
                "row-change", verdict, message + ("，不符" if verdict == FAIL else "，相符"), [figure, now, before]
            )
        elif fact.measure == "增减率" and fact.value is not None:
            worked = ratio(gap, now.half + before.half, before.value, before.half)
            if worked is not None:
                yield judge_rate("row-rate", figure, fact.value, worked, f"{formula}÷{before.printed}", [now, before])


def _total(checked: CheckedDocument, facts: Sequence[Fact], year: int) -> Figure | None:
    """The only total of a year in the row."""
    held = [fact for fact in facts if fact.year == year and fact.measure == "合计" and fact.value is not None]
    return checked.figure_of(held[0]) if len(held) == 1 else None
