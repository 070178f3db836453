"""A store: the catalog and the vectors that follow it. All writing goes through here, one document at a time."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from ingest.model.errors import StoreError
from ingest.settings import StoreSettings
from ingest.store.catalog.catalog import Catalog, open_catalog
from ingest.store.catalog.values import ParsedDocument
from ingest.store.chunks import Chunk
from ingest.store.lock import writing

if TYPE_CHECKING:
    from ingest.store.embeddings import Embedder
    from ingest.store.vectors import Vectors

_MODEL = "embedding_model"
_NAME = "store"
_VECTORS = "vectors"
"""Where the vectors were at the last write: empty for the store's folder, else the address."""


class Store:
    """``catalog`` is open; ``vectors`` and ``embedder`` are opened on first use, because they are slow to import."""

    def __init__(self, settings: StoreSettings, catalog: Catalog) -> None:
        self.settings = settings
        self.catalog = catalog
        self._claimed = False

    @cached_property
    def embedder(self) -> Embedder:
        """The embedding model that made the vectors. Raises StoreError if another one is set."""
        from ingest.store.embeddings import open_embedder

        embedder = open_embedder(self.settings.embedding_model)
        self._check_model(embedder)
        return embedder

    @cached_property
    def vectors(self) -> Vectors:
        from ingest.store.vectors import open_vectors

        return open_vectors(self.settings.folder / "vectors", self.settings.chroma_url)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the store for writing. First repairs what a killed writer left and vectors that were lost. Raises
        StoreError if the store is in use or out of reach."""
        with writing(self.settings.folder, self.settings.wait), self.catalog.writer(self.settings.wait):
            self._claimed = False
            if self.catalog.unsettled() or self._vectors_moved() or self._outgrown():
                self._claim()
            yield

    def prepare(self) -> None:
        """Open what :meth:`add` needs, so that the first document need not wait for it."""
        _ = self.embedder, self.vectors

    def add(self, parsed: ParsedDocument) -> None:
        """Write a document to the catalog, then its vectors; after that it can be read. An older one of its path is
        removed. Raises StoreError if another embedding model made the vectors."""
        if self.catalog.setting(_MODEL) is None:
            self.catalog.remember(_MODEL, self.embedder.name)
        self._check_model(self.embedder)
        self._claim()
        vectors = self.embedder.passages([chunk.searchable for chunk in parsed.chunks])
        self.catalog.store(parsed)
        self.vectors.remove(parsed.document.id)
        self.vectors.add(parsed.chunks, vectors)
        self._settle(parsed.document.id)

    def remove(self, document_id: str) -> None:
        """Remove a document from catalog and vectors."""
        self._claim()
        self.catalog.remove(document_id)
        self._mend()

    def close(self) -> None:
        self.catalog.close()

    def _settle(self, document_id: str) -> None:
        for replaced in self.catalog.settle(document_id):
            self.vectors.remove(replaced)
            self.catalog.settle(replaced)

    def _check_model(self, embedder: Embedder) -> None:
        made_by = self.catalog.setting(_MODEL)
        if made_by not in (None, embedder.name):
            if self._outgrown():
                raise StoreError(
                    "the vectors of this store were made by an older version: run budgetqa ingest once more"
                )
            raise StoreError(
                f"the vectors of this store were made by {made_by}, not {embedder.name}: "
                "set BUDGETQA_EMBEDDING_MODEL as it was, or ingest the files into a new store (--store)"
            )

    def _vectors_moved(self) -> bool:
        """Whether the vectors have moved since the last write, or are gone. This opens nothing."""
        url, folder = self.settings.chroma_url, self.settings.folder / "vectors"
        if not self.catalog.documents():
            return False
        return self.catalog.setting(_VECTORS) != url or (not url and not any(folder.glob("*.sqlite3")))

    def _outgrown(self) -> bool:
        """Whether an older model of ours made the vectors, and our current one is still set."""
        from ingest.store.embeddings import OURS, shipped_name

        made_by = self.catalog.setting(_MODEL) or ""
        return not self.settings.embedding_model and made_by.startswith(OURS) and made_by != shipped_name()

    def _claim(self) -> None:
        """While the store is held, once: claims the vectors for this store, and marks missing ones as unsettled."""
        if self._claimed:
            return
        from ingest.store.embeddings import shipped_name

        self.vectors.claim(self._name())
        moved = self.catalog.setting(_VECTORS) not in (None, self.settings.chroma_url) or self._outgrown()
        held = {each.id: each.counts.chunks for each in self.catalog.documents()}
        if moved or self.vectors.count() != sum(held.values()):
            self.catalog.unsettle(each for each in held if moved or len(self.vectors.ids(each)) != held[each])
            for stray in self.vectors.documents() - held.keys():
                self.vectors.remove(stray)
        self.catalog.remember(_VECTORS, self.settings.chroma_url)
        if self._outgrown():
            self.catalog.remember(_MODEL, shipped_name())
        self._claimed = True
        self._mend()

    def _name(self) -> str:
        """The store's name for itself; a store from before names gets one now."""
        if (name := self.catalog.setting(_NAME)) is None:
            self.catalog.remember(_NAME, name := uuid.uuid4().hex)
        return name

    def _mend(self) -> None:
        """The catalog is right: gives each unsettled document its vectors, and makes it readable."""
        for document_id, chunks in self.catalog.unsettled().items():
            self.vectors.remove(document_id)
            self._embed(chunks)
            self._settle(document_id)

    def _embed(self, chunks: Sequence[Chunk]) -> None:
        if chunks:
            self.vectors.add(chunks, self.embedder.passages([chunk.searchable for chunk in chunks]))


def open_store(settings: StoreSettings, *, create: bool = False) -> Store:
    """The store of ``settings``; ``create`` makes a missing one. Raises StoreError if it is missing or cannot be
    used."""
    catalog = open_catalog(settings.folder, settings.database_url, create=create, wait=settings.wait)
    return Store(settings, catalog)
