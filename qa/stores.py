"""What questions are answered from: the catalog, and a search over passages by words and by meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest.settings import StoreSettings
from ingest.store.catalog.catalog import Catalog
from ingest.store.chunks import Chunk
from ingest.store.store import Store, open_store
from qa.search.rerank import RERANKED, Reranker
from qa.settings import Settings

_POOL = 200
"""Chunks from each of the two searches that enter the fusion."""
_MEANING = 1.2
"""Weight of a cosine of 1, relative to the search's best BM25 score, which weighs 1."""


@dataclass(frozen=True, slots=True)
class ScoredChunk:
    """A passage that was found. ``words`` and ``meaning`` are its 1-based ranks in the two searches, None if it is not
    among the best of that one. ``score`` fuses them and is comparable within one search only."""

    chunk: Chunk
    score: float
    words: int | None
    meaning: int | None


class Search:
    """Passages by words (BM25) and by meaning (vectors), reranked by a cross-encoder if one is set. Vectors and models
    are opened at the first search."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def passages(
        self,
        query: str,
        document_ids: Sequence[str] | None = None,
        kinds: Sequence[str] | None = None,
        limit: int = 8,
    ) -> list[ScoredChunk]:
        """The best passages for ``query`` in these documents and of these kinds (``text``, ``table``; None: all)."""
        pool = max(_POOL, limit)
        by_words = self.by_words(query, document_ids, kinds, pool)
        by_meaning = self.by_meaning(query, document_ids, kinds, pool)
        fused = self._reranked(query, _fused(by_words, by_meaning), limit)
        chunks = self._store.catalog.chunks(each for each, _ in fused)
        return [
            ScoredChunk(chunk, score, _rank(chunk.id, by_words), _rank(chunk.id, by_meaning))
            for chunk, (_, score) in zip(chunks, fused, strict=True)
        ]

    def by_words(
        self, query: str, document_ids: Sequence[str] | None, kinds: Sequence[str] | None, limit: int
    ) -> list[tuple[str, float]]:
        """``(chunk id, BM25 score)``, best first."""
        return self._store.catalog.search_lexical(query, document_ids, kinds, limit)

    def by_meaning(
        self, query: str, document_ids: Sequence[str] | None, kinds: Sequence[str] | None, limit: int
    ) -> list[tuple[str, float]]:
        """``(chunk id, cosine)``, best first; only chunks that the catalog holds."""
        held = self._store.catalog.chunk_ids(document_ids, kinds)
        vector = self._store.embedder.query(query)
        if not held or not vector.any():
            return []
        found = self._store.vectors.query(vector, limit=limit, document_ids=document_ids, kinds=kinds, chunk_ids=held)
        known = frozenset(held)
        return [(each, score) for each, score in found if each in known]

    def _reranked(self, query: str, found: Sequence[tuple[str, float]], limit: int) -> list[tuple[str, float]]:
        if self._reranker is None:
            return list(found[:limit])
        read = found[: max(RERANKED, limit)]
        chunks = self._store.catalog.chunks(each for each, _ in read)
        scores = self._reranker.scores(query, [each.searchable for each in chunks])
        return sorted(zip((each.id for each in chunks), scores, strict=True), key=lambda each: -each[1])[:limit]

    @cached_property
    def _reranker(self) -> Reranker | None:
        model = self._store.settings.rerank_model
        return Reranker(model) if model else None


@dataclass(frozen=True, eq=False)
class Stores:
    """An open store. Two of them are never equal; close it when done."""

    catalog: Catalog
    store: Store

    @cached_property
    def search(self) -> Search:
        return Search(self.store)

    def close(self) -> None:
        self.store.close()


def open_stores(settings: Settings | StoreSettings) -> Stores:
    """Opens the store of ``settings`` for reading. Raises StoreError if there is none."""
    store = open_store(settings.store if isinstance(settings, Settings) else settings)
    return Stores(store.catalog, store)


_Ranking = Sequence[tuple[str, float]]


def _fused(by_words: _Ranking, by_meaning: _Ranking) -> list[tuple[str, float]]:
    best = by_words[0][1] if by_words else 1.0
    scores = {each: score / best for each, score in by_words}
    for each, cosine in by_meaning:
        scores[each] = scores.get(each, 0.0) + _MEANING * cosine
    return sorted(scores.items(), key=lambda item: -item[1])


def _rank(each: str, ranking: _Ranking) -> int | None:
    return next((rank for rank, (known, _) in enumerate(ranking, 1) if known == each), None)
