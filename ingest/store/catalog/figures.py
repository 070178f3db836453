"""Figures of many documents, found by name and table in SQL: only what is asked for is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, Table, func, or_, select

from ingest.store.catalog import schema
from ingest.store.catalog.database import among
from ingest.store.catalog.figure_rows import parted
from ingest.store.catalog.shapes import name_hash

T = TypeVar("T")
Read = Callable[[Select[Any]], Sequence[Any]]
_AT_ONCE = 5000
"""Values in one IN list; databases limit the parameters of a query."""


@dataclass(frozen=True, slots=True)
class TableInfo:
    """A table of a document, without its cells. ``whole``: the id of the printed table that it is a part of."""

    document_id: str
    id: str
    position: int
    title: str
    number: str
    kind: str
    institution: str
    subject: str
    unit: str
    year: int | None
    section: tuple[str, ...]
    whole: str


@dataclass(frozen=True, slots=True)
class FactFilter:
    """Which facts. ``items``: keys of their rows; ``headers``: keys of their columns; ``codes``: codes of their rows;
    any of the three will do, and none of them leaves it open. ``tables``: ``(document id, table id)``."""

    items: frozenset[str] = frozenset()
    headers: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    tables: frozenset[tuple[str, str]] | None = None


@dataclass(frozen=True, slots=True)
class Hashes:
    """What figures of many documents are found by: any of the three will do. ``items``: hashes of the names of rows, or
    of what sentences call a figure; ``headers``: hashes of columns, in rows of ``wholes``; ``codes``: of rows."""

    items: frozenset[int] = frozenset()
    headers: frozenset[int] = frozenset()
    wholes: frozenset[int] = frozenset()
    codes: frozenset[str] = frozenset()


class Figures:
    """Reads of facts, statements, tables and names. ``document_ids`` of None is every document that is ready."""

    def __init__(self, read: Read) -> None:
        self._read = read

    def tables(self, document_ids: Sequence[str] | None) -> tuple[TableInfo, ...]:
        """The tables of these documents, by document and position."""
        rows = self._among(_TABLES, schema.tables, document_ids)
        made = map(_table_info, rows)
        return tuple(sorted(made, key=lambda each: (each.document_id, each.position)))

    def names(self, document_ids: Sequence[str] | None, kinds: Sequence[str]) -> tuple[tuple[str, str], ...]:
        """``(document id, key)`` of all names of these kinds, in order."""
        columns = schema.names.c
        query = select(columns.document_id, columns.key).where(columns.kind.in_(kinds))
        return tuple(sorted(tuple(row) for row in self._among(query, schema.names, document_ids)))

    def offices(self, document_ids: Sequence[str]) -> tuple[str, ...]:
        """The institutions whose own figures the tables of these documents tell apart, in order."""
        query = select(schema.facts.c.institution).distinct()
        found = {row[0] for row in self._among(query, schema.facts, document_ids)}
        return tuple(sorted(filter(None, found)))

    def facts(self, document_ids: Sequence[str] | None, wanted: FactFilter) -> tuple[Any, ...]:
        """The rows of facts that fit, by document and position."""
        columns = schema.facts.c
        query = select(schema.facts)
        named = [
            column.in_(sorted(keys))
            for column, keys in (
                (columns.item_key, wanted.items),
                (columns.header_key, wanted.headers),
                (columns.code, wanted.codes),
            )
            if keys
        ]
        if named:
            query = query.where(or_(*named))
        if wanted.tables is not None:
            query = query.where(_in_tables(wanted.tables))
        return _ordered(self._among(query, schema.facts, document_ids))

    def statements(
        self, document_ids: Sequence[str] | None, keys: frozenset[str] | None, codes: frozenset[str] = frozenset()
    ) -> tuple[Any, ...]:
        """The rows of statements whose item or phrase has one of these keys, or whose item has one of these codes; all
        of them where ``keys`` is None. By document and position."""
        columns = schema.statements.c
        query = select(schema.statements)
        if keys is not None:
            listed = sorted(keys)
            query = query.where(
                or_(columns.item_key.in_(listed), columns.subject_key.in_(listed), columns.code.in_(sorted(codes)))
            )
        return _ordered(self._among(query, schema.statements, document_ids))

    def beside(self, document_id: str, groups: Iterable[str]) -> tuple[Any, ...]:
        """The rows of statements of a document in these groups, by position."""
        columns = schema.statements.c
        query = select(schema.statements).where(columns.group.in_(sorted(set(groups))))
        return _ordered(self._among(query, schema.statements, [document_id]))

    def by_ids(self, document_id: str, ids: Iterable[str]) -> tuple[Any, ...]:
        """The rows of facts and statements of a document with these ids, facts first."""
        wanted = sorted(set(ids))
        found: list[Any] = []
        for table in (schema.facts, schema.statements):
            found += _ordered(self._among(select(table).where(table.c.id.in_(wanted)), table, [document_id]))
        return tuple(found)

    def in_sentence(self, document_id: str, sentence: str) -> tuple[Any, ...]:
        """The rows of statements of one sentence, by position."""
        query = select(schema.statements).where(schema.statements.c.sentence == sentence)
        return _ordered(self._among(query, schema.statements, [document_id]))

    def words(self, kind: str) -> tuple[str, ...]:
        """All names of figures of a kind: ``item`` of rows, ``header`` of columns, ``told`` in sentences; without the
        names of the documents' own institutions."""
        columns = schema.words.c
        return tuple(row[0] for row in self._read(select(columns.key).where(columns.kind == kind)))

    def known(self, keys: Iterable[str]) -> frozenset[str]:
        """Those of ``keys`` that are names of figures, of rows, columns or sentences."""
        columns = schema.words.c
        by_hash = {name_hash(each): each for each in keys}
        query = select(columns.key).where(columns.kind.in_(("item", "header", "told")))
        rows = (row for part in _parts(sorted(by_hash)) for row in self._read(query.where(columns.hash.in_(part))))
        return frozenset(row[0] for row in rows) & frozenset(by_hash.values())

    def shapes(self, sort: str, document_ids: Sequence[str], wanted: Hashes) -> dict[int, int]:
        """The shapes of the ``facts`` or ``statements`` that fit, each with the key of one of them."""
        table = _SORTS[sort]
        found: dict[int, int] = {}
        for condition in _conditions(table, wanted):
            query = select(table.c.shape, func.min(table.c.key)).where(condition).group_by(table.c.shape)
            for part in _parts(document_ids):
                found.update((shape, key) for shape, key in self._read(query.where(table.c.document_id.in_(part))))
        return found

    def of_shapes(self, sort: str, document_ids: Sequence[str], shapes: Sequence[int]) -> list[tuple[str, int, int]]:
        """Document, shape and key of the ``facts`` or ``statements`` of these shapes."""
        table = _SORTS[sort]
        query = select(table.c.document_id, table.c.shape, table.c.key)
        return [
            (document_id, shape, key)
            for some in _parts(shapes)
            for part in _parts(document_ids)
            for document_id, shape, key in self._read(
                query.where(table.c.shape.in_(some), table.c.document_id.in_(part))
            )
        ]

    def at(self, sort: str, keys: Iterable[int]) -> dict[int, Any]:
        """The rows of ``facts`` or ``statements`` with these keys."""
        table = _SORTS[sort]
        parts = _parts(sorted(keys))
        return {row.key: row for part in parts for row in self._read(select(table).where(table.c.key.in_(part)))}

    def tables_at(self, ids: frozenset[tuple[str, str]]) -> dict[tuple[str, str], TableInfo]:
        """The tables with these ids of document and table."""
        columns = schema.tables.c
        query = _TABLES.where(columns.id.in_(sorted({table_id for _, table_id in ids})))
        parts = _parts(sorted({document_id for document_id, _ in ids}))
        rows = (row for part in parts for row in self._read(query.where(columns.document_id.in_(part))))
        return {row[:2]: _table_info(row) for row in rows if row[:2] in ids}

    def findings(self, document_ids: Sequence[str]) -> frozenset[str]:
        """Those of the documents in which a check failed or was off by rounding."""
        columns = schema.findings.c
        query = select(columns.document_id).where(columns.verdict.in_(("fail", "rounding"))).distinct()
        return frozenset(row.document_id for row in self._among(query, schema.findings, document_ids))

    def _among(self, query: Select[Any], table: Table, document_ids: Sequence[str] | None) -> list[Any]:
        if document_ids is None:
            return list(self._read(among(query, table, None)))
        return [row for part in _parts(document_ids) for row in self._read(among(query, table, part))]


def _parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    return (values[at : at + _AT_ONCE] for at in range(0, len(values), _AT_ONCE))


_SORTS = {"facts": schema.facts, "statements": schema.statements}


def _conditions(table: Table, wanted: Hashes) -> list[ColumnElement[bool]]:
    """One for each index."""
    columns = table.c
    found: list[ColumnElement[bool]] = []
    if wanted.items:
        found.append(columns.item_hash.in_(wanted.items))
        found += [columns.phrase_hash.in_(wanted.items)] if table is schema.statements else []
    if wanted.headers:
        found.append(columns.header_hash.in_(wanted.headers) & columns.item_hash.in_(wanted.wholes))
    if wanted.codes:
        found.append(columns.code.in_(wanted.codes) & schema.is_code(table))
    return found


_TABLES = select(*(schema.tables.c[each.name] for each in fields(TableInfo)))


def _table_info(row: Any) -> TableInfo:
    *before, section, whole = row
    return TableInfo(*(*before, parted(section), whole))


def _in_tables(tables: frozenset[tuple[str, str]]) -> ColumnElement[bool]:
    columns = schema.facts.c
    by_document: dict[str, list[str]] = {}
    for document_id, table_id in sorted(tables):
        by_document.setdefault(document_id, []).append(table_id)
    return or_(
        columns.document_id.is_(None),
        *((columns.document_id == each) & columns.table_id.in_(ids) for each, ids in by_document.items()),
    )


def _ordered(rows: Iterable[Any]) -> tuple[Any, ...]:
    """Not in SQL: each database sorts texts in its own way."""
    return tuple(sorted(rows, key=lambda row: (row.document_id, row.position)))
