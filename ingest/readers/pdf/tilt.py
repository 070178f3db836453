"""The tilt of a scanned page, and the page straightened. Angles are in degrees, counter-clockwise."""

from __future__ import annotations

from dataclasses import replace
from math import cos, radians, sin

import numpy as np
from PIL import Image

from ingest.model.document import Block, Box, Line, SourceRef

_MOST = 3.0
_LEAST = 0.04
"""A smaller tilt is invisible at the resolution of a scan."""
_WIDTH = 900  # pixels that are enough to see a tilt by
_STEPS = ((_MOST, 0.25), (0.25, 0.05), (0.05, 0.01))
"""The search range to either side and its steps, each time around the best angle so far."""


def tilt_of(page: Image.Image) -> float:
    """The angle of rules and lines of text, up to 3 degrees; 0 if the page is straight."""
    small = page.convert("L").reduce(max(1, round(page.width / _WIDTH)))
    ink = Image.fromarray(255 - np.asarray(small))
    best = 0.0
    for reach, step in _STEPS:
        angles = np.arange(best - reach, best + reach + step / 2, step)
        best = float(max(angles, key=lambda angle: _sharpness(ink, -angle)))
    return best if _LEAST <= abs(best) <= _MOST else 0.0


def _sharpness(ink: Image.Image, angle: float) -> float:
    """How much rows of ink and rows of paper differ, which is most if lines are level."""
    rows = np.asarray(ink.rotate(angle, resample=Image.Resampling.BILINEAR), dtype=float).sum(axis=1)
    return float((np.diff(rows) ** 2).sum())


def straightened(page: Image.Image, tilt: float) -> Image.Image:
    """The page turned back around its middle, its size kept."""
    if not tilt:
        return page
    return page.convert("RGB").rotate(-tilt, resample=Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))


def as_scanned(block: Block, tilt: float, shown: Box) -> Block:
    """A block of the straightened page, its places those on the page as it was scanned. The edges of a grid's columns
    stay: tables are joined over pages by them. ``shown``: the box that the page shows."""
    if not tilt:
        return block
    moved = replace(block, source=_as_scanned(block.source, tilt, shown))
    if isinstance(moved, Line):
        return moved
    return replace(
        moved, cells=tuple(replace(cell, source=_as_scanned(cell.source, tilt, shown)) for cell in moved.cells)
    )


def _as_scanned(source: SourceRef, tilt: float, shown: Box) -> SourceRef:
    rest = tuple(_as_scanned(each, tilt, shown) for each in source.rest)
    return replace(source, box=source.box and _turned_back(source.box, tilt, shown), rest=rest)


def _turned_back(box: Box, tilt: float, shown: Box) -> Box:
    """Moved with the page, and not itself turned: it is as small as before."""
    across, down = (shown[0] + shown[2]) / 2, (shown[1] + shown[3]) / 2
    x, y = (box[0] + box[2]) / 2 - across, (box[1] + box[3]) / 2 - down
    angle = radians(tilt)
    right, below = x * cos(angle) + y * sin(angle) - x, -x * sin(angle) + y * cos(angle) - y
    return (box[0] + right, box[1] + below, box[2] + right, box[3] + below)
