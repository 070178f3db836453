"""What stands in table cells as words (goals, duties, policy basis): passages that have the address of the cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.model.document import Cell, Paragraph, Piece, Record, Section, SourceRef, Table

_CHINESE = re.compile(r"[㐀-鿿]")
_SENTENCE = re.compile(r"[。；;！!，]|,(?!\d)|、.*、")
_NUMBERED = re.compile(r"[〔\[（(【]\s*(?:19|20)\d\d\s*[〕\])）】]\s*第?\s*\d+\s*号")
"""A document by its number: 某政发〔2024〕12号."""
_TITLED = re.compile(r"《[^》]{4,}》")
"""A document by its title, which the name of an item may hold, too."""
_NOTE = re.compile(r"[\s（(]*(?:注|备注|说明)[：:]")
"""A note that stands in the table as a row of its own."""
_SENTENCE_LENGTH = 12
"""Chinese characters: with punctuation, as many tell something; without, they may be the name of an item."""
_LONG = 24
"""Chinese characters: no value of this length is a name."""


@dataclass(frozen=True, slots=True)
class WordedCell:
    """A cell that holds words. ``row``: what names its row, from the left; ``column``: the headers above it."""

    table: Table
    cell: Cell
    row: tuple[str, ...]
    column: tuple[str, ...]

    @property
    def section(self) -> Section:
        """The cell as a section of its own, under what names its table, row and column."""
        text = self.cell.text.strip()
        paragraph = Paragraph(text, (Piece(0, len(text), self.cell.source, whole=True),))
        path = dict.fromkeys(filter(None, (self.table.title, self.table.subject, *self.row, *self.column[-1:])))
        return Section(tuple(path), (paragraph,), self.cell.source)


def worded_cells(tables: Iterable[Table]) -> tuple[WordedCell, ...]:
    """The cells of ``tables`` that hold words rather than figures or names, in order, each once: a cell over several
    rows stands at its first, and words that a table repeats where they come first."""
    return tuple(each for table in tables for each in _of_table(table))


def _of_table(table: Table) -> Iterator[WordedCell]:
    columns = {column.index: column.path for column in table.columns}
    seen: set[SourceRef | str] = set()
    for cell, row, column in _told(table.records, columns):
        if cell.source not in seen and cell.text not in seen and _is_worded(cell.text, value=bool(column) or not row):
            yield WordedCell(table, cell, row, column)
        seen |= {cell.source, cell.text}


def _told(
    records: Sequence[Record], columns: dict[int, tuple[str, ...]]
) -> Iterator[tuple[Cell, tuple[str, ...], tuple[str, ...]]]:
    for record in records:
        names = tuple(label.text for label in record.labels)
        for at, label in enumerate(record.labels):
            yield label, names[:at], ()
        for index, cell in record.values:
            yield cell, tuple(name for name in names if not _is_worded(name, value=False)), columns.get(index, ())


def _is_worded(text: str, *, value: bool) -> bool:
    """Whether a cell tells something: in a sentence or list, by a document's number, or as a ``value`` at length."""
    length = len(_CHINESE.findall(text))
    told = length >= _SENTENCE_LENGTH and bool(_SENTENCE.search(text))
    if told or _NUMBERED.search(text) or _NOTE.match(text):
        return True
    return value and (length >= _LONG or bool(_TITLED.search(text)))
