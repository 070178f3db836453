"""The figures of one document, ready to be matched against words."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from ingest.model.document import Section, Table
from ingest.model.figures import Fact, Statement
from ingest.model.vocabulary import FUNCTIONAL_CATEGORIES, is_functional
from ingest.model.worded_cells import worded_cells
from ingest.store.catalog.values import DocumentInfo
from qa.evidence.placed import Placed
from qa.plans.words import clean, core, pairs
from qa.search.passages import Passages


@dataclass(frozen=True, slots=True)
class Figure(Placed):
    """A fact or a statement behind one interface. ``names`` holds the pairs of its own name; ``words`` the pairs of all
    that describes it (headers, table title, section, clause); ``own`` the pairs that describe it and not its neighbours
    as well (the clause, not the sentence); ``name`` is the item's name, cleaned."""

    document: DocumentInfo
    origin: Fact | Statement
    names: frozenset[str]
    words: frozenset[str]
    own: frozenset[str]
    name: str
    table: Table | None

    @property
    def value(self) -> Decimal | None:
        return self.origin.value

    @property
    def unit(self) -> str:
        return self.origin.unit

    @property
    def kind(self) -> str:
        return self.table.kind if self.table else ""


_YEAR_BEFORE = re.compile(r"^(?:19|20)\d\d年度?(?=.{3})")


class DocumentIndex:
    """All figures of a document. ``weight`` says how telling a pair of characters is within it. ``parts``: the files
    that are read as this one document, itself first; one of them has the tables. ``by_id`` is its own alone."""

    def __init__(
        self,
        document: DocumentInfo,
        figures: Iterable[Figure],
        tables: Iterable[Table],
        sections: tuple[Section, ...],
        parts: tuple[str, ...] = (),
    ) -> None:
        self.document = document
        self.parts = parts or (document.id,)
        self.sections = sections
        self.tables = {table.id: table for table in tables}
        self.figures = tuple(figures)
        self.by_id = {figure.origin.id: figure for figure in self.figures if figure.document.id == document.id}
        self.names = frozenset(plain for name in self._names() for plain in (name, _YEAR_BEFORE.sub("", name)))
        cells = [figure for figure in self.figures if figure.cell]
        self.headers = frozenset(clean(header) for each in cells for header in each.fact.column_path[-1:])
        self.items = frozenset(figure.name for figure in self.figures)
        self._holders: dict[str, list[int]] = defaultdict(list)
        for at, figure in enumerate(self.figures):
            for pair in figure.words:
                self._holders[pair].append(at)

    def _names(self) -> Iterable[str]:
        """Names of line items, projects and columns that a question may use for a figure."""
        for figure in self.figures:
            yield figure.name
            if figure.cell:
                yield clean(figure.fact.subject)
                yield clean(figure.fact.measure)
                yield from (clean(header) for header in figure.fact.column_path[-1:])
            else:
                yield clean(figure.statement.subject)

    def weight(self, pair: str) -> float:
        """The weight of a pair: rarer pairs weigh more, and a pair that no figure holds weighs most."""
        return math.log(1 + len(self.figures) / (1 + len(self._holders.get(pair, ()))))

    @cached_property
    def passages(self) -> Passages:
        """The running text, and what tables tell in words."""
        return Passages(self.sections, worded_cells(self.tables.values()))

    def holds(self, pair: str) -> bool:
        """Whether the words of any figure hold the pair."""
        return pair in self._holders

    def covering(self, weights: dict[str, float], share: float) -> Iterable[Figure]:
        """The figures whose words hold at least ``share`` of the weight, in reading order; all of them without
        weights."""
        if not weights:
            return self.figures
        covered: dict[int, float] = defaultdict(float)
        for pair, weight in weights.items():
            for at in self._holders.get(pair, ()):
                covered[at] += weight
        least = share * sum(weights.values())
        return [self.figures[at] for at in sorted(covered) if covered[at] >= least]

    def facts(self) -> tuple[Figure, ...]:
        return tuple(figure for figure in self.figures if figure.cell)

    def statements(self) -> tuple[Figure, ...]:
        return tuple(figure for figure in self.figures if not figure.cell)


def index_of(
    document: DocumentInfo,
    facts: Iterable[Fact],
    statements: Iterable[Statement],
    tables: Iterable[Table],
    sections: tuple[Section, ...],
) -> DocumentIndex:
    """The index of one file."""
    held = {table.id: table for table in tables}
    home, openings = clean(document.institution), _openings(sections)
    figures = [
        *(_of_fact(document, fact, held[fact.table_id], home) for fact in facts),
        *(_of_statement(document, statement, openings) for statement in statements),
    ]
    return DocumentIndex(document, figures, held.values(), sections)


def joined(indexes: Sequence[DocumentIndex]) -> DocumentIndex:
    """The files of one publication as one document: the figures of all, and the running text of the first."""
    first = indexes[0]
    figures = [figure for index in indexes for figure in index.figures]
    parts = tuple(index.document.id for index in indexes)
    tables = [table for index in indexes for table in index.tables.values()]
    return DocumentIndex(first.document, figures, tables, first.sections, parts)


TOTAL_NAMES = frozenset(
    {"合计", "总计", "小计", "本年支出合计", "本年收入合计", "支出总计", "收入总计", "支出合计", "收入合计", ""}
)
"""Row names that mean the whole, so that a question may omit them."""


def _of_fact(document: DocumentInfo, fact: Fact, table: Table, home: str) -> Figure:
    name = clean(_category_name(fact) or fact.item.name)
    row_institution = fact.institution if clean(fact.institution) != home else ""
    described = (
        fact.item.name,
        name,
        *fact.item.path,
        *fact.row_path,
        *fact.column_path,
        table.title,
        table.number,
        fact.subject,
        row_institution,
        fact.item.counterpart,
        fact.measure,
        fact.side.value,
        fact.fund.value,
        fact.stage.value,
        fact.item.code,
    )
    words = _pairs_of(described)
    return Figure(document, fact, pairs(name if name in TOTAL_NAMES else core(name)), words, words, name, table)


def _category_name(fact: Fact) -> str:
    """The standard name of a functional 类, whatever the table's spelling (农林水事务 -> 农林水支出)."""
    return FUNCTIONAL_CATEGORIES.get(fact.item.code, "") if is_functional(fact.item.code) else ""


_MONEY = re.compile(r"\d[\d,.]*(?:[千万亿]*元|%)")
_ABOUT_ONE = re.compile("项目|工程|专项|资金")


def _openings(sections: Iterable[Section]) -> dict[tuple[str, ...], str]:
    """How each part with several headings begins: the subject of the whole part (项目概况 names the project)."""
    found: dict[tuple[str, ...], str] = {}
    for section in sections:
        if len(section.path) > 1 and section.paragraphs and _ABOUT_ONE.search(section.path[-2]):
            found.setdefault(section.path[:-1], section.paragraphs[0].text[:80])
    return found


def _of_statement(document: DocumentInfo, statement: Statement, openings: dict[tuple[str, ...], str]) -> Figure:
    name = clean(statement.item.name)
    own = _pairs_of(
        (statement.item.name, *statement.item.path, statement.subject, _own_text(statement), *statement.section[-1:])
    )
    described = (
        statement.sentence,
        *statement.section[-2:],
        openings.get(statement.section[:-1], "") if len(statement.section) > 1 else "",
        statement.side.value,
        statement.fund.value,
        statement.stage.value,
    )
    return Figure(document, statement, pairs(name), own | _pairs_of(described), own, name, None)


def _own_text(statement: Statement) -> str:
    """The part of a list of figures (基本工资3万元、奖金2万元) that states this one."""
    parts = statement.text.lstrip("、").split("、")
    told = next((at for at, part in enumerate(parts) if _MONEY.search(part)), len(parts))
    return "、".join(parts[: told + 1])


def _pairs_of(parts: Iterable[str]) -> frozenset[str]:
    found: set[str] = set()
    for part in parts:
        if part:
            found |= pairs(part)
    return frozenset(found)
