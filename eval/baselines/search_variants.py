"""Our search with another embedder or with one of its halves: measures what the vectors and the shipped model
contribute."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from ingest.store.catalog.catalog import Catalog
from ingest.store.embeddings import Embedder, HashedEmbedder, StaticEmbedder, Vectors
from ingest.store.store import Store
from ingest.training.embedder import training_pairs, untrained_weights
from qa.stores import Search

TRAINED_ON = Path(__file__).parents[1] / "corpus"


class WordsOnly(Search):
    """Search without vectors."""

    def by_meaning(
        self, query: str, document_ids: Sequence[str] | None, kinds: Sequence[str] | None, limit: int
    ) -> list[tuple[str, float]]:
        return []


class MeaningOnly(Search):
    """Search without words."""

    def by_words(
        self, query: str, document_ids: Sequence[str] | None, kinds: Sequence[str] | None, limit: int
    ) -> list[tuple[str, float]]:
        return []


class OtherEmbedder(Search):
    """Search with the vectors of another embedder, held in memory."""

    def __init__(self, store: Store, embedder: Embedder) -> None:
        super().__init__(store)
        self._catalog: Catalog = store.catalog
        self._embedder = embedder

    @cached_property
    def _vectors(self) -> Mapping[str, Vectors]:
        chunks = [each for info in self._catalog.documents() for each in self._catalog.document_chunks(info.id)]
        made = self._embedder.passages([each.searchable for each in chunks])
        return {each.id: row for each, row in zip(chunks, made, strict=True)}

    def by_meaning(
        self, query: str, document_ids: Sequence[str] | None, kinds: Sequence[str] | None, limit: int
    ) -> list[tuple[str, float]]:
        vector = self._embedder.query(query)
        found = [(each, float(self._vectors[each] @ vector)) for each in self._catalog.chunk_ids(document_ids, kinds)]
        return sorted(found, key=lambda each: -each[1])[:limit]


def variants(store: Store) -> dict[str, Search]:
    """Searches by name, the shipped one last."""
    return {
        "no embedder": WordsOnly(store),
        "hashed pairs": OtherEmbedder(store, HashedEmbedder()),
        "untrained model": OtherEmbedder(store, untrained_embedder()),
        "shipped model": Search(store),
    }


def untrained_embedder() -> Embedder:
    """The shipped model as it was before training."""
    shipped = StaticEmbedder()
    return shipped.with_weights(untrained_weights(shipped.tokenizer, training_pairs([TRAINED_ON])), "untrained")
