"""Tables that stand side by side on a page: each keeps the lines over its own columns, and is read after the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ingest.model.document import Block, Box, Grid, Line
from ingest.readers.pdf.glyphs import Glyph
from ingest.readers.pdf.lines import line_text

_TITLE = re.compile(r"表\s*([(（].*)?$")
_UNIT = re.compile(r"单位\s*[:：]\s*(人民币)?\s*[千百万亿]*元")
_SHARED = 0.5  # of the lower table's height: tables that share so much of it stand side by side


@dataclass(frozen=True, slots=True)
class Gutter:
    """The white between two tables side by side: from ``left`` to ``right``, beside them down to ``bottom``."""

    left: float
    right: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def gutters(boxes: Sequence[Box], lines: Sequence[Sequence[Glyph]]) -> tuple[Gutter, ...]:
    """The gutter between each two neighbouring tables of a page that have titles or amount units of their own among
    ``lines``, from left to right. Other tables under one title share what its lines say."""
    found = _gutters(boxes)
    return tuple(gutter for gutter in found if _own_captions(gutter, lines))


def _own_captions(gutter: Gutter, lines: Sequence[Sequence[Glyph]]) -> bool:
    over = [line for line in lines if line[0].y < gutter.top]
    across = [line[0].y for line in over if len(list(parted(line, (gutter,)))) == 1 and _reaches(line, gutter)]
    own = [part for line in over if line[0].y > max(across, default=0.0) for part in parted(line, (gutter,))]
    told = [(part[0].x0 > gutter.middle, line_text(part)) for part in own]
    return any(len({side for side, text in told if says.search(text)}) == 2 for says in (_TITLE, _UNIT))


def _reaches(line: Sequence[Glyph], gutter: Gutter) -> bool:
    return line[0].x0 < gutter.middle < line[-1].x1


def _gutters(boxes: Sequence[Box]) -> tuple[Gutter, ...]:
    found = [
        Gutter(one[2], other[0], min(one[1], other[1]), max(one[3], other[3]))
        for one in boxes
        for other in boxes
        if one[2] <= other[0] and _level(one, other) and not any(_between(each, one, other) for each in boxes)
    ]
    return tuple(sorted(found, key=lambda gutter: gutter.left))


def parted(line: Sequence[Glyph], found: Sequence[Gutter]) -> Iterator[list[Glyph]]:
    """A printed line at or above tables side by side, taken apart where it leaves their gutter free."""
    rest = list(line)
    for gutter in found:
        left = [glyph for glyph in rest if glyph.x1 <= gutter.middle]
        right = [glyph for glyph in rest if glyph.x0 >= gutter.middle]
        printed = [[glyph for glyph in side if not glyph.blank] for side in (left, right)]
        if len(left) + len(right) < len(rest) or not all(printed) or rest[0].y > gutter.bottom:
            continue
        if printed[1][0].x0 - printed[0][-1].x1 < gutter.right - gutter.left:
            continue
        yield left
        rest = right
    yield rest


def in_order(blocks: Sequence[Block], found: Sequence[Gutter], top: Callable[[Block], float]) -> tuple[Block, ...]:
    """``blocks`` from the top down; of tables side by side the left one with its lines first."""
    regions = [(_region_top(blocks, gutter), gutter) for gutter in found]

    def key(block: Block) -> tuple[float, int, float]:
        box = block.source.box
        assert box
        beside = [(start, each) for start, each in regions if start <= (box[1] + box[3]) / 2 < each.bottom]
        if not beside:
            return top(block), 0, top(block)
        side = sum((box[0] + box[2]) / 2 > each.middle for _, each in beside)
        return min(start for start, _ in beside), side, top(block)

    return tuple(sorted(blocks, key=key))


def _region_top(blocks: Sequence[Block], gutter: Gutter) -> float:
    """Below the last line or table over the two that reaches across their gutter."""
    ends = [
        box[3]
        for block in blocks
        if isinstance(block, Line | Grid) and (box := block.source.box) and box[0] < gutter.middle < box[2]
        if box[3] <= gutter.top + 1
    ]
    return max(ends, default=0.0)


def _level(one: Box, other: Box) -> bool:
    shared = min(one[3], other[3]) - max(one[1], other[1])
    return shared > _SHARED * min(one[3] - one[1], other[3] - other[1])


def _between(box: Box, one: Box, other: Box) -> bool:
    return box is not one and box is not other and one[2] <= box[0] and box[2] <= other[0] and _level(box, one)
