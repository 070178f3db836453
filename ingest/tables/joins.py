"""Joins rows that are one: a cell broken by a page, or a total whose label and figures are on two lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.model.amounts import is_number
from ingest.model.document import Cell, Mark
from ingest.model.table_words import normal, says
from ingest.tables.columns import Half
from ingest.tables.headers import Header
from ingest.tables.rows import Row

_CODE = re.compile(r".*(编码|代码|类|款|项)")
_OPEN_END = re.compile(r".*[、，,和与及或的（(:：]|.*[（(][^）)]*")
_ONE_DECIMAL = re.compile(r"\d[\d,]{3,}\.\d")  # of money: a score may have one decimal
_DIGIT = re.compile(r"\d")
_REST = re.compile(r"[)）、，,。；;].*|.{0,3}[(（](个|人|辆|批次|人次|次|台|套|平方米)[)）]")


def joined(rows: Sequence[Row], header: Header, halves: Sequence[Half]) -> tuple[Row, ...]:
    """``rows`` with the rest of each broken row joined to the row above it; such cells are marked as joined."""
    result: list[Row] = []
    for row in rows:
        above = result[-1] if result else None
        if above is not None and _is_figures_of(above, row, halves):
            result[-1] = _overlaid(above, row)
        elif above is not None and _is_rest_of(above, row, header, halves):
            result[-1], left = _continued(above, row, header)
            if left is not None:
                result.append(left)
        else:
            result.append(row)
    return tuple(result)


def _is_figures_of(above: Row, row: Row, halves: Sequence[Half]) -> bool:
    """Whether the row above is a total's label and this row holds only its figures."""
    labels = {column for half in halves for column in half.labels}
    over, here = above.filled(), row.filled()
    return (
        bool(labels and over and here)
        and all(column in labels and says(cell.text, "rows.totals") for column, cell in over)
        and all(column not in labels and is_number(cell.text) for column, cell in here)
    )


def _overlaid(above: Row, row: Row) -> Row:
    places = list(above.places)
    for column, cell in row.filled():
        places[column] = replace(cell, mark=Mark.JOINED)
    return replace(above, places=tuple(places))


def _is_rest_of(above: Row, row: Row, header: Header, halves: Sequence[Half]) -> bool:
    """Whether a row is the rest of the one above: words on the first line of a page that complete it; figures beside
    them complete broken ones above."""
    if not row.fresh:
        return False
    figures = [(column, cell) for column, cell in row.filled() if is_number(cell.text)]
    if not all(_ends_figure(above.text(column), cell.text) for column, cell in figures):
        return False
    if any(not is_number(above.text(column)) for column, _ in figures):
        return True  # 3,680,00 is no figure without its end
    cells = [each for each in row.filled() if each not in figures]
    texts = [normal(cell.text) for _, cell in cells]
    if any(says(text, "rows.starts") or says(text, "rows.totals") for text in texts):
        return False
    labels = {column for half in halves for column in half.labels}
    if _has(header, "sheets.goals") and not _has(header, "columns.groups"):
        return True
    if not all(column in labels for column, _ in cells):
        return False
    if _has(header, "columns.groups"):
        return True
    codes = {column for column in labels if header.paths[column] and _CODE.fullmatch(normal(header.paths[column][-1]))}
    if codes:
        return not any(column in codes for column, _ in cells) and any(above.text(column).strip() for column in codes)
    return all(
        _REST.fullmatch(text) or _OPEN_END.fullmatch(above.text(c).strip())
        for (c, _), text in zip(cells, texts, strict=True)
    )


def _ends_figure(above: str, rest: str) -> bool:
    """Whether two printed parts form one figure: 3,680,00 and 0; 13,368,700.0 and 0."""
    first, second = normal(above), normal(rest)
    if not first or not is_number(first + second):
        return False
    return not is_number(first) or bool(_ONE_DECIMAL.fullmatch(first) and _DIGIT.fullmatch(second))


def _has(header: Header, words: str) -> bool:
    return any(says(path[-1], words) for path in header.paths if path)


def _continued(above: Row, row: Row, header: Header) -> tuple[Row, Row | None]:
    """The row above with its broken texts completed; a new group (产出指标) stays a row of its own."""
    places, rest = list(above.places), list(row.places)
    left = False
    for column, cell in row.filled():
        over = places[column]
        if _opens_group(cell) or (over is not None and not over.text.strip() and header.paths[column]):
            left = True
            continue
        places[column] = _whole(over, cell)
        rest[column] = None
    return replace(above, places=tuple(places)), replace(row, places=tuple(rest)) if left else None


def _opens_group(cell: Cell) -> bool:
    return says(cell.text, "sheets.level_one") or says(cell.text, "sheets.level_two")


def _whole(over: Cell | None, cell: Cell) -> Cell:
    if over is None:
        return replace(cell, mark=Mark.JOINED)
    return replace(over, text=over.text + cell.text, source=over.source.with_rest(cell.source), mark=Mark.JOINED)
