"""Small tables built by hand for tests of what comes after table reading."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from ingest.document import Cell, Column, Line, RawDocument, Record, SourceRef, Table
from ingest.facts import facts_of
from ingest.figures import DocumentContext, Fact
from ingest.pdf import read_pdf
from ingest.tables import build_tables
from ingest.text import read_text
from ingest.vocabulary import table_kind

CORPUS = Path(__file__).parents[2] / ".." / "shared" / "corpus"


def corpus_file(name: str) -> Path:
    """A real document, or a skip where the corpus is not beside the repository."""
    path = CORPUS / name
    if not path.is_file():
        pytest.skip(f"the real document {name} is not here (../shared/corpus)")
    return path


@cache
def read(path: Path) -> tuple[RawDocument, tuple[Table, ...]]:
    """A document and its tables, read once for all tests."""
    raw = read_pdf(path) if path.suffix == ".pdf" else read_text(path)
    return raw, build_tables(raw.blocks).tables


def made_table(
    title: str,
    header: list[tuple[str, ...]],
    rows: list[list[str]],
    *,
    labels: int = 1,
    unit: str = "万元",
    notes: tuple[str, ...] = (),
    year: int | None = None,
    halves: int = 1,
) -> Table:
    """A table of one header path a column. In each of the ``halves`` of a row the first ``labels`` columns name it."""
    width = len(header) // halves
    records = []
    for row, texts in enumerate(rows):
        cells = [Cell(row, n, text, SourceRef(line=row + 1, column=n + 1)) for n, text in enumerate(texts)]
        for half in range(halves):
            part = cells[half * width : (half + 1) * width]
            named = tuple(cell for cell in part[:labels] if cell.text)
            records.append(Record(named, tuple((cell.column, cell) for cell in part[labels:]), half))
    columns = tuple(Column(index, path) for index, path in enumerate(header))
    kind = table_kind(title, header)
    source = SourceRef(line=1, column=1)
    return Table("T1", title, "", kind, "", unit, year, (), columns, tuple(records), notes, source)


def facts(table: Table, kind: str = "决算", institution: str = "某某县水利局", year: int = 2024) -> tuple[Fact, ...]:
    return facts_of(table, DocumentContext("d", institution, year, kind))


def figures(found: tuple[Fact, ...], *fields: str) -> list[tuple[object, ...]]:
    """The named fields and the value of each fact that has a value."""
    rows = []
    for fact in found:
        if fact.value is not None:
            own = (
                getattr(fact.item, name.removeprefix("item_")) if "item_" in name else getattr(fact, name)
                for name in fields
            )
            rows.append((*own, fact.value))
    return rows


def document(*lines: str) -> RawDocument:
    """A text document of plain lines."""
    return RawDocument("text", tuple(Line(text, SourceRef(line=n, column=1)) for n, text in enumerate(lines, 1)))
