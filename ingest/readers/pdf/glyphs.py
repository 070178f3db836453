"""One printed character, and the characters that code points stand for.

Coordinates are those of :data:`ingest.model.document.Box`: points from the top left corner of the media box.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from ingest.model.document import Box
from ingest.model.normalize import RADICALS

UNREADABLE = "\ufffd"
"""Stands for a glyph that its font does not map to a character."""

_UNSEEN = {"Cc", "Cf"}  # control characters and marks without width
_LIGHT = 0.72  # luminance from which text is a watermark rather than print
_WHITE = 0.99


class Glyph(NamedTuple):
    """One printed character.

    ``start`` and ``stop``: where it begins and ends along its line, growing as one reads. ``base``: where its baseline
    stands across the line, growing from line to line, and the same for all characters of a line whatever their font
    says of its height. ``quarter``: how its line is turned, in quarter turns clockwise; -1 where it is oblique.
    ``x``, ``y``: where it sits, which is its centre, or for a glyph that is ``clipped`` (its centre lies outside what
    the page shows) the nearest place that shows. ``hidden``: drawn without ink. ``rise``: how far it is set above its
    baseline.
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
    rise: float = 0.0

    @property
    def high(self) -> float:
        """Where it really sits across the line."""
        return self.base - self.rise

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
    return "".join(_plain(one) for one in text)


def _plain(one: str) -> str:
    if _lookalike(one):
        return unicodedata.normalize("NFKC", one.translate(RADICALS))
    return " " if unicodedata.category(one) in _UNSEEN else one


def _lookalike(one: str) -> bool:
    return "\u2e80" <= one <= "\u2fdf" or "\uf900" <= one <= "\ufaff"
