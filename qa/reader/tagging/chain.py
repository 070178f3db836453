"""Sequences of labels as a chain (a conditional random field): what may follow what is learnt, not only what each
token is likely to be.

A label is 0 outside of spans, ``1 + 2 t`` at the first token of a span of tag ``t``, ``2 + 2 t`` inside of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

Array = NDArray[numpy.float32]
_NEVER = numpy.float32(-1e9)


@dataclass(frozen=True, slots=True)
class Chain:
    """``between[a, b]``: the score of a span of state ``b`` right behind one of state ``a`` (0 is outside, ``1 + t``
    tag ``t``); ``first[b]``: of the first token's state; ``inside[t]``: of a span of tag ``t`` that goes on."""

    between: Array
    first: Array
    inside: Array

    def best(self, scores: Array) -> list[int]:
        """The labels with the highest total (Viterbi). ``scores``: ``(tokens, labels)``."""
        begun, within = _begun(scores), scores[:, 2::2]
        begin, going = self.first + begun[0], numpy.full(len(self.inside), _NEVER)
        came: list[tuple[NDArray[numpy.int64], NDArray[numpy.bool_]]] = []
        for at in range(1, len(scores)):
            ended = _ended(numpy.maximum(begin[1:], going), begin[0])
            ways = ended[:, None] + self.between
            came.append((ways.argmax(axis=0), going > begin[1:]))
            going = ended[1:] + self.inside + within[at]
            begin = ways.max(axis=0) + begun[at]
        state = int(numpy.argmax(_ended(numpy.maximum(begin[1:], going), begin[0])))
        inner = state > 0 and bool(going[state - 1] > begin[state])
        path = [_label(state, inner)]
        for befores, goes in reversed(came):
            state = state if inner else int(befores[state])
            inner = state > 0 and bool(goes[state - 1])
            path.append(_label(state, inner))
        return path[::-1]

    def likelihood(self, scores: Array, labels: Sequence[int]) -> float:
        """The logarithm of a sequence's score before it is set against those of all others: to compare sequences."""
        states = [(each + 1) // 2 for each in labels]
        total = float(self.first[states[0]] + scores[0, labels[0]])
        for at in range(1, len(labels)):
            inner = labels[at] > 0 and labels[at] % 2 == 0
            step = self.inside[states[at] - 1] if inner else self.between[states[at - 1], states[at]]
            total += float(step + scores[at, labels[at]])
        return total

    def chances(self, scores: Array) -> tuple[Array, float]:
        """The probability of each label of each token, over all sequences: ``(tokens, labels)``; and the logarithm of
        the sum over all sequences, which takes a sequence's ``likelihood`` to its probability."""
        begun, within = _begun(scores), scores[:, 2::2]
        steps = numpy.exp(self.between)
        ahead = [(self.first + begun[0], numpy.full(len(self.inside), _NEVER))]
        for at in range(1, len(scores)):
            begin, going = ahead[-1]
            ended = _ended(numpy.logaddexp(begin[1:], going), begin[0])
            ahead.append((_summed(ended, steps) + begun[at], ended[1:] + self.inside + within[at]))
        total = float(numpy.logaddexp.reduce(numpy.concatenate(ahead[-1])))
        behind = [(numpy.zeros(len(self.first), dtype=numpy.float32), numpy.zeros(len(self.inside), numpy.float32))]
        for at in range(len(scores) - 1, 0, -1):
            begin, going = behind[-1]
            new = _summed(begun[at] + begin, steps.T)
            new[1:] = numpy.logaddexp(new[1:], self.inside + within[at] + going)
            behind.append((new, new[1:]))
        found = numpy.empty_like(scores)
        for at, ((begin, going), (rest, inner)) in enumerate(zip(ahead, reversed(behind), strict=True)):
            found[at, 0] = begin[0] + rest[0]
            found[at, 1::2], found[at, 2::2] = begin[1:] + rest[1:], going + inner
        found = numpy.exp(found - found.max(axis=1, keepdims=True))
        return numpy.asarray(found / found.sum(axis=1, keepdims=True), dtype=numpy.float32), total


def _begun(scores: Array) -> Array:
    """Of each token the scores of standing outside and of beginning a span of each tag."""
    return numpy.concatenate([scores[:, :1], scores[:, 1::2]], axis=1)


def _ended(tags: Array, outside: numpy.float32) -> Array:
    return numpy.concatenate([[outside], tags]).astype(numpy.float32)


def _summed(ended: Array, steps: Array) -> Array:
    """The logarithm of the sum over what came before."""
    most = ended.max()
    return numpy.asarray(numpy.log(numpy.exp(ended - most) @ steps + 1e-30) + most, dtype=numpy.float32)


def _label(state: int, inner: bool) -> int:
    return 0 if state == 0 else 2 * state if inner else 2 * state - 1
