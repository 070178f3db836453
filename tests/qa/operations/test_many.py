"""Many things of one kind: ranked, listed, counted; and documents side by side."""

from __future__ import annotations

from qa.drafting.answer import Status
from tests.fixtures.conversation import Asked, figures, first, refusal


def test_a_ranking_under_a_parent_ranks_its_own_parts(sample: Asked) -> None:
    answer = sample("岚县人社局社会保障和就业支出下面哪个款最大")
    assert answer.items == ("就业补助",) and first(answer) == ("2474.63", "万元")


def test_a_parent_is_not_ranked_beside_its_parts(sample: Asked) -> None:
    answer = sample("禾川县水务局水利下面支出最多的项")
    assert answer.items == ("水利工程建设",)


def test_the_top_n_are_n_in_order(sample: Asked) -> None:
    answer = sample("雁湖市商务局2025年预算最多的前三个项目")
    assert answer.items == ("招商推介活动经费", "农贸市场改造补助", "外贸企业服务专项")
    assert [each.value for each in answer.results] == ["3680000", "3600000", "2135000"]


def test_the_lowest_is_the_lowest(sample: Asked) -> None:
    answer = sample("雁湖市商务局2025年预算最少的项目是哪个")
    assert answer.items == ("市场运行监测和信息化运维",)


def test_a_level_asked_for_is_ranked_over_the_whole_table(sample: Asked) -> None:
    """项 of the functional classification, and not one half of a table with two."""
    answer = sample("禾川县水务局2024年一般公共预算财政拨款支出中最多的三个项级科目")
    assert answer.items == ("水利工程建设", "农村供水", "行政运行")


def test_a_ranking_cites_every_figure_that_it_states(sample: Asked) -> None:
    answer = sample("岚县人社局就业补助下面前2名")
    assert answer.items == ("其他就业补助支出", "公益性岗位补贴")
    assert [each.quote for each in answer.citations] == ["1,360.60", "945.16"]


def test_names_that_the_text_lists_are_listed_one_by_one(sample: Asked) -> None:
    answer = sample("岚县人社局内设哪些股室")
    assert answer.items == ("办公室", "人事管理股", "社会保险股", "工资福利股", "就业促进股")


def test_numbered_lines_are_listed_one_by_one(sample: Asked) -> None:
    answer = sample("雁湖市商务局下属单位有哪些")
    assert answer.items == ("雁湖市商务局（本级）", "雁湖市投资促进中心", "雁湖市商贸服务中心")


def test_a_count_that_the_document_states_is_cited(sample: Asked) -> None:
    answer = sample("禾川县水务局2024年公务用车保有量是多少辆")
    assert first(answer) == ("5", "辆")
    assert "保有量5辆" in answer.citations[0].quote


def test_a_count_by_condition_names_what_it_counted(sample: Asked) -> None:
    answer = sample("雁湖市商务局项目预算超过2000000元的有几个")
    assert first(answer) == ("3", "个")
    assert set(answer.items) == {"招商推介活动经费", "农贸市场改造补助", "外贸企业服务专项"}


def test_a_condition_in_another_unit_is_put_in_the_figures_own(sample: Asked) -> None:
    """The budget prints 元, the question uses 万元."""
    assert first(sample("雁湖市商务局项目预算超过300万元的有几个")) == ("2", "个")
    listed = sample("雁湖市商务局有哪些项目预算超过200万元")
    assert set(listed.items) == {"招商推介活动经费", "农贸市场改造补助", "外贸企业服务专项"}


def test_a_condition_that_nothing_meets_is_said_to_be_met_by_none(sample: Asked) -> None:
    answer = sample("雁湖市商务局有哪些项目预算超过90000000元")
    assert "没有" in refusal(answer)


def test_two_institutions_are_compared_by_the_same_figure(sample: Asked) -> None:
    answer = sample("岚县人社局、禾川县水务局2024年基本支出哪个更多，多多少")
    assert figures(answer) >= {("688.88", "万元"), ("684.80", "万元"), ("4.08", "万元")}
    assert answer.items == ("岚县人力资源和社会保障局",)
    assert len({each.document_id for each in answer.citations}) == 2


def test_a_difference_asked_for_comes_first(sample: Asked) -> None:
    assert first(sample("岚县人社局与禾川县水务局机关运行经费相差多少")) == ("56.95", "万元")


def test_a_sum_over_two_institutions_is_their_sum(sample: Asked) -> None:
    answer = sample("岚县人社局和禾川县水务局2024年政府采购支出合计是多少")
    assert first(answer) == ("1462.49", "万元")
    assert answer.calculations[0].substituted == "7.94 + 1454.55"


def test_amounts_in_different_units_are_compared_in_one(sample: Asked) -> None:
    """A budget in 元 against accounts in 万元."""
    answer = sample("岚县人社局和雁湖市商务局的基本支出谁高")
    assert answer.items == ("雁湖市商务局",)


def test_a_comparison_with_a_document_that_lacks_the_figure_is_refused(sample: Asked) -> None:
    assert refusal(sample("岚县人社局和禾川县水务局2024年防汛支出哪个多"))


def test_three_institutions_are_told_side_by_side(sample: Asked) -> None:
    answer = sample("岚县人社局、禾川县水务局、雁湖市商务局公务用车各有几辆")
    assert [(each.value, each.unit) for each in answer.results] == [("2", "辆"), ("5", "辆"), ("3", "辆")]


def test_all_documents_are_ranked_by_the_figure(sample: Asked) -> None:
    answer = sample("哪家单位的机关运行经费最低")
    assert answer.items == ("岚县人力资源和社会保障局",) and first(answer) == ("11.95", "万元")


def test_two_years_of_one_institution_are_compared(corpus: Asked) -> None:
    answer = corpus("万里街道2024年和2025年的预算总额分别是多少")
    assert answer.status is Status.ANSWERED and len({each.document_id for each in answer.citations}) == 2
