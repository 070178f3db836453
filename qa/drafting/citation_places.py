"""Cited places by a stable key: each citation gets one, and it leads back to page, lines and table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from ingest.model.document import Box, Cell, Record, SourceRef, Table
from ingest.model.errors import UnknownDocument
from ingest.model.figures import Fact
from ingest.store.catalog.values import DocumentInfo
from qa.drafting.answer import Citation
from qa.evidence.index import DocumentIndex, Figure
from qa.evidence.library import Library

_AROUND = 6
"""Rows of a table shown before and after the cited one."""
_KEY = re.compile(
    r"^(?P<document>[0-9a-f]{4,64})-(?:(?P<figure>[A-Z]\w{0,20})|l(?P<line>\d{1,7})"
    r"|p(?P<page>\d{1,5})(?:_(?P<box>-?\d+(?:\.\d+)?(?:_-?\d+(?:\.\d+)?){3}))?)$"
)
_Place = tuple[int | None, int | None, tuple[float, ...], str]
_figures: WeakKeyDictionary[DocumentIndex, dict[_Place, Figure]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class CitedPlace:
    """The place that a key leads to. ``figure`` is None for running text without a figure."""

    key: str
    document: DocumentInfo
    source: SourceRef
    figure: Figure | None


def key_of(citation: Citation, library: Library) -> str:
    """``<document id>-<F12 | S4>`` for a figure, else ``-l230`` for a line or ``-p3_x0_top_x1_bottom`` for a box."""
    figure = figure_of(citation, library)
    if figure is not None:
        return f"{citation.document_id}-{figure.origin.id}"
    if citation.page is None:
        return f"{citation.document_id}-l{citation.line or 1}"
    box = "".join(f"_{edge:.2f}" for edge in citation.bbox or ())
    return f"{citation.document_id}-p{citation.page}{box}"


def figure_of(citation: Citation, library: Library) -> Figure | None:
    """The cell or sentence figure that a citation points at; None for other running text."""
    place = (citation.page, citation.line, tuple(citation.bbox or ()), citation.quote)
    return _figures_of(library.index(citation.document_id)).get(place)


def _figures_of(index: DocumentIndex) -> dict[_Place, Figure]:
    if index not in _figures:
        _figures[index] = {_place(figure): figure for figure in reversed(index.figures)}
    return _figures[index]


def _place(figure: Figure) -> _Place:
    source = figure.source
    quote = figure.fact.text if figure.cell else figure.statement.sentence
    return (source.page, source.line, tuple(source.box or ()), quote)


def place_of_key(key: str, library: Library) -> CitedPlace:
    """The place of a key. Raises UnknownDocument if the key is malformed or its document is gone."""
    found = _KEY.match(key)
    document = library.documents.get(found["document"]) if found else None
    if found is None or document is None:
        raise UnknownDocument("no such citation; its document may have been removed")
    if not found["figure"]:
        return CitedPlace(key, document, _source(found.groupdict()), None)
    figure = library.index(document.id).by_id.get(found["figure"])
    if figure is None:
        raise UnknownDocument("no such citation; its document may have been read again")
    return CitedPlace(key, document, figure.source, figure)


def _source(parts: Mapping[str, str | None]) -> SourceRef:
    if parts["line"]:
        return SourceRef(line=int(parts["line"]))
    return SourceRef(page=int(parts["page"] or 0), box=_box(parts["box"]))


def _box(text: str | None) -> Box | None:
    if not text:
        return None
    x0, top, x1, bottom = (float(edge) for edge in text.split("_"))
    return (x0, top, x1, bottom)


def shown_table(place: CitedPlace) -> dict[str, Any] | None:
    """The rows around a cited cell, ready for JSON; ``cited`` gives its row and column. None for text."""
    if place.figure is None or not place.figure.cell or place.figure.table is None:
        return None
    table, fact = place.figure.table, place.figure.fact
    first, last = max(0, fact.row - _AROUND), min(len(table.records), fact.row + _AROUND + 1)
    columns = [column.index for column in table.columns]
    rows = [_row(record, columns) for record in table.records[first:last]]
    return {
        "id": table.id,
        "number": table.number,
        "title": table.title,
        "unit": table.unit,
        "columns": [list(column.path) for column in table.columns],
        "rows": rows,
        "first_row": first,
        "row_count": len(table.records),
        "cited": {"row": fact.row - first, "column": _column(table, fact)},
    }


def _row(record: Record, columns: list[int]) -> dict[str, Any]:
    values = dict(record.values)
    labels = [cell.text for cell in record.labels]
    return {"labels": labels, "values": [_text(values.get(column)) for column in columns]}


def _text(cell: Cell | None) -> str:
    return cell.text if cell else ""


def _column(table: Table, fact: Fact) -> int | None:
    """The column of the fact's cell."""
    values = table.records[fact.row].values if fact.row < len(table.records) else ()
    index = next((index for index, cell in values if cell.source == fact.source), None)
    return next((at for at, column in enumerate(table.columns) if column.index == index), None)
