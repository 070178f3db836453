"""The pipeline of one file, from its bytes to described figures, in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from ingest.checks import check
from ingest.facts.cells import document_facts
from ingest.identity.correction import corrected_identity, told_unknown
from ingest.identity.vote import identify
from ingest.model.document import Document, RawDocument
from ingest.model.figures import DocumentContext
from ingest.model.vocabulary import main_kind
from ingest.readers.by_suffix import Pages, read_raw
from ingest.sections.contents import contents_of
from ingest.sections.tabular import told_tabular
from ingest.sections.tree import build_sections
from ingest.statements.parted import told_parted
from ingest.statements.sentences import statements_of
from ingest.store.catalog.values import ParsedDocument
from ingest.store.chunks import chunks_of
from ingest.tables.logical import build_tables
from ingest.tables.places import in_sections

__all__ = ["parse_file", "parsed", "put_right", "read_raw"]


def parse_file(
    path: Path, sha256: str, reader: str, *, progress: Pages | None = None, ocr: bool = False
) -> ParsedDocument:
    """Everything that the file at ``path`` holds. Raises UnreadableFile if it is no readable document."""
    return parsed(read_raw(path, progress=progress, ocr=ocr), path, sha256, reader)


def parsed(raw: RawDocument, path: Path, sha256: str, reader: str) -> ParsedDocument:
    """The document in the blocks of the file at ``path``; the file itself is not opened."""
    found = build_tables(raw.blocks)
    identity = identify(raw, found.tables)
    sections = build_sections(raw.blocks, found.caption_lines)
    tables = in_sections(found.tables, sections)
    document = Document(sha256[:12], path.name, sha256, raw.format, identity, raw.pages, sections, tables)
    document = replace(document, contents=contents_of(raw.blocks, found.caption_lines))
    return _understood(document, str(path), reader, (*raw.warnings, *told_tabular(sections), *told_parted(sections)))


def put_right(parsed: ParsedDocument, values: Mapping[str, str | int | None]) -> ParsedDocument:
    """The same document with parts of its identity as a person says they are, and all that hangs on them read anew.
    ``values``: field of ``CORRECTABLE`` -> what it is."""
    document = parsed.document
    misread = told_unknown(document.identity)
    warnings = tuple(each for each in parsed.warnings if each not in misread)
    corrected = tuple(sorted({*parsed.corrected, *values}))
    right = replace(document, identity=corrected_identity(document.identity, values))
    return replace(_understood(right, parsed.path, parsed.reader, warnings), corrected=corrected)


def _understood(document: Document, path: str, reader: str, warnings: tuple[str, ...]) -> ParsedDocument:
    """The figures, findings and passages of a document whose identity, sections and tables are known."""
    identity = document.identity
    context = DocumentContext(
        document.id, identity.institution, identity.year, main_kind(identity.kind), identity.variant
    )
    tables = tuple(replace(table, variant=identity.variant) for table in document.tables)
    document = replace(document, tables=tables)
    facts = document_facts(tables, context, document.contents)
    statements = statements_of(document.sections, context)
    document = replace(document, findings=check(document, facts, statements))
    warnings = (*warnings, *told_unknown(identity))
    return ParsedDocument(document, path, reader, warnings, facts, statements, chunks_of(document))
