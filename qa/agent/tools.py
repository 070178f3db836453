"""What a model can look up: typed tools over the documents in scope. They return rows with ids; only an id can be
cited.

The scope is enforced here: a tool sees only the documents and years that the question names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TypeVar

from ingest.model.errors import StoreError
from ingest.model.figures import Fund, Side, Stage
from ingest.store.catalog.values import DocumentInfo
from qa.agent.notes import OPERATIONS, NotedCalculation, NotedFinding, NotedPassage, Notes
from qa.agent.tool_rows import fact_row, plain, statement_row, window
from qa.drafting.asking import Asking
from qa.drafting.document_names import kind_of
from qa.drafting.draft import Draft
from qa.evidence.evidence import find
from qa.evidence.index import DocumentIndex, Figure
from qa.evidence.instructions import speaks_to_a_program
from qa.plans.plan import Target
from qa.plans.words import clean, pairs
from qa.reading.target_words import words_of
from qa.search.passages import Passage

MOST_ROWS = 12
Kind = TypeVar("Kind", Stage, Side, Fund)
_FAULTS_FIRST = {"fail": 0, "rounding": 1, "not_checkable": 2, "pass": 3}


class ToolRefusal(Exception):
    """A request that a tool refuses; the message is for the model."""


@dataclass(slots=True)
class Toolbox:
    """The tools of one question. Everything they show is noted under its id in ``notes``."""

    asking: Asking
    notes: Notes = field(default_factory=Notes)
    fault: Exception | None = None
    """A bug in a tool itself, not a request that it refused."""

    def list_documents(self) -> str:
        """The documents in scope: id, title, institution, year, variant and kind."""
        return "\n".join(
            f"{name} | {each.title} | {each.institution} | {each.year or '?'} | {kind_of(each)}"
            for name, each in self.documents().items()
        )

    def find_facts(
        self,
        words: str,
        document: str = "",
        year: int | None = None,
        stage: str = "",
        side: str = "",
        fund: str = "",
        limit: int = 8,
    ) -> str:
        """Table figures that match ``words``, best first."""
        return self._find(words, document, year, stage, side, fund, limit, cells=True)

    def find_statements(self, words: str, document: str = "", year: int | None = None, limit: int = 8) -> str:
        """Figures, changes, rates and reasons from sentences that match ``words``, best first."""
        return self._find(words, document, year, "", "", "", limit, cells=False)

    def search_passages(self, words: str, document: str = "", limit: int = 5) -> str:
        """Passages of running text and of cells for ``words``, best first; matches by words and by search alternate."""
        wanted = words_of(words, self.asking.library, self.asking.plan.scope) or clean(words)
        indexes = self._indexes(document)
        scored = sorted(
            (
                (each.score, index, each.passage)
                for index in indexes
                for each in index.passages.search(wanted)[:MOST_ROWS]
            ),
            key=lambda each: -each[0],
        )
        turns = zip_longest(((index, passage) for _, index, passage in scored), self._searched(words, indexes))
        best = {
            (index.document.id, passage.position): (index, passage)
            for turn in turns
            for index, passage in filter(None, turn)
        }
        rows = list(best.values())[: _rows(limit)]
        return _listed([self._passage(index, passage, wanted) for index, passage in rows], "没有找到相关段落")

    def _searched(self, words: str, indexes: Sequence[DocumentIndex]) -> list[tuple[DocumentIndex, Passage]]:
        """Matches by words and meaning; empty if the vectors are unavailable, so that only words count."""
        by_id = {index.document.id: index for index in indexes}
        try:
            found = self.asking.library.stores.search.passages(words, list(by_id), ["text"], MOST_ROWS)
        except StoreError:
            return []
        held = ((by_id[each.chunk.document_id], each.chunk.text) for each in found)
        return [(index, _best_of(passages, words)) for index, text in held if (passages := index.passages.within(text))]

    def calculate(self, operation: str, ids: Sequence[str], unit: str = "") -> str:
        """The result of ``operation`` over ids, under an id of its own."""
        if operation not in OPERATIONS:
            raise ToolRefusal(f"没有 {operation} 这种计算，只有 {'、'.join(OPERATIONS)}")
        self._must_be_figures(ids)
        if operation == "rank":
            return self._rank(tuple(ids))
        made = NotedCalculation(operation, tuple(ids), unit if operation == "convert" or unit.endswith("元") else "")
        shown = self._value(made)
        return f"{self.notes.calculation(made)} | {shown}"

    def check_figures(self, ids: Sequence[str] = (), words: str = "") -> str:
        """What the reconciliation rules found about these ids or words, faults first."""
        rows = [
            (_FAULTS_FIRST.get(finding.finding.verdict, 9), -score, document, finding)
            for document, finding, score in self._findings(ids, words)
        ]
        best = sorted(rows, key=lambda each: each[:2])[:6]
        return _listed([self._finding(document, finding) for _, _, document, finding in best], "没有相关的核对结果")

    # ------------------------------------------------------------------------------------------------------ scope

    def documents(self) -> dict[str, DocumentInfo]:
        """The documents in scope, by their ids within this run."""
        scope, library = self.asking.plan.scope, self.asking.library
        chosen = tuple(scope.documents) if not scope.open else tuple(library.documents)
        return {f"D{at}": library.document(each) for at, each in enumerate(chosen, 1) if each in library.documents}

    def _indexes(self, document: str) -> tuple[DocumentIndex, ...]:
        held = self.documents()
        if document and document.upper() not in held:
            raise ToolRefusal(f"范围内没有文件 {document}；有 {'、'.join(held)}")
        chosen = [held[document.upper()]] if document else list(held.values())
        return tuple(self.asking.index(each.id) for each in chosen)

    def _in_years(self, figure: Figure) -> bool:
        named = self.asking.plan.years
        return not named or figure.year is None or figure.year in {year - back for year in named for back in (0, 1)}

    # -------------------------------------------------------------------------------------------------------- rows

    def _find(
        self, words: str, document: str, year: int | None, stage: str, side: str, fund: str, limit: int, *, cells: bool
    ) -> str:
        wanted = words_of(words, self.asking.library, self.asking.plan.scope) or clean(words)
        target = Target(
            wanted, year, _of(Stage, stage, Stage.UNKNOWN), _of(Side, side, Side.UNKNOWN), _of(Fund, fund, Fund.UNKNOWN)
        )
        found = [
            each
            for index in self._indexes(document)
            for each in find(target, index, lambda figure: figure.cell == cells and self._shown(figure))[:MOST_ROWS]
        ]
        best = sorted(found, key=lambda each: -each.score)[: _rows(limit)]
        return _listed([self.row(each.figure) for each in best], "没有找到；换一个文件里的说法再查")

    def _shown(self, figure: Figure) -> bool:
        text = figure.fact.text + figure.fact.item.name if figure.cell else figure.statement.sentence
        return self._in_years(figure) and not speaks_to_a_program(text)

    def row(self, figure: Figure) -> str:
        """A figure as a model sees it; the figure is noted."""
        name = self.notes.figure(figure)
        return f"{name} | {self._document_id(figure)} | {fact_row(figure) if figure.cell else statement_row(figure)}"

    def _document_id(self, figure: Figure) -> str:
        return next((name for name, each in self.documents().items() if each.id == figure.document.id), "?")

    def _passage(self, index: DocumentIndex, passage: Passage, wanted: str) -> str:
        text = passage.paragraph.text
        if speaks_to_a_program(text):
            return ""
        start, end = window(passage, wanted)
        quote = text[start:end].strip()
        source = passage.paragraph.source_of(start, end)
        name = self.notes.passage(NotedPassage(index.document, passage.section.path, quote, source, cell=passage.cell))
        return f"{name} | {index.document.title} | {plain(passage.section.heading)} | “{plain(quote)}”"

    def _must_be_figures(self, ids: Sequence[str]) -> None:
        if not ids:
            raise ToolRefusal('给出编号，例如 ["F1", "F2"]')
        for each in ids:
            if each not in self.notes or each[0] not in "FSC":
                raise ToolRefusal(f"{each} 不是查到的数字的编号；只能对 F、S、C 编号计算，不能对数字计算")

    def _value(self, made: NotedCalculation) -> str:
        try:
            quantity = self.notes.calculated(made, Draft())
        except ValueError as wrong:
            raise ToolRefusal(f"不能这样计算：{wrong}") from None
        return f"{quantity.substituted} = {quantity.shown()}"

    def _rank(self, ids: tuple[str, ...]) -> str:
        draft = Draft()
        try:
            valued = [(self.notes.quantity(each, draft), each) for each in ids]
        except ValueError as wrong:
            raise ToolRefusal(f"不能排序：{wrong}") from None
        if len({quantity.unit for quantity, _ in valued}) > 1:
            raise ToolRefusal("单位不同，不能排序")
        ordered = [each for _, each in sorted(valued, key=lambda pair: -pair[0].value)]
        name = self.notes.calculation(NotedCalculation("rank", tuple(ordered)))
        return f"{name} | 从大到小：{' > '.join(ordered)}"

    def _findings(self, ids: Sequence[str], words: str) -> Iterable[tuple[str, NotedFinding, float]]:
        touched = {
            (f.document.id, f.origin.id) for each in ids if each in self.notes for f in self.notes.figures_of(each)
        }
        wanted = pairs(words)
        for index in self._indexes(""):
            for finding in self.asking.library.findings(index.document.id):
                hit = any((index.document.id, each) in touched for each in finding.facts)
                held = len(wanted & pairs(finding.message)) / len(wanted) if wanted else 0.0
                if hit or held >= 0.5:
                    figures = tuple(index.by_id[each] for each in finding.facts[:8] if each in index.by_id)
                    yield index.document.id, NotedFinding(finding, figures), held + hit

    def _finding(self, document: str, noted: NotedFinding) -> str:
        name = self.notes.finding(noted, document)
        shown = "；".join(self.notes.figure(each) for each in noted.figures)
        verdict = {"fail": "不一致", "rounding": "尾差", "pass": "一致"}.get(noted.finding.verdict, "无法核对")
        return f"{name} | {verdict} | {plain(noted.finding.message)} | {shown}"


def _best_of(passages: Sequence[Passage], words: str) -> Passage:
    """The passage that shares most with ``words``, else the longest."""
    wanted = pairs(words)
    return max(passages, key=lambda each: (len(wanted & each.words), len(each.paragraph.text)))


def _rows(limit: int) -> int:
    return max(1, min(limit, MOST_ROWS))


def _listed(rows: Sequence[str], nothing: str) -> str:
    return "\n".join(row for row in rows if row) or nothing


def _of(kind: Iterable[Kind], text: str, otherwise: Kind) -> Kind:
    """The value that a model named, or ``otherwise`` if it is not one of the kind."""
    return next((each for each in kind if each.value and each.value == text.strip()), otherwise)
