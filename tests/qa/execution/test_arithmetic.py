"""Arithmetic over cited figures: exact, with unit and operands, and with the words of its direction."""

from __future__ import annotations

from decimal import Decimal

import pytest

from qa.drafting.answer import Status
from tests.qa.execution.conftest import Run

FIGURE = 'figure(d, "农林水支出")'


def test_the_stated_change_is_told_and_the_year_before_is_reckoned_back_from_it(run: Run) -> None:
    answer = run(f'change({FIGURE})\nprior({FIGURE})\nask(growth({FIGURE}), unit="%")')
    assert [(each.value, each.unit) for each in answer.results][:3] == [
        ("357.85", "万元"),
        ("2704.98", "万元"),
        ("13.23", "%"),
    ]
    assert "比上年增加357.85万元" in answer.answer and "据此上年为2,704.98万元" in answer.answer


def test_a_stated_change_is_reckoned_with_the_figure_of_its_own_scope(run: Run) -> None:
    """The accounts give the item over all funds (3,071.18); the change is told of one budget (3,062.83)."""
    answer = run(f"prior({FIGURE})")
    (made,) = answer.calculations
    assert made.substituted == "3062.83 - 357.85"


def test_every_derived_result_is_a_calculation_over_its_citations(run: Run) -> None:
    answer = run(f'ask(share({FIGURE}, figure(d, measure="本年支出合计")), unit="%")')
    result, *behind = answer.results
    (made,) = answer.calculations
    assert (result.value, result.basis) == (made.value, "calculated") == ("90.40", "calculated")
    assert made.substituted == "3071.18 ÷ 3397.28 × 100%"
    assert [each.value for each in behind] == ["3071.18", "3397.28"]


def test_a_sum_of_named_items_and_its_mean(run: Run) -> None:
    answer = run('s = each(["防汛", "农村供水"], figure(d))\nsum(s)\nmean(s)')
    assert [each.value for each in answer.results[:2]] == ["494.93", "247.47"]


def test_amounts_and_counts_are_not_reckoned_together(run: Run) -> None:
    answer = run(f'sum([{FIGURE}, figure(d, "车辆", unit="辆")])')
    assert answer.status is Status.REFUSED


def test_a_base_of_zero_is_told_and_divides_nothing(run: Run) -> None:
    assert run(f'ratio({FIGURE}, number(0, "万元"))').status is Status.REFUSED


@pytest.mark.parametrize(("direction", "told"), [("up", False), ("down", True)])
def test_a_change_the_other_way_is_told(run: Run, direction: str, told: bool) -> None:
    answer = run(f'ask(change({FIGURE}), direction="{direction}")')
    assert answer.results[0].value == "357.85" and ("方向与问题所说相反" in answer.answer) is told


def test_a_difference_asked_as_a_size_has_no_sign_and_keeps_its_calculation(run: Run) -> None:
    answer = run(f'ask(difference(figure(d, measure="基本支出"), {FIGURE}), direction="size")')
    assert answer.results[0].value == "2386.38" and answer.calculations[0].value == "-2386.38"
    assert "少2,386.38万元" in answer.answer


def test_an_amount_is_told_in_the_unit_that_is_asked_for(run: Run) -> None:
    result = run(f'ask({FIGURE}, unit="亿元")').results[0]
    assert (Decimal(result.value), result.unit) == (Decimal("0.307118"), "亿元")
