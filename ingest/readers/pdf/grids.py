"""Cell rectangles and glyphs to a :class:`Grid`: rows, columns and spans come from the rectangles alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.model.document import Box, Cell, Grid, Mark, SourceRef
from ingest.readers.pdf.glyphs import Glyph, turned
from ingest.readers.pdf.lines import cell_text

_SNAP = 2.5  # points: edges nearer than this are one rule


@dataclass(frozen=True, slots=True)
class Frame:
    """The rectangles of one table, put on rows and columns. ``laid``: the rectangles as they lie when the table reads
    upright, ``quarter`` turns back. ``taken``: (row, column) -> which rectangle is there."""

    boxes: tuple[Box, ...]
    laid: tuple[Box, ...]
    quarter: int
    across: tuple[float, ...]
    down: tuple[float, ...]
    taken: dict[tuple[int, int], int] = field(repr=False)

    @property
    def box(self) -> Box:
        left, top, right, bottom = zip(*self.boxes, strict=True)
        return (min(left), min(top), max(right), max(bottom))

    def holder(self, glyph: Glyph) -> int | None:
        """The rectangle that the glyph sits in."""
        x, y, _, _ = turned((glyph.x, glyph.y, glyph.x, glyph.y), self.quarter)
        if not (self.across[0] <= x < self.across[-1] and self.down[0] <= y < self.down[-1]):
            return None
        return self.taken.get((bisect_right(self.down, y) - 1, bisect_right(self.across, x) - 1))


def frame_of(rectangles: Iterable[Box], quarter: int = 0) -> Frame:
    """The frame of a table's cell rectangles, its text being turned by ``quarter`` quarter turns. Where two
    rectangles overlap, the smaller one holds what they share."""
    boxes = tuple(sorted(rectangles, key=_area))
    laid = tuple(turned(box, quarter) for box in boxes)
    across = _levels([x for box in laid for x in (box[0], box[2])])
    down = _levels([y for box in laid for y in (box[1], box[3])])
    taken: dict[tuple[int, int], int] = {}
    for index, box in enumerate(laid):
        top, left, bottom, right = _place(box, across, down)
        for row in range(top, bottom):
            for column in range(left, right):
                taken.setdefault((row, column), index)
    return Frame(boxes, laid, quarter, across, down, taken)


def grid_of(frame: Frame, held: dict[int, list[Glyph]], page: int) -> Grid:
    """The grid of a frame, ``held`` being the glyphs in each rectangle."""
    shown = set(frame.taken.values())
    cells = [_cell(frame, index, held.get(index, ()), page) for index in shown]
    return Grid(
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))),
        rows=len(frame.down) - 1,
        columns=len(frame.across) - 1,
        source=SourceRef(page=page, box=_rounded(frame.box)),
        spans_known=True,
        edges=tuple(round(edge, 2) for edge in frame.across),
    )


def _cell(frame: Frame, index: int, glyphs: Sequence[Glyph], page: int) -> Cell:
    box = frame.boxes[index]
    top, left, bottom, right = _place(frame.laid[index], frame.across, frame.down)
    text, broken = cell_text(glyphs)
    mark = Mark.OCR if any(glyph.hidden for glyph in glyphs) else Mark.JOINED if broken else Mark.PRINTED
    return Cell(top, left, text, SourceRef(page=page, box=_rounded(box)), bottom - top, right - left, mark)


def _levels(values: list[float]) -> tuple[float, ...]:
    levels: list[float] = []
    for value in sorted(values):
        if not levels or value - levels[-1] > _SNAP:
            levels.append(value)
    return tuple(levels)


def _place(box: Box, across: tuple[float, ...], down: tuple[float, ...]) -> tuple[int, int, int, int]:
    """First row, first column, row after the last, column after the last."""
    return (_level(down, box[1]), _level(across, box[0]), _level(down, box[3]), _level(across, box[2]))


def _level(levels: tuple[float, ...], value: float) -> int:
    return max(bisect_right(levels, value + 1e-6) - 1, 0)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _rounded(box: Box) -> Box:
    return (round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2))
