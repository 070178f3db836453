"""The parts of a document: lines and grids as read, then sections and logical tables. Imports nothing of this project.

A reader (``ingest/readers``) gives a :class:`RawDocument`: its :class:`Line` and :class:`Grid` blocks in reading order.
``ingest/tables`` and ``ingest/sections`` make the :class:`Table` and :class:`Section` values of a :class:`Document`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

Box = tuple[float, float, float, float]
"""``(x0, top, x1, bottom)`` in points from the page's top left corner, as pdfplumber gives it."""


@dataclass(frozen=True, slots=True)
class SourceRef:
    """Where a piece of text stands. PDF: ``page`` and ``box``. Text, Word, web: ``line`` and ``column``. Workbook:
    sheet (``page``), row (``line``) and ``column``. All 1-based.

    Cutting ``box`` out of the page (and the boxes of ``rest``, where the text runs on over a page or line break) shows
    the text. In a text file the text starts at ``line``, ``column`` and runs on in ``rest``.
    """

    page: int | None = None
    box: Box | None = None
    line: int | None = None
    column: int | None = None
    rest: tuple[SourceRef, ...] = ()

    def with_rest(self, *others: SourceRef) -> SourceRef:
        """The same place, continued in ``others``."""
        return replace(self, rest=(*self.rest, *others))


class Mark(StrEnum):
    """How a cell was read, if a citation must say so."""

    PRINTED = ""
    SHIFTED = "shifted"  # printed under another column; set right by an arithmetic identity
    JOINED = "joined"  # its text was broken over lines or a page and joined
    OCR = "ocr"
    MERGED = "merged"  # one cell over several rows: the figure is theirs together
    ALIGNED = "aligned"  # its table has no rules: the column is told by where the words stand, or by their order


@dataclass(frozen=True, slots=True)
class Line:
    """One line (PDF) or one non-empty line of a text file, outside tables.

    ``heading``: the number of ``#`` in Markdown, 0 otherwise. ``size``: font size in points (PDF), 0 for text.
    """

    text: str
    source: SourceRef
    heading: int = 0
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a grid. ``row`` and ``column`` are 0-based; a merged cell spans more than one. ``text`` is as printed
    (line breaks inside a cell removed); a blank cell has the empty text."""

    row: int
    column: int
    text: str
    source: SourceRef
    row_span: int = 1
    column_span: int = 1
    mark: Mark = Mark.PRINTED


@dataclass(frozen=True, slots=True)
class Grid:
    """A raw table: cells in row order. ``spans_known`` is true where rules on the page gave the spans (PDF), else
    only empty neighbours hint at them (tab-separated text). ``edges``: x of the column edges (PDF), else empty."""

    cells: tuple[Cell, ...]
    rows: int
    columns: int
    source: SourceRef
    spans_known: bool = False
    edges: tuple[float, ...] = ()


Block = Line | Grid


class PageKind(StrEnum):
    """The content of a page. Only ``TEXT`` pages were read."""

    TEXT = "text"
    BLANK = "blank"  # nothing at all
    RULED = "ruled"  # rules without text: an empty table or form
    IMAGE = "image"  # a scan: no text layer
    OUTLINED = "outlined"  # letters drawn as curves: no text layer
    DAMAGED = "damaged"  # listed by the file and not in it, or not to be parsed


@dataclass(frozen=True, slots=True)
class RawDocument:
    """What a reader gives. ``pages`` holds the kind of each page (PDF), empty for text. ``warnings`` are sentences."""

    format: str
    blocks: tuple[Block, ...]
    pages: tuple[PageKind, ...] = ()
    warnings: tuple[str, ...] = ()


# ---------------------------------------------------------------------------------------------- logical structure


@dataclass(frozen=True, slots=True)
class Piece:
    """``text[start:end]`` of a paragraph stands at ``source``. ``whole``: it is a cell, and any part of it has
    the cell's address."""

    start: int
    end: int
    source: SourceRef
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, its lines joined. ``pieces`` map it back to the page, in order, one a line."""

    text: str
    pieces: tuple[Piece, ...]

    def source_of(self, start: int, end: int) -> SourceRef:
        """Where ``text[start:end]`` stands; a PDF place is the box of the lines touched, one a page."""
        touched = [piece for piece in self.pieces if piece.start < end and piece.end > start]
        if not touched:
            raise ValueError(f"no piece of the paragraph covers {start}:{end}")
        places = [_cut(piece, start) for piece in touched]
        merged: list[SourceRef] = []
        for place in places:
            last = merged[-1] if merged else None
            if last and place.box and last.box and last.page == place.page:
                merged[-1] = replace(last, box=_union(last.box, place.box))
            else:
                merged.append(place)
        return merged[0].with_rest(*merged[1:])


def _cut(piece: Piece, start: int) -> SourceRef:
    if piece.whole or piece.source.column is None or start <= piece.start:
        return piece.source
    return replace(piece.source, column=piece.source.column + start - piece.start)


def _union(one: Box, two: Box) -> Box:
    return (min(one[0], two[0]), min(one[1], two[1]), max(one[2], two[2]), max(one[3], two[3]))


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the paragraphs right under it. ``path`` runs from the part down to this heading, as printed,
    so ``path[-1]`` is the heading. Sections come in reading order; the tree is in the paths."""

    path: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    source: SourceRef

    @property
    def heading(self) -> str:
        return self.path[-1] if self.path else ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a logical table. ``path``: header texts from the top level down, repeats dropped, spaces removed."""

    index: int
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """One row (or one half of a side-by-side row) of a logical table.

    ``labels``: the cells that name the row, in order (numbering, code, name, parent groups), the blank ones left out.
    ``values``: column index -> cell, blank cells included where the table prints a column for them.
    """

    labels: tuple[Cell, ...]
    values: tuple[tuple[int, Cell], ...]
    half: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A logical table: fragments over pages linked, repeated headers dropped, halves split.

    ``title`` as printed without its year prefix removed; ``number`` like ``公开03表`` or empty; ``kind`` is a key of
    ``vocabulary.TABLE_KINDS``; ``unit`` is ``元``, ``万元``, ``亿元`` or empty where none is printed.
    """

    id: str
    title: str
    number: str
    kind: str
    institution: str
    unit: str
    year: int | None
    section: tuple[str, ...]
    columns: tuple[Column, ...]
    records: tuple[Record, ...]
    notes: tuple[str, ...]
    source: SourceRef
    cells: tuple[Cell, ...] = ()
    subject: str = ""
    """The subject of the whole table if it is not the institution: the project of a 自评表."""
    whole: str = ""
    """The id of the printed table that this is a part of: a form prints its head, its money and its indicators under
    headers of their own. The first part has its own id here."""

    pages: tuple[int, int] = (0, 0)
    """The first and the last page (PDF), sheet (workbook) or line (text) that it and its title stand on."""
    variant: str = ""
    """``部门``, ``单位`` or ``本级``, as its document is; empty if not stated."""

    @property
    def empty(self) -> bool:
        """Whether the table holds no figure (its note usually says so)."""
        return not any(cell.text for record in self.records for _, cell in record.values)


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of a rule for a document, as a value and never an exception. ``rule`` names the rule.

    ``verdict``: ``fail``, ``rounding`` (off by no more than the printed digits allow), ``pass`` or ``not_checkable``;
    ``severity``: ``error``, ``warning`` or ``info``. ``figures``, ``places`` (title of the table or heading),
    ``tables`` (id, empty for running text) and ``quotes`` correspond to ``sources``, one each. ``facts``: ids of the
    facts and statements it touches. ``related``: other consequences of the same fault. ``checks``: the number of checks
    it stands for (passes of one rule in one table are combined)."""

    rule: str
    verdict: str
    message: str
    figures: tuple[str, ...] = ()
    sources: tuple[SourceRef, ...] = ()
    severity: str = "warning"
    places: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    checks: int = 1


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """One line of a table of contents (目录): ``title`` as printed, without its number and leader; ``number`` as
    printed (``第二部分``, ``五、``, ``附件1``) or empty; ``page`` as printed, None where none is."""

    title: str
    number: str
    page: int | None
    source: SourceRef


@dataclass(frozen=True, slots=True)
class Identity:
    """Who published what for which year, read from the content."""

    title: str
    institution: str
    region: str
    level: str  # 省 | 市 | 区县 | 乡镇街道 | ""
    year: int | None
    kind: str
    """A kind of ``data/document_kinds.toml`` (预算, 决算, 绩效, 政府决算 …), or empty."""
    variant: str = ""
    """Of whom the figures are: 部门, 单位 or 本级; empty where the document does not say."""


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed file."""

    id: str
    file: str
    sha256: str
    format: str
    identity: Identity
    pages: tuple[PageKind, ...]
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    findings: tuple[Finding, ...] = field(default=())
    contents: tuple[ContentsEntry, ...] = ()
