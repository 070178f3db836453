"""What the reader's model sees of a token: itself, its kind, and whose name it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol
from zlib import crc32

import numpy
from numpy.typing import NDArray

from qa.reader.tagging.tokens import Token

LONGEST_NAME = 24
"""Most tokens of a name that is looked for."""
BUCKETS = 3000
"""Rows for tokens that the training did not see, and for Latin words."""
KINDS = ("han", "latin", "mark", "year", "percent", "decimal", "small", "integer", "code")
_BEGIN, _INSIDE = 1, 2  # and 0: outside of any name
SOURCES = ("inst", "office", "figure", "field")
"""Whose name a token stands in: an institution of the store · some kind of office or place · a figure of the store ·
the field's vocabulary."""


class Names(Protocol):
    """Names that are known before a question is read."""

    def known(self, words: Iterable[str]) -> dict[str, frozenset[str]]:
        """Those of ``words`` that are names, each with its sources (of ``SOURCES``)."""

    def mentions(self, text: str) -> Sequence[tuple[int, int, str]]:
        """``(start, end, source)`` of the institutions and offices that a text names."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The rows of a model's embeddings. ``words``: the number of each token seen in training; others share ``BUCKETS``
    rows behind them. ``characters``: the number, from 1, of each character that the pretrained layers know."""

    words: dict[str, int]
    characters: dict[str, int]

    @classmethod
    def of(cls, words: Sequence[str], characters: Sequence[str]) -> Vocabulary:
        """Words and characters in the order of their rows."""
        numbered = {each: at for at, each in enumerate(characters, 1)}
        return cls({each: at for at, each in enumerate(words)}, numbered)


@dataclass(frozen=True, slots=True)
class Seen:
    """The features of a question. ``words``, ``characters``, ``kinds``, ``sources[:, s]``: a row for each token."""

    words: NDArray[numpy.int32]
    characters: NDArray[numpy.int32]
    kinds: NDArray[numpy.int8]
    sources: NDArray[numpy.int8]


def features_of(text: str, tokens: Sequence[Token], names: Names, vocabulary: Vocabulary) -> Seen:
    """The features of a tokenised text."""
    return Seen(
        numpy.array([_word(each, vocabulary.words) for each in tokens], dtype=numpy.int32),
        numpy.array([_character(each, vocabulary.characters) for each in tokens], dtype=numpy.int32),
        numpy.array([_kind(each, tokens[at + 1 : at + 2]) for at, each in enumerate(tokens)], dtype=numpy.int8),
        sources_of(text, tokens, names),
    )


def sources_of(text: str, tokens: Sequence[Token], names: Names) -> NDArray[numpy.int8]:
    """For each token and source whether it stands outside, at the beginning of or inside a name; the longest wins."""
    found = numpy.zeros((len(tokens), len(SOURCES)), dtype=numpy.int8)
    stretches = {
        (at, end): "".join(each.text for each in tokens[at:end])
        for at in range(len(tokens))
        for end in range(at + 1, min(at + LONGEST_NAME, len(tokens)) + 1)
        if end - at > 1 or tokens[at].kind in ("latin", "number")
    }
    known = names.known(frozenset(stretches.values()))
    spans = [(at, end, source) for (at, end), word in stretches.items() for source in known.get(word, ())]
    spans += [(*_covered(tokens, start, end), source) for start, end, source in names.mentions(text)]
    for at, end, source in sorted(spans, key=lambda each: (each[0] - each[1], each[0], each[2])):
        column = SOURCES.index(source)
        if end > at and not found[at:end, column].any():
            found[at:end, column] = _INSIDE
            found[at, column] = _BEGIN
    return found


def _covered(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    inside = [at for at, each in enumerate(tokens) if each.start >= start and each.end <= end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _word(token: Token, vocabulary: dict[str, int]) -> int:
    known = vocabulary.get(token.text)
    if known is not None:
        return known
    key = token.text if token.kind != "number" else re.sub(r"\d", "0", token.text)
    return len(vocabulary) + crc32(key.encode()) % BUCKETS


def _character(token: Token, characters: dict[str, int]) -> int:
    """A number counts as one digit, a Latin word as a character that is not known."""
    return characters.get(_DIGIT if token.kind == "number" else token.text, 0)


_DIGIT = "1"
_YEAR = re.compile(r"(?:19|20)\d\d$")


def _kind(token: Token, following: Sequence[Token]) -> int:
    if token.kind != "number":
        return KINDS.index(token.kind)
    behind = following[0].text if following else ""
    if behind == "%":
        return KINDS.index("percent")
    if _YEAR.match(token.text) or (behind == "年" and len(token.text) == 2):
        return KINDS.index("year")
    if "." in token.text or "," in token.text:
        return KINDS.index("decimal")
    if len(token.text) < 3:
        return KINDS.index("small")
    return KINDS.index("code" if len(token.text) in (5, 7) else "integer")
