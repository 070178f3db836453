"""What a row's own words say of its figures: the fund, the side of its half, the unit it belongs to."""

import pytest

from ingest.facts.cells import document_facts
from ingest.model.document import ContentsEntry, SourceRef
from ingest.model.figures import DocumentContext, Fact, Fund, Side, Stage
from tests.fixtures.made_tables import facts, figures, made_table

BALANCE = "2024年全县一般公共预算收支决算平衡表"
UNIT_HEADER = [("单位编码",), ("单位名称",), ("合计",)]


@pytest.mark.parametrize(
    ("title", "row", "fund"),
    [
        ("河道管护经费绩效目标表", ["其中：财政拨款", "7"], Fund.APPROPRIATION),
        ("河道管护经费绩效目标表", ["其他资金", "0"], Fund.OTHER),
        ("河道管护经费绩效目标表", ["年度资金总额", "7"], Fund.ALL),
        ("收入预算总表", ["一般公共预算资金", "7"], Fund.GENERAL),
        ("收入预算总表", ["收入总计", "7"], Fund.ALL),
    ],
)
def test_a_row_named_by_a_fund_is_of_that_fund(title: str, row: list[str], fund: Fund) -> None:
    (found,) = facts(made_table(title, [("项目名称",), ("金额",)], [row]), "预算")
    assert found.fund is fund


def test_a_subtotal_under_a_fund_is_of_that_fund() -> None:
    header = [("项目名称",), ("项目名称",), ("金额",)]
    (found,) = facts(made_table("收入预算总表", header, [["其他资金", "小计", "80"]], labels=2), "预算")
    assert (found.item.name, found.fund) == ("小计", Fund.OTHER)


def test_each_half_of_a_balance_table_has_its_own_side_and_the_fund_of_the_title() -> None:
    header = [("收入",), ("预算数",), ("支出",), ("预算数",)]
    found = facts(made_table(BALANCE, header, [["总计", "12", "总计", "12"]], halves=2))
    assert [(each.side, each.fund) for each in found] == [
        (Side.REVENUE, Fund.GENERAL),
        (Side.EXPENDITURE, Fund.GENERAL),
    ]


def test_执行数_beside_决算数_of_the_same_year_is_no_final_figure() -> None:
    header = [("收入",), ("调整预算数",), ("执行数",), ("决算数",), ("上年执行数",)]
    found = facts(made_table(BALANCE, header, [["总计", "9", "9", "8", "7"]]))
    assert figures(found, "measure", "stage", "year") == [
        ("合计", Stage.ADJUSTED, 2024, 9),
        ("执行数", Stage.UNKNOWN, 2024, 9),
        ("合计", Stage.FINAL, 2024, 8),
        ("合计", Stage.FINAL, 2023, 7),
    ]


def of_units(*tables: list[list[str]]) -> list[Fact]:
    made = [made_table("支出预算总表", UNIT_HEADER, rows, labels=2) for rows in tables]
    return list(document_facts(made, DocumentContext("d", "某某县水利局", 2024, "预算")))


def test_a_unit_whose_name_the_cell_cuts_off_is_read_whole_from_another_table() -> None:
    cut = [["234001", "某某县水利局", "8"], ["234002", "某某县河道疏浚服务保", "2"]]
    whole = [["234001", "某某县水利局", "8"], ["234002", "某某县河道疏浚服务保障中心", "2"]]
    found = of_units(cut, whole)[1]
    assert (found.institution, found.item.code, found.item.name) == ("某某县河道疏浚服务保障中心", "234002", "合计")


def test_a_unit_whose_name_is_nowhere_whole_keeps_its_code_and_its_figures() -> None:
    found = of_units([["234001", "某某县水利局", "8"], ["234002", "某某县河道疏浚服务保", "2"]])[1]
    assert (found.institution, found.item.code) == ("某某县河道疏浚服务保", "234002")


def test_two_names_under_one_code_complete_nothing() -> None:
    cut = [["234002", "某某县河道疏浚服务保", "2"]]
    found = of_units(cut, [["234002", "某某县水库管理中心", "2"]], [["234002", "某某县河道疏浚服务保障中心", "2"]])[0]
    assert found.institution == "某某县河道疏浚服务保"


@pytest.mark.parametrize("when", ["时间", "培训时间", "举办地点"])
def test_when_and_where_a_meeting_is_held_names_no_row(when: str) -> None:
    header = [("培训名称",), (when,), ("人数",), ("金额",)]
    found = facts(
        made_table("培训费明细表", header, [["河长培训班", "2024年6月26日", "40人", "0.32"]], labels=2), "预算"
    )
    assert {(each.item.name, each.item.path) for each in found} == {("河长培训班", ())}


def test_a_row_that_tells_only_when_is_named_by_that() -> None:
    (found,) = facts(made_table("收费明细表", [("时间",), ("金额",)], [["一季度", "3"]]), "预算")
    assert found.item.name == "一季度"


def test_digits_in_a_name_make_no_count_of_money() -> None:
    header = [("名称",), ("主要实施内容",), ("拟投入的资金（万元）",)]
    table = made_table("部门整体预算绩效目标申报表", header, [["制定出台数字规划", "编写", "164.85"]], unit="")
    found = facts(table, "绩效")[-1]
    assert (found.unit, found.stage) == ("万元", Stage.BUDGET)


def test_a_project_under_a_units_code_is_no_unit() -> None:
    header = [("单位编码",), ("单位（项目）名称",), ("项目金额",)]
    table = made_table("专项业务经费支出表", header, [["1", "全额", "8"], ["234001", "某某县水利局", "8"]], labels=2)
    assert {each.institution for each in facts(table, "预算")} == {"某某县水利局"}


@pytest.mark.parametrize(
    ("listed", "fund"),
    [
        ("一般公共预算“三公”经费、会议费、培训费支出预算表", Fund.GENERAL),
        ("“三公”经费、会议费、培训费支出预算表", Fund.APPROPRIATION),
    ],
)
def test_the_table_of_contents_tells_the_fund_that_a_title_leaves_out(listed: str, fund: Fund) -> None:
    header = [("合计",), ("“三公”经费", "公务接待费"), ("“三公”经费", "因公出国（境）费"), ("会议费",), ("培训费",)]
    table = made_table("“三公”经费、会议费、培训费支出预算表", header, [["9", "1", "3", "2", "3"]], labels=0)
    contents = [ContentsEntry(listed, "九、", None, SourceRef(page=2))]
    found = document_facts([table], DocumentContext("d", "某某县水利局", 2024, "预算"), contents)
    assert {each.fund for each in found} == {fund}


def test_an_official_name_without_its_last_character_is_whole() -> None:
    rows = [["208", "社会保障和就业支", "9"], ["20801", "人力资源和社会保障管理事务", "9"]]
    found = facts(made_table("支出预算表", [("科目编码",), ("科目名称",), ("合计",)], rows, labels=2), "预算")
    assert found[0].item.name == "社会保障和就业支出"
    assert found[1].item.path == ("社会保障和就业支出",)
