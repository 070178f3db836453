"""A figure is of the whole department, of its own office or of one of its units, and says which."""

from dataclasses import replace

from ingest.facts.cells import document_facts
from ingest.model.figures import DocumentContext
from tests.fixtures.made_tables import made_table

OFFICE = "青禾县档案馆"
DOCUMENT = DocumentContext("d", OFFICE, 2024, "预算", "部门")


def test_a_row_of_a_unit_is_a_units_and_the_others_are_as_their_document() -> None:
    header = [("单位编码",), ("单位名称",), ("合计",)]
    rows = [["", "合计", "5.00"], ["101001", OFFICE, "3.00"], ["101002", "青禾县城建档案中心", "2.00"]]
    table = replace(made_table("部门支出总表", header, rows, labels=2), kind="expenditure")
    assert [(fact.institution, fact.variant) for fact in document_facts([table], DOCUMENT)] == [
        (OFFICE, "部门"),
        (f"{OFFICE}（本级）", "本级"),
        ("青禾县城建档案中心", "单位"),
    ]


def test_a_document_that_does_not_say_leaves_it_empty() -> None:
    table = made_table("支出总表", [("科目",), ("合计",)], [["教育支出", "3.00"]])
    assert [fact.variant for fact in document_facts([table], replace(DOCUMENT, variant=""))] == [""]
