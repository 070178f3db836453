"""Workbooks, Word documents and web pages made of the blocks of another document: same lines, same tables."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

import docx
from openpyxl import Workbook

from ingest.amounts import parse_amount
from ingest.document import Block, Cell, Grid, Line


def write_docx(path: Path, blocks: Sequence[Block]) -> Path:
    document = docx.Document()
    for block in blocks:
        if isinstance(block, Line):
            document.add_paragraph(block.text)
            continue
        table = document.add_table(block.rows, block.columns)
        for cell in block.cells:
            first = table.cell(cell.row, cell.column)
            if cell.row_span > 1 or cell.column_span > 1:
                first = first.merge(table.cell(cell.row + cell.row_span - 1, cell.column + cell.column_span - 1))
            first.text = cell.text
    document.save(str(path))
    return path


def write_html(path: Path, blocks: Sequence[Block], encoding: str = "utf-8") -> Path:
    body = "\n".join(f"<p>{escape(block.text)}</p>" if isinstance(block, Line) else _table(block) for block in blocks)
    page = f'<html><head><meta charset="{encoding}"><title>x</title></head><body><div>{body}</div></body></html>'
    path.write_bytes(page.encode("gb18030" if encoding == "gb2312" else encoding))
    return path


def _table(grid: Grid) -> str:
    rows = ["".join(_td(cell) for cell in grid.cells if cell.row == row) for row in range(grid.rows)]
    return "<table border=1>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def _td(cell: Cell) -> str:
    return f'<td rowspan="{cell.row_span}" colspan={cell.column_span}><span>{escape(cell.text)}</span></td>'


def write_xlsx(path: Path, blocks: Sequence[Block]) -> Path:
    """A sheet a table, with the lines above it since the last one; figures are numbers under a number format. A grid
    right after another goes on with its table."""
    book = Workbook()
    book.remove(book.active)
    above: list[str] = []
    first = 0
    for before, block in zip([None, *blocks], blocks, strict=False):
        if isinstance(block, Line):
            above.append(block.text)
            continue
        if not isinstance(before, Grid):
            sheet = book.create_sheet(f"Z{len(book.sheetnames) + 1:02}")
            for text in above[-3:]:
                sheet.append((text,))
            first = min(len(above), 3)
        for cell in block.cells:
            place = sheet.cell(first + cell.row + 1, cell.column + 1)
            place.value, place.number_format = _value(cell.text)
            if cell.row_span > 1 or cell.column_span > 1:
                end = (first + cell.row + cell.row_span, cell.column + cell.column_span)
                sheet.merge_cells(start_row=place.row, start_column=place.column, end_row=end[0], end_column=end[1])
        first += block.rows
        above = []
    book.save(path)
    return path


def _value(text: str) -> tuple[object, str]:
    """A figure as Excel holds it, a code and words as text."""
    amount = parse_amount(text)
    if amount is None or amount.unit or amount.compare or amount.is_percent or not ("." in text or "," in text):
        return text or None, "General"
    decimals = len(text.partition(".")[2])
    return float(amount.value), ("#,##0" if "," in text else "0") + ("." + "0" * decimals if decimals else "")
