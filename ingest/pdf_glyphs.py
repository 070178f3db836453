"""What a page draws: glyphs with their true baseline, and what the page hides of them.

Coordinates are those of :data:`ingest.document.Box`: points from the top left corner of the media box.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any, NamedTuple

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager

from ingest.document import Box

UNREADABLE = "\ufffd"
"""Stands for a glyph that its font does not translate into a character."""

_LIGHT = 0.72  # luminance from which text is a watermark rather than print
_WHITE = 0.99
_INVISIBLE = 3  # text rendering mode: neither filled nor stroked (the text layer that OCR puts under a scan)


class Glyph(NamedTuple):
    """One printed character.

    ``start`` and ``stop``: where it begins and ends along its line, growing as one reads. ``base``: where its baseline
    stands across the line, growing from line to line, and the same for all characters of a line whatever their font
    says of its height. ``quarter``: how its line is turned, in quarter turns clockwise; -1 where it is oblique.
    ``x``, ``y``: where it sits, which is its centre, or for a glyph that is ``clipped`` (its centre lies outside what
    the page shows) the nearest place that shows. ``hidden``: drawn without ink.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    start: float
    stop: float
    base: float
    size: float
    x: float
    y: float
    quarter: int = 0
    luminance: float = 0.0
    clipped: bool = False
    hidden: bool = False

    @property
    def blank(self) -> bool:
        return self.text.isspace()

    @property
    def light(self) -> bool:
        return self.luminance >= _LIGHT

    @property
    def white(self) -> bool:
        return self.luminance >= _WHITE

    def within(self, box: Box) -> bool:
        """Whether it sits in ``box``."""
        return box[0] <= self.x < box[2] and box[1] <= self.y < box[3]


class PageDevice(PDFPageAggregator):
    """Collects the glyphs of a page apart from its lines, rectangles and images, which stay in the layout."""

    def __init__(self, resources: PDFResourceManager, number: int, origin: tuple[float, float, float]) -> None:
        super().__init__(resources, pageno=number)
        self.glyphs: list[Glyph] = []
        self.clip: Box | None = None
        self._left, self._top, self._height = origin
        self._hidden = False

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        self._hidden = textstate.render == _INVISIBLE
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(self, *args: Any, **options: Any) -> float:
        advance = super().render_char(*args, **options)
        drawn = self.cur_item._objs.pop()
        assert isinstance(drawn, LTChar)
        self.glyphs.append(self._glyph(drawn))
        return advance

    def _glyph(self, drawn: LTChar) -> Glyph:
        down = self._height + self._top
        centre = ((drawn.x0 + drawn.x1) / 2, (drawn.y0 + drawn.y1) / 2)
        seat = centre if self.clip is None else _nearest(centre, self.clip)
        box = (drawn.x0 + self._left, down - drawn.y1, drawn.x1 + self._left, down - drawn.y0)
        origin = (drawn.matrix[4] + self._left, down - drawn.matrix[5])
        quarter = _quarter(drawn.matrix)
        start, _, stop, _ = turned(box, quarter)
        return Glyph(
            readable(drawn.get_text()),
            *box,
            start=start,
            stop=stop,
            base=turned((*origin, *origin), quarter)[1],
            size=drawn.size,
            x=seat[0] + self._left,
            y=down - seat[1],
            quarter=quarter,
            luminance=luminance(drawn.graphicstate.ncolor),
            clipped=seat != centre,
            hidden=self._hidden,
        )


class ClippingInterpreter(PDFPageInterpreter):
    """Follows the clipping path, which pdfminer leaves out, as the rectangle around it."""

    device: PageDevice

    def init_state(self, ctm: Any) -> None:
        super().init_state(ctm)
        self._clips: list[Box | None] = []
        self._pending = False

    def do_q(self) -> None:
        super().do_q()
        self._clips.append(self.device.clip)

    def do_Q(self) -> None:
        super().do_Q()
        if self._clips:
            self.device.clip = self._clips.pop()

    def do_W(self) -> None:
        self._pending = True

    def do_W_a(self) -> None:
        self._pending = True

    def do_n(self) -> None:
        if self._pending:
            self._clip_to(self.curpath)
        self._pending = False
        super().do_n()

    def do_Do(self, xobjid_arg: Any) -> None:
        before = self.device.clip
        super().do_Do(xobjid_arg)
        self.device.clip = before

    def _clip_to(self, path: Iterable[Any]) -> None:
        points = [point for step in path for point in zip(step[1::2], step[2::2], strict=False)]
        if points:
            self.device.clip = _overlap(_around(points, self.ctm), self.device.clip)


def draw(page: Any, resources: PDFResourceManager) -> tuple[list[Glyph], Any]:
    """The glyphs that a pdfplumber page draws, in drawing order, and the layout of everything else on it."""
    left, top, _, bottom = page.mediabox
    device = PageDevice(resources, page.page_number, (left, top, bottom - top))
    ClippingInterpreter(resources, device).process_page(page.page_obj)
    return device.glyphs, device.get_result()


def turned(box: Box, quarter: int) -> Box:
    """``box`` as it lies once the page is turned back by ``quarter`` quarter turns (about the origin)."""
    x0, top, x1, bottom = box
    if quarter == 1:
        return (top, -x1, bottom, -x0)
    if quarter == 2:
        return (-x1, -bottom, -x0, -top)
    if quarter == 3:
        return (-bottom, x0, -top, x1)
    return box


def readable(text: str) -> str:
    """``text`` with look-alike code points (Kangxi radicals, compatibility ideographs) put back to the characters
    that they show, and :data:`UNREADABLE` where the font gives none."""
    if text.startswith("(cid:") or not text:
        return UNREADABLE
    if text.isascii():
        return text if text.isprintable() else " "
    return "".join(unicodedata.normalize("NFKC", one) if _lookalike(one) else one for one in text)


def luminance(color: Any) -> float:
    """0 (black) to 1 (white) of a DeviceGray, RGB or CMYK colour; 0 where it cannot be told (a pattern)."""
    parts = color if isinstance(color, (tuple, list)) else (color,)
    if not all(isinstance(part, (int, float)) for part in parts):
        return 0.0
    if len(parts) == 4:
        return max(0.0, 1.0 - min(1.0, max(parts[:3]) + parts[3]))
    return float(sum(parts) / len(parts)) if parts else 0.0


def _lookalike(one: str) -> bool:
    return "\u2e80" <= one <= "\u2fdf" or "\uf900" <= one <= "\ufaff"


def _quarter(matrix: tuple[float, ...]) -> int:
    a, b = matrix[0], matrix[1]
    if abs(b) <= 0.05 * abs(a):
        return 0 if a >= 0 else 2
    if abs(a) <= 0.05 * abs(b):
        return 3 if b > 0 else 1
    return -1


def _nearest(point: tuple[float, float], clip: Box) -> tuple[float, float]:
    return (min(max(point[0], clip[0]), clip[2]), min(max(point[1], clip[1]), clip[3]))


def _around(points: list[tuple[float, float]], matrix: Any) -> Box:
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x, y in points]
    ys = [b * x + d * y + f for x, y in points]
    return (min(xs), min(ys), max(xs), max(ys))


def _overlap(one: Box, other: Box | None) -> Box:
    if other is None:
        return one
    return (max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3]))
