"""Excel workbooks: each sheet's cells as shown, merged ones resolved. The only reader that imports openpyxl.

The address of a cell is its sheet (``page``, 1-based), row (``line``) and column, 1-based; the sheet's name is its
section.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ingest.model.document import Block, Grid, Line, RawDocument, SourceRef
from ingest.model.errors import UnreadableFile
from ingest.model.table_words import caption_pattern, normal, says
from ingest.readers.grids import Spanned, grid_of
from ingest.readers.office_files import check_office_file
from ingest.readers.xlsx_beside import beside
from ingest.readers.xlsx_rows import Row, Shown
from ingest.readers.xlsx_sheets import check_sheets

_NOTE = re.compile(r"\s*(注|备注|说明|附注)")


def read_xlsx(path: Path) -> RawDocument:
    """The visible sheets in order: a heading with the sheet's name, its lines and its grids. Raises UnreadableFile for
    a damaged or oversized workbook.

    Hidden sheets, rows and columns are left out and named in ``warnings``. Formulas give the values that Excel kept
    with them; one without any is named in ``warnings`` and left blank.
    """
    check_office_file(path, "xl/workbook.xml", ".xlsx")
    has_formulas = check_sheets(path)
    book = _opened(path, values=True)
    uncomputed = _uncomputed(path, book) if has_formulas else []
    blocks: list[Block] = []
    warnings: list[str] = []
    for number, sheet in enumerate(book.worksheets, start=1):
        if sheet.sheet_state != "visible":
            warnings.append(f"工作表“{sheet.title}”已隐藏，未读取。")
            continue
        blocks.append(Line(f"工作表：{sheet.title}", SourceRef(page=number, line=0, column=1), heading=1))
        shows = Shown.of(sheet)
        if shows.hidden:
            warnings.append(f"工作表“{sheet.title}”中隐藏的{shows.hidden}未读取。")
        for rows in beside(shows.rows):
            blocks += _blocks(replace(shows, rows=tuple(rows)), number)
    warnings += [f"公式没有保存结果，按空白处理：{place}；请在 Excel 中打开并保存一次。" for place in uncomputed]
    return RawDocument("xlsx", tuple(blocks), warnings=tuple(warnings))


def _opened(path: Path, *, values: bool) -> Any:
    from openpyxl import load_workbook

    try:
        return load_workbook(path, data_only=values, keep_links=False, rich_text=values)
    except Exception as error:  # openpyxl raises whatever a broken part makes it stumble over
        raise UnreadableFile(f"{path.name} 无法解析（{type(error).__name__}）：请用 Excel 另存一次再导入") from error


def _uncomputed(path: Path, book: Any) -> list[str]:
    """Places of formulas without a saved value."""
    formulas = _opened(path, values=False)
    found: list[str] = []
    for sheet, with_values in zip(formulas.worksheets, book.worksheets, strict=True):
        cells = (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f")
        places = [cell.coordinate for cell in cells if with_values[cell.coordinate].value is None]
        if places:
            found.append(f"工作表“{sheet.title}” {'、'.join(places[:8])}{' 等' if len(places) > 8 else ''}")
    return found


def _blocks(shown: Shown, sheet: int) -> Iterator[Block]:
    """Blank rows part a sheet; rows of one cell over a table are lines, so are notes under it."""
    rows = shown.rows
    for first, end in _segments(rows):
        top, bottom = first, end
        while top < end and len(_filled(rows[top])) <= 1:
            top += 1
        if top > first and _is_header(rows[top - 1]):
            top -= 1
        while bottom > top and _is_under_table(rows[bottom - 1]):
            bottom -= 1
        yield from (_line(shown, row, sheet) for row in range(first, top) if _filled(rows[row]))
        if grid := _grid(shown, top, bottom, sheet):
            yield grid
        yield from (_line(shown, row, sheet) for row in range(bottom, end) if _filled(rows[row]))


def _segments(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Runs of rows, divided where blank rows precede a lone cell that is no total (a title or a note)."""
    first, blank = -1, False
    for row, cells in enumerate(rows):
        filled = _filled(cells)
        if not filled:
            blank = True
            continue
        if blank and first >= 0 and len(filled) == 1 and not says(filled[0].text, "rows.totals"):
            yield first, row
            first = -1
        first, blank = (row if first < 0 else first), False
    if first >= 0:
        yield first, len(rows)


def _filled(row: Row) -> list[Spanned]:
    return [cell for cell in row.values() if cell.text]


def _is_header(row: Row) -> bool:
    """A lone cell merged over columns right above a table that is no part of its caption heads those columns."""
    filled = _filled(row)
    if not filled or filled[0].column_span < 2:
        return False
    text = normal(filled[0].text)
    if any(caption_pattern(name).search(text) for name in ("institution", "amount_unit")):
        return False
    return not any(caption_pattern(name).fullmatch(text) for name in ("title", "number", "year", "other", "note"))


def _is_under_table(row: Row) -> bool:
    """A blank row, or a note alone in its row."""
    filled = _filled(row)
    return not filled or (len(filled) == 1 and bool(_NOTE.match(filled[0].text)))


def _line(shown: Shown, index: int, sheet: int) -> Line:
    column, cell = next((column, cell) for column, cell in shown.rows[index].items() if cell.text)
    return Line(cell.text, shown.place(sheet, index, column))


def _grid(shown: Shown, first: int, end: int, sheet: int) -> Grid | None:
    """The rows up to the last column that prints anything: what is only formatted is no table."""
    rows = shown.rows
    width = max((column for row in rows[first:end] for column, cell in row.items() if cell.text), default=-1) + 1
    placed = (
        (row - first, column, cell) for row in range(first, end) for column, cell in rows[row].items() if column < width
    )
    return grid_of(placed, lambda row, column: shown.place(sheet, first + row, column))
