"""Question -> passages: chunks of the figures that the plan finds, and chunks that share its words or meaning."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, zip_longest
from typing import Any

from ingest.model.document import SourceRef
from ingest.model.normalize import normalize
from ingest.store.chunks import ChunkKind
from qa.drafting.answer import Citation
from qa.drafting.asking import Asking
from qa.drafting.citation_places import figure_of
from qa.evidence.evidence import find
from qa.evidence.index import DocumentIndex, Figure
from qa.evidence.library import Library
from qa.operations.dispatch import carry_out
from qa.plans.plan import Operation, Plan, Target
from qa.reading.question import read_question
from qa.reading.understand import understand
from qa.stores import Search, Stores

_SMOOTHING = 6
_DEEP = 12
"""Figures and passages per document that contribute their chunks."""
_OF_TEXT = frozenset({Operation.DEFINE})
"""Operations answered by running text only. Reasons and duties also stand in tables: limiting them to text costs
recall."""


class Part(StrEnum):
    """A ranking of chunks that a retriever uses."""

    CITED = "the places that are cited"
    FIGURES = "figures of the plan"
    PASSAGES = "paragraphs of the plan"
    SEARCH = "words and meaning"


_WEIGHTS = {Part.CITED: 6.0, Part.FIGURES: 2.0, Part.PASSAGES: 1.0, Part.SEARCH: 4.0}
"""Reciprocal rank fusion: a chunk at rank r of a part's list gets weight / (6 + r)."""


class Retriever:
    """Chunks for questions over one store. ``parts`` and ``search`` can be replaced to measure what each
    contributes."""

    def __init__(
        self, stores: Stores, library: Library, parts: Collection[Part] = tuple(Part), search: Search | None = None
    ) -> None:
        self._stores, self._library, self._parts = stores, library, parts
        self._search = search or stores.search
        self._read: dict[str, tuple[_Chunk, ...]] = {}

    def plan(self, question: str, turns: Sequence[str] = ()) -> Plan:
        """The plan of a question after the earlier ``turns`` of its conversation."""
        last: Plan | None = None
        for turn in turns:
            last = understand(read_question(turn), self._library, last)
        return understand(read_question(question), self._library, last)

    def chunks(self, question: str, limit: int = 8, turns: Sequence[str] = ()) -> list[tuple[str, float]]:
        """``(chunk id, score)`` of at most ``limit`` chunks, best first; the documents in scope alternate."""
        plan = self.plan(question, turns)
        scope = plan.scope.documents
        rankings: dict[Part, Callable[[], Sequence[str]]] = {
            Part.CITED: lambda: self._cited(question, plan),
            Part.FIGURES: lambda: _turns(self._of_figures(plan, each) for each in scope),
            Part.PASSAGES: lambda: _turns(self._of_passages(plan, each) for each in scope),
            Part.SEARCH: lambda: (
                _turns(self._searched(question, plan, [each]) for each in scope) or self._searched(question, plan, None)
            ),
        }
        return _fused({part: rankings[part]() for part in self._parts})[:limit]

    def _searched(self, question: str, plan: Plan, documents: Sequence[str] | None) -> list[str]:
        """Chunks by words and meaning; the question without institution, year and fillers counts twice."""
        query = " ".join((question, *dict.fromkeys(each.words.replace("|", " ") for each in plan.targets)))
        kinds = [ChunkKind.TEXT] if plan.operation in _OF_TEXT else None
        return [each.chunk.id for each in self._search.passages(query, documents, kinds, _DEEP)]

    def _cited(self, question: str, plan: Plan) -> list[str]:
        """Chunks that the operation uses: the members of a series, the sides of a check, the rows of a ranking."""
        draft = carry_out(Asking(read_question(question), plan, self._library))
        return _once(chain.from_iterable(self._printing(each) for each in draft.citations))

    def _printing(self, citation: Citation) -> list[str]:
        chunks = self._chunks(citation.document_id)
        figure = figure_of(citation, self._library)
        if figure is not None:
            return _holders(figure, chunks)
        quoted = _plain(citation.quote)[:40]
        return [each.id for each in chunks if quoted in each.plain]

    def _of_figures(self, plan: Plan, document_id: str) -> list[str]:
        index, chunks = self._library.index(document_id), self._chunks(document_id)
        best = _turns([each.figure for each in find(target, index)[:_DEEP]] for target in plan.targets)
        return _once(chain.from_iterable(_holders(figure, chunks) for figure in best))

    def _of_passages(self, plan: Plan, document_id: str) -> list[str]:
        index, chunks = self._library.index(document_id), self._chunks(document_id)
        found = [_paragraphs(index, target) for target in plan.targets]
        return _once(chunk.id for text in _turns(found) for chunk in chunks if chunk.is_text and text in chunk.plain)

    def _chunks(self, document_id: str) -> tuple[_Chunk, ...]:
        if document_id not in self._read:
            chunks = self._stores.catalog.document_chunks(document_id)
            self._read[document_id] = tuple(
                _Chunk(each.id, each.kind, each.table_id, _plain(each.text), frozenset(each.sources)) for each in chunks
            )
        return self._read[document_id]


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A chunk prepared for matching: its id, its table (or empty), its text without spaces, and where its sentences or
    rows begin."""

    id: str
    kind: ChunkKind
    table: str
    plain: str
    sources: frozenset[SourceRef]

    @property
    def is_text(self) -> bool:
        return self.kind == ChunkKind.TEXT


def _paragraphs(index: DocumentIndex, target: Target) -> list[str]:
    return [_plain(each.passage.paragraph.text)[:60] for each in index.passages.search(target.words)[:_DEEP]]


def _holders(figure: Figure, chunks: Sequence[_Chunk]) -> list[str]:
    """The chunks that print a figure: the row of its table, or the sentence of its text."""
    if not figure.cell:
        told = _plain(figure.statement.sentence)[:40]
        return [each.id for each in chunks if each.is_text and told in each.plain]
    assert figure.table is not None
    record = figure.table.records[figure.fact.row]
    row = {cell.source for cell in (*record.labels, *(cell for _, cell in record.values))}
    return [each.id for each in chunks if each.table == figure.fact.table_id and not row.isdisjoint(each.sources)]


def _plain(text: str) -> str:
    return "".join(normalize(text).split())


def _turns(lists: Iterable[Sequence[Any]]) -> list[Any]:
    """The first items of all lists, then the second ones, and so on."""
    return [each for row in zip_longest(*lists) for each in row if each is not None]


def _once(ids: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(ids))


def _fused(rankings: Mapping[Part, Sequence[str]]) -> list[tuple[str, float]]:
    scores: dict[str, float] = {}
    for part, ranking in rankings.items():
        for rank, each in enumerate(_once(ranking), 1):
            scores[each] = scores.get(each, 0.0) + _WEIGHTS[part] / (_SMOOTHING + rank)
    return sorted(scores.items(), key=lambda each: -each[1])
