"""A stored document put together again, as it was when it was stored."""

from __future__ import annotations

from typing import Protocol

from ingest.model.document import ContentsEntry, Document, Finding, Identity, Section, Table
from ingest.model.figures import Fact, Statement
from ingest.store.catalog.values import DocumentInfo, ParsedDocument
from ingest.store.chunks import Chunk


class Parts(Protocol):
    """Where the parts of a document are read."""

    def facts(self, document_id: str) -> tuple[Fact, ...]: ...
    def statements(self, document_id: str) -> tuple[Statement, ...]: ...
    def sections(self, document_id: str) -> tuple[Section, ...]: ...
    def contents(self, document_id: str) -> tuple[ContentsEntry, ...]: ...
    def tables(self, document_id: str) -> tuple[Table, ...]: ...
    def findings(self, document_id: str) -> tuple[Finding, ...]: ...
    def document_chunks(self, document_id: str) -> tuple[Chunk, ...]: ...


def assembled(parts: Parts, info: DocumentInfo) -> ParsedDocument:
    """The document of ``info`` with all its parts."""
    names = ("title", "institution", "region", "level", "year", "kind", "variant")
    document = Document(
        id=info.id,
        file=info.file,
        sha256=info.sha256,
        format=info.format,
        identity=Identity(**{name: getattr(info, name) for name in names}),
        pages=info.page_kinds,
        sections=parts.sections(info.id),
        tables=parts.tables(info.id),
        findings=parts.findings(info.id),
        contents=parts.contents(info.id),
    )
    facts, statements, chunks = parts.facts(info.id), parts.statements(info.id), parts.document_chunks(info.id)
    return ParsedDocument(document, info.path, info.reader, info.warnings, facts, statements, chunks, info.corrected)
