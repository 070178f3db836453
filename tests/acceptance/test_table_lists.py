"""The list of tables of each document of other provinces is the one that a reader of its pages wrote down.

A file of ``table_lists/`` is one document's: number, title, first and last page, unit and rows of each table, in order.
``…`` stands for words of a title that are not compared. Rows are counted by eye: a few more or less are the same table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from ingest.model.document import Table
from ingest.model.normalize import normalize
from ingest.model.printed_tables import PrintedTable, printed_tables
from tests.fixtures.whole_documents import needs_wild, tables

FILES = sorted((Path(__file__).parent / "table_lists").glob("*.tsv"))
UNREAD = {"cq_fengdu_2021_final": "the row that the excerpt breaks off in stays text: its figures cannot be told apart"}
WELL_READ = 0.95
"""The share of documents whose list is exact."""

pytestmark = needs_wild


@dataclass(frozen=True)
class Listed:
    number: str
    title: str
    pages: tuple[int, int]
    unit: str
    rows: int

    def is_table(self, found: PrintedTable) -> bool:
        words = ".*".join(re.escape(_plain(part)) for part in self.title.split("…"))
        named = re.fullmatch(words, _plain(found.first.title)) is not None
        about = abs(_rows(found) - self.rows) <= max(2, self.rows * 0.15)
        number = normalize(found.first.number)
        return named and about and (number, found.pages, found.unit) == (self.number, self.pages, self.unit)


def _read(path: Path) -> list[Listed]:
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    return [Listed(row[0], row[1], (int(row[2]), int(row[3])), row[4], int(row[5])) for row in rows]


def _plain(title: str) -> str:
    """Without what readers write down in two ways: brackets, quotes, colons, the year before."""
    return re.sub(r"^\d{4}年度?", "", re.sub(r"[()\[\]\"<>《》【】\-、:,]", "", normalize(title))).replace("年度", "年")


def _rows(found: PrintedTable) -> int:
    """How many printed rows have text: cells of one line of a page or file."""
    return len({place for part in found.parts for place in _lines(part)})


def _lines(part: Table) -> set[tuple[int | None, int | None]]:
    cells = [cell for record in part.records for cell in (*record.labels, *(cell for _, cell in record.values))]
    return {
        (cell.source.page, cell.row if cell.source.page else cell.source.line) for cell in cells if cell.text.strip()
    }


def _is_exact(path: Path) -> bool:
    wanted, found = _read(path), printed_tables(tables(path.stem))
    return len(wanted) == len(found) and all(one.is_table(other) for one, other in zip(wanted, found, strict=True))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_tables_of_a_document_are_those_that_it_prints(path: Path) -> None:
    if path.stem in UNREAD:
        pytest.xfail(UNREAD[path.stem])
    found = printed_tables(tables(path.stem))
    wanted = _read(path)
    assert [(each.first.title, each.pages) for each in found if not any(one.is_table(each) for one in wanted)] == []
    assert [one for one in wanted if not any(one.is_table(each) for each in found)] == []
    assert _is_exact(path)


def test_the_lists_of_nearly_all_documents_are_exact() -> None:
    assert len(FILES) >= 30
    assert sum(map(_is_exact, FILES)) >= WELL_READ * len(FILES)
