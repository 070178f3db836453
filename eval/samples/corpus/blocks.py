"""The blocks of a sample document, which a renderer turns into a PDF or a text file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

LEFT = "<"
"""A header cell that is merged with the cell to its left."""
UP = "^"
"""A header cell that is merged with the cell above it."""

Row = tuple[str, ...]
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` 0 is the cover's title, 1 a part, 2 and 3 the headings under it."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The printed table of contents: ``(entry, page)``."""

    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Starts a new page."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as printed. ``header`` and ``rows`` are full rectangles; merged cells hold ``LEFT`` or ``UP``.

    ``caption``: the texts of the line above the table, left to right. ``names``: columns of names, aligned left; the
    others are aligned right. ``widths``: relative column widths. ``repeat``: the header is repeated on each page."""

    title: str
    number: str
    caption: Row
    header: tuple[Row, ...]
    rows: tuple[Row, ...]
    widths: tuple[float, ...]
    names: tuple[int, ...] = (0,)
    note: str = ""
    repeat: bool = False
    landscape: bool = False


Block = Heading | Text | Contents | PageBreak | Sheet


def cents(value: Decimal) -> Decimal:
    """Rounded to two decimals, half up, as is usual in the field."""
    return value.quantize(CENT, ROUND_HALF_UP)


def printed(value: Decimal | None, places: int = 2, blank_zero: bool = True) -> str:
    """``1,234.50``; empty for no figure, and for zero if the table leaves zeros blank."""
    if value is None or (blank_zero and value == 0):
        return ""
    return f"{value:,.{places}f}"


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """``part`` in percent of ``whole``, two decimals, half up."""
    return cents(part * 100 / whole)


def total(values: Iterable[Decimal]) -> Decimal:
    """The exact sum."""
    return sum(values, Decimal(0))
