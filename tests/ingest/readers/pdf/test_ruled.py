"""Tables between rules keep every cell in its row and column, and rules and areas that bound no cells make none."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.model.document import Mark
from ingest.readers.pdf.reader import read_pdf
from tests.fixtures import pdf_files as made
from tests.ingest.readers.pdf.test_reader import grids, lines, texts


def test_a_table_over_five_pages_gives_a_grid_a_page_with_the_same_edges(tmp_path: Path) -> None:
    def draw(canvas: Canvas, number: int) -> None:
        made.table(canvas, 60, [[f"项目{number}-{row}", f"{row},000.00"] for row in range(1, 31)])

    found = grids(read_pdf(made.make(tmp_path / "a.pdf", draw, pages=5)))
    assert [grid.source.page for grid in found] == [1, 2, 3, 4, 5]
    assert {grid.edges for grid in found} == {found[0].edges}
    assert [len(grid.cells) for grid in found] == [60] * 5


def test_a_lone_total_row_is_a_grid(tmp_path: Path) -> None:
    def draw(canvas: Canvas, number: int) -> None:
        made.table(canvas, 60, [["合计", "156,211,123", "0"]])

    assert texts(grids(read_pdf(made.make(tmp_path / "a.pdf", draw)))[0]) == [["合计", "156,211,123", "0"]]


def test_white_rectangles_make_no_table_and_swallow_no_title(tmp_path: Path) -> None:
    def draw(canvas: Canvas, number: int) -> None:
        for row in range(4):
            for column in range(3):
                made.white_area(canvas, 60 + column * 100, 60 + row * 20, 100, 20)
        made.write(canvas, 62, 62, "部门收支预算总表")
        made.table(canvas, 160, [["项目", "金额"], ["合计", "8.00"]])

    document = read_pdf(made.make(tmp_path / "a.pdf", draw))
    assert lines(document) == ["部门收支预算总表"]
    assert len(grids(document)) == 1


def test_merged_cells_span_the_rows_and_columns_that_their_rectangle_covers(tmp_path: Path) -> None:
    def draw(canvas: Canvas, number: int) -> None:
        down = [made.HEIGHT - y for y in (100, 120, 140, 160)]
        for y in (down[0], down[2], down[3]):
            canvas.line(60, y, 360, y)
        canvas.line(160, down[1], 360, down[1])
        for x in (60, 160, 360):
            canvas.line(x, down[0], x, down[3])
        canvas.line(260, down[1], 260, down[3])
        for x, top, text in [(62, 112, "项目"), (162, 102, "本年支出"), (162, 122, "基本支出"), (262, 122, "项目支出")]:
            made.write(canvas, x, top, text, size=9)
        made.write(canvas, 162, 142, "1.00", size=9)

    grid = grids(read_pdf(made.make(tmp_path / "a.pdf", draw)))[0]
    placed = {cell.text: (cell.row, cell.column, cell.row_span, cell.column_span) for cell in grid.cells if cell.text}
    assert placed == {
        "项目": (0, 0, 2, 1),
        "本年支出": (0, 1, 1, 2),
        "基本支出": (1, 1, 1, 1),
        "项目支出": (1, 2, 1, 1),
        "1.00": (2, 1, 1, 1),
    }
    assert grid.spans_known
    assert grid.edges == pytest.approx((60, 160, 260, 360))


@pytest.mark.parametrize("open_at", ["sides", "end"])
def test_a_table_without_outer_sides_or_open_at_the_page_end_keeps_all_its_cells(tmp_path: Path, open_at: str) -> None:
    rows = [["项目", "预算数", "决算数"], ["合计", "1.00", "2.00"], ["其他", "3.00", "4.00"]]

    def draw(canvas: Canvas, number: int) -> None:
        for y in (100, 120, 140, 160)[: 4 if open_at == "sides" else 3]:
            canvas.line(60, made.HEIGHT - y, 360, made.HEIGHT - y)
        for x in (160, 260) if open_at == "sides" else (60, 160, 260, 360):
            canvas.line(x, made.HEIGHT - 100, x, made.HEIGHT - 160)
        for down, cells in enumerate(rows):
            for across, text in enumerate(cells):
                made.write(canvas, 63 + 100 * across, 103 + 20 * down, text, size=9)

    document = read_pdf(made.make(tmp_path / "a.pdf", draw))
    assert [texts(grid) for grid in grids(document)] == [rows]
    assert lines(document) == []


def test_rules_over_and_under_prose_make_no_table(tmp_path: Path) -> None:
    def draw(canvas: Canvas, number: int) -> None:
        for y in (100, 130, 160, 190):
            canvas.line(60, made.HEIGHT - y, 500, made.HEIGHT - y)
            made.write(canvas, 60, y + 8, "一段正文")

    document = read_pdf(made.make(tmp_path / "a.pdf", draw))
    assert lines(document) == ["一段正文"] * 4
    assert grids(document) == []


def test_a_rule_that_is_not_quite_level_is_a_rule(tmp_path: Path) -> None:
    def draw(canvas: Canvas, number: int) -> None:
        for y in (100, 120, 140):
            canvas.line(60, made.HEIGHT - y, 260, made.HEIGHT - y - 0.2)
        for x in (60, 160, 260):
            canvas.line(x, made.HEIGHT - 100, x + 0.1, made.HEIGHT - 140)
        made.write(canvas, 63, 103, "合计", size=9)

    assert texts(grids(read_pdf(made.make(tmp_path / "a.pdf", draw)))[0]) == [["合计", ""], ["", ""]]


def test_a_name_broken_over_lines_is_joined_and_says_so_and_two_figures_stay_two(tmp_path: Path) -> None:
    def draw(canvas: Canvas, number: int) -> None:
        made.table(
            canvas, 60, [["机关事业单位\n职业年金缴费", "2.00\n3.00"], ["Basic\nsalary", "1,234,5\n67.89"]], row=26
        )

    cells = grids(read_pdf(made.make(tmp_path / "a.pdf", draw)))[0].cells
    assert [cell.text for cell in cells] == ["机关事业单位职业年金缴费", "2.00 3.00", "Basic salary", "1,234,567.89"]
    assert {cell.mark for cell in cells} == {Mark.JOINED}
