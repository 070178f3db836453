"""The nearest passages are found, and only within the selection."""

from __future__ import annotations

from pathlib import Path

import numpy
import pytest

from ingest.model.errors import StoreError
from ingest.store.chunks import Chunk, ChunkKind
from ingest.store.vectors import Vectors, open_vectors
from tests.fixtures.servers.chroma_server import chroma


def _chunk(document_id: str, position: int, kind: ChunkKind) -> Chunk:
    return Chunk(f"{document_id}-{position}", document_id, position, kind, (), "", "", "", "", ())


CHUNKS = [_chunk("a", 0, ChunkKind.TEXT), _chunk("a", 1, ChunkKind.TABLE), _chunk("b", 0, ChunkKind.TEXT)]
ROWS = numpy.eye(3, dtype=numpy.float32)


@pytest.fixture(params=["embedded", "server"])
def vectors(request: pytest.FixtureRequest, tmp_path: Path) -> Vectors:
    opened = open_vectors(tmp_path / "vectors", "" if request.param == "embedded" else chroma().collection())
    opened.add(CHUNKS, ROWS)
    return opened


def test_the_nearest_passage_comes_first_with_its_cosine(vectors: Vectors) -> None:
    best, score = vectors.query(ROWS[1], limit=2)[0]
    assert best == "a-1"
    assert score == pytest.approx(1.0, abs=1e-5)


def test_a_filter_keeps_to_documents_and_kinds(vectors: Vectors) -> None:
    assert [each for each, _ in vectors.query(ROWS[2], limit=3, document_ids=["a"], kinds=["text"])] == ["a-0"]


def test_few_chunks_are_scored_exactly_and_alike(vectors: Vectors) -> None:
    query = numpy.array([0.6, 0.8, 0.0], dtype=numpy.float32)
    exact = vectors.query(query, limit=3, chunk_ids=["a-0", "a-1", "b-0"])
    indexed = vectors.query(query, limit=3)
    assert [each for each, _ in exact] == ["a-1", "a-0", "b-0"]
    assert [score for _, score in exact] == pytest.approx([score for _, score in indexed], abs=1e-5)


def test_a_chunk_without_vector_is_not_found(vectors: Vectors) -> None:
    assert vectors.query(ROWS[0], limit=3, chunk_ids=["z-0"]) == []


def test_a_removed_document_has_no_vectors(vectors: Vectors) -> None:
    vectors.remove("a")
    assert vectors.ids("a") == frozenset()
    assert vectors.count() == 1


def test_many_vectors_of_one_document_are_written_listed_and_removed(vectors: Vectors) -> None:
    """More than fit into one request."""
    many = [_chunk("many", at, ChunkKind.TEXT) for at in range(2500)]
    vectors.add(many, numpy.tile(ROWS, (834, 1))[:2500])
    assert vectors.ids("many") == {chunk.id for chunk in many}
    assert len(vectors.query(ROWS[0], limit=5, document_ids=["many"])) == 5
    vectors.remove("many")
    assert vectors.ids("many") == frozenset() and vectors.count() == 3


def test_a_collection_is_of_one_store(vectors: Vectors) -> None:
    vectors.claim("mine")
    vectors.claim("mine")
    with pytest.raises(StoreError, match="another store"):
        vectors.claim("yours")
    assert vectors.query(ROWS[1], limit=1)[0][1] == pytest.approx(1.0, abs=1e-5)


def test_vectors_of_another_size_are_a_clear_error(vectors: Vectors) -> None:
    with pytest.raises(StoreError, match="dimension"):
        vectors.add(CHUNKS, numpy.eye(3, 4, dtype=numpy.float32))


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "127.0.0.1:8000", "ftp://host/name", "http://127.0.0.1:port"])
def test_a_server_that_is_not_there_is_a_clear_error(tmp_path: Path, url: str) -> None:
    with pytest.raises(StoreError, match="BUDGETQA_CHROMA_URL"):
        open_vectors(tmp_path, url)
