"""Writes a sample document as PDF: ruled tables, merged headers, tables over several pages, a CID font."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    LongTable,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)
from reportlab.platypus import PageBreak as NewPage

from eval.samples.corpus.blocks import LEFT, UP, Block, Contents, Heading, PageBreak, Row, Sheet, Text

FONT = "STSong-Light"
MARGIN = 54.0
BODY = ParagraphStyle("body", fontName=FONT, fontSize=12, leading=22, firstLineIndent=24, wordWrap="CJK")
CELL = ParagraphStyle("cell", fontName=FONT, fontSize=8.5, leading=11, wordWrap="CJK")
HEAD = ParagraphStyle("head", parent=CELL, alignment=TA_CENTER)
NUMBER = ParagraphStyle("number", parent=CELL, alignment=TA_RIGHT, wordWrap=None)
TITLE = ParagraphStyle("title", fontName=FONT, fontSize=15, leading=24, alignment=TA_CENTER, wordWrap="CJK")
HEADINGS = {
    0: ParagraphStyle("cover", fontName=FONT, fontSize=24, leading=44, alignment=TA_CENTER, wordWrap="CJK"),
    1: ParagraphStyle("part", fontName=FONT, fontSize=17, leading=34, alignment=TA_CENTER, wordWrap="CJK"),
    2: ParagraphStyle("section", parent=BODY, fontSize=14, leading=26, firstLineIndent=28),
    3: ParagraphStyle("subsection", parent=BODY, fontSize=12.5, leading=24),
}


def write_pdf(blocks: list[Block], path: Path, title: str) -> None:
    """Write the document to ``path``; the same blocks give the same bytes."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    document = BaseDocTemplate(str(path), title=title, invariant=1)
    document.addPageTemplates([_template("portrait", A4), _template("landscape", landscape(A4))])
    story: list[Flowable] = []
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        story += _flowables(block, following, _next_sheet(blocks, index))
    document.build(story)


def _template(name: str, size: tuple[float, float]) -> PageTemplate:
    frame = Frame(MARGIN, MARGIN, size[0] - 2 * MARGIN, size[1] - 2 * MARGIN, id=name, leftPadding=0, rightPadding=0)
    return PageTemplate(name, [frame], onPage=_page_number, pagesize=size)


def _page_number(canvas: Canvas, document: BaseDocTemplate) -> None:
    canvas.setFont(FONT, 9)
    canvas.drawCentredString(canvas._pagesize[0] / 2, 30, f"— {document.page} —")


def _next_sheet(blocks: list[Block], index: int) -> Sheet | None:
    """The table that opens the page after ``blocks[index]``, a page break."""
    upcoming = [block for block in blocks[index + 1 : index + 3] if isinstance(block, Sheet)]
    return upcoming[0] if upcoming else None


def _flowables(block: Block, following: Block | None, sheet: Sheet | None) -> list[Flowable]:
    match block:
        case Heading(level, text):
            above = [Spacer(1, 120)] if level == 0 else []
            return [*above, Paragraph(text, HEADINGS[level])]
        case Text(text):
            return [Paragraph(text, BODY)]
        case Contents(entries):
            return _contents(entries)
        case PageBreak():
            wide = sheet is not None and sheet.landscape
            return [NextPageTemplate("landscape" if wide else "portrait"), NewPage()]
        case Sheet():
            return _sheet(block)
    return []


def _contents(entries: tuple[tuple[str, str], ...]) -> list[Flowable]:
    rows = [Paragraph(f"{entry}{'…' * max(3, 33 - len(entry))}{page}", BODY) for entry, page in entries]
    return [Paragraph("目    录", HEADINGS[1]), *rows]


def _sheet(sheet: Sheet) -> list[Flowable]:
    wide = (landscape(A4) if sheet.landscape else A4)[0] - 2 * MARGIN
    above: list[Flowable] = [Paragraph(sheet.title, TITLE)]
    if sheet.number:
        above.append(Paragraph(sheet.number, NUMBER))
    above.append(_caption(sheet.caption, wide))
    note = [Spacer(1, 4), Paragraph(sheet.note, CELL)] if sheet.note else []
    return [*above, _table(sheet, wide), *note, Spacer(1, 10)]


def _caption(texts: Row, wide: float) -> Flowable:
    share = {1: (1.0,), 2: (0.7, 0.3), 3: (0.5, 0.25, 0.25)}[len(texts)]
    cells = [Paragraph(text, CELL if index == 0 else NUMBER) for index, text in enumerate(texts)]
    return Table(
        [cells], colWidths=[wide * each for each in share], style=TableStyle([("LEFTPADDING", (0, 0), (-1, -1), 0)])
    )


def _table(sheet: Sheet, wide: float) -> Flowable:
    grid = [*sheet.header, *sheet.rows]
    widths = [wide * each / sum(sheet.widths) for each in sheet.widths]
    cells = [[_cell(sheet, row, column, text) for column, text in enumerate(line)] for row, line in enumerate(grid)]
    style = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        *_spans(grid),
    ]
    repeat = len(sheet.header) if sheet.repeat else 0
    return LongTable(cells, colWidths=widths, style=TableStyle(style), repeatRows=repeat)


def _cell(sheet: Sheet, row: int, column: int, text: str) -> Flowable | str:
    if text in (LEFT, UP, ""):
        return ""
    if row < len(sheet.header):
        return Paragraph(text, HEAD)
    if text in ("合计", "总计"):
        return Paragraph(text, HEAD)
    return Paragraph(text, CELL if column in sheet.names else NUMBER)


def _spans(grid: list[Row]) -> list[tuple[str, tuple[int, int], tuple[int, int]]]:
    spans = []
    for row, line in enumerate(grid):
        for column, text in enumerate(line):
            if text in (LEFT, UP):
                continue
            right = _run(line[column + 1 :], LEFT)
            down = _run(tuple(below[column] for below in grid[row + 1 :]), UP)
            if right or down:
                spans.append(("SPAN", (column, row), (column + right, row + down)))
    return spans


def _run(cells: Row, mark: str) -> int:
    """How many of the first cells hold ``mark``."""
    return next((index for index, cell in enumerate(cells) if cell != mark), len(cells))
