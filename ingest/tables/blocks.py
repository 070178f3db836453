"""One printed sheet to its blocks: its head, then each run of rows under a header of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.model.amounts import is_number
from ingest.model.table_words import normal, says
from ingest.tables.headers import header_of
from ingest.tables.rows import Row
from ingest.tables.sheets import is_paired


@dataclass(frozen=True, slots=True)
class Part:
    """Rows under one header. ``head``: key-value pairs at the top of a performance sheet, without a header."""

    rows: tuple[Row, ...]
    head: bool = False


def parts_of(rows: Sequence[Row], spans_known: bool) -> Iterator[Part]:
    """A sheet's blocks in order: its head (keys and values), then each run of rows under a header of its own."""
    start = head_length(rows)
    if start:
        yield Part(tuple(rows[:start]), head=True)
    begun = start
    while begun < len(rows):
        header = header_of(rows[begun:], spans_known)
        end = begun + max(1, header.height)
        while end < len(rows) and not _opens(rows, begun + header.height, end, header.signatures):
            end += 1
        stop = end - 1 if end < len(rows) and end - 1 > begun and _is_lead(rows[end - 1]) else end
        yield Part(tuple(rows[begun:stop]))
        begun = end


def head_length(rows: Sequence[Row]) -> int:
    """How many rows at the top are keys and values; a lone cell over the first key belongs to them."""
    alone = len(rows) > 1 and len(rows[0].filled()) == 1 and not is_key_row(rows[0], False)
    length = int(alone and is_key_row(rows[1], True))
    while length < len(rows) and is_key_row(rows[length], length > 0):
        length += 1
    following = rows[length] if length < len(rows) else None
    plain = following is not None and following.has_amount() and header_words(following) == 0
    if (
        length == 1
        and following is not None
        and plain
        and not is_paired((following,))
        and _may_head(rows[0], following)
    ):
        return 0  # a header of two columns over its figures
    return length


def _may_head(row: Row, following: Row) -> bool:
    """Whether a key and what stands beside it are the headers of two columns: figures follow, each below one of them,
    and the row has no figure and no second key with its value."""
    cells = [cell for _, cell in row.filled()]
    if row.has_amount() or any(says(cell.text, "sheets.keys") for cell in cells[2::2]):
        return False
    plain = following.has_amount() and header_words(following) == 0 and not is_paired((following,))
    return plain and len(following.filled()) <= len(cells)


def is_key_row(row: Row, inside: bool) -> bool:
    """Keys with their values beside them; ``inside`` a head, keys without values may stand side by side."""
    cells = [cell for _, cell in row.filled()]
    if not cells or header_words(row) >= 2 or sum(is_number(cell.text) for cell in cells) > 1:
        return False
    keys = [any(says(word, "sheets.keys") for word in (cell.text, *cell.text.split())) for cell in cells]
    if not keys[0] or len(cells) > 6 or any(says(cell.text, "rows.totals") for cell in cells):
        return False
    return inside or not (any(map(all, pairwise(keys))) or sum(keys) * 4 < len(keys))


def _opens(rows: Sequence[Row], begun: int, index: int, header: frozenset[tuple[str, ...]]) -> bool:
    """Whether ``rows[index]`` is the first header row of a new block rather than a row of the one whose data start at
    ``begun``."""
    row = rows[index]
    cells = row.filled()
    if _figures_under_words(rows, begun, index):
        return True
    if row.signature() in header or any(is_number(cell.text) for _, cell in cells):
        return False
    words = header_words(row)
    if words < 2 or words * 2 < len(cells):
        return False
    return index > begun


def _figures_under_words(rows: Sequence[Row], begun: int, index: int) -> bool:
    """Whether a group of figures opens at the first column after rows of words only (预算情况 after 年度主要任务)."""
    row = rows[index]
    over = rows[begun - 1] if begun else None
    if over is None or index <= begun or not row.has_amount() or not row.text(0).strip():
        return False
    wordy = sum(says(cell.text, "sheets.words") for _, cell in over.filled())
    return wordy >= 2 and not any(earlier.has_amount() for earlier in rows[begun:index])


def header_words(row: Row) -> int:
    """How many cells of a row head the block of a sheet."""
    return sum(says(cell.text, "sheets.headers") for _, cell in row.filled())


def _is_lead(row: Row) -> bool:
    """A lone short cell over a block, such as 绩效指标."""
    cells = row.filled()
    return len(cells) == 1 and len(normal(cells[0][1].text)) <= 8 and not is_number(cells[0][1].text)
