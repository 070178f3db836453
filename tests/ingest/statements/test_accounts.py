"""Reports of a government, a school, a hospital, a village: what came in and went out, its stages, and what changed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingest.model.figures import Direction, Fund, Role, Side, Stage
from tests.ingest.statements.test_sentences import BUDGET, FINAL, brief, one, read


def test_three_stages_of_one_sentence() -> None:
    statements = read(
        "全县一般公共预算收入年初预算10.20亿元，调整预算9.80亿元，决算9.85亿元，完成调整预算的100.5%。"
        "其中：税收收入6.10亿元，占61.9%。"
    )
    assert [(each.role, each.stage) for each in statements[:4]] == [
        (Role.INITIAL_BUDGET, Stage.INITIAL),
        (Role.BUDGET, Stage.ADJUSTED),
        (Role.FINAL, Stage.FINAL),
        (Role.COMPLETION_RATE, Stage.FINAL),
    ]
    assert statements[3].compared_with == "调整预算"
    assert {each.item.name for each in statements[:4]} == {"全县一般公共预算收入"}
    assert statements[4].item.path == ("全县一般公共预算收入",)


def test_what_came_in_is_an_item_without_the_verb() -> None:
    statements = read("全县社会保险基金收入累计完成56780万元，比上年增收1230万元；支出完成50120万元。")
    assert brief(statements) == [
        ("全县社会保险基金收入", Role.FINAL, "56780", "万元"),
        ("全县社会保险基金收入", Role.CHANGE, "1230", "万元"),
        ("全县社会保险基金支出", Role.FINAL, "50120", "万元"),
    ]
    assert [each.side for each in statements] == [Side.REVENUE, Side.REVENUE, Side.EXPENDITURE]


def test_what_is_compared_with_is_of_its_own_stage_and_what_falls_short_is_a_change() -> None:
    final, planned, change = read("公共预算收入35215万元，较年初预算40860万元，短收5645万。")
    assert (planned.role, planned.stage, planned.item) == (Role.INITIAL_BUDGET, Stage.INITIAL, final.item)
    assert (change.role, change.direction, change.unit) == (Role.CHANGE, Direction.DOWN, "万元")
    assert (change.compared_with, change.item) == ("年初预算", final.item)


def test_a_year_before_is_no_item() -> None:
    now, before, change = read("某某补助预算数为36.4万元，上年为30万元，增加6.4万元。", document=BUDGET)
    assert (before.item, before.year, now.year) == (now.item, 2023, 2024)
    assert (change.item, change.compared_with) == (now.item, "上年")


def test_a_budget_that_is_compared_with_repeats_the_item() -> None:
    statements = read("三公经费预算15万元，比2023年“三公”经费预算18万元减少3万元，下降16.67%。", document=BUDGET)
    assert len({each.item for each in statements}) == 1
    assert [each.year for each in statements] == [2024, 2023, 2024, 2024]
    assert {each.compared_with for each in statements[2:]} == {"2023年预算"}


def test_what_the_congress_passes_is_the_budget_of_the_beginning_of_the_year() -> None:
    (passed,) = read("县人大审议通过的全县一般公共预算支出77538万元。")
    assert (passed.item.name, passed.stage) == ("全县一般公共预算支出", Stage.INITIAL)


def test_towns_and_the_county_itself_in_brackets_are_parts() -> None:
    statements = read("全县一般公共预算支出45.6亿元（其中：县本级38.2亿元、镇级7.4亿元），完成调整预算的96.8%。")
    assert [(each.item.name, each.item.path) for each in statements[1:3]] == [
        ("县本级", ("全县一般公共预算支出",)),
        ("镇级", ("全县一般公共预算支出",)),
    ]
    assert one(statements, "全县一般公共预算支出", Role.COMPLETION_RATE).value == Decimal("96.8")


def test_added_parts_do_not_carry_the_word_that_adds_them() -> None:
    statements = read("收入3002万元，加上省市补助收入93096万元，收入总计96098万元。")
    assert [each.item.name for each in statements] == ["收入", "省市补助收入", "收入总计"]


@pytest.mark.parametrize(
    ("text", "item", "direction"),
    [
        ("门诊收入5万元，较上年增96.3万元。", "门诊收入", Direction.UP),
        ("门诊收入5万元，较上年减4万元。", "门诊收入", Direction.DOWN),
        ("门诊收入5万元，同口径减幅2.1%。", "门诊收入", Direction.DOWN),
        ("主要是减少在职人员1名。", "在职人员", Direction.DOWN),
        ("基本支出增加住房公积金等20万元。", "住房公积金", Direction.UP),
    ],
)
def test_words_of_change(text: str, item: str, direction: Direction) -> None:
    change = read(text)[-1]
    assert (change.item.name, change.direction) == (item, direction)
    assert change.role in {Role.CHANGE, Role.CHANGE_RATE}


def test_the_same_time_before_is_the_year_before() -> None:
    assert read("教育支出5万元，同比增长3%。")[1].compared_with == "上年"


def test_income_and_expenditure_of_one_sentence_do_not_lend_each_other_their_names() -> None:
    statements = read(
        "收入预算94万元，比上年增加5万元；支出预算94万元，比上年增加5万元。结转下年2万元；支出较去年增加3万元。",
        document=BUDGET,
    )
    assert [(each.item.name, each.side) for each in statements[:4]] == [
        ("收入", Side.REVENUE),
        ("收入", Side.REVENUE),
        ("支出", Side.EXPENDITURE),
        ("支出", Side.EXPENDITURE),
    ]


def test_the_fund_that_paid_stays_with_the_item_and_its_parts() -> None:
    statements = read("财政拨款安排的“三公”经费预算9万元，比上年减少1万元，其中：公务接待费2万元。", document=BUDGET)
    assert [each.item.name for each in statements] == ["“三公”经费", "“三公”经费", "公务接待费"]
    assert {each.fund for each in statements} == {Fund.APPROPRIATION}


def test_a_colon_behind_a_total_opens_its_parts() -> None:
    statements = read("政府采购预算总额9万元：货物5万元、服务4万元；其中中小企业采购3万元：货物1万元、服务2万元。")
    assert [each.item.path for each in statements] == [
        (),
        ("政府采购",),
        ("政府采购",),
        ("政府采购",),
        ("中小企业采购",),
        ("中小企业采购",),
    ]


def test_after_a_list_a_comparison_is_of_what_the_paragraph_began_with() -> None:
    statements = read("2.闸坝管理400万元，主要包括：闸坝养护300万元，用于7个水闸；巡查100万元。较上年预算增加6万元。")
    assert statements[-1].item.name == "闸坝管理"
    assert one(statements, "巡查", Role.AMOUNT).item.path == ("闸坝管理",)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("村集体经济收入（万元）：12.5。", "12.5", "万元"),
        ("村集体经济收入12.5（万元）。", "12.5", "万元"),
        ("债务余额35.6亿，均在限额内。", None, ""),
        ("债务支出35.6亿。", "35.6", "亿元"),
        ("援助资金5万美元。", "5", "万美元"),
        ("税收占比提高1.3百分点。", "1.3", "个百分点"),
    ],
)
def test_units(text: str, value: str | None, unit: str) -> None:
    statement = read(text)[0]
    if value is None:
        assert statement.unit == "亿"
    else:
        assert (str(statement.value), statement.unit) == (value, unit)


def test_the_label_of_a_chart_is_no_rate_of_anything() -> None:
    assert read("9.82%") == ()


def test_months_and_minutes_are_no_counts() -> None:
    assert read("提前3个月开展预研，打造15分钟服务圈。", document=FINAL) == ()


@pytest.mark.parametrize("text", ["基本支出, 55.98% 项目支出, 34.20%", "项目 | 5万元 | 100.00% | 10分"])
def test_labels_and_cells_are_not_of_the_heading(text: str) -> None:
    assert not any(statement.value for statement in read(text, headings=("三、支出预算情况说明",)))


def test_what_is_added_up_is_of_the_fund_that_the_sentence_begins_with() -> None:
    statements = read("全县一般公共预算收入5万元，加上：上年结转3万元、调入资金1万元，收入总计9万元。")
    assert {each.fund for each in statements} == {Fund.GENERAL}
    assert {each.side for each in statements} == {Side.REVENUE}


def test_the_heading_of_an_office_is_no_whole() -> None:
    statements = read(
        "按支出功能分类，包括教育支出28万元。",
        headings=("二、某市某局部门预算安排情况说明", "（三）支出预算情况说明（详见表1-3）"),
        document=BUDGET,
    )
    assert statements[-1].item.path == ("支出",)


def test_a_count_that_only_explains_the_money_takes_nothing_over() -> None:
    statements = read("购置支出9万元，主要用于经批准购置的2辆公务用车，比上年增加3万元。")
    assert one(statements, "购置支出", Role.CHANGE).value == Decimal(3)


def test_changes_that_give_the_reason_have_the_base_of_the_change() -> None:
    statements = read("某项目支出9万元，与上年相比增加3万元。主要原因是基本支出增加2万元、乙支出增加1万元。")
    assert [each.compared_with for each in statements if each.role is Role.CHANGE] == ["上年", "上年", "上年"]


def test_a_nested_list_ends_where_the_outer_numbering_goes_on() -> None:
    statements = read(
        "三公经费预算9万元，其中：",
        "1．公务用车费5万元，其中：",
        "（1）购置费2万元。",
        "（2）运行费3万元。",
        "2．公务接待费4万元。",
        document=BUDGET,
    )
    assert [each.item.path for each in statements] == [
        (),
        ("三公经费",),
        ("公务用车费",),
        ("公务用车费",),
        ("三公经费",),
    ]


def test_what_goes_out_is_no_part_of_what_comes_in() -> None:
    statements = read("财政拨款收入9万元，其中：甲拨款9万元；财政拨款支出9万元，其中：甲支出9万元。", document=BUDGET)
    assert [each.item.path for each in statements] == [(), ("财政拨款收入",), (), ("财政拨款支出",)]
