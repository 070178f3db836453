"""BM25 over a list of texts, in memory: the plain baseline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log

from ingest.store.catalog.lexical import terms_of

SATURATION = 1.2
LENGTH = 0.75


class Bm25:
    """Ranks texts for a query; terms are character pairs, words and numbers, as in the store."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._counts = [Counter(terms_of(text)) for text in texts]
        self._lengths = [count.total() for count in self._counts]
        self._mean = sum(self._lengths) / max(len(texts), 1) or 1.0
        self._held = Counter(term for count in self._counts for term in count)

    def best(self, query: str, limit: int) -> list[int]:
        """The positions of the best texts, best first; only texts that share a term with the query."""
        terms = [term for term in dict.fromkeys(terms_of(query)) if term in self._held]
        scores = [sum(self._score(at, term) for term in terms) for at in range(len(self._counts))]
        ranked = sorted(range(len(scores)), key=lambda at: (-scores[at], at))
        return [at for at in ranked[:limit] if scores[at] > 0]

    def _score(self, at: int, term: str) -> float:
        frequency = self._counts[at][term]
        if not frequency:
            return 0.0
        rarity = log(1 + (len(self._counts) - self._held[term] + 0.5) / (self._held[term] + 0.5))
        weight = SATURATION * (1 - LENGTH + LENGTH * self._lengths[at] / self._mean)
        return rarity * frequency * (SATURATION + 1) / (frequency + weight)
