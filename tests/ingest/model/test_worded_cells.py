"""Words in table cells are told from figures and names, each once, with what names their row and column."""

from dataclasses import replace

import pytest

from ingest.model.document import Cell, Record, SourceRef
from ingest.model.worded_cells import worded_cells
from tests.fixtures.made_tables import made_table

GOAL = "完成三座小型泵站的改造，保障下游两个乡镇的灌溉用水。"


def test_a_cell_that_tells_something_is_found_with_its_row_and_column() -> None:
    table = made_table("项目绩效目标表", [("项目",), ("金额",), ("年度目标",)], [["泵站改造", "120.50", GOAL]])
    (found,) = worded_cells([table])
    assert (found.cell.text, found.row, found.column) == (GOAL, ("泵站改造",), ("年度目标",))
    assert found.section.path == ("项目绩效目标表", "泵站改造", "年度目标")
    assert found.section.paragraphs[0].source_of(5, 9) == found.cell.source


@pytest.mark.parametrize(
    "text",
    [
        "1,234.56",
        "机关事业单位基本养老保险缴费支出",
        "行政区划、界线管理",
        "2026年农村饮水安全巩固提升工程补助资金",
        "",
    ],
)
def test_figures_and_names_are_no_passages(text: str) -> None:
    table = made_table("支出表", [("科目",), ("说明",)], [[text, text]])
    assert worded_cells([table]) == ()


@pytest.mark.parametrize(
    "text", ["海政发〔2024〕12号", "《水资源费征收使用管理办法》", "办公室、工程建设科、水资源管理科、防汛科"]
)
def test_a_policy_basis_and_a_list_of_offices_are_passages_though_they_are_short(text: str) -> None:
    table = made_table("项目表", [("项目",), ("内容",)], [["泵站改造", text]])
    assert [each.cell.text for each in worded_cells([table])] == [text]


def test_words_are_passages_once_however_often_the_table_holds_them() -> None:
    """A cell over three rows is one, and so are equal words in two cells."""
    duty = "负责全县水利工程的建设、管理和防汛抗旱工作。"
    shared = Cell(0, 0, duty, SourceRef(line=1, column=1), row_span=3)
    table = made_table("职能表", [("职能",), ("金额",), ("依据",)], [["", "1.00", GOAL], ["", "2.00", GOAL]], labels=0)
    records = tuple(Record((shared,), record.values) for record in table.records)
    assert [each.cell.text for each in worded_cells([replace(table, records=records)])] == [duty, GOAL]
