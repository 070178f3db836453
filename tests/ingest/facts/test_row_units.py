"""Whose figures a row holds, and which project it names beside the unit that has it."""

from ingest.model.figures import Fact
from tests.fixtures.made_tables import facts, made_table

CODED = [("单位编码",), ("单位名称",), ("合计",)]


def rows_of(title: str, header: list[tuple[str, ...]], rows: list[list[str]], labels: int) -> tuple[Fact, ...]:
    return facts(made_table(title, header, rows, labels=labels), "预算")


def test_the_only_unit_of_a_department_is_the_department() -> None:
    found = rows_of("部门收入总表", CODED, [["029", "某某县水利局", "8"], ["029001", "某某县水利局", "8"]], 2)
    assert {each.institution for each in found} == {"某某县水利局"}


def test_a_unit_beside_others_with_the_departments_name_is_its_own_office() -> None:
    rows = [["029", "某某县水利局", "8"], ["029001", "某某县水利局", "5"], ["029002", "某某县水库中心站", "3"]]
    found = rows_of("部门收入总表", CODED, rows, 2)
    assert [each.institution for each in found] == ["某某县水利局", "某某县水利局（本级）", "某某县水库中心站"]


def test_a_name_under_单位名称_is_a_unit_whatever_it_ends_in() -> None:
    found = rows_of("部门收入总表", [("单位名称",), ("合计",)], [["合计", "4"], ["某某县政府公报室", "4"]], 1)
    assert [each.institution for each in found] == ["某某县水利局", "某某县政府公报室"]


def test_a_project_names_its_row_and_bears_its_number_beside_the_unit_that_has_it() -> None:
    header = [("单位编码",), ("单位名称",), ("项目编码",), ("项目名称",), ("合计",)]
    rows = [
        ["201001", "某某县水库管理中心", "", "", "9"],
        ["201001", "某某县水库管理中心", "14062324T000000123456", "水库维修", "5"],
        ["201001", "某某县水库管理中心", "002", "河道清淤", "4"],
    ]
    found = rows_of("项目支出预算表", header, rows, 4)
    assert [(each.item.code, each.item.name) for each in found] == [
        ("201001", "合计"),
        ("14062324T000000123456", "水库维修"),
        ("002", "河道清淤"),
    ]
    assert {each.institution for each in found} == {"某某县水库管理中心"}


def test_a_project_bears_no_code_of_the_line_item_that_pays_for_it() -> None:
    header = [("科目编码",), ("科目名称",), ("项目名称",), ("合计",)]
    rows = [["2130305", "水利工程建设", "水库维修", "5"], ["2130306", "水利工程运行与维护", "", "5"]]
    project, item = rows_of("项目支出预算表", header, rows, 3)
    assert (project.item.code, project.item.name) == ("", "水库维修")
    assert item.item.code == "2130306"


def test_a_project_bears_the_number_printed_with_its_name() -> None:
    found = rows_of("项目支出预算表", [("项目名称",), ("合计",)], [["11000022T000000012345-水库维修经费", "5"]], 1)
    assert (found[0].item.code, found[0].item.name) == ("11000022T000000012345", "水库维修经费")


def test_the_thing_that_a_unit_buys_is_numbered_and_stands_under_no_unit() -> None:
    header = [("单位名称",), ("资产名称",), ("资产编码",), ("金额",)]
    (found,) = rows_of("新增资产配置预算表", header, [["某某县水利局", "台式计算机", "A02010105", "1"]], 3)
    assert (found.item.code, found.item.name, found.item.path) == ("A02010105", "台式计算机", ())


def test_a_unit_before_a_line_item_is_whose_it_is_and_not_what() -> None:
    header = [("单位编码",), ("单位名称",), ("科目编码",), ("科目名称",), ("合计",)]
    (found,) = rows_of("支出预算表", header, [["029002", "某某县水库中心站", "2130305", "水利工程建设", "5"]], 4)
    assert (found.item.code, found.item.path) == ("2130305", ("农林水支出", "水利"))
    assert found.institution == "某某县水库中心站"
