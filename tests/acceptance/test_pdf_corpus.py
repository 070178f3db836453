"""The PDF reader on the sample, and on the real documents where they are at hand."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from ingest.model.document import Block, Box, Cell, Grid, Line, PageKind, RawDocument
from ingest.readers.pdf.reader import read_pdf
from tests.fixtures.paths import SAMPLE_DOCUMENTS
from tests.fixtures.whole_documents import FILES, NOT_HERE

PDFS = [path for path in FILES if path.suffix == ".pdf"]


@cache
def read(path: Path) -> RawDocument:
    return read_pdf(path)


def named(part: str) -> RawDocument:
    """The real document of that name; the test is skipped where it is not on this machine."""
    path = next((path for path in PDFS if part in path.name), None)
    if path is None:
        pytest.skip(NOT_HERE)
    return read(path)


def on_page(document: RawDocument, page: int) -> list[Block]:
    return [block for block in document.blocks if block.source.page == page]


def grid_on(document: RawDocument, page: int) -> Grid:
    return next(block for block in on_page(document, page) if isinstance(block, Grid))


def row(grid: Grid, at: int) -> list[str]:
    return [cell.text for cell in grid.cells if cell.row == at]


@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.stem)
def test_cutting_out_the_box_of_any_cell_or_line_gives_its_text(path: Path) -> None:
    """Uses pdfplumber's own characters, so that the reader does not check itself."""
    parts: dict[int, list[Cell | Line]] = {}
    for block in read(path).blocks:
        assert block.source.page
        parts.setdefault(block.source.page, []).extend([block] if isinstance(block, Line) else block.cells)
    checked = 0
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            for part in parts.get(page.page_number, []):
                assert part.source.box
                assert Counter(part.text.replace(" ", "")) == _characters(page, part.source.box), part
                checked += 1
            page.close()
    assert checked > (200 if path.parent == SAMPLE_DOCUMENTS else 1000)  # those of the sample are short


def _characters(page: Any, box: Box) -> Counter[str]:
    def centred(char: Any) -> bool:
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        return bool(box[0] <= x < box[2] and box[1] <= y < box[3])

    return Counter(char["text"] for char in page.chars if centred(char) and not char["text"].isspace())


def test_figures_printed_in_a_font_of_other_height_stand_in_their_sentence() -> None:
    text = "".join(block.text for block in on_page(named("putuo"), 21) if isinstance(block, Line))
    assert "2024年度收入支出总计2995.39万元。与2023年度相比，收入支出总计减少56.95万元，下降1.87%。" in text


def test_a_header_that_shares_its_row_with_data_keeps_both() -> None:
    grid = grid_on(named("putuo"), 8)
    assert row(grid, 0)[:2] == ["项目", "本年收入合计"]
    assert row(grid, 3)[:6] == ["类", "款", "项", "合计", "2,946.25", "2,940.05"]
    heading = grid.cells[0]
    assert (heading.row_span, heading.column_span) == (1, 4)


def test_a_blank_cell_between_figures_keeps_its_column() -> None:
    grid = grid_on(named("putuo"), 10)
    assert row(grid, 7)[3:] == ["一般行政管理事务", "10.00", "", "10.00", "", "", ""]


def test_a_lone_total_row_on_its_own_page_is_a_grid_with_fewer_columns() -> None:
    document = named("wanli-2024")
    lone, above = grid_on(document, 20), grid_on(document, 19)
    assert row(lone, 0) == ["合计", "156,211,123", "99,706,020", "56,505,103"]
    assert set(lone.edges) <= set(above.edges)


def test_an_empty_ruled_page_is_no_scan_and_its_grid_is_kept() -> None:
    document = named("putuo")
    assert document.pages[13] is PageKind.RULED
    assert row(grid_on(document, 14), 0) == [""] * 7
    assert document.warnings == ()


def test_the_title_and_the_unit_stand_before_their_table() -> None:
    title, unit, grid = on_page(named("wanli-2024"), 31)[:3]
    assert isinstance(title, Line) and title.text.endswith("机关运行经费预算表")
    assert isinstance(unit, Line) and unit.text.endswith("单位:万元")
    assert isinstance(grid, Grid) and row(grid, 3) == ["47.91", "0", "1.35", "46.56", "25", "21.56", "443.18"]


def test_text_that_a_page_clips_away_does_not_come_twice() -> None:
    """The same text box is drawn on two pages, each showing its own part of it."""
    document = named("shangwei")
    shown = [block.text for page in (3, 4) for block in on_page(document, page) if isinstance(block, Line)]
    assert len(shown) == len(set(shown))
    starts = [text.split("、")[0] for text in shown if text[:1].isdigit()]
    assert starts == [str(number) for number in range(1, 14)]


def test_white_rectangles_do_not_turn_a_list_of_contents_into_a_table() -> None:
    assert all(isinstance(block, Line) for block in on_page(named("wanli-2025"), 2))
