"""What was read last from a store, kept in memory, so that it is read and decoded once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import RLock
from typing import Any, TypeVar, cast

T = TypeVar("T")
_REMEMBERED = 256
"""Parts (facts, tables … of one document) that are kept."""


class Memory:
    """The parts that were used last. Several threads may read from it."""

    def __init__(self) -> None:
        self._parts: OrderedDict[tuple[str, str, str], Any] = OrderedDict()
        self._lock = RLock()

    def remembered(self, key: tuple[str, str, str], load: Callable[[], T]) -> T:
        """The part with this key; ``load`` reads it where it is not kept."""
        with self._lock:  # a server reads from several threads
            if key not in self._parts:
                self._parts[key] = load()
                while len(self._parts) > _REMEMBERED:
                    self._parts.popitem(last=False)
            self._parts.move_to_end(key)
            return cast(T, self._parts[key])
