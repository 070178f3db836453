"""A parsed document as rows for SQL: the queryable data beside the exact values of ``parts``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from ingest.model.document import ContentsEntry, Finding, Section, SourceRef, Table
from ingest.model.figures import Fact, Statement
from ingest.model.normalize import name_key
from ingest.store.catalog.codec import encode
from ingest.store.catalog.figure_rows import fact_row, joined, names_of, statement_row, words_of
from ingest.store.catalog.lexical import index_chunks
from ingest.store.catalog.shapes import name_hash
from ingest.store.catalog.values import ParsedDocument
from ingest.store.chunks import Chunk

Row = dict[str, Any]


def rows_of(parsed: ParsedDocument, *, state: str) -> Iterator[tuple[str, list[Row]]]:
    """``(table name, rows)`` in an order that satisfies foreign keys; every row but the first belongs to the
    document."""
    for name, rows in _rows(parsed, state):
        yield name, [{column: _storable(value) for column, value in row.items()} for row in rows]


def _rows(parsed: ParsedDocument, state: str) -> Iterator[tuple[str, list[Row]]]:
    key = {"document_id": parsed.document.id}
    yield "documents", [_document_row(parsed) | {"state": state}]
    yield "parts", [key | {"name": name, "payload": payload} for name, payload in _parts(parsed)]
    home = name_key(parsed.document.identity.institution)
    yield from _figure_rows(parsed.document.id, home, parsed.document.tables, parsed.facts, parsed.statements)
    yield "sections", [key | _section_row(at, section) for at, section in enumerate(parsed.document.sections)]
    yield "findings", [key | _finding_row(at, finding) for at, finding in enumerate(parsed.document.findings)]
    yield "chunks", [key | _chunk_row(chunk) for chunk in parsed.chunks]
    yield from _lexical_rows(parsed)


def figure_rows_of(
    document_id: str, institution: str, tables: Sequence[Table], facts: Sequence[Fact], statements: Sequence[Statement]
) -> Iterator[tuple[str, list[Row]]]:
    """``(table name, rows)`` of the figures of a document, by which they are found."""
    for name, rows in _figure_rows(document_id, name_key(institution), tables, facts, statements):
        yield name, [{column: _storable(value) for column, value in row.items()} for row in rows]


def _figure_rows(
    document_id: str, home: str, tables: Sequence[Table], facts: Sequence[Fact], statements: Sequence[Statement]
) -> Iterator[tuple[str, list[Row]]]:
    key = {"document_id": document_id}
    kinds = {table.id: table.kind for table in tables}
    yield "tables", [key | _table_row(at, table) for at, table in enumerate(tables)]
    yield "facts", [key | fact_row(at, each, kinds.get(each.table_id, ""), home) for at, each in enumerate(facts)]
    yield "statements", [key | statement_row(at, each, home) for at, each in enumerate(statements)]
    names = names_of(facts, statements)
    yield "names", [key | {"kind": kind, "hash": name_hash(name), "key": name} for kind, name in names]
    yield "words", words_of(names, home)


def _parts(parsed: ParsedDocument) -> Iterator[tuple[str, bytes]]:
    yield "sections", encode(Section, parsed.document.sections)
    yield "contents", encode(ContentsEntry, parsed.document.contents)
    yield "tables", encode(Table, parsed.document.tables)
    yield "findings", encode(Finding, parsed.document.findings)
    yield "facts", encode(Fact, parsed.facts)
    yield "statements", encode(Statement, parsed.statements)
    yield "chunks", encode(Chunk, parsed.chunks)


def _lexical_rows(parsed: ParsedDocument) -> Iterator[tuple[str, list[Row]]]:
    key = {"document_id": parsed.document.id}
    lengths, postings = index_chunks(parsed.document.id, parsed.chunks)
    yield "lexicon", [key | {"lengths": lengths.lengths.tobytes(), "kinds": lengths.kinds}]
    yield (
        "postings",
        [
            key
            | {
                "term": posting.term,
                "chunk_count": len(posting.positions),
                "positions": posting.positions.tobytes(),
                "frequencies": posting.frequencies.tobytes(),
            }
            for posting in postings
        ],
    )


def _document_row(parsed: ParsedDocument) -> Row:
    document, identity, counts = parsed.document, parsed.document.identity, parsed.counts
    return {
        "id": document.id,
        "file": document.file,
        "path": parsed.path,
        "sha256": document.sha256,
        "format": document.format,
        "title": identity.title,
        "institution": identity.institution,
        "region": identity.region,
        "level": identity.level,
        "year": identity.year,
        "kind": identity.kind,
        "variant": identity.variant,
        "page_kinds": [kind.value for kind in document.pages],
        "table_count": counts.tables,
        "fact_count": counts.facts,
        "statement_count": counts.statements,
        "chunk_count": counts.chunks,
        "warnings": list(parsed.warnings),
        "ingested_at": datetime.now(UTC).isoformat(),
        "reader": parsed.reader,
        "corrected": list(parsed.corrected),
    }


def _table_row(position: int, table: Table) -> Row:
    names = ("id", "title", "number", "kind", "institution", "subject", "unit", "year")
    own = {"position": position, "section": joined(table.section), "whole": table.whole or table.id}
    return {name: getattr(table, name) for name in names} | own | _place(table.source)


def _section_row(position: int, section: Section) -> Row:
    text = "\n".join(paragraph.text for paragraph in section.paragraphs)
    return {"position": position, "path": list(section.path), "text": text} | _place(section.source)


def _finding_row(position: int, finding: Finding) -> Row:
    names = ("rule", "verdict", "severity", "message")
    return {name: getattr(finding, name) for name in names} | {"position": position}


def _chunk_row(chunk: Chunk) -> Row:
    names = ("position", "table_id", "heading", "text")
    return {name: getattr(chunk, name) for name in names} | {"kind": chunk.kind.value}


def _place(source: SourceRef) -> Row:
    return {"page": source.page, "line": source.line}


def _storable(value: Any) -> Any:
    """Text that every database accepts: PostgreSQL has no character 0."""
    return value.replace("\x00", "\ufffd") if isinstance(value, str) else value
