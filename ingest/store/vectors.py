"""The vectors of the chunks in Chroma, embedded in the store folder or on a server. The only importer of chromadb.

Our own embedder makes the vectors; Chroma never loads a model and sends no telemetry."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy
from numpy.typing import NDArray

from ingest.model.errors import StoreError, StoreOutOfReach
from ingest.store.chunks import Chunk

NARROW = 2000
"""Up to this many chunks are scored exactly, one by one; a filter inside Chroma's index costs more."""
_COLLECTION = "budgetqa"
_OWNER = "store"
_ROOM = 1 << 20
"""Bytes: with less, a disk is full."""
_PAGE = 5000
_GET = 500  # ids per request: SQLite limits the variables of a statement


class Vectors:
    """The vectors of one store. Open it with :func:`open_vectors`. Errors of Chroma become StoreOutOfReach."""

    def __init__(self, client: Any, collection: str, place: Path | str) -> None:
        self._client = client
        self._place = place
        self._collection = client.get_or_create_collection(
            collection, embedding_function=None, metadata={"hnsw:space": "cosine"}
        )

    def claim(self, store: str) -> None:
        """Make the collection that of ``store``, by its name for itself. Raises StoreOutOfReach if it belongs to
        another store: two stores would remove and mix each other's vectors."""
        owner = (self._collection.metadata or {}).get(_OWNER)
        if owner not in (None, store):
            raise StoreOutOfReach(
                f"{_named(self._place)} belong to another store: name another collection in BUDGETQA_CHROMA_URL, "
                "or use the store that made it"
            )
        if owner is None:
            with self._errors():
                self._collection.modify(metadata={_OWNER: store})

    def add(self, chunks: Sequence[Chunk], vectors: NDArray[numpy.float32]) -> None:
        """Write ``vectors`` (one row per chunk), replacing existing ones."""
        with self._errors():
            size = min(self._client.get_max_batch_size(), 1000)
            for start in range(0, len(chunks), size):
                batch = chunks[start : start + size]
                self._collection.upsert(
                    ids=[chunk.id for chunk in batch],
                    embeddings=vectors[start : start + size],
                    metadatas=[{"document": chunk.document_id, "kind": chunk.kind.value} for chunk in batch],
                )

    def remove(self, document_id: str) -> None:
        """Remove all vectors of a document, if any."""
        with self._errors():
            self._collection.delete(where={"document": document_id})

    def ids(self, document_id: str) -> frozenset[str]:
        """The chunks of a document that have a vector."""
        with self._errors():
            return frozenset(self._collection.get(where={"document": document_id}, include=[])["ids"])

    def documents(self) -> frozenset[str]:
        """The documents that have vectors."""
        with self._errors():
            found: set[str] = set()
            for start in range(0, self._collection.count(), _PAGE):
                page = self._collection.get(include=["metadatas"], limit=_PAGE, offset=start)
                found.update(str(each["document"]) for each in page["metadatas"] if each and "document" in each)
            return frozenset(found)

    def count(self) -> int:
        with self._errors():
            return int(self._collection.count())

    def query(
        self,
        vector: NDArray[numpy.float32],
        *,
        limit: int,
        document_ids: Sequence[str] | None = None,
        kinds: Sequence[str] | None = None,
        chunk_ids: Sequence[str] | None = None,
    ) -> list[tuple[str, float]]:
        """``(chunk id, cosine)``, best first, among these documents and kinds (None: all). ``chunk_ids``, if given, are
        the chunks that this selects according to the catalog; a few are scored exactly."""
        with self._errors():
            if chunk_ids is not None and len(chunk_ids) <= NARROW:
                return self._exactly(vector, chunk_ids, limit)
            found = self._collection.query(
                query_embeddings=[vector], n_results=limit, where=_where(document_ids, kinds), include=["distances"]
            )
        return [(each, 1 - float(far)) for each, far in zip(found["ids"][0], found["distances"][0], strict=True)]

    def _exactly(self, vector: NDArray[numpy.float32], chunk_ids: Sequence[str], limit: int) -> list[tuple[str, float]]:
        ids: list[str] = []
        rows: list[NDArray[numpy.float32]] = []
        for batch in _batches(chunk_ids):
            found = self._collection.get(ids=list(batch), include=["embeddings"])
            ids += found["ids"]
            rows += [found["embeddings"]] if found["ids"] else []
        if not ids:
            return []
        scores = numpy.concatenate(rows) @ vector
        return [(ids[at], float(scores[at])) for at in numpy.argsort(-scores, kind="stable")[:limit]]

    def _errors(self) -> AbstractContextManager[None]:
        return _plain_errors(self._place)


def open_vectors(folder: Path, url: str = "") -> Vectors:
    """The vectors in ``folder``, else those of the Chroma server at ``url``: ``http://host:port/collection``. Raises
    StoreOutOfReach if they cannot be opened."""
    with _plain_errors(url or folder):
        import chromadb  # takes 1.4 seconds: only for a search by meaning
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False)
        if not url:
            return Vectors(chromadb.PersistentClient(str(folder), settings=settings), _COLLECTION, folder)
        host, port, encrypted, collection = _address(url)
        client = chromadb.HttpClient(host=host, port=port, ssl=encrypted, settings=settings)
        return Vectors(client, collection, url)


def _address(url: str) -> tuple[str, int, bool, str]:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("it is written like http://host:8000/collection")
    encrypted = parts.scheme == "https"
    return parts.hostname, parts.port or (443 if encrypted else 8000), encrypted, parts.path.strip("/") or _COLLECTION


@contextmanager
def _plain_errors(place: Path | str) -> Iterator[None]:
    """Turns errors of Chroma into StoreOutOfReach. ``place``: the folder of the vectors, or the address of their
    server."""
    try:
        yield
    except StoreError:
        raise
    except Exception as error:  # chromadb raises bare ValueError, its own errors and httpx's alike
        reason = re.sub(r"\s+", " ", str(error).strip()) or type(error).__name__
        raise StoreOutOfReach(f"{_named(place)} cannot be used ({reason[:300]}); {_advice(place)}") from error


def _named(place: Path | str) -> str:
    return f"the vectors in {place}" if isinstance(place, Path) else f"the vectors at {place} (BUDGETQA_CHROMA_URL)"


def _advice(place: Path | str) -> str:
    if not isinstance(place, Path):
        return "check that its server runs"
    if place.is_dir() and shutil.disk_usage(place).free < _ROOM:  # Chroma does not always say so
        return "make room on its disk and run the command again; what was finished is kept"
    return "check the store folder and its rights"


def _batches(ids: Sequence[str]) -> list[Sequence[str]]:
    return [ids[start : start + _GET] for start in range(0, len(ids), _GET)]


def _where(document_ids: Sequence[str] | None, kinds: Sequence[str] | None) -> dict[str, Any] | None:
    conditions: list[dict[str, Any]] = []
    if document_ids is not None:
        conditions.append({"document": {"$in": list(document_ids)}})
    if kinds is not None:
        conditions.append({"kind": {"$in": list(kinds)}})
    return conditions[0] if len(conditions) == 1 else ({"$and": conditions} if conditions else None)
