"""Small digits set high at a figure or a word are note marks: they are put on the line that they stand at, as raised
characters, so that no digit of the figure is made of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from ingest.model.note_marks import raised
from ingest.readers.pdf.glyphs import Glyph

_SMALLER = 0.8  # of the size of what stands beside it: a mark is no larger
_HIGHER = 0.15  # of that size: a mark's baseline is at least so far up
_HIGHEST = 0.8
_BESIDE = 0.35  # of that size: farther off it stands at nothing
_LONGEST = 3
_DIGITS = frozenset("0123456789")
_BAND = 20.0  # points: glyphs of one line lie in the same or in neighbouring bands


def with_raised_marks(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs, those of note marks raised and moved to the baseline of what they stand at."""
    digits = [glyph for glyph in glyphs if glyph.text in _DIGITS]
    largest = max((glyph.size for glyph in digits), default=0.0)
    small = [glyph for glyph in digits if glyph.size <= _SMALLER * largest]
    if not small:
        return list(glyphs)
    beside = _Beside(glyphs, digits)
    marks = {id(glyph): mark for run in _runs(small) for glyph, mark in beside.marks(run)}
    return [marks.get(id(glyph), glyph) for glyph in glyphs]


def _runs(digits: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Digits of one size that follow each other on one baseline."""
    run: list[Glyph] = []
    for glyph in sorted(digits, key=lambda one: (one.quarter, round(one.high), one.start)):
        if run and not _follows(run[-1], glyph):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _follows(before: Glyph, after: Glyph) -> bool:
    level = before.quarter == after.quarter and abs(before.high - after.high) < 1
    return level and abs(before.size - after.size) < 0.5 and abs(after.start - before.stop) <= _BESIDE * after.size


class _Beside:
    """Finds what a run of small digits stands at: a glyph of more size, on a lower baseline, right before or after."""

    def __init__(self, glyphs: Iterable[Glyph], digits: Sequence[Glyph]) -> None:
        self._digits = digits
        self._reach = 2 * max(glyph.size for glyph in digits)
        self._bands: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
        for glyph in sorted(glyphs, key=_start):
            if not glyph.blank:
                self._bands[glyph.quarter, int(glyph.high // _BAND)].append(glyph)

    def marks(self, run: Sequence[Glyph]) -> Iterator[tuple[Glyph, Glyph]]:
        """Each glyph of the run with the raised one in its place; none where the run is no mark."""
        if len(run) > _LONGEST:
            return
        base = self._base(run)
        if base is not None:
            yield from ((glyph, glyph._replace(text=raised(glyph.text), base=base, rise=0.0)) for glyph in run)

    def _base(self, run: Sequence[Glyph]) -> float | None:
        near = [each for each in self._around(run) if _stands_at(run, each)]
        figures = [each for each in near if each.text in _DIGITS]
        words = [each for each in near if each.text not in _DIGITS and self._has_figures_like(each, run[0])]
        return next((each.high for each in (*figures, *words)), None)

    def _around(self, run: Sequence[Glyph]) -> Iterator[Glyph]:
        first, last = run[0], run[-1]
        band = int(first.high // _BAND)
        for number in (band - 1, band, band + 1):
            glyphs = self._bands.get((first.quarter, number), [])
            left = bisect_left(glyphs, first.start - self._reach, key=_start)
            yield from glyphs[left : bisect_right(glyphs, last.stop + self._reach, key=_start)]

    def _has_figures_like(self, word: Glyph, mark: Glyph) -> bool:
        """Whether the page sets its figures as large as this word, more of them than as small as the mark: where all
        figures are smaller than the words, a small digit is a digit."""
        large = sum(abs(digit.size - word.size) <= (1 - _SMALLER) * word.size for digit in self._digits)
        return large > sum(abs(digit.size - mark.size) < 0.5 for digit in self._digits)


def _start(glyph: Glyph) -> float:
    return glyph.start


def _stands_at(run: Sequence[Glyph], other: Glyph) -> bool:
    mark, room = run[0], _BESIDE * other.size
    up = other.high - mark.high
    beside = abs(mark.start - other.stop) <= room or abs(other.start - run[-1].stop) <= room
    return beside and mark.size <= _SMALLER * other.size and _HIGHER * other.size <= up <= _HIGHEST * other.size
