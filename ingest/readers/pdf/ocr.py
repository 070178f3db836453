"""Optical recognition of a page without a text layer: words and rules as if the page had drawn them.

The only file that imports rapidocr and OpenCV, which come with the extra ``ocr``. Its models ship in the package, so
nothing is downloaded. An uncertain character becomes :data:`UNREADABLE` and never part of a figure."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from ingest.model.document import Box
from ingest.model.errors import BudgetQAError
from ingest.readers.pdf.crops import render_page
from ingest.readers.pdf.glyphs import UNREADABLE, Glyph
from ingest.readers.pdf.tilt import straightened, tilt_of

_RESOLUTION = 200
_SCALE = _RESOLUTION / 72
_SURE = 0.8  # of 1: a character recognised with less is not taken
_LONG = 14.0  # points: a stroke this long is a rule and not part of a character
_THICK = 3.0  # points: a stroke thicker than this is no rule
_INSET = 2.0  # points: nearer its edges, a cell's ink is its rules
_PADDING = 3.0  # points around a line that is read by itself
_DARK = 150  # of 255
_SPECK = 20  # pixels: less ink than this is dirt
_LEADING = 2  # pixels without ink that part two lines
_ASCENT = 0.85  # of a line's height: where its baseline stands


@dataclass(frozen=True, slots=True)
class Scan:
    """The result for a page, in points: its characters (``hidden``: no ink of the file's own) and its rules.
    ``pixels``: the page's image, BGR; ``shown``: the box that it shows. Everything is straightened; ``tilt`` is the
    page's original angle in degrees."""

    glyphs: tuple[Glyph, ...]
    rules: tuple[Box, ...]
    pixels: Any = field(repr=False)
    shown: Box
    tilt: float = 0.0


def recognise(path: Path, page: int) -> Scan:
    """Reads a 1-based page from its image. Raises :class:`BudgetQAError` if the extra is not installed,
    :class:`UnreadableFile` if the page cannot be rendered."""
    engine = _engine()
    image, shown = render_page(path, page, _SCALE)
    tilt = tilt_of(image)
    pixels = np.ascontiguousarray(np.asarray(straightened(image.convert("RGB"), tilt))[:, :, ::-1])
    found = engine(pixels, use_cls=False, return_word_box=True)  # the turn classifier reads 08 as 80 upside down
    return Scan(tuple(_glyphs(found, shown)), tuple(_rules(pixels, shown)), pixels, shown, tilt)


def overlooked(scan: Scan, cells: Iterable[Box]) -> Iterator[Glyph]:
    """The text of cells that hold ink but no recognised character, because text detection misses short figures.

    Each line of such a cell is read separately; what stays unread is :data:`UNREADABLE`, never blank."""
    for cell in cells:
        if not any(glyph.within(cell) for glyph in scan.glyphs):
            yield from (_alone(scan, line) for line in _inked_lines(scan, cell))


def _alone(scan: Scan, line: Box) -> Glyph:
    left, top, right, bottom = _pixels(line, scan.shown, _PADDING)
    found = _engine()(
        scan.pixels[max(top, 0) : bottom, max(left, 0) : right], use_det=False, use_cls=False, use_rec=True
    )
    sure = bool(found.txts) and found.scores[0] >= _SURE
    return _glyph(found.txts[0] if sure else UNREADABLE, line, line)


def _inked_lines(scan: Scan, cell: Box) -> Iterator[Box]:
    """The boxes around the lines of ink in a cell, its rules left out."""
    left, top, right, bottom = _pixels(cell, scan.shown, -_INSET)
    dark = scan.pixels[top:bottom, left:right].min(axis=2) < _DARK
    rows = np.flatnonzero(dark.any(axis=1))
    for run in np.split(rows, np.flatnonzero(np.diff(rows) > _LEADING) + 1):
        columns = np.flatnonzero(dark[run].any(axis=0)) if run.size else run
        if columns.size and dark[run].sum() >= _SPECK:
            corners = [(left + columns[0], top + run[0]), (left + columns[-1] + 1, top + run[-1] + 1)]
            yield _points(corners, scan.shown)


def _pixels(box: Box, shown: Box, margin: float) -> tuple[int, int, int, int]:
    left, top, right, bottom = box
    corners = (left - margin - shown[0], top - margin - shown[1], right + margin - shown[0], bottom + margin - shown[1])
    return tuple(round(corner * _SCALE) for corner in corners)  # type: ignore[return-value]  # four in, four out


@cache
def _engine() -> Any:
    try:
        rapidocr = import_module("rapidocr")
    except ImportError as error:
        raise BudgetQAError("识别扫描页需要附加组件：请运行 pip install 'budgetqa[ocr]'") from error
    threads = os.cpu_count() or 1
    return rapidocr.RapidOCR(
        params={"Global.log_level": "error", "EngineConfig.onnxruntime.intra_op_num_threads": threads}
    )


def _glyphs(found: Any, shown: Box) -> Iterator[Glyph]:
    if found.boxes is None:
        return
    for region, words in zip(found.boxes, found.word_results, strict=True):
        line = _points(region, shown)
        for text, score, corners in words:
            yield _glyph(text if score >= _SURE else UNREADABLE * len(text), _points(corners, shown), line)


def _glyph(text: str, word: Box, line: Box) -> Glyph:
    """A word (a single character in Chinese) on its line: the line gives the height, the word its place along it."""
    height = line[3] - line[1]
    return Glyph(
        text,
        x0=word[0],
        top=line[1],
        x1=word[2],
        bottom=line[3],
        start=word[0],
        stop=word[2],
        base=line[1] + _ASCENT * height,
        size=_ASCENT * height,
        x=(word[0] + word[2]) / 2,
        y=(line[1] + line[3]) / 2,
        hidden=True,
    )


def _points(corners: Any, shown: Box) -> Box:
    """The box around corners in pixels, in points of the page."""
    corner = np.asarray(corners, dtype=float) / _SCALE
    (left, top), (right, bottom) = corner.min(axis=0), corner.max(axis=0)
    return (left + shown[0], top + shown[1], right + shown[0], bottom + shown[1])


def _rules(pixels: Any, shown: Box) -> Iterator[Box]:
    """The long thin strokes, level and upright."""
    cv2 = import_module("cv2")
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    ink = cv2.adaptiveThreshold(255 - grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, 31, -10)
    length = int(_LONG * _SCALE)
    for size in ((length, 1), (1, length)):
        kept = cv2.morphologyEx(ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, size))
        for left, top, width, height, _ in cv2.connectedComponentsWithStats(kept)[2][1:]:
            if min(width, height) <= _THICK * _SCALE:
                yield _centred(_points([(left, top), (left + width, top + height)], shown))


def _centred(stroke: Box) -> Box:
    """The line along the middle of a stroke."""
    x0, top, x1, bottom = stroke
    if x1 - x0 > bottom - top:
        return (x0, (top + bottom) / 2, x1, (top + bottom) / 2)
    return ((x0 + x1) / 2, top, (x0 + x1) / 2, bottom)
