"""Saved web pages: headings, paragraphs and tables in order. The only reader that imports lxml.

The address is a line count, as in a Word document: each printed line and each row of a table is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ingest.model.document import Block, Cell, Grid, Line, Mark, RawDocument, SourceRef
from ingest.model.errors import UnreadableFile
from ingest.model.note_marks import raised
from ingest.readers.aligned import AlignedTable, aligned_tables
from ingest.readers.aligned_heads import Word
from ingest.readers.grids import Spanned, flowed, grid_of, span_of
from ingest.readers.html_positions import positioned_lines

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_UNSEEN = frozenset({"script", "style", "noscript", "template", "head", "select", "button", "svg", "iframe", "object"})
_BLOCKS = frozenset(
    {"p", "div", "section", "article", "main", "header", "footer", "aside", "nav", "li", "ul", "ol", "dl", "dt", "dd",
     "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "center", "form", "fieldset", "figure", "table",
     "tbody", "thead", "tfoot", "td", "th", "caption", "body", "html", "hr"}
)  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ALIGNED = re.compile(r"vertical-align\s*:\s*(super|sub)\b", re.IGNORECASE)
_MOST_BYTES = 32 * 2**20


def read_html(path: Path) -> RawDocument:
    """The text of a saved page as a browser shows it, without menus and scripts. Raises UnreadableFile for a page that
    cannot be decoded or is empty."""
    body, styles = _parsed(path)
    lines = positioned_lines(body, styles)
    reader = _Reader()
    blocks = (*reader.blocks(body), *reader.placed(lines))
    if not blocks:
        raise UnreadableFile(f"{path.name} 没有可读的文字：页面可能由脚本生成，请在浏览器中打开后另存为完整网页或 PDF")
    return RawDocument("html", blocks)


def _parsed(path: Path) -> tuple[Any, str]:
    """The body of the page and its own style sheets."""
    from lxml import html
    from lxml.etree import LxmlError, ParserError

    text = _decoded(path)
    try:
        parser = html.HTMLParser(
            encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False, no_network=True
        )
        root = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (LxmlError, ParserError, ValueError) as error:
        raise UnreadableFile(f"{path.name} 不是可读的网页：请在浏览器中打开后重新保存") from error
    body = root.find("body")
    return root if body is None else body, "\n".join(style.text or "" for style in root.iter("style"))


def _decoded(path: Path) -> str:
    """By the byte order mark, the charset that the page declares (GB2312 as GB18030), UTF-8, GB18030."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            f"{path.name}: {error.strerror or 'unreadable'}; check the path and its permissions"
        ) from error
    if not data.strip():
        raise UnreadableFile(f"{path.name} 是空文件：请重新保存网页")
    if len(data) > _MOST_BYTES:
        raise UnreadableFile(f"{path.name} 有 {len(data) // 2**20} MB，超出上限：请只保存正文")
    declared = _CHARSET.search(data[:4096])
    named = declared[1].decode("ascii").lower() if declared else ""
    first = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "gb18030" if named.startswith("gb") else "utf-8-sig"
    for encoding in dict.fromkeys((first, "utf-8-sig", "gb18030")):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(f"{path.name} 的编码无法识别：请在浏览器中打开后另存为 UTF-8 网页")


class _Reader:
    """Counts lines as it goes."""

    def __init__(self) -> None:
        self._line = 0

    def blocks(self, element: Any) -> Iterator[Block]:
        """Yields text up to the start or end of a block element, or a line break."""
        gathered: list[str] = [element.text or ""]
        for child in element:
            if not _is_shown(child):
                gathered.append(child.tail or "")
                continue
            if child.tag == "br":
                yield from self._lines(gathered, element)
                gathered = []
            elif child.tag == "table" and _is_table(child):
                yield from self._lines(gathered, element)
                gathered = []
                yield from self._table(child)
            elif child.tag in _BLOCKS or _holds_blocks(child):
                yield from self._lines(gathered, element)
                gathered = []
                yield from self.blocks(child)
            else:
                gathered.append(_inline(child))
            gathered.append(child.tail or "")
        yield from self._lines(gathered, element)

    def placed(self, lines: Sequence[Sequence[Word]]) -> Iterator[Block]:
        """Lines of words that stand at coordinates, with the tables that their alignment tells."""
        tables = {table.start: table for table in aligned_tables(lines)}
        at = 0
        while at < len(lines):
            if table := tables.get(at):
                yield self._aligned(table)
                at = table.end
                continue
            self._line += 1
            yield Line(" ".join(word.text for word in lines[at]), SourceRef(line=self._line, column=1))
            at += 1

    def _aligned(self, table: AlignedTable) -> Grid:
        first = self._line + 1
        self._line += table.height
        cells = tuple(
            Cell(
                each.row,
                each.column,
                each.word.text if each.word else "",
                SourceRef(line=first + each.row, column=each.column + 1),
                each.row_span,
                each.column_span,
                Mark.ALIGNED,
            )
            for each in table.cells()
        )
        source = SourceRef(line=first, column=1)
        return Grid(cells, table.height, len(table.rows[0]), source, spans_known=True, edges=table.edges)

    def _lines(self, gathered: list[str], element: Any) -> Iterator[Block]:
        text = " ".join("".join(gathered).split())
        if text:
            self._line += 1
            level = int(element.tag[1]) if re.fullmatch(r"h[1-6]", str(element.tag)) else 0
            yield Line(text, SourceRef(line=self._line, column=1), heading=level)

    def _table(self, table: Any) -> Iterator[Block]:
        caption = table.find("caption")
        if caption is not None:
            yield from self.blocks(caption)
        rows = [row for row in table.iter("tr") if _is_shown(row)]
        first = self._line + 1
        grid = grid_of(flowed(map(_cells, rows)), lambda row, column: SourceRef(line=first + row, column=column + 1))
        self._line += len(rows)
        if grid is not None:
            yield grid


def _is_table(table: Any) -> bool:
    """A table of data: one that holds no further table (that lays out the page) and has two cells in some row."""
    if any(True for inner in table.iter("table") if inner is not table):
        return False
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    return any(len(row) > 1 for row in rows) and len(rows) > 1


def _cells(row: Any) -> Iterator[Spanned]:
    for cell in row:
        if cell.tag in ("td", "th") and _is_shown(cell):
            text = "".join(_inline(cell).split()) if _is_chinese(cell) else " ".join(_inline(cell).split())
            yield Spanned(text, span_of(cell.get("rowspan")), span_of(cell.get("colspan")))


def _is_shown(element: Any) -> bool:
    return (
        isinstance(element.tag, str) and element.tag not in _UNSEEN and not _HIDDEN.search(element.get("style") or "")
    )


def _holds_blocks(element: Any) -> bool:
    return any(inner.tag in _BLOCKS or inner.tag == "br" for inner in element.iterdescendants())


def _inline(element: Any) -> str:
    """The text shown inside an element, in order; what is set high or low in raised and lowered characters."""
    parts = [element.text or ""]
    for child in element:
        if _is_shown(child):
            parts.append("\n" if child.tag == "br" else _inline(child))
        parts.append(child.tail or "")
    text = "".join(parts)
    level = _level(element)
    return raised(text, lowered=level == "sub") if level and _stands_beside(element) else text


def _level(element: Any) -> str:
    """``super`` or ``sub`` where an element sets its text high or low, else empty."""
    styled = _ALIGNED.search(element.get("style") or "")
    return styled[1].lower() if styled else {"sup": "super", "sub": "sub"}.get(str(element.tag), "")


def _stands_beside(element: Any) -> bool:
    """Whether anything of the same line or cell stands beside the element: alone it is no mark of anything."""
    parent = element.getparent()
    while parent is not None and parent.tag not in _BLOCKS:
        parent = parent.getparent()
    whole = "" if parent is None else "".join(parent.itertext()).strip()
    return whole != "".join(element.itertext()).strip()


def _is_chinese(cell: Any) -> bool:
    return bool(re.search(r"[一-鿿]", _inline(cell)))
