"""Arithmetic over figures is exact, respects units, and can be redone from what it shows."""

from __future__ import annotations

from decimal import Decimal

import pytest

from qa.plans.quantity import (
    Quantity,
    cited,
    constant,
    converted,
    difference,
    growth,
    mean,
    percentage,
    quotient,
    rounded,
    show,
    total,
)
from tests.fixtures.redone import redone

D = Decimal


def _q(value: str, number: int, unit: str = "万元") -> Quantity:
    return cited(D(value), unit, number)


def test_a_sum_is_exact_where_floats_are_not() -> None:
    assert total((_q("0.10", 1), _q("0.20", 2))).value == D("0.30")


def test_a_sum_over_units_is_in_the_unit_of_its_first_term() -> None:
    made = total((_q("1.50", 1), _q("25000", 2, "元")))
    assert (made.value, made.unit) == (D("4.0"), "万元")
    assert redone(made.substituted) == made.value


@pytest.mark.parametrize(
    ("value", "unit", "into", "expected"),
    [
        ("74.18", "万元", "元", "741800.00"),
        ("3680000", "元", "万元", "368"),
        ("1.2", "亿元", "万元", "12000"),
        ("5", "千元", "元", "5000"),
    ],
)
def test_money_is_converted_exactly_and_the_factor_is_shown(value: str, unit: str, into: str, expected: str) -> None:
    made = converted(_q(value, 1, unit), into)
    assert (made.value, made.unit) == (D(expected), into)
    assert redone(made.substituted) == made.value


@pytest.mark.parametrize("unit", ["%", "辆", "人", "分"])
def test_what_is_no_money_is_never_converted(unit: str) -> None:
    assert converted(_q("5", 1, unit), "元") == _q("5", 1, unit)


@pytest.mark.parametrize(
    ("made", "value", "expression"),
    [
        (difference(_q("31.00", 1), _q("28.91", 2)), "2.09", "[1] - [2]"),
        (percentage(_q("74.18", 1), _q("3071.18", 2)), "2.42", "[1] ÷ [2] × 100%"),
        (growth(_q("28.91", 1), _q("12.51", 2)), "131.10", "([1] - [2]) ÷ [2] × 100%"),
        (quotient(_q("9.45", 1), _q("5", 2, "辆"), "万元"), "1.89", "[1] ÷ [2]"),
        (mean((_q("1.00", 1), _q("2.00", 2))), "1.50", "([1] + [2]) ÷ 2"),
        (difference(_q("5", 1), total((_q("1", 2), _q("2", 3)))), "2", "[1] - ([2] + [3])"),
        (difference(_q("5", 1), _q("-2", 2)), "7", "[1] - [2]"),
    ],
)
def test_every_result_shows_an_expression_that_gives_it(made: Quantity, value: str, expression: str) -> None:
    assert made.value == D(value) and made.expression == expression
    shown = redone(made.substituted)
    assert rounded(shown, 2) == rounded(made.value, 2)


def test_a_derived_figure_carries_the_citations_of_its_parts_once() -> None:
    one, two = _q("5", 1), _q("2", 2)
    assert difference(total((one, two)), one).citations == (1, 2)


def test_a_share_over_two_units_compares_like_with_like() -> None:
    assert percentage(_q("45000", 1, "元"), _q("23.10", 2)).value == D("19.48")


def test_halves_are_rounded_up() -> None:
    assert rounded(D("0.125"), 2) == D("0.13")


def test_a_division_by_zero_is_a_bug_and_not_a_figure() -> None:
    with pytest.raises(ArithmeticError):
        percentage(_q("1", 1), _q("0", 2))


def test_a_figure_is_shown_with_separators_and_unit() -> None:
    assert (show(D("1234567.80"), "元"), show(D("12.50"), "%")) == ("1,234,567.80元", "12.50%")


def test_a_count_needs_no_citation() -> None:
    assert constant(3, "个").citations == ()
