"""Paragraphs and tables with merged cells, written as tabs, pipes, web tables in Markdown, Word or PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import docx
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, Spacer

FONT = "STSong-Light"


@dataclass(frozen=True, slots=True)
class Wide:
    """A cell over several rows (``down``) and columns (``across``)."""

    text: str
    across: int = 1
    down: int = 1


Row = Sequence["str | Wide"]


@dataclass(frozen=True, slots=True)
class Made:
    """A table; its rows leave out what a merged cell covers, as in a web page. ``head`` rows repeat on a new page."""

    rows: Sequence[Row]
    head: int = 1


Blocks = Sequence[str | Made]


def placed(table: Made) -> Iterator[tuple[int, int, Wide]]:
    """Every cell with its row and column."""
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(table.rows):
        column = 0
        for cell in cells:
            wide = cell if isinstance(cell, Wide) else Wide(cell)
            while (row, column) in taken:
                column += 1
            taken |= {(row + y, column + x) for y in range(wide.down) for x in range(wide.across)}
            yield row, column, wide
            column += wide.across


def full(table: Made) -> list[list[str]]:
    """Every row at full width; what a merged cell covers is blank."""
    cells = list(placed(table))
    width = max(column + wide.across for _, column, wide in cells)
    grid = [[""] * width for _ in table.rows]
    for row, column, wide in cells:
        grid[row][column] = wide.text
    return grid


def tabs(blocks: Blocks) -> str:
    return "\n\n".join(b if isinstance(b, str) else "\n".join("\t".join(row) for row in full(b)) for b in blocks)


def pipes(blocks: Blocks) -> str:
    def one(table: Made) -> str:
        rows = ["| " + " | ".join(row) + " |" for row in full(table)]
        return "\n".join([rows[0], "|" + " --- |" * len(full(table)[0]), *rows[1:]])

    return "\n\n".join(block if isinstance(block, str) else one(block) for block in blocks)


def web(blocks: Blocks) -> str:
    """Markdown with web tables on one line each, as recognition programs write it."""

    def cell(value: str | Wide) -> str:
        wide = value if isinstance(value, Wide) else Wide(value)
        spans = (f' rowspan="{wide.down}"' if wide.down > 1 else "") + (
            f' colspan="{wide.across}"' if wide.across > 1 else ""
        )
        return f"<td{spans}>{escape(wide.text)}</td>"

    def one(table: Made) -> str:
        return "<table>" + "".join("<tr>" + "".join(map(cell, row)) + "</tr>" for row in table.rows) + "</table>"

    return "\n\n".join(block if isinstance(block, str) else one(block) for block in blocks)


def word(blocks: Blocks, path: Path) -> None:
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            for part in block.split("\n"):
                document.add_paragraph(part)
            continue
        grid = full(block)
        table = document.add_table(len(grid), len(grid[0]))
        for row, column, wide in placed(block):
            last = table.cell(row + wide.down - 1, column + wide.across - 1)
            table.cell(row, column).merge(last).text = wide.text
    document.save(str(path))


def pdf(blocks: Blocks, path: Path) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    body = ParagraphStyle("body", fontName=FONT, fontSize=11, leading=17, wordWrap="CJK", firstLineIndent=22)
    small = ParagraphStyle("cell", fontName=FONT, fontSize=8, leading=10, wordWrap="CJK")
    story: list[object] = []
    for block in blocks:
        if isinstance(block, str):
            story += [Paragraph(part, body) for part in block.split("\n") if part]
        else:
            story += [_flowable(block, small), Spacer(1, 8)]
    SimpleDocTemplate(str(path), pagesize=landscape(A4)).build(story)


def _flowable(table: Made, style: ParagraphStyle) -> LongTable:
    grid = full(table)
    marks: list[tuple[object, ...]] = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    for row, column, wide in placed(table):
        marks.append(("SPAN", (column, row), (column + wide.across - 1, row + wide.down - 1)))
    cells = [[Paragraph(text, style) if text else "" for text in row] for row in grid]
    return LongTable(cells, colWidths=[700 / len(grid[0])] * len(grid[0]), repeatRows=table.head, style=marks)
