"""One column down its rows: 合计 = Σ类, 类 = Σ款, 款 = Σ项, the department = Σ its units, a unit = Σ its projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from ingest.checks.basis.checked import CheckedDocument
from ingest.checks.basis.figure import Figure
from ingest.checks.basis.judging import judge_sum
from ingest.checks.basis.plain import normalize
from ingest.model.document import Finding, Table
from ingest.model.figures import Fact
from ingest.model.vocabulary import is_functional, level_of

_OTHERWISE = frozenset(
    ("performance_indicators", "project_targets", "revenue_expenditure_summary", "appropriation_summary",
     "performance_base", "performance_scores", "overall_performance", "overall_targets", "public_statistics")
)  # fmt: skip
_TOTALS = ("合计", "总计")


def check_levels(checked: CheckedDocument) -> Iterator[Finding]:
    """``level-sum`` and ``total-sum`` over codes, ``unit-sum`` over units."""
    for table in checked.tables:
        if table.kind in _OTHERWISE:
            continue
        for column in _columns(checked.facts_of.get(table.id, ())).values():
            yield from _codes(checked, table, column)
            yield from _units(checked, column)
        if table.kind == "project_expenditure":
            yield from _projects(checked, table)


def _columns(facts: Sequence[Fact]) -> Mapping[tuple[str, ...], list[Fact]]:
    """Money facts by column; the halves of a side-by-side table count as one."""
    found: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.unit.endswith("元"):
            found[fact.column_path if fact.item.code or _is_total(fact) else ()].append(fact)
    return found


def _is_total(fact: Fact) -> bool:
    return normalize(fact.item.name) in _TOTALS


def _coded(facts: Sequence[Fact]) -> list[Fact]:
    return [fact for fact in facts if level_of(fact.item.code)]


def _codes(checked: CheckedDocument, table: Table, facts: Sequence[Fact]) -> Iterator[Finding]:
    coded = _coded(facts)
    codes = {fact.item.code for fact in coded}
    if not codes or _repeats_over_units(coded):
        return
    children: dict[str, list[Fact]] = defaultdict(list)
    for fact in coded:
        children[_printed_parent(fact.item.code, codes)].append(fact)
    for fact in coded:
        if fact.item.code in children and not fact.item.counterpart:
            yield from _sum(checked, "level-sum", fact, children[fact.item.code])
    totals = [fact for fact in facts if _is_total(fact)]
    if totals and table.kind != "operating_costs":
        yield from _sum(checked, "total-sum", totals[0], children.get("", []))


def _printed_parent(code: str, codes: set[str]) -> str:
    """The nearest code above ``code`` printed in the column, or empty."""
    above = [code[:length] for length in (5, 3) if length < len(code)]
    return next((parent for parent in above if parent in codes), "")


def _repeats_over_units(coded: Sequence[Fact]) -> bool:
    """Whether a code is repeated under several units, so that codes alone give no sum."""
    seen: set[tuple[str, str]] = set()
    for fact in coded:
        key = (fact.item.code, fact.item.counterpart)
        if key in seen:
            return True
        seen.add(key)
    return False


def _units(checked: CheckedDocument, facts: Sequence[Fact]) -> Iterator[Finding]:
    """The tree of unit codes: 029 = Σ 029001 …, 合计 = Σ the topmost."""
    units = [fact for fact in facts if _is_total(fact) and fact.item.code and not level_of(fact.item.code)]
    codes = {fact.item.code for fact in units}
    if len(codes) != len(units) or len(units) < 2:
        return
    children: dict[str, list[Fact]] = defaultdict(list)
    for fact in units:
        above = [code for code in codes if code != fact.item.code and fact.item.code.startswith(code)]
        children[max(above, key=len, default="")].append(fact)
    for fact in units:
        if len(children.get(fact.item.code, ())) > 1:
            yield from _sum(checked, "unit-sum", fact, children[fact.item.code])
    totals = [fact for fact in facts if _is_total(fact) and not fact.item.code]
    if totals:
        yield from _sum(checked, "unit-sum", totals[0], children[""])


def _projects(checked: CheckedDocument, table: Table) -> Iterator[Finding]:
    """``project-sum``: a unit's row is the sum of its projects; 合计 is that of all projects if no unit has a row."""
    columns: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in checked.facts_of.get(table.id, ()):
        if fact.unit.endswith("元"):
            columns[fact.column_path].append(fact)
    for column in columns.values():
        wholes = [fact for fact in column if _is_total(fact) and fact.value is not None]
        projects = [fact for fact in column if not _is_total(fact)]
        units = [fact for fact in wholes if fact.item.code]
        for whole in units or wholes[:1]:
            own = [fact for fact in projects if not units or fact.institution == whole.institution]
            if not any(_is_under(other, whole) for other in units):
                yield from _sum(checked, "project-sum", whole, own)


def _is_under(other: Fact, whole: Fact) -> bool:
    return other is not whole and other.item.code.startswith(whole.item.code)


def _sum(checked: CheckedDocument, rule: str, whole: Fact, parts: Sequence[Fact]) -> Iterator[Finding]:
    figure = checked.figure_of(whole, _named(whole))
    figures = [found for part in parts if (found := checked.figure_of(part, _short(part)))]
    if figure is not None and _comparable(figure, figures):
        yield judge_sum(rule, figure, figures)


def _comparable(whole: Figure, parts: Sequence[Figure]) -> bool:
    return bool(parts) and {part.unit for part in parts} == {whole.unit}


def _named(fact: Fact) -> str:
    column = fact.column_path[-1] if fact.column_path else ""
    code = fact.item.code if is_functional(fact.item.code) else ""
    name = fact.institution if _is_total(fact) and fact.item.code else f"{code}{fact.item.name}"
    return f"“{name}”的{column}"


def _short(fact: Fact) -> str:
    return fact.institution if _is_total(fact) and fact.item.code else fact.item.name
