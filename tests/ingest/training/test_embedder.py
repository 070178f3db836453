"""The model can be rebuilt from what the repository contains."""

from __future__ import annotations

from pathlib import Path

import numpy
import pytest

from ingest.training.pairs import pairs_of_document, pairs_of_vocabulary
from tests.fixtures.made_report import parsed_report


def test_a_report_gives_pairs_of_question_and_place(tmp_path: Path) -> None:
    pairs = list(pairs_of_document(parsed_report(tmp_path)))
    assert any(asked == "一、主要职能" and "财政收支" in said for asked, said in pairs)
    assert any("行政运行" in asked and "300.00" in said for asked, said in pairs)


def test_the_vocabulary_gives_short_names_with_full_ones() -> None:
    assert ("人社局", "人力资源和社会保障局") in pairs_of_vocabulary()


def test_training_twice_gives_the_same_weights_of_the_shipped_shape(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("sentence_transformers", reason="the transformer extra is not installed")
    from ingest.store.embeddings import StaticEmbedder
    from ingest.training import embedder as train_embedder

    pairs = [*pairs_of_vocabulary()][:600]
    tokenizer = train_embedder.train_tokenizer([text for pair in pairs for text in pair])
    monkeypatch.setattr(train_embedder, "EPOCHS", 1)
    one, two = (train_embedder.train_weights(tokenizer, pairs) for _ in range(2))
    assert numpy.array_equal(one, two)
    assert StaticEmbedder().dimensions == one.shape[1]
