"""A parsed document as rows for SQL: the queryable data beside the exact values of ``parts``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from ingest.model.document import ContentsEntry, Finding, Section, SourceRef, Table
from ingest.model.figures import Fact, Statement
from ingest.store.catalog.codec import encode
from ingest.store.catalog.lexical import index_chunks
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
    yield "tables", [key | _table_row(at, table) for at, table in enumerate(parsed.document.tables)]
    yield "facts", [key | _fact_row(fact) for fact in parsed.facts]
    yield "statements", [key | _statement_row(statement) for statement in parsed.statements]
    yield "sections", [key | _section_row(at, section) for at, section in enumerate(parsed.document.sections)]
    yield "findings", [key | _finding_row(at, finding) for at, finding in enumerate(parsed.document.findings)]
    yield "chunks", [key | _chunk_row(chunk) for chunk in parsed.chunks]
    yield from _lexical_rows(parsed)


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
    return {name: getattr(table, name) for name in names} | {"position": position} | _place(table.source)


def _fact_row(fact: Fact) -> Row:
    names = ("id", "table_id", "row", "institution", "year", "measure", "unit", "text")
    meaning = {"stage": fact.stage.value, "side": fact.side.value, "fund": fact.fund.value}
    item = {"code": fact.item.code, "item": fact.item.name, "value": _exact(fact.value)}
    return {name: getattr(fact, name) for name in names} | meaning | item | _place(fact.source)


def _statement_row(statement: Statement) -> Row:
    names = ("id", "unit", "year", "sentence")
    meaning = {"role": statement.role.value, "direction": statement.direction.value}
    item = {"item": statement.item.name, "value": _exact(statement.value)}
    return {name: getattr(statement, name) for name in names} | meaning | item | _place(statement.source)


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


def _exact(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _storable(value: Any) -> Any:
    """Text that every database accepts: PostgreSQL has no character 0."""
    return value.replace("\x00", "\ufffd") if isinstance(value, str) else value
