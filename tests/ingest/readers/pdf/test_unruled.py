"""Tables without upright rules are read where alignment leaves no doubt, marked as such, and otherwise left as text."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from ingest.model.document import Grid, Line, Mark
from ingest.parse import parse_file
from ingest.readers.pdf.reader import read_pdf, text_in_box
from tests.fixtures import pdf_files as made

TITLE = "海山县林业局2025年收支总表"
HEADER = ["项目", "2024年决算数", "2025年预算数"]
ROWS = [["税收收入", "120.00", "130.50"], ["其他收入", "30.00", "40.00"], ["合计", "150.00", "170.50"]]
RIGHT = [180.0, 320.0, 460.0]


def _drawn(
    path: Path, header: Sequence[str], rows: Sequence[Sequence[str]], above: Sequence[str] = (), shift: float = 0
) -> Path:
    """Names flush left, all else flush right; the rules of a three-line table. ``shift`` moves the last figure."""

    def draw(canvas: Canvas, number: int) -> None:
        made.write(canvas, 180, 60, TITLE)
        made.write(canvas, 400, 80, "单位：万元")
        for down, row in enumerate([above, header, *rows]):
            for at, text in enumerate(row):
                moved = shift if text == rows[-1][-1] else 0.0
                left = 80.0 if not at else RIGHT[at] - stringWidth(text, made.CHINESE, 12) - moved
                if text:
                    made.write(canvas, left, 100 + 20 * down, text)
        for top in (118, 140, 142 + 20 * len(rows)):
            canvas.line(80, made.HEIGHT - top, 460, made.HEIGHT - top)

    return made.make(path, draw)


def test_a_three_line_table_is_read_by_alignment_and_marked(tmp_path: Path) -> None:
    """Each figure knows row and column, and its box shows it."""
    path = _drawn(tmp_path / "a.pdf", HEADER, ROWS)
    grid = next(block for block in read_pdf(path).blocks if isinstance(block, Grid))
    assert [[cell.text for cell in grid.cells if cell.row == row] for row in range(4)] == [HEADER, *ROWS]
    assert {cell.mark for cell in grid.cells} == {Mark.ALIGNED}
    for cell in grid.cells:
        assert cell.source.box
        assert text_in_box(path, 1, cell.source.box) == cell.text
    facts = {
        (each.item.name, each.column_path, str(each.value), each.unit) for each in parse_file(path, "0", "1").facts
    }
    assert ("税收收入", ("2025年预算数",), "130.50", "万元") in facts


def test_a_blank_cell_is_allowed_where_the_total_adds_up(tmp_path: Path) -> None:
    """40.00 is missing, and 130.50 is the sum of what is there."""
    rows = [ROWS[0], ["其他收入", "30.00", ""], ["合计", "150.00", "130.50"]]
    grid = next(block for block in read_pdf(_drawn(tmp_path / "a.pdf", HEADER, rows)).blocks if isinstance(block, Grid))
    assert [cell.text for cell in grid.cells if cell.row == 2] == ["其他收入", "30.00", ""]


CODED = [
    ["205", "教育支出", "120.00", "130.50"],
    ["20502", "普通教育", "120.00", "130.50"],
    ["208", "社会保障支出", "30.00", "40.00"],
    ["合计", "", "150.00", "170.50"],
]


def _coded(path: Path, rows: Sequence[Sequence[str]], first: str = "科目编码") -> Path:
    """Codes and names flush left, the total under the codes."""

    def draw(canvas: Canvas, number: int) -> None:
        made.write(canvas, 180, 60, TITLE)
        made.write(canvas, 400, 80, "单位：万元")
        for down, row in enumerate([[first, "科目名称", "2024年决算数", "2025年预算数"], *rows]):
            for at, text in enumerate(row):
                left = (60.0, 130.0)[at] if at < 2 else RIGHT[at - 1] - stringWidth(text, made.CHINESE, 12)
                if text:
                    made.write(canvas, left, 100 + 20 * down, text)

    return made.make(path, draw)


def test_codes_before_the_names_are_a_column(tmp_path: Path) -> None:
    """Each figure is of its code; the total, which has none, is named under the names."""
    facts = parse_file(_coded(tmp_path / "c.pdf", CODED), "0", "1").facts
    found = [(each.item.code, each.item.name, each.column_path[0], str(each.value)) for each in facts]
    assert found[1::2] == [
        ("205", "教育支出", "2025年预算数", "130.50"),
        ("20502", "普通教育", "2025年预算数", "130.50"),
        ("208", "社会保障支出", "2025年预算数", "40.00"),
        ("", "合计", "2025年预算数", "170.50"),
    ]


@pytest.mark.parametrize(
    ("rows", "first"),
    [
        ([*CODED[:2], ["", "社会保障支出", "30.00", "40.00"], CODED[3]], "科目编码"),  # a row without its code
        (CODED, "序次"),  # a column whose header names no codes
        ([CODED[0], ["20502", "普通教育", "120.00", ""], *CODED[2:]], "科目编码"),  # a blank that no sum shows
    ],
)
def test_codes_that_leave_doubt_make_no_column(tmp_path: Path, rows: Sequence[Sequence[str]], first: str) -> None:
    assert not parse_file(_coded(tmp_path / "c.pdf", rows, first), "0", "1").facts


LEVELS = [["税收收入", "9.50", "5.50", "4.00", "3.00"], ["其他收入", "3.50", "2.50", "1.00", "2.00"],
          ["合计", "13.00", "8.00", "5.00", "5.00"]]  # fmt: skip
MIDDLES = [100.0, 200.0, 280.0, 360.0, 440.0]


def _two_levels(path: Path, words: Sequence[tuple[float, int, str]]) -> Path:
    """Header words by their middle and their line, over figures that are centred in five columns."""

    def centred(canvas: Canvas, middle: float, top: float, text: str) -> None:
        made.write(canvas, middle - stringWidth(text, made.CHINESE, 12) / 2, top, text)

    def draw(canvas: Canvas, number: int) -> None:
        made.write(canvas, 180, 40, TITLE)
        made.write(canvas, 400, 62, "单位：万元")
        for middle, line, text in words:
            centred(canvas, middle, 100 + 10 * line, text)
        for down, row in enumerate(LEVELS):
            for middle, text in zip(MIDDLES, row, strict=True):
                centred(canvas, middle, 150 + 20 * down, text)

    return made.make(path, draw)


def test_headers_on_two_levels_are_read_where_only_one_reading_is_centred(tmp_path: Path) -> None:
    words = [(100, 1, "项目"), (200, 1, "决算数"), (320, 0, "基本支出"), (280, 2, "人员经费"), (360, 2, "公用经费")]
    facts = parse_file(_two_levels(tmp_path / "t.pdf", [*words, (440, 1, "项目支出")]), "0", "1").facts
    found = {each.column_path: str(each.value) for each in facts if each.item.name == "税收收入"}
    assert found == {
        ("决算数",): "9.50",
        ("基本支出", "人员经费"): "5.50",
        ("基本支出", "公用经费"): "4.00",
        ("项目支出",): "3.00",
    }


@pytest.mark.parametrize("middle", [290, 320])
def test_a_header_that_may_stand_over_other_columns_leaves_doubt(tmp_path: Path, middle: float) -> None:
    """Off every middle, or over the middle of two columns and of four: no figure of the table is stated."""
    low = ["决算数", "人员经费", "公用经费", "项目支出"]
    words = [(100.0, 2, "项目"), (middle, 0, "基本支出"), *zip(MIDDLES[1:], [2] * 4, low, strict=True)]
    assert not parse_file(_two_levels(tmp_path / "t.pdf", words), "0", "1").facts


@pytest.mark.parametrize(
    ("header", "rows", "above", "shift"),
    [
        (HEADER, [ROWS[0], ["其他收入", "30.00", ""], ["合计", "150.00", "170.50"]], (), 0),  # a blank, and a wrong sum
        (HEADER, ROWS, (), 30),  # a figure off its column
        (["项目", "决算数", ""], ROWS, (), 0),  # a column without a header
        (["项目", "小计", "人员"], ROWS, ("", "", "基本支出"), 0),  # headers on two levels
        (["项目", "决算数", "决算数"], ROWS, (), 0),  # two columns of one name
        (HEADER, ROWS[:1], (), 0),  # one row
    ],
)
def test_a_table_that_leaves_doubt_stays_text(
    tmp_path: Path, header: Sequence[str], rows: Sequence[Sequence[str]], above: Sequence[str], shift: float
) -> None:
    """No figure of it is stated."""
    path = _drawn(tmp_path / "a.pdf", header, rows, above, shift)
    assert all(isinstance(block, Line) for block in read_pdf(path).blocks)
    assert not parse_file(path, "0", "1").facts
