"""Table -> Facts: one per data cell, with its item, institution, time, side, fund and unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ingest.facts.column_items import THREE_PUBLIC, TOTAL, is_beside_three_public
from ingest.facts.header_texts import fund_of, side_of, unit_of
from ingest.facts.headings import Heading, Headings, title_stage
from ingest.facts.label_columns import labelled_records
from ingest.facts.line_items import SUMMARY_KINDS, LineItems, RowReading
from ingest.facts.listed_titles import listed_title
from ingest.facts.row_marks import RowColumns, RowMarks
from ingest.facts.sheet_stages import staged_splits
from ingest.facts.unit_names import unit_names
from ingest.model.amounts import UNIT_FACTORS, Amount, parse_amount
from ingest.model.document import Cell, ContentsEntry, Record, Table
from ingest.model.figures import DocumentContext, Fact, Fund, LineItem, Side, Stage
from ingest.model.normalize import normalize
from ingest.model.table_words import says
from ingest.model.vocabulary import MEASURES, load

_COUNTS = re.compile(load("columns.toml")["counts"])
_STAGELESS = frozenset(("score", "rate", "target", "words", "note"))
_STAGE_OF_KIND = {"预算": Stage.BUDGET, "决算": Stage.FINAL}
_MONEY_HEADER = re.compile(load("columns.toml")["money_header"])
_OWN_OFFICE, _UNIT = "本级", "单位"
_FUND_ROWS = SUMMARY_KINDS | {
    "revenue",
    "project_targets",
    "project_performance",
    "overall_performance",
    "overall_targets",
    "performance_base",
}


def document_facts(
    tables: Sequence[Table], document: DocumentContext, contents: Sequence[ContentsEntry] = ()
) -> tuple[Fact, ...]:
    """The facts of all tables, ids ``F1``, ``F2`` … unique in the document; ``contents`` may tell what a title does
    not."""
    facts: list[Fact] = []
    units = unit_names(tables)
    for table in tables:
        facts.extend(facts_of(table, document, first=len(facts) + 1, units=units, listed=listed_title(table, contents)))
    return staged_splits(tables, facts)


def facts_of(
    table: Table,
    document: DocumentContext,
    first: int = 1,
    units: Mapping[str, str] | None = None,
    listed: str = "",
) -> tuple[Fact, ...]:
    """One fact for every data cell of a labelled row, blank cells and words included; ids start at ``F<first>``.

    ``row`` is the record's index in ``table.records``. A total column's measure is ``合计``, and its stage
    distinguishes 年初预算 from 决算. A row of a subordinate unit has the item ``合计`` with the unit's code and its
    institution; ``units`` has the whole names of units by code where a cell may cut them off, ``listed`` is the
    table's title in the table of contents."""
    reader = _Reader(table, document, units or {}, listed)
    return tuple(replace(fact, id=f"F{number}") for number, fact in enumerate(reader.facts(), first))


class _Reader:
    def __init__(self, table: Table, document: DocumentContext, units: Mapping[str, str], listed: str) -> None:
        self._table = table
        self._units = units
        self._document = document
        self._headings = Headings(table, listed)
        self._columns = {column.index: (column.path, self._headings.read(column.index)) for column in table.columns}
        self._unknown_column: tuple[tuple[str, ...], Heading] = ((), self._headings.read(-1))
        self._has_targets = any(heading.kind == "target" for _, heading in self._columns.values())
        self._of_indicators = any(
            column.path and says(column.path[-1], "sheets.indicator_levels") for column in table.columns
        )
        self._row_columns = RowColumns(table.columns)
        self._counts_apart = any(heading.kind == "count" for _, heading in self._columns.values())
        self._unit = table.unit or self._unit_in_headers()
        self._only_three_public = not any(
            is_beside_three_public(cell.text) for record in table.records for cell in record.labels
        )

    def facts(self) -> Iterator[Fact]:
        rows = [(row, _labelled(record)) for row, record in labelled_records(self._table)]
        table = replace(self._table, records=tuple(record for _, record in rows))
        institution = table.institution or self._document.institution
        for (row, record), reading in zip(rows, LineItems(table, institution, self._units).read(), strict=True):
            marks = self._row_columns.marks(record)
            for index, cell in record.values:
                path, heading = self._columns.get(index, self._unknown_column)
                if record.labels or cell.text or heading.item:
                    yield self._fact(row, record, reading, path, heading, cell, marks)

    def _fact(
        self,
        row: int,
        record: Record,
        reading: RowReading,
        path: tuple[str, ...],
        heading: Heading,
        cell: Cell,
        marks: RowMarks,
    ) -> Fact:
        amount = _amount(cell.text)
        heading = _in_row(_for_cell(heading, path, amount, self._unit), marks, bool(reading.item.name))
        item = self._item(reading.item, heading, path)
        return Fact(
            id="",
            document_id=self._document.id,
            table_id=self._table.id,
            row=row,
            item=item,
            row_path=reading.row_path,
            column_path=path,
            institution=reading.institution or self._table.institution or self._document.institution,
            year=self._year(heading),
            stage=self._stage(heading, reading),
            side=self._side(item, heading, record),
            fund=self._fund(item, heading),
            measure=heading.measure,
            value=amount.value if amount else None,
            unit="" if _is_words(cell.text) else self._unit_of(heading, record, item, amount, marks),
            text=cell.text,
            source=cell.source,
            subject=self._table.subject,
            mark=cell.mark,
            compare=(amount.compare or marks.compare) if amount and heading.kind == "target" else "",
            variant=self._variant(reading.institution),
        )

    def _variant(self, row_institution: str) -> str:
        """A row of another institution than the document's is its own office (本级) or one of its units."""
        if row_institution in ("", self._document.institution):
            return self._document.variant
        return _OWN_OFFICE if normalize(row_institution).endswith(f"({_OWN_OFFICE})") else _UNIT

    def _item(self, item: LineItem, heading: Heading, path: tuple[str, ...]) -> LineItem:
        if heading.item:
            return LineItem("", heading.item)
        if not item.name and path:
            return replace(item, name=path[-1])
        if self._table.kind == "three_public" and item.name in (TOTAL, "总计") and self._only_three_public:
            return replace(item, name=THREE_PUBLIC)
        return item

    def _year(self, heading: Heading) -> int | None:
        own = heading.year or self._table.year or self._document.year
        return own - 1 if heading.prior_year and own else own

    def _stage(self, heading: Heading, reading: RowReading) -> Stage:
        if heading.stage is not Stage.UNKNOWN or heading.kind in _STAGELESS or heading.between_stages:
            return heading.stage
        if (own := self._headings.stage_of_row(reading.row_path)) is not Stage.UNKNOWN:
            return own
        if (titled := title_stage(self._table)) is not Stage.UNKNOWN:
            return titled
        return _STAGE_OF_KIND.get(self._document.kind, Stage.UNKNOWN)

    def _side(self, item: LineItem, heading: Heading, record: Record) -> Side:
        if (half := self._row_columns.side(record)) is not Side.UNKNOWN:
            return half
        if heading.side is not Side.UNKNOWN:
            return heading.side
        if self._table.kind in SUMMARY_KINDS and not item.code:
            own = side_of(item.name)
            return own if own is not Side.UNKNOWN else (Side.EXPENDITURE if record.half else Side.REVENUE)
        return Side.EXPENDITURE if item.level else Side.UNKNOWN

    def _fund(self, item: LineItem, heading: Heading) -> Fund:
        if heading.fund is not Fund.UNKNOWN:
            return heading.fund
        if self._table.kind in _FUND_ROWS and not item.code and not self._has_targets:
            named = [fund for name in (item.name, *reversed(item.path)) if (fund := fund_of(name)) is not Fund.UNKNOWN]
            narrow = [fund for fund in named if fund is not Fund.APPROPRIATION]
            if named:
                return (narrow or named)[0] if named[0] is Fund.APPROPRIATION else named[0]
        return self._headings.fund

    def _unit_of(self, heading: Heading, record: Record, item: LineItem, amount: Amount | None, marks: RowMarks) -> str:
        if amount and amount.unit:
            return amount.unit
        if heading.kind in ("target", "count") and marks.unit:
            return marks.unit
        if heading.kind in _STAGELESS:
            return "" if heading.kind == "note" else heading.unit
        own = next((unit for cell in reversed(record.labels) if (unit := unit_of(cell.text))), "")
        if heading.kind == "count":
            return own if own and own not in UNIT_FACTORS else heading.unit
        if own and (own in UNIT_FACTORS or not self._counts_apart):
            return own
        if _COUNTS.search(normalize(item.name)) or (heading.unit and heading.unit not in UNIT_FACTORS):
            return heading.unit if heading.unit not in UNIT_FACTORS else ""
        return heading.unit or ("" if self._counts_otherwise(heading) else self._unit)

    def _counts_otherwise(self, heading: Heading) -> bool:
        """Whether a column of a table of indicators, whose header is not known, says nothing of money."""
        unknown = heading.kind == "money" and heading.measure not in MEASURES
        return unknown and self._of_indicators and not _MONEY_HEADER.search(normalize(heading.measure))

    def _unit_in_headers(self) -> str:
        """The amount unit that a header prints, or that one row prints for all (``部门预算总额(万元)``)."""
        headers = [self._table.title, *(text for column in self._table.columns for text in column.path)]
        labels = [cell.text for record in self._table.records for cell in record.labels]
        found = [unit for text in (*headers, *labels) if (unit := unit_of(text)) in UNIT_FACTORS]
        return found[0] if len(set(found)) == 1 else ""


def _for_cell(heading: Heading, path: tuple[str, ...], amount: Amount | None, unit: str) -> Heading:
    """A figure under a header of words is an amount (部门预算总额 under 主要内容); words under no header are words."""
    if heading.kind == "words" and unit and amount and not amount.unit:
        return replace(heading, measure=TOTAL, kind="total")
    if not path and not heading.item and amount is None:
        return replace(heading, measure="", kind="words")
    return heading


def _in_row(heading: Heading, marks: RowMarks, named: bool) -> Heading:
    """The column in a row that tells its own year, or that is a change of the rows above it; in a row without a name
    the column is the item, and the change its measure."""
    if marks.change and (heading.kind in ("total", "money") or not named):
        heading = replace(heading, measure=marks.change, kind=MEASURES[marks.change].kind)
    return replace(heading, year=heading.year or marks.year)


def _labelled(record: Record) -> Record:
    """A row that no label names takes its first cell for one, where that holds words and figures follow."""
    filled = [(index, cell) for index, cell in record.values if cell.text]
    if record.labels or len(filled) < 2 or _is_figure(filled[0][1].text):
        return record
    if not any(_is_figure(cell.text) for _, cell in filled[1:]):
        return record
    index, label = filled[0]
    return replace(record, labels=(label,), values=tuple(value for value in record.values if value[0] != index))


def _is_figure(text: str) -> bool:
    return _amount(text) is not None or _is_dash(text)


def _is_words(text: str) -> bool:
    return bool(text) and not _is_figure(text)


def _is_dash(text: str) -> bool:
    return bool(re.fullmatch(r"-+", normalize(text)))


def _amount(text: str) -> Amount | None:
    """The number printed, or None for blank, words and dashes."""
    return None if not text or _is_dash(text) else parse_amount(text)
