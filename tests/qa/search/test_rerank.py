"""Passages are reranked by a cross-encoder if one is set: a real model, though a tiny one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.model.errors import StoreError
from ingest.settings import StoreSettings
from qa.search.rerank import Reranker
from qa.stores import Stores, open_stores
from tests.fixtures.tiny_transformers import save_cross_encoder, save_encoder

QUERY = "支出决算是多少"


def reranking(stores: Stores, model: Path) -> Stores:
    return open_stores(replace(stores.store.settings, rerank_model=str(model)))


def test_the_setting_comes_from_the_environment() -> None:
    assert StoreSettings.from_environment(environment={"BUDGETQA_RERANK_MODEL": "a/b"}).rerank_model == "a/b"


def test_the_cross_encoder_puts_the_best_passages_in_its_own_order(sample_stores: Stores, tmp_path: Path) -> None:
    model = save_cross_encoder(tmp_path)
    found = reranking(sample_stores, model).search.passages(QUERY, limit=5)
    scores = Reranker(str(model)).scores(QUERY, [each.chunk.searchable for each in found])
    assert [each.score for each in found] == pytest.approx(scores, abs=1e-5)
    assert scores == sorted(scores, reverse=True)
    plain = [each.chunk.id for each in sample_stores.search.passages(QUERY, limit=5)]
    assert [each.chunk.id for each in found] != plain


def test_only_passages_that_the_search_found_are_read_again(sample_stores: Stores, tmp_path: Path) -> None:
    """The facets stay strict: a cross-encoder adds no passage of another document."""
    wanted = sample_stores.catalog.documents()[0].id
    found = reranking(sample_stores, save_cross_encoder(tmp_path)).search.passages(QUERY, [wanted], limit=5)
    assert {each.chunk.document_id for each in found} == {wanted}


def test_a_model_that_scores_no_pairs_is_a_clear_error(tmp_path: Path) -> None:
    save_encoder(tmp_path)
    for model in (tmp_path / "bare", save_cross_encoder(tmp_path, labels=2)):
        with pytest.raises(StoreError, match=r"BUDGETQA_RERANK_MODEL.*cross-encoder"):
            Reranker(str(model))


def test_a_model_that_is_not_there_is_a_clear_error(tmp_path: Path) -> None:
    pytest.importorskip("sentence_transformers", reason="the transformer extra is not installed")
    with pytest.raises(StoreError, match="check its name"):
        Reranker(str(tmp_path / "none"))


def test_nothing_to_read_gives_no_scores(tmp_path: Path) -> None:
    assert Reranker(str(save_cross_encoder(tmp_path))).scores(QUERY, []) == []
