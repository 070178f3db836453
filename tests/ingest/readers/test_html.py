"""Saved web pages read as a browser shows them."""

from pathlib import Path

import pytest

from ingest.model.document import Grid, Line
from ingest.model.errors import UnreadableFile
from ingest.readers.html import read_html


def _saved(tmp_path: Path, body: str, *, encoding: str = "utf-8", declared: str = "utf-8") -> Path:
    path = tmp_path / "page.html"
    path.write_bytes(f'<html><head><meta charset="{declared}"></head><body>{body}</body></html>'.encode(encoding))
    return path


def _lines(path: Path) -> list[str]:
    return [block.text for block in read_html(path).blocks if isinstance(block, Line)]


def _grid(path: Path) -> Grid:
    return next(block for block in read_html(path).blocks if isinstance(block, Grid))


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8", "utf-8"), ("gb18030", "gb2312"), ("gb18030", "utf-8"), ("utf-8-sig", "gbk"), ("utf-16", "utf-8")],
)
def test_every_encoding_that_pages_come_in_is_read(encoding: str, declared: str, tmp_path: Path) -> None:
    """Even if the page declares GB2312 and uses more, or declares a wrong encoding."""
    assert _lines(_saved(tmp_path, "<p>镕基路街道2024年度决算</p>", encoding=encoding, declared=declared)) == [
        "镕基路街道2024年度决算"
    ]


def test_spans_move_the_cells_after_them(tmp_path: Path) -> None:
    """Row spans push the cells of the next row aside; an endless span ends with its table."""
    table = (
        "<table><tr><td rowspan=2>项目</td><td colspan='2'>金额</td></tr><tr><td>预算</td><td>决算</td></tr>"
        "<tr><td rowspan='99999'>甲</td><td>1.00</td><td>2.00</td></tr></table>"
    )
    grid = _grid(_saved(tmp_path, table))
    places = {cell.text: (cell.row, cell.column, cell.row_span, cell.column_span) for cell in grid.cells}
    assert (grid.rows, grid.columns, grid.spans_known) == (3, 3, True)
    assert places["项目"] == (0, 0, 2, 1)
    assert places["金额"] == (0, 1, 1, 2)
    assert places["决算"] == (1, 2, 1, 1)
    assert places["甲"] == (2, 0, 1, 1)


def test_what_a_browser_does_not_show_is_not_read(tmp_path: Path) -> None:
    body = "<script>var x='1.00'</script><p style='display: none'>隐</p><!-- 注 --><p>显</p><style>p{}</style>"
    assert _lines(_saved(tmp_path, body)) == ["显"]


def test_a_table_that_lays_out_the_page_is_no_table(tmp_path: Path) -> None:
    """Its text is text, and the table inside it is a table."""
    inner = "<table><tr><td>项目</td><td>金额</td></tr><tr><td>甲</td><td>1.00</td></tr></table>"
    path = _saved(
        tmp_path, f"<table><tr><td><h1>决算公开</h1>说明文字。<br>第二行。</td></tr><tr><td>{inner}</td></tr></table>"
    )
    assert _lines(path) == ["决算公开", "说明文字。", "第二行。"]
    assert [cell.text for cell in _grid(path).cells] == ["项目", "金额", "甲", "1.00"]


def test_each_printed_line_and_row_has_its_number(tmp_path: Path) -> None:
    path = _saved(
        tmp_path,
        "<h2>一、概况</h2><p>甲</p><table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table><p>乙</p>",
    )
    blocks = read_html(path).blocks
    assert [block.source.line for block in blocks] == [1, 2, 3, 5]
    assert isinstance(blocks[0], Line) and blocks[0].heading == 2
    assert _grid(path).cells[3].source.line == 4 and _grid(path).cells[3].source.column == 2


@pytest.mark.parametrize("content", [b"", b"<html><body><script>x()</script></body></html>"])
def test_a_page_without_text_says_what_to_do(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.html"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=r"保存|另存"):
        read_html(path)
