"""Tables as web pages saved as text have them: rows without a leading bar, and one cell a line."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest.model.document import Block, Grid, Line, Mark
from ingest.parse import parse_file
from ingest.readers.text import read_text

ONE_A_LINE = [
    "表1 收支平衡表",
    "单位：万元",
    "项目",
    "预算数",
    "决算数",
    "税收收入",
    "120.00",
    "130.50",
    "其他收入",
    "30.00",
    "-",
]
FORM = """项目支出绩效自评表（2024年度） |||||||||
项目名称 | 泵站改造 ||||||||
预算执行情况（10分） | 年度预算数（万元） | 年初预算 | 调整后预算数 | 预算执行数 | 预算执行率 | 权重 | 得分 | 原因 |
总额 | 0.00 | 4.50 | 4.20 | 93.33% | 10 | 9.3 | 已说明 ||
其中：财政资金 | 0.00 | 4.50 | 4.20 | 93.33% | / | / |||
"""


def _read(folder: Path, text: str) -> tuple[Block, ...]:
    path = folder / "page.txt"
    path.write_text(text, encoding="utf-8")
    return read_text(path).blocks


def _rows(block: Block) -> list[list[str]]:
    assert isinstance(block, Grid)
    return [[cell.text for cell in block.cells if cell.row == row] for row in range(block.rows)]


def test_rows_that_end_in_a_bar_are_a_table_without_one_before_them(tmp_path: Path) -> None:
    """``a | b |`` reads as ``| a | b |`` does, each cell at its place in the line."""
    blocks = _read(tmp_path, "收入表\n项目 | 决算数 |\n合计 | 12.50 |\n")
    assert _rows(blocks[1]) == [["项目", "决算数"], ["合计", "12.50"]]
    assert isinstance(blocks[1], Grid)
    assert [(cell.source.line, cell.source.column) for cell in blocks[1].cells] == [(2, 1), (2, 6), (3, 1), (3, 6)]


def test_a_row_of_blanks_that_comes_again_and_again_is_no_watermark(tmp_path: Path) -> None:
    """``- |`` and ``其他 |`` are rows of their table, however often they come."""
    path = tmp_path / "page.txt"
    path.write_text("项目 | 金额 |\n" + "- |\n其他资金 | 1.00 |\n" * 5, encoding="utf-8")
    raw = read_text(path)
    assert raw.warnings == ()
    assert _rows(raw.blocks[0]).count(["-", ""]) == 5


def test_navigation_between_bars_stays_text(tmp_path: Path) -> None:
    """首页 | 新闻 | 联系 ends in no bar and is no table."""
    assert all(isinstance(block, Line) for block in _read(tmp_path, "首页 | 新闻 | 联系\n首页 | 新闻 | 联系\n"))


def test_a_title_alone_in_a_row_of_bars_begins_a_table(tmp_path: Path) -> None:
    """The next form's title stands in a row of its own, blank cells behind it."""
    blocks = _read(tmp_path, "甲 | 1.00 |\n某县水务局项目绩效自评表（2024年度） ||\n乙 | 2.00 |\n")
    assert [type(block) for block in blocks] == [Grid, Line, Grid]


def test_rows_under_a_merged_head_of_a_form_stand_under_their_own_columns(tmp_path: Path) -> None:
    """The head was merged down and its cell is missing from the rows below."""
    path = tmp_path / "page.txt"
    path.write_text(FORM, encoding="utf-8")
    facts = parse_file(path, "0" * 64, "1").facts
    total = {fact.column_path[-1]: fact.text for fact in facts if fact.item.name == "总额"}
    assert (total["年初预算"], total["调整后预算数"], total["预算执行数"]) == ("0.00", "4.50", "4.20")
    assert (total["预算执行率"], total["得分"]) == ("93.33%", "9.3")


@pytest.mark.parametrize("joint", ["\n", "\n\n"])
def test_a_table_of_one_cell_a_line_is_read_where_every_row_goes_alike(tmp_path: Path, joint: str) -> None:
    """Headers, then rows of as many cells; each cell has its own line, and the mark that its column was told."""
    blocks = _read(tmp_path, joint.join(ONE_A_LINE) + "\n")
    grid = blocks[2]
    assert _rows(grid) == [["项目", "预算数", "决算数"], ["税收收入", "120.00", "130.50"], ["其他收入", "30.00", "-"]]
    assert isinstance(grid, Grid)
    assert {cell.mark for cell in grid.cells} == {Mark.ALIGNED}
    assert len({cell.source.line for cell in grid.cells}) == 9


@pytest.mark.parametrize(
    "lines",
    [
        [*ONE_A_LINE[:6], *ONE_A_LINE[7:]],  # a blank cell is gone: the rows do not go alike
        [*ONE_A_LINE[:4], "本年", "增减", *ONE_A_LINE[4:]],  # headers on two levels
        [ONE_A_LINE[0], *ONE_A_LINE[2:]],  # nothing says where the table begins
        ONE_A_LINE[:8],  # one row alone
    ],
)
def test_one_cell_a_line_is_left_as_text_where_a_cell_may_have_moved(tmp_path: Path, lines: Sequence[str]) -> None:
    assert all(isinstance(block, Line) for block in _read(tmp_path, "\n".join(lines) + "\n"))


def test_a_row_that_the_file_breaks_off_is_not_read(tmp_path: Path) -> None:
    """Whole rows are; of the last one nothing is."""
    blocks = _read(tmp_path, "\n".join([*ONE_A_LINE, "上级补助", "2"]))
    assert _rows(blocks[2])[-1][0] == "其他收入"
    assert [block.text for block in blocks[3:] if isinstance(block, Line)] == ["上级补助", "2"]
