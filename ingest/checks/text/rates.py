"""Recomputes rates: growth, completion, share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ingest.checks.basis.checked import CheckedDocument
from ingest.checks.basis.comparison import Comparison
from ingest.checks.basis.figure import Figure
from ingest.checks.basis.judging import FAIL, WARNING, finding
from ingest.checks.basis.quantities import Quantities
from ingest.checks.basis.ratio import judge_rate, ratio
from ingest.checks.text.shares import check_share
from ingest.model.document import Finding
from ingest.model.figures import Direction, Role, Statement

_SIGN = {Direction.UP: 1, Direction.DOWN: -1}


def check_rates(checked: CheckedDocument, quantities: Quantities) -> Iterator[Finding]:
    """``growth-rate``, ``completion-rate``, ``share``, ``zero-base`` and ``missing-percent``."""
    for statements in checked.groups.values():
        compared = Comparison(checked, quantities, statements)
        for statement in statements:
            if statement.value is None or statement.unit not in ("%", ""):
                continue
            if statement.role is Role.CHANGE_RATE:
                yield from _growth(compared, statement)
            elif statement.role is Role.COMPLETION_RATE:
                yield from _completion(compared, statement)
            elif statement.role is Role.SHARE:
                yield from check_share(compared, statement)


def change_beside(compared: Comparison, rate: Statement) -> Statement | None:
    """The change in money right before a rate of change, with the same base of comparison."""
    place = compared.statements.index(rate)
    before = compared.statements[place - 1] if place else None
    if before is None or before.role is not Role.CHANGE or not before.value or before.sentence != rate.sentence:
        return None
    return before if before.unit.endswith(("元", "万")) or before.unit == rate.unit else None


def _growth(compared: Comparison, rate: Statement) -> Iterator[Finding]:
    figure = compared.checked.figure_in(rate, f"{rate.item.name}{_word(rate)}率")
    sign = _SIGN.get(rate.direction)
    if figure is None or sign is None or rate.value is None:
        return
    change = change_beside(compared, rate)
    if change is not None and change.direction != rate.direction:
        return  # ``check_words`` reports it
    now = compared.now(rate)
    if change is not None and now is not None:
        yield from _growth_by_change(compared, rate, figure, change, now, sign)
        return
    before = compared.before(rate)
    if before is None or now is None or before.unit != now.unit or before.id == now.id:
        return
    worked = ratio(now.value - before.value, now.half + before.half, before.value, before.half)
    if worked is None:
        yield _zero_base(figure, [now, before])
        return
    formula = f"（{now.printed}－{before.printed}）÷{before.printed}"
    yield judge_rate("growth-rate", figure, sign * rate.value, worked, formula, [now, before])


def _growth_by_change(
    compared: Comparison, rate: Statement, figure: Figure, change: Statement, now: Figure, sign: int
) -> Iterator[Finding]:
    moved = compared.checked.figure_in(change, "变动")
    if moved is None or moved.money != now.money:
        return
    base = now.value - sign * moved.value
    worked = ratio(moved.value, moved.half, base, now.half + moved.half)
    if base < 0 or (worked is None and rate.value):
        yield _zero_base(figure, [moved, now])
    elif worked is not None:
        operator = "－" if sign > 0 else "＋"
        formula = f"{moved.printed}÷（{now.printed}{operator}{moved.printed}）"
        yield judge_rate("growth-rate", figure, rate.value or Decimal(0), worked, formula, [moved, now])


def _word(rate: Statement) -> str:
    return "增长" if rate.direction is Direction.UP else "下降"


def _zero_base(rate: Figure, basis: Sequence[Figure]) -> Finding:
    message = f"{rate.place}{rate.name}为{rate.printed}，但比较的基数为0（或由所列数推出小于等于0），不应计算变动率"
    return finding("zero-base", FAIL, message, [rate, *basis], WARNING)


def _completion(compared: Comparison, rate: Statement) -> Iterator[Finding]:
    figure = compared.checked.figure_in(rate, f"{rate.item.name}完成率")
    final, budget = compared.final(rate), compared.budget(rate)
    if figure is None or final is None or budget is None or (final.unit != budget.unit and not final.money):
        return
    if final.money != budget.money or final.id == budget.id:
        return
    worked = ratio(final.value, final.half, budget.value, budget.half)
    if worked is None:
        if final.value and rate.value and not budget.value:
            yield _zero_base(figure, [final, budget])
        return
    formula = f"{final.printed}÷{budget.printed}"
    if not rate.unit:
        exact = worked.exact.quantize(Decimal("0.01"))
        message = f"{figure.place}{figure.name}写作{figure.printed}，缺少“%”；按{formula}计算为{exact}%"
        yield finding("missing-percent", FAIL, message, [figure, final, budget])
        return
    yield judge_rate("completion-rate", figure, rate.value or Decimal(0), worked, formula, [final, budget])
