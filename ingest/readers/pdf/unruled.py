"""The lines of a page that no ruled table holds, with the tables among them whose columns only alignment tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.model.document import Block, Box, Cell, Grid, Mark, SourceRef
from ingest.readers.aligned import AlignedTable, Placed, aligned_tables
from ingest.readers.aligned_heads import Word
from ingest.readers.pdf.glyphs import Glyph
from ingest.readers.pdf.lines import around, as_line, line_text

_APART = 1.0  # of the font size: room that parts the words of two columns


def with_aligned(lines: Sequence[Sequence[Glyph]], page: int) -> Iterator[Block]:
    """Printed lines from the top down as :class:`Line` blocks, aligned tables among them as :class:`Grid` blocks."""
    taken: set[int] = set()
    for table in aligned_tables([_words(line) for line in lines]):
        taken |= set(range(table.start, table.end))
        yield _grid(table, page)
    yield from (as_line(line, page) for at, line in enumerate(lines) if at not in taken)


def _words(line: Sequence[Glyph]) -> list[Word]:
    parts: list[list[Glyph]] = []
    for glyph in line:
        if glyph.blank:
            continue
        if parts and glyph.start - parts[-1][-1].stop < _APART * max(glyph.size, parts[-1][-1].size):
            parts[-1].append(glyph)
        else:
            parts.append([glyph])
    return [Word(line_text(part), around(part)) for part in parts]


def _grid(table: AlignedTable, page: int) -> Grid:
    cells = tuple(_cell(table, placed, page) for placed in table.cells())
    boxes = [word.box for row in table.rows for word in row if word] + [word.box for word, _, _ in table.over]
    box: Box = (table.edges[0], min(each[1] for each in boxes), table.edges[-1], max(each[3] for each in boxes))
    source = SourceRef(page=page, box=box)
    return Grid(cells, table.height, len(table.rows[0]), source, spans_known=True, edges=table.edges)


def _cell(table: AlignedTable, placed: Placed, page: int) -> Cell:
    word = placed.word
    text, box = (word.text, word.box) if word else ("", _blank(table, placed))
    spans = placed.row_span, placed.column_span
    return Cell(placed.row, placed.column, text, SourceRef(page=page, box=box), *spans, mark=Mark.ALIGNED)


def _blank(table: AlignedTable, placed: Placed) -> Box:
    """The place of a blank cell: between the edges of its column, as high as its row."""
    row = table.rows[placed.row - (table.height - len(table.rows))]
    band = [word.box for word in row if word]
    left, right = table.edges[placed.column], table.edges[placed.column + 1]
    return left, min(box[1] for box in band), right, max(box[3] for box in band)
