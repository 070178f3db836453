"""Changes against the year before, and final figures against budgets."""

from __future__ import annotations

import pytest

from qa.drafting.answer import Basis
from tests.fixtures.conversation import Asked, figures, first, refusal


def test_a_stated_change_is_answered_with_its_rate_and_the_year_before_that_it_implies(sample: Asked) -> None:
    answer = sample("岚县人社局2024年机关运行经费比上年变化多少")
    assert first(answer) == ("3.70", "万元")
    assert figures(answer) >= {("44.85", "%"), ("8.25", "万元")}
    assert answer.calculations[0].substituted == "11.95 - 3.70"


def test_a_fall_is_said_as_a_fall_and_has_a_negative_value(sample: Asked) -> None:
    answer = sample("禾川县水务局机关运行经费比上年变化多少")
    assert first(answer) == ("-4.10", "万元")
    assert "减少4.10万元" in answer.answer and "增加" not in answer.answer


def test_how_much_less_is_answered_with_the_amount_alone(sample: Asked) -> None:
    """减少多少 already states the sign."""
    assert first(sample("雁湖市商务局三公经费2025年比2024年减少多少")) == ("1.20", "万元")


def test_a_rate_asked_for_comes_first(sample: Asked) -> None:
    assert first(sample("禾川县水务局教育支出比上年下降百分之多少")) == ("20.00", "%")


@pytest.mark.parametrize(
    ("question", "value", "shown"),
    [
        ("禾川县水务局2023年公务接待费是多少？", "2.31", "1.86 + 0.45"),
        ("岚县人社局2023年社会保障和就业支出决算是多少", "2540.87", "3511.15 - 970.28"),
        ("雁湖市商务局2024年公务接待费预算是多少", "5.10", "4.50 + 0.60"),
        ("禾川县水务局2023年三公经费决算是多少", "12.51", "28.91 - 16.40"),
    ],
)
def test_a_prior_year_figure_is_implied_by_this_year_and_its_change(
    sample: Asked, question: str, value: str, shown: str
) -> None:
    answer = sample(question)
    assert first(answer) == (value, "万元")
    assert answer.results[0].basis is Basis.CALCULATED
    assert answer.calculations[0].substituted == shown and "推算" in answer.answer


def test_a_prior_year_figure_that_nothing_implies_is_refused(sample: Asked) -> None:
    assert "2023年" in refusal(sample("岚县人社局2023年公益性岗位补贴是多少"))


def test_a_printed_prior_year_figure_is_cited_and_not_worked_out(sample: Asked) -> None:
    answer = sample("禾川县水务局办公费2023年是多少")
    assert first(answer) == ("22.60", "万元")
    assert answer.results[0].basis is Basis.CELL


def test_a_stated_rate_is_recomputed_and_the_check_is_shown(sample: Asked) -> None:
    answer = sample("岚县人社局农林水支出比上年减少多少")
    assert [each.status for each in answer.checks if each.rule == "year_on_year_rate"] == ["pass"]


def test_a_stated_completion_rate_is_answered_with_both_figures(sample: Asked) -> None:
    answer = sample("禾川县水务局水利工程建设完成年初预算的百分比")
    assert first(answer) == ("140.44", "%")
    assert "决算1,685.30万元" in answer.answer and "年初预算1,200.00万元" in answer.answer
    assert [each.status for each in answer.checks] == ["pass"]


def test_an_execution_rate_printed_in_a_sheet_is_the_answer(sample: Asked) -> None:
    answer = sample("山洪灾害防御项目的预算执行率是多少")
    assert first(answer) == ("92.73", "%") and answer.results[0].basis is Basis.CELL


def test_an_execution_rate_that_is_not_printed_is_worked_out_from_the_pair(sample: Asked) -> None:
    answer = sample("禾川县水务局公务接待费预算执行率")
    assert first(answer) == ("74.40", "%")
    assert "1.86 ÷ 2.50 × 100%" in {each.substituted for each in answer.calculations}


def test_a_pair_without_a_stated_difference_is_subtracted(sample: Asked) -> None:
    answer = sample("禾川县水务局三公经费决算比预算少多少")
    assert first(answer) == ("2.09", "万元")
    assert figures(answer) >= {("93.26", "%"), ("28.91", "万元"), ("31.00", "万元")}


def test_a_budget_of_zero_has_no_completion_rate(sample: Asked) -> None:
    answer = sample("禾川县水务局农村基础设施建设决算和年初预算相比完成率是多少")
    assert not [each for each in answer.results if each.unit == "%"]
    assert ("265.00", "万元") in figures(answer)
