"""The headers over aligned columns: one for each column, and those of a level above that stand over several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from ingest.model.amounts import amount_unit, is_number
from ingest.model.document import Box
from ingest.model.table_words import caption_pattern, normal

Extent = tuple[float, float]

_CENTRED = 0.1
"""Of the table's width: a title's middle is nearer to the table's."""
_LONGEST_HEADER = 8
_OVER = 0.1
"""Of the distance between two columns: the middle of a header is nearer to that of the columns under it."""
NEXT = 2.5
"""Times the height of a row: a row lies no further below the one before it."""
_DASHES = frozenset({"-", "--", "—", "——", "–"})


@dataclass(frozen=True, slots=True)
class Word:
    """Text that stands apart from its neighbours on a line, in points."""

    text: str
    box: Box

    @property
    def middle(self) -> float:
        return (self.box[0] + self.box[2]) / 2

    @property
    def is_figure(self) -> bool:
        text = self.text.strip()
        return is_number(text) or text in _DASHES


Over = tuple[Word, int, int]
"""A header of the level above, with the first and the last column under it."""


@dataclass(frozen=True, slots=True)
class Heads:
    """``first``: the line that they begin on. ``own[column]``: the header of the column alone."""

    first: int
    own: tuple[Word, ...]
    over: tuple[Over, ...]


def heads_of(lines: Sequence[Sequence[Word]], last: int, columns: Sequence[Extent]) -> Heads | None:
    """The headers that end on line ``last``; None where a column has none, or where one may stand over other columns
    than it seems to."""
    for first in range(last, max(-1, last - 3), -1):
        near = all(_is_next(lines[at - 1], lines[at]) for at in range(first + 1, last + 1))
        heads = _read(lines[first : last + 1], first, columns) if near else None
        if heads and not _grouped(lines[:first], lines[first], columns):
            return heads
    return None


def _is_next(before: Sequence[Word], line: Sequence[Word]) -> bool:
    return line[0].box[1] - before[0].box[1] <= NEXT * (line[0].box[3] - line[0].box[1])


def _read(lines: Sequence[Sequence[Word]], first: int, columns: Sequence[Extent]) -> Heads | None:
    own: list[Word | None] = [None] * len(columns)
    rest: list[Word] = []
    for place, line in enumerate(reversed(lines)):
        for word in line:
            under = under_of(word, columns)
            if len(under) == 1 and own[under[0]] is None:
                own[under[0]] = word
            elif place == 0:
                return None
            else:
                rest.append(word)
    whole = tuple(word for word in own if word is not None)
    if len(whole) < len(own) or any(word.is_figure for word in (*whole, *rest)):
        return None
    over = _placed_over(sorted(rest, key=lambda word: word.box[0]), whole, lines[-1]) if rest else ()
    return Heads(first, whole, over) if over is not None and _all_differ(whole, over) else None


def under_of(word: Word, columns: Sequence[Extent]) -> list[int]:
    """The columns that ``word`` stands over or in."""
    return [at for at, (left, right) in enumerate(columns) if word.box[0] < right and word.box[2] > left]


def _placed_over(groups: Sequence[Word], own: Sequence[Word], lowest: Sequence[Word]) -> tuple[Over, ...] | None:
    """Each header of the upper level with its columns, where the page allows one reading: it is centred over columns
    whose own headers stand on the lowest line."""
    low = [any(word is each for each in lowest) for word in own]
    step = min((other.middle - one.middle for one, other in pairwise(own[1:])), default=0.0)
    choices = [
        [
            (group, left, right)
            for left in range(1, len(own))
            for right in range(left + 1, len(own))
            if all(low[left : right + 1])
            and abs(group.middle - (own[left].middle + own[right].middle) / 2) <= _OVER * step
        ]
        for group in groups
    ]
    readings = [each for each in product(*choices) if all(one[2] < other[1] for one, other in pairwise(each))]
    return readings[0] if len(readings) == 1 else None


def _all_differ(own: Sequence[Word], over: Sequence[Over]) -> bool:
    paths = [
        (*(group.text for group, left, right in over if left <= at <= right), each.text) for at, each in enumerate(own)
    ]
    return len(set(paths)) == len(paths)


def _grouped(above: Sequence[Sequence[Word]], header: Sequence[Word], columns: Sequence[Extent]) -> bool:
    """Whether the headers stand under others, which would say what they are of: a title is centred over the table, and
    longer than such a header or worded as one."""
    if not above or not _is_next(above[-1], header):
        return False
    middle, width = (columns[0][0] + columns[-1][1]) / 2, columns[-1][1] - columns[0][0]
    words = [word for word in above[-1] if not amount_unit(word.text) and word.box[0] > columns[0][1]]
    return any(abs(word.middle - middle) > _CENTRED * width or not _may_be_title(word) for word in words)


def _may_be_title(word: Word) -> bool:
    text = normal(word.text)
    return len(text) > _LONGEST_HEADER or bool(caption_pattern("title").fullmatch(text))
