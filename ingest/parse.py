"""One file, from its bytes to figures that know what they are: the pipeline, in order."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ingest.checks import check
from ingest.facts.cells import document_facts
from ingest.identity.vote import identify
from ingest.model.document import Document, RawDocument
from ingest.model.figures import DocumentContext
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

__all__ = ["parse_file", "parsed", "read_raw"]


def parse_file(
    path: Path, sha256: str, reader: str, *, progress: Pages | None = None, ocr: bool = False
) -> ParsedDocument:
    """Everything that the file at ``path`` holds; UnreadableFile where it is no document."""
    return parsed(read_raw(path, progress=progress, ocr=ocr), path, sha256, reader)


def parsed(raw: RawDocument, path: Path, sha256: str, reader: str) -> ParsedDocument:
    """What the blocks of the file at ``path`` say; the file itself is not opened."""
    found = build_tables(raw.blocks)
    identity = identify(raw, found.tables)
    sections = build_sections(raw.blocks, found.caption_lines)
    tables = in_sections(found.tables, sections)
    context = DocumentContext(sha256[:12], identity.institution, identity.year, identity.kind)
    facts = document_facts(tables, context)
    statements = statements_of(sections, context)
    document = Document(context.id, path.name, sha256, raw.format, identity, raw.pages, sections, tables)
    document = replace(document, contents=contents_of(raw.blocks, found.caption_lines))
    document = replace(document, findings=check(document, facts, statements))
    warnings = (*raw.warnings, *told_tabular(sections), *told_parted(sections))
    return ParsedDocument(document, str(path), reader, warnings, facts, statements, chunks_of(document))
