"""Glyphs to printed lines and to the text of a cell."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ingest.model.document import Box, Line, SourceRef
from ingest.readers.pdf.glyphs import Glyph

_SAME_LINE = 0.4  # of the font size: baselines nearer than this are one line
_LINE_DEPTH = 0.7  # of the font size: the highest and the lowest baseline of one line are nearer
_WORD_GAP = 0.2  # of the font size: room between two Latin words
_FIGURE_GAP = 0.8  # between two figures; figures set wide are still one figure
_WIDE_GAP = 0.8  # between Chinese characters of a line; a line set flush spreads them by less
_CELL_GAP = 2.0  # in a cell, where names are spread over the width
_SEEN_SPACE = 0.1  # a space character that takes no room is not seen
_DOUBLED = 0.25  # of its width: the same character this near is one set bold by printing it twice

_AMOUNT = re.compile(r"[-−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?%?|[-−]?\d+(?:\.\d+)?%?")
_ONE_DECIMAL = re.compile(r"\d[\d,]{3,}\.\d")  # of money: the line broke before its last digit
_AMOUNT_PART = re.compile(r"[-−]?[\d,]*\d[\d,.]*")


def printed_lines(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The glyphs of each line in reading order, lines from the top down; lines of spaces only are left out.

    Baselines decide, not boxes: fonts that misstate their height set figures several points off their sentence.
    """
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: (one.quarter, one.base)):
        if lines and _same_line(lines[-1], glyph):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return [_in_order(line) for line in lines if not all(glyph.blank for glyph in line)]


def line_text(glyphs: Sequence[Glyph], *, wide: float = _WIDE_GAP) -> str:
    """The text of one line's glyphs, in reading order, with one space where the page shows room between two words
    (in Chinese: room of ``wide`` times the font size, or a printed space)."""
    parts: list[str] = []
    before: Glyph | None = None
    spaced = False
    for glyph in glyphs:
        if glyph.blank:
            spaced = True
            continue
        if before is not None and _room(before, glyph, spaced, wide):
            parts.append(" ")
        parts.append(glyph.text)
        before, spaced = glyph, False
    return "".join(parts)


def cell_text(glyphs: Iterable[Glyph]) -> tuple[str, bool]:
    """The text in a cell, and whether it was broken over lines. Lines join without a space in Chinese; a space stays
    between Latin words and between two figures, unless the break is inside one figure."""
    lines = [line_text(line, wide=_CELL_GAP) for line in printed_lines(glyphs)]
    if not lines:
        return "", False
    text = lines[0]
    for line in lines[1:]:
        text = join_broken(text, line)
    return text, len(lines) > 1


def join_broken(first: str, second: str) -> str:
    """Two lines of one text as one."""
    if not (_latin(first[-1]) and _latin(second[0])):
        return first + second
    if _AMOUNT_PART.fullmatch(first) and not _AMOUNT.fullmatch(first) and _AMOUNT.fullmatch(first + second):
        return first + second
    if _ONE_DECIMAL.fullmatch(first) and second.isdigit() and len(second) == 1:
        return first + second
    if second[0] in ".,%" or (first[-1] in ".,-" and first[-2:-1].isdigit()):
        return first + second
    return f"{first} {second}"


def as_line(glyphs: Sequence[Glyph], page: int) -> Line:
    """One printed line as a block, its box around its glyphs."""
    inked = [glyph for glyph in glyphs if not glyph.blank]
    sizes = Counter(round(glyph.size, 1) for glyph in inked)
    return Line(line_text(glyphs), SourceRef(page=page, box=around(inked)), size=sizes.most_common(1)[0][0])


def around(glyphs: Sequence[Glyph]) -> Box:
    """The box around glyphs, rounded outward to hundredths of a point."""
    return (
        math.floor(min(glyph.x0 for glyph in glyphs) * 100) / 100,
        math.floor(min(glyph.top for glyph in glyphs) * 100) / 100,
        math.ceil(max(glyph.x1 for glyph in glyphs) * 100) / 100,
        math.ceil(max(glyph.bottom for glyph in glyphs) * 100) / 100,
    )


def _same_line(line: Sequence[Glyph], glyph: Glyph) -> bool:
    """``line`` from the highest baseline down."""
    if glyph.quarter != line[0].quarter:
        return False
    size = max(glyph.size, line[-1].size)
    return glyph.base - line[-1].base <= _SAME_LINE * size and glyph.base - line[0].base <= _LINE_DEPTH * size


def _in_order(line: list[Glyph]) -> list[Glyph]:
    ordered = sorted(line, key=lambda one: one.start)
    return [ordered[0], *(after for before, after in pairwise(ordered) if not _doubled(before, after))]


def _doubled(before: Glyph, after: Glyph) -> bool:
    width = after.stop - after.start
    return before.text == after.text and not after.blank and after.start - before.start < _DOUBLED * width


def _room(before: Glyph, after: Glyph, spaced: bool, wide: float) -> bool:
    gap = (after.start - before.stop) / max(before.size, after.size, 1.0)
    if spaced:
        return gap >= _SEEN_SPACE
    if not (_latin(before.text[-1]) and _latin(after.text[0])):
        return gap >= wide
    figures = not (before.text.isalpha() or after.text.isalpha())
    return gap >= (_FIGURE_GAP if figures else _WORD_GAP)


def _latin(one: str) -> bool:
    return one.isascii() and not one.isspace()
