"""Corrects rows of a text table whose figures stand beside their columns, if the header's sums decide it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from ingest.model.document import Cell, Mark
from ingest.model.table_words import normal
from ingest.tables.columns import Half
from ingest.tables.headers import Header
from ingest.tables.rows import Row
from ingest.tables.sums import SumRule, figure, sum_rules, verdict

STEPS = (1, -1, 2, -2)

Placing = tuple[Cell | None, ...]
"""The cells over the columns of one stretch of a row."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The columns of one half that may hold figures, from ``first`` up to ``end``, with their sum rules."""

    first: int
    end: int
    rules: tuple[SumRule, ...]


def straightened(rows: Sequence[Row], header: Header, halves: Sequence[Half]) -> tuple[Row, ...]:
    """``rows`` with every misplaced cell moved under its column and marked.

    A row is moved only if its sums fail as printed and exactly one move of the fewest figures satisfies all of them."""
    stretches = list(_stretches(header, halves))
    return tuple(_straight(row, stretches, header) for row in rows)


def doubled_columns(header: Header, columns: Sequence[int]) -> set[int]:
    """Columns printed twice: the last under a group repeats the column that follows the group (公务接待费)."""
    doubled: set[int] = set()
    for column, after in pairwise(columns):
        path, following = header.paths[column], header.paths[after]
        if path and following and normal(path[-1]) == normal(following[-1]) and len(path) > len(following):
            doubled.add(column)
    return doubled


def _stretches(header: Header, halves: Sequence[Half]) -> Iterator[Stretch]:
    for half, following in zip(halves, [*halves[1:], None], strict=True):
        rules = sum_rules(header.paths, half.values)
        if rules:
            end = min([*following.labels, *following.values]) if following else len(header.paths)
            yield Stretch(half.values[0], end, rules)


def _straight(row: Row, stretches: Sequence[Stretch], header: Header) -> Row:
    for stretch in stretches:
        printed = row.places[stretch.first : stretch.end]
        if verdict(stretch.rules, _figures(printed, stretch.first)).broken == 0:
            continue
        moved = _moved(printed, stretch) or _without_doubles(printed, stretch, header)
        if moved is not None:
            row = _placed(row, stretch.first, moved)
    return row


def _moved(printed: Placing, stretch: Stretch) -> Placing | None:
    """Pushes the right part of the cells aside so that every sum holds; chooses the push that moves the fewest
    figures."""
    for step in STEPS:
        for cut in range(len(printed) - 1, -1, -1):
            placing = _pushed(printed, cut, step)
            if placing is not None and _holds(placing, stretch):
                return placing
    return None


def _pushed(printed: Placing, cut: int, step: int) -> Placing | None:
    """The cells from ``cut`` on moved by ``step``, the blank ones pushed out filling the gap; None where a printed cell
    would be lost."""
    if step > 0:
        kept, lost = printed[: len(printed) - step], printed[len(printed) - step :]
        moved = (*kept[:cut], *lost, *kept[cut:]) if cut <= len(kept) else printed
    else:
        if cut + step < 0:
            return None
        lost = printed[cut + step : cut]
        moved = (*printed[: cut + step], *printed[cut:], *lost)
    return None if any(_filled(cell) for cell in lost) or len(moved) != len(printed) else moved


def _holds(placing: Placing, stretch: Stretch) -> bool:
    result = verdict(stretch.rules, _figures(placing, stretch.first))
    return result.broken == 0 and result.kept > 0


def _without_doubles(printed: Placing, stretch: Stretch, header: Header) -> Placing | None:
    """The figures in order over the columns that are not printed twice; figures beyond the last column stay out."""
    columns = range(stretch.first, stretch.end)
    doubled = doubled_columns(header, columns)
    single = [column for column in columns if column not in doubled and header.own[column]]
    if not doubled:
        return None
    placing: list[Cell | None] = [None] * len(printed)
    for column, cell in zip(single, printed, strict=False):
        placing[column - stretch.first] = cell
    rules = sum_rules(header.paths, single)
    result = verdict(rules, _figures(placing, stretch.first))
    return tuple(placing) if result.broken == 0 and result.kept >= 2 else None


def _placed(row: Row, first: int, moved: Placing) -> Row:
    places, top = list(row.places), list(row.top)
    for offset, cell in enumerate(moved):
        column = first + offset
        if cell is not None and cell is not row.places[column]:
            places[column] = replace(cell, mark=Mark.SHIFTED) if _filled(cell) else cell
        else:
            places[column] = cell
        top[column] = True
    return replace(row, places=tuple(places), top=tuple(top))


def _figures(placing: Sequence[Cell | None], first: int) -> dict[int, Decimal]:
    found: dict[int, Decimal] = {}
    for offset, cell in enumerate(placing):
        value = figure(cell.text) if cell is not None else None
        if value is not None:
            found[first + offset] = value
    return found


def _filled(cell: Cell | None) -> bool:
    return cell is not None and bool(cell.text.strip())
