"""Names of a document that are near to what was asked for: a slip of the pen, a word more or less, another order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from ingest.model.normalize import name_key
from qa.execution.names import opposed

_NEAR = 0.52
_EMPTY = frozenset("的了是和与及其有在为个")


def near_names(asked: str, keys: Iterable[str], most: int = 3) -> list[tuple[float, str]]:
    """``(distance, name)`` of the names that are near, the nearest first: 0 is the same."""
    own = _parts(name_key(asked))
    if sum(own.values()) < 2:
        return []
    near = (key for key in keys if len(key) > 1 and not opposed(asked, key))
    found = [(1 - shared, key) for key in near if (shared := _alike(own, _parts(key))) >= _NEAR]
    return sorted(found)[:most]


@lru_cache(maxsize=65536)
def _parts(key: str) -> Counter[str]:
    """Its characters and the pairs of them, without those that join words."""
    plain = "".join(each for each in key if each not in _EMPTY)
    return Counter(plain) + Counter(plain[at : at + 2] for at in range(len(plain) - 1))


def _alike(one: Counter[str], other: Counter[str]) -> float:
    both = sum((one & other).values())
    return 2 * both / (sum(one.values()) + sum(other.values()))
