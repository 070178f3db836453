"""HTML tables within text files, as recognition programs write them: cells, spans, and their places."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from ingest.model.document import Grid, Line
from ingest.model.errors import UnreadableFile
from ingest.parse import parse_file
from ingest.readers.text import read_text, text_lines

REPORT = """# 某某县民政局2024年度部门决算

## 第二部分 部门决算表

支出决算表

单位：万元

<html><body><table border="1"><tr><td colspan="2">项目</td><td rowspan="2">合计</td><td rowspan="2">基本支出</td></tr>
<tr><td>科目编码</td><td>科目名称</td></tr>
<tr><td>208</td><td>社会保障
和就业支出</td><td>1,512.62</td><td>603.87</td></tr>
<TR><TD>20802</TD><TD> 民政管理 事务</TD><TD>951.28 </TD><TD>517.16</TD></TR>
<tr><td>20810</td><td>养老 &amp; 福利</td><td>561.34</td><td></td></tr>
</table></body></html>

![](images/1.jpg)

注：本表反映支出情况。
"""


def written(folder: Path, text: str, name: str = "report.md") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def grid_of(path: Path) -> Grid:
    (grid,) = (block for block in read_text(path).blocks if isinstance(block, Grid))
    return grid


def test_the_cells_of_an_html_table_are_read_with_their_spans(tmp_path: Path) -> None:
    grid = grid_of(written(tmp_path, REPORT))
    assert (grid.rows, grid.columns, grid.spans_known) == (5, 4, True)
    texts = {(cell.row, cell.column): cell.text for cell in grid.cells}
    assert texts[(0, 0)] == "项目" and texts[(1, 1)] == "科目名称"
    assert texts[(2, 1)] == "社会保障和就业支出"
    assert texts[(4, 1)] == "养老&福利" and texts[(4, 3)] == ""


def test_every_cell_says_the_line_and_column_of_its_first_letter(tmp_path: Path) -> None:
    path = written(tmp_path, REPORT)
    lines = text_lines(path)
    for cell in grid_of(path).cells:
        if cell.text:
            assert cell.source.line and cell.source.column
            assert lines[cell.source.line - 1][cell.source.column - 1] == cell.text[0]


def test_figures_know_item_and_column_and_no_mark_up_is_left(tmp_path: Path) -> None:
    parsed = parse_file(written(tmp_path, REPORT), "0" * 64, "test")
    (table,) = parsed.document.tables
    assert (table.title, table.unit) == ("支出决算表", "万元")
    found = {(fact.item.name, fact.column_path[-1]): fact.value for fact in parsed.facts}
    assert found[("民政管理事务", "基本支出")] == Decimal("517.16")
    assert found[("社会保障和就业支出", "合计")] == Decimal("1512.62")
    assert not any(sign in chunk.text for chunk in parsed.chunks for sign in ("<", "![", "body"))


def test_text_beside_a_table_on_its_line_stays_text(tmp_path: Path) -> None:
    text = "前文。<table><tr><td>项目</td><td>金额</td></tr><tr><td>办公费</td><td>1.00</td></tr></table>后文。\n"
    lines = [block.text for block in read_text(written(tmp_path, text)).blocks if isinstance(block, Line)]
    assert lines == ["前文。", "后文。"]


@pytest.mark.parametrize(
    "text", ["<table><tr><td>1.00</td>", "说明<table\n正文", "<table></table>正文", "</table>正文"]
)
def test_a_broken_table_loses_no_text_and_breaks_nothing(tmp_path: Path, text: str) -> None:
    try:
        blocks = read_text(written(tmp_path, f"标题\n{text}\n结尾\n")).blocks
    except UnreadableFile:
        pytest.fail("the rest of the file can be read")
    lines = [block.text for block in blocks if isinstance(block, Line)]
    assert lines[0] == "标题" and lines[-1] == "结尾"
    assert ("正文" in "".join(lines)) == ("正文" in text)


def test_a_list_of_contents_in_pipes_is_no_table(tmp_path: Path) -> None:
    text = (
        "| 第一部分 概况 | 1 |\n|---|---|\n| 第二部分 决算表 | 3 |\n| 第三部分 说明 | 9 |\n| 第四部分 名词解释 | 12 |\n"
    )
    assert not any(isinstance(block, Grid) for block in read_text(written(tmp_path, text)).blocks)


def test_a_table_with_a_tag_on_each_line_keeps_its_rows_and_its_lines(tmp_path: Path) -> None:
    """Repeated tags and words on their own lines are no watermarks inside a table; outside it they are."""
    rows = "".join(f"<tr>\n<td>20{at}</td>\n<td>\n无此项\n</td>\n<td>{at}.00</td>\n</tr>\n" for at in range(1, 6))
    mark = "内部资料\n"
    table = f"<table>\n{rows}</table>\n"
    path = written(tmp_path, f"支出决算表\n{mark * 2}{table}{mark}{table}{mark * 2}")
    blocks, lines = read_text(path).blocks, text_lines(path)
    grids = [block for block in blocks if isinstance(block, Grid)]
    assert [(grid.rows, grid.columns) for grid in grids] == [(5, 3), (5, 3)]
    for cell in (cell for grid in grids for cell in grid.cells):
        assert cell.source.line and cell.text in lines[cell.source.line - 1]
    assert [block.text for block in blocks if isinstance(block, Line)] == ["支出决算表"]
