"""Workbooks are read as the sheets show them, or refused with a clear message."""

from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from ingest.model.amounts import parse_amount
from ingest.model.document import Block, Grid, Line, Table
from ingest.model.errors import UnreadableFile
from ingest.parse import parse_file
from ingest.readers.by_suffix import read_raw
from ingest.readers.xlsx import read_xlsx
from ingest.tables.logical import build_tables
from tests.fixtures.office_files import write_docx, write_html, write_xlsx
from tests.fixtures.paths import SAMPLE_DOCUMENTS

WRITERS = {".xlsx": write_xlsx, ".docx": write_docx, ".html": write_html}


def _content(blocks: tuple[Block, ...]) -> list[tuple[object, ...]]:
    return [_of(table) for table in build_tables(blocks).tables]


def _of(table: Table) -> tuple[object, ...]:
    rows = [
        ([_plain(cell.text) for cell in record.labels], [(index, _plain(cell.text)) for index, cell in record.values])
        for record in table.records
    ]
    return table.title, table.number, table.unit, table.kind, [column.path for column in table.columns], rows


def _plain(text: str) -> str:
    return text.replace(" ", "")


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("sample", ["yanhu-2025-budget.pdf", "hechuan-2024-performance.pdf"])
def test_the_same_tables_come_out_of_every_format(sample: str, suffix: str, tmp_path: Path) -> None:
    """A budget and a performance report as PDF, and the same as workbook, Word document and web page: each table with
    the same title, unit, header paths, rows and figures."""
    blocks = read_raw(SAMPLE_DOCUMENTS / sample).blocks
    path = WRITERS[suffix](tmp_path / f"same{suffix}", blocks)
    assert _content(read_raw(path).blocks) == _content(blocks)


def _saved(
    path: Path, rows: list[list[object]], *, merged: tuple[str, ...] = (), formats: dict[str, str] | None = None
) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for cells in merged:
        book.active.merge_cells(cells)
    for place, number_format in (formats or {}).items():
        book.active[place].number_format = number_format
    book.save(path)
    return path


def _grid(path: Path) -> Grid:
    return next(block for block in read_xlsx(path).blocks if isinstance(block, Grid))


def _texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in grid.cells if cell.row == row] for row in range(grid.rows)]


def test_figures_are_read_as_the_sheet_shows_them(tmp_path: Path) -> None:
    """Thousands, decimals, percent, leading zeros and dates follow the number format; a long fraction is no noise."""
    rows = [
        ["项目", "金额"],
        ["甲", 1234.5],
        ["乙", 0.1315],
        ["丙", 7],
        ["丁", 0.1 + 0.2],
        ["戊", datetime(2024, 12, 31)],
    ]
    formats = {"B2": "#,##0.00", "B3": "0.00%", "B4": "000", "B6": "yyyy-mm-dd"}
    grid = _grid(_saved(tmp_path / "a.xlsx", rows, formats=formats))
    assert [row[1] for row in _texts(grid)] == ["金额", "1,234.50", "13.15%", "007", "0.3", "2024年12月31日"]


@pytest.mark.parametrize(
    ("value", "number_format", "text", "figure", "unit"),
    [
        (1234.5, '0.00"万元"', "1234.50万元", "1234.50", "万元"),
        (1234.5, "#,##0.00;[Red]△#,##0.00", "1,234.50", "1234.50", ""),
        (-1234.5, "#,##0.00;[Red]△#,##0.00", "-1,234.50", "-1234.50", ""),
        (-1234.5, "#,##0.00;[Red]#,##0.00", "-1,234.50", "-1234.50", ""),
        (-1234.5, "#,##0.00_);\\(#,##0.00\\)", "(1,234.50)", "-1234.50", ""),
        (-1234.5, '[$¥-804]#,##0.00"元"', "¥-1,234.50元", "-1234.50", "元"),
        (12345678, "#,##0.00,", "12,345.68", "12345.68", ""),
        (12345, '0\\.0,"万元"', "1.2万元", "1.2", "万元"),
        (12.5, '0.0"%"', "12.5%", "12.5", "%"),
        (12000, '[>=10000]0.00,"千元";0"元"', "12.00千元", "12.00", "千元"),
        (500, '[>=10000]0.00,"千元";0"元"', "500元", "500", "元"),
        (3, 'General"辆"', "3辆", "3", "辆"),
        (0, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-", None, ""),
        (0, "#,##0.00;-#,##0.00;", "", None, ""),
        (12, "0.##", "12", "12", ""),
        (0.5, "# ?/?", "0.5", "0.5", ""),
    ],
)
def test_marks_units_and_scales_of_a_number_format_are_read(
    value: float, number_format: str, text: str, figure: str | None, unit: str, tmp_path: Path
) -> None:
    """What the format adds is part of the cell: a unit is the figure's, △ or red alone is a minus; thousands that it
    leaves out are left out, a zero that it hides is blank."""
    path = _saved(tmp_path / "f.xlsx", [["项目", "金额"], ["甲", value], ["乙", 1]], formats={"B2": number_format})
    shown = next(cell.text for cell in _grid(path).cells if (cell.row, cell.column) == (1, 1))
    amount = parse_amount(shown)
    assert (shown, str(amount.value) if amount else None, amount.unit if amount else "") == (text, figure, unit)


def test_zeros_that_a_sheet_does_not_show_are_blank_and_texts_have_their_words(tmp_path: Path) -> None:
    book = Workbook()
    for row in (["项目", "金额"], ["甲", 0], ["乙", 2.5]):
        book.active.append(row)
    book.active.sheet_view.showZeros = False
    book.active["A2"].number_format, book.active["A3"].number_format = '@"费"', ";;;"
    book.save(tmp_path / "z.xlsx")
    assert _texts(_grid(tmp_path / "z.xlsx"))[1:] == [["甲费", ""], ["", "2.5"]]


def test_a_cell_is_cited_by_sheet_row_and_column(tmp_path: Path) -> None:
    """The sheet's name is the section of its tables."""
    book = Workbook()
    book.active.title = "说明"
    book.active["A1"] = "本部门2024年收支情况如下。"
    sheet = book.create_sheet("表2")
    for row in (
        ["收入决算表"],
        ["单位：万元"],
        ["科目编码", "科目名称", "本年收入合计"],
        ["208", "社会保障和就业支出", 12.5],
    ):
        sheet.append(row)
    sheet["C4"].number_format = "0.00"
    book.save(tmp_path / "b.xlsx")
    parsed = parse_file(tmp_path / "b.xlsx", "0" * 64, "test")
    (table,) = parsed.document.tables
    (fact,) = [fact for fact in parsed.facts if fact.value is not None]
    assert (table.title, table.unit, table.section) == ("收入决算表", "万元", ("工作表：表2",))
    assert (fact.text, fact.source.page, fact.source.line, fact.source.column) == ("12.50", 2, 4, 3)


def test_merged_headers_head_all_their_columns(tmp_path: Path) -> None:
    rows = [["科目名称", "本年支出", None], [None, "基本支出", "项目支出"], ["农林水支出", 1.5, 2.5]]
    path = _saved(tmp_path / "c.xlsx", rows, merged=("A1:A2", "B1:C1"))
    (table,) = build_tables(read_xlsx(path).blocks).tables
    assert [column.path for column in table.columns][1:] == [("本年支出", "基本支出"), ("本年支出", "项目支出")]


def test_two_tables_of_one_sheet_stay_two(tmp_path: Path) -> None:
    """A blank row and a title part them; a blank row inside a table does not."""
    rows = [
        ["收入决算表"],
        ["项目", "金额"],
        ["甲收入", 1.5],
        [],
        ["合计", 1.5],
        [],
        ["支出决算表"],
        ["项目", "金额"],
        ["乙支出", 2.5],
    ]
    found = build_tables(read_xlsx(_saved(tmp_path / "d.xlsx", rows)).blocks).tables
    assert [(table.title, len(table.records)) for table in found] == [("收入决算表", 2), ("支出决算表", 1)]


def test_a_formula_without_a_kept_value_is_told(tmp_path: Path) -> None:
    """It is not silently read as blank."""
    path = _saved(tmp_path / "e.xlsx", [["项目", "金额"], ["甲", 1], ["合计", "=SUM(B2:B2)"]])
    (warning,) = read_xlsx(path).warnings
    assert "B3" in warning and "公式" in warning


def test_a_hidden_sheet_is_left_out_and_told(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["项目", "金额"])
    book.create_sheet("字典").append(["甲", "乙"])
    book["字典"].sheet_state = "hidden"
    book.save(tmp_path / "f.xlsx")
    document = read_xlsx(tmp_path / "f.xlsx")
    assert not any(isinstance(block, Line) and "字典" in block.text for block in document.blocks)
    assert ["字典" in warning for warning in document.warnings] == [True]


def test_hidden_rows_and_columns_are_left_out_and_told(tmp_path: Path) -> None:
    """What Excel does not show is no figure of the table; the rest keeps its address, merged cells what is seen of
    them."""
    book = Workbook()
    sheet = book.active
    sheet.title = "表1"
    for row in (
        ["支出决算表"],
        ["科目编码", "科目名称", "草稿", "本年支出", None],
        [None, None, None, "基本支出", "项目支出"],
        ["205", "教育支出", 9, 1.5, 2.5],
        ["206", "科学技术支出", 9, 7.5, 8.5],
        ["213", "农林水支出", 9, 3.5, 4.5],
    ):
        sheet.append(row)
    sheet.merge_cells("D2:E2")
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["C"].hidden = True
    book.save(tmp_path / "hidden.xlsx")
    parsed = parse_file(tmp_path / "hidden.xlsx", "0" * 64, "test")
    assert [(each.item.name, each.measure, each.text) for each in parsed.facts] == [
        ("教育支出", "基本支出", "1.5"),
        ("教育支出", "项目支出", "2.5"),
        ("农林水支出", "基本支出", "3.5"),
        ("农林水支出", "项目支出", "4.5"),
    ]
    assert (parsed.facts[-1].source.line, parsed.facts[-1].source.column) == (6, 5)
    assert "工作表“表1”中隐藏的第5行和C列未读取。" in parsed.warnings


def test_a_hidden_row_that_holds_nothing_is_not_told(tmp_path: Path) -> None:
    book = Workbook()
    for row in (["项目", "金额"], [None, None], ["甲", 1]):
        book.active.append(row)
    book.active.row_dimensions[2].hidden = True
    book.save(tmp_path / "h.xlsx")
    assert read_xlsx(tmp_path / "h.xlsx").warnings == ()


def _tampered(path: Path, out: Path, part: str, old: bytes, new: bytes) -> Path:
    with ZipFile(path) as given, ZipFile(out, "w", ZIP_DEFLATED) as changed:
        for name in given.namelist():
            changed.writestr(name, given.read(name).replace(old, new) if name == part else given.read(name))
    return out


SHEET = "xl/worksheets/sheet1.xml"


def test_a_sheet_of_a_million_rows_is_refused_before_it_is_loaded(tmp_path: Path) -> None:
    """One cell in the last corner, or one merged range over everything: a few bytes that would fill the memory."""
    plain = _saved(tmp_path / "g.xlsx", [["项目", "金额"], ["甲", 1]])
    far = _tampered(plain, tmp_path / "far.xlsx", SHEET, b'r="B2"', b'r="XFD1048576"')
    merged = _tampered(
        plain, tmp_path / "m.xlsx", SHEET, b"</sheetData>",
        b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    )  # fmt: skip
    for path in (far, merged):
        with pytest.raises(UnreadableFile, match="超出上限"):
            read_xlsx(path)


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    """70 MB of blanks in a few KB."""
    plain = _saved(tmp_path / "h.xlsx", [["项目", "金额"], ["甲", 1]])
    bomb = _tampered(plain, tmp_path / "bomb.xlsx", SHEET, b"</sheetData>", b"</sheetData>" + b" " * (70 * 2**20))
    assert bomb.stat().st_size < 200_000
    with pytest.raises(UnreadableFile, match="解压后"):
        read_xlsx(bomb)


def test_entities_are_refused(tmp_path: Path) -> None:
    plain = _saved(tmp_path / "i.xlsx", [["项目", "金额"], ["甲", 1]])
    bad = _tampered(plain, tmp_path / "bad.xlsx", SHEET, b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet')
    with pytest.raises(UnreadableFile, match="DTD"):
        read_xlsx(bad)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空文件"),
        (b"PK\x03\x04 cut", "不是完整的"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "加密或为旧版"),
        (b"plain", "不是完整的"),
    ],
)
def test_what_is_no_workbook_says_what_to_do(content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=said):
        read_xlsx(path)
