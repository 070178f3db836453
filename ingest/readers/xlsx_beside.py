"""Tables that stand side by side on a sheet, with a blank column between and a title over each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.model.table_words import caption_pattern, normal
from ingest.readers.xlsx_rows import Row


def beside(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """``rows`` of each of the tables, from left to right, all of them numbered as on the sheet."""
    rest = list(rows)
    taken = {column + at for row in rows for column, cell in row.items() if cell.text for at in range(cell.column_span)}
    for column in sorted(set(range(min(taken, default=0), max(taken, default=0))) - taken):
        left = [{place: cell for place, cell in row.items() if place < column} for row in rest]
        right = [{place: cell for place, cell in row.items() if place > column} for row in rest]
        if any(_is_title(one) and _is_title(other) for one, other in zip(left, right, strict=True)):
            yield left
            rest = right
    yield rest


def _is_title(row: Row) -> bool:
    texts = [normal(cell.text) for cell in row.values() if cell.text]
    return len(texts) == 1 and caption_pattern("title").fullmatch(texts[0]) is not None
