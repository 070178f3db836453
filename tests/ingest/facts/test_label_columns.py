"""Codes and names are labels in any column."""

from ingest.facts.label_columns import labelled_records
from tests.fixtures.made_tables import made_table


def test_a_record_without_label_columns_among_its_values_stays_as_it_is() -> None:
    table = made_table("支出决算表", [("科目名称",), ("合计",), ("评价等级",)], [["行政运行", "1", "优"]])
    assert [record for _, record in labelled_records(table)] == list(table.records)


def test_a_name_after_figures_starts_another_half_of_the_same_row() -> None:
    header = [("收入", "项目"), ("收入", "预算数"), ("支出", "功能科目"), ("支出", "预算数")]
    table = made_table("收支总表", header, [["事业收入", "5", "农林水支出", "4"], ["其他收入", "1", "", ""]])
    parts = [(row, [c.text for c in r.labels], [c.text for _, c in r.values]) for row, r in labelled_records(table)]
    assert parts == [(0, ["事业收入"], ["5"]), (0, ["农林水支出"], ["4"]), (1, ["其他收入"], ["1"]), (1, [], [""])]
