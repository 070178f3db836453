"""Grids to logical tables: links fragments, attaches captions, merges headers, splits halves and sheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.model.document import Block, Cell, Line, SourceRef, Table
from ingest.model.vocabulary import table_kind
from ingest.tables.beside import caption_over
from ingest.tables.blocks import parts_of
from ingest.tables.captions import (
    Caption,
    caption_inside,
    is_contents,
    is_title_row,
    merged,
    notes_below,
)
from ingest.tables.contents import contents_of
from ingest.tables.continuations import bodies_of, unmarked
from ingest.tables.rows import Body, Row, padded


@dataclass(frozen=True, slots=True)
class TablesFound:
    """``caption_lines``: indices of the Line blocks that are captions of tables, so that no section holds them.
    ``positions[i]``: index of the block that ``tables[i]`` starts in."""

    tables: tuple[Table, ...]
    caption_lines: frozenset[int]
    positions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    table: Table
    position: int
    caption_lines: frozenset[int]


def build_tables(blocks: Sequence[Block], institution: str = "", year: int | None = None) -> TablesFound:
    """The logical tables of a document in reading order, with ids ``T1`` ….

    ``institution`` and ``year`` apply to tables whose caption names none. ``Table.section`` is left empty."""
    found: list[_Found] = []
    for body in bodies_of(blocks):
        above = caption_over(blocks, body.first)
        if is_contents(above.title):
            continue
        inner = {place for place in range(body.first, body.last) if isinstance(blocks[place], Line)}
        above = replace(above, lines=above.lines | inner)
        for sheet, caption in _sheets(body, above):
            found += _tables(sheet, body, caption, notes_below(blocks, body.last), len(found) + 1)
    lines: frozenset[int] = frozenset().union(*(one.caption_lines for one in found))
    tables = tuple(_defaulted(one.table, institution, year) for one in found)
    return TablesFound(tables, lines, tuple(one.position for one in found))


def _sheets(body: Body, above: Caption) -> Iterator[tuple[tuple[Row, ...], Caption]]:
    """The rows of a body, divided where a row is nothing but the title of a further table."""
    rows = _printed(body)
    starts = [index for index, row in enumerate(rows) if index and is_title_row(row) and _is_wide(row)]
    kept: list[Row] = []
    caption = above
    for first, end in zip([0, *starts], [*starts, len(rows)], strict=True):
        inside, taken = caption_inside(rows[first:end])
        data = rows[first + taken : end]
        if kept and data and unmarked(inside.title) == unmarked(caption.title) and _heads_again(kept, data):
            kept += [replace(data[0], fresh=True), *data[1:]]
            continue
        if kept:
            yield tuple(kept), caption
        kept, caption = list(data), merged(above if first == 0 else Caption(), inside)
    if kept:
        yield tuple(kept), caption


def _is_wide(row: Row) -> bool:
    """Whether the first cell with text covers several columns; empty slivers may stand before it."""
    return row.span(row.filled()[0][0]) > 1


def _heads_again(rows: Sequence[Row], data: Sequence[Row]) -> bool:
    return rows[0].signature() == data[0].signature()


def _printed(body: Body) -> tuple[Row, ...]:
    """The rows that hold any text, equally wide; a row after dropped blank ones still starts its page."""
    rows: list[Row] = []
    fresh = False
    for row in body.rows:
        fresh = fresh or row.fresh
        if row.filled():
            rows.append(replace(padded(row, body.width), fresh=fresh))
            fresh = False
    return tuple(rows)


def _tables(rows: tuple[Row, ...], body: Body, caption: Caption, notes: tuple[str, ...], number: int) -> list[_Found]:
    """The tables of one sheet; the subject in its head applies to all of them."""
    found: list[_Found] = []
    subject = ""
    contents = [content for part in parts_of(rows, body.spans_known) for content in contents_of(part, body.spans_known)]
    for content in contents:
        subject = content.subject or subject
        table = Table(
            id=f"T{number + len(found)}",
            title=caption.title,
            number=caption.number,
            kind=table_kind(caption.title, [column.path for column in content.columns]),
            institution=caption.institution,
            unit=content.unit or caption.unit,
            year=caption.year,
            section=(),
            columns=content.columns,
            records=content.records,
            notes=notes,
            source=content.cells[0].source,
            cells=content.cells,
            subject=subject,
            whole=f"T{number}",
            pages=_pages(content.cells, None if found else caption.title_source),
        )
        found.append(_Found(table, body.first, caption.lines))
    return found


def _pages(cells: Sequence[Cell], title: SourceRef | None) -> tuple[int, int]:
    """From where the title or the first cell stands to where the last one ends."""
    places = [place for cell in cells for place in (cell.source, *cell.source.rest)]
    numbers = [place.page or place.line or 0 for place in ([title] if title else []) + places]
    return min(numbers), max(numbers)


def _defaulted(table: Table, institution: str, year: int | None) -> Table:
    return replace(table, institution=table.institution or institution, year=table.year or year)
