"""Which grids are one table: what goes on over a page break, whatever the page prints again above its rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.model.document import Block, Grid, Line
from ingest.tables.blocks import head_length, header_words, is_key_row
from ingest.tables.captions import Caption, caption_above, caption_inside, is_page_number, merged
from ingest.tables.headers import header_of
from ingest.tables.rows import Body, Row, body_of, extended, has_edge, moved_onto


@dataclass(frozen=True, slots=True)
class _Opening:
    """How a table or a page of one begins: its caption, above the grid and in it, and the first row after that."""

    caption: Caption
    titled_inside: bool
    first: Row | None


def bodies_of(blocks: Sequence[Block]) -> Iterator[Body]:
    """The raw tables of a document: grids joined where nothing but a page or line break stands between them."""
    body: Body | None = None
    for index, block in enumerate(blocks):
        if not isinstance(block, Grid) or not block.rows:
            continue
        going = _going_on(blocks, body, block, index) if body is not None else None
        if body is not None and going is not None:
            body = extended(body, going, index)
        else:
            if body is not None:
                yield body
            body = body_of(block, index)
    if body is not None:
        yield body


def unmarked(title: str) -> str:
    """A title without the mark of its continuation (续, 续表)."""
    return re.sub(r"[(（]?续(表)?\d*[)）]?$", "", title)


def _going_on(blocks: Sequence[Block], body: Body, grid: Grid, index: int) -> Grid | None:
    """``grid`` on the columns of ``body`` where it goes on with it, else None."""
    between = [place for place in range(body.last + 1, index) if not _passed_over(blocks[place], body.grids[-1])]
    here = _opening(blocks, body_of(grid, index))
    if not between and not here.titled_inside:
        return _placed(body, grid)
    start = _opening(blocks, body_of(body.grids[0], body.first))
    if not all(place in here.caption.lines for place in between) or not _is_again(start, here):
        return None
    if not here.caption.title and grid.source.page == body.grids[-1].source.page:
        return None
    return _placed(body, grid, same_header=True)


def _passed_over(block: Block, grid: Grid) -> bool:
    """Whether a line parts no table: a page number, or what stands beside or within the grid above."""
    if not isinstance(block, Line):
        return False
    box, over = block.source.box, grid.source.box
    inside = box and over and block.source.page == grid.source.page and over[1] <= (box[1] + box[3]) / 2 <= over[3]
    return bool(inside) or is_page_number(block)


def _opening(blocks: Sequence[Block], body: Body) -> _Opening:
    rows = [row for row in body.rows if row.filled()]
    inside, taken = caption_inside(rows)
    first = rows[taken] if taken < len(rows) else None
    return _Opening(merged(caption_above(blocks, body.first), inside), bool(inside.title), first)


def _is_again(start: _Opening, here: _Opening) -> bool:
    """Whether a page prints the table's own title, number and institution again, or none, over the same header."""
    if start.first is None or here.first is None or start.first.signature() != here.first.signature():
        return False
    one, other = start.caption, here.caption
    pairs = ((one.number, other.number), (one.institution, other.institution), (one.unit, other.unit))
    if any(before and after and before != after for before, after in pairs):
        return False
    return not other.title or unmarked(one.title) == unmarked(other.title)


def _placed(body: Body, grid: Grid, *, same_header: bool = False) -> Grid | None:
    """``grid`` with its column edges on those of ``body`` where its columns are the table's, else None."""
    root = body.grids[0]
    if not (grid.spans_known or root.spans_known):
        return grid
    if grid.source.page is None:  # a document without pages: its columns are counted, not measured
        return grid if grid.columns == root.columns else None
    after = (grid.source.page or 0) - (body.grids[-1].source.page or 0)
    if after not in (0, 1):
        return None
    if same_header and grid.columns == root.columns:
        return replace(grid, edges=root.edges)
    moved = moved_onto(body.edges, grid) if after else grid
    if body.edges and all(has_edge(body.edges, edge) for edge in moved.edges):
        return moved
    return grid if after and _is_rest(body, grid) else None


def _is_rest(body: Body, grid: Grid) -> bool:
    """Whether a grid as wide as the table goes on with it in finer columns: below a header alone, which the page parts
    from what it heads; with a further block of a sheet that began with keys; or with rows that open no table."""
    if not body.edges or not all(has_edge(grid.edges, end) for end in (body.edges[0], body.edges[-1])):
        return False
    if not (has_edge(body.edges, grid.edges[0]) and has_edge(body.edges, grid.edges[-1])):
        return False
    rows = body_of(grid, 0).rows
    sheet = head_length(body.rows) > 0 and head_length(rows) == 0
    return _is_header_alone(body) or sheet or _opens_nothing(rows[0])


def _is_header_alone(body: Body) -> bool:
    """Whether a table has come no further than its header."""
    rows = [row for row in body.rows if row.filled()]
    if len(rows) < len(body.rows) or any(row.has_amount() for row in rows):
        return False
    return all(map(header_words, rows)) or header_of(rows, body.spans_known).height == len(rows)


def _opens_nothing(row: Row) -> bool:
    """Whether a row is neither a header nor the first of a sheet's keys."""
    return header_words(row) < 2 and not is_key_row(row, False)
