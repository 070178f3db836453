"""Tables of which every cell became a line of its own, as web pages saved as text have them.

Blank cells are gone from such a text. A table is read only where nothing can have moved: right under its unit or title
stand as many headers as each row has cells, and all rows go alike, words and figures in the same places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.model.amounts import is_number
from ingest.model.document import Block, Cell, Grid, Line, Mark, SourceRef
from ingest.model.normalize import normalize

_OPENS = re.compile(r"[（(]?(?:金额)?单位[:：](?:人民币)?(?:千|百万|万|亿)?元[)）]?")
_PROSE = re.compile(r"[。；;！？!?]|[，,](?!\d)")
_DASH = re.compile(r"[-—–－]{1,3}")
_LONGEST = 30
"""Characters of a cell."""
_NARROWEST, _WIDEST = 3, 20
_FEWEST = 2
"""Cells of a second row that must go as the first one does."""


def with_tables(lines: Sequence[Line]) -> Iterator[Block]:
    """Lines that follow one another, with the cells among them made into grids. The rest of a row that the file breaks
    off stays lines."""
    at = 0
    while at < len(lines):
        yield lines[at]
        grid = _table(lines, at + 1) if _OPENS.fullmatch(normalize(lines[at].text)) else None
        if grid:
            yield grid
        at += 1 + (len(grid.cells) if grid else 0)


def _table(lines: Sequence[Line], start: int) -> Grid | None:
    cells = lines[start : next((at for at in range(start, len(lines)) if not _is_cell(lines[at])), len(lines))]
    kinds = [_is_figure(line.text) for line in cells]
    first = kinds.index(True) if True in kinds else 0
    width = first - 1  # the words before the first figure: the headers, and the name of the first row
    if not _NARROWEST <= width <= _WIDEST:
        return None
    rows = [kinds[at : at + width] for at in range(width, len(kinds), width)]
    alike = [row == rows[0][: len(row)] for row in rows]
    whole = sum(len(row) == width for row in rows)
    seconded = len(rows) > 1 and len(rows[1]) >= _FEWEST
    return _grid(cells[: (1 + whole) * width], width) if whole and seconded and all(alike) else None


def _grid(lines: Sequence[Line], width: int) -> Grid:
    cells = tuple(
        Cell(at // width, at % width, line.text.strip(), line.source, mark=Mark.ALIGNED)
        for at, line in enumerate(lines)
    )
    return Grid(cells, len(lines) // width, width, SourceRef(line=lines[0].source.line, column=lines[0].source.column))


def _is_cell(line: Line) -> bool:
    return not line.heading and len(line.text.strip()) <= _LONGEST and not _PROSE.search(line.text)


def _is_figure(text: str) -> bool:
    return is_number(text) or bool(_DASH.fullmatch(text.strip()))
