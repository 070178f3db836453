"""Word documents: paragraphs and tables in order, merged cells resolved. The only reader that imports python-docx.

The address is a line count: each paragraph and each table row is a line; a cell also has its 1-based column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import copy
from pathlib import Path
from typing import Any

from ingest.model.document import Block, Line, RawDocument, SourceRef
from ingest.model.errors import UnreadableFile
from ingest.model.note_marks import raised
from ingest.readers.grids import Spanned, grid_of
from ingest.readers.office_files import check_office_file

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # the same drawing for old programs
_HEADING = re.compile(r"(?:heading|标题)\s*(\d)", re.IGNORECASE)
_UP = re.compile(r"[4-9]|[1-9]\d")  # half points that a run is moved up by
_SETS = ("vertAlign", "position", "vanish")
_HIDDEN_RUN = f"{_W}rPr/{_W}vanish"
_HIDDEN_ROW = f"{_W}trPr/{_W}hidden"
_OFF = ("0", "false", "off")
_MOST_COLUMNS = 500


def read_docx(path: Path) -> RawDocument:
    """The printed body, without headers, footers, notes and deleted text. Raises UnreadableFile for a damaged or
    oversized file."""
    check_office_file(path, "word/document.xml", ".docx")
    document = _opened(path)
    styles = {
        style.style_id: int(match[1]) for style in document.styles if (match := _HEADING.fullmatch(style.name or ""))
    }
    _spell_out(document)
    reader = _Reader(styles)
    body = document.element.body
    return RawDocument("docx", tuple(reader.blocks(body)), warnings=tuple(_told(body)))


def _told(body: Any) -> Iterator[str]:
    """What of the body is hidden, in words."""
    runs = sum(_is_on(run.find(_HIDDEN_RUN)) and run.find(f"{_W}t") is not None for run in body.iter(f"{_W}r"))
    rows = sum(_is_on(row.find(_HIDDEN_ROW)) for row in body.iter(f"{_W}tr"))
    if runs:
        yield f"文档中有{runs}处隐藏文字，未读取。"
    if rows:
        yield f"文档表格中有{rows}行已隐藏，未读取。"


def _opened(path: Path) -> Any:
    import docx

    try:
        return docx.Document(str(path))
    except Exception as error:  # python-docx raises all kinds of errors on a broken part
        raise UnreadableFile(f"{path.name} 无法解析（{type(error).__name__}）：请用 Word 另存一次再导入") from error


def _spell_out(document: Any) -> None:
    """Writes into each run what its character style says of it: that it is set high or low, or hidden."""
    said = {style.style_id: found for style in document.styles if (found := _said(style))}
    for run in document.element.body.iter(f"{_W}r") if said else ():
        name = run.find(f"{_W}rPr/{_W}rStyle")
        for element in said.get(name.get(f"{_W}val"), ()) if name is not None else ():
            if run.find(f"{_W}rPr/{element.tag}") is None:
                run.find(f"{_W}rPr").append(copy(element))


def _said(style: Any) -> tuple[Any, ...]:
    """The elements of a character style, or of those that it is based on, that raise, lower or hide its text."""
    found: dict[str, Any] = {}
    while style is not None and style.element.get(f"{_W}type") == "character":
        for tag in _SETS:
            element = style.element.find(f"{_W}rPr/{_W}{tag}")
            if element is not None:
                found.setdefault(tag, element)
        style = style.base_style
    return tuple(found.values())


class _Reader:
    """Counts lines as it goes. ``styles``: heading level by style id."""

    def __init__(self, styles: dict[str, int]) -> None:
        self._styles = styles
        self._line = 0

    def blocks(self, parent: Any) -> Iterator[Block]:
        for child in parent:
            if child.tag == f"{_W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{_W}tbl":
                yield from self._table(child)
            elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}smartTag"):
                yield from self.blocks(child)

    def _paragraph(self, paragraph: Any) -> Iterator[Block]:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        level = self._styles.get(style.get(f"{_W}val"), 0) if style is not None else 0
        for text in _text([paragraph]).split("\n"):
            self._line += 1
            if text.strip():
                yield Line(text.strip(), SourceRef(line=self._line, column=1), heading=level)

    def _table(self, table: Any) -> Iterator[Block]:
        first = self._line + 1
        rows = [row for row in table.iter(f"{_W}tr") if _owner(row) is table and not _is_on(row.find(_HIDDEN_ROW))]
        self._line += len(rows)
        grid = grid_of(_placed(rows), lambda row, column: SourceRef(line=first + row, column=column + 1))
        if grid is not None:
            yield grid
        for inner in (each for each in table.iter(f"{_W}tbl") if each is not table and _owner(each) is table):
            yield from self._table(inner)


def _owner(element: Any) -> Any:
    """The table that an element stands in."""
    parent = element.getparent()
    while parent is not None and parent.tag != f"{_W}tbl":
        parent = parent.getparent()
    return parent


def _placed(rows: list[Any]) -> Iterator[tuple[int, int, Spanned]]:
    """The cells that begin a vertical merge, with how far it reaches, and the plain ones."""
    grid = [list(_cells(row)) for row in rows]
    for index, cells in enumerate(grid):
        for column, span, goes_on, cell in cells:
            if not goes_on:
                yield index, column, Spanned(_cell_text(cell), _reach(grid, index, column), span)


def _reach(grid: list[list[tuple[int, int, bool, Any]]], index: int, column: int) -> int:
    reach = 1
    for cells in grid[index + 1 :]:
        if not any(at == column and goes_on for at, _, goes_on, _ in cells):
            break
        reach += 1
    return reach


def _cells(row: Any) -> Iterator[tuple[int, int, bool, Any]]:
    """``(column, column span, whether it goes on from above, cell)``."""
    before = row.find(f"{_W}trPr/{_W}gridBefore")
    column = min(int(before.get(f"{_W}val", 0)), _MOST_COLUMNS) if before is not None else 0
    for cell in (each for each in row.iter(f"{_W}tc") if _row_of(each) is row):
        wide = cell.find(f"{_W}tcPr/{_W}gridSpan")
        span = max(1, min(int(wide.get(f"{_W}val", 1)), _MOST_COLUMNS)) if wide is not None else 1
        merge = cell.find(f"{_W}tcPr/{_W}vMerge")
        yield column, span, merge is not None and merge.get(f"{_W}val", "continue") == "continue", cell
        column += span


def _row_of(cell: Any) -> Any:
    parent = cell.getparent()
    while parent is not None and parent.tag != f"{_W}tr":
        parent = parent.getparent()
    return parent


def _cell_text(cell: Any) -> str:
    """The paragraphs of a cell joined; those of a table inside it stand there."""
    return _text(cell.findall(f"{_W}p")).replace("\n", "").strip()


def _text(paragraphs: Iterable[Any]) -> str:
    """Runs as shown: no deleted text, a tab as a blank, a line break as one, the lines of a text box once; what is set
    high or low beside other text in raised and lowered characters."""
    pieces = [piece for paragraph in paragraphs for piece in _pieces(paragraph)]
    alone = all(level for text, level in pieces if text.strip())
    return "".join(text if alone or not level else raised(text, lowered=level == "subscript") for text, level in pieces)


def _pieces(node: Any, level: str = "") -> Iterator[tuple[str, str]]:
    """The text of a node in order, each piece with how its run is set: ``superscript``, ``subscript`` or empty."""
    for child in node:
        if child.tag == f"{_W}r" and _is_on(child.find(_HIDDEN_RUN)):
            continue
        if child.tag == f"{_W}t":
            yield child.text or "", level
        elif child.tag == f"{_W}tab" and node.tag == f"{_W}r":
            yield " ", ""
        elif child.tag in (f"{_W}br", f"{_W}cr"):
            yield "\n", ""
        elif child.tag != _FALLBACK:
            yield from _pieces(child, _level(child) if child.tag == f"{_W}r" else level)
            if child.tag == f"{_W}p":
                yield "\n", ""


def _is_on(element: Any) -> bool:
    return element is not None and element.get(f"{_W}val", "1") not in _OFF


def _level(run: Any) -> str:
    aligned = run.find(f"{_W}rPr/{_W}vertAlign")
    if aligned is not None:
        return str(aligned.get(f"{_W}val", "")).replace("baseline", "")
    moved = run.find(f"{_W}rPr/{_W}position")
    return "superscript" if moved is not None and _UP.fullmatch(moved.get(f"{_W}val", "")) else ""
