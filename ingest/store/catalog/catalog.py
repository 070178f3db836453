"""The catalog: the content of every document, in SQL. Reads are cached in memory; a write covers one document.

A new document is written as *pending*, its vectors follow, then it is *ready*; only ready ones are ever read. What a
killed process leaves stays invisible, and :meth:`Catalog.unsettled` names it for the next writer to repair."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar, cast

import sqlalchemy
from sqlalchemy import Connection, Select, delete, insert, select, update

from ingest.model.document import ContentsEntry, Finding, Section, Table
from ingest.model.errors import StoreError, UnknownDocument
from ingest.model.figures import Fact, Statement
from ingest.store.catalog import schema
from ingest.store.catalog.codec import CodecError, collection_paused, decode
from ingest.store.catalog.database import (
    add_rows,
    among,
    bring_up_to_date,
    held,
    is_made,
    is_older,
    make_tables,
    named,
    no_store,
    open_engine,
    plain_errors,
    ready_documents,
    retire,
    unsettle,
)
from ingest.store.catalog.figures import Figures
from ingest.store.catalog.memory import Memory
from ingest.store.catalog.names import find_document
from ingest.store.catalog.values import PENDING, READY, DocumentInfo, ParsedDocument, info_of
from ingest.store.chunks import Chunk, chunk_id
from ingest.store.lock import make_folder, writing

T = TypeVar("T")


class _OtherVersion(StoreError):
    """What was stored is of another version."""


class Catalog:
    """The documents of one store. Open it with :func:`open_catalog`."""

    def __init__(self, engine: sqlalchemy.Engine) -> None:
        self._engine = engine
        self._writer: Connection | None = None
        self._memory = Memory()

    # -------------------------------------------------------------------------------------------- reading

    def documents(self) -> tuple[DocumentInfo, ...]:
        """The complete documents, by institution, year and file."""
        with collection_paused():
            found = [info_of(row) for row in self._read(ready_documents())]
            return tuple(sorted(found, key=lambda each: each.order))

    def document(self, document_id: str) -> DocumentInfo:
        """The document with this id. Raises UnknownDocument if there is none."""
        rows = self._read(ready_documents().where(schema.documents.c.id == document_id))
        if not rows:
            raise UnknownDocument(f"no document has the id {document_id}; `budgetqa docs` lists them")
        return info_of(rows[0])

    def find(self, name: str) -> DocumentInfo:
        """The one document that ``name`` means: an id, a file name, or enough of its title, institution and year.
        Raises UnknownDocument if it means none or several."""
        return find_document(name, self.documents())

    @property
    def figures(self) -> Figures:
        """The figures of many documents, by name and table."""
        return Figures(self._read)

    def facts(self, document_id: str) -> tuple[Fact, ...]:
        return self._part(document_id, "facts", Fact)

    def statements(self, document_id: str) -> tuple[Statement, ...]:
        return self._part(document_id, "statements", Statement)

    def sections(self, document_id: str) -> tuple[Section, ...]:
        return self._part(document_id, "sections", Section)

    def contents(self, document_id: str) -> tuple[ContentsEntry, ...]:
        """The entries of the document's 目录, in order."""
        return self._part(document_id, "contents", ContentsEntry)

    def tables(self, document_id: str) -> tuple[Table, ...]:
        return self._part(document_id, "tables", Table)

    def findings(self, document_id: str) -> tuple[Finding, ...]:
        return self._part(document_id, "findings", Finding)

    def document_chunks(self, document_id: str) -> tuple[Chunk, ...]:
        """All chunks of a document, by position."""
        return self._part(document_id, "chunks", Chunk)

    def chunks(self, ids: Iterable[str]) -> tuple[Chunk, ...]:
        """The chunks with these ids, in this order. Raises UnknownDocument if one is missing."""
        found = []
        for each in ids:
            document_id, _, position = each.rpartition("-")
            chunks = self.document_chunks(document_id)
            if not position.isdecimal() or int(position) >= len(chunks):
                raise UnknownDocument(f"no chunk has the id {each}; it may be of a document that was replaced")
            found.append(chunks[int(position)])
        return tuple(found)

    def chunk_ids(
        self, document_ids: Sequence[str] | None = None, kinds: Sequence[str] | None = None
    ) -> tuple[str, ...]:
        """The chunks of these documents and kinds (None: all), by document and position."""
        columns = schema.lexicon.c
        rows = self._read(among(select(columns.document_id, columns.kinds), schema.lexicon, document_ids))
        wanted = None if kinds is None else {kind[:2] for kind in kinds}
        return tuple(
            chunk_id(row.document_id, at // 2)
            for row in sorted(rows, key=lambda row: row.document_id)
            for at in range(0, len(row.kinds), 2)
            if wanted is None or row.kinds[at : at + 2] in wanted
        )

    def search_lexical(
        self,
        query: str,
        document_ids: Sequence[str] | None = None,
        kinds: Sequence[str] | None = None,
        limit: int = 20,
    ) -> list[tuple[str, float]]:
        """``(chunk id, score)`` by BM25, best first, among these documents and kinds (None: all)."""
        from ingest.store.catalog.lexical import rank, terms_of  # numpy: not needed to answer with a figure

        terms = sorted(set(terms_of(query)))
        if not terms:
            return []
        lengths = self._lengths(document_ids)
        return rank(query, self._postings(terms, document_ids), lengths, kinds, limit)

    # -------------------------------------------------------------------------------------------- writing

    def store(self, parsed: ParsedDocument) -> None:
        """Write ``parsed`` in one transaction, unsettled until :meth:`settle`. A new document cannot be read before
        that; one that is only read again by a newer reader changes at once."""
        from ingest.store.catalog.rows import rows_of

        document_id = parsed.document.id
        here = schema.documents.c.id == document_id
        with self._writing() as connection:
            before = connection.execute(select(schema.documents.c.state).where(here)).scalar()
            connection.execute(delete(schema.documents).where(here))
            unsettle(connection, document_id)
            for name, rows in rows_of(parsed, state=before or PENDING):
                add_rows(connection, schema.metadata.tables[name], rows)

    def refill(self) -> None:
        """Make the rows of all figures anew from the exact values, a document a transaction. A document whose values
        this version cannot read stays without them until its file is read again."""
        from ingest.store.catalog.rows import figure_rows_of

        for row in self._read(select(schema.documents.c.id, schema.documents.c.institution)):
            with suppress(_OtherVersion):
                tables, facts = self._stored(row.id, "tables", Table), self._stored(row.id, "facts", Fact)
                statements = self._stored(row.id, "statements", Statement)
                with self._writing() as connection:
                    for name, rows in figure_rows_of(row.id, row.institution, tables, facts, statements):
                        add_rows(connection, schema.metadata.tables[name], rows)

    def settle(self, document_id: str) -> tuple[str, ...]:
        """Mark a document's vectors as complete (or both as removed), so that it can be read. The same transaction
        removes older documents of the same path; their ids are returned, unsettled until their vectors are gone."""
        columns = schema.documents.c
        with self._writing() as connection:
            connection.execute(delete(schema.unsettled).where(schema.unsettled.c.document_id == document_id))
            path = connection.execute(select(columns.path).where(columns.id == document_id)).scalar()
            older = select(columns.id).where(columns.path == path, columns.id != document_id)
            replaced = tuple(connection.execute(older).scalars())
            for each in replaced:
                retire(connection, each)
            connection.execute(update(schema.documents).where(columns.id == document_id).values(state=READY))
        return replaced

    def remove(self, document_id: str) -> None:
        """Remove a document in one transaction; it is unsettled until its vectors are gone."""
        with self._writing() as connection:
            retire(connection, document_id)

    def unsettle(self, document_ids: Iterable[str]) -> None:
        """Note that the vectors of these documents may not fit; :meth:`unsettled` names them from now on."""
        with self._writing() as connection:
            for each in document_ids:
                unsettle(connection, each)

    def unsettled(self) -> dict[str, tuple[Chunk, ...]]:
        """Documents whose vectors may not fit because a write or removal was cut short, with the chunks that should
        have vectors. A removed document has none. A document whose values another version of the program wrote is
        removed here, and its file is read again."""
        found: dict[str, tuple[Chunk, ...]] = {}
        for row in self._read(select(schema.unsettled.c.document_id)):
            try:
                found[row[0]] = self._stored(row[0], "chunks", Chunk)
            except _OtherVersion:
                self.remove(row[0])
                found[row[0]] = ()
        return found

    def setting(self, key: str) -> str | None:
        """What the store remembers about itself: ``embedding_model``, ``schema``, ``store`` (its own name)."""
        rows = self._read(select(schema.meta.c.value).where(schema.meta.c.key == key))
        return cast(str, rows[0][0]) if rows else None

    def remember(self, key: str, value: str) -> None:
        with self._writing() as connection:
            connection.execute(delete(schema.meta).where(schema.meta.c.key == key))
            connection.execute(insert(schema.meta).values(key=key, value=value))

    @contextmanager
    def writer(self, wait: float) -> Iterator[None]:
        """Be the only writer to a database server. Writes go through the connection that holds the lock, so that none
        succeeds after the lock is lost. Raises StoreError after ``wait`` seconds."""
        with held(self._engine, wait) as self._writer:
            try:
                yield
            finally:
                self._writer = None

    def close(self) -> None:
        self._engine.dispose()

    def _part(self, document_id: str, name: str, kind: type[T]) -> tuple[T, ...]:
        key = (document_id, self.document(document_id).ingested_at, name)
        return self._memory.remembered(key, lambda: self._stored(document_id, name, kind))

    def _stored(self, document_id: str, name: str, kind: type[T]) -> tuple[T, ...]:
        columns = schema.parts.c
        rows = self._read(select(columns.payload).where(columns.document_id == document_id, columns.name == name))
        try:
            return decode(kind, rows[0][0]) if rows else ()
        except CodecError as error:
            raise _OtherVersion(
                f"the {name} of {document_id} were stored by another version of this program: "
                "run `budgetqa ingest` on the files again"
            ) from error

    def _lengths(self, document_ids: Sequence[str] | None) -> list[Any]:
        from ingest.store.catalog.lexical import lengths_in

        return lengths_in(self._read(among(select(schema.lexicon), schema.lexicon, document_ids)))

    def _postings(self, terms: Sequence[str], document_ids: Sequence[str] | None) -> list[Any]:
        from ingest.store.catalog.lexical import postings_in

        query = select(schema.postings).where(schema.postings.c.term.in_(terms))
        return postings_in(self._read(among(query, schema.postings, document_ids)))

    def _read(self, query: Select[Any]) -> Sequence[Any]:
        with plain_errors(self._engine), self._engine.connect() as connection:
            return connection.execute(query).all()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with plain_errors(self._engine):
            if self._writer is None:
                with self._engine.begin() as connection:
                    yield connection
            else:
                with self._writer.begin():
                    yield self._writer


def open_catalog(folder: Path, url: str = "", *, create: bool = False, wait: float = 30.0) -> Catalog:
    """The catalog of the store in ``folder`` (or at ``url``). ``create`` makes a missing one. Raises StoreError if it
    is missing or cannot be used."""
    if not create and not url and not (folder / "catalog.sqlite").is_file():
        raise no_store(str(folder), folder)
    if create:
        make_folder(folder)
    engine = open_engine(folder, url)
    catalog = Catalog(engine)
    if create and is_older(engine):
        with writing(folder, wait), catalog.writer(wait):
            bring_up_to_date(engine)
            catalog.refill()
            catalog.remember("schema", schema.SCHEMA_VERSION)
    if not is_made(engine):
        if not create:
            raise no_store(named(engine), folder)
        with writing(folder, wait), catalog.writer(wait):
            make_tables(engine)
            catalog.remember("schema", schema.SCHEMA_VERSION)
    return catalog
