"""The limits of a run with a model, and why a run ended without an answer."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from qa.settings import ModelLimits


class NoAnswer(Exception):
    """The model gave nothing usable. ``why(english)`` says why in words for a reader, without keys or addresses."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(chinese, english)

    def why(self, english: bool) -> str:
        return str(self.args[1] if english else self.args[0])


class Abandoned(Exception):
    """Nobody is waiting for the answer any more."""


class NoToolCalling(NoAnswer):
    """The model cannot call tools."""


@dataclass(slots=True)
class Budget:
    """Steps, tokens and time of one question. Raises ``NoAnswer`` when one is used up and ``Abandoned`` after
    ``stopped()``."""

    limits: ModelLimits
    stopped: Callable[[], bool] = lambda: False
    steps: int = 0
    tokens: int = 0
    streamed: int = 0
    _began: float = field(default_factory=time.monotonic)

    @property
    def left(self) -> float:
        """Seconds, never negative."""
        return max(0.0, self.limits.seconds - (time.monotonic() - self._began))

    def step(self) -> None:
        """Counts a step before each call of the model. Raises ``NoAnswer`` or ``Abandoned``, as the class says."""
        self.steps += 1
        self.streamed = 0
        if self.steps > self.limits.steps:
            raise NoAnswer("步数用完", "out of steps")
        self.check()

    def check(self) -> None:
        if self.stopped():
            raise Abandoned
        if self.left <= 0:
            raise NoAnswer("超时", "out of time")
        if self.tokens + self.streamed > self.limits.tokens:
            raise NoAnswer("用量达到上限", "out of tokens")

    def spend(self, tokens: int) -> None:
        """Counts the tokens of a call, as the endpoint reports them or as estimated."""
        self.tokens += tokens
        self.streamed = 0
