"""Columns belong to the names that they are said of, and an official name is no slip of another."""

from __future__ import annotations

import pytest

from qa.desk import desk_of
from qa.drafting.answer import Answer, Status
from qa.execution.answering import answer_plan
from qa.reader.reader import Reader
from qa.stores import Stores
from tests.fixtures.marked_by_hand import MarkedByHand, tagged

HERE = "[inst 禾川县水务局][year 2024年]"


def answer(stores: Stores, marked: str) -> Answer:
    """The answer to a question whose words are marked by hand."""
    desk, way = desk_of(stores), tagged(HERE + marked)
    plan = Reader(desk.executor, MarkedByHand(way)).read(way.text).plan
    assert plan is not None
    return answer_plan(plan, desk.executor)


@pytest.mark.parametrize(
    ("marked", "value"),
    [
        ("[table 支出决算表]里[item 农村基础设施建设支出]的[col 项目支出]占[base 合计]的[?share 百分之多少]", "5.99"),
        ("[table 支出决算表]里[item 农村基础设施建设支出]的[item 项目支出]占[base 合计]的[?share 多少]", "5.99"),
        ("[table 收入决算表]里[item 住房公积金]和[base 培训支出]的[base 本年收入合计][?diff 差多少]", "45.50"),
    ],
)
def test_a_column_that_is_said_once_holds_for_both_sides(sample_stores: Stores, marked: str, value: str) -> None:
    given = answer(sample_stores, marked)
    assert given.results[0].value.lstrip("-").startswith(value), given.answer


def test_a_table_and_a_column_alone_mean_the_row_of_the_whole(sample_stores: Stores) -> None:
    given = answer(sample_stores, "[table 政府性基金预算财政拨款收入支出决算表]里[col 项目支出][?value 是多少]")
    assert given.results[0].value == "162.40"


def test_a_rate_that_a_form_prints_is_told_as_printed(sample_stores: Stores) -> None:
    given = answer(sample_stores, "[table 部门整体支出绩效自评表]里[item 年度资金总额]的[?completion 执行率]")
    assert given.results[0].value == "99.05"


def test_an_official_name_that_is_absent_is_not_answered_with_one_like_it(sample_stores: Stores) -> None:
    given = answer(sample_stores, "的[item 其他工资福利支出][?value 是多少]")
    assert given.status is Status.REFUSED and not given.results
