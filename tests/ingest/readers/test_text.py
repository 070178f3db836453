"""Text files become lines and grids with their places."""

from pathlib import Path

import pytest

from ingest.model.document import Grid, Line
from ingest.model.errors import UnreadableFile
from ingest.readers.text import read_text
from tests.fixtures.whole_documents import FILES

TEXTS = [path for path in FILES if path.suffix == ".txt"]


def _written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "report.txt"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_usual_encoding_reads_alike(tmp_path: Path, encoding: str) -> None:
    """A file from Windows (BOM, GB18030, CRLF) gives the same blocks as a UTF-8 file."""
    blocks = read_text(_written(tmp_path, "收入决算表\r\n\r\n项目\t金额\r\n合计\t1.00\r\n", encoding)).blocks
    assert isinstance(blocks[0], Line)
    assert blocks[0].text == "收入决算表"
    assert isinstance(blocks[1], Grid)
    assert [cell.text for cell in blocks[1].cells] == ["项目", "金额", "合计", "1.00"]


@pytest.mark.parametrize(("content", "said"), [(b"", "empty"), (b" \n\n", "empty"), (b"%PDF\x00\x01", "not a text")])
def test_what_is_no_text_is_refused_with_its_reason(tmp_path: Path, content: bytes, said: str) -> None:
    """An empty or binary file is reported with what is wrong."""
    path = tmp_path / "broken.txt"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=said):
        read_text(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """The message names the missing file."""
    with pytest.raises(UnreadableFile, match=r"nowhere\.txt"):
        read_text(tmp_path / "nowhere.txt")


def test_headings_and_lists_lose_their_marks_not_their_place(tmp_path: Path) -> None:
    """``## 一、…`` is a heading of level 2 whose text starts behind the marks; ``**`` and ``- `` go too."""
    lines = read_text(_written(tmp_path, "## 一、概况\n**二、收入**\n- 三、支出\n")).blocks
    assert [
        (line.text, line.heading, line.source.line, line.source.column) for line in lines if isinstance(line, Line)
    ] == [
        ("一、概况", 2, 1, 4),
        ("二、收入", 0, 2, 3),
        ("三、支出", 0, 3, 3),
    ]


def test_contents_are_lines_and_a_small_table_is_not(tmp_path: Path) -> None:
    """A list of headings with page numbers is no table; two columns of figures are one."""
    contents = "一、职责\t1\n二、机构\t3\n三、收入\t3\n四、支出\t12\n"
    assert all(isinstance(block, Line) for block in read_text(_written(tmp_path, contents)).blocks)
    table = "项目\t数量\n车辆\t3\n设备\t1\n房屋\t2\n"
    assert isinstance(read_text(_written(tmp_path, table)).blocks[0], Grid)


def test_markdown_tables_and_rules(tmp_path: Path) -> None:
    """A pipe table reads like a tab table; rule rows are no rows, a printed ``--`` is."""
    grid = read_text(_written(tmp_path, "| 项目 | 金额 |\n|---|---:|\n| 合计 | 1.00 |\n| 其他 | -- |\n")).blocks[0]
    assert isinstance(grid, Grid)
    assert [cell.text for cell in grid.cells] == ["项目", "金额", "合计", "1.00", "其他", "--"]


def test_a_watermark_goes_with_a_warning(tmp_path: Path) -> None:
    """A repeated short line of its own is left out and reported; captions repeated over tables stay."""
    raw = read_text(_written(tmp_path, "仅供参考\n\n单位：万元\n" * 5))
    assert {block.text for block in raw.blocks if isinstance(block, Line)} == {"单位：万元"}
    assert "仅供参考" in raw.warnings[0]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_cell_and_line_stands_where_it_says(path: Path) -> None:
    """Line and column of each cell and line of a whole document lead back to its text."""
    printed = path.read_text(encoding="utf-8").split("\n")
    for block in read_text(path).blocks:
        for piece in block.cells if isinstance(block, Grid) else (block,):
            assert piece.source.line is not None
            assert piece.source.column is not None
            assert printed[piece.source.line - 1][piece.source.column - 1 :].startswith(piece.text)
