"""Shares, sums and averages use the right whole, and never exceed it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from qa.drafting.answer import Basis, Status
from tests.fixtures.conversation import Asked, first, refusal


def test_a_share_without_a_named_whole_is_of_all_expenditure(sample: Asked) -> None:
    answer = sample("岚县人社局公益性岗位补贴占总支出的比重")
    assert first(answer) == ("17.59", "%")
    assert answer.calculations[0].substituted == "945.16 ÷ 5373.97 × 100%"


def test_a_share_of_a_named_whole_is_of_that_whole(sample: Asked) -> None:
    answer = sample("禾川县水务局防汛占农林水支出的百分之几")
    assert first(answer) == ("2.42", "%")
    assert answer.calculations[0].substituted == "74.18 ÷ 3071.18 × 100%"


def test_a_stated_share_is_cited_and_not_worked_out(sample: Asked) -> None:
    answer = sample("禾川县水务局授予中小企业合同占政府采购的比例")
    assert first(answer) == ("80.00", "%") and answer.results[0].basis is Basis.TEXT


@pytest.mark.parametrize(
    "question",
    [
        "禾川县水务局农林水支出占防汛的比重",
        "禾川县水务局支出合计占支出合计的比重",
        "岚县人社局社会保障和就业支出占就业补助的百分之几",
        "雁湖市商务局一般公共服务支出占招商引资的比例",
    ],
)
def test_no_share_is_above_a_hundred_percent_nor_of_a_thing_in_itself(sample: Asked, question: str) -> None:
    answer = sample(question)
    shares = [Decimal(each.value) for each in answer.results if each.unit == "%"]
    assert answer.status is Status.REFUSED or all(share < 100 for share in shares), answer.answer


def test_a_part_larger_than_its_whole_is_refused_with_both_named(sample: Asked) -> None:
    answer = sample("禾川县水务局农林水支出占防汛的比重")
    assert "农林水支出" in refusal(answer) and "防汛" in answer.answer and len(answer.citations) == 2


def test_two_items_are_added_as_asked(sample: Asked) -> None:
    answer = sample("禾川县水务局水利工程建设和防汛加起来一共多少")
    assert first(answer) == ("1759.48", "万元")
    assert answer.calculations[0].substituted == "1685.30 + 74.18"
    assert len(answer.citations) == 2


def test_two_items_are_subtracted_as_asked(sample: Asked) -> None:
    assert first(sample("岚县人社局公益性岗位补贴比社会保险补贴多多少")) == ("790.12", "万元")


def test_an_average_over_a_count_is_of_that_count(sample: Asked) -> None:
    answer = sample("禾川县水务局公务用车运行维护费平均每辆车多少")
    assert first(answer) == ("1.89", "万元")
    assert answer.calculations[0].substituted == "9.45 ÷ 5"
