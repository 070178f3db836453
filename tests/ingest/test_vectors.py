"""Nearest passages are found, and only within what was asked for."""

from __future__ import annotations

from pathlib import Path

import numpy
import pytest

from ingest.chunks import Chunk, ChunkKind
from ingest.errors import StoreError
from ingest.vectors import Vectors, open_vectors


def _chunk(document_id: str, position: int, kind: ChunkKind) -> Chunk:
    return Chunk(f"{document_id}-{position}", document_id, position, kind, (), "", "", "", "", ())


CHUNKS = [_chunk("a", 0, ChunkKind.TEXT), _chunk("a", 1, ChunkKind.TABLE), _chunk("b", 0, ChunkKind.TEXT)]
ROWS = numpy.eye(3, dtype=numpy.float32)


@pytest.fixture
def vectors(tmp_path: Path) -> Vectors:
    opened = open_vectors(tmp_path / "vectors")
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


def test_a_server_that_is_not_there_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="BUDGETQA_CHROMA_URL"):
        open_vectors(tmp_path, "http://127.0.0.1:9")
