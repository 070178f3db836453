"""Where the store is, and which models serve it: read once, at an entry point."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DEFAULT_STORE = Path(".budgetqa")


@dataclass(frozen=True, slots=True)
class StoreSettings:
    """``folder`` holds catalog, vectors and lock. ``database_url`` and ``chroma_url`` put the first two on a server;
    empty means the folder. ``embedding_model`` is a name or path for sentence-transformers; empty means ours.
    ``rerank_model`` is a cross-encoder that reranks search results; empty means none. ``wait`` is the time in seconds
    to wait for another writer."""

    folder: Path = DEFAULT_STORE
    database_url: str = ""
    chroma_url: str = ""
    embedding_model: str = ""
    rerank_model: str = ""
    wait: float = 30.0

    @classmethod
    def from_environment(
        cls, folder: Path | None = None, environment: Mapping[str, str] | None = None
    ) -> StoreSettings:
        """Settings with ``folder`` if given, else ``BUDGETQA_STORE``, else ``.budgetqa``."""
        values = os.environ if environment is None else environment
        return cls(
            folder=folder or Path(values.get("BUDGETQA_STORE") or DEFAULT_STORE),
            database_url=values.get("BUDGETQA_DATABASE_URL", ""),
            chroma_url=values.get("BUDGETQA_CHROMA_URL", ""),
            embedding_model=values.get("BUDGETQA_EMBEDDING_MODEL", ""),
            rerank_model=values.get("BUDGETQA_RERANK_MODEL", ""),
        )
