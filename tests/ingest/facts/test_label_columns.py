"""Codes and names are labels in any column."""

from dataclasses import replace

from ingest.facts.label_columns import labelled_records
from ingest.model.document import Cell, Record, SourceRef
from tests.fixtures.made_tables import facts, made_table


def test_a_record_without_label_columns_among_its_values_stays_as_it_is() -> None:
    table = made_table("支出决算表", [("科目名称",), ("合计",), ("评价等级",)], [["行政运行", "1", "优"]])
    assert [record for _, record in labelled_records(table)] == list(table.records)


def test_a_name_after_figures_starts_another_half_of_the_same_row() -> None:
    header = [("收入", "项目"), ("收入", "预算数"), ("支出", "功能科目"), ("支出", "预算数")]
    table = made_table("收支总表", header, [["事业收入", "5", "农林水支出", "4"], ["其他收入", "1", "", ""]])
    parts = [(row, [c.text for c in r.labels], [c.text for _, c in r.values]) for row, r in labelled_records(table)]
    assert parts == [(0, ["事业收入"], ["5"]), (0, ["农林水支出"], ["4"]), (1, ["其他收入"], ["1"]), (1, [], [""])]


def test_codes_behind_figures_part_no_purchase_from_its_name() -> None:
    """数量 | 经济分类 | 预算金额: the amount is of the thing bought, and of no item made of the codes."""
    header = [("采购项目",), ("采购目录",), ("数量",), ("类",), ("款",), ("预算金额",)]
    halves = [("日常公用经费", "体检服务", "1"), ("302", "27", "3500.00")]
    cells = [
        Cell(0, 3 * half + n, text, SourceRef(line=1, column=3 * half + n + 1))
        for half, part in enumerate(halves)
        for n, text in enumerate(part)
    ]
    records = (
        Record(tuple(cells[:2]), ((2, cells[2]),), 0),
        Record(tuple(cells[3:5]), ((5, cells[5]),), 1),
    )
    table = replace(made_table("政府采购预算表", header, []), records=records)
    assert [(each.item.name, each.item.code, each.measure) for each in facts(table, "预算")] == [
        ("体检服务", "", "数量"),
        ("体检服务", "", "合计"),
    ]
