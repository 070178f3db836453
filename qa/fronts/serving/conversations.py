"""Conversations that the server keeps by name; idle and least recently used ones are dropped."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from qa.session import Session, Turn

LONGEST = 40
"""Turns of a conversation that are kept; a question relies on the latest ones only."""


@dataclass(slots=True)
class _Held:
    session: Session = field(default_factory=Session)
    used: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)


class Conversations:
    """Safe for several threads; two questions of one conversation are answered in sequence."""

    def __init__(self, most: int = 2000, idle_seconds: float = 3600.0) -> None:
        self._most = most
        self._idle = idle_seconds
        self._held: OrderedDict[Hashable, _Held] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._held)

    @contextmanager
    def session(self, name: Hashable) -> Iterator[Session]:
        """The session of this name, new if there is none; held exclusively meanwhile."""
        held = self._get(name)
        with held.lock:
            yield held.session
            del held.session.turns[:-LONGEST]

    def turns(self, name: Hashable) -> tuple[Turn, ...] | None:
        """A copy of the turns so far; None for an unknown name."""
        with self._lock:
            if name not in self._held:
                return None
        with self.session(name) as session:
            return tuple(session.turns)

    def put(self, name: Hashable, session: Session) -> None:
        """Store ``session`` as the conversation ``name``."""
        with self.session(name) as held:
            held.turns[:] = session.turns

    def _get(self, name: Hashable) -> _Held:
        now = time.monotonic()
        with self._lock:
            held = self._held.setdefault(name, _Held())
            held.used = now
            self._held.move_to_end(name)
            while len(self._held) > self._most or self._oldest().used < now - self._idle:
                self._held.popitem(last=False)
        return held

    def _oldest(self) -> _Held:
        return next(iter(self._held.values()))
