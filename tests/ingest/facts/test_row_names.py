"""Printed row names without numbering, and the row above that each belongs to."""

import pytest

from ingest.facts.row_names import Outline, is_institution, read_name


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("十二、农林水支出", "农林水支出"),
        ("（二十一）住房保障支出", "住房保障支出"),
        ("1. 一般公共预算资金", "一般公共预算资金"),
        ("其中：财政拨款", "财政拨款"),
        ("其中: 1.办公费", "办公费"),
        ("年度资金总额：", "年度资金总额"),
        ("公务用车保有量 (辆)", "公务用车保有量"),
        ("因公出国 (境) 费", "因公出国(境)费"),
        ("2024年就业补助", "2024年就业补助"),
        ("1.5倍奖励", "1.5倍奖励"),
        ("其中", "其中"),
    ],
)
def test_a_name_loses_its_numbering_and_unit_and_nothing_else(printed: str, name: str) -> None:
    assert read_name(printed).text == name


def test_rows_stand_under_the_numbering_above_them() -> None:
    outline = Outline()
    rows = [
        "一、本年收入",
        "（一）一般公共预算拨款",
        "其中：财政拨款",
        "（二）政府性基金预算拨款",
        "二、上年结转",
        "收入合计",
    ]
    assert [outline.place(read_name(row)) for row in rows] == [
        (),
        ("本年收入",),
        ("本年收入", "一般公共预算拨款"),
        ("本年收入",),
        (),
        (),
    ]


def test_a_numbered_total_keeps_its_parts_and_a_plain_total_has_none() -> None:
    outline = Outline()
    rows = ["(一) 政府采购支出合计", "1. 政府采购货物支出", "(二) 授予中小企业合同金额", "其中：授予小微企业合同金额"]
    assert [outline.place(read_name(row))[-1:] for row in rows] == [
        (),
        ("政府采购支出合计",),
        (),
        ("授予中小企业合同金额",),
    ]
    outline = Outline()
    assert [outline.place(read_name(row)) for row in ["合计", "1.因公出国（境）费"]] == [(), ()]


def test_institutions_are_told_from_projects_by_their_endings() -> None:
    assert is_institution("某某县水库管理中心")
    assert is_institution("某某县水利局（本级）")
    assert not is_institution("河道清淤工程")
    assert not is_institution("创业担保贷款贴息")


def test_a_lower_numbering_within_其中_stands_under_its_own_part() -> None:
    outline = Outline()
    rows = ["行政经费", "“三公”经费", "其中：（一）出国费", "（二）用车费", "1.购置费", "2.运行费", "（三）接待费"]
    assert [outline.place(read_name(row)) for row in rows][2:] == [
        ("“三公”经费",),
        ("“三公”经费",),
        ("“三公”经费", "用车费"),
        ("“三公”经费", "用车费"),
        ("“三公”经费",),
    ]
