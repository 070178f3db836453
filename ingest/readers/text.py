"""Plain text and Markdown to lines and grids. Tables are tab-separated rows, Markdown pipe rows or HTML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from ingest.model.document import Block, Cell, Grid, Line, RawDocument, SourceRef
from ingest.model.errors import UnreadableFile
from ingest.readers.text_cells import with_tables
from ingest.readers.text_html import blocks_of, table_lines
from ingest.readers.text_rows import Piece, Row, blocks_of_form

WATERMARK_REPEATS = 4
WATERMARK_LENGTH = 16
TOC_ROWS = 3

_LINE_END = re.compile(r"\r\n|\r|\n")
_RULE_CELL = re.compile(r"\s*:?-{2,}:?\s*")
_MARKDOWN = re.compile(r"^(?P<hashes>#{1,6})\s+|^[-*•]\s+(?=\S)")
_PICTURE = re.compile(r"\s*!\[[^\]]*\]\([^)]*\)\s*")
_TITLE = re.compile(r".{4,}表\s*(?:[（(].{1,12}[）)])?")
_PAGE = re.compile(r"\d{1,3}")
_CAPTION = re.compile(r"表|单位|公开|元|年|[:：]|^[\d第一二三四五六七八九十（(]")


@dataclass(frozen=True, slots=True)
class _Printed:
    """One line of the file, without its line end. ``number`` is 1-based. ``table``: the number of the line at which the
    HTML table begins that it is a part of; 0 for none."""

    number: int
    text: str
    table: int = 0

    @property
    def is_row(self) -> bool:
        return bool(self.text.strip()) and ("\t" in self.text or self.is_bar_row)

    @property
    def is_bar_row(self) -> bool:
        """``| a | b |``, or ``a | b |`` as web pages saved as text have it."""
        return self.text.rstrip().endswith("|")


def read_text(path: Path) -> RawDocument:
    """The blocks of a ``.txt`` or ``.md`` file in reading order. Raises UnreadableFile for a file that is missing,
    empty or not text."""
    printed = _printed(text_lines(path))
    watermarks = _watermarks(printed)
    kept = [line for line in printed if line.table or line.text.strip() not in watermarks]
    warnings = tuple(f"水印或页眉“{text}”重复 {count} 次，已略去。" for text, count in watermarks.items())
    return RawDocument(path.suffix.lstrip(".").lower() or "txt", tuple(_blocks(kept)), warnings=warnings)


def text_lines(path: Path) -> list[str]:
    """The lines of the file as a SourceRef numbers them: line 1 is the first. Raises UnreadableFile as
    :func:`read_text` does."""
    return _LINE_END.split(_decode(path))


def _printed(texts: Sequence[str]) -> list[_Printed]:
    printed: list[_Printed] = []
    while len(printed) < len(texts):
        begun = len(printed) + 1
        length = table_lines(texts, begun - 1)
        stretch = range(begun, begun + (length or 1))
        printed += [_Printed(number, texts[number - 1], begun if length else 0) for number in stretch]
    return printed


def _decode(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "unreadable"
        raise UnreadableFile(f"{path.name}: {reason}; check the path and its permissions") from error
    if not raw.strip():
        raise UnreadableFile(f"{path.name}: the file is empty; give a file with text")
    if b"\x00" in raw and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableFile(f"{path.name}: not a text file; give .txt, .md or .pdf")
    for encoding in ("utf-16",) if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(f"{path.name}: neither UTF-8 nor GB18030 text; save it as UTF-8 and try again")


def _watermarks(printed: Sequence[_Printed]) -> dict[str, int]:
    """Short lines that stand alone many times and are no caption, with their counts. Lines of an HTML table (``<tr>``)
    do not count."""
    counts = Counter(line.text.strip() for line in printed if not line.is_row and not line.table)
    return {
        text: count
        for text, count in counts.items()
        if count >= WATERMARK_REPEATS and 2 < len(text) <= WATERMARK_LENGTH and not _CAPTION.search(text)
    }


def _blocks(printed: Sequence[_Printed]) -> Iterator[Block]:
    """Text without HTML as it is printed, and the HTML tables between."""
    for table, run in groupby(printed, key=lambda line: line.table):
        lines = list(run)
        yield from blocks_of([line.text for line in lines], table) if table else _plain_blocks(lines)


def _plain_blocks(printed: Sequence[_Printed]) -> Iterator[Block]:
    for is_table, run in groupby(printed, key=lambda line: line.is_row):
        rows = list(run)
        if is_table and not _is_contents(rows):
            yield from _tables(rows)
        else:
            yield from with_tables([_line(line) for line in rows if line.text.strip() and not _picture(line)])


def _picture(line: _Printed) -> bool:
    return _PICTURE.fullmatch(line.text) is not None


def _line(line: _Printed) -> Line:
    body = line.text.rstrip()
    start = len(body) - len(body.lstrip())
    mark = _MARKDOWN.match(body[start:])
    heading = len(mark["hashes"] or "") if mark else 0
    start += mark.end() if mark else 0
    bold = re.fullmatch(r"\*\*(.+?)\*\*", body[start:])
    if bold:
        body, start = body[: -len("**")], start + len("**")
    return Line(body[start:], SourceRef(line=line.number, column=start + 1), heading=heading)


def _is_contents(rows: Sequence[_Printed]) -> bool:
    """A list of headings with page numbers: two cells a row, the last a page, never falling."""
    cells = [[text.strip() for text, _, _ in _cells(row) if text.strip()] for row in rows]
    cells = [row for row in cells if row and not all(map(_RULE_CELL.fullmatch, row))]
    if len(cells) < TOC_ROWS or any(len(row) != 2 or not _PAGE.fullmatch(row[1].strip()) for row in cells):
        return False
    pages = [int(row[1]) for row in cells]
    return pages == sorted(pages)


def _tables(rows: Sequence[_Printed]) -> Iterator[Block]:
    """The grids of rows that follow one another; a row of bars with nothing but a title in it parts two."""
    for is_title, run in groupby(rows, key=_is_title):
        if is_title:
            yield from map(_title, run)
            continue
        for block in blocks_of_form([_cells(row) for row in run]):
            yield from _grid(block)


def _is_title(row: _Printed) -> bool:
    filled = [text for text, _, _ in _cells(row) if text.strip()]
    return row.is_bar_row and len(filled) == 1 and bool(_TITLE.fullmatch(filled[0].strip()))


def _title(row: _Printed) -> Line:
    text, column, number = next(cell for cell in _cells(row) if cell[0].strip())
    return Line(text.strip(), SourceRef(line=number, column=column))


def _grid(rows: Sequence[Row]) -> Iterator[Grid]:
    table = [cells for cells in rows if not _is_rule(cells)]
    if not table:
        return
    width = max(len(row) for row in table)
    cells = [
        Cell(row_index, column_index, text.strip(), SourceRef(line=row[0][2], column=column))
        for row_index, row in enumerate(table)
        for column_index, (text, column, _) in enumerate([*row, *_padding(row, width)])
    ]
    yield Grid(tuple(cells), len(table), width, cells[0].source)


def _cells(line: _Printed) -> list[Piece]:
    body, separator, first = line.text, "\t", 1
    if line.is_bar_row:
        start = body.index("|") + 1 if body.lstrip().startswith("|") else 0
        body, separator, first = body.rstrip()[start:-1], "|", start + 1
    found: list[Piece] = []
    for text in body.split(separator):
        lead = len(text) - len(text.lstrip())
        found.append((text, first + (lead if text.strip() else 0), line.number))
        first += len(text) + 1
    return found


def _padding(row: Row, width: int) -> list[Piece]:
    """Blank cells behind the last printed one, so that every row of a grid is as wide as the widest."""
    text, column, number = row[-1]
    return [("", column + len(text), number)] * (width - len(row))


def _is_rule(row: Row) -> bool:
    """A Markdown rule row: dashes only, three or more somewhere (a lone ``--`` is a printed blank)."""
    texts = [text.strip() for text, _, _ in row if text.strip()]
    return bool(texts) and all(map(_RULE_CELL.fullmatch, texts)) and any("---" in text for text in texts)
