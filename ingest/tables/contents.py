"""Rows under one header to columns and records: the content of a block of a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.model.amounts import amount_unit
from ingest.model.document import Cell, Column, Record
from ingest.tables.blocks import Part
from ingest.tables.columns import Half, halves_of
from ingest.tables.headers import Header, code_part_columns, header_of, without_columns
from ingest.tables.heads import head_records
from ingest.tables.joins import joined
from ingest.tables.pairs import paired
from ingest.tables.records import columns_of, records_of
from ingest.tables.rows import Row
from ingest.tables.sheets import (
    aligned_indicators,
    aligned_money,
    aligned_scores,
    composition_records,
    is_composition,
    is_indicators,
    is_money,
    is_paired,
    paired_records,
)
from ingest.tables.shifts import doubled_columns, straightened


@dataclass(frozen=True, slots=True)
class Content:
    """``unit``: the amount unit printed in the block's corner, or empty. ``subject``: the project that a sheet's head
    names, or empty. ``cells``: all printed cells, headers included."""

    columns: tuple[Column, ...]
    records: tuple[Record, ...]
    cells: tuple[Cell, ...]
    unit: str = ""
    subject: str = ""


def contents_of(part: Part, spans_known: bool) -> Iterator[Content]:
    """The content of a block: one table, and a second one if figures stand inside labels (其中: 基本支出: 67.89)."""
    if part.head:
        yield _head(part)
        return
    if is_paired(part.rows):
        yield _paired(part.rows)
        return
    header = header_of(part.rows, spans_known)
    money = is_money(header)
    composed = [row for row in part.rows[header.height :] if money and is_composition(row)]
    printed = [row for row in part.rows if not (money and is_composition(row))]
    data = _without_repeats(printed[header.height :], header)
    yield _block(header, printed, [without_columns(row, code_part_columns(row)) for row in data], spans_known)
    if composed:
        yield _composition(header, composed)


def _without_repeats(rows: Sequence[Row], header: Header) -> list[Row]:
    """The rows without the header repeated on each page; the row after it is the first of its page."""
    kept: list[Row] = []
    fresh = False
    for row in rows:
        if row.signature() in header.signatures:
            fresh = fresh or row.fresh
        else:
            kept.append(replace(row, fresh=fresh or row.fresh))
            fresh = False
    return kept


def _head(part: Part) -> Content:
    records, subject = head_records(part.rows)
    columns = sorted({column for record in records for column, _ in record.values})
    return Content(tuple(Column(column, ()) for column in columns), records, _cells(part.rows), subject=subject)


def _block(header: Header, printed: Sequence[Row], rows: Sequence[Row], spans_known: bool) -> Content:
    placed = _in_place(rows, header, spans_known)
    halves = [_without_doubles(half, header, placed) for half in halves_of(header, placed)]
    records = tuple(records_of(placed, header, halves, is_money(header)))
    return Content(columns_of(header, halves), records, _cells(printed), amount_unit(_corner(header)))


def _composition(header: Header, rows: Sequence[Row]) -> Content:
    records = tuple(record for row in rows for record in composition_records(row))
    corner = (_corner(header),) if _corner(header) else ()
    columns = sorted({column for record in records for column, _ in record.values})
    unit = amount_unit(_corner(header))
    return Content(tuple(Column(column, corner) for column in columns), records, _cells(rows), unit)


def _paired(rows: Sequence[Row]) -> Content:
    records = tuple(paired_records(rows))
    columns = sorted({column for record in records for column, _ in record.values})
    corner = rows[0].filled()[0][1].text
    return Content(tuple(Column(column, ()) for column in columns), records, _cells(rows), amount_unit(corner))


def _in_place(rows: Sequence[Row], header: Header, spans_known: bool) -> tuple[Row, ...]:
    """The rows with broken cells whole and, in a text, every cell under its own column."""
    if not spans_known and is_indicators(header):
        rows = aligned_indicators(rows, header)
    elif not spans_known and is_money(header):
        rows = aligned_money(rows, header)
    elif not spans_known:
        rows = aligned_scores(rows, header)
    whole = joined(rows, header, halves_of(header, rows))
    if spans_known:
        return whole
    halves = halves_of(header, whole)
    return straightened(paired(whole, halves), header, halves)


def _without_doubles(half: Half, header: Header, rows: Sequence[Row]) -> Half:
    """A half without the columns that are printed twice and hold nothing."""
    doubled = doubled_columns(header, half.values)
    blank = {column for column in doubled if not any(row.text(column).strip() for row in rows)}
    return replace(half, values=tuple(column for column in half.values if column not in blank))


def _corner(header: Header) -> str:
    return header.paths[0][-1] if header.paths and header.paths[0] else ""


def _cells(rows: Sequence[Row]) -> tuple[Cell, ...]:
    return tuple(cell for row in rows for _, cell in row.starts())
