"""What stands above a row that prints no code, and above a code whose parents are not printed."""

import pytest

from tests.fixtures.made_tables import facts, made_table


def paths(rows: list[list[str]], header: list[tuple[str, ...]], labels: int = 1) -> list[tuple[str, ...]]:
    table = made_table("2024年部门支出预算总表", header, rows, labels=labels)
    return [each.item.path for each in facts(table, "预算")]


def test_names_of_the_official_tree_stand_under_each_other() -> None:
    rows = [
        ["合计", "9"],
        ["农林水支出", "9"],
        ["水利", "9"],
        ["行政运行", "4"],
        ["水土保持", "5"],
        ["卫生健康支出", "1"],
    ]
    assert paths(rows, [("科目名称",), ("合计",)]) == [
        (),
        (),
        ("农林水支出",),
        ("农林水支出", "水利"),
        ("农林水支出", "水利"),
        (),
    ]


def test_below_a_name_that_the_tree_does_not_have_nothing_is_guessed() -> None:
    rows = [["农林水支出", "9"], ["水利", "9"], ["某某事务", "4"], ["行政运行", "4"]]
    assert paths(rows, [("科目名称",), ("合计",)])[2:] == [(), ()]


@pytest.mark.parametrize(
    ("printed", "code", "name"),
    [
        (["[2130310]", "水土保持"], "2130310", "水土保持"),
        (["（2130310）", "水土保持"], "2130310", "水土保持"),
        (["2130310-", "水土保持"], "2130310", "水土保持"),
        (["213.03.10", "水土保持"], "2130310", "水土保持"),
        (["水土保持（2130310）", ""], "2130310", "水土保持"),
        (["2130310-水土保持", ""], "2130310", "水土保持"),
    ],
)
def test_a_code_is_read_however_it_is_set_and_has_both_parents(printed: list[str], code: str, name: str) -> None:
    table = made_table("2024年部门支出预算总表", [("科目编码",), ("科目名称",), ("合计",)], [[*printed, "5"]], labels=2)
    (found,) = facts(table, "预算")
    assert (found.item.code, found.item.name, found.item.level) == (code, name, "项")
    assert found.item.path == ("农林水支出", "水利")


def test_a_printed_parent_goes_before_the_official_name() -> None:
    rows = [["20805", "行政事业单位离退休", "3"], ["2080504", "未归口管理的行政单位离退休", "3"]]
    assert paths(rows, [("科目编码",), ("科目名称",), ("合计",)], 2)[1] == (
        "社会保障和就业支出",
        "行政事业单位离退休",
    )


def test_a_project_has_its_name_without_the_systems_number() -> None:
    table = made_table("项目支出预算表", [("项目名称",), ("合计",)], [["11000022T000000012345-水库维修经费", "5"]])
    assert facts(table, "预算")[0].item.name == "水库维修经费"


def test_a_budget_among_the_rows_of_income_is_no_category_of_expenditure() -> None:
    header = [("收入", "项目"), ("收入", "预算"), ("支出", "项目"), ("支出", "预算")]
    rows = [["（三）国有资本经营预算", "1", "二十三、国有资本经营预算支出", "1"]]
    income, spent = facts(made_table("财政拨款收支总体情况表", header, rows, halves=2), "预算")
    assert (income.item.code, income.fund) == ("", "国有资本经营")
    assert spent.item.code == "223"


def test_an_economic_item_keeps_the_functional_item_it_is_crossed_with() -> None:
    header = [("功能分类科目",), ("政府经济科目",), ("部门经济科目",), ("合计",)]
    rows = [
        ["2130301-行政运行", "50205-委托业务费", "30227-委托业务费", "3"],
        ["2130310-水土保持", "50205-委托业务费", "30227-委托业务费", "4"],
    ]
    found = facts(made_table("支出总表", header, rows, labels=3), "预算")
    assert [(each.item.code, each.item.counterpart) for each in found] == [
        ("30227", "2130301 行政运行 50205 委托业务费"),
        ("30227", "2130310 水土保持 50205 委托业务费"),
    ]


def test_a_row_of_a_units_name_heads_the_rows_of_that_unit() -> None:
    header = [("单位（科目）",), ("总计",)]
    rows = [
        ["合计", "9"],
        ["某某县水利局", "4"],
        ["工资福利支出", "4"],
        ["某某县水库管理中心（某某县水文监测中心）", "5"],
        ["工资福利支出", "5"],
    ]
    found = facts(made_table("部门基本支出预算表", header, rows), "预算")
    assert [each.institution for each in found][2::2] == ["某某县水利局", "某某县水库管理中心（某某县水文监测中心）"]


def test_a_places_own_division_of_an_economic_item_stands_under_it() -> None:
    header = [("功能分类科目",), ("政府经济科目",), ("部门经济科目",), ("合计",)]
    rows = [["2130301-行政运行", "50201-办公经费", "3021101-差旅费", "3"]]
    (found,) = facts(made_table("支出总表", header, rows, labels=3), "预算")
    assert (found.item.code, found.item.name, found.item.path) == ("3021101", "差旅费", ("商品和服务支出", "差旅费"))


def test_a_section_named_as_its_category_does_not_get_the_categorys_code() -> None:
    header = [("收入", "项目"), ("收入", "预算数"), ("支出", "项目"), ("支出", "预算数")]
    rows = [["", "", name, "7"] for name in ("五、其他支出", "其他支出", "其他支出")]
    found = [each for each in facts(made_table("收支总表", header, rows, halves=2), "预算") if each.item.name]
    spent = [each for each in found if each.item.name == "其他支出"]
    assert [(each.item.code, each.item.path) for each in spent][:2] == [("229", ()), ("", ("其他支出",))]


def test_a_name_that_a_cell_cuts_off_is_the_official_one() -> None:
    header = [("收入", "项目"), ("收入", "预算数"), ("支出", "项目"), ("支出", "预算数")]
    rows = [["一、事业收入", "7", "(1)对个人和家庭的补", "7"]]
    assert facts(made_table("收支总表", header, rows, halves=2), "预算")[1].item.name == "对个人和家庭的补助"


def test_budgets_right_under_the_appropriation_are_its_parts() -> None:
    header = [("收入", "项目"), ("收入", "预算数"), ("支出", "项目"), ("支出", "预算数")]
    rows = [
        ["一、财政拨款", "7", "", ""],
        ["一般公共预算", "6", "", ""],
        ["政府性基金预算", "1", "", ""],
        ["二、事业收入", "2", "", ""],
    ]
    found = [each for each in facts(made_table("收支总表", header, rows, halves=2), "预算") if each.text]
    assert [each.item.path for each in found] == [(), ("财政拨款",), ("财政拨款",), ()]
