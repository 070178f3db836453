"""Series of rows: the leaf rows of a table, the rows under a row, the columns of a row; conditions and ranks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from ingest.model.figures import Fact, Role
from ingest.model.normalize import name_key
from ingest.store.catalog.figure_rows import statement_of
from ingest.store.catalog.figures import FactFilter, Figures
from qa.execution.fitting import TOTAL_MEASURES, TOTALS, Candidate, fits, preference
from qa.execution.names import coded, tiers
from qa.execution.outcomes import Absent, Blank, Entry, Leaf, Made, Member, Outcome, Series, Value
from qa.execution.selection import Selector, measure_tier, value_of
from qa.execution.sources import Source
from qa.execution.tables import tables_named
from qa.plans.language import HasState, HasValue, HasWords, Rows, Slots
from qa.plans.quantity import MONEY, converted

_LEVELS = {"类": 3, "款": 5, "项": 7}


class SeriesReader:
    """Series of one store."""

    def __init__(self, figures: Figures, selector: Selector) -> None:
        self._figures, self._selector = figures, selector

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
            return Absent(wanted.item, source.files)
        found = self._selector.entries(source, self._figures.facts(source.ids, chosen))
        members = _leaf_rows(self._in_one_column(found, wanted), found, wanted)
        if not members:
            return self._said(source, wanted) or Absent(wanted.table or wanted.item, source.files)
        return Series(tuple(members), wanted.table)

    def _said(self, source: Source, wanted: Rows) -> Series | None:
        """Sentences with a figure of the kind that is asked for, where no table has such rows."""
        if not wanted.item or wanted.table:
            return None
        keys = frozenset(tiers(wanted.item, self._selector.names(source, "said", "phrase")))
        home = name_key(source.info.institution)
        entries = self._selector.entries(source, self._figures.statements(source.ids, keys)) if keys else []
        kept = [each for each in entries if fits(Candidate(each), wanted, home) and each.value is not None]
        members = [Member(each.statement.item.name or each.statement.subject, value_of(each), each) for each in kept]
        return Series(tuple(members), wanted.item) if members else None

    def _in_one_column(self, found: Sequence[Entry], wanted: Slots) -> list[Entry]:
        """For each table the cells of the column that is meant."""
        by_table: dict[tuple[str, str], list[Candidate]] = {}
        for entry in found:
            tier = measure_tier(entry.fact, wanted.measure) if wanted.measure else 0
            made = Candidate(entry, measure=tier if tier is not None else 99)
            if tier is not None and fits(made, wanted, ""):
                by_table.setdefault(entry.row[:2], []).append(made)
        kept: list[Entry] = []
        for candidates in by_table.values():
            best = min(candidates, key=lambda each: _column_rank(each, wanted))
            column = _column_of(best.entry)
            kept += [each.entry for each in candidates if _column_of(each.entry) == column]
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
            each for each in rows if not any(_is_below(o.fact, each.fact) for o in rows) and each.value is not None
        ]
        if not leaves:
            return None
        series = Series(tuple(Member(_row_name(each), value_of(each), each) for each in leaves), name or code)
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
        below = [each for each in column if each.row != entry.row and _is_below(each.fact, entry.fact)]
        kept = _at_level(below, level)
        return Series(tuple(Member(_row_name(each), outcome_of(each), each) for each in kept), entry.fact.item.name)

    def _children_said(self, entry: Entry, level: str) -> Series:
        name, statement = name_key(entry.statement.item.name), entry.statement
        rows = self._figures.statements([entry.document.id], None)
        below = [
            each
            for each in self._selector.entries(Source((entry.document,)), rows)
            if each.value is not None
            and each.statement.role in (statement.role, Role.FINAL, Role.AMOUNT)
            and each.stage is entry.stage
            and (
                name in map(name_key, each.statement.item.path)
                or _same_chapter(statement.section, each.statement.section)
            )
            and name_key(each.statement.item.name) != name
            and (not level or each.statement.item.level == level)
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
        cell = self.beside(entry, column)
        return (cell.fact.text,) if cell is not None else (*entry.fact.row_path, *entry.fact.item.path)

    def same_sentence(self, entry: Entry) -> list[Entry]:
        """The statements of the sentence of ``entry``, itself left out."""
        rows = self._figures.statements([entry.document.id], None)
        held = [row for row in rows if row.sentence == entry.statement.sentence and row.id != entry.statement.id]
        return [Entry(entry.document, statement_of(row), None, row.position) for row in held]


def outcome_of(entry: Entry) -> Value | Blank:
    """The figure of a cell, or the blank that it is."""
    return Blank(entry) if entry.value is None else value_of(entry)


def _column_rank(candidate: Candidate, wanted: Slots) -> tuple[object, ...]:
    fact = candidate.entry.fact
    total = 0 if fact.measure in TOTAL_MEASURES or name_key(fact.measure) in TOTALS else 1
    money = 0 if candidate.entry.unit in MONEY else 1
    plain = preference(candidate, wanted, name_key(fact.institution))
    return candidate.measure, total if not wanted.measure else 0, money, plain, candidate.entry.position


def _column_of(entry: Entry) -> tuple[object, ...]:
    return entry.fact.column_path, entry.fact.year, entry.fact.stage, entry.fact.side


def _leaf_rows(column: Sequence[Entry], table: Sequence[Entry], wanted: Rows) -> list[Member]:
    offices = {name_key(each.fact.institution) for each in table} | {
        name_key(each.document.institution) for each in table
    }
    rows = [each for each in column if wanted.item or not _is_whole(each.fact, offices)]
    if wanted.level:
        kept = [each for each in rows if each.fact.item.level == wanted.level]
    else:
        kept = [
            each
            for each in rows
            if wanted.item or not any(_is_below(other.fact, each.fact) for other in rows if other.row != each.row)
        ]
    return [
        Member(_row_name(each), outcome_of(each), each) for each in kept if not (each.fact.blank and not wanted.table)
    ]


def _is_whole(fact: Fact, offices: set[str]) -> bool:
    key = name_key(fact.item.name)
    return key in TOTALS or key in offices


def _is_below(fact: Fact, above: Fact) -> bool:
    """Whether a row is a part of another one, by its code or by what it stands under."""
    own, upper = fact.item, above.item
    if name_key(upper.name) in TOTALS and not upper.code:
        return name_key(own.name) not in TOTALS
    if own.code and upper.code:
        return own.code != upper.code and own.code.startswith(upper.code)
    return bool(upper.name) and name_key(upper.name) in (name_key(each) for each in own.path) and own.name != upper.name


def _at_level(below: Sequence[Entry], level: str) -> list[Entry]:
    if level:
        return [each for each in below if each.fact.item.level == level or len(each.fact.item.code) == _LEVELS[level]]
    return [
        each for each in below if not any(_is_below(each.fact, other.fact) for other in below if other.row != each.row)
    ]


def _row_name(entry: Entry) -> str:
    fact = entry.fact
    return fact.item.name or fact.subject or (fact.row_path[-1] if fact.row_path else "")


def _header(fact: Fact) -> str:
    return fact.column_path[-1] if fact.column_path else fact.measure


def _same_chapter(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return len(one) > 1 and one[:-1] == other[: len(one) - 1]


# ------------------------------------------------------------------------------------------------------ conditions

WordsOf = Callable[[Member, str], Sequence[str]]
_BRACKETED = re.compile(r"[（(][^（()）]*[)）]$")
"""What a name adds in brackets, behind its end."""
Other = Callable[[Member, HasValue], Outcome]


def meets_words(member: Member, condition: HasWords, words_of: WordsOf) -> bool:
    """Whether a member's name, or its words in a column, has the words of a condition."""
    if condition.column:
        return any(_has_words(each, condition) for each in words_of(member, condition.column))
    return _has_words(member.name, condition)


def _has_words(words: str, condition: HasWords) -> bool:
    bare = _BRACKETED.sub("", words) if condition.test in ("ends", "is") else words
    key = name_key(bare or words)
    asked = [name_key(each) for each in condition.words]
    if condition.test == "lacks":
        return not any(each in key for each in asked)
    if condition.test == "starts":
        return key.startswith(tuple(asked))
    if condition.test == "ends":
        return key.endswith(tuple(asked))
    return any(key == each for each in asked) if condition.test == "is" else any(each in key for each in asked)


def meets_state(member: Member, condition: HasState) -> bool:
    """Whether a member is blank, zero, absent or there."""
    outcome = member.outcome
    if condition.test == "blank":
        return isinstance(outcome, Blank)
    if condition.test == "zero":
        return isinstance(outcome, Value) and outcome.number.value == 0
    there = not isinstance(outcome, Absent) and not (isinstance(outcome, Series) and not outcome.members)
    return there if condition.test == "present" else not there


def meets_value(one: Value, other: Value, compares: str) -> bool:
    """Whether the comparison holds, in one unit."""
    left = one.number
    right = converted(other.number, left.unit).value
    return _COMPARED[compares](left.value, right)


_COMPARED: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    ">=": lambda a, b: a >= b,
    ">": lambda a, b: a > b,
}


def ranked(members: Iterable[Member], n: int | None, lowest: bool) -> list[Member]:
    """The members with a value, the largest first; after ``n`` only those that equal the last."""
    valued = [(each, each.outcome.number) for each in members if isinstance(each.outcome, Value)]
    if not valued:
        return []
    unit = valued[0][1].unit
    keyed = [(each, converted(number, unit).value) for each, number in valued]
    keyed.sort(key=lambda pair: pair[1] if lowest else -pair[1])
    if n is None or n >= len(keyed):
        return [each for each, _ in keyed]
    last = keyed[n - 1][1]
    return [each for at, (each, value) in enumerate(keyed) if at < n or value == last]
