"""The tables of the catalog, in plain SQL types for SQLite and PostgreSQL."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

SCHEMA_VERSION = "3"
ADDED: dict[str, tuple[str, ...]] = {
    "1": ("variant TEXT NOT NULL DEFAULT ''", "corrected JSON NOT NULL DEFAULT '[]'"),
    "2": (),
}
"""Columns of ``documents`` that a store of an older version lacks, as SQLite and PostgreSQL both take them. Its other
tables are made anew from the exact values in ``parts``."""

metadata = MetaData()


def _document_key(**options: Any) -> Column[str]:
    return Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, **options)


meta = Table("meta", metadata, Column("key", String(40), primary_key=True), Column("value", Text, nullable=False))

documents = Table(
    "documents",
    metadata,
    Column("id", String(12), primary_key=True),
    Column("state", String(8), nullable=False),
    Column("file", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("format", String(12), nullable=False),
    Column("title", Text, nullable=False),
    Column("institution", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("year", Integer),
    Column("kind", Text, nullable=False),
    Column("variant", Text, nullable=False, server_default=""),
    Column("page_kinds", JSON, nullable=False),
    Column("table_count", Integer, nullable=False),
    Column("fact_count", Integer, nullable=False),
    Column("statement_count", Integer, nullable=False),
    Column("chunk_count", Integer, nullable=False),
    Column("warnings", JSON, nullable=False),
    Column("ingested_at", String(40), nullable=False),
    Column("reader", String(40), nullable=False),
    Column("corrected", JSON, nullable=False),
)

unsettled = Table(  # documents, written or removed here, whose vectors may not fit yet
    "unsettled", metadata, Column("document_id", String(12), primary_key=True)
)

parts = Table(  # the exact values of a document: see codec.py
    "parts",
    metadata,
    _document_key(primary_key=True),
    Column("name", String(12), primary_key=True),
    Column("payload", LargeBinary, nullable=False),
)

tables = Table(
    "tables",
    metadata,
    _document_key(primary_key=True),
    Column("id", String(40), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("institution", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("year", Integer),
    Column("section", Text, nullable=False),
    Column("whole", String(40), nullable=False),
    Column("page", Integer),
    Column("line", Integer),
)

names = Table(  # what the figures of a document are called: to find them by name without reading them
    "names",
    metadata,
    _document_key(primary_key=True),
    Column("kind", String(12), primary_key=True),
    Column("key", Text, primary_key=True),
)

facts = Table(
    "facts",
    metadata,
    _document_key(primary_key=True),
    Column("id", String(40), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("table_id", String(40), nullable=False),
    Column("row", Integer, nullable=False),
    Column("code", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("item_key", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("counterpart", Text, nullable=False),
    Column("row_path", Text, nullable=False),
    Column("column_path", Text, nullable=False),
    Column("header_key", Text, nullable=False),
    Column("measure", Text, nullable=False),
    Column("institution", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("year", Integer),
    Column("stage", Text, nullable=False),
    Column("side", Text, nullable=False),
    Column("fund", Text, nullable=False),
    Column("variant", Text, nullable=False),
    Column("value", Text),  # an exact decimal: SQLite's NUMERIC would make it a float
    Column("unit", Text, nullable=False),
    Column("compare", Text, nullable=False),
    Column("mark", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("page", Integer),
    Column("line", Integer),
    Column("source", Text, nullable=False),
)

statements = Table(
    "statements",
    metadata,
    _document_key(primary_key=True),
    Column("id", String(40), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("code", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("item_key", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("counterpart", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("subject_key", Text, nullable=False),
    Column("section", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("value", Text),
    Column("unit", Text, nullable=False),
    Column("direction", Text, nullable=False),
    Column("compared_with", Text, nullable=False),
    Column("year", Integer),
    Column("stage", Text, nullable=False),
    Column("side", Text, nullable=False),
    Column("fund", Text, nullable=False),
    Column("group", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("sentence", Text, nullable=False),
    Column("page", Integer),
    Column("line", Integer),
    Column("source", Text, nullable=False),
)

sections = Table(
    "sections",
    metadata,
    _document_key(primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("path", JSON, nullable=False),
    Column("text", Text, nullable=False),
    Column("page", Integer),
    Column("line", Integer),
)

findings = Table(
    "findings",
    metadata,
    _document_key(primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("rule", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("message", Text, nullable=False),
)

chunks = Table(
    "chunks",
    metadata,
    _document_key(primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("table_id", String(40), nullable=False),
    Column("heading", Text, nullable=False),
    Column("text", Text, nullable=False),
)

postings = Table(  # one row per term and document: its chunks, and the count in each (little-endian uint32)
    "postings",
    metadata,
    Column("term", String(80), primary_key=True),
    _document_key(primary_key=True, index=True),
    Column("chunk_count", Integer, nullable=False),
    Column("positions", LargeBinary, nullable=False),
    Column("frequencies", LargeBinary, nullable=False),
)

lexicon = Table(  # for each chunk of a document, in order: its length in terms (uint32), its kind (two letters)
    "lexicon",
    metadata,
    _document_key(primary_key=True),
    Column("lengths", LargeBinary, nullable=False),
    Column("kinds", Text, nullable=False),
)

for _column in (documents.c.path, facts.c.item_key, facts.c.header_key, statements.c.item_key, names.c.key):
    # PostgreSQL refuses long values in a B-tree index; a hash index takes any.
    Index(f"ix_{_column.table.name}_{_column.name}", _column, postgresql_using="hash")
Index("ix_facts_table", facts.c.document_id, facts.c.table_id)

DERIVED = (tables, names, facts, statements)
"""What the rows of an older version are replaced in: all of it follows from ``parts``."""
