"""The input and output types of the catalog, beside the values that it stores for others."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ingest.model.document import Document, PageKind
from ingest.model.figures import Fact, Statement
from ingest.model.printed_tables import printed_tables
from ingest.model.vocabulary import main_kind
from ingest.store.chunks import Chunk

PENDING = "pending"
"""State of a new document whose vectors are incomplete: it cannot be read."""
READY = "ready"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each a document holds."""

    tables: int
    facts: int
    statements: int
    chunks: int


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """Summary of a stored document. ``pages`` is 0 for a text file; ``ingested_at`` is UTC, ISO 8601."""

    id: str
    file: str
    path: str
    sha256: str
    format: str
    title: str
    institution: str
    region: str
    level: str
    year: int | None
    kind: str
    variant: str
    pages: int
    page_kinds: tuple[PageKind, ...]
    counts: Counts
    warnings: tuple[str, ...]
    ingested_at: str
    reader: str
    """Fingerprint of the code that read it: another one reads the file again."""
    corrected: tuple[str, ...] = ()
    """The parts of the identity (institution, year, kind, variant) that a person put right."""

    @property
    def main_kind(self) -> str:
        """``预算``, ``决算`` or ``绩效``, as which its figures are read; empty for a report of another sort."""
        return main_kind(self.kind)

    @property
    def order(self) -> tuple[str, int, str, str, str, str]:
        """By institution, year, kind, variant and file. Not in SQL: each database sorts in its own way."""
        return self.institution, self.year or 0, self.kind, self.variant, self.file, self.id


INFO_COLUMNS = (
    *("id", "file", "path", "sha256", "format", "title", "institution", "region", "level", "year", "kind", "variant"),
    *("page_kinds", "table_count", "fact_count", "statement_count", "chunk_count"),
    *("warnings", "ingested_at", "reader", "corrected"),
)
"""The columns of the table ``documents`` that :func:`info_of` takes, lists as their JSON text."""


def info_of(row: Sequence[Any]) -> DocumentInfo:
    """The summary in a row of :data:`INFO_COLUMNS`."""
    page_kinds = _page_kinds(row[12])
    lists = (len(page_kinds), page_kinds, Counts(*row[13:17]), _listed(row[17]))
    return DocumentInfo(*(*row[:12], *lists, row[18], row[19], _listed(row[20])))


@lru_cache(maxsize=4096)
def _page_kinds(text: str) -> tuple[PageKind, ...]:
    return tuple(map(PageKind, json.loads(text)))


@lru_cache(maxsize=4096)
def _listed(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """All that one file yields, ready for the store. ``path`` is absolute."""

    document: Document
    path: str
    reader: str
    warnings: tuple[str, ...]
    facts: tuple[Fact, ...]
    statements: tuple[Statement, ...]
    chunks: tuple[Chunk, ...]
    corrected: tuple[str, ...] = ()
    """The parts of the identity that a person put right."""

    @property
    def counts(self) -> Counts:
        return Counts(
            len(printed_tables(self.document.tables)), len(self.facts), len(self.statements), len(self.chunks)
        )
