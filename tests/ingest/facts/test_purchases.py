"""Rows of purchases are named by what is bought."""

from tests.fixtures.made_tables import facts, made_table

HEADER = [("采购品目大类",), ("专项名称",), ("经济科目",), ("采购物品名称",), ("采购组织形式",), ("总计",)]


def named(header: list[tuple[str, ...]], rows: list[list[str]], labels: int) -> list[tuple[str, tuple[str, ...]]]:
    table = made_table("2024年政府采购预算表", header, rows, labels=labels)
    return [(each.item.name, each.item.path) for each in facts(table, "预算")]


def test_the_thing_bought_names_the_row_and_not_the_way_of_buying() -> None:
    rows = [
        ["合计", "", "", "", "", "9"],
        ["一、货物A", "", "", "", "", "9"],
        ["", "设备购置费", "办公设备购置", "", "", "9"],
        ["", "", "", "台式计算机", "政府集中采购", "6"],
        ["", "", "", "家具用具", "分散自行组织", "3"],
    ]
    assert named(HEADER, rows, 5) == [
        ("合计", ()),
        ("货物A", ()),
        ("办公设备购置", ("货物A", "设备购置费")),
        ("台式计算机", ("货物A", "设备购置费", "办公设备购置")),
        ("家具用具", ("货物A", "设备购置费", "办公设备购置")),
    ]


def test_a_letter_under_项目编号_is_no_group() -> None:
    assert named([("项目编号",), ("项目",), ("总计",)], [["A", "货物", "3"]], 2) == [("货物", ())]


def test_a_row_of_purchases_bears_its_own_code_and_none_of_what_pays_for_it() -> None:
    header = [("类",), ("款",), ("项",), ("采购项目",), ("采购目录",), ("预算金额",)]
    table = made_table(
        "政府采购预算表", header, [["208", "01", "01", "日常公用经费", "C04070100体检服务", "1"]], labels=5
    )
    (found,) = facts(table, "预算")
    assert (found.item.code, found.item.name, found.item.path) == ("C04070100", "体检服务", ("日常公用经费",))


def test_a_row_that_prints_only_a_way_of_buying_is_named_by_it() -> None:
    assert named(HEADER, [["", "", "", "", "部门集中采购", "4"]], 5) == [("部门集中采购", ())]


def test_a_thing_bought_bears_the_catalogues_code_from_its_cell_or_the_column_before_it() -> None:
    header = [("采购品目编码",), ("采购品目名称",), ("总计",)]
    rows = [
        ["A02010105", "台式计算机", "3"],
        ["", "C0301电信服务", "2"],
        ["", "A-货物", "3"],
        ["", "1000兆交换机", "4"],
    ]
    found = facts(made_table("政府采购预算表", header, rows, labels=2), "预算")
    assert [(each.item.code, each.item.name) for each in found] == [
        ("A02010105", "台式计算机"),
        ("C0301", "电信服务"),
        ("A", "货物"),
        ("", "1000兆交换机"),
    ]


def test_a_month_in_which_something_is_bought_is_no_money() -> None:
    header = [("采购目录",), ("采购时间",), ("预算金额",)]
    month, price = facts(made_table("政府采购预算表", header, [["办公家具", "12", "3"]]), "预算")
    assert (month.measure, month.unit) == ("实施时间", "")
    assert (price.measure, price.unit) == ("合计", "万元")


def test_the_unit_of_a_things_number_is_not_that_of_its_worth() -> None:
    header = [("项目",), ("数量",), ("价值",)]
    found = facts(made_table("国有资产占用情况表", header, [["房屋（平方米）", "200", "50"]]), "决算")
    assert [each.unit for each in found] == ["平方米", "万元"]


def test_the_number_of_things_is_of_the_unit_in_their_row() -> None:
    header = [("采购品目名称",), ("采购数量",), ("计量单位",), ("总计",)]
    found = facts(made_table("政府采购预算表", header, [["台式计算机", "3", "台", "1.5"]]), "预算")
    assert [each.unit for each in found if each.value is not None] == ["台", "万元"]


def test_a_unit_that_divides_a_group_of_purchases_stands_under_it() -> None:
    rows = [
        ["合计", "", "", "", "", "9"],
        ["货物", "", "", "", "", "5"],
        ["某某县水利局", "", "", "", "", "5"],
        ["", "设备购置", "办公设备购置", "台式计算机", "集中采购", "5"],
        ["服务", "", "", "", "", "4"],
        ["某某县水利局", "", "", "", "", "4"],
    ]
    found = named(HEADER, rows, 5)
    assert [path for name, path in found if name == "某某县水利局"] == [("货物",), ("服务",)]
    divided = named(HEADER, [rows[2], rows[1], rows[4], rows[5]], 5)
    assert [path for name, path in divided if name == "某某县水利局"] == [(), ()]
