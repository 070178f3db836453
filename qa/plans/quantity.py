"""Figures with unit and origin, and exact ``Decimal`` arithmetic over them; every result keeps its expression."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from ingest.model.amounts import to_unit

MONEY = frozenset({"元", "千元", "万元", "百万元", "亿元"})
COUNTED_AS = {
    "人": ("人", "名", "位", "万人", "个", "人次", "户"),
    "辆": ("辆", "台", "台(套)"),
    "台": ("台", "辆", "台(套)", "台（套）", "套"),
    "批": ("批", "批次", "个"),
    "人次": ("人次", "人", "万人次"),
    "平方米": ("平方米", "万平方米", "㎡", "m2", "m²"),
}
"""The units in which a count asked for in the key's unit may be printed."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value with its unit. ``expression`` is over citation ids (``[1] + [2]``), ``substituted`` over values."""

    value: Decimal
    unit: str
    expression: str
    substituted: str
    citations: tuple[int, ...]
    compound: bool = False

    @property
    def derived(self) -> bool:
        return self.compound

    def shown(self) -> str:
        return show(self.value, self.unit)


def cited(value: Decimal, unit: str, citation: int) -> Quantity:
    return Quantity(value, unit, f"[{citation}]", plain(value), (citation,))


def negated(quantity: Quantity) -> Quantity:
    """The size of a fall as a negative number; its expression stays that of the printed size."""
    return replace(quantity, value=-quantity.value)


def constant(value: Decimal | int, unit: str = "") -> Quantity:
    """A number that needs no source: a count of things just cited, or a number from the question."""
    return Quantity(Decimal(value), unit, plain(Decimal(value)), plain(Decimal(value)), ())


def converted(quantity: Quantity, unit: str) -> Quantity:
    """The same amount in another unit of money; other units stay unchanged."""
    if quantity.unit == unit or quantity.unit not in MONEY or unit not in MONEY:
        return quantity
    value = to_unit(quantity.value, quantity.unit, unit)
    factor = to_unit(Decimal(1), quantity.unit, unit)
    operation = f" × {plain(factor)}" if factor >= 1 else f" ÷ {plain(to_unit(Decimal(1), unit, quantity.unit))}"
    return Quantity(
        value,
        unit,
        _wrapped(quantity, False) + operation,
        _wrapped(quantity, True) + operation,
        quantity.citations,
        True,
    )


def total(terms: Sequence[Quantity]) -> Quantity:
    """The sum, in the unit of the first term."""
    same = [converted(term, terms[0].unit) for term in terms]
    value = sum((term.value for term in same), Decimal(0))
    return _join(same, " + ", value, terms[0].unit)


def difference(one: Quantity, two: Quantity) -> Quantity:
    same = converted(two, one.unit)
    return _join((one, same), " - ", one.value - same.value, one.unit)


def quotient(one: Quantity, two: Quantity, unit: str = "", places: int = 2) -> Quantity:
    same = converted(two, one.unit) if two.unit in MONEY and one.unit in MONEY else two
    return _join((one, same), " ÷ ", rounded(one.value / same.value, places), unit)


def percentage(part: Quantity, whole: Quantity) -> Quantity:
    """``part / whole`` in percent, to two places. The whole must not be zero."""
    same = converted(whole, part.unit)
    made = _join((part, same), " ÷ ", rounded(part.value / same.value * 100, 2), "%")
    return replace(made, expression=made.expression + " × 100%", substituted=made.substituted + " × 100%")


def growth(now: Quantity, before: Quantity) -> Quantity:
    """``(now - before) / before`` in percent, to two places. The base must not be zero."""
    same = converted(before, now.unit)
    value = rounded((now.value - same.value) / same.value * 100, 2)
    expression = f"({now.expression} - {_wrapped(same, False)}) ÷ {_wrapped(same, False)} × 100%"
    substituted = f"({now.substituted} - {_wrapped(same, True)}) ÷ {_wrapped(same, True)} × 100%"
    return Quantity(value, "%", expression, substituted, _citations((now, same)), True)


def mean(terms: Sequence[Quantity]) -> Quantity:
    summed = total(terms)
    return quotient(summed, constant(len(terms)), summed.unit)


def rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _join(terms: Sequence[Quantity], sign: str, value: Decimal, unit: str) -> Quantity:
    if len(terms) == 1:
        return terms[0]
    return Quantity(
        value,
        unit,
        sign.join(_wrapped(term, False, at > 0 or sign == " ÷ ") for at, term in enumerate(terms)),
        sign.join(_wrapped(term, True, at > 0 or sign == " ÷ ") for at, term in enumerate(terms)),
        _citations(terms),
        True,
    )


def _wrapped(term: Quantity, substituted: bool, bracket: bool = True) -> str:
    text = term.substituted if substituted else term.expression
    if substituted and term.value < 0 and not term.compound:
        return f"({text})"
    return f"({text})" if term.compound and bracket else text


def _citations(terms: Sequence[Quantity]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(each for term in terms for each in term.citations))


def plain(value: Decimal) -> str:
    """A decimal string without exponent or separators."""
    return format(value, "f")


def show(value: Decimal, unit: str) -> str:
    """The value for a reader, with separators and unit."""
    if unit == "%":
        return f"{plain(value)}%"
    return f"{value:,f}{unit}"
