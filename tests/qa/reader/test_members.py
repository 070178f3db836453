"""What is summed, counted, ranked and listed is what the question names, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from ingest.store.catalog.figures import TableInfo
from qa.desk import desk_of
from qa.execution.tables import tables_named
from qa.plans.language import Children, Excluding, HasValue, HasWords, Members, OfSeries, OfTwo, Quote, Where
from qa.plans.slots import Docs, Figure, Node, Rows, nodes_of
from qa.reader.assembling.asks import options
from qa.reader.assembling.clauses import Clause, things_of
from qa.reader.assembling.frames import frame_of
from qa.reader.assembling.scope import Placed
from qa.reader.assembling.setting import Setting
from qa.reader.assembling.terms import term
from qa.reader.reader import Reader
from qa.stores import Stores
from tests.fixtures.marked_by_hand import MarkedByHand, tagged

HERE = Placed(Docs(institution=("禾川县水务局",), year=(2024,)))


def clauses(text: str) -> tuple[Clause, ...]:
    return frame_of(tagged(text)).clauses


def nodes(text: str, *, within: float = 0.3, at: int = 0) -> Iterator[Node]:
    """What the likeliest readings of a marked question hold."""
    clause = clauses(text)[at]
    made = options(Setting(clause, (HERE,), (), things_of(clause)))
    for each in made:
        if each.cost <= made[0].cost + within:
            yield from (node for ask in each.asks for node in nodes_of(ask.of))


def test_rows_under_a_name_are_never_all_rows_of_the_table() -> None:
    found = list(nodes("[table 支出决算表]里[under 农林水支出]下面[?list 有哪些][item 科目]"))
    assert any(isinstance(each, Children) for each in found)
    assert all(each.under for each in found if isinstance(each, Rows))


def test_of_two_groups_the_inner_one_is_looked_for_in_the_outer_one() -> None:
    found = list(nodes("[under 基本支出]的[under 商品和服务支出]里[?top 最大的][n 三]项"))
    parents = [each.of for each in found if isinstance(each, Children)]
    assert any(
        isinstance(each, Figure) and (each.item, each.table) == ("商品和服务支出", "基本支出") for each in parents
    )


def test_one_name_in_two_columns_is_summed_over_both() -> None:
    found = next(
        each for each in nodes("[item 电费]的[col 基本支出]和[col 项目支出][?sum 合计]") if isinstance(each, OfSeries)
    )
    assert isinstance(found.of, tuple)
    assert [each.measure for each in found.of if isinstance(each, Figure)] == ["基本支出", "项目支出"]


def test_the_parts_of_something_are_held_together_against_a_figure() -> None:
    found = next(nodes("[under 专项资金]的[item 各分项][?claim 真的是][claim 35万元]吗"))
    sums = [each for each in nodes_of(found) if isinstance(each, OfSeries)]
    assert sums and isinstance(sums[0].of, Children)


def test_an_item_that_is_named_is_not_left_out_for_the_sum_of_its_table() -> None:
    rows = [each for each in nodes("[table 支出总表]里[item 委托业务费][?sum 合计多少]") if isinstance(each, Rows)]
    assert all(each.item or each.measure for each in rows)


def test_a_grade_is_looked_for_in_its_own_column() -> None:
    tests = [each for each in nodes("[?list 哪些][item 项目]评了[has 良]") if isinstance(each, HasWords)]
    assert tests and all(each.column == "等级" for each in tests)


def test_of_two_stages_a_condition_is_about_the_one_before_it() -> None:
    said = "[under 农林水支出]里[stage 年初预算][present 安排了]、[stage 决算][zero 是0]的[?count 有几项]"
    tests = [each.conditions for each in nodes(said) if isinstance(each, Where)]
    assert tests
    for one, other in tests:
        assert isinstance(one, HasValue) and isinstance(other, HasValue)
        assert (one.column, one.compares, other.column, other.compares) == ("年初预算", ">", "决算", "=")


def test_what_fell_is_chosen_by_its_change() -> None:
    found = list(nodes("[level 项][item 科目]里[prior 比上年][lt 减少]的[?list 有哪些]"))
    assert any(isinstance(each, OfTwo) and each.op == "growth" for each in found)


def test_names_that_one_year_has_alone_are_those_of_the_other_left_out() -> None:
    said = "[year 2025年]有而[year 2024年]没有的[topic 内设机构][?members 有哪些]"
    clause = clauses(said)[0]
    years = tuple((replace(HERE, docs=Docs(institution=("禾川县水务局",), year=(year,))),) for year in (2025, 2024))
    first = options(Setting(clause, (HERE,), years, things_of(clause)))[0].asks[0].of
    assert isinstance(first, Excluding)
    kept, out = (next(each for each in nodes_of(of) if isinstance(each, Docs)).year for of in (first.of, first.names))
    assert (kept, out) == ((2025,), (2024,))


def test_rooms_of_an_office_are_looked_for_under_the_name_that_documents_give_them() -> None:
    found = [each for each in nodes("[?members 有哪些][topic 处室]") if isinstance(each, Members)]
    assert isinstance(found[0].of, Quote) and found[0].of.topic == "内设机构"


def test_what_is_counted_belongs_to_the_ask_that_it_stands_behind() -> None:
    one, other = clauses("[?count 有几个][topic 内设机构]、[?count 几个][topic 下属单位]")
    assert (one.first("topic"), other.first("topic")) == ("内设机构", "下属单位")


@pytest.mark.parametrize(
    ("said", "meant"),
    [("就业补助（208类07款）", "20807 就业补助"), ("财社2023-218号就业补助资金", "财社2023-218号就业补助资金")],
)
def test_a_code_is_read_where_it_is_one(said: str, meant: str) -> None:
    assert term(said) == meant


def test_a_step_on_the_way_to_a_mean_is_not_told_as_an_answer(sample_stores: Stores) -> None:
    desk = desk_of(sample_stores)
    said = (
        "[inst 禾川县水务局]和[inst 岚县人社局][year 2024年][kind 决算]，[item 一般公共预算财政拨款支出]"
        "完成[stage 年初预算]的[?completion 比例]，[?mean 平均是多少]"
    )
    reading = Reader(desk.executor, MarkedByHand(tagged(said))).read(tagged(said).text)
    assert reading.plan is not None and len(reading.plan.asks) == 1
    told = reading.plan.asks[0].of
    assert isinstance(told, OfSeries) and told.op == "mean"


def test_the_general_name_of_a_form_means_the_sheets_of_all_projects() -> None:
    """Also of those whose title does not hold it."""
    titles = ("改造项目绩效目标表", "招聘经费绩效目标表", "教师专项绩效目标表")
    sheets = [_sheet(str(at), title) for at, title in enumerate(titles)]
    assert tables_named("项目绩效目标表", sheets) == tuple(sheets)
    assert tables_named("招聘经费绩效目标表", sheets) == (sheets[1],)


def _sheet(at: str, title: str) -> TableInfo:
    return TableInfo("d", at, int(at), title, "", "project_targets", "", "", "万元", 2024, (), at)
