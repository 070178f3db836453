"""Series of rows: the leaf rows of a table, the rows under a row, the columns of a row; conditions and ranks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from ingest.model.amounts import decimals
from ingest.model.figures import Fact, Role, Statement
from ingest.model.normalize import name_key
from ingest.store.catalog.figures import FactFilter, Figures
from qa.execution.fitting import TOTAL_MEASURES, TOTALS, Candidate, fits, preference
from qa.execution.names import coded, tiers
from qa.execution.outcomes import Absent, Blank, Entry, Leaf, Made, Member, Outcome, Series, Value
from qa.execution.selection import Selector, measure_tier, value_of
from qa.execution.sources import Source
from qa.execution.tables import tables_named
from qa.plans.language import HasState, HasValue, HasWords, Rows, Slots
from qa.plans.quantity import MONEY, converted

FORMS = ("project_targets", "project_performance")
"""Kinds of table of which each project has a sheet."""
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
        members = _leaf_rows(column if wanted.table else _of_one_kind(column, wanted), found, wanted)
        if not members:
            return self._said(source, wanted) or Absent(wanted.table or wanted.item, source.files)
        return Series(tuple(members), wanted.table)

    def _said(self, source: Source, wanted: Rows) -> Series | None:
        """Sentences with a figure of the kind that is asked for, where no table has such rows."""
        if not wanted.item or wanted.table:
            return None
        keys = frozenset(self._selector.said_keys(source, wanted.item))
        home = name_key(source.info.institution)
        entries = self._selector.entries(source, self._figures.statements(source.ids, keys)) if keys else []
        kept = [each for each in entries if fits(Candidate(each), wanted, home) and each.value is not None]
        names = {each.statement.item.name for each in kept}
        members = [Member(_said_name(each, len(names) == 1), value_of(each), each) for each in kept]
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
            and (name in map(name_key, each.statement.item.path) or _in_chapter(statement, each.statement))
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

    def places(self, entry: Entry) -> int:
        """With how many decimals the figures of a cell's table are printed in its unit: a table may drop closing zeros."""
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
    first = min(column, key=lambda each: preference(Candidate(each), wanted, name_key(each.document.institution)))
    return [each for each in column if each.kind == first.kind and _same_title(each, first)]


def _same_title(one: Entry, other: Entry) -> bool:
    """Whether two rows stand in one printed table, or in sheets of one form."""
    forms = one.kind.startswith((*FORMS, "performance", "overall"))
    return forms or (one.table is not None and other.table is not None and one.table.whole == other.table.whole)


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
    offices = {name_key(each.fact.institution) for each in table}
    offices |= {name_key(each.document.institution) for each in table}
    rows = _distinct([each for each in column if wanted.item or not _is_whole(each.fact, offices)])
    if wanted.level:
        kept = [each for each in rows if each.fact.item.level == wanted.level]
    elif wanted.item:
        kept = rows
    else:
        kept = [each for each in rows if not any(_is_below(o.fact, each.fact) for o in rows if o.row != each.row)]
        kept = without_wholes(kept, [each.value for each in column if _is_total(each.fact) and each.value is not None])
    shown = [each for each in kept if wanted.table or not each.fact.blank]
    return [Member(_row_name(each, bool(wanted.item)), outcome_of(each), each) for each in shown]


def _is_total(fact: Fact) -> bool:
    return name_key(fact.item.name) in TOTALS - {""}


def _distinct(rows: Sequence[Entry]) -> list[Entry]:
    """Each row once: a form repeats its rows on every page that it goes over."""
    seen: dict[tuple[object, ...], str] = {}
    kept = []
    for each in rows:
        fact = each.fact
        whole = each.table.whole if each.table else ""
        key = (each.document.id, whole, fact.item.code, fact.item.name, fact.subject, fact.institution, fact.value)
        if seen.setdefault(key, fact.table_id) == fact.table_id:
            kept.append(each)
    return kept


def without_wholes(rows: Sequence[Entry], totals: Sequence[Decimal]) -> list[Entry]:
    """The rows without those that sum up the rows behind them, where a table prints neither codes nor parents. Only
    where the printed total proves it: the rows together exceed it, and what is kept makes it up."""
    whole = max(totals, default=None)
    values = [each.value or Decimal(0) for each in rows]
    if whole is None or sum(values, Decimal(0)) <= whole:
        return list(rows)
    kept: list[int] = []
    for at in range(len(rows) - 1, -1, -1):
        if not _sums_up(values[at], [values[each] for each in reversed(kept)], whole):
            kept.append(at)
    leaves = sorted(kept)
    proved = sum((values[at] for at in leaves), Decimal(0)) == whole
    return [rows[at] for at in leaves] if proved else list(rows)


def _sums_up(value: Decimal, behind: Sequence[Decimal], whole: Decimal) -> bool:
    """Whether a value is the sum of the next ones behind it, or the whole again."""
    running, taken = Decimal(0), 0
    for each in behind:
        running, taken = running + each, taken + 1
        if running == value and value and (taken > 1 or value == whole):
            return True
    return False


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


def _row_name(entry: Entry, of_forms: bool = False) -> str:
    """What a row is called in a series; of rows of one item, what tells their forms apart."""
    fact = entry.fact
    apart = name_key(fact.institution) not in ("", name_key(entry.document.institution))
    if of_forms and (apart or _is_total(fact)):
        return fact.institution or fact.item.name
    if of_forms and (fact.subject or (entry.table and entry.kind.startswith(FORMS))):
        return fact.subject or (entry.table.title if entry.table else "")
    return fact.item.name or fact.subject or (fact.row_path[-1] if fact.row_path else "")


def _header(fact: Fact) -> str:
    return "·".join(fact.column_path) if fact.column_path else fact.measure


def _in_chapter(upper: Statement, each: Statement) -> bool:
    """Whether a sentence stands under the heading of an item; in the item's part where no heading names it."""
    key = name_key(upper.item.name)
    named = [at for at, heading in enumerate(upper.section, 1) if key and key in name_key(heading)]
    if named:
        return each.section[: named[-1]] == upper.section[: named[-1]]
    return len(upper.section) > 1 and each.section[: len(upper.section) - 1] == upper.section[:-1]


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
