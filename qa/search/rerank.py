"""Reranks the best passages with a cross-encoder: optional, by ``BUDGETQA_RERANK_MODEL``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ingest.model.errors import StoreError

RERANKED = 30
"""Passages per search that are reranked; each costs a run of the model."""
_BATCH = 16
_VARIABLE = "BUDGETQA_RERANK_MODEL"


class Reranker:
    """A cross-encoder of sentence-transformers, by name or path (a local BAAI/bge-reranker-v2-m3 folder).

    Raises StoreError if sentence-transformers is missing, or the model cannot be loaded or is no cross-encoder."""

    def __init__(self, model: str) -> None:
        from ingest.store.embeddings import model_loaded  # numpy: not needed without a reranker

        self._model: Any = model_loaded("CrossEncoder", model, _VARIABLE)
        made_for = (self._model[0].auto_model.config.architectures or [""])[0]
        if self._model.num_labels != 1 or made_for.endswith("Model"):  # its last layer would be random
            raise StoreError(
                f"the model {model} of {_VARIABLE} gives no score for a pair of texts ({made_for}): "
                "give a cross-encoder (reranker), or unset it"
            )

    def scores(self, query: str, texts: Sequence[str]) -> list[float]:
        """How well each text answers the query; higher is better."""
        if not texts:
            return []
        pairs = [(query, text) for text in texts]
        return [float(each) for each in self._model.predict(pairs, batch_size=_BATCH, show_progress_bar=False)]
