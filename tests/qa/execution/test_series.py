"""Series: leaf rows, children, conditions, ranks, counts."""

from __future__ import annotations

from decimal import Decimal

from qa.drafting.answer import Status
from tests.qa.execution.conftest import Run

PROJECTS = 'rows(docs("雁湖市商务局", 2025), table="项目支出预算表")'


def test_rows_are_the_leaves_of_a_table_and_make_up_its_total(run: Run) -> None:
    answer = run(f'sum({PROJECTS})\nfigure(docs("雁湖市商务局", 2025), table="项目支出预算表")')
    assert answer.results[0].value == answer.results[-1].value or answer.results[0].value == answer.results[1].value


def test_children_of_a_row_are_of_the_level_that_is_asked_for(run: Run) -> None:
    answer = run('ask(children(figure(d, "农林水支出"), level="款"), show="name")')
    assert "水利" in answer.items and "农林水支出" not in answer.items and "防汛" not in answer.items


def test_the_largest_rows_come_first_and_equal_ones_stay_together(run: Run) -> None:
    answer = run('rank(children(figure(d, "农林水支出"), level="项"), 2)')
    assert answer.items == ("水利工程建设", "农村供水")
    assert [each.value for each in answer.results] == ["1685.30", "420.75"]


def test_conditions_on_names_and_values_keep_the_members_that_meet_all(run: Run) -> None:
    children = 'children(figure(d, "农林水支出"), level="项")'
    kept = run(f'where({children}, has("水"), value(">", number(400, "万元")))').items
    assert kept == ("水利工程建设", "农村供水")
    assert set(run(f'where({children}, lacks("水"))').items) & set(kept) == set()
    assert run(f'count(where({children}, starts("农村供")))').results[0].value == "1"


def test_nothing_that_meets_a_condition_is_told_as_nothing_and_a_missing_table_as_missing(run: Run) -> None:
    children = 'children(figure(d, "农林水支出"), level="项")'
    assert "无" in run(f'where({children}, has("航天"))').answer
    assert run('rows(d, table="航天支出表")').status is Status.REFUSED


def test_a_bound_row_gives_its_other_columns(run: Run) -> None:
    text = 's = each(children(figure(d, "农林水支出"), level="款"), figure(measure="项目支出"))\nsum(s)'
    whole = run('figure(d, "农林水支出", measure="项目支出")').results[0].value
    assert Decimal(run(text).results[0].value) == Decimal(whole)


def test_a_code_whose_row_is_not_printed_is_the_sum_of_its_parts(run: Run) -> None:
    answer = run('figure(docs("雁湖市商务局", 2025), "21602", table="2025年部门支出预算总表")')
    assert answer.status is Status.ANSWERED


def test_names_of_one_series_without_those_of_another(run: Run) -> None:
    level = 'children(figure(d, "农林水支出"), level="项")'
    answer = run(f'ask(excluding({level}, where({level}, has("水"))), show="name")')
    assert answer.items and not any("水" in each for each in answer.items)


def test_the_parts_that_a_sentence_gives_of_a_figure_are_the_members_below_it(run: Run) -> None:
    """Not all figures of its chapter, among them the totals."""
    answer = run('rank(children(figure(d, "公用经费")), 1)')
    assert answer.items == ("办公费",)
    assert run('count(children(figure(d, "公用经费")))').results[0].value == "15"


def test_a_lone_row_that_is_the_whole_again_is_not_the_level_below_it(run: Run) -> None:
    whole = run('children(figure(d, "教育支出"))').items
    assert whole == ("培训支出",), "教育支出 holds only 进修及培训, which holds only this"


def test_the_change_of_each_row_is_that_since_the_year_before(run: Run) -> None:
    rows = 'children(figure(docs("岚县人力资源和社会保障局", 2024), "一般公共预算财政拨款支出"), level="类")'
    answer = run(f'where(each({rows}, growth(figure())), value("<", 0))')
    assert answer.items == ("农林水支出",)
    assert answer.results[0].value == "-36.89"


def test_a_condition_on_another_stage_is_met_by_what_sentences_say(run: Run) -> None:
    told = 'children(figure(d, "一般公共预算财政拨款支出", stage="决算", source="text"), level="项")'
    answer = run(f'where({told}, value("=", number(3, "万元"), column="年初预算"))')
    assert answer.items == ("培训支出",) and answer.results[0].value == "2.40"
