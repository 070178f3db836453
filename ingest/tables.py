"""Grids to logical tables: fragments linked, captions attached, headers merged, halves split, sheets taken apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.amounts import amount_unit
from ingest.document import Block, Cell, Column, Record, Table
from ingest.table_blocks import Part, bodies_of, parts_of
from ingest.table_captions import Caption, caption_above, caption_inside, is_title_row, merged, notes_below
from ingest.table_columns import halves_of
from ingest.table_headers import Header, code_part_columns, header_of, without_columns
from ingest.table_joins import joined
from ingest.table_records import columns_of, head_records, records_of
from ingest.table_rows import Body, Row, padded
from ingest.table_sheets import aligned_indicators, aligned_money, compositions, is_indicators, is_money
from ingest.table_shifts import straightened
from ingest.vocabulary import table_kind


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

    ``institution`` and ``year`` are those of a table whose caption names none. ``Table.section`` is left empty.
    """
    found: list[_Found] = []
    for body in bodies_of(blocks):
        above = caption_above(blocks, body.first)
        for sheet, caption in _sheets(body, above):
            found += _tables(sheet, body, caption, notes_below(blocks, body.last), len(found) + 1)
    lines: frozenset[int] = frozenset().union(*(one.caption_lines for one in found))
    tables = tuple(_defaulted(one.table, institution, year) for one in found)
    return TablesFound(tables, lines, tuple(one.position for one in found))


def _sheets(body: Body, above: Caption) -> Iterator[tuple[tuple[Row, ...], Caption]]:
    """The rows of a body, divided where a row is nothing but the title of a further table."""
    rows = _printed(body)
    starts = [index for index, row in enumerate(rows) if index and is_title_row(row) and row.span(0) > 1]
    for first, end in zip([0, *starts], [*starts, len(rows)], strict=True):
        inside, taken = caption_inside(rows[first:end])
        yield rows[first + taken : end], merged(above if first == 0 else Caption(), inside)


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
    found: list[_Found] = []
    subject = ""
    for part in parts_of(rows, body.spans_known):
        columns, records, unit, named = _read(part, body)
        subject = named or subject
        cells = _cells(part.rows)
        if not cells:
            continue
        table = Table(
            id=f"T{number + len(found)}",
            title=caption.title,
            number=caption.number,
            kind=table_kind(caption.title, [column.path for column in columns]),
            institution=caption.institution,
            unit=unit or caption.unit,
            year=caption.year,
            section=(),
            columns=columns,
            records=records,
            notes=notes,
            source=cells[0].source,
            cells=cells,
            subject=subject,
        )
        found.append(_Found(table, body.first, caption.lines))
    return found


def _read(part: Part, body: Body) -> tuple[tuple[Column, ...], tuple[Record, ...], str, str]:
    """The columns, records, own amount unit and subject of a block."""
    if part.head:
        records, subject = head_records(part.rows)
        columns = tuple(Column(column, ()) for column in sorted({c for r in records for c, _ in r.values}))
        return columns, records, "", subject
    header = header_of(part.rows, body.spans_known)
    data = [row for row in part.rows[header.height :] if row.filled() and row.signature() not in header.signatures]
    rows: Sequence[Row] = [without_columns(row, code_part_columns(row)) for row in data]
    money = is_money(header)
    rows, extra = compositions(rows) if money else (rows, ())
    rows = _in_place(rows, header, body.spans_known)
    halves = halves_of(header, rows)
    records = (*records_of(rows, header, halves, money), *extra)
    corner = header.paths[0][-1] if header.paths and header.paths[0] else ""
    return columns_of(header, halves), records, amount_unit(corner), ""


def _in_place(rows: Sequence[Row], header: Header, spans_known: bool) -> tuple[Row, ...]:
    """The rows with broken cells whole and, in a text, every cell under its own column."""
    if not spans_known and is_indicators(header):
        rows = aligned_indicators(rows, header)
    elif not spans_known and is_money(header):
        rows = aligned_money(rows, header)
    whole = joined(rows, header, halves_of(header, rows))
    return whole if spans_known else straightened(whole, header, halves_of(header, whole))


def _cells(rows: Sequence[Row]) -> tuple[Cell, ...]:
    return tuple(cell for row in rows for _, cell in row.starts())


def _defaulted(table: Table, institution: str, year: int | None) -> Table:
    return replace(table, institution=table.institution or institution, year=table.year or year)
