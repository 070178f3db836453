"""Rows of tables in a text file whose merged cells were lost when a web page was saved as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Piece = tuple[str, int, int]
"""A cell: its text, 1-based column and line number."""
Row = Sequence[Piece]

_SCORED = re.compile(r".{2,}[（(]\d{1,3}分[）)]")
"""What heads a block of a self-evaluation form, merged down over its rows: 预算执行情况（10分）."""
_LEVEL = re.compile("[一二三]级.*指标")
"""Indicators are told by the words of their levels, wherever they stand."""
_DIGIT = re.compile(r"^[\d.,%\-]+$")
_FEW = 3


def blocks_of_form(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """``rows`` parted where a block of a form begins with its head and headers. The head is merged down, so that the
    rows under it were saved without a cell for it: their label comes to stand under it, with a blank cell behind."""
    block: list[Row] = []
    for row in rows:
        if _heads(row):
            if block:
                yield block
            block = [row]
        elif block and _heads(block[0]) and _FEW <= len(_filled(row)) < len(_filled(block[0])):
            label, column, line = row[0]
            behind = ("", column + len(label), line)
            block.append([row[0], behind, *_short(row[1:])])
        else:
            block.append(row)
    if block:
        yield block


def _heads(row: Row) -> bool:
    texts = [text.strip() for text in _filled(row)]
    told = any(_LEVEL.search(text) or _DIGIT.match(text) for text in texts)
    return len(texts) > _FEW and bool(_SCORED.fullmatch(texts[0])) and not told


def _filled(row: Row) -> list[str]:
    return [text for text, _, _ in row if text.strip()]


def _short(row: Row) -> Row:
    """Without one of the blanks at the end."""
    return row[:-1] if not row[-1][0].strip() else row
