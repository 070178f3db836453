"""Series of rows: the leaf rows of a table, the rows under a row, the columns of a row; conditions and ranks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from ingest.model.amounts import decimals
from ingest.model.figures import Fact, Role, Statement
from ingest.model.normalize import name_key
from ingest.store.catalog.figures import FactFilter, Figures
from qa.execution.candidates import measure_tier
from qa.execution.fitting import TOTAL_MEASURES, TOTALS, Candidate, fits
from qa.execution.leaf_rows import FORMS, is_below, leaf_rows, row_name
from qa.execution.names import coded, tiers
from qa.execution.outcomes import Absent, Entry, Leaf, Made, Member, Series, Value
from qa.execution.preferences import preference
from qa.execution.selection import Selector, outcome_of, value_of
from qa.execution.sources import Source
from qa.execution.tables import tables_named
from qa.plans.quantity import MONEY
from qa.plans.slots import Rows, Slots

_LEVELS = {"类": 3, "款": 5, "项": 7}


class SeriesReader:
    """Series of one store."""

    def __init__(self, figures: Figures, selector: Selector) -> None:
        self._figures, self._selector = figures, selector
        self._places: dict[tuple[str, str, str], int] = {}

    def rows(self, source: Source, wanted: Rows) -> Series | Absent:
        """The leaf rows of the table that ``wanted`` names, or of all rows that its slots fit."""
        tables = tables_named(wanted.table, self._selector.tables(source)) if wanted.table else ()
        if wanted.table and not tables:
            return Absent(wanted.table, source.files)
        within = frozenset((each.document_id, each.id) for each in tables) if wanted.table else None
        code, name = coded(wanted.item)
        keys = frozenset(tiers(name, self._selector.names(source, "item"))) if name else frozenset()
        chosen = FactFilter(keys, frozenset(), frozenset({code} if code else set()), within)
        if wanted.item and not keys and not code:
            return self._said(source, wanted) or Absent(wanted.item, source.files)
        found = self._selector.entries(source, self._figures.facts(source.ids, chosen))
        column = self._in_one_column(found, wanted)
        members = leaf_rows(column if wanted.table else _of_one_kind(column, wanted), found, wanted)
        if not members:
            return self._said(source, wanted) or Absent(wanted.table or wanted.item, source.files)
        return Series(tuple(members), wanted.table)

    def _said(self, source: Source, wanted: Rows) -> Series | None:
        """Sentences with a figure of the kind that is asked for, where no table has such rows."""
        if not wanted.item or wanted.table:
            return None
        keys = frozenset(self._selector.said_keys(source, wanted.item))
        entries = self._selector.entries(source, self._figures.statements(source.ids, keys)) if keys else []
        kept = [each for each in entries if fits(Candidate(each), wanted) and each.value is not None]
        names = {each.statement.item.name for each in kept}
        members = [Member(_said_name(each, len(names) == 1), value_of(each), each) for each in kept]
        return Series(tuple(members), wanted.item) if members else None

    def _in_one_column(self, found: Sequence[Entry], wanted: Slots) -> list[Entry]:
        """For each table the cells of the column that is meant."""
        by_table: dict[tuple[str, str], list[Candidate]] = {}
        for entry in found:
            tier = measure_tier(entry.fact, wanted.measure) if wanted.measure else 0
            made = Candidate(entry, measure=tier if tier is not None else 99)
            if tier is not None and fits(made, wanted):
                by_table.setdefault(entry.row[:2], []).append(made)
        kept: list[Entry] = []
        for candidates in by_table.values():
            best = min(candidates, key=lambda each: _column_rank(each, wanted))
            kept += _in_blocks([each.entry for each in candidates], best.entry)
        return kept

    def unprinted(self, source: Source, wanted: Slots) -> Value | None:
        """The sum of the rows under a code whose own row the table does not print."""
        code, name = coded(wanted.item)
        if len(code) not in (3, 5):
            return None
        tables = tables_named(wanted.table, self._selector.tables(source)) if wanted.table else ()
        within = frozenset((each.document_id, each.id) for each in tables) if wanted.table else None
        found = self._selector.entries(source, self._figures.facts(source.ids, FactFilter(tables=within)))
        below = [each for each in found if each.fact.item.code.startswith(code) and each.fact.item.code != code]
        column = self._in_one_column(below, wanted)
        if not column:
            return None
        first = min(column, key=lambda each: (preference(Candidate(each), wanted, ""), each.position))
        rows = [each for each in column if each.row[:2] == first.row[:2]]
        leaves = [
            each for each in rows if not any(is_below(o.fact, each.fact) for o in rows) and each.value is not None
        ]
        if not leaves:
            return None
        series = Series(tuple(Member(row_name(each), value_of(each), each) for each in leaves), name or code)
        terms = tuple(Leaf(each) for each in leaves)
        return Value(Made("sum", terms), name or code, tuple(map(value_of, leaves)), parts=series)

    def children(self, entry: Entry, level: str) -> Series:
        """The rows under the row of ``entry``, in its column."""
        if not entry.cell:
            return self._children_said(entry, level)
        tables = frozenset({(entry.document.id, entry.fact.table_id)})
        source = Source((entry.document,))
        found = self._selector.entries(source, self._figures.facts(source.ids, FactFilter(tables=tables)))
        column = [
            each
            for each in found
            if each.fact.column_path == entry.fact.column_path
            and each.fact.year == entry.fact.year
            and name_key(each.fact.institution) == name_key(entry.fact.institution)
            and each.fact.subject == entry.fact.subject
        ]
        below = [each for each in column if each.row != entry.row and is_below(each.fact, entry.fact)]
        kept = _at_level(below, level, entry.value)
        return Series(tuple(Member(row_name(each), outcome_of(each), each) for each in kept), entry.fact.item.name)

    def _children_said(self, entry: Entry, level: str) -> Series:
        """The figures that sentences give as parts of another one; where none does, those of its chapter."""
        name, statement = name_key(entry.statement.item.name), entry.statement
        rows = self._figures.statements([entry.document.id], None)
        alike = [
            each
            for each in self._selector.entries(Source((entry.document,)), rows)
            if each.value is not None
            and each.unit == entry.unit
            and each.statement.role in (statement.role, Role.FINAL, Role.AMOUNT)
            and each.stage is entry.stage
            and name_key(each.statement.item.name) != name
            and (not level or each.statement.item.level == level)
        ]
        below = _parts_said(alike, entry, bool(level)) or [
            each for each in alike if _in_chapter(statement, each.statement)
        ]
        distinct = {(each.statement.item.code, each.statement.item.name): each for each in reversed(below)}
        kept = sorted(distinct.values(), key=lambda each: each.position)
        return Series(
            tuple(Member(each.statement.item.name, value_of(each), each) for each in kept), entry.statement.item.name
        )

    def columns(self, entry: Entry) -> Series:
        """The cells of the row of ``entry``, by their headers."""
        if not entry.cell:
            return Series(())
        source = Source((entry.document,))
        tables = frozenset({(entry.document.id, entry.fact.table_id)})
        found = self._selector.entries(source, self._figures.facts(source.ids, FactFilter(tables=tables)))
        row = [each for each in found if each.row == entry.row]
        return Series(tuple(Member(_header(each.fact), outcome_of(each), each) for each in row), entry.fact.item.name)

    def beside(self, entry: Entry, measure: str) -> Entry | None:
        """The cell of another column in the row of ``entry``."""
        cells = [each.row for each in self.columns(entry).members if each.row is not None]
        tiered = [
            (tier, each.position, each) for each in cells if (tier := measure_tier(each.fact, measure)) is not None
        ]
        return min(tiered, key=lambda each: each[:2])[2] if tiered else None

    def words_beside(self, entry: Entry, column: str) -> tuple[str, ...]:
        """What a column of words holds in the row of ``entry``; what names the row, where no cell is read from it."""
        if not entry.cell:
            return ()
        cell = self.beside(entry, column)
        return (cell.fact.text,) if cell is not None else (*entry.fact.row_path, *entry.fact.item.path)

    def places(self, entry: Entry) -> int:
        """With how many decimals the figures of a cell's table are printed in its unit: it may drop closing zeros."""
        if not entry.cell or entry.value is None:
            return decimals(entry.value) if entry.value is not None else 0
        key = (*entry.row[:2], entry.unit)
        if key not in self._places:
            tables = frozenset({entry.row[:2]})
            rows = self._figures.facts([entry.document.id], FactFilter(tables=tables))
            shown = [decimals(Decimal(row.value)) for row in rows if row.value is not None and row.unit == entry.unit]
            self._places[key] = max(shown, default=0)
        return self._places[key]


def _said_name(entry: Entry, all_alike: bool) -> str:
    """What a sentence's figure is called in a series: its item, or its heading where all are of one item."""
    said = entry.statement
    heading = _NUMBERING.sub("", said.section[-1]) if said.section else ""
    return heading if all_alike and heading else said.item.name or said.subject


_NUMBERING = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]+[)）、.．]\s*)+")


def _of_one_kind(column: Sequence[Entry], wanted: Slots) -> list[Entry]:
    """The rows of the kind of table that is meant, where no table was named."""
    if not column:
        return []
    of_offices = name_key(wanted.item) in TOTALS
    offices: dict[tuple[str, str], set[str]] = {}
    for each in column if of_offices else ():
        offices.setdefault(each.row[:2], set()).add(each.fact.institution)
    first = min(column, key=lambda each: (-len(offices.get(each.row[:2], ())), *_kind_rank(each, wanted)))
    return [each for each in column if each.kind == first.kind and _same_title(each, first)]


def _kind_rank(entry: Entry, wanted: Slots) -> tuple[object, ...]:
    tier = measure_tier(entry.fact, wanted.measure) if wanted.measure else 0
    return tier or 0, preference(Candidate(entry), wanted, name_key(entry.document.institution)), entry.position


def _same_title(one: Entry, other: Entry) -> bool:
    """Whether two rows stand in one printed table, or in sheets of one form."""
    forms = one.kind.startswith((*FORMS, "performance", "overall"))
    return forms or (one.table is not None and other.table is not None and one.table.whole == other.table.whole)


def _column_rank(candidate: Candidate, wanted: Slots) -> tuple[object, ...]:
    fact = candidate.entry.fact
    total = 0 if fact.measure in TOTAL_MEASURES or name_key(fact.measure) in TOTALS else 1
    money = 0 if candidate.entry.unit in MONEY else 1
    plain = preference(candidate, wanted, name_key(fact.institution))
    return candidate.measure, total if not wanted.measure else 0, money, plain, candidate.entry.position


def _column_of(entry: Entry) -> tuple[object, ...]:
    return entry.fact.column_path, entry.fact.year, entry.fact.stage, entry.fact.side


def _in_blocks(entries: Sequence[Entry], best: Entry) -> list[Entry]:
    """The cells of a column, with those of the same column of blocks that the table prints beside it, each with rows of
    its own."""
    columns: dict[tuple[object, ...], list[Entry]] = {}
    for each in entries:
        columns.setdefault(_column_of(each), []).append(each)
    alike = [cells for cells in columns.values() if _heads_alike(cells[0], best)]
    rows = [each.row for cells in alike for each in cells]
    apart = len(rows) == len(set(rows))
    return [each for each in entries if (apart and _heads_alike(each, best)) or _column_of(each) == _column_of(best)]


def _heads_alike(one: Entry, other: Entry) -> bool:
    """Whether two columns bear the same last header and hold figures of one kind."""
    heads = [name_key("".join(each.fact.column_path[-1:])) for each in (one, other)]
    return bool(heads[0]) and heads[0] == heads[1] and _column_of(one)[1:] == _column_of(other)[1:]


def _at_level(below: Sequence[Entry], level: str, whole: Decimal | None) -> list[Entry]:
    """The rows of a level; without one the next below, where that is not a single row which is the whole again."""
    if level:
        return [each for each in below if each.fact.item.level == level or len(each.fact.item.code) == _LEVELS[level]]
    next_below = [
        each for each in below if not any(is_below(each.fact, other.fact) for other in below if other.row != each.row)
    ]
    if len(next_below) == 1 and next_below[0].value == whole:
        only = next_below[0]
        deeper = [each for each in below if each.row != only.row and is_below(each.fact, only.fact)]
        return _at_level(deeper, level, whole) or next_below
    return next_below


def _header(fact: Fact) -> str:
    return "·".join(fact.column_path) if fact.column_path else fact.measure


def _parts_said(alike: Sequence[Entry], whole: Entry, at_any_depth: bool) -> list[Entry]:
    """The figures that are told as parts of another one, those of its own paragraph before others."""
    name = name_key(whole.statement.item.name)
    paths = [(each, [name_key(upper) for upper in each.statement.item.path]) for each in alike]
    parts = [each for each, path in paths if name in (path if at_any_depth else path[-1:])]
    paragraph = whole.statement.group.split(".")[0]
    return [each for each in parts if paragraph and each.statement.group.split(".")[0] == paragraph] or parts


def _in_chapter(upper: Statement, each: Statement) -> bool:
    """Whether a sentence stands under the heading of an item; in the item's part where no heading names it."""
    key = name_key(upper.item.name)
    named = [at for at, heading in enumerate(upper.section, 1) if key and key in name_key(heading)]
    if named:
        return each.section[: named[-1]] == upper.section[: named[-1]]
    return len(upper.section) > 1 and each.section[: len(upper.section) - 1] == upper.section[:-1]
