"""Question -> passages: chunks of the figures that the plan points at, and chunks that share its words or meaning."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Any

from ingest.normalize import normalize
from qa.evidence import find
from qa.index import DocumentIndex, Figure
from qa.library import Library
from qa.plan import Plan, Target
from qa.question import read_question
from qa.stores import Stores
from qa.understand import understand

_SMOOTHING = 3
_WEIGHTS = (3.0, 2.0, 2.0, 1.0)
"""Reciprocal rank fusion of figures, passages by the plan's words, chunks by the whole question in the scope, and
chunks by the question everywhere: a chunk at rank r of a list gets weight / (3 + r)."""
_DEEP = 12
"""Figures and passages of a document that give their chunks."""


class Retriever:
    """Chunks for questions over one store."""

    def __init__(self, stores: Stores, library: Library) -> None:
        self._stores, self._library = stores, library
        self._read: dict[str, tuple[_Chunk, ...]] = {}

    def plan(self, question: str, turns: Sequence[str] = ()) -> Plan:
        """The plan of a question after the earlier ``turns`` of its conversation."""
        last: Plan | None = None
        for turn in turns:
            last = understand(read_question(turn), self._library, last)
        return understand(read_question(question), self._library, last)

    def chunks(self, question: str, limit: int = 8, turns: Sequence[str] = ()) -> list[tuple[str, float]]:
        """``(chunk id, score)`` of at most ``limit`` chunks, best first; the documents of the scope take turns."""
        plan = self.plan(question, turns)
        scope = plan.scope.documents
        search = self._stores.search
        rankings: list[Sequence[str]] = [
            _turns(self._of_figures(plan, each) for each in scope),
            _turns(self._of_passages(plan, each) for each in scope),
            _turns([one.chunk.id for one in search.passages(question, [each], limit=_DEEP)] for each in scope),
            [one.chunk.id for one in search.passages(question, None, limit=_DEEP)] if not scope else [],
        ]
        return _fused(rankings)[:limit]

    def _of_figures(self, plan: Plan, document_id: str) -> list[str]:
        index, chunks = self._library.index(document_id), self._chunks(document_id)
        best = _turns([each.figure for each in find(target, index)[:_DEEP]] for target in plan.targets)
        return _once(chain.from_iterable(_holders(figure, chunks) for figure in best))

    def _of_passages(self, plan: Plan, document_id: str) -> list[str]:
        index, chunks = self._library.index(document_id), self._chunks(document_id)
        found = [_paragraphs(index, target) for target in plan.targets]
        return _once(chunk.id for text in _turns(found) for chunk in chunks if not chunk.table and text in chunk.plain)

    def _chunks(self, document_id: str) -> tuple[_Chunk, ...]:
        if document_id not in self._read:
            chunks = self._stores.catalog.document_chunks(document_id)
            self._read[document_id] = tuple(_Chunk(each.id, each.table_id, _plain(each.text)) for each in chunks)
        return self._read[document_id]


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A chunk as it is matched: its id, the table that it is of or empty, its text without blanks."""

    id: str
    table: str
    plain: str


def _paragraphs(index: DocumentIndex, target: Target) -> list[str]:
    return [_plain(each.passage.paragraph.text)[:60] for each in index.passages.search(target.words)[:_DEEP]]


def _holders(figure: Figure, chunks: Sequence[_Chunk]) -> list[str]:
    """The chunks that print a figure: the row of its table, the sentence of its text."""
    if not figure.cell:
        told = _plain(figure.statement.sentence)[:40]
        return [each.id for each in chunks if not each.table and told in each.plain]
    fact = figure.fact
    of_table = [each for each in chunks if each.table == fact.table_id]
    rows = [each.id for each in of_table if f"{_plain(fact.item.name)}:" in each.plain] or [
        each.id for each in of_table if _plain(fact.item.name) in each.plain
    ]
    printed = {each.id for each in of_table if f"={_plain(fact.text)}" in each.plain}
    return [each for each in rows if each in printed] or rows


def _plain(text: str) -> str:
    return "".join(normalize(text).split())


def _turns(lists: Iterable[Sequence[Any]]) -> list[Any]:
    """The firsts of all lists, then the seconds, and so on."""
    return [each for row in zip_longest(*lists) for each in row if each is not None]


def _once(ids: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(ids))


def _fused(rankings: Sequence[Sequence[str]]) -> list[tuple[str, float]]:
    scores: dict[str, float] = {}
    for weight, ranking in zip(_WEIGHTS, rankings, strict=True):
        for rank, each in enumerate(_once(ranking), 1):
            scores[each] = scores.get(each, 0.0) + weight / (_SMOOTHING + rank)
    return sorted(scores.items(), key=lambda each: -each[1])
