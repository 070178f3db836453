"""The tables of the catalog, in plain SQL types for SQLite and PostgreSQL."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
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


def _row_key() -> Column[int]:
    """A number of its own for each row: the choice among many documents reads no row but by it."""
    return Column("key", BigInteger().with_variant(Integer, "sqlite"), primary_key=True)


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
    Column("hash", BigInteger, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False),
    sqlite_with_rowid=False,
)

words = Table(  # what the figures of all documents are called, each name once; one may outlive its documents
    "words",
    metadata,
    Column("kind", String(12), primary_key=True),
    Column("hash", BigInteger, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False),
)

facts = Table(
    "facts",
    metadata,
    _row_key(),
    _document_key(),
    Column("position", Integer, nullable=False),
    Column("id", String(40), nullable=False),
    Column("shape", BigInteger, nullable=False),  # see shapes.py
    Column("item_hash", BigInteger, nullable=False),
    Column("header_hash", BigInteger, nullable=False),
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
    UniqueConstraint("document_id", "position"),
)

statements = Table(
    "statements",
    metadata,
    _row_key(),
    _document_key(),
    Column("position", Integer, nullable=False),
    Column("id", String(40), nullable=False),
    Column("shape", BigInteger, nullable=False),
    Column("item_hash", BigInteger, nullable=False),
    Column("phrase_hash", BigInteger, nullable=False),
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
    UniqueConstraint("document_id", "position"),
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


def is_code(table: Table) -> ColumnElement[bool]:
    """That a row of facts or statements has a code, and not words of any length in its place: only such are indexed."""
    return literal_column("length(code) < 12", Boolean)


for _table, _hashes in ((facts, ("item_hash", "header_hash")), (statements, ("item_hash", "phrase_hash"))):
    for _hash in _hashes:  # all that the choice among many documents reads: no row is touched
        _columns = [_table.c[_hash], _table.c.document_id, _table.c.shape, _table.c.key]
        _columns[1:1] = [_table.c.item_hash] if _hash == "header_hash" else []
        Index(f"ix_{_table.name}_{_hash}", *_columns)
    Index(f"ix_{_table.name}_shape", _table.c.shape, _table.c.document_id, _table.c.key)
    Index(
        f"ix_{_table.name}_code",
        *(_table.c.code, _table.c.document_id, _table.c.shape, _table.c.key),
        sqlite_where=is_code(_table),
        postgresql_where=is_code(_table),
    )
# PostgreSQL refuses long values in a B-tree index; a hash index takes any.
Index("ix_documents_path", documents.c.path, postgresql_using="hash")
Index("ix_facts_table", facts.c.document_id, facts.c.table_id)

DERIVED = (tables, names, words, facts, statements)
"""What the rows of an older version are replaced in: all of it follows from ``parts``."""
