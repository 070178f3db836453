"""The reader's model: what each token of a question does. Trained by ``qa.reader.training``, run by numpy.

Two recurrent layers over the characters, begun from those of a lexical analyser; with their states, embeddings of
the token and of what is known of it; dilated convolutions over its neighbours; a recurrent layer both ways; for
each token a score of each tag, and a chain over them. Spans are the likeliest sequence of tags."""

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

from qa.reader.tagging.chain import Chain
from qa.reader.tagging.features import Names, Seen, Vocabulary, features_of
from qa.reader.tagging.marks import ALL_TAGS, Span
from qa.reader.tagging.tokens import Token, tokens_of

LABELS = ("O", *(f"{place}-{tag}" for tag in ALL_TAGS for place in "BI"))
DILATIONS = (1, 2, 4, 8)
PRETRAINED_LAYERS = 2
WEIGHTS_FILE = "reader.npz"
_SURE, _OTHERS, _FAR = 0.9, 4, 1e6
"""Below which probability a token's label may be another, and of how many tokens."""
LISTS = ("words", "characters")
"""Arrays of the weights' file that hold text: the vocabulary as JSON."""
Array = NDArray[numpy.float32]


@dataclass(frozen=True, slots=True)
class Tagged:
    """A question with its spans; ``sureness``: of each span, the least probability of its tokens' tags;
    ``likelihood``: the logarithm of the probability that all of it is marked so."""

    text: str
    tokens: tuple[Token, ...]
    spans: tuple[Span, ...]
    sureness: tuple[float, ...]
    likelihood: float = 0.0


class Tagger:
    """A trained model. Immutable; safe for several threads."""

    def __init__(self, weights: dict[str, Any], vocabulary: Vocabulary) -> None:
        self._weights = {name: numpy.asarray(each, dtype=numpy.float32) for name, each in weights.items()}
        self.vocabulary = vocabulary
        self.chain = Chain(*(self._weights[f"chain.{each}"] for each in ("between", "first", "inside")))

    def tag(self, text: str, names: Names) -> tuple[Tagged, ...]:
        """The likeliest ways to mark a question, the first at least; each of the others differs from it in a token that
        it is not sure of."""
        tokens = tokens_of(text)
        if not tokens:
            return (Tagged(text, (), (), ()),)
        scores = self.scores(features_of(text, tokens, names, self.vocabulary))
        chances, total = self.chain.chances(scores)
        best = self.chain.best(scores)
        sure = chances[numpy.arange(len(best)), best]
        found = {tuple(best): None}
        for at in sorted(numpy.flatnonzero(sure < _SURE), key=lambda at: float(sure[at]))[:_OTHERS]:
            others = scores.copy()
            others[at, best[at]] = -_FAR
            found[tuple(self.chain.best(others))] = None
        ways = [(self.chain.likelihood(scores, labels) - total, labels) for labels in found]
        return tuple(
            Tagged(text, tokens, *_spans(labels, tokens, chances), likelihood)
            for likelihood, labels in sorted(ways, key=lambda each: -each[0])
        )

    def scores(self, seen: Seen) -> Array:
        """The score of each label (columns, as ``LABELS``) for each token (rows)."""
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
        return numpy.asarray(hidden @ weights["out.w"] + weights["out.b"], dtype=numpy.float32)


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
