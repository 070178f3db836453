"""Who may ask, and how often: keys compared in constant time, and a token bucket for each of them."""

from __future__ import annotations

import hmac
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from hashlib import sha256

_BUCKETS = 10_000


class Keys:
    """The keys that open the server. With none, no key is required."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._digests = tuple(sha256(key.encode()).digest() for key in keys)
        self._secret = sha256(b"budgetqa links" + b"".join(sorted(self._digests))).digest()

    def __bool__(self) -> bool:
        return bool(self._digests)

    def owner(self, key: str) -> str | None:
        """A name for the holder of ``key``, or None for a wrong key. Every key is compared, even after a match."""
        digest = sha256(key.encode("utf-8", "surrogateescape")).digest()
        fitting = [hmac.compare_digest(digest, each) for each in self._digests]
        return digest.hex()[:16] if any(fitting) else None

    def sign(self, text: str) -> str:
        """A signature that opens a link without the key, valid until the keys change."""
        return hmac.new(self._secret, text.encode(), sha256).hexdigest()[:32]

    def signed(self, text: str, signature: str) -> bool:
        return hmac.compare_digest(self.sign(text).encode(), signature.encode("utf-8", "replace"))


class RateLimit:
    """At most ``a_minute`` requests a minute per name, 0 for no limit; bursts up to a tenth of it (at least 10)."""

    def __init__(self, a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = a_minute / 60
        self._burst = max(10.0, a_minute / 10)
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, name: str) -> float:
        """Counts a request of ``name``. Returns 0 if it may proceed, else the seconds until the next one may."""
        if not self._rate:
            return 0.0
        now = self._clock()
        with self._lock:
            level, since = self._buckets.pop(name, (self._burst, now))
            level = min(self._burst, level + (now - since) * self._rate)
            allowed = level >= 1
            self._buckets[name] = (level - 1 if allowed else level, now)
            while len(self._buckets) > _BUCKETS:
                self._buckets.popitem(last=False)
        return 0.0 if allowed else (1 - level) / self._rate
