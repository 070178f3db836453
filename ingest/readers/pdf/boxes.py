"""The part of a page that is shown, in the coordinates of :data:`ingest.model.document.Box`."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.model.document import Box


def shown_box(media: Sequence[float], crop: Sequence[float], rotation: int) -> Box:
    """The crop box of a page as it is displayed. ``media`` and ``crop`` are ``(x0, y0, x1, y1)`` as the file gives
    them, in the page's own space with y upwards; ``rotation`` is in degrees clockwise."""
    x0, y0, x1, y1 = _upright(media)
    crop_x0, crop_y0, crop_x1, crop_y1 = _upright(crop)
    insets = [max(0.0, inset) for inset in (crop_x0 - x0, y1 - crop_y1, x1 - crop_x1, crop_y0 - y0)]
    for _ in range(rotation // 90 % 4):
        insets = [insets[3], *insets[:3]]  # what was at the bottom comes to the left
    left, top, right, bottom = _displayed(x0, y0, x1, y1, rotation)
    return (left + insets[0], top + insets[1], right - insets[2], bottom - insets[3])


def _upright(box: Sequence[float]) -> Box:
    x0, y0, x1, y1 = (float(edge) for edge in box)
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _displayed(x0: float, y0: float, x1: float, y1: float, rotation: int) -> Box:
    """The media box as pdfplumber turns it, an origin off zero included."""
    if rotation // 90 % 2:
        x0, y0, x1, y1 = y0, x0, y1, x1
    return (x0, (y1 - y0) - y1, x1, (y1 - y0) - y0)
