"""Printed numbers keep their value to the last digit; anything else stays words."""

from decimal import Decimal

import pytest

from ingest.model.amounts import amount_unit, is_number, parse_amount, to_unit


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("1,234.50", "1234.50"),
        ("5372. 50", "5372.50"),
        ("１，２３４．５", "1234.5"),
        ("(1.2)", "-1.2"),
        ("-0.30", "-0.30"),
        ("－5", "-5"),
        ("0", "0"),
        ("371,514,655.00", "371514655.00"),
    ],
)
def test_a_printed_number_keeps_its_digits(printed: str, value: str) -> None:
    """Thousands separators, full-width digits, stray blanks and bracketed negatives do not change the figure."""
    amount = parse_amount(printed)
    assert amount is not None
    assert str(amount.value) == value
    assert is_number(printed)


@pytest.mark.parametrize(
    "printed", ["", " ", "-", "—", "——", "--", "优", "2024年1-12月", "300-400", "1,23", "（一）", "A1"]
)
def test_words_and_dashes_are_never_a_figure(printed: str) -> None:
    """A dash or a range is not zero and not its first number."""
    assert parse_amount(printed) is None
    assert not is_number(printed)


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        ("620.35①", "620.35", ""),
        ("①620.35", "620.35", ""),
        ("769.65³", "769.65", ""),
        ("³769.65", "769.65", ""),
        ("1,620.35⑴", "1620.35", ""),
        ("162.20*", "162.20", ""),
        ("162.20＊", "162.20", ""),
        (r"162.20\*", "162.20", ""),
        ("**162.20**", "162.20", ""),
        ("88.04（注1）", "88.04", ""),
        ("88.04注2", "88.04", ""),
        ("88.04[1]", "88.04", ""),
        ("88.04[^1]", "88.04", ""),
        ("88.04[¹]", "88.04", ""),
        ("88.04（¹）", "88.04", ""),
        ("88.04⁽¹⁾", "88.04", ""),
        ("88.04<sup>12</sup>", "88.04", ""),
        ("$88.04^{1}$", "88.04", ""),
        ("620.35①万元", "620.35", "万元"),
        ("620.35注2万元", "620.35", "万元"),
        ("620.35万元①", "620.35", "万元"),
        ("(5.20)①", "-5.20", ""),
        ("98.5%②", "98.5", "%"),
    ],
)
def test_a_note_mark_is_no_part_of_the_figure(printed: str, value: str, unit: str) -> None:
    """Neither a digit of it nor its unit."""
    amount = parse_amount(printed)
    assert amount is not None
    assert (str(amount.value), amount.unit) == (value, unit)


@pytest.mark.parametrize(
    "printed",
    ["10²", "10<sup>4</sup>", "120m²", "CO₂", "3³769.65", "①", "②③", "620.35(1)", "△5.00", "62\ufffd.35", "620\ufffd"],
)
def test_what_may_be_more_than_a_figure_with_a_mark_is_words(printed: str) -> None:
    """A power, a unit, a formula, a digit high between others, a garbled digit: none is guessed at."""
    assert parse_amount(printed) is None


def test_a_list_number_before_a_name_is_no_figure() -> None:
    """25、其他支出 is the name of a row, and not 25 of something."""
    assert parse_amount("25、其他支出") is None


def test_a_target_gives_its_number_and_its_sign() -> None:
    """``≥95%``, also as LaTeX remains, is 95 percent with a comparison, and no bare figure."""
    for printed in ("≥95%", r"$\geq 95\%$", "≥ 95 %"):
        amount = parse_amount(printed)
        assert amount is not None
        assert (amount.value, amount.is_percent, amount.unit, amount.compare) == (Decimal(95), True, "%", "≥")
        assert not is_number(printed)


def test_a_unit_beside_the_number_is_kept() -> None:
    """``0.88万元`` is 0.88 of 万元: nothing is converted behind the reader's back."""
    amount = parse_amount("0.88万元")
    assert amount is not None
    assert (amount.value, amount.unit) == (Decimal("0.88"), "万元")


@pytest.mark.parametrize(
    ("value", "source", "target", "expected"),
    [
        ("3503499", "元", "万元", "350.3499"),
        ("2.5", "亿元", "万元", "25000"),
        ("12", "千元", "元", "12000"),
        ("1", "百万元", "万元", "100"),
    ],
)
def test_units_convert_exactly(value: str, source: str, target: str, expected: str) -> None:
    """元, 千元, 万元, 百万元 and 亿元 convert without rounding."""
    assert to_unit(Decimal(value), source, target) == Decimal(expected)


def test_what_is_no_amount_unit_does_not_convert() -> None:
    """Counting units are refused and not treated as money."""
    with pytest.raises(ValueError, match="辆"):
        to_unit(Decimal(1), "辆", "元")


@pytest.mark.parametrize(
    ("text", "unit"), [("单位：人民币万元", "万元"), ("（元）", "元"), ("数（个）", ""), ("项目资金 (万元)", "万元")]
)
def test_the_amount_unit_is_found_in_its_label(text: str, unit: str) -> None:
    """万元 is not taken for 元."""
    assert amount_unit(text) == unit
