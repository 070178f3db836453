"""The reader's model: what each token of a question does. Trained by ``qa.reader.training``, run by numpy.

Embeddings of the token and of what is known of it, dilated convolutions over its neighbours, a recurrent layer both
ways, and for each
token a probability of each tag. Spans are the best sequence of tags that makes whole spans."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any

import numpy
from numpy.typing import NDArray

from qa.reader.tagging.features import Names, Seen, features_of
from qa.reader.tagging.marks import ALL_TAGS, Span
from qa.reader.tagging.tokens import Token, tokens_of

LABELS = ("O", *(f"{place}-{tag}" for tag in ALL_TAGS for place in "BI"))
DILATIONS = (1, 2, 4, 8)
WEIGHTS_FILE = "reader.npz"
_IMPOSSIBLE = -1e9
Array = NDArray[numpy.float32]


@dataclass(frozen=True, slots=True)
class Tagged:
    """A question with its spans; ``sureness``: of each span, the least probability of its tokens' tags."""

    text: str
    tokens: tuple[Token, ...]
    spans: tuple[Span, ...]
    sureness: tuple[float, ...]


class Tagger:
    """A trained model. Immutable; safe for several threads."""

    def __init__(self, weights: dict[str, Any], vocabulary: Sequence[str]) -> None:
        self._weights = {name: numpy.asarray(each, dtype=numpy.float32) for name, each in weights.items()}
        self.vocabulary = {word: at for at, word in enumerate(vocabulary)}
        self._steps = _steps()

    def tag(self, text: str, names: Names) -> Tagged:
        """The spans of a question, in order."""
        tokens = tokens_of(text)
        if not tokens:
            return Tagged(text, (), (), ())
        chances = self.chances(features_of(text, tokens, names, self.vocabulary))
        labels = _best_path(numpy.log(chances + 1e-9), self._steps)
        spans, sureness = _spans(labels, tokens, chances)
        return Tagged(text, tokens, spans, sureness)

    def chances(self, seen: Seen) -> Array:
        """The probability of each label (columns, as ``LABELS``) for each token (rows)."""
        weights = self._weights
        parts = [weights["word"][seen.words], weights["kind"][seen.kinds]]
        parts += [weights["source"][at * 3 + seen.sources[:, at]] for at in range(seen.sources.shape[1])]
        hidden = numpy.concatenate(parts, axis=1) @ weights["in.w"] + weights["in.b"]
        for at, dilation in enumerate(DILATIONS):
            hidden = hidden + _convolved(_normed(hidden, weights, f"conv{at}"), dilation, weights, f"conv{at}")
        hidden = numpy.concatenate(
            [hidden, _recurrent(hidden, weights, "f"), _recurrent(hidden[::-1], weights, "b")[::-1]], 1
        )
        logits = hidden @ weights["out.w"] + weights["out.b"]
        logits = numpy.exp(logits - logits.max(axis=1, keepdims=True))
        return numpy.asarray(logits / logits.sum(axis=1, keepdims=True), dtype=numpy.float32)


def _normed(hidden: Array, weights: dict[str, Array], name: str) -> Array:
    centred = hidden - hidden.mean(axis=1, keepdims=True)
    scaled = centred / numpy.sqrt((centred**2).mean(axis=1, keepdims=True) + 1e-5)
    return numpy.asarray(scaled * weights[f"{name}.gain"] + weights[f"{name}.shift"], dtype=numpy.float32)


def _convolved(hidden: Array, dilation: int, weights: dict[str, Array], name: str) -> Array:
    """A convolution over a token and those ``dilation`` before and behind it, then a second layer."""
    padded = numpy.pad(hidden, ((dilation, dilation), (0, 0)))
    beside = numpy.concatenate([padded[: -2 * dilation], hidden, padded[2 * dilation :]], axis=1)
    inner = numpy.maximum(beside @ weights[f"{name}.w"] + weights[f"{name}.b"], 0)
    return numpy.asarray(inner @ weights[f"{name}.w2"] + weights[f"{name}.b2"], dtype=numpy.float32)


def _recurrent(hidden: Array, weights: dict[str, Array], name: str) -> Array:
    """A gated recurrent layer (GRU) over the tokens in order."""
    inputs = hidden @ weights[f"{name}.wi"] + weights[f"{name}.bi"]
    state = numpy.zeros(weights[f"{name}.wh"].shape[0], dtype=numpy.float32)
    size, states = len(state), list[Array]()
    for each in inputs:
        own = state @ weights[f"{name}.wh"] + weights[f"{name}.bh"]
        gates = 1 / (1 + numpy.exp(-(each[: 2 * size] + own[: 2 * size])))
        reset, keep = gates[:size], gates[size:]
        new = numpy.tanh(each[2 * size :] + reset * own[2 * size :])
        state = (1 - keep) * new + keep * state
        states.append(state)
    return numpy.stack(states)


def _steps() -> Array:
    """The cost of each step from label (row) to label (column): the inside of a span follows only its own kind."""
    costs = numpy.zeros((len(LABELS), len(LABELS)), dtype=numpy.float32)
    for at, label in enumerate(LABELS):
        if label.startswith("I-"):
            costs[:, at] = _IMPOSSIBLE
            costs[[at - 1, at], at] = 0  # LABELS has B of a tag right before its I
    return costs


def _best_path(scores: Array, steps: Array) -> list[int]:
    """The sequence of labels with the highest sum (Viterbi)."""
    best = scores[0].copy()
    best[[at for at, label in enumerate(LABELS) if label.startswith("I-")]] = _IMPOSSIBLE
    came: list[NDArray[numpy.int64]] = []
    for row in scores[1:]:
        ways = best[:, None] + steps
        came.append(ways.argmax(axis=0))
        best = ways.max(axis=0) + row
    path = [int(best.argmax())]
    for back in reversed(came):
        path.append(int(back[path[-1]]))
    return path[::-1]


def _spans(
    labels: Sequence[int], tokens: Sequence[Token], chances: Array
) -> tuple[tuple[Span, ...], tuple[float, ...]]:
    spans: list[Span] = []
    sureness: list[float] = []
    for at, label in enumerate(labels):
        name = LABELS[label]
        chance = float(chances[at, label])
        if name.startswith("B-"):
            spans.append(Span(tokens[at].start, tokens[at].end, name[2:]))
            sureness.append(chance)
        elif name.startswith("I-"):
            spans[-1] = Span(spans[-1].start, tokens[at].end, name[2:])
            sureness[-1] = min(sureness[-1], chance)
    return tuple(spans), tuple(sureness)


@cache
def shipped_tagger() -> Tagger:
    """The model that is part of the package."""
    packed = files("qa.reader").joinpath("data", WEIGHTS_FILE).read_bytes()
    with numpy.load(BytesIO(packed)) as arrays:
        vocabulary = json.loads(bytes(arrays["vocabulary"]).decode())
        return Tagger({name: arrays[name] for name in arrays.files if name != "vocabulary"}, vocabulary)
