"""Shares (占本年支出合计的…%), recomputed from the part and its whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ingest.checks.basis.checked import paragraph_of
from ingest.checks.basis.comparison import Comparison
from ingest.checks.basis.figure import Figure
from ingest.checks.basis.judging import FAIL
from ingest.checks.basis.plain import normalize
from ingest.checks.basis.quantity import TOTALS, Quantity, named
from ingest.checks.basis.ratio import judge_rate, ratio
from ingest.model.document import Finding
from ingest.model.figures import Fund, Role, Side, Stage, Statement

_AMOUNTS = (Role.AMOUNT, Role.FINAL, Role.BUDGET, Role.INITIAL_BUDGET)


def check_share(compared: Comparison, share: Statement) -> Iterator[Finding]:
    """``share``: if the whole is unclear, the share need fit only one of the possible totals."""
    figure = compared.checked.figure_in(share, f"{share.item.name}占比")
    part = compared.amount(share)
    if figure is None or part is None:
        return
    wholes = [each for each in _wholes(compared, share) if each.money == part.money and each.id != part.id]
    judged = [found for whole in wholes if (found := _judged(figure, share, part, whole))]
    if judged:
        yield next((each for each in judged if each.verdict != FAIL), judged[0])


def _judged(figure: Figure, share: Statement, part: Figure, whole: Figure) -> Finding | None:
    worked = ratio(part.value, part.half, whole.value, whole.half)
    if worked is None:
        return None
    formula = f"{part.printed}÷{whole.name}{whole.printed}"
    return judge_rate("share", figure, share.value or Decimal(0), worked, formula, [part, whole])


def _wholes(compared: Comparison, share: Statement) -> list[Figure]:
    """The possible wholes of the share, likeliest first; only one if the paragraph states it under the given name."""
    name = normalize(share.compared_with) or (normalize(share.item.path[-1]) if share.item.path else "")
    beside = _beside(compared, share, name) if name else None
    if beside is not None:
        return [beside]
    found = [_opening(compared, share)] if not name else [_named(compared, share, name, what) for what in TOTALS]
    if not name:
        found += _totals_of_fund(compared, share)
    return [figure for figure in found if figure is not None]


def _beside(compared: Comparison, share: Statement, name: str) -> Figure | None:
    for each in compared.checked.paragraphs[paragraph_of(share)]:
        if normalize(each.item.name) == name and each.role in _AMOUNTS and each.group != share.group and each.value:
            return compared.checked.figure_in(each)
    return None


def _named(compared: Comparison, share: Statement, name: str, what: str) -> Figure | None:
    """The quantity of that name elsewhere; 合计 and 总计 are interchangeable."""
    key = named(name)
    if not key or (key not in TOTALS and what != TOTALS[0]):
        return None
    fund = Fund.ALL if name.startswith(("本年", "收入", "支出", "部门")) else share.fund
    whole = replace(share, item=replace(share.item, name=name, path=(), level=""), fund=fund)
    quantity = compared.quantities.of_item(whole, _stage(compared))
    if quantity is None:
        return None
    return compared.quantities.figure(replace(quantity, what=what) if quantity.what in TOTALS else quantity)


def _opening(compared: Comparison, share: Statement) -> Figure | None:
    """The total at the beginning of the paragraph."""
    first = compared.checked.paragraphs[paragraph_of(share)][0]
    if first.role not in _AMOUNTS or first.group == share.group or named(first.item.name) not in TOTALS:
        return None
    return compared.checked.figure_in(first)


def _totals_of_fund(compared: Comparison, share: Statement) -> list[Figure | None]:
    """All expenditure of its fund for a 类, 基本支出 and 项目支出; all revenue for a source."""
    quantity = compared.quantities.of_item(share, _stage(compared))
    whole = _total_of(quantity) if quantity is not None and quantity.fund is not Fund.UNKNOWN else None
    return [compared.quantities.figure(replace(whole, what=what)) for what in TOTALS] if whole is not None else []


def _total_of(quantity: Quantity) -> Quantity | None:
    if quantity.side is Side.REVENUE:
        whole = replace(quantity, what="合计", measure="合计", fund=Fund.ALL)
        return whole if whole != quantity else None
    if len(quantity.what) == 3 or quantity.measure in ("基本支出", "项目支出"):
        return replace(quantity, what="合计", measure="合计")
    return None


def _stage(compared: Comparison) -> Stage:
    return Stage.BUDGET if compared.checked.kind == "预算" else Stage.FINAL
