"""Header rows: how many there are, and the path of header texts over each column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.model.amounts import is_number
from ingest.model.document import Cell
from ingest.model.table_words import normal, says
from ingest.tables.rows import Row, padded

MOST_HEADER_ROWS = 8
LONGEST_HEADER = 40
WRAPPED = 2

_SUBTOTAL = re.compile(r"(小计|合计)")
_YEAR = re.compile(r"20\d{2}")
_DASH = re.compile(r"[-/*]+")
_FORMULA = re.compile(r"[(]?\d{1,2}[)]?(=[\d+\-()=]+)?|[甲乙丙丁]|[A-Z]")


@dataclass(frozen=True, slots=True)
class Header:
    """``paths[column]``: header texts from the top level down, blanks removed, repeats dropped. ``own[column]``: a
    header cell starts there, so that it is a column of its own. ``leaves``: the lowest header cell of each column."""

    paths: tuple[tuple[str, ...], ...]
    own: tuple[bool, ...]
    leaves: tuple[Cell | None, ...]
    signatures: frozenset[tuple[str, ...]]
    height: int


def header_of(rows: Sequence[Row], spans_known: bool) -> Header:
    """The header of a table that starts at ``rows[0]``; ``height`` includes the rows of column numbers (栏次)."""
    height, furniture = _height(rows, spans_known)
    width = max((len(row.places) for row in rows), default=0)
    top = [padded(row, width) for row in rows[:height]]
    if height < len(rows) and (parts := code_part_columns(rows[height])):
        top.append(_only(padded(rows[height], width), parts))
    levels = [list(row.places) for row in top]
    if not spans_known:
        levels = _spread(_snapped(_unwrapped(top)))
    paths = tuple(_path(levels, column) for column in range(width))
    own = tuple(any(_starts(row, column) for row in top) for column in range(width))
    signatures = frozenset(row.signature() for row in rows[: height + furniture])
    leaves = tuple(_leaf(levels, column) for column in range(width))
    return Header(paths, own, leaves, signatures, height + furniture)


def code_part_columns(row: Row) -> set[int]:
    """The columns of 类 款 项 in a row that also holds the first figures (``类 款 项 合计 1,234.50``), else none."""
    parts = {column for column, cell in row.filled() if says(cell.text, "columns.code_parts")}
    return parts if len(parts) >= 2 and row.has_amount() else set()


def without_columns(row: Row, columns: set[int]) -> Row:
    """``row`` with blanks in ``columns``."""
    return replace(row, places=tuple(None if column in columns else cell for column, cell in enumerate(row.places)))


def _only(row: Row, columns: set[int]) -> Row:
    return without_columns(row, set(range(len(row.places))) - columns)


def is_numbering_row(row: Row) -> bool:
    """A row of column numbers: 栏次 1 2 3 …, or nothing but 1 2 3 in order."""
    texts = [normal(cell.text) for _, cell in row.filled()]
    numbers = [text for text in texts if not says(text, "columns.furniture")]
    if not all(_FORMULA.fullmatch(text) for text in numbers):
        return False
    counted = [int(match[0]) for text in numbers if (match := re.match(r"\d+", text.strip("()")))]
    in_order = bool(counted) and counted == list(range(counted[0], counted[0] + len(counted))) and counted[0] <= 2
    return in_order and (len(numbers) < len(texts) or (len(counted) >= 3 and counted[0] == 1))


def _height(rows: Sequence[Row], spans_known: bool) -> tuple[int, int]:
    """The number of header rows, and the number of rows of column numbers under them."""
    for index, row in enumerate(rows[: MOST_HEADER_ROWS + 1]):
        if is_numbering_row(row):
            return index, 1
    height = 0
    while height < min(len(rows), MOST_HEADER_ROWS) and _is_header_row(rows, height, spans_known):
        height += 1
    return height, 0


def _is_header_row(rows: Sequence[Row], index: int, spans_known: bool) -> bool:
    cells = rows[index].filled()
    if not cells:
        return index == 0 and len(rows) > 1
    texts = [normal(cell.text) for _, cell in cells]
    if any(_is_figure(text) or _DASH.fullmatch(text) or len(text) > LONGEST_HEADER for text in texts):
        return False
    if any(says(text, "rows.starts") for text in texts[:1]):
        return False
    if index == 0:
        return True
    if all(says(text, "rows.totals") for text in texts) and len(texts) < 2:
        return False
    return _refines(rows[index - 1], rows[index], spans_known)


def _is_figure(text: str) -> bool:
    """A number that is no year: ``2024`` may head a column."""
    return is_number(text) and not _YEAR.fullmatch(text)


def _refines(above: Row, row: Row, spans_known: bool) -> bool:
    """Whether ``row`` divides what ``above`` left open: a blank neighbour (text), a cell over several columns (PDF)."""
    if spans_known:
        return _divides(above, row) or _is_reached(row)
    for column, cell in row.filled():
        over = above.places[column] if column < len(above.places) else None
        if over is not None and (not over.text.strip() or _is_wrapped(over, cell, above, column)):
            return True
    return False


def _divides(above: Row, row: Row) -> bool:
    """Whether a cell of ``row`` takes a part of a wide cell above it, or every cell a whole wide one."""
    wide: list[bool] = []
    for column, _ in row.filled():
        over = above.places[column] if column < len(above.places) else None
        if over is None:
            continue
        if (column and above.places[column - 1] is over) or above.span(column) > row.span(column):
            return True
        wide.append(above.span(column) > 1)
    return bool(wide) and all(wide)


def _is_reached(row: Row) -> bool:
    """Whether two header cells or more reach down beside ``row`` and end there: it is a level of their header."""
    places = enumerate(row.places)
    reached = {cell.column for column, cell in places if cell is not None and not row.top[column] and cell.text.strip()}
    ending = [cell for cell in row.places if cell is not None and cell.column in reached and cell.row_span == 2]
    return len({cell.column for cell in ending}) > 1


def _is_wrapped(over: Cell, cell: Cell, above: Row, column: int) -> bool:
    """Whether ``cell`` continues the header text above it and is no level of its own."""
    follows = column + 1 < len(above.places) and not above.text(column + 1).strip()
    text = normal(cell.text)
    return (
        bool(over.text.strip())
        and not follows
        and len(text) <= WRAPPED
        and not _SUBTOTAL.fullmatch(text)
        and not says(text, "columns.labels")
        and not is_number(text)
        and not _DASH.fullmatch(text)
    )


def _unwrapped(rows: Sequence[Row]) -> list[Row]:
    """Header texts that run on in the next row joined into the upper cell."""
    result = list(rows)
    for index in range(len(result) - 1, 0, -1):
        above, row = result[index - 1], result[index]
        for column, cell in row.filled():
            over = above.places[column]
            if over is None or not over.text.strip() or not _is_wrapped(over, cell, above, column):
                continue
            above = _with(above, column, replace(over, text=over.text + cell.text))
            row = _with(row, column, replace(cell, text=""))
        result[index - 1], result[index] = above, row
    return result


def _with(row: Row, column: int, cell: Cell) -> Row:
    return replace(row, places=(*row.places[:column], cell, *row.places[column + 1 :]))


def _snapped(rows: Sequence[Row]) -> list[Row]:
    """Moves group headers printed off their first column (小计, 合计) over it, the k-th group to the k-th."""
    result = list(rows)
    for index in range(len(result) - 1):
        groups = [(column, cell) for column, cell in result[index].filled() if _is_open_group(result, index, column)]
        firsts = [column for column, cell in result[index + 1].filled() if _SUBTOTAL.search(normal(cell.text))]
        starts = [column for column, _ in groups]
        if len(groups) >= 2 and len(groups) == len(firsts) and starts != firsts:
            result[index] = _moved(result[index], groups, firsts)
    return result


def _is_open_group(rows: Sequence[Row], index: int, column: int) -> bool:
    """A header cell with blank cells to its right, over a row that is not the 类 款 项 of a code."""
    row, below = rows[index], rows[index + 1]
    if column + 1 >= len(row.places) or row.text(column + 1).strip():
        return False
    under = [below.text(place) for place in range(column, len(row.places)) if place == column or not row.text(place)]
    return not any(says(text, "columns.labels") for text in under[:2] if text.strip())


def _moved(row: Row, groups: Sequence[tuple[int, Cell]], firsts: Sequence[int]) -> Row:
    places = list(row.places)
    blank = next((cell for cell in places if cell is not None and not cell.text.strip()), None)
    for column, _ in groups:
        places[column] = blank
    for (_, cell), first in zip(groups, firsts, strict=True):
        places[first] = cell
    return replace(row, places=tuple(places))


def _spread(rows: Sequence[Row]) -> list[list[Cell | None]]:
    """Blank header cells of a text filled in: with the cell to the left where both stand under the same cell,
    and otherwise stay open for the one above."""
    levels: list[list[Cell | None]] = []
    for index, row in enumerate(rows):
        level: list[Cell | None] = []
        for column, cell in enumerate(row.places):
            if cell is not None and cell.text.strip():
                level.append(cell)
            elif column and level[column - 1] is not None and _same_parent(levels, index, column):
                level.append(level[column - 1])
            else:
                level.append(None)
        levels.append(level)
    return levels


def _same_parent(levels: Sequence[Sequence[Cell | None]], index: int, column: int) -> bool:
    return all(level[column] is level[column - 1] for level in levels[:index])


def _starts(row: Row, column: int) -> bool:
    cell = row.places[column]
    if cell is None or not cell.text.strip():
        return False
    return column == 0 or row.places[column - 1] is not cell


def _leaf(levels: Sequence[Sequence[Cell | None]], column: int) -> Cell | None:
    """The lowest header cell with text over a column."""
    cells = [level[column] for level in reversed(levels) if column < len(level)]
    return next((cell for cell in cells if cell is not None and cell.text.strip()), None)


def _path(levels: Sequence[Sequence[Cell | None]], column: int) -> tuple[str, ...]:
    path: list[str] = []
    for level in levels:
        cell = level[column] if column < len(level) else None
        text = re.sub(r"\s+", "", cell.text) if cell is not None else ""
        if text and (not path or path[-1] != text):
            path.append(text)
    return tuple(path)
