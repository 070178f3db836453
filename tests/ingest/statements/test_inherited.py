"""What a heading, a paragraph before or the head of a sentence says once holds for the figures under it."""

from __future__ import annotations

import pytest

from ingest.model.figures import Direction, DocumentContext, Fund, Role, Side, Stage
from tests.ingest.statements.test_sentences import BUDGET, FINAL, one, read

REPORT = DocumentContext("d", "某县某办", 2024, "绩效")


# ----------------------------------------------------------------------------------------------- fund, stage and side


def test_the_fund_of_the_three_public_expenses_holds_for_their_parts_in_the_section() -> None:
    statements = read(
        "通过一般公共预算财政拨款安排的“三公”经费预算共9万元。",
        "其中：",
        "1．因公出国（境）费0万元。",
        "2．公务接待费2万元，比上年减少1万元。",
        headings=("二、“三公”经费支出情况",),
        document=BUDGET,
    )
    assert {each.fund for each in statements} == {Fund.GENERAL}


def test_the_fund_of_the_three_public_expenses_holds_after_their_parts_ended() -> None:
    statements = read(
        "一般公共预算拨款安排的“三公”经费决算支出数为9万元。其中：因公出国（境）费支出0万元。公务接待费支出2万元。"
    )
    assert {each.fund for each in statements} == {Fund.GENERAL}


def test_the_fund_of_one_item_does_not_hold_for_others_of_the_section() -> None:
    statements = read("财政拨款安排的“三公”经费预算9万元。", "会议费预算3万元。", document=BUDGET)
    assert [each.fund for each in statements] == [Fund.APPROPRIATION, Fund.UNKNOWN]


def test_other_money_is_a_fund_unless_it_stands_beside_another() -> None:
    assert read("本年其他资金收入15万元。", document=BUDGET)[0].fund is Fund.OTHER
    assert read("财政拨款和其他资金安排的某费用15万元。", document=BUDGET)[0].fund is Fund.UNKNOWN


def test_a_paragraph_that_reads_like_a_heading_gives_stage_and_fund() -> None:
    statements = read("2024年部门决算收支完成情况。", "1、收入：7万元。同比上年度增加1万元。", document=REPORT)
    assert {each.stage for each in statements} == {Stage.FINAL}
    statements = read("（一）一般公共预算。", "税收增加3万元。", "（二）政府性基金预算。", "税收增加1万元。")
    assert [each.fund for each in statements] == [Fund.GENERAL, Fund.GOVERNMENT_FUNDS]


def test_under_a_heading_on_adjustments_an_amount_is_of_the_adjusted_budget() -> None:
    statements = read(
        "总支出超过了年初预算，执行过程中增加支出5亿元，其中：债券支出3亿元。",
        headings=("一、收支决算情况", "（2）预算调整情况"),
    )
    assert {each.stage for each in statements} == {Stage.ADJUSTED}
    assert statements[0].compared_with == "年初预算"


def test_what_the_paragraph_is_of_gives_the_side() -> None:
    statements = read(
        "（二）支出预算：年初预算数9万元，其中：教育支出8万元，卫生支出1万元；结转下年2万元；支出较去年增加3万元。",
        headings=("二、收支情况",),
        document=BUDGET,
    )
    assert one(statements, "结转下年", Role.AMOUNT).side is Side.EXPENDITURE
    assert "支出" in statements[-1].item.name


def test_what_the_budget_buys_is_planned_and_what_is_there_is_not() -> None:
    there, *planned = read(
        "截至上年末，共有车辆3辆。2024年单位预算安排购置车辆2辆，其中：机要用车1辆；安排购置单价20万元以上的设备1台。",
        document=BUDGET,
    )
    assert there.stage is Stage.UNKNOWN
    assert [each.stage for each in planned] == [Stage.BUDGET] * 3
    assert planned[1].item.path == ("购置车辆",)


def test_parts_on_lines_of_their_own_go_on_to_the_full_stop() -> None:
    statements = read(
        "支出预算合计9万元，其中：基本支出5万元，占55.6%；",
        "项目支出4万元，占44.4%；",
        "经营支出0万元，占0%。",
        "另有代管资金2万元。",
        document=BUDGET,
    )
    assert [each.item.path for each in statements[1:]] == [("支出预算合计",)] * 6 + [()]
    assert {each.compared_with for each in statements if each.role is Role.SHARE} == {"支出预算合计"}
    assert {each.fund for each in statements[:-1]} == {Fund.ALL}


@pytest.mark.parametrize("name", ["公共预算收入", "公共财政预算收入", "一般公共预算收入"])
def test_the_general_budget_has_older_names(name: str) -> None:
    assert read(f"全县{name}5万元。")[0].fund is Fund.GENERAL


def test_the_demand_that_made_a_change_is_no_part_of_its_item() -> None:
    assert read("根据某规定通知要求运转类项目支出减少5万元。")[0].item.name == "运转类项目支出"


# ----------------------------------------------------------------------------------------------- what is compared with


def test_a_comparison_ahead_of_a_list_holds_for_its_changes() -> None:
    statements = read(
        "与2024年执行数（某次会议批准，下同）相比，有以下变化。一是收入增加3万元，其中：税收增加2万元。二是支出增加1万元。"
    )
    assert {each.compared_with for each in statements} == {"2024年执行数"}


def test_a_base_in_the_paragraph_that_opens_a_list_holds_for_its_members() -> None:
    statements = read(
        "收支预算9万元，比上年减少3万元，其中：",
        "1．收入预算减少3万元，其中甲收入减少1万元。",
        "2．支出预算比2022年减少3万元。",
        "会议费减少1万元。",
        document=BUDGET,
    )
    changes = [each.compared_with for each in statements if each.role is Role.CHANGE]
    assert changes == ["上年", "上年", "上年", "2022年", ""]


def test_what_the_whole_is_compared_with_holds_for_a_part_in_the_next_sentence() -> None:
    statements = read("支出预算较上年增加6万元，其中甲支出减少1万元。乙经费增加7万元。", document=BUDGET)
    assert [each.compared_with for each in statements] == ["上年"] * 3


# ---------------------------------------------------------------------------------------------------------- the item


def test_an_area_is_no_share() -> None:
    (area,) = read("学校占地约347亩。", document=BUDGET)
    assert (area.item.name, area.role, area.unit) == ("学校占地", Role.AMOUNT, "亩")


def test_setting_money_aside_is_part_of_its_name() -> None:
    assert read("安排预算稳定调节基金5万元。")[0].item.name == "安排预算稳定调节基金"
    more = read("增加安排稳定调节基金3万元。")[0]
    assert (more.item.name, more.direction, more.side) == ("安排稳定调节基金", Direction.UP, Side.EXPENDITURE)


def test_a_reason_between_the_item_and_its_change_is_no_part_of_it() -> None:
    assert read("还本支出因期限原因增加1万元。")[0].item.name == "还本支出"


def test_money_carried_over_is_of_the_year_that_it_is_carried_into() -> None:
    budget, carried, other = read("基金支出9万元，其中2023年度结转3万元，某项目资金6万元。", document=BUDGET)
    assert (carried.item.name, carried.year) == ("2023年度结转", 2024)
    assert other.year == budget.year == 2024


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("国内公务接待批次7个，接待人次28人。", ["国内公务接待批次", "国内公务接待人次"]),
        ("因公出国（境）团组1个，人数2人。", ["因公出国(境)团组", "因公出国(境)人数"]),
        ("培训费5万元，拟办两场培训，人数约80人。", ["培训费", "培训人数"]),
        ("与40余个国家和地区的学校合作。", ["国家和地区"]),
        ("设3个处室和党委。", ["处室"]),
    ],
)
def test_a_count_that_leaves_out_its_head_gets_it_from_the_count_before(text: str, items: list[str]) -> None:
    assert [each.item.name for each in read(text)] == items


def test_inner_offices_are_of_the_office_that_the_sentence_is_of() -> None:
    own, others = read("本部门设6个内设机构。某某中心为所属单位，规格相当于处级，设4个内设机构。", document=BUDGET)
    assert (own.item.path, others.item.path) == ((), ("某某中心",))


def test_more_spending_on_a_thing_is_a_change_of_it() -> None:
    change = read("支出较上年增加9万元，主要是设备维持增加支出9万元。", document=BUDGET)[-1]
    assert (change.item.name, change.role, change.direction) == ("设备维持支出", Role.CHANGE, Direction.UP)
    assert change.compared_with == "上年"
    assert read("人员退休减少支出2万元。")[0].item.name == "支出"


def test_a_change_inside_a_thing_is_a_part_of_it() -> None:
    change = read("基本支出增加住房公积金等20万元。", document=FINAL)[0]
    assert (change.item.name, change.item.path) == ("住房公积金", ("基本支出",))


def test_an_item_with_nothing_but_its_code_gets_the_names_above_it() -> None:
    (coded,) = read("小学教育（2050202）5万元。")
    assert (coded.item.name, coded.item.path) == ("小学教育", ("教育支出", "普通教育"))
    (spelled,) = read("教育支出（类）普通教育（款）小学教育（项）5万元。")
    assert spelled.item.path == ("教育支出", "普通教育")


# ------------------------------------------------------------------------------- whose a figure is, and what it is for


def test_an_office_in_a_heading_is_no_item() -> None:
    office = DocumentContext("d", "某县某中心", 2024, "预算")
    statements = read("某县某中心预算9万元。", headings=("部门预算支出情况", "一、某县某中心"), document=office)
    assert statements[0].item.name == "部门预算支出"


def test_what_money_is_for_is_a_part_of_it() -> None:
    statements = read("某专项经费40万元，主要用于某设备采购30万元。较上年增加5万元。", document=BUDGET)
    assert [(each.item.name, each.item.path) for each in statements] == [
        ("某专项经费", ()),
        ("某设备采购", ("某专项经费",)),
        ("某专项经费", ()),
    ]


def test_what_a_change_leaves_out_of_account_is_told() -> None:
    statements = read("某拨款9万元，比上年减少5万元，扣除基建投资后比上年增加1万元，增长5%。")
    assert [each.item.name for each in statements] == ["某拨款", "某拨款", *["某拨款(扣除基建投资后)"] * 2]


def test_one_source_under_a_total_is_not_of_all_funds() -> None:
    statements = read("收入总计9万元，其中：事业收入5万元，其他收入1万元，上年结转3万元。")
    assert [each.fund for each in statements] == [Fund.ALL, *[Fund.UNKNOWN] * 3]


def test_what_is_carried_over_has_the_side_of_its_total() -> None:
    statements = read("收支总预算9万元，其中使用非财政拨款结余5万元，上年结转1万元；结转下年2万元。", document=BUDGET)
    assert [each.side for each in statements] == [Side.UNKNOWN, Side.REVENUE, Side.REVENUE, Side.EXPENDITURE]
    assert read("2024年初结转和结余5万元。")[0].item.name == "年初结转和结余"


def test_a_fee_paid_from_the_appropriation_is_expenditure() -> None:
    assert read("某业务费财政拨款预算5万元。", document=BUDGET)[0].side is Side.EXPENDITURE


def test_a_change_against_the_outlay_of_another_year_is_of_the_same_item() -> None:
    statements = read("某费5万元，比2023年决算支出减少1万元，与2023年度决算数一致，与年初预算数一致。")
    assert {each.item.name for each in statements} == {"某费"}
    assert [each.compared_with for each in statements[1:]] == ["2023年决算支出", "2023年度决算数", "年初预算数"]


def test_the_project_of_a_review_is_its_opening() -> None:
    statements = read("某乙项目绩效自评综述：项目自评得分为95.5分，全年预算数300万元，执行数270万元。", document=REPORT)
    assert {each.item.name for each in statements} == {"某乙项目"}


def test_the_target_behind_a_rate_is_of_the_rate() -> None:
    statements = read("某活动满意度为95%，达到年初目标值90%。", document=REPORT)
    assert [(each.item.name, each.role) for each in statements] == [
        ("某活动满意度", Role.RATE),
        ("某活动满意度", Role.TARGET),
    ]


def test_a_change_of_each_is_told_of_every_amount_before_it() -> None:
    statements = read("甲费5万元，乙费3万元，均与上年持平。丙费1万元，与上年持平。", document=BUDGET)
    flat = [each.item.name for each in statements if each.direction is Direction.FLAT]
    assert flat == ["甲费", "乙费", "丙费"]
    statements = read("收入9万元，支出9万元，比上年各增加1万元，增长12.5%。", document=BUDGET)
    assert [(each.item.name, each.side) for each in statements[2:]] == [
        ("收入", Side.REVENUE),
        ("支出", Side.EXPENDITURE),
    ] * 2


def test_a_budget_that_is_taken_away_is_a_change() -> None:
    (_, change) = read("某费9万元，减少预算2万元。", document=BUDGET)
    assert (change.item.name, change.role, change.direction) == ("某费", Role.CHANGE, Direction.DOWN)


def test_goods_and_services_are_of_the_procurement_that_they_are_parts_of() -> None:
    statements = read("政府采购预算50万元，其中货物30万元、服务20万元。", document=BUDGET)
    assert [each.item.name for each in statements] == ["政府采购", "政府采购货物", "政府采购服务"]


def test_a_name_of_money_before_a_colon_is_what_the_paragraph_is_of() -> None:
    statements = read("某运行经费：2024年预算安排9万元，比2023年增加1万元。", document=BUDGET)
    assert {each.item.name for each in statements} == {"某运行经费"}


def test_the_figure_of_another_office_keeps_its_owner() -> None:
    statements = read("某市某局2024年收入预算9万元。某下属中心2024年收入预算2万元。本局2024年支出预算9万元。")
    assert [each.item.name for each in statements] == ["收入", "某下属中心收入", "支出"]


def test_what_a_cost_came_to_in_the_year_is_final() -> None:
    statements = read(
        "2024年预算5万元，支出4万元，较上年减少1万元。本年支出4万元。", headings=("（一）某接待费支出情况",)
    )
    assert {each.item.name for each in statements} == {"某接待费"}
    assert [each.stage for each in statements] == [Stage.BUDGET, *[Stage.FINAL] * 3]
