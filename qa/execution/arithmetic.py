"""Numbers of a series and of two figures, exact, with their operands."""

from __future__ import annotations

from dataclasses import replace

from qa.execution.conditions import ranked
from qa.execution.outcomes import (
    Absent,
    Blank,
    Counted,
    Made,
    Member,
    Missing,
    Outcome,
    Series,
    Value,
    Verdict,
    entries_of,
)
from qa.plans.quantity import MONEY

_SAME_UNIT = frozenset({"sum", "mean", "difference", "share", "completion", "growth"})


def of_series(op: str, series: Outcome) -> Outcome:
    """A number of a series. A member that is missing, or whose cell prints what cannot be read, makes the number
    missing, but for ``count`` and the extremes, which are of those that have a value. Blanks are told as left out."""
    if not isinstance(series, Series):
        return series
    if op == "count":
        return _count(series)
    if op in ("max", "min"):
        best = ranked(series.members, 1, op == "min")
        return best[0].outcome if best else Absent(series.what)
    blank = []
    for each in series.members:
        if isinstance(each.outcome, Blank) and not each.outcome.unread:
            blank.append(each.outcome.entry)
        elif not isinstance(each.outcome, Value):
            return each.outcome
    values = [each.outcome for each in series.members if isinstance(each.outcome, Value)]
    if not values:
        return series.members[0].outcome if series.members else Absent(series.what)
    if not _one_unit(values):
        return Absent(series.what, cannot=(f"{series.what}各项的单位不同，不能合计", "the items have different units"))
    made = Made(op, tuple(each.term for each in values))
    return Value(made, _together(op, series), tuple(values), blank=tuple(blank))


def _count(series: Series) -> Value:
    there = [each for each in series.members if not isinstance(each.outcome, Absent)]
    entries = tuple(each.row for each in there if each.row is not None)
    entries = entries or tuple(
        entry for each in there if isinstance(each.outcome, Value) for entry in entries_of(each.outcome.term)
    )
    pieces = series.passage.pieces[:1] if series.passage else ()
    return Value(Counted(len(there), entries, pieces), "个数")


def _together(op: str, series: Series) -> str:
    names = list(dict.fromkeys(each.name for each in series.members if each.name))
    told = "、".join(names) if 0 < len(names) <= 4 else f"{series.what}各项"
    return f"{told}{'合计' if op == 'sum' else '平均'}"


def _one_unit(values: list[Value]) -> bool:
    units = {each.number.unit for each in values} - {""}
    return len(units) < 2 or units <= MONEY


def of_two(op: str, a: Outcome, b: Outcome, printed: Value | None = None) -> Outcome:
    """Arithmetic of two outcomes; over a series member by member."""
    if isinstance(a, Series) and isinstance(b, Series) and len(a.members) == len(b.members):
        pairs = zip(a.members, b.members, strict=True)
        return Series(
            tuple(
                Member(one.name, of_two(op, one.outcome, other.outcome), one.row, one.document) for one, other in pairs
            )
        )
    for side in (a, b):
        if not isinstance(side, Value):
            return side if not isinstance(side, Series | Verdict) else Absent("")
    assert isinstance(a, Value) and isinstance(b, Value)
    fault = _fault(op, a, b)
    if fault is not None:
        return fault
    how = {"completion": "share"}.get(op, op)
    unit = _unit_of_ratio(a.number.unit, b.number.unit) if op == "ratio" else ""
    return Value(Made(how, (a.term, b.term), unit), _NAMES[op](a.name, b.name), (a, b), printed)


def _unit_of_ratio(one: str, other: str) -> str:
    if one == other or {one, other} <= MONEY:
        return "倍"
    return one if one in MONEY else ""


_NAMES = {
    "difference": lambda a, b: f"{a}与{b}之差" if a != b else f"{a}之差",
    "ratio": lambda a, b: f"{a}与{b}之比",
    "share": lambda a, b: f"{a}占{b}的比重",
    "completion": lambda a, b: f"{a}完成率",
    "growth": lambda a, b: f"{a}增长率",
}


def _fault(op: str, a: Value, b: Value) -> Missing | None:
    """Why two figures cannot be reckoned together: units that are not the same kind, or a base of zero."""
    one, other = a.number, b.number
    alike = one.unit == other.unit or {one.unit, other.unit} <= MONEY
    if op in _SAME_UNIT and not alike and one.unit and other.unit:
        return other_units(a, b)
    if op != "difference" and other.value == 0:
        return Absent(b.name, cannot=(f"{b.name}为0，不能作分母", f"{b.name} is 0 and cannot be divided by"))
    return None


def other_units(a: Value, b: Value) -> Absent:
    """That two figures have units of different kinds."""
    sides = f"{a.name}（{a.number.unit}）", f"{b.name}（{b.number.unit}）"
    return Absent(a.name, cannot=(f"{sides[0]}与{sides[1]}单位不同", f"{sides[0]} and {sides[1]} have different units"))


def value_in(value: Value, unit: str) -> Value:
    """The value in another unit of money."""
    own = value.number.unit
    if not unit or own == unit or own not in MONEY or unit not in MONEY:
        return value
    if isinstance(value.term, Made) and value.term.how == "ratio":
        first, second = value.term.terms
        return replace(value, term=Made("ratio", (Made("convert", (first,), unit), second), unit))
    return Value(Made("convert", (value.term,), unit), value.name, value.operands, value.printed, value.direction)
