"""The lines of a document as its citations number them."""

from __future__ import annotations

from pathlib import Path

from ingest.model.document import Line
from ingest.readers.by_suffix import read_raw
from ingest.readers.files import TEXT_SUFFIXES
from ingest.readers.text import text_lines

Number = tuple[int, int]
"""Sheet (0 where there are none) and line, 1-based."""


def printed_lines(path: Path) -> dict[Number, str]:
    """Each line of a text, workbook, Word document or web page by its number; the cells of a row are separated by bars.
    Raises UnreadableFile if the file cannot be read."""
    if path.suffix.lower() in TEXT_SUFFIXES:
        return {(0, number): text for number, text in enumerate(text_lines(path), start=1)}
    lines: dict[Number, str] = {}
    for block in read_raw(path).blocks:
        if isinstance(block, Line):
            lines[block.source.page or 0, block.source.line or 0] = block.text
            continue
        for cell in block.cells:
            place = (cell.source.page or 0, cell.source.line or 0)
            lines[place] = f"{lines[place]} | {cell.text}" if place in lines else cell.text
    return lines
