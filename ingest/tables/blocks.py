"""Raw tables to blocks: the grids of one table linked, and one printed sheet split where a new header opens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.model.amounts import is_number
from ingest.model.document import Block, Grid
from ingest.model.table_words import normal, says
from ingest.tables.captions import caption_above, is_page_number, is_title_row
from ingest.tables.headers import header_of
from ingest.tables.rows import Body, Row, body_of, extended, has_edge
from ingest.tables.sheets import is_paired


@dataclass(frozen=True, slots=True)
class Part:
    """Rows under one header. ``head``: key-value pairs at the top of a performance sheet, without a header."""

    rows: tuple[Row, ...]
    head: bool = False


def bodies_of(blocks: Sequence[Block]) -> Iterator[Body]:
    """The raw tables of a document; grids separated only by a page or line break are joined."""
    body: Body | None = None
    for index, block in enumerate(blocks):
        if not isinstance(block, Grid) or not block.rows:
            continue
        if body is not None and _follows(blocks, body, index) and _goes_on(body, block):
            body = extended(body, block, index)
        else:
            if body is not None:
                yield body
            body = body_of(block, index)
    if body is not None:
        yield body


def parts_of(rows: Sequence[Row], spans_known: bool) -> Iterator[Part]:
    """A sheet's blocks in order: its head (keys and values), then each run of rows with its own header."""
    start = _head_length(rows)
    if start:
        yield Part(tuple(rows[:start]), head=True)
    begun = start
    while begun < len(rows):
        header = header_of(rows[begun:], spans_known)
        end = begun + max(1, header.height)
        while end < len(rows) and not _opens(rows, begun + header.height, end, header.signatures):
            end += 1
        stop = end - 1 if end < len(rows) and end - 1 > begun and _is_lead(rows[end - 1]) else end
        yield Part(tuple(rows[begun:stop]))
        begun = end


def _follows(blocks: Sequence[Block], body: Body, index: int) -> bool:
    """Whether only page numbers stand between, or the same title over the same header."""
    between = range(body.last + 1, index)
    if all(is_page_number(blocks[place]) for place in between):
        return True
    again = caption_above(blocks, index)
    if not all(place in again.lines or is_page_number(blocks[place]) for place in between):
        return False
    block, first = blocks[index], body.rows[0]
    same_header = isinstance(block, Grid) and body_of(block, 0).rows[0].signature() == first.signature()
    title = _unmarked(again.title)
    return bool(title) and same_header and title == _unmarked(caption_above(blocks, body.first).title)


def _unmarked(title: str) -> str:
    """A title without the mark of its continuation (续, 续表)."""
    return re.sub(r"[(（]?续(表)?\d*[)）]?$", "", title)


def _goes_on(body: Body, grid: Grid) -> bool:
    first = body_of(grid, 0).rows[0]
    if is_title_row(first):
        return False
    root = body.grids[0]
    if not (grid.spans_known or root.spans_known):
        return True
    if grid.source.page is None:  # a document without pages: its columns are counted, not measured
        return grid.columns == root.columns
    after = (grid.source.page or 0) - (body.grids[-1].source.page or 0)
    return after in (0, 1) and (_fits(body.edges, grid.edges) or (after == 1 and _is_rest(body, grid)))


def _fits(root: Sequence[float], edges: Sequence[float]) -> bool:
    """Whether each column edge of a fragment is one of the table's."""
    return bool(root) and all(has_edge(root, edge) for edge in edges)


def _is_rest(body: Body, grid: Grid) -> bool:
    """Whether a grid as wide as the table continues it in finer columns: below a header separated from its rows by the
    page, with a further block of a sheet that began with keys, or with rows that open no table."""
    if not body.edges or not all(has_edge(grid.edges, end) for end in (body.edges[0], body.edges[-1])):
        return False
    if not (has_edge(body.edges, grid.edges[0]) and has_edge(body.edges, grid.edges[-1])):
        return False
    only_header = not any(row.has_amount() for row in body.rows) and all(map(_header_words, body.rows))
    sheet = _head_length(body.rows) > 0 and _head_length(body_of(grid, 0).rows) == 0
    return only_header or sheet or _opens_nothing(body_of(grid, 0).rows[0])


def _opens_nothing(row: Row) -> bool:
    """Whether a row is neither a header nor the first key row of a sheet."""
    return _header_words(row) < 2 and not _is_key_row(row, False)


def _head_length(rows: Sequence[Row]) -> int:
    """The number of key-value rows at the top; a lone cell over the first key belongs to them."""
    alone = len(rows) > 1 and len(rows[0].filled()) == 1 and not _is_key_row(rows[0], False)
    length = int(alone and _is_key_row(rows[1], True))
    while length < len(rows) and _is_key_row(rows[length], length > 0):
        length += 1
    following = rows[length] if length < len(rows) else None
    plain = following is not None and following.has_amount() and _header_words(following) == 0
    if length == 1 and following is not None and plain and not is_paired((following,)):
        return 0  # a header of two columns over its figures
    return length


def _is_key_row(row: Row, inside: bool) -> bool:
    """Keys with their values beside them; ``inside`` a head, keys without values may stand side by side."""
    cells = [cell for _, cell in row.filled()]
    if not cells or _header_words(row) >= 2 or sum(is_number(cell.text) for cell in cells) > 1:
        return False
    keys = [any(says(word, "sheets.keys") for word in (cell.text, *cell.text.split())) for cell in cells]
    if not keys[0] or len(cells) > 6 or any(says(cell.text, "rows.totals") for cell in cells):
        return False
    return inside or not (any(map(all, pairwise(keys))) or sum(keys) * 4 < len(keys))


def _opens(rows: Sequence[Row], begun: int, index: int, header: frozenset[tuple[str, ...]]) -> bool:
    """Whether ``rows[index]`` is the first header row of a new block rather than a row of the one whose data start at
    ``begun``."""
    row = rows[index]
    cells = row.filled()
    if _figures_under_words(rows, begun, index):
        return True
    if row.signature() in header or any(is_number(cell.text) for _, cell in cells):
        return False
    words = _header_words(row)
    if words < 2 or words * 2 < len(cells):
        return False
    return index > begun


def _figures_under_words(rows: Sequence[Row], begun: int, index: int) -> bool:
    """Whether a group of figures opens at the first column after rows of words only (预算情况 after 年度主要任务)."""
    row = rows[index]
    over = rows[begun - 1] if begun else None
    if over is None or index <= begun or not row.has_amount() or not row.text(0).strip():
        return False
    wordy = sum(says(cell.text, "sheets.words") for _, cell in over.filled())
    return wordy >= 2 and not any(earlier.has_amount() for earlier in rows[begun:index])


def _header_words(row: Row) -> int:
    return sum(says(cell.text, "sheets.headers") for _, cell in row.filled())


def _is_lead(row: Row) -> bool:
    """A lone short cell over a block, such as 绩效指标."""
    cells = row.filled()
    return len(cells) == 1 and len(normal(cells[0][1].text)) <= 8 and not is_number(cells[0][1].text)
