"""Whole tables, cell by cell: real ones checked by eye against the page or the text, and those of the sample as made.

A file of ``gold/`` holds one table, tab-separated: a line ``document, title, which of that title, number, unit``; the
header paths of its value columns; then a line a record: its half, its labels, its cells, blanks for columns that it has
no figure in. ``…`` stands for words that are not compared. The gold of the sample comes from the data its documents
are made of, never from the reader, so that a clone without the real documents has gold, too.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest

from ingest.model.document import Record, Table
from tests.fixtures.whole_documents import SAMPLE_FILES, is_here, tables

FILES = sorted((Path(__file__).parent / "gold").glob("*.tsv"))
LEAST = 24
LEAST_OF_SAMPLE = 12


@dataclass(frozen=True)
class Gold:
    document: str
    title: str
    nth: int
    number: str
    unit: str
    paths: list[str]
    records: list[tuple[int, list[str], list[str]]]


def _read(path: Path) -> Gold:
    head, paths, *rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    records = [(int(row[0]), row[1].split("|"), row[2:]) for row in rows]
    return Gold(head[0], head[1], int(head[2]), head[3], head[4], paths[2:], records)


def _table(gold: Gold) -> Table:
    return [table for table in tables(gold.document) if table.title == gold.title][gold.nth]


def _cells(record: Record, places: dict[int, int], wanted: list[str]) -> list[str]:
    cells = [""] * len(places)
    for index, cell in record.values:
        cells[places[index]] = cell.text
    return _as_compared(cells, wanted)


def _labels(record: Record, wanted: list[str]) -> list[str]:
    return _as_compared([cell.text for cell in record.labels] or [""], wanted)


def _as_compared(texts: list[str], wanted: list[str]) -> list[str]:
    """As printed, ``…`` for words where the gold has it."""
    if len(texts) != len(wanted):
        return texts
    return ["…" if want == "…" and text else text for text, want in zip(texts, wanted, strict=True)]


def test_there_is_enough_gold_of_every_kind_of_source() -> None:
    """At least 24 tables; at least four each of 决算 and 预算 as PDF and as text, and of 绩效."""
    kinds = [path.name.split("-")[0] for path in FILES]
    assert len(kinds) >= LEAST
    assert all(
        kinds.count(kind) >= 4 for kind in ("final_pdf", "budget_pdf", "final_text", "budget_text", "performance")
    )


def test_a_clone_without_the_real_documents_has_gold_of_each_sample_document() -> None:
    sampled = [_read(path).document for path in FILES if is_here(_read(path).document)]
    assert len(sampled) >= LEAST_OF_SAMPLE
    assert {path.stem for path in SAMPLE_FILES} <= set(sampled)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_whole_table_reads_as_the_page_prints_it(path: Path) -> None:
    """Every record in order with its labels, every figure under the header path that a reader sees."""
    gold = _read(path)
    table = _table(gold)
    used = sorted({index for record in table.records for index, _ in record.values})
    named = {column.index: "/".join(column.path) for column in table.columns}
    places = {index: place for place, index in enumerate(used)}
    assert (table.number, table.unit) == (gold.number, gold.unit)
    assert [named[index] for index in used] == gold.paths
    assert len(table.records) == len(gold.records)
    for record, (half, labels, cells) in zip(table.records, gold.records, strict=True):
        assert (record.half, _labels(record, labels), _cells(record, places, cells)) == (half, labels, cells)
