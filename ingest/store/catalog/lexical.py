"""The lexical index: which chunk holds which term, and BM25 over it. Pure values; ``catalog.py`` keeps them in SQL."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy
from numpy.typing import NDArray

from ingest.model.normalize import normalize
from ingest.store.chunks import Chunk, chunk_id

Counted = NDArray[numpy.uint32]

_RUNS = re.compile(r"[a-z]+|\d+(?:\.\d+)?%?|[㐀-鿿]+")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_LONGEST_TERM = 40
_K1 = 1.2
_B = 0.75


@dataclass(frozen=True, slots=True)
class Posting:
    """A term in one document: the positions of its chunks, and its count in each."""

    term: str
    document_id: str
    positions: Counted
    frequencies: Counted


@dataclass(frozen=True, slots=True)
class Lengths:
    """For each chunk of a document, in order: its length in terms, and the first two letters of its kind."""

    document_id: str
    lengths: Counted
    kinds: str


def terms_of(text: str) -> list[str]:
    """Pairs of Chinese characters (which find names in no dictionary), whole words and numbers."""
    plain = _GROUPED.sub("", normalize(text).lower())
    return [term for run in _RUNS.findall(plain) for term in _terms_of_run(run)]


def _terms_of_run(run: str) -> Iterable[str]:
    if run[0].isascii():
        return (run[:_LONGEST_TERM],)
    return (run[at : at + 2] for at in range(len(run) - 1)) if len(run) > 1 else (run,)


def index_chunks(document_id: str, chunks: Sequence[Chunk]) -> tuple[Lengths, tuple[Posting, ...]]:
    """The postings of a document's chunks, which must be in order of position."""
    found: dict[str, list[tuple[int, int]]] = {}
    lengths = []
    for chunk in chunks:
        counts = Counter(terms_of(chunk.searchable))
        lengths.append(counts.total())
        for term, count in counts.items():
            found.setdefault(term, []).append((chunk.position, count))
    postings = tuple(
        Posting(term, document_id, _array(at for at, _ in places), _array(count for _, count in places))
        for term, places in found.items()
    )
    kinds = "".join(chunk.kind.value[:2] for chunk in chunks)
    return Lengths(document_id, _array(lengths), kinds), postings


def rank(
    query: str, postings: Iterable[Posting], lengths: Sequence[Lengths], kinds: Sequence[str] | None, limit: int
) -> list[tuple[str, float]]:
    """The best chunks of the documents of ``lengths`` by BM25, best first; a term's rarity is measured among those."""
    if not lengths:
        return []
    offsets, total = _offsets(lengths)
    scores = numpy.zeros(total)
    weights = Counter(terms_of(query))
    sizes = numpy.concatenate([each.lengths for each in lengths]).astype(float)
    damping = _K1 * (1 - _B + _B * sizes / max(sizes.mean(), 1.0))
    for term, places in _by_term(postings).items():
        frequency = sum(len(place.positions) for place in places)
        rarity = float(numpy.log(1 + (total - frequency + 0.5) / (frequency + 0.5)))
        for place in places:
            at = place.positions + numpy.uint32(offsets[place.document_id])
            scores[at] += weights[term] * rarity * place.frequencies * (_K1 + 1) / (place.frequencies + damping[at])
    if kinds is not None:
        scores[~_of_kind(lengths, kinds)] = 0.0
    return _best(scores, lengths, limit)


def _offsets(lengths: Sequence[Lengths]) -> tuple[dict[str, int], int]:
    offsets, total = {}, 0
    for each in lengths:
        offsets[each.document_id] = total
        total += len(each.lengths)
    return offsets, total


def _by_term(postings: Iterable[Posting]) -> Mapping[str, list[Posting]]:
    grouped: dict[str, list[Posting]] = {}
    for posting in postings:
        grouped.setdefault(posting.term, []).append(posting)
    return grouped


def _of_kind(lengths: Sequence[Lengths], kinds: Sequence[str]) -> NDArray[numpy.bool_]:
    letters = "".join(each.kinds for each in lengths)
    wanted = {kind[:2] for kind in kinds}
    return numpy.array([letters[at : at + 2] in wanted for at in range(0, len(letters), 2)], dtype=bool)


def _best(scores: NDArray[numpy.float64], lengths: Sequence[Lengths], limit: int) -> list[tuple[str, float]]:
    ends = numpy.cumsum([len(each.lengths) for each in lengths])
    best = []
    for at in numpy.argsort(-scores, kind="stable")[:limit]:
        if scores[at] > 0:
            number = int(numpy.searchsorted(ends, at, side="right"))
            position = int(at) - int(ends[number]) + len(lengths[number].lengths)
            best.append((chunk_id(lengths[number].document_id, position), float(scores[at])))
    return best


def _array(values: Iterable[int]) -> Counted:
    return numpy.fromiter(values, dtype="<u4")


def counted(payload: bytes) -> Counted:
    """The array behind the bytes."""
    return numpy.frombuffer(payload, dtype="<u4")


def lengths_in(rows: Iterable[Any]) -> list[Lengths]:
    """The lengths in rows of the table ``lexicon``, by document."""
    ordered = sorted(rows, key=lambda row: row.document_id)
    return [Lengths(row.document_id, counted(row.lengths), row.kinds) for row in ordered]


def postings_in(rows: Iterable[Any]) -> list[Posting]:
    """The postings in rows of the table ``postings``: scores are sums, and their order is that of the postings."""
    ordered = sorted(rows, key=lambda row: (row.term, row.document_id))
    return [Posting(r.term, r.document_id, counted(r.positions), counted(r.frequencies)) for r in ordered]
