"""Every figure of a table becomes exactly one fact: a count by token, document by document.

What counts as a table is told from the file itself: rows with tabs of a text, rectangles with rules of a PDF page.
The sample's documents are counted, and the real ones where they are at hand.
"""

import re
from collections import Counter
from functools import cache

import pdfplumber
import pytest

from ingest.model.amounts import is_number
from ingest.model.document import Cell, Grid, Mark, SourceRef
from ingest.model.table_words import says
from tests.fixtures.whole_documents import FILES, WILD_FILES, document, path_of, raw

NAMES = [path.stem for path in (*FILES, *WILD_FILES)]
TEXTS = [path.stem for path in FILES if path.suffix == ".txt"]
PDFS = [path.stem for path in (*FILES, *WILD_FILES) if path.suffix == ".pdf"]

BEYOND = {
    # a 三公 row prints 14 figures of 12 measures; 合计 and 用车 by their sums, the last two are of nothing
    "hongqi": ["1.05", "0.00"],
    # the code of the department in the head of a form (部门预算编码), once taken for money
    "fj_qz_zhengfuban_2026_budget": ["103"],
}
"""The numbers that are no fact, and why that is right."""


@cache
def _facts(name: str) -> Counter[SourceRef]:
    """The number of facts at each place; a joined cell has several places."""
    return Counter(place for fact in document(name).facts for place in (fact.source, *fact.source.rest))


def _grids(name: str) -> list[Grid]:
    return [block for block in raw(name).blocks if isinstance(block, Grid)]


@pytest.mark.parametrize("name", NAMES)
def test_no_cell_becomes_two_facts(name: str) -> None:
    """A composition cell (其中: 基本支出: 310.69) has its figure once; a cell over several rows is of each row."""
    merged = {fact.source for fact in document(name).facts if fact.mark is Mark.MERGED}
    assert not [place for place, count in _facts(name).items() if count > 1 and place not in merged]


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_of_a_grid_is_a_fact(name: str) -> None:
    """Ignores codes (labels of a row) and numbers that count rows or columns."""
    labels = {cell.source for table in document(name).document.tables for row in table.records for cell in row.labels}
    astray: list[str] = []
    for grid in _grids(name):
        lost = [cell for cell in grid.cells if is_number(cell.text) and not _facts(name)[cell.source]]
        counting = [cell for cell in lost if cell.source not in labels]
        astray += [cell.text for cell in counting if not _counts(cell, counting, grid)]
    assert astray == BEYOND.get(name, [])


def _counts(cell: Cell, others: list[Cell], grid: Grid) -> bool:
    """Whether a number is one more or one less than its neighbour in its row or column, or stands under 序号 or right
    after 栏次."""
    if any(says(other.text, "columns.numbering") for other in grid.cells if other.column == cell.column):
        return True
    along = (
        [other for other in others if other.row == cell.row],
        [other for other in others if other.column == cell.column],
    )
    for run in along:
        place = run.index(cell)
        near = [int(other.text) for other in run[max(0, place - 1) : place + 2] if other.text.isdigit()]
        if cell.text.isdigit() and any(abs(number - int(cell.text)) == 1 for number in near):
            return True
    return any(says(other.text, "columns.furniture") for other in grid.cells if other.row == cell.row and other.text)


@pytest.mark.parametrize("name", TEXTS)
def test_every_tabbed_figure_of_a_text_is_in_a_grid(name: str) -> None:
    """Splits at the tabs directly, without contents lists (a heading and its page)."""
    rows = [line.split("\t") for line in path_of(name).read_text(encoding="utf-8-sig").splitlines() if "\t" in line]
    rows = [row for row in rows if not _is_contents_line(row)]
    printed = Counter(cell.strip() for row in rows for cell in row if is_number(cell.strip()))
    kept = Counter(cell.text for grid in _grids(name) for cell in grid.cells if is_number(cell.text))
    assert kept == printed


def _is_contents_line(row: list[str]) -> bool:
    filled = [cell for cell in row if cell.strip()]
    return (
        len(row) == 2
        and bool(re.fullmatch(r"\d{1,3}", row[1].strip()))
        and bool(re.match(r"[一二三四五六七八九十第]", filled[0]))
    )


@pytest.mark.parametrize("name", PDFS)
def test_every_digit_inside_a_table_of_a_pdf_is_in_a_cell(name: str) -> None:
    """Compares pdfplumber's own characters between the edges of a table with the text of its cells."""
    with pdfplumber.open(path_of(name)) as pdf:
        for grid in _grids(name):
            page = pdf.pages[(grid.source.page or 1) - 1]
            x0, top, x1, bottom = grid.source.box or (0, 0, 0, 0)
            printed = Counter(
                char["text"]
                for char in page.chars
                if char["text"].isdigit()
                and x0 <= (char["x0"] + char["x1"]) / 2 < x1
                and top <= (char["top"] + char["bottom"]) / 2 < bottom
            )
            assert Counter(digit for cell in grid.cells for digit in cell.text if digit.isdigit()) == printed
