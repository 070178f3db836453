"""Tables of purchases: a row is named by what is bought, not by the way of buying, its source or who buys."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ingest.facts.row_names import is_institution, is_top_row
from ingest.model.document import Cell, Record
from ingest.model.normalize import normalize
from ingest.model.vocabulary import level_of, load

_DATA = load("columns.toml")
_BOUGHT = re.compile(_DATA["label_bought"])
_MANNER = re.compile(_DATA["label_manner"])
_CODE = re.compile(r"[\d\-.]+|[A-Z]\d{0,12}")
_LETTERED = re.compile(r"[A-Z]\d{0,12}")
_CATALOGUE_CODE = re.compile(
    r"^(?:([A-Z]\d{2,12})[-_]?|(\d{2,12})[-_]|(\d{8}|\d{6}))(?=[^\d年月日个号.,%\-])|^([A-Z])-(?=[^\d])"
)

PURCHASE_KINDS = frozenset(("procurement", "purchased_services"))


class Purchases:
    """Names the rows of one table of purchases, read in order: what a row prints in the columns to the left of its own
    (大类, 专项名称, 经济科目) stands above the rows below it."""

    def __init__(self, hints: Mapping[int, str]) -> None:
        self._hints = hints
        self._open: dict[int, str] = {}
        self._grouped: bool | None = None

    def names(self, record: Record) -> list[str]:
        """The names above the row and its own last; its own alone where nothing stands above it."""
        named = [cell for cell in record.labels if self._names_something(cell)]
        if not named:
            return [cell.text for cell in record.labels if not _CODE.fullmatch(normalize(cell.text))]
        if is_top_row(named[0].text):
            return [named[0].text]
        if is_institution(named[0].text):
            return self._of_unit(named[0])
        own = self._bought(named)
        first = min(cell.column for cell in named)
        self._open = {column: name for column, name in self._open.items() if column < first}
        above = [name for _, name in sorted(self._open.items())]
        self._open.update({cell.column: _name(cell.text) for cell in named})
        return [*above, *(_name(cell.text) for cell in named if cell is not own), _name(own.text)]

    def _of_unit(self, cell: Cell) -> list[str]:
        """A unit's row, under its group (货物) where groups are divided by units, and not units by groups."""
        if self._grouped is None:
            self._grouped = bool(self._open)
        above = [name for column, name in sorted(self._open.items()) if column <= cell.column and self._grouped]
        return [*above, cell.text]

    def code(self, record: Record) -> str:
        """The code of the catalogue (C21040000, or A of 货物) that the row prints with the thing bought or right before
        it, or empty."""
        named = [cell for cell in record.labels if self._names_something(cell)]
        if not named:
            return ""
        own = self._bought(named)
        if found := _CATALOGUE_CODE.match(normalize(own.text)):
            return next(filter(None, found.groups()), "")
        before = [normalize(cell.text) for cell in record.labels if cell.column < own.column][-1:]
        return next((text for text in before if _LETTERED.fullmatch(text)), "")

    def buys(self, record: Record) -> bool:
        """Whether a row names a thing bought, so that a code beside it is of what pays for it."""
        return any(self._is_bought(cell) for cell in record.labels if self._names_something(cell))

    def _is_bought(self, cell: Cell) -> bool:
        return bool(_BOUGHT.search(self._hints.get(cell.column, "")))

    def _names_something(self, cell: Cell) -> bool:
        hint, plain = self._hints.get(cell.column, ""), normalize(cell.text)
        return not (_CODE.fullmatch(plain) or level_of(plain) or _MANNER.search(hint) or plain in ("", "-", "--"))

    def _bought(self, named: list[Cell]) -> Cell:
        """The cell that names the thing: the last of those under 采购品目, 采购内容 …, else the row's last name."""
        bought = [cell for cell in named if self._is_bought(cell)]
        return (bought or named)[-1]


def _name(text: str) -> str:
    return _CATALOGUE_CODE.sub("", normalize(text)) or text
