"""Questions and their gold, written short."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from eval.cases import Case, Gold, GoldNumber
from tests.qa.made_values import Line, named, total

REFUSED = Gold(refuse=True)
EQUAL = ("一致", "相符", "相等", "吻合", "等于", "正确", "准确", "平衡", "无误")


def figure(value: Decimal, unit: str, tolerance: str = "") -> GoldNumber:
    return GoldNumber(value, unit, Decimal(tolerance) if tolerance else Decimal("0.005"))


def number(value: Decimal, unit: str = "万元", tolerance: str = "") -> Gold:
    return Gold(number=figure(value, unit, tolerance))


def rate(value: Decimal) -> Gold:
    return number(value, "%", "0.05")


def numbers(*values: Decimal, unit: str = "万元", words: Sequence[tuple[str, ...]] = ()) -> Gold:
    return Gold(numbers=tuple(figure(value, unit) for value in values), contains=tuple(words))


def words(*groups: tuple[str, ...]) -> Gold:
    return Gold(contains=groups)


def items(*names: str, ordered: bool = False) -> Gold:
    return Gold(items=names, ordered=ordered)


def top(value: Decimal, unit: str, *names: str) -> Gold:
    return Gold(items=names, number=figure(value, unit))


def final(lines: Sequence[Line], name: str) -> Decimal:
    return total(named(lines, name))


def initial(lines: Sequence[Line], name: str) -> Decimal:
    return sum((each.initial for each in named(lines, name)), Decimal(0))


def largest(lines: Sequence[Line]) -> Line:
    return max(lines, key=lambda each: each.total)


Asked = tuple[str, str, Gold] | tuple[str, str, Gold, tuple[str, ...]]


def cases(prefix: str, asked: Sequence[Asked]) -> list[Case]:
    cases = []
    for number, (kind, question, gold, *turns) in enumerate(asked, 1):
        cases.append(Case(f"{prefix}-{number:02d}", kind, question, (), gold, turns=tuple(*turns)))
    return cases
