"""Cell rectangles and glyphs to a :class:`Grid`: rows, columns and spans come from the rectangles alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.model.document import Box, Cell, Grid, Mark, SourceRef
from ingest.readers.pdf.glyphs import Glyph, turned
from ingest.readers.pdf.lines import cell_text

_SNAP = 2.5  # points: edges nearer than this are one rule
_INSIDE = 1.0  # points: a glyph that reaches over a side by less stands beside it


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
        place = self.place(glyph)
        return None if place is None else self.taken.get(place)

    def place(self, glyph: Glyph) -> tuple[int, int] | None:
        """The row and the column that the glyph sits in, None outside the table."""
        x, y, _, _ = turned((glyph.x, glyph.y, glyph.x, glyph.y), self.quarter)
        if not (self.across[0] <= x < self.across[-1] and self.down[0] <= y < self.down[-1]):
            return None
        return bisect_right(self.down, y) - 1, bisect_right(self.across, x) - 1


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


def closed(frame: Frame, loose: Iterable[Glyph]) -> Frame:
    """``frame`` with a cell more where text stands below a cell and between its sides, but a page break left the last
    rule of the column undrawn. Text that crosses such a side is no cell's."""
    within = [(place, glyph) for glyph in loose if not glyph.blank and (place := frame.place(glyph)) is not None]
    if frame.quarter or not within:
        return frame
    holes = {hole for (row, column), _ in within if (hole := _hole(frame, row, column))[0] > 0}
    boxes = [_hole_box(frame, hole) for hole in holes if not any(_crosses(frame, hole, *each) for each in within)]
    return frame_of([*frame.boxes, *boxes], frame.quarter) if boxes else frame


_Hole = tuple[int, int, int]
"""First row, row after the last, and column of places that no rectangle takes."""


def _hole(frame: Frame, row: int, column: int) -> _Hole:
    top, bottom = row, row + 1
    while top > 0 and (top - 1, column) not in frame.taken:
        top -= 1
    while bottom < len(frame.down) - 1 and (bottom, column) not in frame.taken:
        bottom += 1
    return top, bottom, column


def _hole_box(frame: Frame, hole: _Hole) -> Box:
    top, bottom, column = hole
    return (frame.across[column], frame.down[top], frame.across[column + 1], frame.down[bottom])


def _crosses(frame: Frame, hole: _Hole, place: tuple[int, int], glyph: Glyph) -> bool:
    """Whether a glyph at ``place`` stands on a side of the hole."""
    left, top, right, bottom = _hole_box(frame, hole)
    level = top <= glyph.y < bottom and place not in frame.taken
    return level and any(glyph.x0 + _INSIDE < side < glyph.x1 - _INSIDE for side in (left, right))


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
