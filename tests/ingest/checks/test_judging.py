"""When figures agree: exactly, within their printed digits, or not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingest.checks.basis.figure import Figure, base, digits_in_use, half_digit, shown
from ingest.checks.basis.judging import judge_same, judge_sum
from ingest.checks.basis.ratio import judge_rate, ratio
from ingest.model.document import SourceRef


def _figure(text: str, unit: str = "万元", digits: int = 2, name: str = "") -> Figure:
    value = Decimal(text.replace(",", ""))
    return Figure(
        name, base(value, unit), half_digit(value, unit, digits), text, unit, f"F{text}", SourceRef(line=1), "《表》"
    )


@pytest.mark.parametrize(
    ("whole", "parts", "verdict"),
    [
        ("1551.85", ("938.43", "613.42"), "pass"),
        ("1551.86", ("938.43", "613.42"), "rounding"),
        ("1551.87", ("938.43", "613.42"), "fail"),  # 0.02 is more than 0.005 for each of three figures
        ("5373.97", ("3512.62", "29.57", "1776.34", "55.45"), "rounding"),
        ("10.00", ("10.00", "0.00", "0.00"), "pass"),
        ("10.01", ("10.00", "0.00", "0.00"), "rounding"),
        ("10.02", ("10.00", "0.00", "0.00"), "fail"),  # zeros were not rounded and give no leeway
    ],
)
def test_a_sum_may_miss_by_half_a_last_digit_for_each_figure(whole: str, parts: tuple[str, ...], verdict: str) -> None:
    found = judge_sum("row-sum", _figure(whole), [_figure(part) for part in parts])
    assert found.verdict == verdict
    assert found.figures[0] == f"{whole}万元" and len(found.sources) == len(parts) + 1


def test_yuan_and_ten_thousand_yuan_are_compared_at_the_digits_that_both_give() -> None:
    printed = _figure("350.35")
    assert judge_same("text-table", printed, _figure("3,503,499", "元", 0)).verdict == "rounding"
    wrong = judge_same("text-table", _figure("352.67"), _figure("3,503,499", "元", 0))
    assert wrong.verdict == "fail" and wrong.severity == "error" and "2.3201万元" in wrong.message


def test_figures_that_all_end_in_zero_are_given_to_one_digit_less() -> None:
    """11,844.10 beside 884.50 and 1,573.00 was rounded to one decimal, so it may miss by 0.05."""
    rounded = [Decimal("11844.10"), Decimal("884.50"), Decimal("1573.00")] * 5
    assert digits_in_use(rounded) == 1
    assert digits_in_use([*rounded, Decimal("884.53")]) == 1  # one odd figure
    assert digits_in_use([*rounded, Decimal("884.53"), Decimal("1573.27")]) == 2
    assert digits_in_use(rounded[:3]) == 2  # too few to decide
    assert digits_in_use([Decimal("9400"), Decimal("250")]) == 0


@pytest.mark.parametrize(
    ("printed", "verdict"), [("71.65", "pass"), ("71.66", "rounding"), ("71.73", "fail"), ("7.17", "fail")]
)
def test_a_rate_is_worked_out_from_its_figures(printed: str, verdict: str) -> None:
    worked = ratio(Decimal("2106.66"), Decimal("0.005"), Decimal("2940.05"), Decimal("0.005"))
    assert worked is not None
    rate = _figure(printed, "%")
    assert judge_rate("share", rate, Decimal(printed), worked, "2106.66÷2940.05", []).verdict == verdict


def test_a_rate_on_nothing_cannot_be_worked_out() -> None:
    assert ratio(Decimal(1), Decimal(0), Decimal(0), Decimal(0)) is None
    assert ratio(Decimal(1), Decimal(0), Decimal("0.004"), Decimal("0.005")) is None  # printed 0.00


def test_a_difference_is_told_in_the_unit_of_the_document() -> None:
    assert shown(Decimal(10000), "万元") == "1.00万元"
    assert shown(Decimal(123456), "元") == "123,456元"
