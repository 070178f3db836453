"""Performance sheets: rows of the money and indicator blocks under their own columns, figures printed inside labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.model.amounts import is_number, parse_amount
from ingest.model.document import Cell, Mark, Record
from ingest.model.table_words import normal, says
from ingest.tables.headers import Header
from ingest.tables.rows import Row

_COLON = re.compile(r"(?P<label>.*[^\d\s:：])\s*[:：]\s*(?P<figure>-?\d[\d,]*(?:\.\d+)?%?)?\s*")
_LONG = 30
_BESIDE = re.compile(r"[:：]\s*$|总额\s*$")


def is_money(header: Header) -> bool:
    """Whether the block holds the funds of a project: 年初预算数, 全年执行数 …"""
    return _has(header, "sheets.money")


def is_indicators(header: Header) -> bool:
    """Whether the block holds indicators: 一级指标, 二级指标 …"""
    return _has(header, "sheets.indicator_levels")


def aligned_money(rows: Sequence[Row], header: Header) -> tuple[Row, ...]:
    """Rows whose label stands under the first money column, and every figure one column on, moved back."""
    first = next(column for column, path in enumerate(header.paths) if path and says(path[-1], "sheets.money"))
    return tuple(_back(row, first) if _label_intrudes(row, first) else row for row in rows)


def aligned_indicators(rows: Sequence[Row], header: Header) -> tuple[Row, ...]:
    """Moves rows of indicators that are printed beside their columns: by the words of their levels (数量指标 is a
    second level), else by the pair of score columns."""
    levels = _level_columns(header)
    scores = _score_columns(header)
    return tuple(_aligned(row, levels, scores, header) for row in rows)


def aligned_scores(rows: Sequence[Row], header: Header) -> tuple[Row, ...]:
    """Rows whose pair of scores stands beside its columns with what follows moved under them, blanks taken up."""
    scores = _score_columns(header)
    if scores is None:
        return tuple(rows)
    return tuple(_tail_stepped(row, scores[0], _score_step(row, scores)) for row in rows)


def _tail_stepped(row: Row, full: int, step: int) -> Row:
    """The row with its full score and everything after it moved by ``step``, so that the score stands in column
    ``full``, if nothing is lost."""
    first = full - step
    tail = [_shifted(cell) for cell in row.places[first:]]
    crossed = row.places[full:first] if step < 0 else row.places[len(row.places) - step :]
    if not step or any(cell is not None and cell.text.strip() for cell in crossed):
        return row
    moved = [*row.places[:full], *tail, *crossed] if step < 0 else [*row.places[:first], *crossed, *tail]
    return replace(row, places=tuple(moved[: len(row.places)]))


def _has(header: Header, words: str) -> bool:
    return any(says(path[-1], words) for path in header.paths if path)


def is_composition(row: Row) -> bool:
    """A row of labels with their figures in one cell each: ``其中: 一般公共预算: 123.45 | 其中: 基本支出: 67.89``.

    It stands under no column of its block.
    """
    cells = [cell for _, cell in row.filled()]
    colons = [cell for cell in cells if _COLON.fullmatch(cell.text)]
    others = [cell for cell in cells if cell not in colons]
    split = [cell for cell in colons[1:] if _COLON.fullmatch(cell.text)]
    return bool(colons) and not others and (bool(split) or len(cells) == 1)


def composition_records(row: Row) -> Iterator[Record]:
    """Each label of such a row with its figure, blank where none is printed."""
    for column, cell in row.filled():
        match = _COLON.fullmatch(cell.text)
        if match is None:
            continue
        start = match.start("figure")
        figure = cell.text[start:].strip() if start >= 0 else ""
        label = replace(cell, text=match["label"])
        yield Record((label,), ((column, _inside(cell, figure, start)),))


def is_paired(rows: Sequence[Row]) -> bool:
    """Whether every row is labels with their figures beside them (``预算数: | 240.00 | 执行数: | 216.60``), maybe after
    one label for all of them: such rows stand under no header."""
    return all(_pairs(row) for row in rows) and all(_BESIDE.search(cell.text) for cell, _ in _pairs(rows[0]))


def paired_records(rows: Sequence[Row]) -> Iterator[Record]:
    """A record for each label with its figure; 其中 rows stand under the label above them."""
    above: dict[int, Cell] = {}
    for row in rows:
        for label, (column, figure) in _pairs(row):
            part = normal(label.text).startswith("其中")
            if not part:
                above[column] = label
            yield Record((above[column], label) if part and column in above else (label,), ((column, figure),))


def _pairs(row: Row) -> list[tuple[Cell, tuple[int, Cell]]]:
    """The labels of a row with the figures right behind them; none where a cell is left over."""
    cells = row.filled()
    cells = cells[len(cells) % 2 :]
    pairs = [(cells[at][1], cells[at + 1]) for at in range(0, len(cells), 2)]
    good = all(is_number(figure.text) and not is_number(label.text) for label, (_, figure) in pairs)
    return pairs if good and len(pairs) > 1 else []


def _inside(cell: Cell, figure: str, start: int) -> Cell:
    column = cell.source.column
    moved = column is not None and start >= 0
    source = replace(cell.source, column=(column or 1) + start) if moved else cell.source
    return replace(cell, text=figure, source=source)


def _label_intrudes(row: Row, first: int) -> bool:
    text = row.text(first).strip()
    if not text or is_number(text) or normal(text) in ("-", "--", "---", "/") or re.search(r"\d\s*%?$", text):
        return False
    return any(is_number(cell.text) for column, cell in row.filled() if column > first)


def _back(row: Row, first: int) -> Row:
    """The label and what follows one column to the left; a cell that stood before it stays where that is free."""
    places = list(row.places)
    label, figures = places[first], [_shifted(cell) for cell in places[first + 1 :]]
    places[first:] = [*figures, None]
    if first and (places[first - 1] is None or not row.text(first - 1).strip()):
        places[first - 1] = label
    else:
        before = places[first - 1]
        if before is not None and label is not None:
            places[first - 1] = replace(before, text=before.text + " " + label.text)
    return replace(row, places=tuple(places))


def _shifted(cell: Cell | None) -> Cell | None:
    return replace(cell, mark=Mark.SHIFTED) if cell is not None and cell.text.strip() else cell


def _level_columns(header: Header) -> list[int]:
    """The columns of the first, second … level of indicators."""
    return [column for column, path in enumerate(header.paths) if path and says(path[-1], "sheets.indicator_levels")]


def _score_columns(header: Header) -> tuple[int, int] | None:
    """The neighbouring columns of full score and score."""
    for column, after in pairwise(range(len(header.paths))):
        full, got = header.paths[column], header.paths[after]
        if full and got and says(full[-1], "sheets.full_score") and says(got[-1], "sheets.score"):
            return column, after
    return None


def _aligned(row: Row, levels: Sequence[int], scores: tuple[int, int] | None, header: Header) -> Row:
    cells = row.filled()
    if not cells or not levels:
        return row
    if says(cells[0][1].text, "rows.totals"):
        return _total_row(row, cells, scores)
    step = _level_step(cells, levels)
    if step == 0 and scores is not None and not _at_level(cells, levels):
        step = _score_step(row, scores)
    if step == 0 and _explanation_displaced(row, header):
        step = 1
    return _stepped(row, step, levels, cells) if step else _named(row, levels[-1], cells)


def _named(row: Row, level: int, cells: Sequence[tuple[int, Cell]]) -> Row:
    """A target that stands under the lowest level moved to its column, and the name before it under that level."""
    names = [(column, cell) for column, cell in cells if column < level]
    target = row.places[level]
    if target is None or not names or level + 1 >= len(row.places) or row.text(level + 1).strip():
        return row
    amount = parse_amount(target.text)
    if amount is None or not (amount.compare or amount.is_percent):
        return row
    places = list(row.places)
    column, name = names[-1]
    places[column], places[level], places[level + 1] = None, _shifted(name), _shifted(target)
    return replace(row, places=tuple(places))


def _total_row(row: Row, cells: Sequence[tuple[int, Cell]], scores: tuple[int, int] | None) -> Row:
    figures = [(column, cell) for column, cell in cells[1:] if is_number(cell.text)]
    if scores is None or len(figures) != 2 or [column for column, _ in figures] == list(scores):
        return row
    places = list(row.places)
    for column, _ in figures:
        places[column] = None
    for column, (_, cell) in zip(scores, figures, strict=True):
        places[column] = _shifted(cell)
    return replace(row, places=tuple(places))


def _level_of(cell: Cell) -> set[int]:
    """The levels that the cell's words may have: 0 the first, 1 the second."""
    words = (says(cell.text, "sheets.level_one"), says(cell.text, "sheets.level_two"))
    return {level for level, holds in enumerate(words) if holds}


def _at_level(cells: Sequence[tuple[int, Cell]], levels: Sequence[int]) -> bool:
    if not cells:
        return False
    column, cell = cells[0]
    return any(level < len(levels) and column == levels[level] for level in _level_of(cell))


def _level_step(cells: Sequence[tuple[int, Cell]], levels: Sequence[int]) -> int:
    column, cell = cells[0]
    found = sorted(level for level in _level_of(cell) if level < len(levels))
    if not found or any(column >= levels[level] for level in found):
        return 0
    return levels[found[0]] - column


def _score_step(row: Row, scores: tuple[int, int]) -> int:
    """The distance of the pair of scores from its columns, if the score column itself is empty."""
    full, got = scores
    if is_number(row.text(full)) and (is_number(row.text(got)) or not is_number(row.text(full - 1))):
        return 0
    for step in (1, -1, 2, -2):
        if full - step >= 0 and is_number(row.text(full - step)) and is_number(row.text(got - step)):
            return step
    return 0


def _explanation_displaced(row: Row, header: Header) -> bool:
    """The long explanation stands under the target, and nothing under the explanation."""
    for target, explained in pairwise(range(len(header.paths))):
        path, after = header.paths[target], header.paths[explained]
        if path and after and normal(path[-1]) == "指标值" and normal(after[-1]).endswith("说明"):
            return len(row.text(target)) > _LONG and not row.text(explained).strip()
    return False


def _stepped(row: Row, step: int, levels: Sequence[int], cells: Sequence[tuple[int, Cell]]) -> Row:
    """Every cell moved by ``step``, unless one would fall off the row; a gap after the first cell takes up a step, and
    nothing else moves where the second cell already stands at its level."""
    width = len(row.places)
    places: list[Cell | None] = [None] * width
    first = cells[0][0]
    gap = step > 1 and len(cells) > 1 and cells[1][0] > first + 1
    rest = 0 if _at_level(cells[1:], levels) else step - 1 if gap else step
    for column, cell in cells:
        target = column + (rest if column > first else step)
        if not 0 <= target < width:
            return row
        places[target] = cell if target == column else _shifted(cell)
    return replace(row, places=tuple(places))
