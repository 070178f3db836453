"""The reader's model: what each token of a question does. Trained by ``qa.reader.training``, run by numpy.

Two recurrent layers over the characters, begun from those of a lexical analyser; with their states, embeddings of
the token and of what is known of it; dilated convolutions over its neighbours; a recurrent layer both ways; and for
each token a probability of each tag. Spans are the best sequence of tags that makes whole spans."""

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

from qa.reader.tagging.features import Names, Seen, Vocabulary, features_of
from qa.reader.tagging.marks import ALL_TAGS, Span
from qa.reader.tagging.tokens import Token, tokens_of

LABELS = ("O", *(f"{place}-{tag}" for tag in ALL_TAGS for place in "BI"))
DILATIONS = (1, 2, 4, 8)
PRETRAINED_LAYERS = 2
WEIGHTS_FILE = "reader.npz"
LISTS = ("words", "characters")
"""Arrays of the weights' file that hold text: the vocabulary as JSON."""
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

    def __init__(self, weights: dict[str, Any], vocabulary: Vocabulary) -> None:
        self._weights = {name: numpy.asarray(each, dtype=numpy.float32) for name, each in weights.items()}
        self.vocabulary = vocabulary
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
        states = weights["character"][seen.characters]
        for at in range(PRETRAINED_LAYERS):
            states = _both_ways(states, weights, f"pre{at}")
        parts += [states @ weights["pre.w"] + weights["pre.b"]]
        hidden = numpy.concatenate(parts, axis=1) @ weights["in.w"] + weights["in.b"]
        for at, dilation in enumerate(DILATIONS):
            hidden = hidden + _convolved(_normed(hidden, weights, f"conv{at}"), dilation, weights, f"conv{at}")
        hidden = numpy.concatenate([hidden, _both_ways(hidden, weights, "own")], axis=1)
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


def _both_ways(hidden: Array, weights: dict[str, Array], name: str) -> Array:
    """A gated recurrent layer (GRU) over the tokens in order and another from the last to the first, run together; the
    states of both beside each other."""
    inputs = numpy.stack([hidden, hidden[::-1]]) @ weights[f"{name}.wi"] + weights[f"{name}.bi"][:, None]
    own_weights, own_biases = weights[f"{name}.wh"], weights[f"{name}.bh"][:, None]
    size = own_weights.shape[1]
    state = numpy.zeros((2, 1, size), dtype=numpy.float32)
    states = numpy.empty((2, len(hidden), size), dtype=numpy.float32)
    for at in range(len(hidden)):
        given, own = inputs[:, at : at + 1], state @ own_weights + own_biases
        gates = 1 / (1 + numpy.exp(-(given[:, :, : 2 * size] + own[:, :, : 2 * size])))
        keep = gates[:, :, size:]
        new = numpy.tanh(given[:, :, 2 * size :] + gates[:, :, :size] * own[:, :, 2 * size :])
        state = (1 - keep) * new + keep * state
        states[:, at] = state[:, 0]
    return numpy.concatenate([states[0], states[1, ::-1]], axis=1)


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
        words, characters = (json.loads(bytes(arrays[name]).decode()) for name in LISTS)
        weights = {name: arrays[name] for name in arrays.files if name not in LISTS}
        return Tagger(weights, Vocabulary.of(words, characters))
