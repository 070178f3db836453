"""Writes a sample document as plain text: tables are tab-separated; a merged cell's text is written once."""

from __future__ import annotations

from eval.samples.corpus.blocks import LEFT, UP, Block, Contents, Heading, Row, Sheet, Text


def as_text(blocks: list[Block]) -> str:
    """The document, with a blank line between blocks."""
    parts = [part for block in blocks if (part := _part(block))]
    return "\n\n".join(parts) + "\n"


def _part(block: Block) -> str:
    match block:
        case Heading(_, text) | Text(text):
            return text
        case Contents(entries):
            return "\n".join(["目 录", "", *(f"{entry}\t{page}" for entry, page in entries)])
        case Sheet():
            return _sheet(block)
        case _:
            return ""


def _sheet(sheet: Sheet) -> str:
    above = [sheet.title, *([sheet.number] if sheet.number else []), "      ".join(sheet.caption)]
    rows = [_row(row) for row in (*sheet.header, *sheet.rows)]
    return "\n\n".join(["\n".join(above), "\n".join(rows), *([sheet.note] if sheet.note else [])])


def _row(row: Row) -> str:
    return "\t".join("" if cell in (LEFT, UP) else cell for cell in row)
