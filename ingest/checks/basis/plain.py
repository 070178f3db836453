"""``normalize`` with a cache, because the checks compare the same few names repeatedly."""

from __future__ import annotations

from functools import lru_cache

from ingest.model.normalize import normalize as _normalize


@lru_cache(maxsize=1 << 16)
def normalize(text: str) -> str:
    """``text`` in the normal spelling for matching, see ``ingest.model.normalize``."""
    return _normalize(text)
