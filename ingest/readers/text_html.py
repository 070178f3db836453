"""HTML tables that stand in a text or Markdown file, as recognition programs write them. Each cell keeps its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser

from ingest.model.document import Block, Grid, Line, SourceRef
from ingest.model.note_marks import raised
from ingest.readers.grids import Spanned, flowed, grid_of, span_of

OPENS = re.compile(r"<table\b", re.IGNORECASE)
CLOSES = re.compile(r"</table\s*>", re.IGNORECASE)
_HEADING = re.compile(r"#{1,6}\s")
_CHINESE_GAP = re.compile(r"(?<=[\u3400-\u9fff，。、；：（）])\s+|\s+(?=[\u3400-\u9fff，。、；：（）])")


def table_lines(texts: Sequence[str], start: int) -> int:
    """The number of lines from ``start`` on that hold a table opened in the first of them, up to its closing line. An
    unclosed table, as in a truncated file, ends before the next heading."""
    if not OPENS.search(texts[start]):
        return 0
    open_tables = 0
    for at in range(start, len(texts)):
        open_tables += len(OPENS.findall(texts[at])) - len(CLOSES.findall(texts[at]))
        if open_tables <= 0:
            return at - start + 1
    rest = range(start + 1, len(texts))
    return next((at for at in rest if _HEADING.match(texts[at])), len(texts)) - start


def blocks_of(texts: Sequence[str], first: int) -> Iterator[Block]:
    """The tables of these lines and the text around them; the first is line ``first`` of the file."""
    reader = _Reader(first)
    reader.feed("\n".join(texts))
    reader.close()
    yield from reader.blocks


class _Reader(HTMLParser):
    """Rows and cells with the place of their first letter. A table within a cell is read as part of its text."""

    def __init__(self, first: int) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._first = first
        self._depth = 0
        self._rows: list[list[Spanned]] = []
        self._places: list[list[SourceRef]] = []
        self._cell: tuple[int, int] | None = None
        self._text: list[str] = []
        self._place: SourceRef | None = None
        self._level = ""

    def close(self) -> None:
        super().close()
        if self._depth:
            self._end_cell()
            self._end_table()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
        elif tag == "br":
            self._text.append("\n")
        elif tag in ("sup", "sub"):
            self._level = tag
        elif self._depth == 1 and tag == "tr":
            self._end_cell()
            self._rows.append([])
            self._places.append([])
        elif self._depth == 1 and tag in ("td", "th"):
            self._end_cell()
            given = dict(attrs)
            self._cell = (span_of(given.get("rowspan")), span_of(given.get("colspan")))
            self._text, self._place = [], None

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self._depth:
            self._depth -= 1
            if not self._depth:
                self._end_cell()
                self._end_table()
        elif tag in ("sup", "sub"):
            self._level = ""
        elif tag in ("td", "th", "tr") and self._depth == 1:
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._cell is None:  # outside a table, or between its cells
            self.blocks += _lines(data, self._here(), self.getpos()[1])
        else:
            if self._place is None and data.strip():
                self._place = _lead(data, self._here(), self.getpos()[1])
            self._text.append(raised(data, lowered=self._level == "sub") if self._level else data)

    def _here(self) -> int:
        return self._first + self.getpos()[0] - 1

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        if not self._rows:  # a cell without a row
            self._rows.append([])
            self._places.append([])
        text = _CHINESE_GAP.sub("", " ".join("".join(self._text).split()))
        self._rows[-1].append(Spanned(text, *self._cell))
        self._places[-1].append(self._place or SourceRef(line=self._here(), column=self.getpos()[1] + 1))
        self._cell = None

    def _end_table(self) -> None:
        placed = list(flowed(self._rows))
        places = [place for row in self._places for place in row]
        at = {(row, column): place for (row, column, _), place in zip(placed, places, strict=True)}
        starts = [row[0] if row else SourceRef(line=self._here(), column=1) for row in self._places]
        grid: Grid | None = grid_of(placed, lambda row, column: at.get((row, column), starts[row]))
        if grid is not None:
            self.blocks.append(grid)
        self._rows, self._places = [], []


def _lines(data: str, line: int, column: int) -> Iterator[Line]:
    for number, text in enumerate(data.split("\n")):
        if text.strip():
            start = (column if number == 0 else 0) + len(text) - len(text.lstrip())
            yield Line(text.strip(), SourceRef(line=line + number, column=start + 1))


def _lead(data: str, line: int, column: int) -> SourceRef:
    """Where the first letter of ``data`` stands."""
    first = next(_lines(data, line, column))
    return first.source
