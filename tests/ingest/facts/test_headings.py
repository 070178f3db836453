"""The meaning of a column header for its figures."""

import pytest

from ingest.facts.header_texts import fund_of, note_stage, stage_of, unit_of, without_unit
from ingest.facts.headings import Heading, Headings
from ingest.model.figures import Fund, Side, Stage
from tests.fixtures.made_tables import made_table


def heading(title: str, *path: str) -> Heading:
    table = made_table(title, [("项目",), path], [["行政运行", "1"]])
    return Headings(table).read(1)


@pytest.mark.parametrize(
    ("path", "measure", "fund"),
    [
        (("本年支出合计",), "合计", Fund.UNKNOWN),
        (("基本支出", "小计"), "基本支出", Fund.UNKNOWN),
        (("基本支出", "人员经费", "工资福利支出"), "工资福利支出", Fund.UNKNOWN),
        (("本年拨款", "一般公共预算"), "本年拨款", Fund.GENERAL),
        (("一般公共预算", "小计"), "合计", Fund.GENERAL),
        (("一般公共预算", "其中：财政拨款"), "财政拨款", Fund.GENERAL),
        (("一般公共预算支出", "项目支出"), "项目支出", Fund.GENERAL),
        (("某某专项",), "某某专项", Fund.UNKNOWN),
        (("基本支出", "人员经费"), "人员经费", Fund.UNKNOWN),
        (("基本支出", "日常公用支出"), "公用经费", Fund.UNKNOWN),
        (("上年结转结余", "单位资金"), "上年结转", Fund.OTHER),
        (("财政专户管理事业收入",), "财政专户管理事业收入", Fund.OTHER),
        (("事业收入", "其中：教育收费"), "教育收费", Fund.OTHER),
        (("2024年预算数比2023年执行数", "增减（%）"), "增减率", Fund.UNKNOWN),
        (("2024年预算数比2023年执行数", "增减变化"), "增减额", Fund.UNKNOWN),
        (("资金来源", "合计"), "合计", Fund.UNKNOWN),
        (("本年拨款", "财政拨款", "一般公共预算"), "本年拨款", Fund.GENERAL),
        (("财政拨款", "小计"), "合计", Fund.APPROPRIATION),
        (("2023年",), "合计", Fund.UNKNOWN),
        (("比上年增减数",), "增减额", Fund.UNKNOWN),
        (("增减变化", "金额"), "增减额", Fund.UNKNOWN),
        (("增减变化情况", "比例（%）"), "增减率", Fund.UNKNOWN),
        (("2024年安排数", "小计"), "合计", Fund.UNKNOWN),
        (("财政拨款结转结余", "一般公共预算"), "上年结转", Fund.GENERAL),
    ],
)
def test_the_deepest_meaningful_header_is_the_measure(path: tuple[str, ...], measure: str, fund: Fund) -> None:
    found = heading("部门支出预算表", *path)
    assert (found.measure, found.fund) == (measure, fund)


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("年初预算数", Stage.INITIAL),
        ("全年预算数(元)", Stage.ADJUSTED),
        ("调整预算数", Stage.ADJUSTED),
        ("全年执行数", Stage.FINAL),
        ("2023年决算数", Stage.FINAL),
        ("预算数", Stage.BUDGET),
        ("执行率", Stage.UNKNOWN),
        ("基本支出", Stage.UNKNOWN),
    ],
)
def test_a_header_names_its_stage(text: str, stage: Stage) -> None:
    assert stage_of(text) is stage


def test_预算_that_names_a_fund_is_no_stage() -> None:
    assert heading("财政拨款收入支出决算总表", "一般公共预算财政拨款").stage is Stage.UNKNOWN
    assert heading("一般公共预算支出情况表", "一般公共预算支出", "2023年执行数").stage is Stage.FINAL


def test_the_half_of_a_summary_table_is_no_measure_and_no_fund_of_its_rows() -> None:
    found = heading("部门财政拨款收支预算总表", "财政拨款收入", "预算数")
    assert (found.measure, found.fund) == ("合计", Fund.UNKNOWN)


def test_money_from_elsewhere_is_not_fiscal_appropriation() -> None:
    assert fund_of("非同级财政拨款收入") is Fund.OTHER
    assert fund_of("财政专户管理资金") is Fund.OTHER
    assert fund_of("财政拨款收入") is Fund.APPROPRIATION
    assert fund_of("年末结转") is Fund.UNKNOWN


def test_only_a_unit_in_brackets_is_a_unit() -> None:
    assert unit_of("项目资金 （万元）") == "万元"
    assert unit_of("因公出国（境）费") == ""
    assert without_unit("公务用车购置数(辆)") == "公务用车购置数"
    assert without_unit("维修（护）费") == "维修（护）费"


def test_a_note_without_a_word_on_the_budget_leaves_the_stage_open() -> None:
    assert note_stage(("注：本表反映部门本年度支出情况。",)) is Stage.UNKNOWN
    assert note_stage(("注：预算数为年初部门预算数。",)) is Stage.INITIAL


def test_what_was_carried_in_is_revenue_and_what_is_carried_out_expenditure() -> None:
    title = "政府性基金预算财政拨款收入支出决算表"
    assert heading(title, "年初结转和结余").side is Side.REVENUE
    assert heading(title, "本年收入").side is Side.REVENUE
    assert heading(title, "本年支出", "基本支出").side is Side.EXPENDITURE
    assert heading(title, "年末结转和结余").side is Side.EXPENDITURE


def test_the_two_halves_of_basic_expenditure_keep_their_names_beside_income() -> None:
    header = [
        ("本年收入", "项目"),
        ("本年收入", "预算数"),
        ("本年收入", "备注"),
        ("本年收入", "说明"),
        ("本年支出", "项目"),
        ("本年支出", "预算数", "合计"),
        ("本年支出", "预算数", "基本支出", "人员经费"),
        ("本年支出", "预算数", "基本支出", "公用经费"),
    ]
    table = made_table(
        "财务收支预算总表", header, [["一、其他收入", "9", "", "", "一、农林水支出", "9", "6", "3"]], halves=2
    )
    headings = Headings(table)
    assert [headings.read(index).measure for index in (5, 6, 7)] == ["合计", "人员经费", "公用经费"]


@pytest.mark.parametrize(
    ("title", "fund"),
    [
        ("部门基本支出预算表", Fund.ALL),
        ("一般公共预算基本支出预算表", Fund.GENERAL),
        ("财政拨款基本支出预算表", Fund.APPROPRIATION),
        ("财政拨款政府购买服务明细表", Fund.APPROPRIATION),
        ("政府采购预算表", Fund.ALL),
    ],
)
def test_a_table_is_of_the_fund_that_its_title_names(title: str, fund: Fund) -> None:
    table = made_table(title, [("项目",), ("合计",)], [["办公费", "1"]])
    assert Headings(table).fund is fund


def test_meetings_and_training_make_the_total_wider_than_the_three_funds() -> None:
    header = [
        ("合计",),
        ("“三公”经费", "小计"),
        ("“三公”经费", "公务接待费"),
        ("“三公”经费", "因公出国（境）费"),
        ("会议费",),
        ("培训费",),
    ]
    table = made_table("“三公”经费、会议费、培训费支出预算表", header, [["9", "4", "1", "3", "2", "3"]], labels=0)
    headings = Headings(table)
    assert [headings.read(index).item for index in (0, 1, 4)] == ["合计", "“三公”经费合计", "会议费"]


def test_a_column_of_a_fund_under_an_item_is_that_item_of_the_fund() -> None:
    header = [
        ("总计", "一般公共预算"),
        ("因公出国(境)费", "一般公共预算"),
        ("因公出国(境)费", "政府性基金预算"),
        ("公务接待费", "一般公共预算"),
    ]
    table = made_table("财政拨款“三公”经费支出表", header, [["4", "3", "0", "1"]], labels=0)
    found = [Headings(table).read(index) for index in range(3)]
    assert [(each.item, each.fund) for each in found] == [
        ("“三公”经费合计", Fund.GENERAL),
        ("因公出国（境）费", Fund.GENERAL),
        ("因公出国（境）费", Fund.GOVERNMENT_FUNDS),
    ]


def test_a_unit_spelled_out_in_a_header_is_its_unit() -> None:
    found = heading("其他", "预算数（单位：万元）")
    assert (found.measure, found.unit) == ("合计", "万元")


def test_a_part_that_is_not_known_keeps_its_printed_words_over_小计() -> None:
    header = [("项目",), ("合计",), ("其中：政府采购", "小计"), ("其中：政府采购", "货物")]
    headings = Headings(made_table("支出预算总表", header, [["行政运行", "9", "3", "3"]]))
    assert [headings.read(index).measure for index in (1, 2, 3)] == ["合计", "其中：政府采购", "货物"]


@pytest.mark.parametrize(
    ("title", "path", "side"),
    [
        ("一般公共预算财政拨款收入支出决算表", ("本年收入", "合计"), Side.REVENUE),
        ("一般公共预算财政拨款收入支出决算表", ("年初结转和结余", "合计"), Side.REVENUE),
        ("一般公共预算财政拨款收入支出决算表", ("本年支出", "合计"), Side.EXPENDITURE),
        ("部门整体支出绩效目标表", ("年度预算申请", "按收入性质分", "一般公共预算"), Side.REVENUE),
        ("部门支出总表", ("事业收入",), Side.EXPENDITURE),
    ],
)
def test_a_column_is_of_the_side_that_it_says_where_the_table_is_of_both(
    title: str, path: tuple[str, ...], side: Side
) -> None:
    assert heading(title, *path).side is side


@pytest.mark.parametrize(
    ("title", "measure"),
    [
        ("一般公共预算项目支出情况表（按经济分类科目）", "项目支出"),
        ("基本支出总表", "基本支出"),
        ("部门支出总表", "合计"),
        ("部门支出总表（基本支出和项目支出）", "合计"),
    ],
)
def test_a_total_of_a_table_of_one_part_of_expenditure_is_that_part(title: str, measure: str) -> None:
    assert heading(title, "预算数").measure == measure


def test_the_bare_appropriation_of_a_budget_is_of_all_its_funds() -> None:
    assert fund_of("预算拨款") is Fund.APPROPRIATION
    assert fund_of("政府性基金预算拨款") is Fund.GOVERNMENT_FUNDS


def test_a_group_of_columns_that_names_a_year_and_more_keeps_its_name() -> None:
    header = [("科目",), ("支出总计",), ("2024年政府采购项目", "小计"), ("2024年政府采购项目", "其中：预留金额")]
    table = made_table("支出总表", header, [["行政运行", "9", "3", "1"]])
    assert Headings(table).read(2).measure == "2024年政府采购项目"
