"""A web page of text at coordinates is read as a page: lines by their height, words by their place."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest.model.document import Grid, Line, Mark
from ingest.parse import parse_file
from ingest.readers.html import read_html

PIECES = ["海山县林业局", "202", "6", "年预算收入", "1", ",", "066.60", "万元。"]
LEFT = [60, 156, 180, 188, 268, 276, 284, 332]
ROWS = [["项目", "上年决算", "本年预算"], ["税收收入", "120.00", "130.50"], ["其他收入", "30.00", "40.00"],
        ["合计", "150.00", "170.50"]]  # fmt: skip


def _inline(left: float, top: float, text: str) -> str:
    return f'<span style="position:absolute;left:{left}px;top:{top}px;font-size:16px">{text}</span>\n'


def _page(folder: Path, body: str, head: str = "") -> Path:
    path = folder / "page.html"
    path.write_text(f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>", encoding="utf-8")
    return path


def _table(rows: Sequence[Sequence[str]]) -> str:
    """Names flush left, figures flush right, the lowest row first: the file's order says nothing."""
    placed = [
        _inline(60 if not at else 200 + 120 * at - 8 * len(text.encode("gbk")), 100 + 24 * down, text)
        for down, row in reversed(list(enumerate(rows)))
        for at, text in enumerate(row)
    ]
    return "".join(placed)


def test_pieces_of_a_line_are_joined_by_their_places(tmp_path: Path) -> None:
    """A year and an amount that are parted over elements are one year and one amount."""
    words = "".join(_inline(left, 40, text) for left, text in zip(LEFT, PIECES, strict=True))
    parsed = parse_file(_page(tmp_path, f'<div style="position:relative">{words}</div>'), "0" * 64, "1")
    (line,) = [block for block in read_html(tmp_path / "page.html").blocks if isinstance(block, Line)]
    assert line.text == "海山县林业局2026年预算收入1,066.60万元。"
    assert [(str(each.value), each.unit, each.year) for each in parsed.statements] == [("1066.60", "万元", 2026)]


def test_a_table_at_coordinates_is_read_by_alignment(tmp_path: Path) -> None:
    """The words of the table, wherever they stand in the file, come into rows and columns."""
    body = _inline(180, 40, "海山县林业局2026年收支总表") + _inline(380, 70, "单位：万元") + _table(ROWS)
    blocks = read_html(_page(tmp_path, f"<div>{body}</div>")).blocks
    assert [block.text for block in blocks[:2] if isinstance(block, Line)] == [
        "海山县林业局2026年收支总表",
        "单位：万元",
    ]
    grid = blocks[2]
    assert isinstance(grid, Grid)
    assert [[cell.text for cell in grid.cells if cell.row == row] for row in range(4)] == ROWS
    assert {cell.mark for cell in grid.cells} == {Mark.ALIGNED}
    assert [cell.source.line for cell in grid.cells] == [line for line in (3, 4, 5, 6) for _ in range(3)]


def test_coordinates_may_stand_in_classes_and_count_from_below(tmp_path: Path) -> None:
    """Thus do converters write them: a class for the place, one for the size."""
    head = "<style>.t{position:absolute}.x1{left:60px}.s{font-size:16px}"
    head += "".join(f".y{at}{{bottom:{700 - 30 * at}px}}" for at in range(10)) + "</style>"
    rows = "".join(f'<div class="t x1 s y{at}">第{at}行说明文字</div>' for at in reversed(range(10)))
    lines = [
        block.text for block in read_html(_page(tmp_path, f"<div>{rows}</div>", head)).blocks if isinstance(block, Line)
    ]
    assert lines == [f"第{at}行说明文字" for at in range(10)]


def test_pages_come_one_after_another_and_text_around_them_stays(tmp_path: Path) -> None:
    """Both pages count from their own corner."""
    pages = ["".join(_inline(60, 40 + 30 * at, f"{name}页第{at}行") for at in range(6)) for name in "甲乙"]
    body = "<p>首页 通知</p>" + "".join(f'<div style="position:relative">{page}</div>' for page in pages)
    lines = [block.text for block in read_html(_page(tmp_path, body)).blocks if isinstance(block, Line)]
    assert lines == ["首页 通知", *(f"{name}页第{at}行" for name in "甲乙" for at in range(6))]


@pytest.mark.parametrize("placed", [0, 3])
def test_a_page_of_running_text_is_read_as_before(tmp_path: Path, placed: int) -> None:
    """A menu at coordinates makes no page of it: nothing of it is moved."""
    menu = "".join(_inline(10, 10 + 30 * at, "首页") for at in range(placed))
    body = menu + "<p>本年收入12.00万元，比上年增加3.00万元，主要是财政拨款增加。</p>"
    lines = [block.text for block in read_html(_page(tmp_path, body)).blocks if isinstance(block, Line)]
    assert lines[-1].startswith("本年收入12.00万元")
