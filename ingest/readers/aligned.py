"""Tables without upright rules: columns told by the alignment of the words, where the page leaves no doubt.

A table is taken only if headers on one level, or on two, name each of its columns, its figures stand flush in their
columns, and either every row has a figure in each of them or the total row is the sum of the others. Codes may stand
before the names, in a column that its header names so; only a total has none. All else stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from ingest.model.amounts import parse_amount
from ingest.model.table_words import says
from ingest.readers.aligned_heads import NEXT, Extent, Over, Word, heads_of, under_of

_FLUSH = 3.0
"""Points by which edges of figures in one column differ at most."""
_FEWEST_ROWS = 3
_FEWEST_COLUMNS = 2
_CODE = re.compile(r"\d{3}(\d\d){0,2}")
_CODES = re.compile(r"(编码|代码)$")


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell of the grid that an aligned table makes."""

    row: int
    column: int
    word: Word | None
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class AlignedTable:
    """``rows[0]`` are the columns' own headers, ``over`` those of the level above. The table takes up the lines from
    ``start`` up to ``end``; ``edges`` part its columns. A place without a word is None."""

    start: int
    end: int
    rows: tuple[tuple[Word | None, ...], ...]
    edges: tuple[float, ...]
    over: tuple[Over, ...] = ()

    @property
    def height(self) -> int:
        """How many rows the grid has, levels of headers included."""
        return len(self.rows) + bool(self.over)

    def cells(self) -> Iterator[Placed]:
        """The cells of the grid. A header without one above it reaches over both levels."""
        grouped = {column for _, left, right in self.over for column in range(left, right + 1)}
        below = int(bool(self.over))
        yield from (Placed(0, left, word, column_span=right - left + 1) for word, left, right in self.over)
        for column, word in enumerate(self.rows[0]):
            yield Placed(below if column in grouped else 0, column, word, 1 if column in grouped else 1 + below)
        for row, words in enumerate(self.rows[1:], start=1 + below):
            yield from (Placed(row, column, word) for column, word in enumerate(words))


def aligned_tables(lines: Sequence[Sequence[Word]]) -> Iterator[AlignedTable]:
    """The tables among the lines of a page, given from the top down as words from left to right."""
    start = 0
    while start < len(lines):
        end = next((at for at in range(start + 1, len(lines)) if not _follows(lines, at)), len(lines))
        table = _table(lines, start, end) if end - start > _FEWEST_ROWS else None
        if table:
            yield table
        start = table.end if table else start + 1


def _follows(lines: Sequence[Sequence[Word]], at: int) -> bool:
    before, line = lines[at - 1], lines[at]
    near = line[0].box[1] - before[0].box[1] <= NEXT * (line[0].box[3] - line[0].box[1])
    return near and sum(word.is_figure for word in line) >= 1 and (_is_coded(line) or not line[0].is_figure)


def _is_coded(row: Sequence[Word]) -> bool:
    """Whether a row begins with a code and a name."""
    return len(row) > 2 and bool(_CODE.fullmatch(row[0].text.strip())) and not row[1].is_figure


def _table(lines: Sequence[Sequence[Word]], start: int, end: int) -> AlignedTable | None:
    """The table whose lowest headers stand on line ``start`` and whose last row is before ``end``."""
    rows = lines[start + 1 : end]
    coded = any(map(_is_coded, rows))
    columns = _with_codes(rows) if coded else _columns(rows)
    if columns is None or len(columns) < _FEWEST_COLUMNS + 1 + coded:
        return None
    heads = heads_of(lines, start, columns)
    if heads is None or (coded and not _CODES.search(heads.own[0].text.strip())):
        return None
    placed = [_placed(row, columns, coded) for row in rows]
    whole = tuple(row for row in placed if row is not None)
    if len(whole) < len(placed) or not _sure(whole, coded):
        return None
    return AlignedTable(heads.first, end, (heads.own, *whole), _edges(columns), heads.over)


def _sure(rows: Sequence[Sequence[Word | None]], coded: bool) -> bool:
    """Whether every figure is there, or the total shows which are not: those of rows without a code above them."""
    if not coded:
        return _full(rows) or _adds_up(rows)
    names = [row[1:] for row in rows]
    lengths = [len(row[0].text.strip()) for row in rows if row[0]]
    top = [row[1:] for row in rows if row[0] is None or len(row[0].text.strip()) == min(lengths)]
    return _full(names) or (_adds_up(top) and all(None not in row for row in names if row not in top))


def _with_codes(rows: Sequence[Sequence[Word]]) -> list[Extent] | None:
    """The extents of columns of which the first two hold codes and names; None where a row that is no total has no
    code."""
    bare = [row for row in rows if not _is_coded(row)]
    if not all(says(row[0].text, "rows.totals") for row in bare):
        return None
    codes = [row[0] for row in rows if _is_coded(row)]
    columns = _columns([row[1:] for row in rows if _is_coded(row)] + bare, len(codes))
    if columns is None or not _left(codes):
        return None
    extent = (min(word.box[0] for word in codes), max(word.box[2] for word in codes))
    return [extent, *columns] if extent[1] < columns[0][0] else None


def _columns(rows: Sequence[Sequence[Word]], named: int | None = None) -> list[Extent] | None:
    """The extents of the columns from left to right: the names', then those of figures that stand flush on one side or
    about one middle; None where some figure does not. ``named``: how many rows tell where names begin, or all."""
    groups: list[list[Word]] = []
    for word in sorted((word for row in rows for word in row[1:]), key=lambda one: one.box[0]):
        if groups and word.box[0] < max(each.box[2] for each in groups[-1]):
            groups[-1].append(word)
        else:
            groups.append([word])
    names = [row[0] for row in rows[:named]]
    if not all(_flush(group) and all(word.is_figure for word in group) for group in groups) or not _left(names):
        return None
    extents = [(min(word.box[0] for word in group), max(word.box[2] for word in group)) for group in (names, *groups)]
    return extents if all(one[1] < two[0] for one, two in pairwise(extents)) else None


def _left(words: Sequence[Word]) -> bool:
    """Whether names begin together, or in steps of an indent from one beginning."""
    first = min(word.box[0] for word in words)
    return all(word.box[0] - first <= 4 * (word.box[3] - word.box[1]) for word in words)


def _flush(words: Sequence[Word]) -> bool:
    sides = ([word.box[2] for word in words], [word.box[0] for word in words],
             [(word.box[0] + word.box[2]) / 2 for word in words])  # fmt: skip
    return any(max(side) - min(side) <= _FLUSH for side in sides)


def _placed(row: Sequence[Word], columns: Sequence[Extent], coded: bool) -> tuple[Word | None, ...] | None:
    """The words of a row by column; None where one stands under no column, or two, or beside another. In a table with
    codes the name of a total is in the column of names wherever before the figures it stands."""
    places: list[Word | None] = [None] * len(columns)
    if coded and says(row[0].text, "rows.totals") and row[0].box[2] < columns[2][0]:
        places[1], row = row[0], row[1:]
    for word in row:
        under = under_of(word, columns)
        if len(under) != 1 or places[under[0]] is not None:
            return None
        places[under[0]] = word
    return tuple(places)


def _edges(columns: Sequence[Extent]) -> tuple[float, ...]:
    between = [(one[1] + two[0]) / 2 for one, two in pairwise(columns)]
    return (columns[0][0], *between, columns[-1][1])


def _full(rows: Sequence[Sequence[Word | None]]) -> bool:
    return len(rows) >= _FEWEST_ROWS and all(word is not None for row in rows for word in row)


def _adds_up(rows: Sequence[Sequence[Word | None]]) -> bool:
    """Whether the first or the last row is a total, and in each column the sum of all others."""
    for total, others in ((rows[0], rows[1:]), (rows[-1], rows[:-1])):
        named = total[0] is not None and says(total[0].text, "rows.totals") and len(others) >= _FEWEST_COLUMNS
        if named and all(_value(total[at]) == sum(_value(row[at]) for row in others) for at in range(1, len(total))):
            return True
    return False


def _value(word: Word | None) -> Decimal:
    amount = parse_amount(word.text) if word else None
    return amount.value if amount else Decimal(0)
