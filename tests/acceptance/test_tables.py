"""Logical tables of the sample and of the real documents, checked by eye: units, captions, moved and joined cells."""

from pathlib import Path

import pytest

from ingest.model.amounts import is_number
from ingest.model.document import Grid, Mark
from tests.fixtures.logical_tables import found_in, labels_of, raw_of, row_of, table_of
from tests.fixtures.whole_documents import FILES


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_number_of_a_table_is_lost(path: Path) -> None:
    """Every numeric cell of the reader is in exactly one logical table."""
    grids = [block for block in raw_of(path.name).blocks if isinstance(block, Grid)]
    printed = sorted(repr((cell.source, cell.text)) for grid in grids for cell in grid.cells if is_number(cell.text))
    tables = found_in(path.name).tables
    kept = sorted(repr((cell.source, cell.text)) for table in tables for cell in table.cells if is_number(cell.text))
    assert kept == printed


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_money_table_says_its_unit(path: Path) -> None:
    """Every numbered or budget table of the documents has an amount unit; 元 and 万元 are not confused."""
    tables = [table for table in found_in(path.name).tables if table.kind in ("revenue", "expenditure", "three_public")]
    assert all(table.unit in ("元", "万元") for table in tables)


def test_two_units_in_one_document_stay_apart() -> None:
    """In one budget 三公 is in 万元 and the other tables in 元."""
    units = {table.kind: table.unit for table in found_in("wanli-2024-budget.pdf").tables}
    assert units["three_public"] == "万元"
    assert units["revenue"] == units["expenditure"] == "元"


def test_a_moved_cell_says_so() -> None:
    """A figure moved to another column than its printed one is marked; others are not."""
    table = table_of("jiyuan.txt", "2024年部门支出预算表")
    record = next(record for record in table.records if labels_of(record) == "208|07|99|其他就业补助支出")
    marks = {cell.text: cell.mark for _, cell in record.values if cell.text}
    assert marks == {"235.90": Mark.PRINTED, "233.90": Mark.PRINTED, "2.00": Mark.SHIFTED}


def test_a_cell_broken_by_a_page_is_whole() -> None:
    """The rest of an indicator's name on the next page joins it, with both places kept."""
    table = table_of("lanxian.txt", "（二）绩效指标完成情况")
    broken = next(record.labels[-1] for record in table.records if record.labels[-1].mark is Mark.JOINED)
    assert broken.text.endswith("人民群众受惠，重点项目建设顺利推进")
    assert [place.line for place in (broken.source, *broken.source.rest)] == [728, 732]


def test_a_table_over_pages_is_one_table() -> None:
    """A table over five pages without repeated titles has all its rows, and no header row among them."""
    table = table_of("wanli-2024-budget.pdf", "2024年部门支出预算总表")
    pages = {cell.source.page for cell in table.cells}
    assert pages == {16, 17, 18, 19, 20}
    assert not any("功能分类" in labels_of(record) for record in table.records)
    assert labels_of(table.records[-1]) == "合计"


def test_row_numbers_are_no_figures() -> None:
    """栏次, 行次 and 序号 stand among the cells but neither name a row nor are its value."""
    table = table_of("hongqi.txt", "收入支出决算总表")
    record = next(record for record in table.records if labels_of(record).startswith("八、社会"))
    assert [cell.text for cell in record.labels] == ["八、社会保障和就业支出"]
    assert [cell.text for _, cell in record.values] == ["2,934.44"]


def test_a_sheet_names_its_project() -> None:
    """Every block of a 项目支出绩效自评表 knows the project, even if the form prints it one row too high."""
    tables = [table for table in found_in("hongqi.txt").tables if table.title == "项目支出绩效自评情况表"]
    assert {table.subject for table in tables} == {
        "2024年中央财政就业补助资金",
        "党建活动经费",
        "工作经费",
        "2024年中央财政下达就业补助资金",
    }
    money = next(table for table in tables if table.subject == "党建活动经费" and len(table.columns) == 7)
    assert row_of(money, "年度资金总额")["年初预算数"] == "0.88"
    assert row_of(money, "年度资金总额")["得分"] == "9.55"


def test_scores_of_a_moved_total_row_stand_under_full_score_and_score() -> None:
    """总分 100 / 99.55 printed one column to the left is the sheet's full score and score."""
    table = next(
        table
        for table in found_in("hongqi.txt").tables
        if table.subject == "党建活动经费" and table.columns[0].path == ("一级指标",)
    )
    assert row_of(table, "总分") == {"分值": "100", "得分": "99.55"}


def test_an_empty_table_keeps_its_note() -> None:
    """A table without figures is kept, says that it is empty, and carries the explaining sentence."""
    table = table_of("hongqi.txt", "政府性基金预算财政拨款收入支出决算表")
    assert table.empty
    assert any("没有使用政府性基金安排的支出" in note for note in table.notes)


def test_captions_are_taken_out_of_the_text() -> None:
    """Title, number, unit and institution lines are recognised as captions, even if broken over lines."""
    raw = raw_of("haidong.txt")
    taken = [
        block.text
        for index in sorted(found_in("haidong.txt").caption_lines)
        if not isinstance(block := raw.blocks[index], Grid)
    ]
    start = taken.index("财政拨款“三公”经费支出决算表")
    assert taken[start : start + 5] == ["财政拨款“三公”经费支出决算表", "公开 09", "表", "单位：万", "元"]
    table = table_of("haidong.txt", "财政拨款“三公”经费支出决算表")
    assert (table.number, table.unit) == ("公开09表", "万元")
