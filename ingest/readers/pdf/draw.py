"""Draws a page into glyphs and layout, adding the clipping, transparency and inks that pdfminer ignores."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import hypot
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdftypes import dict_value, stream_value
from pdfminer.psparser import PSKeyword, literal_name

from ingest.model.document import Box
from ingest.readers.pdf.content import is_plain, objects_of, operator_name
from ingest.readers.pdf.glyphs import Glyph, readable, turned

_INVISIBLE = 3  # text rendering mode: neither filled nor stroked (the text layer that OCR puts under a scan)
_INKS = {"Separation", "DeviceN"}  # colour spaces where 1 is full ink


def draw(page: Any, resources: PDFResourceManager) -> tuple[list[Glyph], Any]:
    """The glyphs that a pdfplumber page draws, in drawing order, and the layout of everything else on it."""
    left, top, _, bottom = page.mediabox
    device = PageDevice(resources, page.page_number, (left, top, bottom - top))
    Interpreter(resources, device).process_page(page.page_obj)
    return device.glyphs, device.get_result()


class PageDevice(PDFPageAggregator):
    """Collects the glyphs of a page separately from its lines, rectangles and images, which stay in the layout."""

    def __init__(self, resources: PDFResourceManager, number: int, origin: tuple[float, float, float]) -> None:
        super().__init__(resources, pageno=number)
        self.glyphs: list[Glyph] = []
        self.clip: Box | None = None
        self.alpha = 1.0
        self._left, self._top, self._height = origin
        self._hidden = False

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        self._hidden = textstate.render == _INVISIBLE
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(self, *args: Any, **options: Any) -> float:
        advance = super().render_char(*args, **options)
        rise = options.get("rise", args[4] if len(args) > 4 else 0)
        drawn = self.cur_item._objs.pop()
        assert isinstance(drawn, LTChar)
        glyph = self._glyph(drawn)
        self.glyphs.append(glyph._replace(rise=rise * hypot(*drawn.matrix[2:4])) if rise else glyph)
        return advance

    def paint_path(self, gstate: Any, *args: Any) -> None:
        if self.alpha < 1 or gstate.ncs.name in _INKS:
            gstate, gray = gstate.copy(), self._luminance(gstate)
            gstate.ncolor = gray
        super().paint_path(gstate, *args)

    def _luminance(self, gstate: Any) -> float:
        return 1 - self.alpha * (1 - luminance(gstate.ncolor, gstate.ncs.name))

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
            luminance=self._luminance(drawn.graphicstate),
            clipped=seat != centre,
            hidden=self._hidden,
        )


class Interpreter(PDFPageInterpreter):
    """Adds what pdfminer leaves out: the clipping path, as its bounding rectangle, and transparency."""

    device: PageDevice

    def init_state(self, ctm: Any) -> None:
        super().init_state(ctm)
        self._kept: list[tuple[Box | None, float]] = []
        self._pending = False
        self._operations: dict[PSKeyword, tuple[Any, int]] = {}

    def execute(self, streams: Sequence[object]) -> None:
        """Works as pdfminer does, with a faster parser if the streams allow it."""
        own = [stream_value(each) for each in streams]
        data = b"\n".join(each.get_data() for each in own if self._may_run(each))
        if not is_plain(data):
            super().execute(streams)
            return
        self.stream_ids = {each.objid for each in own if each.objid is not None and self._may_run(each)}
        for operand in objects_of(data):
            if isinstance(operand, PSKeyword):
                self._operate(operand)
            else:
                self.argstack.append(operand)

    def _may_run(self, stream: Any) -> bool:
        """Prevents the endless recursion of a stream that draws itself."""
        return stream.objid is not None and stream.objid not in self.parent_stream_ids

    def _operate(self, keyword: PSKeyword) -> None:
        operation, count = self._operations.get(keyword) or self._operation(keyword)
        if operation is None:
            return
        arguments = self.pop(count)
        if len(arguments) == count:
            operation(*arguments)

    def _operation(self, keyword: PSKeyword) -> tuple[Any, int]:
        """The method for an operator and its number of operands; an unknown operator takes none and does nothing."""
        method = getattr(self, operator_name(keyword), None)
        found = (method, method.__code__.co_argcount - 1 if method else 0)
        self._operations[keyword] = found
        return found

    def do_q(self) -> None:
        super().do_q()
        self._kept.append((self.device.clip, self.device.alpha))

    def do_Q(self) -> None:
        super().do_Q()
        if self._kept:
            self.device.clip, self.device.alpha = self._kept.pop()

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
        before = (self.device.clip, self.device.alpha)
        super().do_Do(xobjid_arg)
        self.device.clip, self.device.alpha = before

    def do_gs(self, name: Any) -> None:
        states = dict_value(self.resources.get("ExtGState") or {})
        alpha = dict_value(states.get(literal_name(name)) or {}).get("ca")
        if isinstance(alpha, (int, float)):
            self.device.alpha = float(alpha)

    def _clip_to(self, path: Iterable[Any]) -> None:
        points = [point for step in path for point in zip(step[1::2], step[2::2], strict=False)]
        if points:
            self.device.clip = _overlap(_around(points, self.ctm), self.device.clip)


def luminance(color: Any, space: str = "") -> float:
    """0 (black) to 1 (white) of a grey, RGB or CMYK colour or of a printing ink; 0 where it cannot be told (a pattern,
    a palette). ``space``: the name of the colour space."""
    parts = color if isinstance(color, (tuple, list)) else (color,)
    if not all(isinstance(part, (int, float)) and 0 <= part <= 1 for part in parts):
        return 0.0
    if space in _INKS:
        return 1.0 - max(parts, default=1.0)
    if len(parts) == 4:
        return max(0.0, 1.0 - min(1.0, float(max(parts[:3]) + parts[3])))
    return float(sum(parts) / len(parts)) if parts else 0.0


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
