"""What the catalog takes in and gives out, beside the values that it keeps for others."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.chunks import Chunk
from ingest.document import Document, PageKind
from ingest.figures import Fact, Statement

PENDING = "pending"
"""State of a new document whose vectors are not all written: it cannot be read."""
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
    """A document of the store at a glance. ``pages`` is 0 for a text file; ``ingested_at`` is UTC, ISO 8601."""

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
    pages: int
    page_kinds: tuple[PageKind, ...]
    counts: Counts
    warnings: tuple[str, ...]
    ingested_at: str
    reader: str
    """Fingerprint of the code that read it: another one reads the file again."""


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """Everything that one file became, ready for the store. ``path`` is absolute."""

    document: Document
    path: str
    reader: str
    warnings: tuple[str, ...]
    facts: tuple[Fact, ...]
    statements: tuple[Statement, ...]
    chunks: tuple[Chunk, ...]

    @property
    def counts(self) -> Counts:
        return Counts(len(self.document.tables), len(self.facts), len(self.statements), len(self.chunks))
