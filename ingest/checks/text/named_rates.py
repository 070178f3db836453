"""Rates that a report names (控制率, 预算调整率, 执行率), recomputed by their own formulas from the passage's
figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.checks.basis.checked import CheckedDocument
from ingest.checks.basis.figure import Figure
from ingest.checks.basis.plain import normalize
from ingest.checks.basis.ratio import Ratio, judge_rate, ratio
from ingest.model.document import Finding
from ingest.model.figures import Role, Stage, Statement
from ingest.model.vocabulary import load

_RATES = tuple((row["rule"], re.compile(row["name"]), row["of"]) for row in load("checks.toml")["named_rate"])
_ROLES = frozenset((Role.RATE, Role.COMPLETION_RATE))
_BUDGETS = frozenset((Role.BUDGET, Role.INITIAL_BUDGET))


def check_named_rates(checked: CheckedDocument) -> Iterator[Finding]:
    """``control-rate``, ``budget-execution`` and ``adjustment-rate``, if a passage gives one figure of each kind."""
    for statements in checked.paragraphs.values():
        for rate in statements:
            if rate.role in _ROLES and rate.unit == "%" and rate.value is not None:
                yield from _judged(checked, rate, statements)


def _judged(checked: CheckedDocument, rate: Statement, statements: Sequence[Statement]) -> Iterator[Finding]:
    name = normalize(rate.item.name)
    rule, of = next(((rule, of) for rule, pattern, of in _RATES if pattern.fullmatch(name)), ("", ""))
    figure = checked.figure_in(rate, f"“{rate.item.name}”")
    basis = _basis(checked, statements, of)
    if not rule or figure is None or rate.value is None or basis is None:
        return
    above, below = basis
    worked = _worked(of, above, below)
    if worked is None:
        return
    formula = (
        f"{above.printed}÷{below.printed}" if of == "final" else f"（{above.printed}－{below.printed}）÷{below.printed}"
    )
    yield judge_rate(rule, figure, rate.value, worked, formula, [above, below])


def _worked(of: str, above: Figure, below: Figure) -> Ratio | None:
    if of == "final":
        return ratio(above.value, above.half, below.value, below.half)
    return ratio(above.value - below.value, above.half + below.half, below.value, below.half)


def _basis(checked: CheckedDocument, statements: Sequence[Statement], of: str) -> tuple[Figure, Figure] | None:
    """The only pair of money figures, within one sentence's reach, that the rate is computed from."""
    money = [each for each in statements if each.value is not None and each.unit.endswith("元")]
    if of == "final":
        above = [each for each in money if each.role is Role.FINAL]
        below = [each for each in money if each.role in _BUDGETS]
    else:
        above = [each for each in money if each.role is Role.BUDGET and each.stage is Stage.ADJUSTED]
        below = [each for each in money if each.role is Role.INITIAL_BUDGET]
    if len(above) != 1 or len(below) != 1:
        return None
    figures = [checked.figure_in(above[0]), checked.figure_in(below[0])]
    one, other = figures
    return (one, other) if one is not None and other is not None else None
